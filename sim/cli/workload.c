/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workload.h"

#include "config_names.h"
#include "language.h"
#include "together.h"
#include "uncertain.h"

#include <string.h>

void workload_init(struct workload *work, const struct options *options)
{
    memset(work, 0, sizeof *work);
    work->options = options;
    arena_init(&work->arena);
    messages_init(&work->errors);
}

void workload_free(struct workload *work)
{
    study_free(&work->study);
    for (int i = 0; i < work->n_configs; i++)
        config_free(&work->configs[i]);
    messages_free(&work->errors);
    arena_free(&work->arena);
}

/* ---- Reading ---- */

static enum status read_one(struct workload *work, const char *path, int combination)
{
    const struct options *options = work->options;
    int n_sets = options->n_sets + work->variations.n_paths;
    const char **sets = arena_new(&work->arena, (size_t)n_sets + 1, sizeof *sets);
    const char *const *varied = variations_settings(&work->variations, combination);
    for (int i = 0; i < n_sets; i++)
        sets[i] = i < options->n_sets ? options->set[i] : varied[i - options->n_sets];
    struct config *config = &work->configs[work->n_configs++];
    return config_read(config, path, sets, n_sets, &work->errors);
}

static enum status read_configs(struct workload *work, const char *const *paths, int n)
{
    enum status status =
        variations_init(&work->variations, &work->arena, work->options, &work->errors);
    if (status != STATUS_OK)
        return status;
    size_t most = (size_t)work->variations.n * (size_t)n;
    work->configs = arena_new(&work->arena, most, sizeof *work->configs);
    for (int p = 0; p < n; p++)
        for (int i = 0; i < work->variations.n && status == STATUS_OK; i++)
            status = read_one(work, paths[p], i);
    if (status == STATUS_OK)
        work->seed = work->options->seed_given ? work->options->seed
                                               : work->configs[0].scenario->simulation.seed;
    return status;
}

/* ---- Cases ---- */

static bool is_asked_for(const struct workload *work, const char *id)
{
    const char *at = work->options->strategies;
    size_t length = strlen(id);
    while (at != NULL) {
        if (strncmp(at, id, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
        at = strchr(at, ',');
        at = at != NULL ? at + 1 : NULL;
    }
    return work->options->strategies == NULL;
}

/* The strategies of all configs, each once; returns how many. */
static int list_strategies(const struct workload *work, const char *names[])
{
    int n = 0;
    for (int c = 0; c < work->n_configs; c++) {
        const struct scenario *scenario = work->configs[c].scenario;
        for (int i = 0; i < scenario->n_strategies; i++) {
            int at = 0;
            while (at < n && strcmp(names[at], scenario->strategy[i].id) != 0)
                at++;
            names[at] = scenario->strategy[i].id;
            n = at == n ? n + 1 : n;
        }
    }
    return n;
}

/* Every name that --strategy gives must be one of the configs'. */
static enum status check_strategies(struct workload *work)
{
    if (work->options->strategies == NULL)
        return STATUS_OK;
    if (work->configs[0].n_hubs > 0) {
        messages_add(&work->errors, "%s",
            _("--strategy: this config's hubs each have a strategy; change it with --set"));
        return STATUS_USAGE;
    }
    const char **names =
        arena_new(&work->arena, (size_t)work->n_configs * MAX_STRATEGIES, sizeof *names);
    int n = list_strategies(work, names);
    char *list = arena_copy(&work->arena, work->options->strategies), *rest = NULL;
    for (char *id = strtok_r(list, ",", &rest); id != NULL; id = strtok_r(NULL, ",", &rest)) {
        int i = 0;
        while (i < n && strcmp(names[i], id) != 0)
            i++;
        if (i < n)
            continue;
        const char *nearest = text_nearest(id, names, (size_t)n);
        messages_add(&work->errors, _("--strategy: there is no strategy '%s'%s%s%s"), id,
            nearest != NULL ? _("; did you mean '") : "", nearest != NULL ? nearest : "",
            nearest != NULL ? "'?" : "");
    }
    if (list[strspn(list, ",")] == '\0')
        messages_add(&work->errors, "%s", _("--strategy: name at least one strategy"));
    return work->errors.count == 0 ? STATUS_OK : STATUS_USAGE;
}

/* As workload_case(); `first_company` is the number of its first company in random streams. */
static struct study_case make_case(struct workload *work, const struct config *config,
    int strategy, struct label label, const struct change *change, uint32_t first_company)
{
    struct arena *arena = &work->arena;
    struct campaign *campaign = arena_new(arena, 1, sizeof *campaign);
    struct uncertain_case *uncertain = arena_new(arena, 1, sizeof *uncertain);
    *uncertain = (struct uncertain_case){config, strategy, work->seed, first_company, NULL};
    const struct scenario *scenario = config->scenario;
    if (change != NULL) {
        struct change *kept = arena_new(arena, 1, sizeof *kept);
        *kept = *change;
        uncertain->change = kept;
        scenario = change_apply(kept, scenario, arena);
    }
    campaign_init(campaign, arena, scenario, strategy, work->seed);
    struct strategy *named = arena_new(arena, 1, sizeof *named);
    *named = *campaign->strategy;
    named->label = label;
    campaign->strategy = named;
    campaign->first_company = first_company;
    if (change != NULL) /* only what all companies come to is told */
        cells_keep_all(&campaign->cells);
    return (struct study_case){
        .scenario = scenario,
        .campaign = campaign,
        .source = uncertain_source(uncertain, work->options->fixed),
        .hub = "all",
    };
}

struct study_case workload_case(struct workload *work, const struct config *config,
    int strategy, struct label label, const struct change *change)
{
    return make_case(work, config, strategy, label, change, 0);
}

static struct study_case *add_case(struct workload *work, const struct config *config,
    int strategy, const char *const *values, struct label label, uint32_t first_company)
{
    work->origin[work->study.n_cases] = (struct origin){config, strategy};
    struct study_case *one = &work->study.cases[work->study.n_cases++];
    *one = make_case(work, config, strategy, label, NULL, first_company);
    one->vary_value = values;
    return one;
}

static void add_strategies(
    struct workload *work, const struct config *config, const char *const *values)
{
    const struct scenario *scenario = config->scenario;
    for (int i = 0; i < scenario->n_strategies; i++)
        if (is_asked_for(work, scenario->strategy[i].id))
            add_case(work, config, i, values, scenario->strategy[i].label, 0);
}

static const char *hub_and(struct workload *work, const char *hub, const char *strategy)
{
    struct text text;
    text_init(&text);
    text_printf(&text, "%s: %s", hub, strategy);
    const char *label = arena_copy(&work->arena, text_string(&text));
    text_free(&text);
    return label;
}

/* The hubs of a config, each with luck of its own, and all of them together. */
static void add_hubs(
    struct workload *work, const struct config *config, const char *const *values)
{
    const struct campaign **hubs =
        arena_new(&work->arena, (size_t)config->n_hubs, sizeof *hubs);
    for (int h = 0; h < config->n_hubs; h++) {
        const struct hub *hub = &config->hub[h];
        struct label label = hub->config->scenario->strategy[hub->strategy].label;
        label.nl = hub_and(work, hub->name, label.nl);
        label.en = hub_and(work, hub->name, label.en);
        struct study_case *one =
            add_case(work, hub->config, hub->strategy, values, label, hub->first_company);
        one->hub = hub->name;
        one->member = true;
        hubs[h] = one->campaign;
    }
    struct campaign *total = arena_new(&work->arena, 1, sizeof *total);
    campaign_init_total(total, &work->arena, config->scenario, hubs, config->n_hubs);
    work->study.has_hubs = true;
    work->origin[work->study.n_cases] = (struct origin){config, 0};
    work->study.cases[work->study.n_cases++] = (struct study_case){
        .scenario = config->scenario,
        .campaign = total,
        .hubs = config->n_hubs,
        .hub = "all",
        .vary_value = values,
    };
}

/* What tells the cases of config number `number` apart: which of several configs it is, then
 * the varied values. */
static const char *const *values_of(struct workload *work, int n, int number)
{
    const char *const *varied =
        variations_values(&work->variations, number % work->variations.n);
    if (n == 1)
        return varied;
    const char **values =
        arena_new(&work->arena, (size_t)work->variations.n_paths + 1, sizeof *values);
    values[0] = work->names[number / work->variations.n];
    for (int i = 0; i < work->variations.n_paths; i++)
        values[i + 1] = varied[i];
    return values;
}

static void name_variations(struct workload *work, int n)
{
    int more = n > 1;
    const char **path =
        arena_new(&work->arena, (size_t)work->variations.n_paths + 1, sizeof *path);
    path[0] = "config";
    for (int i = 0; i < work->variations.n_paths; i++)
        path[i + more] = work->variations.path[i];
    work->study.n_vary = work->variations.n_paths + more;
    work->study.vary_path = path;
    work->study.of_configs = n > 1;
}

static void add_cases(struct workload *work, int n, int number)
{
    const struct config *config = &work->configs[number];
    const char *const *values = values_of(work, n, number);
    if (config->n_hubs > 0)
        add_hubs(work, config, values);
    else
        add_strategies(work, config, values);
}

static void make_study(struct workload *work, const char *const *paths, int n)
{
    size_t most = 0;
    for (int i = 0; i < work->n_configs; i++)
        most += work->configs[i].n_hubs > 0 ? (size_t)work->configs[i].n_hubs + 1
                                            : (size_t)work->configs[i].scenario->n_strategies;
    work->study.cases = arena_new(&work->arena, most, sizeof *work->study.cases);
    work->study.in_order = work->options->save_replications;
    work->study.confidence = work->configs[0].scenario->simulation.confidence;
    work->origin = arena_new(&work->arena, most, sizeof *work->origin);
    work->names = config_names(&work->arena, paths, n);
    name_variations(work, n);
    for (int i = 0; i < work->n_configs; i++)
        add_cases(work, n, i);
}

enum status workload_read(struct workload *work, const char *const *paths, int n)
{
    enum status status = read_configs(work, paths, n);
    if (status == STATUS_OK)
        status = check_strategies(work);
    status = together(status);
    if (status == STATUS_OK)
        make_study(work, paths, n);
    return status;
}
