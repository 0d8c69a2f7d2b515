/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "progress.h"
#include "screen.h"
#include "tables.h"
#include "uncertain.h"
#include "variations.h"

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Everything that one run works with. */
struct run {
    struct options options;
    int argc;
    char **argv;
    struct arena arena;
    struct messages errors, notices;
    struct variations variations;
    int n_configs;
    struct config *configs; /* one per combination of varied values */
    struct study study;
    uint64_t seed;
    struct results_folder folder;
    struct text target;
    FILE *replications; /* replications.csv while it is written; NULL: not asked for */
    double seconds;     /* of simulating */
    char started[32];
};

static void run_init(struct run *run, int argc, char **argv)
{
    memset(run, 0, sizeof *run);
    run->argc = argc;
    run->argv = argv;
    arena_init(&run->arena);
    messages_init(&run->errors);
    messages_init(&run->notices);
    text_init(&run->target);
    time_t now = time(NULL);
    struct tm utc;
    strftime(run->started, sizeof run->started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

static void run_free(struct run *run)
{
    study_free(&run->study);
    for (int i = 0; i < run->n_configs; i++)
        config_free(&run->configs[i]);
    text_free(&run->target);
    messages_free(&run->errors);
    messages_free(&run->notices);
    arena_free(&run->arena);
}

/* ---- Reading ---- */

static enum status read_one(struct run *run, int combination)
{
    const struct options *options = &run->options;
    int n_sets = options->n_sets + run->variations.n_paths;
    const char **sets = arena_new(&run->arena, (size_t)n_sets + 1, sizeof *sets);
    const char *const *varied = variations_settings(&run->variations, combination);
    for (int i = 0; i < n_sets; i++)
        sets[i] = i < options->n_sets ? options->set[i] : varied[i - options->n_sets];
    run->n_configs++;
    return config_read(
        &run->configs[combination], options->argument, sets, n_sets, &run->errors);
}

static enum status read_configs(struct run *run)
{
    enum status status =
        variations_init(&run->variations, &run->arena, &run->options, &run->errors);
    if (status != STATUS_OK)
        return status;
    run->configs = arena_new(&run->arena, (size_t)run->variations.n, sizeof *run->configs);
    for (int i = 0; i < run->variations.n && status == STATUS_OK; i++)
        status = read_one(run, i);
    if (status == STATUS_OK)
        run->seed = run->options.seed_given ? run->options.seed
                                            : run->configs[0].scenario->simulation.seed;
    return status;
}

/* ---- Cases ---- */

static bool is_asked_for(const struct run *run, const char *id)
{
    const char *at = run->options.strategies;
    size_t length = strlen(id);
    while (at != NULL) {
        if (strncmp(at, id, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
        at = strchr(at, ',');
        at = at != NULL ? at + 1 : NULL;
    }
    return run->options.strategies == NULL;
}

/* Every name that --strategy gives must be one of the config's. */
static enum status check_strategies(struct run *run)
{
    const struct scenario *scenario = run->configs[0].scenario;
    const char *names[MAX_STRATEGIES];
    for (int i = 0; i < scenario->n_strategies; i++)
        names[i] = scenario->strategy[i].id;
    if (run->options.strategies == NULL)
        return STATUS_OK;
    if (run->configs[0].n_hubs > 0) {
        messages_add(&run->errors, "%s",
            _("--strategy: this config's hubs each have a strategy; change it with --set"));
        return STATUS_USAGE;
    }
    char *list = arena_copy(&run->arena, run->options.strategies), *rest = NULL;
    for (char *id = strtok_r(list, ",", &rest); id != NULL; id = strtok_r(NULL, ",", &rest)) {
        int i = 0;
        while (i < scenario->n_strategies && strcmp(names[i], id) != 0)
            i++;
        if (i < scenario->n_strategies)
            continue;
        const char *nearest = text_nearest(id, names, (size_t)scenario->n_strategies);
        messages_add(&run->errors, _("--strategy: there is no strategy '%s'%s%s%s"), id,
            nearest != NULL ? _("; did you mean '") : "", nearest != NULL ? nearest : "",
            nearest != NULL ? "'?" : "");
    }
    if (list[strspn(list, ",")] == '\0')
        messages_add(&run->errors, "%s", _("--strategy: name at least one strategy"));
    return run->errors.count == 0 ? STATUS_OK : STATUS_USAGE;
}

/* A case of strategy number `strategy` of a config; `label` is what it is called on screen,
 * `first_company` the number of its first company in random streams. */
static struct study_case *add_case(struct run *run, const struct config *config, int strategy,
    const char *const *values, struct label label, uint32_t first_company)
{
    struct campaign *campaign = arena_new(&run->arena, 1, sizeof *campaign);
    campaign_init(campaign, &run->arena, config->scenario, strategy, run->seed);
    struct strategy *named = arena_new(&run->arena, 1, sizeof *named);
    *named = *campaign->strategy;
    named->label = label;
    campaign->strategy = named;
    campaign->first_company = first_company;
    struct uncertain_case *uncertain = arena_new(&run->arena, 1, sizeof *uncertain);
    *uncertain = (struct uncertain_case){config, strategy, run->seed, first_company};
    struct study_case *one = &run->study.cases[run->study.n_cases++];
    *one = (struct study_case){
        .scenario = config->scenario,
        .campaign = campaign,
        .source = uncertain_source(uncertain, run->options.fixed),
        .hub = "all",
        .vary_value = values,
    };
    return one;
}

static void add_strategies(
    struct run *run, const struct config *config, const char *const *values)
{
    const struct scenario *scenario = config->scenario;
    for (int i = 0; i < scenario->n_strategies; i++)
        if (is_asked_for(run, scenario->strategy[i].id))
            add_case(run, config, i, values, scenario->strategy[i].label, 0);
}

static const char *hub_and(struct run *run, const char *hub, const char *strategy)
{
    struct text text;
    text_init(&text);
    text_printf(&text, "%s: %s", hub, strategy);
    const char *label = arena_copy(&run->arena, text_string(&text));
    text_free(&text);
    return label;
}

/* The hubs of a config, each with luck of its own, and all of them together. */
static void add_hubs(struct run *run, const struct config *config, const char *const *values)
{
    const struct campaign **hubs = arena_new(&run->arena, (size_t)config->n_hubs, sizeof *hubs);
    for (int h = 0; h < config->n_hubs; h++) {
        const struct hub *hub = &config->hub[h];
        struct label label = hub->config->scenario->strategy[hub->strategy].label;
        label.nl = hub_and(run, hub->name, label.nl);
        label.en = hub_and(run, hub->name, label.en);
        struct study_case *one =
            add_case(run, hub->config, hub->strategy, values, label, hub->first_company);
        one->hub = hub->name;
        one->member = true;
        hubs[h] = one->campaign;
    }
    struct campaign *total = arena_new(&run->arena, 1, sizeof *total);
    campaign_init_total(total, &run->arena, config->scenario, hubs, config->n_hubs);
    run->study.has_hubs = true;
    run->study.cases[run->study.n_cases++] = (struct study_case){
        .scenario = config->scenario,
        .campaign = total,
        .hubs = config->n_hubs,
        .hub = "all",
        .vary_value = values,
    };
}

static void add_cases(struct run *run, int combination)
{
    const struct config *config = &run->configs[combination];
    const char *const *values = variations_values(&run->variations, combination);
    if (config->n_hubs > 0)
        add_hubs(run, config, values);
    else
        add_strategies(run, config, values);
}

static void make_study(struct run *run)
{
    size_t most = 0;
    for (int i = 0; i < run->n_configs; i++)
        most += run->configs[i].n_hubs > 0 ? (size_t)run->configs[i].n_hubs + 1
                                           : (size_t)run->configs[i].scenario->n_strategies;
    run->study.cases = arena_new(&run->arena, most, sizeof *run->study.cases);
    run->study.confidence = run->configs[0].scenario->simulation.confidence;
    run->study.n_vary = run->variations.n_paths;
    run->study.vary_path = run->variations.path;
    for (int i = 0; i < run->n_configs; i++)
        add_cases(run, i);
}

/* ---- Simulating ---- */

static void save_replication(
    void *context, int one, uint64_t replication, const double *quantities)
{
    struct run *run = context;
    replications_row(
        run->replications, &run->study, &run->study.cases[one], replication, quantities);
}

static enum status simulate(struct run *run)
{
    const struct options *options = &run->options;
    struct progress progress;
    progress_start(&progress, !options->quiet);
    struct engine engine = {
        .threads = options->threads,
        .stop = &interrupted,
        .progress = progress_show,
        .context = &progress,
        .save = run->replications != NULL ? save_replication : NULL,
        .save_context = run,
    };
    struct study_plan plan = {
        .replications = options->replications > 0
                            ? (uint64_t)options->replications
                            : (uint64_t)run->configs[0].scenario->simulation.replications,
        .precision = options->precision,
    };
    double start = progress_clock();
    enum status status = study_run(&run->study, &engine, plan);
    run->seconds = progress_clock() - start;
    progress_end(&progress);
    return status;
}

/* ---- Results ---- */

/* results/NAME, where NAME is the campaign's without what a folder's name cannot have. */
static void choose_target(struct run *run)
{
    if (run->options.output != NULL) {
        text_add_string(&run->target, run->options.output);
        return;
    }
    const char *name = run->configs[0].scenario->campaign.name;
    text_add_string(&run->target, "results/");
    size_t start = run->target.length;
    text_add_printable(&run->target, name[0] != '\0' ? name : "campaign");
    for (char *c = run->target.data + start; *c != '\0'; c++)
        if (*c == '/' || *c == '\\' || (*c == '.' && c == run->target.data + start))
            *c = '_';
}

static double contacts_held(const struct study *study)
{
    double sum = 0.0;
    for (int i = 0; i < study->n_cases; i++)
        for (int c = 0; c < study->cases[i].campaign->n_contacts; c++)
            for (int s = 0; s < N_COUNTED; s++)
                sum += (double)study->cases[i].tally.counts.contact[c].held[s];
    return sum;
}

static bool is_listed(const struct manifest_input *inputs, int n, const char *path)
{
    for (int i = 0; i < n; i++)
        if (strcmp(inputs[i].path, path) == 0)
            return true;
    return false;
}

/* Every file that any of the configs was read from, once. */
static const struct manifest_input *list_inputs(struct run *run, int *n)
{
    int most = 0;
    for (int c = 0; c < run->n_configs; c++)
        for (const struct input *i = run->configs[c].tree.inputs; i != NULL; i = i->next)
            most++;
    struct manifest_input *inputs = arena_new(&run->arena, (size_t)most, sizeof *inputs);
    *n = 0;
    for (int c = 0; c < run->n_configs; c++) {
        for (const struct input *i = run->configs[c].tree.inputs; i != NULL; i = i->next) {
            if (is_listed(inputs, *n, i->path))
                continue;
            inputs[*n].path = i->path;
            memcpy(inputs[(*n)++].sha256, i->sha256, sizeof i->sha256);
        }
    }
    return inputs;
}

static enum status write_manifest(struct run *run)
{
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .n_arguments = run->argc,
        .argument = (const char *const *)run->argv,
        .seed = run->seed,
        .threads = run->options.threads > 0 ? run->options.threads : omp_get_num_procs(),
        .ranks = 1,
        .wall_seconds = run->seconds,
        .contact_moments_per_second =
            run->seconds > 0.0 ? contacts_held(&run->study) / run->seconds : 0.0,
        .started = run->started,
    };
    manifest.input = list_inputs(run, &manifest.n_inputs);
    struct text effective;
    text_init(&effective);
    tree_dump(&run->configs[0].tree, false, &effective);
    manifest.effective_config = text_string(&effective);
    enum status status = manifest_write(&run->folder, &manifest, &run->study);
    text_free(&effective);
    return status;
}

static enum status write_plots(struct run *run)
{
    static const char *const formats[] = {"svg"};
    const char *folder = text_string(&run->folder.partial);
    if (run->options.no_plots)
        return STATUS_OK;
    enum status status = plots_write(&run->study, folder, &run->errors);
    return status == STATUS_OK ? plots_draw(folder, formats, 1, &run->notices) : status;
}

static enum status write_results(struct run *run)
{
    enum status status = tables_write(&run->folder, &run->study, &run->notices);
    if (status == STATUS_OK)
        status = write_manifest(run);
    if (status == STATUS_OK)
        status = write_plots(run);
    return status == STATUS_OK && interrupted ? STATUS_INTERRUPTED : status;
}

/* Simulates, writing single campaigns as they come where they are asked for. */
static enum status simulate_and_save(struct run *run)
{
    static const char name[] = "replications.csv";
    if (!run->options.save_replications)
        return simulate(run);
    run->replications = results_open(&run->folder, name);
    if (run->replications == NULL)
        return STATUS_FAILED;
    replications_header(run->replications, &run->study);
    enum status status = simulate(run);
    enum status closed = results_close(&run->folder, run->replications, name);
    return status == STATUS_OK ? closed : status;
}

/* Simulates and writes; the results folder is there before, so that a place that cannot be
 * written to costs no waiting, and whole or gone after. */
static enum status simulate_into_folder(struct run *run)
{
    choose_target(run);
    enum status status =
        results_begin(&run->folder, text_string(&run->target), MANIFEST_NAME, &run->errors);
    if (status != STATUS_OK)
        return status;
    guard_results(&run->folder);
    status = simulate_and_save(run);
    if (status == STATUS_OK)
        status = write_results(run);
    guard_results(NULL);
    if (status == STATUS_OK)
        return results_commit(&run->folder);
    results_abort(&run->folder);
    return status;
}

static enum status print_results(struct run *run)
{
    const struct config *config = &run->configs[0];
    if (!run->options.quiet)
        fprintf(stderr, _("results are in %s\n"), text_string(&run->target));
    if (run->options.verbose)
        fprintf(stderr,
            _("%llu campaigns of each case in %.2f s, %.2f million contact moments a second, "
              "seed %llu\n"),
            (unsigned long long)run->study.replications, run->seconds,
            run->seconds > 0.0 ? contacts_held(&run->study) / run->seconds / 1e6 : 0.0,
            (unsigned long long)run->seed);
    if (run->options.format == FORMAT_CSV)
        screen_csv(stdout, &run->study);
    else if (run->options.format == FORMAT_JSON)
        screen_json(stdout, &run->study);
    else
        screen_table(stdout, &run->study, config->numbers, config->assumed, &run->notices);
    if (run->options.format != FORMAT_TABLE)
        print_messages(&run->notices, "recept: ");
    return finish_output();
}

static enum status run_all(struct run *run)
{
    enum status status = read_configs(run);
    if (status == STATUS_OK)
        status = check_strategies(run);
    if (status != STATUS_OK)
        return status;
    make_study(run);
    status = simulate_into_folder(run);
    return status == STATUS_OK ? print_results(run) : status;
}

enum status cmd_run(int argc, char **argv)
{
    struct run run;
    run_init(&run, argc, argv);
    options_read(&run.options, argc, argv, TAKES_CONFIG | TAKES_RUN, _("CONFIG"),
        _("Simulates every strategy of CONFIG, prints a table and writes tables and plots to "
          "results/NAME."));
    enum status status = run_all(&run);
    if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    print_messages(&run.errors, status == STATUS_CONFIG ? "" : "recept: ");
    run_free(&run);
    return status;
}
