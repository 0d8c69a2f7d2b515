/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How facts are judged, on worlds whose numbers are known beforehand. */
#include "facts.h"
#include "simulate.h"

#include <string.h>

/* Every contact goes on to the next stage and every talk ends in joining: all partners have had
 * four contacts. */
#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define NEVER "packages.p.value.base=-50.0"

/* A world that states one fact, told of 200 campaigns. */
struct told_world {
    struct text text;
    struct config config;
    struct messages errors;
    struct facts_told told;
    struct arena arena;
};

static enum status tell(struct told_world *world, const char *conditions, const char *figures,
    struct runner *runner)
{
    static const char *const sets[] = {SURE, "population.count=3"};
    *world = (struct told_world){.told = {.config = &world->config}};
    text_printf(&world->text,
        "%s\nfacts = { conditions = ( %s ); list = ( { id = \"f\"; figures = ( %s ); } ); };",
        plain_world, conditions, figures);
    world->errors = (struct messages){0};
    world->arena = (struct arena){0};
    struct config_origin source = world_of(text_string(&world->text));
    source.sets = sets;
    source.n_sets = 3;
    assert_int_equal(config_open(&world->config, &source, &world->errors), STATUS_OK);
    const struct setup_ask ask = {.n_configs = 1, .config = &source};
    return facts_tell(&world->told, &world->arena, &ask, 190, runner, &world->errors);
}

static void told_world_free(struct told_world *world)
{
    arena_free(&world->arena);
    config_free(&world->config);
    messages_free(&world->errors);
    text_free(&world->text);
}

/* Of a fact with these figures, under "now" (as the config is) and "never" (nobody joins): what
 * it came to, and the value of the first figure. */
static struct fact_told tell_figure(const char *figure, double *value)
{
    struct told_world world;
    struct runner runner = {.progress = NULL};
    assert_int_equal(
        tell(&world, "{ id = \"now\"; }, { id = \"never\"; set = (\"" NEVER "\"); }", figure,
            &runner),
        STATUS_OK);
    assert_int_equal(world.told.replications, 200); /* 190, in 20 equal parts */
    struct fact_told told = world.told.fact[0];
    *value = told.result[0].estimate.value;
    told_world_free(&world);
    return told;
}

static void is_told(const char *figure, double value, enum verdict verdict)
{
    double is;
    struct fact_told told = tell_figure(figure, &is);
    if (told.verdict != verdict)
        print_error("%s: %g, verdict %d\n", figure, is, told.verdict);
    assert_int_equal(told.verdict, verdict);
    if (isnan(value))
        assert_nan(is);
    else
        assert_close(is, value, 0.0, 1e-12);
}

#define NOW "{ under = \"now\"; measure = \"conversion_rate\"; "
#define CONTACTS "measure = \"contacts_per_partner\"; "

static void a_bound_holds_with_all_of_the_interval(void **state)
{
    (void)state;
    is_told(NOW "least = 0.9; }", 1.0, HOLDS);
    is_told(NOW "least = 1.0; most = 1.0; }", 1.0, HOLDS);
    is_told(NOW "least = 1.01; }", 1.0, FAILS);
    is_told(NOW "most = 0.99; }", 1.0, FAILS);
    is_told(NOW "}", 1.0, HOLDS);
    is_told("{ under = \"never\"; measure = \"conversion_rate\"; most = 0.0; }", 0.0, HOLDS);
    is_told("{ under = \"never\"; " CONTACTS "}", NAN, UNTOLD);
    /* Three companies, each of them small with an even chance. */
    double value;
    struct fact_told told = tell_figure(
        "{ under = \"now\"; measure = \"approached\"; segment = \"small\"; least = 1.5; }",
        &value);
    assert_int_equal(told.verdict, TOO_CLOSE);
    assert_close(value, 1.5, 0.0, 0.25);
}

static void two_numbers_are_compared(void **state)
{
    (void)state;
    is_told(NOW "less = { under = \"never\"; }; least = 0.5; }", 1.0, HOLDS);
    is_told("{ under = \"never\"; measure = \"conversion_rate\"; over = { under = \"now\"; }; "
            "least = 0.5; }",
        0.0, FAILS);
    is_told("{ under = \"now\"; " CONTACTS "less = { measure = \"conversion_rate\"; }; }", 3.0,
        HOLDS);
    is_told("{ under = \"now\"; " CONTACTS "over = { under = \"never\"; }; }", NAN, UNTOLD);
    is_told("{ under = \"now\"; " CONTACTS "quantile = 0.9; over = { quantile = 0.1; }; "
            "least = 1.0; }",
        1.0, HOLDS);
}

static void packages_have_numbers_of_their_own(void **state)
{
    (void)state;
    is_told(
        "{ under = \"now\"; measure = \"share\"; package = \"p\"; least = 1.0; }", 1.0, HOLDS);
    is_told("{ under = \"now\"; measure = \"contacts\"; package = \"p\"; }", 4.0, HOLDS);
    is_told(
        "{ under = \"now\"; measure = \"contacts\"; package = \"p\"; segment = \"small\"; }",
        4.0, HOLDS);
    is_told("{ under = \"never\"; measure = \"share\"; package = \"p\"; }", NAN, UNTOLD);
}

/* The worst figure decides, and each segment counts once. */
static void every_figure_counts_in_every_segment(void **state)
{
    (void)state;
    double value;
    struct fact_told told = tell_figure(NOW "least = 1.0; per_segment = true; }, " NOW
                                            "least = 0.5; per_segment = true; }",
        &value);
    assert_int_equal(told.n, 6);
    assert_int_equal(told.segments, 2);
    assert_int_equal(told.holding, 2);
    told = tell_figure(NOW "least = 1.0; per_segment = true; }, " NOW
                           "segment = \"small\"; most = 0.5; }",
        &value);
    assert_int_equal(told.n, 4);
    assert_int_equal(told.verdict, FAILS);
    assert_int_equal(told.holding, 2);
    told = tell_figure(NOW "least = 1.0; }, " NOW "most = 0.5; per_segment = true; }", &value);
    assert_int_equal(told.segments, 2);
    assert_int_equal(told.holding, 0);
}

/* What a condition sets comes after what is set of the config, and may lean on another. */
static void conditions_are_set_in_order(void **state)
{
    (void)state;
    struct told_world world;
    struct runner runner = {.progress = NULL};
    assert_int_equal(
        tell(&world,
            "{ id = \"one\"; set = (\"population.count=7\", \"population.count=5\"); },"
            "{ id = \"two\"; like = \"one\"; set = (\"" NEVER "\"); }",
            "{ under = \"one\"; measure = \"partners\"; },"
            "{ under = \"two\"; measure = \"approached\"; },"
            "{ under = \"two\"; measure = \"partners\"; }",
            &runner),
        STATUS_OK);
    const struct fact_told *told = &world.told.fact[0];
    assert_close(told->result[0].estimate.value, 5.0, 0.0, 1e-12);
    assert_close(told->result[1].estimate.value, 5.0, 0.0, 1e-12);
    assert_close(told->result[2].estimate.value, 0.0, 0.0, 1e-12);
    told_world_free(&world);
}

/* Once, where it is set, however many conditions lean on it. */
static void what_cannot_be_set_is_located(void **state)
{
    (void)state;
    struct told_world world;
    assert_int_equal(tell(&world,
                         "{ id = \"one\"; set = (\"team.hourly_rat=1.0\"); },\n"
                         "{ id = \"two\"; like = \"one\"; strategy = \"t\"; },\n"
                         "{ id = \"three\"; strategy = \"t\"; },\n"
                         "{ id = \"idle\"; set = (\"x=(\"); }",
                         "{ under = \"one\"; measure = \"cost\"; }, { under = \"two\"; measure "
                         "= \"cost\"; },"
                         "{ under = \"three\"; measure = \"cost\"; }",
                         NULL),
        STATUS_CONFIG);
    assert_int_equal(world.errors.count, 2);
    assert_true(says(&world.errors,
        "world.cfg:2: facts.conditions.one.set[0]: --set team.hourly_rat=1.0: team.hourly_rat: "
        "unknown setting; did you mean 'hourly_rate'?"));
    assert_true(says(&world.errors,
        "world.cfg:4: facts.conditions.three: --strategy: there is no strategy 't'"));
    told_world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bound_holds_with_all_of_the_interval),
        cmocka_unit_test(two_numbers_are_compared),
        cmocka_unit_test(packages_have_numbers_of_their_own),
        cmocka_unit_test(every_figure_counts_in_every_segment),
        cmocka_unit_test(conditions_are_set_in_order),
        cmocka_unit_test(what_cannot_be_set_is_located),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
