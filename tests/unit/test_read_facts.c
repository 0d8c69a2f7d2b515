/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what a config states as facts: every mistake is located, and nothing else of the
 * config changes. */
#include "read_facts.h"
#include "simulate.h"

#include <string.h>

#define YEAR "{ id = \"year\"; set = (\"campaign.outreach_days=365\"); }"
#define FIGURE "{ under = \"year\"; measure = \"conversion_rate\"; least = 0.1; }"

/* The plain world that states one fact, with `members` of it. */
static void with_fact(struct text *world, const char *conditions, const char *members)
{
    text_printf(world,
        "%s\nfacts = {\n conditions = ( %s );\n list = ( { id = \"f\";\n%s } ); };",
        plain_world, conditions, members);
}

/* Expects exactly one error, which is `what`. */
static void wrong(const char *conditions, const char *members, const char *what)
{
    struct text world = {0};
    struct config config;
    struct messages errors = {0};
    with_fact(&world, conditions, members);
    const struct config_origin source = world_of(text_string(&world));
    assert_int_equal(config_open(&config, &source, &errors), STATUS_CONFIG);
    assert_true(says(&errors, what));
    if (errors.count != 1)
        print_error("%zu errors for: %s\n", errors.count, what);
    assert_int_equal(errors.count, 1);
    config_free(&config);
    messages_free(&errors);
    text_free(&world);
}

static void wrong_figure(const char *figure, const char *what)
{
    struct text members = {0};
    text_printf(&members, "figures = (\n%s );", figure);
    wrong(YEAR, text_string(&members), what);
    text_free(&members);
}

static void mistakes_are_located_and_explained(void **state)
{
    (void)state;
    wrong_figure("{ under = \"yaer\"; measure = \"cost\"; }",
        "world.cfg:6: facts.list.f.figures[0].under: there is no condition 'yaer'; did you "
        "mean "
        "'year'?");
    wrong_figure("{ under = \"year\"; measure = \"conversion_rat\"; }",
        "world.cfg:6: facts.list.f.figures[0].measure: there is no measure 'conversion_rat'; "
        "did "
        "you mean 'conversion_rate'?");
    wrong_figure("{ under = \"year\"; }", "world.cfg:6: facts.list.f.figures[0]: 'measure' is");
    wrong_figure("{ measure = \"cost\"; }", "facts.list.f.figures[0]: 'under' is missing");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; mots = 1.0; }",
        "facts.list.f.figures[0].mots: unknown setting; did you mean 'most'?");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; segment = \"smal\"; }",
        "figures[0].segment: there is no segment 'smal'; did you mean 'small'?");
    wrong_figure("{ under = \"year\"; measure = \"p_paying\"; segment = \"small\"; }",
        "figures[0].measure: there is no measure of a segment 'p_paying'");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; quantile = 0.5; }",
        "figures[0].measure: there is no measure with quantiles over partners 'cost'");
    wrong_figure("{ under = \"year\"; measure = \"days_to_partner\"; quantile = 1.5; }",
        "figures[0].quantile: 1.5 is out of range");
    wrong_figure("{ under = \"year\"; measure = \"share\"; package = \"pp\"; }",
        "figures[0].package: there is no package 'pp'; did you mean 'p'?");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; package = \"p\"; }",
        "figures[0].measure: there is no measure of a package 'cost'");
    wrong_figure("{ under = \"year\"; measure = \"share\"; }", "there is no measure 'share'");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; less = { under = \"now\"; }; }",
        "figures[0].less.under: there is no condition 'now'");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; less = { }; over = { }; }",
        "figures[0].over: give either 'less' or 'over', not both");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; least = 2.0; most = 1.0; }",
        "figures[0]: 'least' is more than 'most'");
    wrong_figure("{ under = \"year\"; measure = \"cost\"; least = \"2\"; }",
        "figures[0].least: must be a number, not a text");
    /* A measure that both numbers name is wrong once. */
    wrong_figure("{ under = \"year\"; measure = \"csot\"; less = { under = \"year\"; }; }",
        "figures[0].measure: there is no measure 'csot'");
}

static void mistakes_around_figures_are_too(void **state)
{
    (void)state;
    wrong("{ id = \"year\"; like = \"now\"; }", "figures = ( " FIGURE " );",
        "world.cfg:3: facts.conditions.year.like: there is no earlier condition 'now'");
    wrong("{ id = \"year\"; set = (3); }", "figures = ( " FIGURE " );",
        "facts.conditions.year.set[0]: must be a text");
    wrong("{ id = \"year\"; sett = (); }", "figures = ( " FIGURE " );",
        "facts.conditions.year.sett: unknown setting; did you mean 'set'?");
    wrong(YEAR ", " YEAR, "figures = ( " FIGURE " );", "the id 'year' is used twice");
    wrong(YEAR, "figure = ();", "facts.list.f: 'figures' is missing");
    wrong(YEAR, "figures = 3;", "figures: must be a list ( ... ), not a whole number");
    wrong(YEAR, "figures = ();", "facts.list.f.figures: a fact has at least one figure");
    wrong(
        YEAR, "figures = ( " FIGURE " ); label = 3;", "facts.list.f.label: must be a text or");
    wrong(YEAR, "figures = ( " FIGURE " ); needs = \"packages.p\";",
        "facts.list.f.needs: must be a list");
}

/* All errors come at once, those of the rest of the config too. */
static void all_mistakes_are_told(void **state)
{
    (void)state;
    struct text world = {0};
    struct config config;
    struct messages errors = {0};
    static const char *const sets[] = {"team.hourly_rat=1.0"};
    with_fact(&world, YEAR,
        "figures = ( { under = \"now\"; measure = \"csot\"; }, { under = \"year\"; } );");
    struct config_origin source = world_of(text_string(&world));
    source.sets = sets;
    source.n_sets = 1;
    assert_int_equal(config_open(&config, &source, &errors), STATUS_CONFIG);
    assert_int_equal(errors.count, 4);
    assert_true(says(&errors, "team.hourly_rat: unknown setting; did you mean 'hourly_rate'?"));
    assert_true(says(&errors, "figures[1]: 'measure' is missing"));
    config_free(&config);
    messages_free(&errors);
    text_free(&world);
}

static void what_is_said_of_the_second_number_is_laid_over_the_first(void **state)
{
    (void)state;
    struct text world = {0};
    struct config config;
    with_fact(&world,
        YEAR ", { id = \"half\"; like = \"year\"; strategy = \"s\"; set = (\"a.b=1\"); }, "
             "{ id = \"none\"; like = \"half\"; }",
        "label = { nl = \"meer\"; en = \"more\"; }; figures = ("
        "{ under = \"year\"; measure = \"days_to_partner\"; quantile = 0.9;"
        "  segment = \"larger\"; over = { quantile = 0.1; under = \"half\"; }; least = 3; },"
        "{ label = \"shown\"; under = \"half\"; measure = \"share\"; package = \"p\";"
        "  less = { segment = \"small\"; }; most = 0.5; per_segment = true; } );");
    read_world(&config, text_string(&world), NULL, 0);
    const struct facts *facts = config.facts;
    assert_int_equal(facts->n_conditions, 3);
    assert_int_equal(facts->condition[1].n_sets, 2);
    assert_string_equal(facts->condition[1].set[0]->text, "campaign.outreach_days=365");
    assert_string_equal(facts->condition[2].strategy, "s");
    assert_null(facts->condition[0].strategy);
    assert_true(facts->condition[0].used && facts->condition[1].used);
    assert_false(facts->condition[2].used);
    assert_string_equal(facts->fact[0].label.nl, "meer");
    const struct fact_figure *ratio = &facts->fact[0].figure[0], *share = ratio + 1;
    assert_null(ratio->label.en);
    assert_int_equal(ratio->operation, FACT_RATIO);
    assert_string_equal(ratio->second.segment, "larger");
    assert_close(ratio->first.quantile, 0.9, 0.0, 0.0);
    assert_close(ratio->second.quantile, 0.1, 0.0, 0.0);
    assert_int_equal(ratio->second.condition, 1);
    assert_ptr_equal(ratio->second.measure, ratio->first.measure);
    assert_close(ratio->least, 3.0, 0.0, 0.0);
    assert_true(isinf(ratio->most) && !ratio->is_share && !ratio->per_segment);
    assert_int_equal(share->operation, FACT_DIFFERENCE);
    assert_string_equal(share->first.segment, "all");
    assert_string_equal(share->second.segment, "small");
    assert_string_equal(share->second.package->text, "p");
    assert_true(share->is_share && share->per_segment);
    config_free(&config);
    text_free(&world);
}

/* A fact is not of segments without companies, or that a package of it is not offered to. */
static void a_fact_knows_its_segments(void **state)
{
    (void)state;
    static const char *const larger[] = {"packages.p.only={ size = \"larger\"; }"};
    static const char *const small[] = {
        "population.levels.size={ small = 1.0; larger = 0.0; }"};
    const char *const *sets[] = {NULL, larger, small};
    const uint64_t segments[] = {3, 2, 1};
    struct text world = {0};
    with_fact(&world, YEAR,
        "figures = ( { under = \"year\"; measure = \"share\"; package = \"p\"; } );");
    for (int i = 0; i < 3; i++) {
        struct config config;
        read_world(&config, text_string(&world), sets[i], sets[i] != NULL);
        assert_int_equal(config.facts->fact[0].segments, segments[i]);
        config_free(&config);
    }
    text_free(&world);
}

/* What a config lacks is told of the fact, which is read no further. */
static void a_fact_that_needs_what_is_not_there_is_no_error(void **state)
{
    (void)state;
    struct text world = {0};
    struct config config;
    with_fact(&world, YEAR,
        "needs = (\"packages.gold\", \"packages.p\", \"strategies[0].desire\","
        "  \"axes.size.levels.small\", \"axes.size.levels.huge\", \"strategies[1].desire\");"
        "figures = ( { under = \"nowhere\"; measure = \"share\"; package = \"gold\"; } );");
    read_world(&config, text_string(&world), NULL, 0);
    assert_string_equal(config.facts->fact[0].lacking,
        "packages.gold, axes.size.levels.huge, strategies[1].desire");
    assert_int_equal(config.facts->fact[0].n, 0);
    assert_false(config.facts->condition[0].used);
    config_free(&config);
    text_free(&world);
}

static void facts_are_not_counted_among_the_numbers(void **state)
{
    (void)state;
    struct text world = {0};
    struct config plain, stated;
    with_fact(&world, YEAR, "figures = ( " FIGURE " );");
    read_world(&plain, plain_world, NULL, 0);
    read_world(&stated, text_string(&world), NULL, 0);
    assert_null(plain.facts);
    assert_int_equal(stated.facts->n, 1);
    struct basis basis = config_basis(&stated, 1);
    assert_memory_equal(&stated.basis, &plain.basis, sizeof basis);
    assert_memory_equal(&basis, &plain.basis, sizeof basis);
    config_free(&plain);
    config_free(&stated);
    text_free(&world);
}

static void facts_are_of_one_hub(void **state)
{
    (void)state;
    struct text world = {0};
    struct config config;
    struct messages errors = {0};
    with_fact(&world, YEAR, "figures = ( " FIGURE " );");
    text_add_string(&world, "\nhubs = ( { name = \"A\"; strategy = \"s\"; },"
                            " { name = \"B\"; strategy = \"s\"; } );");
    const struct config_origin source = world_of(text_string(&world));
    assert_int_equal(config_open(&config, &source, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "world.cfg:2: facts: facts are of one hub"));
    assert_int_equal(errors.count, 1);
    config_free(&config);
    messages_free(&errors);
    text_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_located_and_explained),
        cmocka_unit_test(mistakes_around_figures_are_too),
        cmocka_unit_test(all_mistakes_are_told),
        cmocka_unit_test(what_is_said_of_the_second_number_is_laid_over_the_first),
        cmocka_unit_test(a_fact_knows_its_segments),
        cmocka_unit_test(a_fact_that_needs_what_is_not_there_is_no_error),
        cmocka_unit_test(facts_are_not_counted_among_the_numbers),
        cmocka_unit_test(facts_are_of_one_hub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
