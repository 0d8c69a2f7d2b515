/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where numbers come from: as a config says it, as options change it, as a dump keeps it. */
#include "config_reading.h"
#include "simulate.h"

#include "tree.h"

#include <string.h>

/* One number of the plain world, written in another way. */
struct writing {
    const char *path, *plain, *marked;
    enum provenance from;
    int numbers; /* how many of them */
};

#define MEASURED "basis = \"measured\"; source = \"logbook 2025\"; }"
static const struct writing writings[] = {
    {"team.fill", "0.5", "{ value = 0.5; " MEASURED, YOURS, 1},
    {"team.fill", "0.5", "{ value = 0.5; basis = \"published\"; }", PUBLISHED, 1},
    {"team.fill", "{ mean = 0.5; sd = 0.1; }", "{ mean = 0.5; sd = 0.1; basis = \"learned\"; }",
        LEARNED, 1},
    {"team.fill", "{ mean = 0.5; sd = 0.1; }",
        "{ value = { mean = 0.5; sd = 0.1; }; basis = \"learned\"; }", LEARNED, 1},
    {"campaign.outreach_days", "90", "{ value = 90; basis = \"assumed\"; }", ASSUMED, 1},
    {"packages.p.price", "90.0", "{ value = 90.0; basis = \"stated\"; }", STATED, 1},
    {"response.intercept", "(0.1, 0.2, 0.3)", "{ value = (0.1, 0.2, 0.3); " MEASURED, YOURS, 3},
    {"response.intercept", "(0.1, 0.2, 0.3)", "(0.1, { value = 0.2; " MEASURED ", 0.3)", YOURS,
        1},
    {"response.warm", "( { when = { size = \"small\"; }; value = 0.3; }, { value = 0.1; } )",
        "( { when = { size = \"small\"; }; value = 0.3; " MEASURED ", { value = 0.1; } )",
        YOURS, 1},
    {"response.warm", "( { value = 0.3; } )", "{ value = ( { value = 0.3; } ); " MEASURED,
        YOURS, 1},
    {"response.effects", "( { add = (0.1, 0.2, 0.3); }, { add = 0.4; } )",
        "( { add = (0.1, 0.2, 0.3); " MEASURED ", { add = { value = 0.4; " MEASURED "; } )",
        YOURS, 4},
    {"population.levels.size", "{ small = 0.3; larger = 0.7; }",
        "{ small = { value = 0.3; " MEASURED "; larger = 0.7; }", YOURS, 1},
};
enum { WRITINGS = sizeof writings / sizeof writings[0] };

/* The plain world with the setting written in its text, not set. */
static void read_written(struct config *config, const char *path, const char *value)
{
    struct messages errors = {0};
    struct tree tree;
    struct text set = {0}, text = {0};
    text_printf(&set, "%s=%s", path, value);
    assert_int_equal(tree_read(&tree, &files_on_disk, "world.cfg", plain_world,
                         strlen(plain_world), &errors),
        STATUS_OK);
    assert_int_equal(tree_set(&tree, "--set", text_string(&set), &errors), STATUS_OK);
    tree_dump(&tree, false, &text);
    read_world(config, text_string(&text), NULL, 0);
    tree_free(&tree);
    text_free(&set);
    text_free(&text);
}

static void assert_same_numbers(const struct config *a, const struct config *b)
{
    assert_int_equal(a->n_uncertain, b->n_uncertain);
    assert_memory_equal(&a->scenario->team, &b->scenario->team, sizeof a->scenario->team);
    assert_memory_equal(
        &a->scenario->response, &b->scenario->response, sizeof a->scenario->response);
    assert_memory_equal(&a->scenario->population.share, &b->scenario->population.share,
        sizeof a->scenario->population.share);
    assert_int_equal(a->scenario->campaign.outreach_days, b->scenario->campaign.outreach_days);
    for (int i = 0; i < a->n_uncertain; i++)
        assert_int_equal(a->unknown[i].key, b->unknown[i].key);
}

/* What the config rests on when the numbers of `w` are marked. */
static struct basis marked_basis(const struct writing *w, struct basis plain)
{
    bool stated = strstr(w->path, "outreach_days") != NULL || w->from == STATED;
    plain.of[stated ? STATED : ASSUMED] -= w->numbers;
    plain.of[w->from] += w->numbers;
    return plain;
}

static void assert_rests_on(const struct config *config, struct basis expected)
{
    struct basis counted = config_basis(config, 1);
    assert_memory_equal(&config->basis, &expected, sizeof expected);
    assert_memory_equal(&counted, &expected, sizeof expected);
}

static void read_dump(struct config *config, const struct config *of, bool origins)
{
    struct text dump = {0};
    tree_dump(&of->tree, origins, &dump);
    read_world(config, text_string(&dump), NULL, 0);
    text_free(&dump);
}

static bool has_source(const struct node *node)
{
    bool has = node->rests && node->mark != NULL && node->mark->source != NULL &&
               strcmp(node->mark->source, "logbook 2025") == 0;
    node_each (member, node)
        has = has || has_source(member);
    return has;
}

/* However it is written a number is the same, and so is what is drawn of it. */
static void marks_change_where_a_number_is_from_and_nothing_else(void **state)
{
    (void)state;
    for (int i = 0; i < WRITINGS; i++) {
        const struct writing *w = &writings[i];
        struct config plain, marked, plain_again, again;
        read_written(&plain, w->path, w->plain);
        read_written(&marked, w->path, w->marked);
        assert_same_numbers(&plain, &marked);
        assert_rests_on(&marked, marked_basis(w, plain.basis));
        for (int origins = 0; origins < 2; origins++) {
            read_dump(&plain_again, &plain, origins == 1);
            read_dump(&again, &marked, origins == 1);
            assert_same_numbers(&again, &marked);
            assert_rests_on(&again, marked_basis(w, plain_again.basis));
            bool source = strstr(w->marked, "logbook") != NULL;
            assert_int_equal(has_source(again.tree.root), source);
            config_free(&plain_again);
            config_free(&again);
        }
        config_free(&plain);
        config_free(&marked);
    }
}

/* Of team.fill, in a world where it is published. */
static enum provenance after(const char *set)
{
    static const char published[] =
        "{ value = 0.5; basis = \"published\"; source = \"a survey\"; }";
    struct config config;
    struct text world = {0};
    const char *found = strstr(plain_world, "hourly_rate");
    text_add(&world, plain_world, (size_t)(found - plain_world));
    text_printf(&world, "fill = %s; %s", published, found);
    read_world(&config, text_string(&world), &set, 1);
    const struct node *fill = tree_find(&config.tree, "team.fill");
    enum provenance from = fill->provenance;
    assert_true(fill->rests);
    assert_int_equal(from == YOURS, fill->mark == NULL || fill->mark->source == NULL);
    config_free(&config);
    text_free(&world);
    return from;
}

static void what_an_option_sets_is_the_users(void **state)
{
    (void)state;
    assert_int_equal(after("team.hourly_rate=80.0"), PUBLISHED);
    assert_int_equal(after("team.fill=0.4"), YOURS);
    assert_int_equal(after("team.fill.value=0.4"), YOURS);
    assert_int_equal(after("team.fill={mean=0.4;sd=0.1;}"), YOURS);
    assert_int_equal(after("team={hourly_rate=80.0;fill=0.4;}"), YOURS);
    assert_int_equal(
        after("team.fill={value=0.4;basis=\"learned\";source=\"calibrate\";}"), LEARNED);
}

static void an_unknown_basis_is_refused_with_those_there_are(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"team.fill={value=0.5;basis=\"guessed\";}",
            "team.fill.basis: 'guessed' does not say where a number comes from; \"stated\", "
            "\"published\", \"learned\", \"measured\" and \"assumed\" do"},
        {"team.fill={value=0.5;basis=1;}", "team.fill.basis: must be a text"},
        {"team.fill={value=0.5;basis=\"stated\";sourc=\"x\";}",
            "team.fill: must be a number or a distribution"},
        {"team.fill={value=1.5;basis=\"stated\";}", "team.fill: 1.5 is not a probability"},
        {"simulation.confidence={value=0.9;basis=\"stated\";}",
            "simulation.confidence: must be a number"},
        {"modes.visit.waits={value=true;basis=\"stated\";}", "must be true or false"},
        {"response.warm=({value=0.5;basis=\"x\";})", "response.warm[0].basis: 'x' does not"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct messages errors = {0};
        struct config config;
        struct config_origin origin = world_of(plain_world);
        origin.sets = &wrong[i][0];
        origin.n_sets = 1;
        assert_int_equal(config_open(&config, &origin, &errors), STATUS_CONFIG);
        assert_true(says(&errors, wrong[i][1]));
        config_free(&config);
        messages_free(&errors);
    }
}

/* A hub's number stands instead of that of all hubs, with what it says of itself. */
static void a_hubs_number_keeps_nothing_of_another(void **state)
{
    (void)state;
    struct config config;
    struct text world = {0};
    static const char *const sets[] = {
        "team.fill={value=0.5;basis=\"published\";source=\"a survey\";}"};
    text_printf(&world,
        "%s hubs = ( { name = \"N\"; strategy = \"s\"; team = { fill = { value = 0.4; basis = "
        "\"learned\"; }; }; }, { name = \"S\"; strategy = \"s\"; } );",
        plain_world);
    read_world(&config, text_string(&world), sets, 1);
    const struct node *north = tree_find(&config.hub[0].config->tree, "team.fill");
    const struct node *south = tree_find(&config.hub[1].config->tree, "team.fill");
    assert_int_equal(north->provenance, LEARNED);
    assert_null(north->mark->source);
    assert_int_equal(south->provenance, PUBLISHED);
    assert_string_equal(south->mark->source, "a survey");
    config_free(&config);
    text_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_change_where_a_number_is_from_and_nothing_else),
        cmocka_unit_test(what_an_option_sets_is_the_users),
        cmocka_unit_test(an_unknown_basis_is_refused_with_those_there_are),
        cmocka_unit_test(a_hubs_number_keeps_nothing_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
