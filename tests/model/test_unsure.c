/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for and is not reached is told, and the study says so to its caller. */
#include "simulate.h"

static struct recept_study *study;

/* Strategies of the shipped config; `most` campaigns to find the best. */
static void compare(
    struct recept_options options, struct recept_comparison asked, uint64_t most)
{
    const struct config_origin origin = {.path = SOURCE_DIR "/configs/spark.cfg"};
    const struct study_request request = {.setup = {.n_configs = 1, .config = &origin},
        .options = &options,
        .comparison = &asked};
    assert_int_equal(study_open(&study, &request), RECEPT_OK);
    study->most_selected = most;
    assert_int_equal(study_simulate(study), RECEPT_OK);
}

static bool is_told(const char *what)
{
    for (size_t i = 0; i < recept_study_messages(study); i++)
        if (strstr(recept_study_message(study, i), what) != NULL)
            return true;
    return false;
}

/* No strategy is shown to be within a hundred-thousandth of the best in 6,400 campaigns unless
 * it is far behind; personal against spark is not. */
static void a_certainty_that_is_not_reached(void **state)
{
    (void)state;
    compare((struct recept_options){.replications = 200, .strategies = "spark,personal"},
        (struct recept_comparison){.until_sure = 0.95, .difference = 1e-5}, 6400);
    assert_false(study->selection.finished);
    assert_true(study->unsure);
    assert_true(is_told("certainty that was asked for is not reached"));
    recept_study_free(study);
}

static void a_certainty_that_is_reached(void **state)
{
    (void)state;
    compare((struct recept_options){.replications = 200, .strategies = "spark,online"},
        (struct recept_comparison){.until_sure = 0.95, .difference = 0.02}, 1000000);
    assert_true(study->selection.finished);
    assert_false(study->unsure);
    assert_false(is_told("certainty"));
    recept_study_free(study);
}

static void a_precision_that_is_not_reached(void **state)
{
    (void)state;
    for (int reached = 0; reached < 2; reached++) {
        compare((struct recept_options){.replications = 2000,
                    .strategies = "spark,online",
                    .precision = reached ? 0.01 : 0.0001},
            (struct recept_comparison){0}, 1000);
        assert_int_equal(study->unsure, !reached);
        assert_int_equal(is_told("precision that was asked for is not reached"), !reached);
        recept_study_free(study);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certainty_that_is_not_reached),
        cmocka_unit_test(a_certainty_that_is_reached),
        cmocka_unit_test(a_precision_that_is_not_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
