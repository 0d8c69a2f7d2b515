/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "language.h"
#include "read.h"
#include "read_facts.h"

#include <string.h>

/* ---- Campaign ---- */

static bool read_date(struct reader *reader, const struct node *node, long *day)
{
    if (node == NULL)
        return false;
    if (calendar_parse(node->text, day))
        return true;
    node_error(node, reader->errors, _("'%s' is not a date as 2023-11-01"), node->text);
    return false;
}

static void read_closed(struct reader *reader, struct node *group, long start)
{
    struct campaign_terms *terms = &reader->scenario->campaign;
    struct node *list = read_typed(reader, group, "closed", NODE_LIST, false);
    if (list == NULL)
        return;
    if (list->n > MAX_PERIODS) {
        node_error(
            list, reader->errors, _("at most %d closed periods are possible"), MAX_PERIODS);
        return;
    }
    node_each (member, list) {
        long from, to;
        if (member->type != NODE_GROUP) {
            node_error(member, reader->errors, _("must be { from = \"...\"; to = \"...\"; }"));
            continue;
        }
        const struct node *first = read_typed(reader, member, "from", NODE_TEXT, true);
        const struct node *last = read_typed(reader, member, "to", NODE_TEXT, true);
        bool good = read_date(reader, first, &from);
        good = read_date(reader, last, &to) && good;
        if (good && to < from)
            node_error(last, reader->errors, _("%s is before %s"), last->text, first->text);
        else if (good)
            terms->closed[terms->n_closed++] = (struct period){from - start, to - start};
    }
}

/* Told where the hub says it, when one of the two is a hub's own. */
static void check_days(struct reader *reader, const struct node *group)
{
    const struct node *outreach = node_find(group, "outreach_days");
    const struct node *horizon = node_find(group, "horizon_days");
    const struct campaign_terms *terms = &reader->scenario->campaign;
    /* Days that were wrong by themselves have been told. */
    if (terms->outreach_days <= terms->horizon_days || outreach == NULL || horizon == NULL ||
        outreach->whole != terms->outreach_days || horizon->whole != terms->horizon_days)
        return;
    node_error(horizon->hub != NULL && outreach->hub == NULL ? horizon : outreach,
        reader->errors,
        _("outreach_days (%d) must not be more than horizon_days (%d); raise that as well"),
        terms->outreach_days, terms->horizon_days);
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
    check_days(reader, group);
}

/* ---- Team, response and the rest ---- */

static void read_team(struct reader *reader)
{
    struct node *group = read_typed(reader, reader->tree->root, "team", NODE_GROUP, true);
    if (group == NULL)
        return;
    read_numbers(reader, group, "team", &reader->scenario->team);
    reader->scenario->team.full =
        read_choice(reader, group, "allocation", _("allocation"), "attendee", "full");
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

/* Without modes no contact would be paid for, whatever the share. */
static void check_funded(
    struct reader *reader, const struct node *group, const struct node *modes)
{
    const struct funding *funding = &reader->scenario->funding;
    const struct node *to = node_find(group, "to"), *share = node_find(group, "share");
    bool known = to == NULL || to->type == NODE_TEXT;
    if (!known || funding->to_company || !(funding->share > 0.0))
        return;
    if (modes == NULL)
        node_error(share, reader->errors,
            _("funding of the hub needs 'modes': the kinds of contact that it pays a part of, "
              "as "
              "modes = (\"%s\")"),
            reader->scenario->catalogue.n_modes > 0 ? reader->scenario->catalogue.mode[0].id
                                                    : "...");
    else if (modes->type == NODE_LIST && modes->n == 0)
        node_error(modes, reader->errors,
            _("name the kinds of contact that the funding pays a part of"));
}

static void read_funding(struct reader *reader)
{
    struct funding *funding = &reader->scenario->funding;
    const struct catalogue *catalogue = &reader->scenario->catalogue;
    struct node *group = read_mechanism(reader, "funding", funding);
    funding->to_company = read_choice(reader, group, "to", _("payee"), "hub", "company");
    struct node *modes = node_get(reader->tree, group, "modes");
    if (modes != NULL)
        node_each_of (node, modes) {
            int mode = read_reference(
                reader, node, _("mode"), NAMES(catalogue->mode, catalogue->n_modes));
            funding->modes |= mode >= 0 ? 1ul << mode : 0;
        }
    check_funded(reader, group, modes);
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
        node_error(seed, reader->errors, _("a seed is a whole number of 0 or more"));
    else if (seed != NULL)
        simulation->seed = (unsigned long long)seed->whole;
}

/* ---- All of it ---- */

/* Without axes the rest is read for its errors; that levels are not known then is none. */
static void read_scenario(struct reader *reader, const char *path)
{
    read_axes(reader);
    read_contacts(reader);
    read_packages(reader);
    read_campaign(reader);
    if (reader->scenario->axes.n > 0)
        read_population(reader, path);
    read_team(reader);
    read_response(reader);
    read_mechanisms(reader);
    read_strategies(reader);
    read_simulation(reader);
}

/* ---- What is not known ---- */

/* The stream of a number goes by its place in the config (FNV-1a of its path), so that it does
 * not shift when another number becomes uncertain. One of the top level is the same for every
 * hub; the path of one that a hub gives itself has the hub's name, so it is drawn apart. */
static uint32_t key_of(const struct node *node)
{
    struct text path = {0};
    node_path(node, &path);
    uint32_t key = 2166136261u;
    for (const char *c = text_string(&path); *c != '\0'; c++)
        key = (key ^ (unsigned char)*c) * 16777619u;
    text_free(&path);
    return key;
}

static struct unknown *list_unknown(const struct node *node, struct unknown *next)
{
    if (node->distribution != NULL)
        *next++ = (struct unknown){node->distribution, key_of(node), node->step};
    node_each (member, node)
        next = list_unknown(member, next);
    return next;
}

enum status config_build(struct config *config, const char *path, struct messages *errors)
{
    struct reader reader = {
        .tree = &config->tree,
        .arena = &config->arena,
        .errors = errors,
        .scenario = config->scenario,
        .draws = &config->draws,
    };
    config->draws.arena = &config->arena;
    size_t before = errors->count;
    read_scenario(&reader, path);
    if (config->scenario->axes.n > 0) {
        config->facts = read_facts(&reader);
        tree_report_unknown(&config->tree, errors);
    }
    config->unknown =
        arena_new(&config->arena, (size_t)config->draws.n_steps + 1, sizeof *config->unknown);
    config->n_uncertain =
        (int)(list_unknown(config->tree.root, config->unknown) - config->unknown);
    config->numbers = reader.numbers;
    config->assumed = reader.assumed;
    return errors->count == before ? STATUS_OK : STATUS_CONFIG;
}

void config_start(struct config *config)
{
    memset(config, 0, sizeof *config);
    config->scenario = arena_new(&config->arena, 1, sizeof *config->scenario);
}

enum status config_open(
    struct config *config, const struct config_source *source, struct messages *errors)
{
    const struct file_source *files = source->files != NULL ? source->files : &files_on_disk;
    config_start(config);
    enum status status =
        tree_read(&config->tree, files, source->path, source->bytes, source->length, errors);
    for (int i = 0; i < source->n_sets && status == STATUS_OK; i++)
        status = tree_set(&config->tree, source->sets[i], errors);
    if (status != STATUS_OK)
        return status;
    struct node *hubs = node_find(config->tree.root, "hubs");
    return hubs != NULL ? config_build_hubs(config, hubs, source->path, errors)
                        : config_build(config, source->path, errors);
}

void config_free(struct config *config)
{
    for (int h = 0; h < config->n_hubs; h++)
        config_free(config->hub[h].config);
    tree_free(&config->tree);
    arena_free(&config->arena);
    memset(config, 0, sizeof *config);
}
