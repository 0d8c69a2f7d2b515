/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "agreement.h"
#include "bare.h"
#include "figures.h"
#include "folder.h"
#include "process.h"
#include "scaling.h"
#include "straightforward.h"
#include "timing.h"
#include "task.h"

enum { REPLICATIONS = 1000, SEED = 2385 };

/* Standard errors; two-sided error rate 0.001 divided by the five totals that are compared. */
#define AGREES 3.72

static void series_give_median_and_range(void **state)
{
    (void)state;
    struct series odd = {3, {2.5, -1.0, 7.25}}, even = {4, {4.0, 1.0, 3.0, 2.0}}, none = {0};
    assert_close(series_median(&odd), 2.5, 0, 0);
    assert_close(series_median(&even), 2.5, 0, 0);
    assert_close(series_least(&odd), -1.0, 0, 0);
    assert_close(series_most(&odd), 7.25, 0, 0);
    assert_nan(series_median(&none));
    assert_nan(series_least(&none));
}

/* A machine that is twice as slow in one round is so for both. */
static void ratios_are_taken_round_by_round(void **state)
{
    (void)state;
    struct series slow = {3, {6.0, 12.0, 6.0}}, fast = {3, {2.0, 4.0, 2.0}};
    struct series ratio = series_ratio(&slow, &fast);
    assert_int_equal(ratio.n, 3);
    assert_close(series_least(&ratio), 3.0, 0, 0);
    assert_close(series_most(&ratio), 3.0, 0, 0);
}

static void exponent_of_a_power_is_found(void **state)
{
    (void)state;
    double x[4] = {1.0, 3.0, 10.0, 24.0}, y[4], flat[4] = {2.385, 2.385, 2.385, 2.385};
    for (int i = 0; i < 4; i++)
        y[i] = 0.7 * pow(x[i], 1.385);
    assert_close(scaling_exponent(x, y, 4), 1.385, 1e-12, 0);
    assert_close(scaling_exponent(x, flat, 4), 0.0, 0, 1e-12);
}

static void bare_words_are_those_of_the_generator(void **state)
{
    (void)state;
    assert_true(bare_available(BARE_BASELINE));
    for (int width = 0; width < N_BARE_WIDTHS; width++)
        if (bare_available((enum bare_width)width))
            assert_true(bare_is_right((enum bare_width)width));
}

static void processes_read_print_and_end(void **state)
{
    (void)state;
    struct text output = {0};
    struct process_took took = {0};
    const char *const copy[] = {"sh", "-c", "cat; exit 3", NULL};
    assert_int_equal(process_run(copy, "some text", &output, &took), 3);
    assert_string_equal(text_string(&output), "some text");
    assert_true(took.seconds > 0.0 && took.processor >= 0.0 && took.peak_mib > 0.0);
    const char *const absent[] = {"/no/such/program", NULL};
    assert_int_equal(process_run(absent, NULL, NULL, NULL), PROCESS_NOT_STARTED);
    const char *const killed[] = {"sh", "-c", "kill -9 $$", NULL};
    assert_int_equal(process_run(killed, NULL, NULL, NULL), PROCESS_NOT_STARTED);
    text_free(&output);
}

static void written_figures_are_read(void **state)
{
    (void)state;
    struct figures figures;
    write_file(
        "a.csv", "strategy,segment,measure,se\nx,s,cost,1\nx,all,cost,2.5\ny,all,cost,\n");
    write_file("b.csv", "a,b\n1,2\n3\n");
    assert_true(figures_read(&figures, ".", "a.csv"));
    int x = figures_row(&figures, "strategy", "x", "measure", "cost");
    assert_int_equal(x, 2);
    assert_close(figures_number(&figures, x, "se"), 2.5, 0, 0);
    assert_nan(figures_number(&figures, 3, "se"));
    assert_nan(figures_number(&figures, x, "no such column"));
    assert_int_equal(figures_row(&figures, "strategy", "z", "measure", "cost"), 0);
    figures_free(&figures);
    assert_false(figures_read(&figures, ".", "b.csv"));
    figures_free(&figures);
    assert_false(figures_read(&figures, ".", "c.csv"));
    figures_free(&figures);
}

static void open_funnel(struct task *task, struct funnel *funnel)
{
    assert_true(task_open(task, SOURCE_DIR "/configs/bench.cfg", NULL));
    assert_true(funnel_init(funnel, task->config->config.scenario));
}

/* A wrong model of each kind has to be told from the right one. */
static void baselines_of_other_models_disagree(void **state)
{
    (void)state;
    struct task task;
    struct funnel funnel, wrong;
    struct funnel_totals right = {0}, again = {0};
    open_funnel(&task, &funnel);
    straightforward_run(&funnel, SEED, REPLICATIONS, &right);
    straightforward_run(&funnel, SEED + 1, REPLICATIONS, &again);
    assert_true(agreement_distance(&right, &again, NULL) < AGREES);
    for (int i = 0; i < 4; i++) {
        struct funnel_totals other = {0};
        wrong = funnel;
        wrong.dropout[ATTENTION] *= i == 0 ? 2.0 : 1.0;
        wrong.reschedule[0] += i == 1 ? 0.1 : 0.0;
        wrong.click_sd *= i == 2 ? 1.2 : 1.0;
        wrong.lead_days[0] += i == 3 ? 2.0 : 0.0;
        straightforward_run(&wrong, SEED, REPLICATIONS, &other);
        assert_true(agreement_distance(&right, &other, NULL) > AGREES);
    }
    task_close(&task);
}

static void only_the_plain_funnel_has_baselines(void **state)
{
    (void)state;
    static const char *const sets[] = {"team.hours_per_week=40.0",
        "strategies.funnel.patience=3", "peers.referrals=0.3",
        "contact_moments.a1.lead_shape=2.0", "busy.rate=0.3", "response.build_up=0.06"};
    struct funnel funnel;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct task task;
        const char *const one[] = {sets[i], NULL};
        assert_true(task_open(&task, SOURCE_DIR "/configs/bench.cfg", one));
        assert_false(funnel_init(&funnel, task.config->config.scenario));
        task_close(&task);
    }
}

static void hubs_run_with_their_total(void **state)
{
    (void)state;
    struct task task;
    assert_true(task_open(&task, SOURCE_DIR "/configs/bench-national.cfg", NULL));
    task_run(&task, 1, 2);
    const struct study *study = &task.study->setup.study;
    assert_int_equal(study->n_cases, 4);
    double hubs = 0.0;
    for (int i = 0; i < 3; i++)
        hubs += study_quantity(study, &study->cases[i], 0, Q_HELD).value;
    assert_true(hubs > 3000.0);
    assert_close(study_quantity(study, &study->cases[3], 0, Q_HELD).value, hubs, 1e-12, 0);
    assert_true(task_held(&task) >= 2.0 * hubs); /* and care */
    task_close(&task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_give_median_and_range),
        cmocka_unit_test(ratios_are_taken_round_by_round),
        cmocka_unit_test(exponent_of_a_power_is_found),
        cmocka_unit_test(bare_words_are_those_of_the_generator),
        cmocka_unit_test(processes_read_print_and_end),
        cmocka_unit_test_setup_teardown(written_figures_are_read, enter_folder, leave_folder),
        cmocka_unit_test(baselines_of_other_models_disagree),
        cmocka_unit_test(only_the_plain_funnel_has_baselines),
        cmocka_unit_test(hubs_run_with_their_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
