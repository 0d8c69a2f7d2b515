/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "facts.h"
#include "language.h"
#include "progress.h"
#include "text.h"

#include <stdio.h>

static void print_scenario(const struct config *config)
{
    const struct scenario *s = config->scenario;
    printf(s->population.list != NULL ? _("  %d listed companies in %d segments\n")
                                      : _("  %d drawn companies in %d segments\n"),
        s->population.n, axes_segments(&s->axes));
    printf(_("  %d contact moments, %d packages, %d strategies\n"), s->catalogue.n,
        s->packages.n, s->n_strategies);
    printf(_("  outreach of %d days, partners followed for %d\n"), s->campaign.outreach_days,
        s->campaign.horizon_days);
    printf(_("  %d numbers, of which %d are assumed\n"), config->numbers, config->assumed);
}

static void print_hub(const struct hub *hub)
{
    struct text name = {0}, strategy = {0};
    text_add_printable(&name, hub->name);
    text_add_printable(&strategy, hub->config->scenario->strategy[hub->strategy].id);
    printf(_("%s, with strategy %s:\n"), text_string(&name), text_string(&strategy));
    print_scenario(hub->config);
    text_free(&name);
    text_free(&strategy);
}

static void print_summary(const struct config *config, const char *path)
{
    printf(_("%s: no errors\n"), path);
    if (config->n_hubs == 0)
        print_scenario(config);
    else
        printf(_("  %d hubs side by side\n"), config->n_hubs);
    for (int h = 0; h < config->n_hubs; h++)
        print_hub(&config->hub[h]);
}

static void print_dump(const struct config *config)
{
    struct text dump = {0};
    tree_dump(&config->tree, true, &dump);
    fputs(text_string(&dump), stdout);
    text_free(&dump);
}

/* Reads what the config's facts are told under, and simulates and prints them if asked to. */
static enum status tell_facts(const struct config *config, const struct options *options,
    const struct config_source *source, struct messages *errors)
{
    const struct setup_ask ask = {
        .n_configs = 1, .config = source, .seed = options->seed_given ? &options->seed : NULL};
    struct progress progress = {.steps = true};
    struct runner runner = {
        .engine = {.stop = &interrupted}, .progress = progress_show, .context = &progress};
    progress_start(&progress, !options->quiet);
    struct arena arena = {0};
    enum status status = STATUS_OK;
    for (int simulate = 0; simulate <= options->facts && status == STATUS_OK; simulate++) {
        struct facts_told told = {.config = config};
        status = facts_tell(&told, &arena, &ask, (uint64_t)options->replications,
            simulate ? &runner : NULL, errors);
        progress_end(&progress);
        if (status == STATUS_OK && simulate)
            facts_print(stdout, &told);
    }
    arena_free(&arena);
    if (status == STATUS_INTERRUPTED)
        messages_add(errors, "%s", _("interrupted"));
    return status;
}

static enum status print_asked(const struct config *config, const struct options *options,
    const struct config_source *source, struct messages *errors)
{
    enum status status = STATUS_OK;
    if (options->dump)
        print_dump(config);
    else if (config->facts != NULL)
        status = tell_facts(config, options, source, errors);
    else if (options->facts)
        printf(_("%s states no facts; a group 'facts', as in configs/facts/spark.cfg, does\n"),
            options->argument);
    if (status == STATUS_OK && !options->dump && !options->facts)
        print_summary(config, options->argument);
    return status;
}

enum status cmd_check(const struct options *options)
{
    const struct config_source source = {
        .path = options->argument, .sets = options->set, .n_sets = options->n_sets};
    struct config config;
    struct messages errors = {0};
    enum status status = config_open(&config, &source, &errors);
    if (status == STATUS_OK)
        status = print_asked(&config, options, &source, &errors);
    config_free(&config);
    return status == STATUS_OK ? finish_output() : fail_with(&errors, status);
}
