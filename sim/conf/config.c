/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "read.h"
#include "stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Campaign ---- */

static bool read_date(struct reader *reader, const struct node *node, long *day)
{
    if (node == NULL)
        return false;
    if (calendar_parse(node->text, day))
        return true;
    node_error(node, reader->errors, "'%s' is not a date as 2023-11-01", node->text);
    return false;
}

static void read_closed(struct reader *reader, struct node *group, long start)
{
    struct campaign_terms *terms = &reader->scenario->campaign;
    struct node *list = read_typed(reader, group, "closed", NODE_LIST, false);
    if (list == NULL)
        return;
    if (list->n > MAX_PERIODS) {
        node_error(list, reader->errors, "at most %d closed periods are possible", MAX_PERIODS);
        return;
    }
    node_each (member, list) {
        long from, to;
        if (member->type != NODE_GROUP) {
            node_error(member, reader->errors, "must be { from = \"...\"; to = \"...\"; }");
            continue;
        }
        const struct node *first = read_typed(reader, member, "from", NODE_TEXT, true);
        const struct node *last = read_typed(reader, member, "to", NODE_TEXT, true);
        bool good = read_date(reader, first, &from);
        good = read_date(reader, last, &to) && good;
        if (good && to < from)
            node_error(last, reader->errors, "%s is before %s", last->text, first->text);
        else if (good)
            terms->closed[terms->n_closed++] = (struct period){from - start, to - start};
    }
}

static void read_campaign(struct reader *reader)
{
    struct campaign_terms *terms = &reader->scenario->campaign;
    struct node *group = read_typed(reader, reader->tree->root, "campaign", NODE_GROUP, true);
    if (group == NULL)
        return;
    long start = 0;
    terms->name = read_text(reader, group, "name", true);
    terms->start = read_text(reader, group, "start", true);
    const struct node *date = node_find(group, "start");
    if (date != NULL && date->type == NODE_TEXT)
        read_date(reader, date, &start);
    read_numbers(reader, group, "campaign", terms);
    read_numbers(reader, read_typed(reader, group, "targets", NODE_GROUP, false),
        "campaign.targets", &terms->targets);
    read_closed(reader, group, start);
    if (terms->outreach_days > terms->horizon_days)
        node_error(group, reader->errors,
            "outreach_days (%d) must not be more than horizon_days (%d); raise that as well",
            terms->outreach_days, terms->horizon_days);
}

/* ---- Team, response and the rest ---- */

static void read_team(struct reader *reader)
{
    static const char *const allocations[] = {"attendee", "full"};
    struct node *group = read_typed(reader, reader->tree->root, "team", NODE_GROUP, true);
    if (group == NULL)
        return;
    read_numbers(reader, group, "team", &reader->scenario->team);
    const struct node *allocation = node_get(reader->tree, group, "allocation");
    if (allocation != NULL)
        reader->scenario->team.full =
            read_reference(reader, allocation, "allocation", allocations, 2) == 1;
}

static void read_response(struct reader *reader)
{
    struct response *response = &reader->scenario->response;
    struct node *group = read_typed(reader, reader->tree->root, "response", NODE_GROUP, true);
    if (group == NULL)
        return;
    read_numbers(reader, group, "response", response);
    read_effects(reader, group, response->effects, N_RESPONSES);
}

/* A group that may be left out, with the mechanism that it describes. */
static struct node *read_mechanism(struct reader *reader, const char *name, void *into)
{
    struct node *group = read_typed(reader, reader->tree->root, name, NODE_GROUP, false);
    if (node_find(reader->tree->root, name) == NULL)
        group = node_default(reader->tree, reader->tree->root, name, 0.0, NODE_GROUP);
    read_numbers(reader, group, name, into);
    return group;
}

static void add_funded(struct reader *reader, const struct node *node, const char *const *names)
{
    struct scenario *scenario = reader->scenario;
    int mode = read_reference(reader, node, "mode", names, scenario->catalogue.n_modes);
    scenario->funding.modes |= mode >= 0 ? 1ul << mode : 0;
}

static void read_funding(struct reader *reader)
{
    static const char *const payees[] = {"hub", "company"};
    struct scenario *scenario = reader->scenario;
    struct node *group = read_mechanism(reader, "funding", &scenario->funding);
    const struct node *to = node_get(reader->tree, group, "to");
    if (to != NULL)
        scenario->funding.to_company = read_reference(reader, to, "payee", payees, 2) == 1;
    const char *names[MAX_MODES];
    for (int i = 0; i < scenario->catalogue.n_modes; i++)
        names[i] = scenario->catalogue.mode[i].id;
    struct node *modes = node_get(reader->tree, group, "modes");
    if (modes != NULL && modes->type != NODE_LIST)
        add_funded(reader, modes, names);
    else if (modes != NULL)
        node_each (mode, modes)
            add_funded(reader, mode, names);
}

static void read_mechanisms(struct reader *reader)
{
    struct scenario *s = reader->scenario;
    read_mechanism(reader, "busy", &s->busy);
    read_mechanism(reader, "decision", &s->decision);
    read_mechanism(reader, "choice", &s->choice);
    read_mechanism(reader, "peers", &s->peers);
    struct node *retention = read_mechanism(reader, "retention", &s->retention);
    read_effects(reader, retention, &s->retention.base, 1);
    read_funding(reader);
}

static void read_simulation(struct reader *reader)
{
    struct simulation *simulation = &reader->scenario->simulation;
    struct node *group = read_mechanism(reader, "simulation", simulation);
    const struct node *seed = read_typed(reader, group, "seed", NODE_WHOLE, false);
    simulation->seed = 1;
    if (seed != NULL && seed->whole < 0)
        node_error(seed, reader->errors, "a seed is a whole number of 0 or more");
    else if (seed != NULL)
        simulation->seed = (unsigned long long)seed->whole;
}

/* ---- All of it ---- */

static void read_scenario(struct reader *reader, const char *path)
{
    read_axes(reader);
    if (reader->scenario->axes.n == 0)
        return; /* nearly everything else depends on the segments */
    read_contacts(reader);
    read_packages(reader);
    read_campaign(reader);
    read_population(reader, path);
    read_team(reader);
    read_response(reader);
    read_mechanisms(reader);
    read_strategies(reader);
    read_simulation(reader);
}

static int count_uncertain(const struct node *node)
{
    int n = node->distribution != NULL;
    node_each (member, node)
        n += count_uncertain(member);
    return n;
}

static enum status build(struct config *config, const char *path, struct messages *errors)
{
    struct reader reader = {
        .tree = &config->tree,
        .arena = &config->arena,
        .errors = errors,
        .scenario = config->scenario,
    };
    size_t before = errors->count;
    read_scenario(&reader, path);
    if (config->scenario->axes.n > 0)
        tree_report_unknown(&config->tree, errors);
    config->n_uncertain = count_uncertain(config->tree.root);
    config->numbers = reader.numbers;
    config->assumed = reader.assumed;
    return errors->count == before ? STATUS_OK : STATUS_CONFIG;
}

static void start(struct config *config)
{
    memset(config, 0, sizeof *config);
    arena_init(&config->arena);
    config->scenario = arena_new(&config->arena, 1, sizeof *config->scenario);
}

/* ---- Hubs ---- */

/* The config of one hub: what it gives, laid over the top level. Groups are merged; its
 * population stands instead of the top level's. */
static void lay_hub_over(struct config *hub, int index)
{
    struct node *root = hub->tree.root, *hubs = node_find(root, "hubs"), *own = hubs->first;
    while (index-- > 0)
        own = own->next;
    const char *const replaced[] = {"population", "strategies"};
    node_remove(root, hubs);
    for (int i = 0; i < 2; i++)
        if (node_find(own, replaced[i]) != NULL && node_find(root, replaced[i]) != NULL)
            node_remove(root, node_find(root, replaced[i]));
    node_remove(own, node_find(own, "name"));
    node_remove(own, node_find(own, "strategy"));
    tree_overlay(root, own);
}

/* Which of its scenario's strategies a hub follows. */
static void choose_strategy(
    struct hub *hub, const struct node *strategy, struct messages *errors)
{
    const struct scenario *scenario = hub->config->scenario;
    const char *names[MAX_STRATEGIES];
    for (int i = 0; i < scenario->n_strategies; i++)
        names[i] = scenario->strategy[i].id;
    struct reader reader = {.errors = errors};
    int i = scenario->n_strategies > 0
                ? read_reference(&reader, strategy, "strategy", names, scenario->n_strategies)
                : 0;
    hub->strategy = i >= 0 ? i : 0;
}

static bool read_hub(struct config *config, struct node *group, int index, const char *path,
    struct messages *errors)
{
    struct reader reader = {.tree = &config->tree, .errors = errors};
    struct hub *hub = &config->hub[index];
    const struct node *name = read_typed(&reader, group, "name", NODE_TEXT, true);
    const struct node *strategy = read_required(&reader, group, "strategy");
    if (name == NULL || strategy == NULL)
        return false;
    hub->name = name->text;
    hub->config = arena_new(&config->arena, 1, sizeof *hub->config);
    start(hub->config);
    tree_clone(&hub->config->tree, &config->tree);
    lay_hub_over(hub->config, index);
    config->n_hubs = index + 1;
    build(hub->config, path, errors);
    choose_strategy(hub, strategy, errors);
    return true;
}

/* Hubs are added up by segment and package, so these have to be the same. */
static void check_alike(
    const struct config *config, const struct node *hubs, struct messages *errors)
{
    const struct scenario *first = config->hub[0].config->scenario;
    for (int h = 1; h < config->n_hubs; h++) {
        const struct scenario *s = config->hub[h].config->scenario;
        bool alike = s->packages.n == first->packages.n && s->axes.n == first->axes.n;
        for (int a = 0; alike && a < s->axes.n; a++)
            alike = s->axes.axis[a].n_levels == first->axes.axis[a].n_levels;
        if (!alike)
            node_error(hubs, errors, "hubs must have the same axes and packages: '%s' differs",
                config->hub[h].name);
    }
}

/* What is said of all hubs together: the name and the targets of the top level. */
static void scenario_of_all(struct config *config, struct messages *errors)
{
    struct reader reader = {.tree = &config->tree, .errors = errors};
    struct scenario *s = config->scenario;
    *s = *config->hub[0].config->scenario;
    struct node *campaign = node_find(config->tree.root, "campaign");
    s->campaign.name = read_text(&reader, campaign, "name", true);
    read_numbers(&reader, read_typed(&reader, campaign, "targets", NODE_GROUP, false),
        "campaign.targets", &s->campaign.targets);
    for (int h = 0; h < config->n_hubs; h++) {
        const struct config *hub = config->hub[h].config;
        config->n_uncertain += hub->n_uncertain;
        config->numbers = hub->numbers > config->numbers ? hub->numbers : config->numbers;
        config->assumed = hub->assumed > config->assumed ? hub->assumed : config->assumed;
        for (const struct input *i = hub->tree.inputs; i != NULL; i = i->next)
            source_copy_input(&config->tree.inputs, &config->tree.arena, i);
    }
}

static enum status build_hubs(
    struct config *config, struct node *hubs, const char *path, struct messages *errors)
{
    size_t before = errors->count;
    if (hubs->type != NODE_LIST || hubs->n < 1 || hubs->n > MAX_HUBS) {
        node_error(hubs, errors, "must be a list of 1 to %d hubs", MAX_HUBS);
        return STATUS_CONFIG;
    }
    node_each (group, hubs)
        if (group->type != NODE_GROUP)
            node_error(group, errors, "must be a group { name = ...; strategy = ...; ... }");
    int index = 0;
    /* A hub that cannot be read ends the reading: the place of the others counts on it. */
    for (struct node *group = hubs->first; group != NULL && errors->count == before;
         group = group->next)
        read_hub(config, group, index++, path, errors);
    messages_drop_repeats(errors);
    if (errors->count == before)
        check_alike(config, hubs, errors);
    if (errors->count == before)
        scenario_of_all(config, errors);
    return errors->count == before ? STATUS_OK : STATUS_CONFIG;
}

static enum status build_any(struct config *config, const char *path, struct messages *errors)
{
    struct node *hubs = node_find(config->tree.root, "hubs");
    return hubs != NULL ? build_hubs(config, hubs, path, errors) : build(config, path, errors);
}

enum status config_read(struct config *config, const char *path, const char *const *sets,
    int n_sets, struct messages *errors)
{
    start(config);
    enum status status = tree_read(&config->tree, path, errors);
    for (int i = 0; i < n_sets && status == STATUS_OK; i++)
        status = tree_set(&config->tree, sets[i], errors);
    return status == STATUS_OK ? build_any(config, path, errors) : status;
}

enum status config_take(struct config *config, const char *name, const char *bytes,
    size_t length, struct messages *errors)
{
    start(config);
    enum status status = tree_take(&config->tree, name, bytes, length, errors);
    return status == STATUS_OK ? build_any(config, name, errors) : status;
}

void config_free(struct config *config)
{
    for (int h = 0; h < config->n_hubs; h++)
        config_free(config->hub[h].config);
    tree_free(&config->tree);
    arena_free(&config->arena);
    memset(config, 0, sizeof *config);
}

/* ---- Uncertain numbers ---- */

static int collect_uncertain(struct node *node, struct node **into, int n)
{
    if (node->distribution != NULL)
        into[n++] = node;
    node_each (member, node)
        n = collect_uncertain(member, into, n);
    return n;
}

/* The stream of a number goes by its place in the config (FNV-1a of its path), so that it is
 * the same for every hub and does not shift when another number becomes uncertain. */
static uint32_t key_of(const struct node *node)
{
    struct text path;
    text_init(&path);
    node_path(node, &path);
    uint32_t key = 2166136261u;
    for (const char *c = text_string(&path); *c != '\0'; c++)
        key = (key ^ (unsigned char)*c) * 16777619u;
    text_free(&path);
    return key;
}

void redraw_init(struct redraw *redraw, const struct config *config)
{
    memset(redraw, 0, sizeof *redraw);
    redraw->config = config;
    tree_clone(&redraw->tree, &config->tree);
    redraw->uncertain =
        arena_new(&redraw->tree.arena, (size_t)config->n_uncertain, sizeof(struct node *));
    collect_uncertain(redraw->tree.root, redraw->uncertain, 0);
    redraw->key =
        arena_new(&redraw->tree.arena, (size_t)config->n_uncertain, sizeof *redraw->key);
    for (int i = 0; i < config->n_uncertain; i++)
        redraw->key[i] = key_of(redraw->uncertain[i]);
    arena_init(&redraw->arena);
}

void redraw_free(struct redraw *redraw)
{
    tree_free(&redraw->tree);
    arena_free(&redraw->arena);
    memset(redraw, 0, sizeof *redraw);
}

void redraw_numbers(const struct redraw *redraw, uint64_t seed, uint64_t draw, double *number)
{
    for (int i = 0; i < redraw->config->n_uncertain; i++) {
        struct philox_block words =
            stream_draw(seed, (uint32_t)draw, redraw->key[i], 0, PURPOSE_PARAMETER, 0);
        number[i] = distribution_quantile(
            redraw->uncertain[i]->distribution, chance_uniform(words.word[0]));
    }
}

const struct scenario *redraw_scenario(struct redraw *redraw, uint64_t seed, uint64_t draw)
{
    double *number = memory_new((size_t)redraw->config->n_uncertain + 1, sizeof *number);
    redraw_numbers(redraw, seed, draw, number);
    for (int i = 0; i < redraw->config->n_uncertain; i++)
        redraw->uncertain[i]->real = number[i];
    free(number);
    arena_free(&redraw->arena);
    redraw->scenario = arena_new(&redraw->arena, 1, sizeof *redraw->scenario);
    struct messages
        none; /* what was right with means is right with draws: nothing is reported */
    messages_init(&none);
    struct reader reader = {
        .tree = &redraw->tree,
        .arena = &redraw->arena,
        .errors = &none,
        .scenario = redraw->scenario,
        .known = &redraw->config->scenario->population,
    };
    read_scenario(&reader, "");
    messages_free(&none);
    return redraw->scenario;
}
