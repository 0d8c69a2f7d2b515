/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "language.h"
#include "read.h"
#include "read_facts.h"

#include <stdlib.h>
#include <string.h>

/* ---- Campaign ---- */

/* A campaign takes at most MAX_DAYS; what is closed before its start may last into it. */
enum { MOST_YEARS = MAX_DAYS / DAYS_PER_YEAR + 3 };

static bool read_date(struct reader *r, const struct node *node, long *day)
{
    if (node == NULL)
        return false;
    if (calendar_parse(node->text, day))
        return true;
    node_error(node, r->errors, _("'%s' is not a date as 2023-11-01"), node->text);
    return false;
}

/* Closed periods while they are read. */
struct closing {
    struct reader *r;
    long start;         /* of the campaign, days since 1970-01-01 */
    struct period *all; /* relative to the start */
    int n;
    bool any_within;     /* some are within the campaign */
    const char *outside; /* those with a year that are not: "2024-04-27 to 2024-05-12, ..." */
};

static bool is_within(const struct closing *closing, struct period period)
{
    const struct campaign_terms *terms = &closing->r->scenario->campaign;
    return period.to >= 0 && period.from < terms->horizon_days && period.to >= period.from;
}

static void add_period(struct closing *closing, struct period period)
{
    period.from -= closing->start;
    period.to -= closing->start;
    closing->all[closing->n++] = period;
    closing->any_within = closing->any_within || is_within(closing, period);
}

/* A campaign may be made longer: every year that one can last to. */
static void add_years(
    struct closing *closing, struct calendar_date from, struct calendar_date to)
{
    int first = atoi(closing->r->scenario->campaign.start) - 1;
    for (int year = first; year < first + MOST_YEARS; year++)
        add_period(closing, calendar_period(from, to, year));
}

/* With a year in both dates, or in none. */
static void read_period(struct closing *closing, struct node *group)
{
    struct reader *r = closing->r;
    struct calendar_date from, to;
    struct period period;
    const struct node *first = read_typed(r, group, "from", NODE_TEXT, true);
    const struct node *last = read_typed(r, group, "to", NODE_TEXT, true);
    if (first != NULL && last != NULL && calendar_parse_yearly(first->text, &from) &&
        calendar_parse_yearly(last->text, &to)) {
        add_years(closing, from, to);
        return;
    }
    if (first != NULL && last != NULL &&
        calendar_parse_yearly(first->text, &from) != calendar_parse_yearly(last->text, &to)) {
        node_error(group, r->errors,
            _("'from' and 'to' both have a year, as 2023-12-22, or neither has, as 12-22"));
        return;
    }
    bool good = read_date(r, first, &period.from);
    good = read_date(r, last, &period.to) && good;
    if (good && period.to < period.from) {
        node_error(last, r->errors, _("%s is before %s"), last->text, first->text);
    } else if (good) {
        add_period(closing, period);
        if (!is_within(closing, closing->all[closing->n - 1]))
            closing->outside = arena_printf(r->arena, "%s%s%s",
                closing->outside != NULL ? closing->outside : "",
                closing->outside != NULL ? ", " : "",
                arena_printf(r->arena, _("%s to %s"), first->text, last->text));
    }
}

/* Whether no day of outreach is open. */
static bool all_closed(const struct closing *closing)
{
    const int days = closing->r->scenario->campaign.outreach_days;
    int day = 0;
    for (int i = 0; i < closing->n && day < days; i++)
        if (closing->all[i].from <= day && closing->all[i].to >= day) {
            day = (int)closing->all[i].to + 1;
            i = -1; /* what comes before may go on from here */
        }
    return days > 0 && day >= days;
}

/* What is closed when there is no campaign is most likely closed in another year; and a
 * campaign without an open day comes to nothing. */
static void tell_closed(const struct closing *closing, const struct node *list)
{
    const struct campaign_terms *terms = &closing->r->scenario->campaign;
    struct messages *notices = closing->r->notices;
    if (closing->n == 0 || terms->horizon_days == 0)
        return;
    if (!closing->any_within)
        node_error(list, notices,
            _("none of the closed periods lies within the campaign (%s, %d days), so every day "
              "of it is open"),
            terms->start, terms->horizon_days);
    else if (closing->outside != NULL)
        node_error(list, notices,
            _("closed periods outside of the campaign (%s, %d days): %s; without a year, as "
              "\"12-22\", they are closed every year"),
            terms->start, terms->horizon_days, closing->outside);
    if (all_closed(closing))
        node_error(list, notices,
            _("every day of outreach is closed (%s, %d days), so that no contact takes place"),
            terms->start, terms->outreach_days);
}

static void read_closed(struct reader *r, struct node *group, long start, bool starts)
{
    struct campaign_terms *terms = &r->scenario->campaign;
    struct closing closing = {.r = r, .start = start};
    struct node *list = read_typed(r, group, "closed", NODE_LIST, false);
    if (list == NULL)
        return;
    if (list->n > MAX_PERIODS) {
        node_error(list, r->errors, _("at most %d closed periods are possible"), MAX_PERIODS);
        return;
    }
    size_t errors = r->errors->count;
    closing.all = arena_new(r->arena, (size_t)list->n * MOST_YEARS + 1, sizeof *closing.all);
    node_each (member, list) {
        if (member->type == NODE_GROUP)
            read_period(&closing, member);
        else
            node_error(member, r->errors, _("must be { from = \"...\"; to = \"...\"; }"));
    }
    terms->closed = closing.all;
    terms->n_closed = closing.n;
    if (starts && r->errors->count == errors)
        tell_closed(&closing, list);
}

/* Told where the hub says it, when one of the two is a hub's own. */
static void check_days(struct reader *r, const struct node *group)
{
    const struct node *outreach = node_find(group, "outreach_days");
    const struct node *horizon = node_find(group, "horizon_days");
    const struct campaign_terms *terms = &r->scenario->campaign;
    /* Days that were wrong by themselves have been told. */
    if (terms->outreach_days <= terms->horizon_days || outreach == NULL || horizon == NULL ||
        outreach->whole != terms->outreach_days || horizon->whole != terms->horizon_days)
        return;
    node_error(horizon->hub != NULL && outreach->hub == NULL ? horizon : outreach, r->errors,
        _("outreach_days (%d) must not be more than horizon_days (%d); raise that as well"),
        terms->outreach_days, terms->horizon_days);
}

static void read_campaign(struct reader *r)
{
    struct campaign_terms *terms = &r->scenario->campaign;
    struct node *group = read_typed(r, r->tree->root, "campaign", NODE_GROUP, true);
    long start = 0;
    terms->name = read_text(r, group, "name", true);
    terms->start = read_text(r, group, "start", true);
    const struct node *date = node_find(group, "start");
    bool starts = date != NULL && date->type == NODE_TEXT && read_date(r, date, &start);
    read_numbers(r, group, "campaign", terms);
    read_numbers(r, read_typed(r, group, "targets", NODE_GROUP, false), "campaign.targets",
        &terms->targets);
    read_closed(r, group, start, starts);
    check_days(r, group);
}

/* ---- Team, response and the rest ---- */

static void read_team(struct reader *r)
{
    struct node *group = read_typed(r, r->tree->root, "team", NODE_GROUP, true);
    read_numbers(r, group, "team", &r->scenario->team);
    const struct catalogue *catalogue = &r->scenario->catalogue;
    for (int i = 0; i < catalogue->n; i++)
        if (contact_may_be_no_show(&catalogue->contact[i], &r->scenario->axes)) {
            read_default(r, group, "team", "no_show_share");
            break;
        }
    r->scenario->team.full =
        read_choice(r, group, "allocation", _("allocation"), "attendee", "full");
}

static void read_response(struct reader *r)
{
    struct response *response = &r->scenario->response;
    struct node *group = read_typed(r, r->tree->root, "response", NODE_GROUP, true);
    read_numbers(r, group, "response", response);
    read_effects(r, group, response->effects, N_RESPONSES);
}

/* A group that may be left out, with the mechanism that it describes. */
static struct node *read_mechanism(struct reader *r, const char *name, void *into)
{
    struct node *group = read_typed(r, r->tree->root, name, NODE_GROUP, false);
    if (node_find(r->tree->root, name) == NULL)
        group = node_default(r->tree, r->tree->root, name, 0.0, NODE_GROUP);
    read_numbers(r, group, name, into);
    return group;
}

/* Without modes no contact would be paid for, whatever the share. */
static void check_funded(struct reader *r, const struct node *group, const struct node *modes)
{
    const struct funding *funding = &r->scenario->funding;
    const struct node *to = node_find(group, "to"), *share = node_find(group, "share");
    bool known = to == NULL || to->type == NODE_TEXT;
    if (!known || funding->to_company || !(funding->share > 0.0))
        return;
    if (modes == NULL)
        node_error(share, r->errors,
            _("funding of the hub needs 'modes': the kinds of contact that it pays a part of, "
              "as "
              "modes = (\"%s\")"),
            r->scenario->catalogue.n_modes > 0 ? r->scenario->catalogue.mode[0].id : "...");
    else if (modes->type == NODE_LIST && modes->n == 0)
        node_error(
            modes, r->errors, _("name the kinds of contact that the funding pays a part of"));
}

static void read_funding(struct reader *r)
{
    struct funding *funding = &r->scenario->funding;
    const struct catalogue *catalogue = &r->scenario->catalogue;
    struct node *group = read_mechanism(r, "funding", funding);
    funding->to_company = read_choice(r, group, "to", _("payee"), "hub", "company");
    struct node *modes = node_get(r->tree, group, "modes");
    if (modes != NULL)
        node_each_of (node, modes) {
            int mode =
                read_reference(r, node, _("mode"), NAMES(catalogue->mode, catalogue->n_modes));
            funding->modes |= mode >= 0 ? 1ul << mode : 0;
        }
    check_funded(r, group, modes);
}

static void read_mechanisms(struct reader *r)
{
    struct scenario *s = r->scenario;
    read_mechanism(r, "busy", &s->busy);
    read_mechanism(r, "decision", &s->decision);
    read_mechanism(r, "choice", &s->choice);
    read_mechanism(r, "peers", &s->peers);
    struct node *retention = read_mechanism(r, "retention", &s->retention);
    read_effects(r, retention, &s->retention.base, 1);
    read_funding(r);
}

static void read_simulation(struct reader *r)
{
    struct simulation *simulation = &r->scenario->simulation;
    struct node *group = read_mechanism(r, "simulation", simulation);
    const struct node *seed = read_typed(r, group, "seed", NODE_WHOLE, false);
    simulation->seed = 1;
    if (seed != NULL && seed->whole < 0)
        node_error(seed, r->errors, _("a seed is a whole number of 0 or more"));
    else if (seed != NULL)
        simulation->seed = (unsigned long long)seed->whole;
}

/* ---- All of it ---- */

/* Without axes the rest is read for its errors; that levels are not known then is none. */
static void read_scenario(struct reader *r, const char *path)
{
    read_axes(r);
    read_contacts(r);
    read_packages(r);
    read_campaign(r);
    if (r->scenario->axes.n > 0)
        read_population(r, path);
    read_team(r);
    read_response(r);
    read_mechanisms(r);
    read_strategies(r);
    read_simulation(r);
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
        .notices = &config->notices,
        .scenario = config->scenario,
        .segments_meant = ALL_SEGMENTS,
        .draws = &config->draws,
    };
    config->draws.arena = &config->arena;
    size_t before = errors->count;
    read_scenario(&reader, path);
    if (config->scenario->axes.n > 0) {
        config->facts = read_facts(&reader);
        node_report_unknown(config->tree.root, errors);
    }
    config->unknown =
        arena_new(&config->arena, (size_t)config->draws.n_steps + 1, sizeof *config->unknown);
    config->n_uncertain =
        (int)(list_unknown(config->tree.root, config->unknown) - config->unknown);
    config->list = reader.list;
    config->basis = reader.basis;
    return errors->count == before ? STATUS_OK : STATUS_CONFIG;
}

void config_start(struct config *config)
{
    memset(config, 0, sizeof *config);
    config->scenario = arena_new(&config->arena, 1, sizeof *config->scenario);
}

bool config_sets_apart(
    const struct tree *tree, const char *const *sets, int n, struct messages *errors)
{
    bool apart = true;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (tree_paths_meet(tree, sets[j], sets[i])) {
                messages_add(errors,
                    _("--set %s and --set %s are of the same setting, or one is part of the "
                      "other; leave one of them out"),
                    sets[j], sets[i]);
                apart = false;
            }
    return apart;
}

enum status config_open(
    struct config *config, const struct config_origin *origin, struct messages *errors)
{
    const struct file_reader *files = origin->files != NULL ? origin->files : &files_on_disk;
    config_start(config);
    enum status status =
        tree_read(&config->tree, files, origin->path, origin->bytes, origin->length, errors);
    for (int i = 0; i < origin->n_sets && status == STATUS_OK; i++)
        status =
            tree_set(&config->tree, i < origin->n_sets - origin->n_varied ? "--set" : "--vary",
                origin->sets[i], errors);
    messages_add_all(&config->notices, &config->tree.notices);
    if (status != STATUS_OK)
        return status;
    struct node *hubs = node_find(config->tree.root, "hubs");
    return hubs != NULL ? config_build_hubs(config, hubs, origin->path, errors)
                        : config_build(config, origin->path, errors);
}

enum status config_open_axes(
    struct config *config, const struct config_origin *origin, struct messages *errors)
{
    const struct file_reader *files = origin->files != NULL ? origin->files : &files_on_disk;
    config_start(config);
    enum status status =
        tree_read(&config->tree, files, origin->path, origin->bytes, origin->length, errors);
    struct reader reader = {.tree = &config->tree,
        .arena = &config->arena,
        .errors = errors,
        .notices = &config->notices,
        .scenario = config->scenario};
    size_t before = errors->count;
    if (status == STATUS_OK)
        read_axes(&reader);
    return status == STATUS_OK && errors->count > before ? STATUS_CONFIG : status;
}

void config_free(struct config *config)
{
    for (int h = 0; h < config->n_hubs; h++)
        config_free(config->hub[h].config);
    messages_free(&config->notices);
    tree_free(&config->tree);
    arena_free(&config->arena);
    memset(config, 0, sizeof *config);
}

/* ---- What results rest on ---- */

static void add_values(const struct node *node, struct text *out)
{
    if (node->first == NULL)
        text_add_number(out, node->real, 0);
    node_each (member, node) {
        text_printf(out, " %s ", member->name != NULL ? member->name : "");
        if (member->type == NODE_TEXT)
            text_add_string(out, member->text);
        else
            add_values(member, out);
    }
}

/* A number as "4response.dropout[2] = 0.3", with a digit for where it is from: a line that is
 * the same in two configs. */
static void collect(struct messages *lines, const struct node *node)
{
    struct text what = {0};
    if (node->rests) {
        node_path(node, &what);
        text_add_string(&what, " = ");
        add_values(node, &what);
        messages_add(lines, "%d%s", node->provenance, text_string(&what));
        text_free(&what);
    }
    node_each (member, node)
        collect(lines, member);
}

/* How many the lines from `first` on are. */
static struct basis count(const struct messages *lines, size_t first)
{
    struct basis basis = {{0}};
    for (size_t i = first; i < lines->count; i++)
        basis.of[lines->lines[i][0] - '0']++;
    return basis;
}

struct basis config_basis(const struct config *configs, int n)
{
    struct messages lines = {0};
    struct basis most = {{0}}; /* defaults that stand in no tree are the same in all configs */
    for (int i = 0; i < n; i++) {
        size_t before = lines.count;
        collect(&lines, configs[i].tree.root);
        struct basis inside = count(&lines, before), outside = configs[i].basis;
        for (int p = 0; p < N_PROVENANCES; p++)
            outside.of[p] -= inside.of[p];
        if (basis_numbers(&outside) > basis_numbers(&most))
            most = outside;
    }
    messages_drop_repeats(&lines);
    struct basis basis = count(&lines, 0);
    messages_free(&lines);
    for (int p = 0; p < N_PROVENANCES; p++)
        basis.of[p] += most.of[p];
    return basis;
}
