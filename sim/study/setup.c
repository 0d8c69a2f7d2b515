/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "setup.h"

#include "config_names.h"
#include "language.h"

#include <string.h>

_Static_assert((int)MOST_HUBS == (int)MAX_HUBS, "a total can have all hubs of a config");

void setup_free(struct setup *setup)
{
    study_free(&setup->study);
    for (int i = 0; i < setup->n_configs && setup->own != NULL; i++)
        config_free(&setup->own[i]);
    messages_free(&setup->errors);
    messages_free(&setup->notices);
    arena_free(&setup->arena);
}

/* ---- Reading ---- */

static enum status read_one(
    struct setup *setup, const struct setup_ask *ask, int number, int combination)
{
    struct config_origin source = ask->config[number];
    int own = source.n_sets, n_sets = own + ask->n_sets + setup->variations.n_paths;
    const char **sets = arena_new(&setup->arena, (size_t)n_sets + 1, sizeof *sets);
    for (int i = 0; i < own + ask->n_sets; i++)
        sets[i] = i < own ? source.sets[i] : ask->set[i - own];
    variations_settings(&setup->variations, combination, sets + own + ask->n_sets);
    source.sets = sets;
    source.n_sets = n_sets;
    source.n_varied = setup->variations.n_paths;
    struct config *config = &setup->own[setup->n_configs++];
    enum status status = config_open(config, &source, &setup->errors);
    if (status == STATUS_OK && ask->logged != NULL)
        config->scenario->logged = *ask->logged;
    return status;
}

/* Tells which two of the settings that are varied, and changed otherwise, meet in `tree`. */
static void check_paths(const struct setup *setup, const struct tree *tree,
    const char *const *sets, int n_sets, struct messages *errors)
{
    const struct variations *v = &setup->variations;
    for (int i = 0; i < v->n_paths; i++) {
        const char *path = v->varied[i].path;
        for (int j = 0; j < i; j++)
            if (tree_paths_meet(tree, v->varied[j].path, path))
                messages_add(errors,
                    _("--vary %s and --vary %s are of the same setting, or one is part of the "
                      "other; give all values in one --vary"),
                    v->varied[j].path, path);
        for (int j = 0; j < n_sets; j++)
            if (tree_paths_meet(tree, sets[j], path))
                messages_add(errors,
                    _("--vary %s and --set %s are of the same setting, or one is part of the "
                      "other; leave one of them out"),
                    path, sets[j]);
    }
}

/* Each setting is varied once, and not set as well; those that have to be apart are set once:
 * in every config. */
static enum status check_settings(struct setup *setup, const struct setup_ask *ask)
{
    struct messages *errors = &setup->errors;
    size_t before = errors->count;
    bool any = setup->variations.n_paths > 0 || ask->apart;
    for (int i = 0; i < ask->n_configs && any; i++) {
        const struct config_origin *config = &ask->config[i];
        struct tree tree;
        struct messages told = {0}; /* again when the config is read */
        if (tree_read(&tree, config->files != NULL ? config->files : &files_on_disk,
                config->path, config->bytes, config->length, &told) == STATUS_OK) {
            check_paths(setup, &tree, config->sets, config->n_sets, errors);
            check_paths(setup, &tree, ask->set, ask->n_sets, errors);
            if (ask->apart)
                config_sets_apart(&tree, ask->set, ask->n_sets, errors);
        }
        messages_free(&told);
        tree_free(&tree);
    }
    messages_drop_repeats(errors);
    return errors->count == before ? STATUS_OK : STATUS_USAGE;
}

static enum status read_configs(struct setup *setup, const struct setup_ask *ask)
{
    struct variations *variations = &setup->variations;
    enum status status =
        variations_init(variations, &setup->arena, ask->vary, ask->n_varied, &setup->errors);
    if (status != STATUS_OK)
        return status;
    if (ask->read == NULL)
        status = check_settings(setup, ask);
    if (status != STATUS_OK)
        return status;
    if (ask->read != NULL) {
        setup->configs = ask->read;
        setup->n_configs = ask->n_configs;
        return STATUS_OK;
    }
    size_t most = (size_t)variations->n * (size_t)ask->n_configs;
    setup->configs = setup->own = arena_new(&setup->arena, most, sizeof *setup->own);
    for (int number = 0; number < ask->n_configs; number++)
        for (int i = 0; i < variations->n && status == STATUS_OK; i++)
            status = read_one(setup, ask, number, i);
    return status;
}

/* ---- Strategies ---- */

const char *setup_nearest(
    struct setup *setup, const char *word, const char *const *names, size_t n)
{
    const char *nearest = text_nearest(word, NAMES(names, n));
    return nearest != NULL
               ? arena_printf(&setup->arena, "%s%s'?", _("; did you mean '"), nearest)
               : "";
}

/* Whether a label is `folded`, in either language. */
static bool label_is(struct setup *setup, struct label label, const char *folded)
{
    if (label.nl == NULL)
        return false; /* hubs together have none */
    return text_same(arena_folded(&setup->arena, label.nl), folded) ||
           text_same(arena_folded(&setup->arena, label.en), folded);
}

/* Strategies of all configs, each id once. */
struct known_strategies {
    int n;
    const char **id;
    const struct label **label; /* of the first config that has it */
};

static struct known_strategies list_strategies(struct setup *setup)
{
    size_t most = (size_t)setup->n_configs * MAX_STRATEGIES;
    struct known_strategies known = {.id = arena_new(&setup->arena, most, sizeof *known.id),
        .label = arena_new(&setup->arena, most, sizeof *known.label)};
    for (int c = 0; c < setup->n_configs; c++) {
        const struct scenario *scenario = setup->configs[c].scenario;
        for (int i = 0; i < scenario->n_strategies; i++) {
            if (text_find(scenario->strategy[i].id, NAMES(known.id, known.n)) >= 0)
                continue;
            known.id[known.n] = scenario->strategy[i].id;
            known.label[known.n++] = &scenario->strategy[i].label;
        }
    }
    return known;
}

/* Which of them `word` calls by its id, or by a label that no other has, in any case and either
 * language; -1: none. */
static int strategy_called(
    struct setup *setup, const struct known_strategies *known, const char *word)
{
    int found = text_find(word, NAMES(known->id, known->n)), n = 0;
    if (found >= 0)
        return found;
    const char *folded = arena_folded(&setup->arena, word);
    for (int i = 0; i < known->n; i++)
        if (label_is(setup, *known->label[i], folded) ||
            text_same(arena_folded(&setup->arena, known->id[i]), folded)) {
            found = i;
            n++;
        }
    return n == 1 ? found : -1;
}

/* "spark (SPARK recipe), online (...)" */
static const char *told_strategies(struct setup *setup, const struct known_strategies *known)
{
    struct text told = {0};
    for (int i = 0; i < known->n; i++)
        text_printf(&told, "%s%s (%s)", i > 0 ? ", " : "", known->id[i],
            language_is_dutch() ? known->label[i]->nl : known->label[i]->en);
    return text_keep(&told, &setup->arena);
}

static void refuse_strategy(
    struct setup *setup, const struct known_strategies *known, const char *word)
{
    const char **names = arena_new(&setup->arena, 3 * (size_t)known->n + 1, sizeof *names);
    for (int i = 0; i < known->n; i++) {
        names[3 * i] = known->id[i];
        names[3 * i + 1] = known->label[i]->nl;
        names[3 * i + 2] = known->label[i]->en;
    }
    const char *nearest = setup_nearest(setup, word, names, 3 * (size_t)known->n);
    messages_add(&setup->errors, _("--strategy: there is no strategy '%s'%s There are: %s"),
        word, nearest[0] != '\0' ? nearest : ".", told_strategies(setup, known));
}

/* How much of `list`, between separators, calls strategy number *which, as labels have commas
 * of their own: the longest that does, or the first part when none does (*which: -1). */
static size_t longest_name(
    struct setup *setup, const struct known_strategies *known, const char *list, int *which)
{
    enum { LONGEST = 256 };
    static const char separators[] = ",;";
    size_t longest = strcspn(list, separators);
    *which = -1;
    for (size_t end = longest;; end += 1 + strcspn(list + end + 1, separators)) {
        int found = strategy_called(setup, known, arena_text(&setup->arena, list, end));
        if (found >= 0) {
            *which = found;
            longest = end;
        }
        if (list[end] == '\0' || end > LONGEST)
            return longest;
    }
}

/* Finds every strategy that --strategy calls. */
static enum status find_strategies(struct setup *setup, const char *list)
{
    if (list == NULL)
        return STATUS_OK;
    if (setup->configs[0].n_hubs > 0) {
        messages_add(&setup->errors, "%s",
            _("--strategy: this config's hubs each have a strategy; change it with --set"));
        return STATUS_USAGE;
    }
    struct known_strategies known = list_strategies(setup);
    setup->wanted = arena_new(&setup->arena, (size_t)known.n + 1, sizeof *setup->wanted);
    bool any = false;
    for (list += strspn(list, ",; "); *list != '\0'; list += strspn(list, ",; ")) {
        int which;
        size_t length = longest_name(setup, &known, list, &which);
        any = true;
        if (which < 0)
            refuse_strategy(setup, &known, arena_text(&setup->arena, list, length));
        else if (text_find(known.id[which], NAMES(setup->wanted, setup->n_wanted)) < 0)
            setup->wanted[setup->n_wanted++] = known.id[which];
        list += length;
    }
    if (!any)
        messages_add(&setup->errors, "%s", _("--strategy: name at least one strategy"));
    return setup->errors.count == 0 ? STATUS_OK : STATUS_USAGE;
}

/* ---- Campaigns that are drawn ---- */

/* What a thread has of one config. */
struct opened {
    struct redraw redraw;
    const struct scenario *scenario; /* of the present draw; NULL: none yet */
    uint64_t seed, draw;             /* that it is of */
    const struct campaign *latest;   /* made of it; NULL: none yet */
};

static void *open_source(void *context)
{
    const struct uncertain_case *one = context;
    struct opened *opened = memory_new(1, sizeof *opened);
    redraw_init(&opened->redraw, one->config);
    return opened;
}

static void draw_campaign(void *context, void *which, const struct campaign *means,
    uint64_t draw, struct campaign *campaign)
{
    struct opened *opened = context;
    const struct uncertain_case *one = which;
    struct arena *arena = &opened->redraw.arena;
    if (opened->scenario == NULL || opened->draw != draw || opened->seed != one->seed) {
        opened->scenario = redraw_scenario(&opened->redraw, one->seed, draw);
        opened->seed = one->seed;
        opened->draw = draw;
        opened->latest = NULL;
    }
    const struct scenario *scenario = opened->scenario;
    if (one->variant != NULL)
        scenario = variant_apply(one->variant, scenario, arena);
    campaign_redraw(campaign, arena, scenario, one->strategy, means, opened->latest);
    opened->latest = campaign;
}

static void close_source(void *context)
{
    struct opened *opened = context;
    redraw_free(&opened->redraw);
    memory_free(opened);
}

struct campaign_draws uncertain_draws(struct uncertain_case *one, bool fixed)
{
    if (one->config->n_uncertain == 0 || fixed)
        return (struct campaign_draws){0};
    return (struct campaign_draws){open_source, draw_campaign, close_source, one, one->config};
}

/* ---- Cases ---- */

/* Whether the hours of some contact moment are drawn: then they have no unit in common. */
static bool draws_hours(const struct config *config)
{
    const struct catalogue *catalogue = &config->scenario->catalogue;
    for (int i = 0; i < config->draws.n_landings; i++)
        for (int c = 0; c < catalogue->n; c++)
            if (config->draws.landing[i].at == &catalogue->contact[c].hours)
                return true;
    return false;
}

/* Makes the campaigns of a case from its origin; `variant` and `other`, which may share its
 * tables, may be NULL. */
static void make_campaigns(const struct setup *setup, const struct origin *origin,
    const struct variant *variant, uint64_t seed, struct arena *arena, struct study_case *one,
    const struct campaign *other)
{
    struct campaign *campaign = arena_new(arena, 1, sizeof *campaign);
    struct strategy *strategy = arena_new(arena, 1, sizeof *strategy);
    struct uncertain_case *uncertain = arena_new(arena, 1, sizeof *uncertain);
    *uncertain = (struct uncertain_case){origin->config, origin->strategy, seed, NULL};
    one->scenario = origin->config->scenario;
    if (variant != NULL) {
        struct variant *kept = arena_new(arena, 1, sizeof *kept);
        *kept = *variant;
        one->scenario = variant_apply(variant, one->scenario, arena);
        kept->list = one->scenario->population.list;
        uncertain->variant = kept;
    }
    campaign_init_beside(campaign, arena, one->scenario, origin->strategy, seed, other);
    *strategy = *campaign->strategy;
    strategy->label = origin->label;
    campaign->strategy = strategy;
    campaign->first_company = origin->first_company;
    if (variant != NULL && !variant->by_group)
        cells_keep_all(&campaign->cells);
    one->campaign = campaign;
    one->source = uncertain_draws(uncertain, setup->fixed);
    if (one->source.open != NULL && draws_hours(origin->config))
        campaign->hours_unit = LEAST_HOURS_UNIT;
}

struct study_case setup_variant(const struct setup *setup, int which,
    const struct variant *variant, uint64_t seed, struct arena *arena)
{
    const struct study_case *original = &setup->study.cases[which];
    struct study_case one = {.hub = original->hub, .vary_value = original->vary_value};
    make_campaigns(
        setup, &setup->origin[which], variant, seed, arena, &one, original->campaign);
    return one;
}

struct study setup_study(const struct setup *setup, int most, struct arena *arena)
{
    struct study study = setup->study;
    study.n_cases = 0;
    study.replications = 0;
    study.cases = arena_new(arena, (size_t)most, sizeof *study.cases);
    return study;
}

static struct study_case *add_case(
    struct setup *setup, const struct origin *origin, const char *const *values)
{
    setup->origin[setup->study.n_cases] = *origin;
    struct study_case *one = &setup->study.cases[setup->study.n_cases++];
    *one = (struct study_case){.hub = "all", .vary_value = values};
    return one;
}

static struct study_case *add_simulated(
    struct setup *setup, const struct origin *origin, const char *const *values)
{
    struct study_case *one = add_case(setup, origin, values);
    const struct study_case *before = setup->study.n_cases > 1 ? one - 1 : NULL;
    bool alike =
        before != NULL && before->hubs == 0 && before->scenario == origin->config->scenario;
    make_campaigns(
        setup, origin, NULL, setup->seed, &setup->arena, one, alike ? before->campaign : NULL);
    return one;
}

static void add_strategies(
    struct setup *setup, const struct config *config, const char *const *values)
{
    const struct scenario *scenario = config->scenario;
    for (int i = 0; i < scenario->n_strategies; i++)
        if (setup->wanted == NULL ||
            text_find(scenario->strategy[i].id, NAMES(setup->wanted, setup->n_wanted)) >= 0)
            add_simulated(
                setup, &(struct origin){config, i, 0, scenario->strategy[i].label}, values);
}

/* The hubs of a config, each with luck of its own, and all of them together. */
static void add_hubs(
    struct setup *setup, const struct config *config, const char *const *values)
{
    const struct campaign **hubs =
        arena_new(&setup->arena, (size_t)config->n_hubs, sizeof *hubs);
    for (int h = 0; h < config->n_hubs; h++) {
        const struct hub *hub = &config->hub[h];
        struct label label = hub->config->scenario->strategy[hub->strategy].label;
        label.nl = arena_printf(&setup->arena, "%s: %s", hub->name, label.nl);
        label.en = arena_printf(&setup->arena, "%s: %s", hub->name, label.en);
        const struct origin origin = {hub->config, hub->strategy, hub->first_company, label};
        struct study_case *one = add_simulated(setup, &origin, values);
        one->hub = hub->name;
        one->member = true;
        hubs[h] = one->campaign;
    }
    struct campaign *total = arena_new(&setup->arena, 1, sizeof *total);
    campaign_init_total(total, &setup->arena, config->scenario, hubs, config->n_hubs);
    struct study_case *all = add_case(setup, &(struct origin){.config = config}, values);
    all->scenario = config->scenario;
    all->campaign = total;
    all->hubs = config->n_hubs;
    setup->study.has_hubs = true;
}

/* ---- The study ---- */

/* What tells the cases of config number `number` apart: which of several configs it is, then
 * the varied values. */
static const char *const *values_of(struct setup *setup, int number)
{
    const struct variations *variations = &setup->variations;
    const char **values =
        arena_new(&setup->arena, (size_t)variations->n_paths + 1, sizeof *values);
    values[0] = setup->names[number / variations->n];
    const char **varied = values + setup->study.of_configs;
    variations_settings(variations, number % variations->n, varied);
    for (int i = 0; i < variations->n_paths; i++)
        varied[i] = variations_value(&setup->arena, &variations->varied[i], varied[i]);
    return values;
}

static void name_variations(struct setup *setup, const struct setup_ask *ask)
{
    struct study *study = &setup->study;
    const struct variations *variations = &setup->variations;
    size_t n = (size_t)ask->n_configs;
    const char **path = arena_new(&setup->arena, (size_t)variations->n_paths + 1, sizeof *path);
    const char **name = arena_new(&setup->arena, n, sizeof *name);
    for (size_t i = 0; i < n; i++)
        name[i] = ask->config[i].path;
    setup->paths = name;
    setup->names = config_names(&setup->arena, name, ask->n_configs);
    study->of_configs = n > 1;
    path[0] = "config";
    for (int i = 0; i < variations->n_paths; i++)
        path[i + study->of_configs] = variations->varied[i].path;
    study->n_vary = variations->n_paths + study->of_configs;
    study->vary_path = path;
}

static void make_study(struct setup *setup, const struct setup_ask *ask)
{
    size_t most = 0;
    for (int i = 0; i < setup->n_configs; i++)
        most += setup->configs[i].n_hubs > 0 ? (size_t)setup->configs[i].n_hubs + 1
                                             : (size_t)setup->configs[i].scenario->n_strategies;
    setup->study.cases = arena_new(&setup->arena, most, sizeof *setup->study.cases);
    setup->study.confidence = setup->configs[0].scenario->simulation.confidence;
    setup->study.basis = setup->configs[0].basis;
    setup->origin = arena_new(&setup->arena, most, sizeof *setup->origin);
    name_variations(setup, ask);
    for (int i = 0; i < setup->n_configs; i++) {
        const struct config *config = &setup->configs[i];
        const char *const *values = values_of(setup, i);
        if (config->n_hubs > 0)
            add_hubs(setup, config, values);
        else
            add_strategies(setup, config, values);
    }
}

/* What the configs have notices of; where it is strict they are errors. */
static enum status take_notices(struct setup *setup, const struct setup_ask *ask)
{
    for (int i = 0; i < setup->n_configs; i++)
        messages_add_all(&setup->notices, &setup->configs[i].notices);
    messages_drop_repeats(&setup->notices); /* of several variations */
    if (!ask->strict || setup->notices.count == 0)
        return STATUS_OK;
    messages_add_all(&setup->errors, &setup->notices);
    return STATUS_CONFIG;
}

enum status setup_read(struct setup *setup, const struct setup_ask *ask)
{
    enum status status = read_configs(setup, ask);
    if (status == STATUS_OK)
        status = find_strategies(setup, ask->strategies);
    if (status == STATUS_OK)
        status = take_notices(setup, ask);
    if (status != STATUS_OK)
        return status;
    setup->fixed = ask->fixed;
    setup->seed = ask->seed != NULL ? *ask->seed : setup->configs[0].scenario->simulation.seed;
    make_study(setup, ask);
    return STATUS_OK;
}

enum status setup_find(struct setup *setup, const char *wanted, int *which)
{
    /* A case may be called with its config and its varied values, or without either. */
    enum { WAYS = ID_WHOLE + 1 };
    int n = wanted != NULL ? setup->study.n_cases : 0, found = 0;
    const char **names = arena_new(&setup->arena, (size_t)n * WAYS + 1, sizeof *names);
    const char *folded = wanted != NULL ? arena_folded(&setup->arena, wanted) : NULL, *nearest;
    struct text meant = {0}, known = {0};
    *which = 0;
    for (int i = 0; i < n; i++) {
        const char **ways = &names[i * WAYS];
        for (int parts = 0; parts < WAYS; parts++)
            ways[parts] = study_id(&setup->study, i, parts, &setup->arena);
        text_printf(&known, "%s%s", i > 0 ? ", " : "", ways[ID_WHOLE]);
        if (text_find(wanted, NAMES(ways, WAYS)) < 0 &&
            !label_is(setup, setup->origin[i].label, folded))
            continue;
        text_printf(&meant, "%s'%s'", found > 0 ? ", " : "", ways[ID_WHOLE]);
        if (found++ == 0)
            *which = i;
    }
    if (wanted != NULL && found == 0) {
        nearest = setup_nearest(setup, wanted, names, (size_t)n * WAYS);
        messages_add(&setup->errors,
            _("--baseline: there is no strategy '%s' among those compared%s There are: %s"),
            wanted, nearest[0] != '\0' ? nearest : ".", text_string(&known));
    }
    if (found > 1)
        messages_add(&setup->errors, _("--baseline: '%s' may be any of these; name one: %s"),
            wanted, text_string(&meant));
    text_free(&meant);
    text_free(&known);
    return wanted == NULL || found == 1 ? STATUS_OK : STATUS_USAGE;
}
