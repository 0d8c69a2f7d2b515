/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draw is what reading a config with the drawn numbers written in it would give, to the last
 * bit: the scenario, and what campaigns come to. Which numbers are uncertain is drawn too, from
 * all that the table of parameters has. */
#include "config_reading.h"
#include "outcome.h"
#include "parameters.h"
#include "philox.h"
#include "setup.h"
#include "simulate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 11, MOST_NUMBERS = 1000, MOST_SETS = 2 * MOST_NUMBERS };

/* ---- Settings ---- */

/* Of a config: PATH=VALUE. */
struct settings {
    struct arena arena;
    int n;
    const char *set[MOST_SETS];
};

static void settings_init(struct settings *settings, const char *const *sets, int n)
{
    memset(settings, 0, sizeof *settings);
    settings->arena = (struct arena){0};
    for (int i = 0; i < n; i++)
        settings->set[settings->n++] = sets[i];
}

static void add_setting(struct settings *settings, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void add_setting(struct settings *settings, const char *path, const char *format, ...)
{
    char value[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(value, sizeof value, format, arguments);
    va_end(arguments);
    struct text set = {0};
    text_printf(&set, "%s=%s", path, value);
    assert_true(settings->n < MOST_SETS);
    settings->set[settings->n++] = arena_copy(&settings->arena, text_string(&set));
    text_free(&set);
}

static bool can_read(struct config *config, const char *file, const struct settings *settings)
{
    struct messages errors = {0};
    bool good = config_read(config, file, settings->set, settings->n, &errors) == STATUS_OK;
    messages_free(&errors);
    return good;
}

static void path_of(const struct node *node, struct text *path)
{
    *path = (struct text){0};
    node_path(node, path);
}

/* ---- Numbers that can be uncertain ---- */

/* A setting with what it would be given as. */
struct candidate {
    const char *path;
    double low, mode, high;
};

struct candidates {
    int n;
    struct candidate one[MOST_NUMBERS];
};

/* Whether the config can be read with it. */
static bool is_possible(
    const char *file, struct settings *settings, const struct candidate *candidate)
{
    struct config config;
    int n = settings->n;
    add_setting(settings, candidate->path, "{ low = %.17g; mode = %.17g; high = %.17g; }",
        candidate->low, candidate->mode, candidate->high);
    bool good = can_read(&config, file, settings);
    config_free(&config);
    settings->n = n;
    return good;
}

static bool is_there(const struct candidates *candidates, const char *path)
{
    for (int i = 0; i < candidates->n; i++)
        if (strcmp(candidates->one[i].path, path) == 0)
            return true;
    return false;
}

/* Adds the number of a node, once if several hubs have it from the top level. */
static void add_candidate(struct candidates *candidates, const char *file,
    struct settings *settings, const struct node *node)
{
    double v = node->real, wide = 0.5 * fabs(v);
    struct text path;
    path_of(node, &path);
    struct candidate one = {arena_copy(&settings->arena, text_string(&path)), v - wide, v,
        v == 0.0 ? 0.3 : v + wide};
    text_free(&path);
    if (is_there(candidates, one.path))
        return;
    bool good = is_possible(file, settings, &one);
    if (!good) {
        one.high = v; /* it can be no more, as 1 of a probability */
        good = is_possible(file, settings, &one);
    }
    if (good)
        candidates->one[candidates->n++] = one;
}

/* Shares are left to a test of their own: drawn ones do not sum to 1, as written ones must. */
static void find_candidates(struct candidates *candidates, const char *file,
    struct settings *settings, const struct node *node)
{
    if (node->rests != 0 && (node->type == NODE_REAL || node->type == NODE_WHOLE))
        add_candidate(candidates, file, settings, node);
    node_each (member, node)
        if (member->name == NULL || strcmp(member->name, "levels") != 0)
            find_candidates(candidates, file, settings, member);
}

/* ---- Numbers of a scenario ---- */

struct section {
    const char *name;
    const char *at;
};

/* Where each section of the table is read into. */
static int sections_of(const struct scenario *s, struct section *into)
{
    int n = 0;
#define SECTION(name, field) into[n++] = (struct section){name, (const char *)&(field)}
    SECTION("campaign", s->campaign);
    SECTION("population", s->population);
    SECTION("team", s->team);
    SECTION("response", s->response);
    SECTION("busy", s->busy);
    SECTION("decision", s->decision);
    SECTION("choice", s->choice);
    SECTION("peers", s->peers);
    SECTION("retention", s->retention);
    SECTION("funding", s->funding);
    for (int i = 0; i < s->catalogue.n_modes; i++)
        SECTION("modes", s->catalogue.mode[i]);
    for (int i = 0; i < s->catalogue.n; i++) {
        SECTION("contact_moments", s->catalogue.contact[i]);
        SECTION("contact_moments.occasion", s->catalogue.contact[i].occasion);
    }
    for (int i = 0; i < s->packages.n; i++) {
        SECTION("packages", s->packages.package[i]);
        SECTION("packages.value", s->packages.package[i]);
    }
    for (int i = 0; i < s->n_aids; i++)
        SECTION("aids", s->aid[i]);
    for (int i = 0; i < s->n_strategies; i++) {
        SECTION("strategies", s->strategy[i]);
        for (int g = 0; g < axes_segments(&s->axes); g++) {
            SECTION("strategies.cocktail", s->strategy[i].at[g]);
            SECTION("strategies.commitment", s->strategy[i].at[g].steering);
        }
    }
    return n;
}
enum { MOST_SECTIONS = 4000 };

static bool can_be_uncertain(const struct parameter *p)
{
    return p->kind != PARAMETER_COUNT && p->kind != PARAMETER_FLAG && p->basis != ' ';
}

static int size_of(const struct parameter *p)
{
    return p->shape == SHAPE_BY_SEGMENT  ? MAX_SEGMENTS
           : p->shape == SHAPE_RESPONSES ? N_RESPONSES
           : p->shape == SHAPE_STAGES    ? N_STAGES
                                         : 1;
}

static void assert_bits(const double *a, const double *b, int n, const char *what)
{
    if (memcmp(a, b, (size_t)n * sizeof *a) == 0)
        return;
    for (int i = 0; i < n; i++)
        if (memcmp(&a[i], &b[i], sizeof *a) != 0)
            print_error("%s[%d]: %.17g, read again %.17g\n", what, i, a[i], b[i]);
    fail();
}

static void assert_same_scenarios(const struct scenario *a, const struct scenario *b)
{
    static struct section x[MOST_SECTIONS], y[MOST_SECTIONS];
    int n = sections_of(a, x);
    assert_int_equal(sections_of(b, y), n);
    for (int i = 0; i < n; i++)
        for (int p = 0; p < n_parameters; p++)
            if (strcmp(parameters[p].section, x[i].name) == 0 &&
                can_be_uncertain(&parameters[p]))
                assert_bits((const double *)(const void *)(x[i].at + parameters[p].offset),
                    (const double *)(const void *)(y[i].at + parameters[p].offset),
                    strcmp(x[i].name, "strategies.commitment") == 0 ? 1 /* of each segment */
                                                                    : size_of(&parameters[p]),
                    parameters[p].name);
    assert_bits(a->population.share.at, b->population.share.at, MAX_SEGMENTS, "share");
    for (int i = 0; i < N_RESPONSES; i++)
        assert_bits(
            a->response.effects[i].at, b->response.effects[i].at, MAX_SEGMENTS, "effects");
    for (int i = 0; i < a->n_strategies; i++)
        for (int g = 0; g < axes_segments(&a->axes); g++)
            for (int stage = 0; stage < N_RESPONSES; stage++)
                assert_bits(a->strategy[i].at[g].weight[stage],
                    b->strategy[i].at[g].weight[stage], a->strategy[i].at[g].stage[stage].n,
                    "weight");
}

/* ---- Campaigns ---- */

/* What eight replications of a block's campaign come to, in a row of numbers. */
static void add_block(struct text *bytes, struct block *block)
{
    const struct campaign *campaign = block->campaign;
    struct outcomes outcomes;
    outcomes_init(&outcomes, campaign);
    memset(block->contacts, 0, (size_t)campaign->n_contacts * sizeof *block->contacts);
    block_run(block, 0, LANES);
    for (int r = 0; r < LANES; r++)
        outcomes_collect(&outcomes, block, r);
    outcomes_finish(&outcomes, &campaign->scenario->campaign.targets);
    for (int i = 0; i < outcomes.cells->n_rows * outcomes.n_quantities * LANES; i++)
        text_printf(bytes, "%a ",
            outcomes_at(&outcomes, i / LANES / outcomes.n_quantities,
                i / LANES % outcomes.n_quantities, i % LANES));
    for (int i = 0; i < campaign->n_contacts; i++)
        text_printf(bytes, "%" PRIu64 " ", (uint64_t)block->contacts[i].charged[0][0].cost);
    outcomes_free(&outcomes);
}

static void add_replications(struct text *bytes, const struct campaign *campaign)
{
    struct block block;
    block_init(&block, campaign);
    add_block(bytes, &block);
    block_free(&block);
}

/* Every strategy, in turn, of a scenario that was read again. */
static void simulate_read(
    struct text *bytes, const struct scenario *scenario, const struct variant *variant)
{
    struct arena arena = {0};
    scenario = variant_apply(variant, scenario, &arena);
    for (int i = 0; i < scenario->n_strategies; i++) {
        struct campaign *campaign = arena_new(&arena, 1, sizeof *campaign);
        campaign_init(campaign, &arena, scenario, i, SEED);
        add_replications(bytes, campaign);
    }
    arena_free(&arena);
}

static void assert_same_campaigns(const struct config *config, uint64_t draw,
    const struct scenario *read, struct variant variant)
{
    struct uncertain_case one[MAX_STRATEGIES];
    struct arena arena = {0};
    struct text before = {0}, drawn = {0}, expected = {0};
    struct block block[MAX_STRATEGIES];
    struct campaign *campaign = arena_new(&arena, (size_t)read->n_strategies, sizeof *campaign);
    struct campaign *means = arena_new(&arena, (size_t)read->n_strategies, sizeof *means);
    const struct scenario *scenario = variant_apply(&variant, config->scenario, &arena);
    for (int i = 0; i < read->n_strategies; i++) {
        one[i] = (struct uncertain_case){config, i, SEED, &variant};
        campaign_init(&means[i], &arena, scenario, i, SEED);
    }
    struct campaign_draws source = uncertain_draws(&one[0], false);
    void *opened = source.open(source.context);
    for (int i = 0; i < read->n_strategies; i++) { /* which the next has to leave behind */
        source.draw(opened, &one[i], &means[i], draw + 1, &campaign[i]);
        block_init(&block[i], &campaign[i]);
        add_block(&before, &block[i]);
    }
    for (int i = 0; i < read->n_strategies; i++)
        source.draw(opened, &one[i], &means[i], draw, &campaign[i]);
    for (int i = 0; i < read->n_strategies; i++) {
        add_block(&drawn, &block[i]);
        block_free(&block[i]);
    }
    source.close(opened);
    arena_free(&arena);
    simulate_read(&expected, read, &variant);
    assert_string_equal(text_string(&drawn), text_string(&expected));
    text_free(&before);
    text_free(&drawn);
    text_free(&expected);
}

/* ---- Drawn against read again ---- */

/* Sets every uncertain number of the config to what was drawn of it. */
static const double *write_numbers(
    struct settings *settings, const struct node *node, const double *number)
{
    if (node->distribution != NULL) {
        struct text path;
        path_of(node, &path);
        add_setting(settings, text_string(&path), "%.17g", *number++);
        text_free(&path);
    }
    node_each (member, node)
        number = write_numbers(settings, member, number);
    return number;
}

static int n_parts(const struct config *config)
{
    return config->n_hubs > 0 ? config->n_hubs : 1;
}

static const struct config *part_of(const struct config *config, int i)
{
    return config->n_hubs > 0 ? config->hub[i].config : config;
}

static void assert_draws_as_read(
    const char *file, struct settings *settings, const struct config *config, uint64_t draw)
{
    struct config again;
    int sets = settings->n;
    for (int i = 0; i < n_parts(config); i++) {
        const struct config *part = part_of(config, i);
        double number[MOST_NUMBERS];
        config_draw(part, SEED, draw, number);
        write_numbers(settings, part->tree.root, number);
    }
    assert_true(can_read(&again, file, settings));
    for (int i = 0; i < n_parts(config); i++) {
        const struct config *part = part_of(config, i);
        const struct scenario *read = part_of(&again, i)->scenario;
        struct redraw redraw;
        redraw_init(&redraw, part);
        redraw_scenario(&redraw, SEED, draw + 1);
        assert_same_scenarios(redraw_scenario(&redraw, SEED, draw), read);
        redraw_free(&redraw);
        if (part->n_uncertain == 0)
            continue;
        assert_same_campaigns(part, draw, read, (struct variant){0});
        if (draw == 0) /* once */
            continue;
        int without = read->strategy[0].at[0].care.id[0];
        struct variant variant = {
            .intake = 1.5, .without = read->catalogue.contact[without].id, .outreach_days = 30};
        assert_same_campaigns(part, draw, read, variant);
    }
    config_free(&again);
    settings->n = sets;
}

static void make_uncertain(struct settings *settings, const struct candidate *one)
{
    add_setting(settings, one->path, "{ low = %.17g; mode = %.17g; high = %.17g; }", one->low,
        one->mode, one->high);
}

static void try_draws(const char *file, struct settings *settings, uint64_t n)
{
    struct config config;
    assert_true(can_read(&config, file, settings));
    for (uint64_t draw = 0; draw < n; draw++)
        assert_draws_as_read(file, settings, &config, draw);
    config_free(&config);
}

/* Each candidate by itself: what nothing else touches is taken from the means. */
static void try_each(
    const char *file, struct settings *settings, const struct candidates *candidates)
{
    int sets = settings->n;
    for (int i = 0; i < candidates->n; i++) {
        make_uncertain(settings, &candidates->one[i]);
        try_draws(file, settings, 1);
        settings->n = sets;
    }
}

/* Some of the candidates, each with a chance of `share` in 2^32. */
static void try_some(const char *file, struct settings *settings,
    const struct candidates *candidates, uint32_t round, uint32_t share)
{
    int sets = settings->n;
    for (int i = 0; i < candidates->n; i++)
        if (philox((struct philox_block){{round, (uint32_t)i}}, SEED).word[0] <= share)
            make_uncertain(settings, &candidates->one[i]);
    try_draws(file, settings, 3);
    settings->n = sets;
}

/* Every number of the table lands somewhere. */
static void assert_all_land(
    const char *file, struct settings *settings, const struct candidates *candidates)
{
    static struct section section[MOST_SECTIONS];
    struct config config;
    int sets = settings->n;
    for (int i = 0; i < candidates->n; i++)
        make_uncertain(settings, &candidates->one[i]);
    assert_true(can_read(&config, file, settings));
    int n = sections_of(config.scenario, section);
    for (int p = 0; p < n_parameters; p++) {
        bool lands = !can_be_uncertain(&parameters[p]);
        for (int i = 0; i < n && !lands; i++) {
            const char *at = section[i].at + parameters[p].offset;
            for (int l = 0; l < config.draws.n_landings; l++)
                lands = lands || (strcmp(section[i].name, parameters[p].section) == 0 &&
                                     (const char *)config.draws.landing[l].at == at);
        }
        if (!lands)
            print_error("%s.%s is never drawn\n", parameters[p].section, parameters[p].name);
        assert_true(lands);
    }
    config_free(&config);
    settings->n = sets;
}

static void fuzz(const char *file, const char *const *sets, int n_sets, bool all)
{
    static struct settings settings;
    static struct candidates candidates;
    struct config config;
    candidates.n = 0;
    settings_init(&settings, sets, n_sets);
    assert_true(can_read(&config, file, &settings));
    for (int i = 0; i < n_parts(&config); i++)
        find_candidates(&candidates, file, &settings, part_of(&config, i)->tree.root);
    config_free(&config);
    if (all) {
        assert_all_land(file, &settings, &candidates);
        try_each(file, &settings, &candidates);
    }
    const uint32_t shares[] = {UINT32_MAX / 32, UINT32_MAX / 8, UINT32_MAX / 2, UINT32_MAX};
    for (uint32_t round = 0; round < 4; round++)
        try_some(file, &settings, &candidates, round, shares[round]);
    arena_free(&settings.arena);
}

static void any_numbers_of_a_config_are_drawn_as_read(void **state)
{
    (void)state;
    static const char *const sets[] = {"campaign.budget=20000.0",
        "contact_moments.newsletter.effect=(0.1, 0.2, 0.3)", "funding.to=company",
        "funding.share=0.2", "funding.cap=500.0", "strategies.spark.aids=(\"website\")",
        "strategies.spark.order=random",
        "strategies.spark.weights={ desire = (1.0, 2.0, 3.0, 0.5, 0.0); }",
        "strategies.personal.variants=( { when = { size = \"small\"; }; steering = 0.3; "
        "order = \"random\"; weights = { interest = (2.0, 1.0); }; } )",
        "strategies.spark.steering=( { when = { character = \"family\"; }; value = 0.7; }, "
        "{ value = 0.6; } )",
        "modes.online.reach=( { when = { size = \"small\"; }; value = 0.4; }, { value = 0.6; "
        "} )",
        "contact_moments.company_meeting.no_show=0.2", "retention.warm=0.5",
        "packages.network.value.per_contact=( { when = { character = \"family\"; }; value = "
        "0.1; }, { value = 0.05; } )"};
    fuzz(SOURCE_DIR "/configs/spark.cfg", sets, sizeof sets / sizeof sets[0], true);
}

static void any_numbers_of_hubs_are_drawn_as_read(void **state)
{
    (void)state;
    fuzz(SOURCE_DIR "/configs/national.cfg", NULL, 0, false);
}

static void the_uncertain_config_is_drawn_as_read(void **state)
{
    (void)state;
    static struct settings settings;
    static const char file[] = SOURCE_DIR "/configs/spark-uncertain.cfg";
    settings_init(&settings, NULL, 0);
    try_draws(file, &settings, 10);
    arena_free(&settings.arena);
}

/* Shares that are drawn do not sum to 1, so that no config can have them: what they come to is
 * reckoned here, in the same order. */
static void shares_are_normalised_as_at_the_means(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "population.levels.size={ small = { mean = 0.3; sd = 0.1; }; larger = { mean = 0.7; sd "
        "= 0.1; }; }",
        "population={ count = 5; segments = ( { when = { size = \"larger\"; }; share = 0.25; "
        "}, { share = { low = 0.5; mode = 0.75; high = 1.0; }; } ); }"};
    double number[2];
    struct config config;
    struct redraw redraw;
    for (int i = 0; i < 2; i++) {
        read_world(&config, plain_world, &sets[i], 1);
        redraw_init(&redraw, &config);
        for (uint64_t draw = 0; draw < 50; draw++) {
            const double *share = redraw_scenario(&redraw, SEED, draw)->population.share.at;
            config_draw(&config, SEED, draw, number);
            double sum = i == 0 ? number[0] + number[1] : 0.25 + number[0];
            double scale = 1.0 / sum;
            double expected[] = {number[0] * scale, (i == 0 ? number[1] : 0.25) * scale};
            assert_bits(share, expected, 2, "share");
        }
        redraw_free(&redraw);
        config_free(&config);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_numbers_of_a_config_are_drawn_as_read),
        cmocka_unit_test(any_numbers_of_hubs_are_drawn_as_read),
        cmocka_unit_test(the_uncertain_config_is_drawn_as_read),
        cmocka_unit_test(shares_are_normalised_as_at_the_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
