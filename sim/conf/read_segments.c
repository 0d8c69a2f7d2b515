/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"
#include "text.h"

#include <string.h>

/* ---- Axes ---- */

/* Results write a segment as "small/family", with * for any level and "all" for all companies.
 */
static bool is_taken_in_results(const char *level)
{
    return strcmp(level, "*") == 0 || strcmp(level, "all") == 0 || strchr(level, '/') != NULL;
}

/* A text, or a group that gives its label as well: { id = "small"; label = { nl = "klein"; ...
 * }; } Without an id when it is neither; an error then. */
static const char *read_level(struct reader *r, struct node *level, struct label *label)
{
    const char *id = "";
    if (level->type == NODE_TEXT)
        id = level->text;
    else if (level->type == NODE_GROUP)
        id = read_text(r, level, "id", true);
    if (id[0] == '\0') {
        node_error(level, r->errors,
            _("a level must be a text, or { id = \"...\"; label = ...; } with one"));
        return id;
    }
    *label =
        level->type == NODE_GROUP ? read_label(r, level, "label", id) : (struct label){id, id};
    return id;
}

static void read_levels(struct reader *r, struct node *group, struct axis *axis)
{
    struct node *levels = read_typed(r, group, "levels", NODE_LIST, true);
    if (levels == NULL)
        return;
    if (levels->n < MIN_LEVELS || levels->n > MAX_LEVELS)
        node_error(levels, r->errors, _("an axis has %d to %d levels, not %d"), MIN_LEVELS,
            MAX_LEVELS, levels->n);
    node_each (level, levels) {
        struct label label;
        const char *id = read_level(r, level, &label);
        if (id[0] == '\0')
            continue;
        if (is_taken_in_results(id))
            node_error(level, r->errors,
                _("a level has no / and is not * or all: results have those for segments"));
        if (text_find(id, NAMES(axis->levels, axis->n_levels)) >= 0)
            node_error(level, r->errors, _("the level '%s' is listed twice"), id);
        if (axis->n_levels == MAX_LEVELS)
            continue;
        axis->level_label[axis->n_levels] = label;
        axis->levels[axis->n_levels++] = id;
    }
}

/* An axis is a setting's name in `when`. */
static bool is_setting_name(const char *id)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char others[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return strspn(id, letters) > 0 && id[strspn(id, others)] == '\0';
}

void read_axes(struct reader *r)
{
    struct axes *axes = &r->scenario->axes;
    struct node *list = read_typed(r, r->tree->root, "axes", NODE_LIST, true);
    if (list == NULL)
        return;
    if (list->n < 1 || list->n > MAX_AXES)
        node_error(list, r->errors, _("there are 1 to %d axes, not %d"), MAX_AXES, list->n);
    node_each (group, list) {
        if (group->type != NODE_GROUP) {
            node_error(group, r->errors, _("an axis is written { id = ...; levels = (...); }"));
            continue;
        }
        if (axes->n == MAX_AXES)
            break;
        struct axis *axis = &axes->axis[axes->n];
        axis->id = read_id(r, group, list);
        if (is_list_column(axis->id))
            node_error(group, r->errors,
                _("'%s' is a column of company lists; give the axis another id"), axis->id);
        if (axis->id[0] != '\0' && !is_setting_name(axis->id))
            node_error(group, r->errors,
                _("'%s' cannot be used in 'when': an axis has an id of letters, digits, - and "
                  "_"),
                axis->id);
        axis->label = read_label(r, group, "label", axis->id);
        read_levels(r, group, axis);
        if (axis->n_levels > 0)
            axes->n++;
    }
    if (axes_segments(axes) > MAX_SEGMENTS) {
        node_error(list, r->errors, _("these axes make %d segments; at most %d are possible"),
            axes_segments(axes), MAX_SEGMENTS);
        axes->n = 0;
    }
}

/* ---- Selectors ---- */

static unsigned read_level_set(struct reader *r, const struct axis *axis, struct node *node)
{
    unsigned set = 0;
    node_each_of (level, node) {
        int i = read_reference(r, level, axis->id, NAMES(axis->levels, axis->n_levels));
        set |= i >= 0 ? 1u << i : 0;
    }
    if (node->type == NODE_LIST && node->n == 0)
        node_error(node, r->errors, _("an empty list of levels fits no company"));
    return set;
}

struct selector read_selector(struct reader *r, struct node *group, const char *name)
{
    const struct axes *axes = &r->scenario->axes;
    struct selector selector = {0};
    struct node *when = read_typed(r, group, name, NODE_GROUP, false);
    if (when == NULL)
        return selector;
    for (int a = 0; a < axes->n; a++) {
        struct node *level = node_get(r->tree, when, axes->axis[a].id);
        if (level != NULL)
            selector.not [a] = ~read_level_set(r, &axes->axis[a], level);
    }
    return selector;
}

static bool all_groups(struct reader *r, const struct node *list)
{
    bool good = true;
    node_each (member, list) {
        if (member->type != NODE_GROUP) {
            node_error(member, r->errors, _("an entry is written { when = { ... }; ... }"));
            good = false;
        }
    }
    return good;
}

void read_first_fit(
    struct reader *r, struct node *list, uint64_t needed, struct node *entry[MAX_SEGMENTS])
{
    const struct axes *axes = &r->scenario->axes;
    memset(entry, 0, MAX_SEGMENTS * sizeof(struct node *));
    bool good = all_groups(r, list);
    size_t errors = r->errors->count;
    node_each (member, list) {
        struct selector selector = read_selector(r, member, "when");
        for (int s = 0; s < axes_segments(axes); s++)
            if (entry[s] == NULL && selector_fits(&selector, axes, s))
                entry[s] = member;
    }
    if (!good || r->errors->count > errors)
        return;
    for (int s = 0; s < axes_segments(axes); s++)
        if (entry[s] == NULL && needed >> s & 1u)
            node_error(list, r->errors,
                _("no entry fits segment %s; add one without 'when' for the rest"),
                axes_segment_name(axes, s, r->arena));
}

/* What an effect adds, as any other number of the model. */
static const struct parameter addition = {.name = "add",
    .kind = PARAMETER_REAL,
    .low = -100.0,
    .high = 100.0,
    .unit = "logit",
    .basis = 'A'};

/* One number, or n: what an entry adds. */
static void read_addition(
    struct reader *r, struct node *add, int n, struct drawable value[N_STAGES])
{
    int i = 0;
    read_marked(r, add);
    if (add->type == NODE_LIST && add->n != n) {
        node_error(add, r->errors, _("must be one number or %d"), n);
    } else if (add->type == NODE_LIST) {
        node_each (member, add)
            value[i++] = read_number(r, member, &addition);
    } else {
        value[0] = read_number(r, add, &addition);
        for (i = 1; i < n; i++)
            value[i] = value[0];
    }
}

static void add_to(struct draw_list *draws, double *sum, struct drawable value)
{
    draw_list_land(
        draws, sum, draw_list_reckon(draws, STEP_SUM, draw_list_at(draws, sum), value));
}

void read_effects(struct reader *r, struct node *group, struct by_segment *sum, int n)
{
    const struct axes *axes = &r->scenario->axes;
    struct node *list = read_typed(r, group, "effects", NODE_LIST, false);
    if (list == NULL || !all_groups(r, list))
        return;
    node_each (entry, list) {
        struct drawable value[N_STAGES] = {
            {0.0, KNOWN}, {0.0, KNOWN}, {0.0, KNOWN}, {0.0, KNOWN}};
        struct selector selector = read_selector(r, entry, "when");
        struct node *add = read_required(r, entry, "add");
        if (add == NULL)
            continue;
        read_mark(r, entry, add);
        read_addition(r, add, n, value);
        for (int s = 0; s < axes_segments(axes); s++)
            for (int i = 0; i < n && selector_fits(&selector, axes, s); i++)
                add_to(r->draws, &sum[i].at[s], value[i]);
    }
}
