/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language.h"
#include "read.h"
#include "text.h"

#include <string.h>
#include <strings.h>

_Static_assert(
    (int)MAX_COMPANIES <= (int)HUB_COMPANIES, "companies of a hub run into those of the next");

/* ---- One hub ---- */

/* What a hub gives of these stands instead of the top level's. */
static const char *const replaced[] = {"population", "strategies"};

/* The config of one hub: what it gives, laid over the top level. Groups are merged; its
 * population and its strategies stand instead of the top level's. */
static void lay_hub_over(struct config *hub, int index)
{
    struct node *root = hub->tree.root, *hubs = node_find(root, "hubs"), *own = hubs->first;
    while (index-- > 0)
        own = own->next;
    static const char *const apart[] = {"name", "strategy", "simulation"};
    struct text path = {0};
    node_path(own, &path);
    node_mark_hub(own, text_keep(&path, &hub->arena));
    node_remove(root, hubs);
    for (int i = 0; i < 2; i++)
        if (node_find(own, replaced[i]) != NULL)
            node_remove(root, node_find(root, replaced[i]));
    for (int i = 0; i < 3; i++)
        node_remove(own, node_find(own, apart[i]));
    tree_overlay(root, own);
}

/* Results tell hubs apart by their names, and say "all" of all of them. */
static const char *read_name(struct reader *r, struct node *group, const struct node *hubs)
{
    const struct node *name = read_typed(r, group, "name", NODE_TEXT, true);
    if (name == NULL)
        return "";
    if (name->text[0] == '\0')
        node_error(name, r->errors, _("a hub's name must not be empty"));
    if (strcasecmp(name->text, "all") == 0)
        node_error(name, r->errors,
            _("results call all hubs together 'all'; give the hub another name"));
    const struct node *taken = name->text[0] != '\0' ? read_earlier(name, hubs) : NULL;
    if (taken != NULL)
        node_error(name, r->errors, _("the name '%s' is used twice; the first is at line %d"),
            name->text, taken->location.line);
    return name->text;
}

/* Which of its scenario's strategies a hub follows. */
static void choose_strategy(struct reader *r, struct hub *hub, const struct node *strategy)
{
    const struct scenario *scenario = hub->config->scenario;
    int i = strategy != NULL && scenario->n_strategies > 0
                ? read_reference(r, strategy, _("strategy"),
                      NAMES(scenario->strategy, scenario->n_strategies))
                : 0;
    hub->strategy = i >= 0 ? i : 0;
}

/* Hub number `index` of the list. False when anything is wrong with it. */
static bool read_hub(struct config *config, struct node *group, const struct node *hubs,
    int index, const char *path, struct messages *errors)
{
    struct reader reader = {.tree = &config->tree, .errors = errors};
    struct hub *hub = &config->hub[config->n_hubs++];
    size_t before = errors->count;
    hub->name = read_name(&reader, group, hubs);
    hub->first_company = (uint32_t)index * HUB_COMPANIES;
    const struct node *strategy = read_required(&reader, group, "strategy");
    const struct node *simulation = node_find(group, "simulation");
    if (simulation != NULL)
        node_error(simulation, errors,
            _("belongs to the top level of the config: hubs are simulated together"));
    hub->config = arena_new(&config->arena, 1, sizeof *hub->config);
    config_start(hub->config);
    tree_clone(&hub->config->tree, &config->tree);
    lay_hub_over(hub->config, index);
    config_build(hub->config, path, errors);
    if (hub->config->facts != NULL)
        node_error(node_find(hub->config->tree.root, "facts"), errors,
            _("facts are of one hub; state them in a config without 'hubs'"));
    choose_strategy(&reader, hub, strategy);
    return errors->count == before;
}

/* ---- All hubs ---- */

/* Each of these says in `how` what the first difference is, and nothing after that. */
static void differ(
    struct text *how, const char *what, int at, const char *one, const char *other)
{
    if (how->length == 0 && strcmp(one, other) != 0)
        text_printf(how, _("%s %d is '%s', there '%s'"), what, at + 1, one, other);
}

static void axes_differ(struct text *how, const struct axes *one, const struct axes *other)
{
    if (one->n != other->n)
        text_printf(how, _("%d %s, there %d"), one->n, _("axes"), other->n);
    for (int a = 0; a < one->n && how->length == 0; a++) {
        const struct axis *x = &one->axis[a], *y = &other->axis[a];
        differ(how, _("axis"), a, x->id, y->id);
        if (how->length == 0 && x->n_levels != y->n_levels) {
            text_printf(how, _("axis '%s' has "), x->id);
            text_printf(how, _("%d %s, there %d"), x->n_levels, _("levels"), y->n_levels);
        }
        struct text level = {0};
        text_printf(&level, _("of axis '%s' level"), x->id);
        for (int l = 0; l < x->n_levels && how->length == 0; l++)
            differ(how, text_string(&level), l, x->levels[l], y->levels[l]);
        text_free(&level);
    }
}

static void packages_differ(
    struct text *how, const struct packages *one, const struct packages *other)
{
    if (how->length == 0 && one->n != other->n)
        text_printf(how, _("%d %s, there %d"), one->n, _("packages"), other->n);
    for (int i = 0; i < one->n && how->length == 0; i++) {
        const struct package *x = &one->package[i], *y = &other->package[i];
        differ(how, _("package"), i, x->id, y->id);
        if (how->length == 0 && x->for_companies != y->for_companies)
            text_printf(how, _("package '%s' has for_companies = %s, there %s"), x->id,
                x->for_companies ? "true" : "false", y->for_companies ? "true" : "false");
    }
}

/* Hubs are added up by segment and package, so these have to be the same as those of the first
 * hub that is right. */
static void check_alike(const struct config *config, const struct node *const *groups,
    const bool *good, struct messages *errors)
{
    const struct hub *first = NULL;
    for (int h = 0; h < config->n_hubs; h++) {
        const struct hub *hub = &config->hub[h];
        if (!good[h])
            continue;
        first = first == NULL ? hub : first;
        const struct scenario *one = hub->config->scenario, *other = first->config->scenario;
        struct text how = {0};
        axes_differ(&how, &one->axes, &other->axes);
        packages_differ(&how, &one->packages, &other->packages);
        if (how.length > 0)
            node_error(groups[h], errors,
                _("hubs must have the same axes and packages, and '%s' differs from '%s': %s"),
                hub->name, first->name, text_string(&how));
        text_free(&how);
    }
}

/* Notes an input of a hub, unless it is there. */
static void add_input(struct tree *tree, const struct input *input)
{
    for (const struct input *i = tree->inputs; i != NULL; i = i->next)
        if (strcmp(i->path, input->path) == 0)
            return;
    struct input *added = arena_new(&tree->arena, 1, sizeof *added);
    *added = *input;
    added->next = tree->inputs;
    tree->inputs = added;
}

/* What is said of all hubs together: the name and the targets of the top level. */
static void read_of_all(struct config *config, struct messages *errors)
{
    struct reader reader = {.tree = &config->tree, .errors = errors, .draws = &config->draws};
    struct scenario *s = config->scenario;
    *s = *config->hub[0].config->scenario;
    struct node *campaign =
        read_typed(&reader, config->tree.root, "campaign", NODE_GROUP, true);
    s->campaign.name = read_text(&reader, campaign, "name", true);
    read_numbers(&reader, read_typed(&reader, campaign, "targets", NODE_GROUP, false),
        "campaign.targets", &s->campaign.targets);
    for (int h = 0; h < config->n_hubs; h++) {
        const struct config *hub = config->hub[h].config;
        config->n_uncertain += hub->n_uncertain;
        if (basis_numbers(&hub->basis) > basis_numbers(&config->basis))
            config->basis = hub->basis;
        for (const struct input *i = hub->tree.inputs; i != NULL; i = i->next)
            add_input(&config->tree, i);
    }
}

/* ---- Defaults and where numbers are from, for a dump ---- */

/* The member of `group` (may be NULL) that is called as `member`, or in a list number `index`.
 */
static struct node *same_member(const struct node *group, const struct node *member, int index)
{
    return member->name != NULL ? node_find(group, member->name)
                                : node_in_list(group, NULL, index);
}

/* Notes in a setting of the config, if there is one, what was found out when a hub read it. */
static void note_provenance(struct node *node, const struct node *read)
{
    if (node == NULL || !read->rests)
        return;
    node->rests = true;
    node->provenance = read->provenance;
}

/* Adds to the config what was filled in while a hub was read, `filled`, of which the top level
 * has `top` and the hub `own` (either may be NULL): to the top level where that has the group,
 * for then every hub has it from there, else to the hub. */
static void add_defaults(
    struct tree *tree, struct node *top, struct node *own, const struct node *filled)
{
    int index = 0;
    node_each (member, filled) {
        struct node *above = same_member(top, member, index);
        struct node *given = same_member(own, member, index++);
        note_provenance(given != NULL ? given : above, member);
        if (above == NULL && given == NULL) {
            node_append(top != NULL ? top : own, node_clone(tree, member));
            continue;
        }
        bool merged =
            above != NULL && given != NULL && node_can_merge(above, given) &&
            (filled->parent != NULL || text_find(member->name, NAMES(replaced, 2)) < 0);
        add_defaults(tree, given == NULL || merged ? above : NULL, given, member);
    }
}

enum status config_build_hubs(
    struct config *config, struct node *hubs, const char *path, struct messages *errors)
{
    size_t before = errors->count;
    const struct node *groups[MAX_HUBS];
    bool good[MAX_HUBS];
    if (hubs->type != NODE_LIST || hubs->n < 1 || hubs->n > MAX_HUBS) {
        node_error(hubs, errors, _("must be a list of 1 to %d hubs"), MAX_HUBS);
        return STATUS_CONFIG;
    }
    int index = 0;
    node_each (group, hubs) {
        int read = config->n_hubs;
        groups[read] = group;
        if (group->type == NODE_GROUP)
            good[read] = read_hub(config, group, hubs, index, path, errors);
        else
            node_error(group, errors, _("must be a group { name = ...; strategy = ...; ... }"));
        index++;
    }
    check_alike(config, groups, good, errors);
    if (config->n_hubs > 0)
        read_of_all(config, errors);
    messages_drop_repeats(errors);
    for (int h = 0; h < config->n_hubs; h++)
        messages_add_all(&config->notices, &config->hub[h].config->notices);
    messages_drop_repeats(&config->notices);
    if (errors->count > before)
        return STATUS_CONFIG;
    int h = 0;
    node_each (group, hubs)
        add_defaults(
            &config->tree, config->tree.root, group, config->hub[h++].config->tree.root);
    return STATUS_OK;
}
