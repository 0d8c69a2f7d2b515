/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "facts.h"
#include "language.h"
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
    struct text dump;
    text_init(&dump);
    tree_dump(&config->tree, true, &dump);
    fputs(text_string(&dump), stdout);
    text_free(&dump);
}

static enum status print_facts(
    const struct config *config, const struct options *options, struct messages *errors)
{
    struct arena arena;
    arena_init(&arena);
    struct fact_results results;
    enum status status = facts_simulate(&results, &arena, config, options, errors);
    if (status == STATUS_OK)
        facts_print(stdout, &results);
    else if (status == STATUS_INTERRUPTED)
        messages_add(errors, "%s", _("interrupted"));
    arena_free(&arena);
    return status;
}

enum status cmd_check(const struct options *options)
{
    struct config config;
    struct messages errors;
    messages_init(&errors);
    enum status status =
        config_read(&config, options->argument, options->set, options->n_sets, &errors);
    if (status == STATUS_OK && options->dump)
        print_dump(&config);
    else if (status == STATUS_OK && options->facts)
        status = print_facts(&config, options, &errors);
    else if (status == STATUS_OK)
        print_summary(&config, options->argument);
    config_free(&config);
    return status == STATUS_OK ? finish_output() : fail_with(&errors, status);
}
