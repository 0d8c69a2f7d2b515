/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *type_name(enum node_type type)
{
    static const char *const names[] = {
        [NODE_GROUP] = N_("a group { ... }"),
        [NODE_LIST] = N_("a list ( ... )"),
        [NODE_WHOLE] = N_("a whole number"),
        [NODE_REAL] = N_("a number"),
        [NODE_FLAG] = N_("true or false"),
        [NODE_TEXT] = N_("a text \"...\""),
    };
    return _(names[type]);
}

struct node *read_required(struct reader *r, struct node *group, const char *name)
{
    struct node *node = node_get(r->tree, group, name);
    if (node == NULL && group != NULL)
        node_error(group, r->errors, _("'%s' is missing"), name);
    return node;
}

struct node *read_typed(
    struct reader *r, struct node *group, const char *name, enum node_type type, bool required)
{
    struct node *node =
        required ? read_required(r, group, name) : node_get(r->tree, group, name);
    if (node == NULL || node->type == type)
        return node;
    node_error(
        node, r->errors, _("must be %s, not %s"), type_name(type), type_name(node->type));
    node_mark_used(node);
    return NULL;
}

const char *read_text(struct reader *r, struct node *group, const char *name, bool required)
{
    struct node *node = read_typed(r, group, name, NODE_TEXT, required);
    return node != NULL ? node->text : "";
}

const struct node *read_earlier(const struct node *text, const struct node *list)
{
    node_each (other, list) {
        const struct node *taken = node_find(other, text->name);
        if (other == text->parent)
            break;
        if (taken != NULL && taken->type == NODE_TEXT && strcmp(taken->text, text->text) == 0)
            return taken;
    }
    return NULL;
}

const char *read_id(struct reader *r, struct node *group, const struct node *list)
{
    struct node *id = read_typed(r, group, "id", NODE_TEXT, true);
    if (id == NULL)
        return "";
    if (id->text[0] == '\0')
        node_error(id, r->errors, _("an id must not be empty"));
    const struct node *taken = read_earlier(id, list);
    if (taken != NULL)
        node_error(id, r->errors, _("the id '%s' is used twice; the first is at line %d"),
            id->text, taken->location.line);
    return id->text;
}

struct label read_label(
    struct reader *r, struct node *group, const char *name, const char *fallback)
{
    struct node *node = node_get(r->tree, group, name);
    if (node != NULL && node->type == NODE_TEXT)
        return (struct label){node->text, node->text};
    struct label label = {fallback, fallback};
    if (node == NULL)
        return label;
    if (node->type != NODE_GROUP) {
        node_error(node, r->errors, _("must be a text or { nl = \"...\"; en = \"...\"; }"));
        return label;
    }
    const char *nl = read_text(r, node, "nl", false);
    const char *en = read_text(r, node, "en", false);
    label.nl = nl[0] != '\0' ? nl : en[0] != '\0' ? en : fallback;
    label.en = en[0] != '\0' ? en : label.nl;
    return label;
}

int read_reference(
    struct reader *r, const struct node *text, const char *what, struct names names)
{
    if (text->type != NODE_TEXT) {
        node_error(
            text, r->errors, _("must be the id of a %s, not %s"), what, type_name(text->type));
        return -1;
    }
    int i = text_find(text->text, names);
    if (i >= 0)
        return i;
    const char *nearest = text_nearest(text->text, names);
    if (nearest != NULL)
        node_error(text, r->errors, _("there is no %s '%s'; did you mean '%s'?"), what,
            text->text, nearest);
    else
        node_error(text, r->errors, _("there is no %s '%s'"), what, text->text);
    return -1;
}

bool read_choice(struct reader *r, struct node *group, const char *name, const char *what,
    const char *no, const char *yes)
{
    const char *const words[] = {no, yes};
    const struct node *node = node_get(r->tree, group, name);
    return node != NULL && read_reference(r, node, what, NAMES(words, 2)) == 1;
}

/* ---- Numbers ---- */

static bool is_number(const struct node *node)
{
    return node->type == NODE_WHOLE || node->type == NODE_REAL;
}

bool read_in_range(struct reader *r, const struct node *node, const char *what, double v,
    const struct parameter *p)
{
    bool impossible = p->kind == PARAMETER_PROBABILITY && (v < 0.0 || v > 1.0);
    bool too_small = p->kind == PARAMETER_ABOVE_ZERO && v <= 0.0;
    if (isfinite(v) && v >= p->low && v <= p->high && !impossible && !too_small)
        return true;
    struct text value = {0};
    text_add_string(&value, what);
    text_add_number(&value, v, 0);
    if (!isfinite(v))
        node_error(node, r->errors, _("%s is not a number"), value.data);
    else if (impossible)
        node_error(node, r->errors, _("%s is not a probability (0 to 1)"), value.data);
    else if (too_small)
        node_error(node, r->errors, _("%s must be above 0"), value.data);
    else
        node_error(node, r->errors, _("%s is out of range (%.10g to %.10g)"), value.data,
            p->low, p->high);
    text_free(&value);
    return false;
}

/* Real numbers of the model can be uncertain; how it is simulated cannot. */
static bool can_be_uncertain(const struct parameter *p)
{
    return p->kind != PARAMETER_COUNT && p->kind != PARAMETER_FLAG && p->basis != ' ';
}

static bool right_type(struct reader *r, struct node *node, const struct parameter *p)
{
    bool unsure = node->type == NODE_GROUP && node_is_distribution(node);
    if (p->kind == PARAMETER_FLAG && node->type != NODE_FLAG)
        node_error(node, r->errors, _("must be true or false"));
    else if (p->kind == PARAMETER_COUNT && node->type != NODE_WHOLE)
        node_error(node, r->errors, "%s",
            unsure ? _("must be a whole number; only real numbers can be a distribution")
                   : _("must be a whole number"));
    else if (p->kind != PARAMETER_FLAG && unsure)
        node_error(node, r->errors,
            _("must be a number: only numbers of the model can be a distribution"));
    else if (p->kind != PARAMETER_FLAG && !is_number(node))
        node_error(node, r->errors, _("must be a number, not %s"), type_name(node->type));
    else
        return true;
    node_mark_used(node);
    return false;
}

struct drawable read_before(const struct node *node)
{
    return (struct drawable){node->real, node->distribution != NULL ? node->step : KNOWN};
}

struct drawable read_number(struct reader *r, struct node *node, const struct parameter *p)
{
    if (p->kind != PARAMETER_FLAG && p->basis != ' ')
        read_marked(r, node);
    if (node->type == NODE_GROUP && can_be_uncertain(p))
        read_mark(r, node, node);
    read_note_number(r, node, p);
    if (node->distribution == NULL && node->type == NODE_GROUP && can_be_uncertain(p) &&
        !read_distribution(r, node, p))
        return known(p->fallback);
    if (node->distribution != NULL)
        return read_before(node);
    if (!right_type(r, node, p))
        return known(p->fallback);
    if (p->kind == PARAMETER_FLAG)
        return known(node->flag);
    return known(read_in_range(r, node, "", node->real, p) ? node->real : p->fallback);
}

static int shape_size(enum parameter_shape shape)
{
    return shape == SHAPE_RESPONSES ? N_RESPONSES : shape == SHAPE_STAGES ? N_STAGES : 1;
}

static void read_vector(
    struct reader *r, struct node *node, const struct parameter *p, double *into)
{
    int n = shape_size(p->shape), i = 0;
    if (node->type != NODE_LIST || node->n != n) {
        node_error(node, r->errors, _("must be a list of %d numbers: %s"), n,
            n == N_STAGES ? "attention, interest, desire, action"
                          : "attention, interest, desire");
        node_mark_used(node);
        return;
    }
    node_each (member, node)
        draw_list_land(r->draws, &into[i++], read_number(r, member, p));
}

static void read_by_segment(
    struct reader *r, struct node *node, const struct parameter *p, struct by_segment *into)
{
    int segments = axes_segments(&r->scenario->axes);
    if (node->type != NODE_LIST) {
        struct drawable value = read_number(r, node, p);
        for (int s = 0; s < segments; s++)
            draw_list_land(r->draws, &into->at[s], value);
        return;
    }
    struct node *entry[MAX_SEGMENTS];
    read_first_fit(r, node, r->segments_meant, entry);
    node_each (member, node) {
        struct node *number = read_required(r, member, "value");
        if (number != NULL)
            read_mark(r, member, number);
        struct drawable value = number != NULL ? read_number(r, number, p) : known(p->fallback);
        for (int s = 0; s < segments; s++)
            if (entry[s] == member)
                draw_list_land(r->draws, &into->at[s], value);
    }
}

static void store_one(
    struct reader *r, const struct parameter *p, struct drawable number, void *field)
{
    if (p->kind == PARAMETER_FLAG)
        *(bool *)field = number.value != 0.0;
    else if (p->kind == PARAMETER_COUNT)
        *(int *)field = (int)number.value;
    else
        draw_list_land(r->draws, field, number);
}

static void store_all(struct reader *r, const struct parameter *p, double value, void *field)
{
    if (p->shape == SHAPE_ONE) {
        store_one(r, p, known(value), field);
        return;
    }
    int n = p->shape == SHAPE_BY_SEGMENT ? MAX_SEGMENTS : shape_size(p->shape);
    for (int i = 0; i < n; i++)
        ((double *)field)[i] = value;
}

/* Adds the default to the tree, so that a dump shows it. */
static struct node *show_default(
    struct reader *r, struct node *group, const struct parameter *p)
{
    enum node_type type = p->kind == PARAMETER_FLAG    ? NODE_FLAG
                          : p->kind == PARAMETER_COUNT ? NODE_WHOLE
                                                       : NODE_REAL;
    int n = shape_size(p->shape);
    if (n == 1)
        return node_default(r->tree, group, p->name, p->fallback, type);
    struct node *list = node_default(r->tree, group, p->name, 0.0, NODE_LIST);
    for (int i = 0; i < n; i++)
        node_default(r->tree, list, NULL, p->fallback, type);
    return list;
}

static void fill_in(
    struct reader *r, struct node *group, const struct parameter *p, void *field)
{
    if (p->absence == MUST_BE_GIVEN && group != NULL)
        node_error(group, r->errors, _("'%s' is missing (%s)"), p->name, _(p->text));
    if (p->absence == MAY_BE_ABSENT) {
        store_all(r, p, p->kind == PARAMETER_COUNT ? 0.0 : NAN, field);
        return;
    }
    store_all(r, p, p->fallback, field);
    if (p->absence != HAS_DEFAULT)
        return;
    read_note_number(r, group != NULL ? show_default(r, group, p) : NULL, p);
}

static void read_given(
    struct reader *r, struct node *node, const struct parameter *p, void *field)
{
    store_all(r, p, p->fallback, field);
    if (p->shape != SHAPE_ONE)
        read_marked(r, node);
    if (p->shape == SHAPE_ONE)
        store_one(r, p, read_number(r, node, p), field);
    else if (p->shape == SHAPE_BY_SEGMENT)
        read_by_segment(r, node, p, field);
    else
        read_vector(r, node, p, field);
}

/* The numbers of a section, those that are not given filled in if asked to. */
static void read_section(
    struct reader *r, struct node *group, const char *section, bool fill, void *into)
{
    for (const struct parameter *p = parameters; p < parameters + n_parameters; p++) {
        if (!text_same(p->section, section))
            continue;
        void *field = (char *)into + p->offset;
        struct node *node = node_get(r->tree, group, p->name);
        if (node != NULL)
            read_given(r, node, p, field);
        else if (fill)
            fill_in(r, group, p, field);
    }
}

void read_numbers(struct reader *r, struct node *group, const char *section, void *into)
{
    read_section(r, group, section, true, into);
}

void read_default(struct reader *r, struct node *group, const char *section, const char *name)
{
    for (const struct parameter *p = parameters; p < parameters + n_parameters; p++)
        if (text_same(p->section, section) && text_same(p->name, name) && group != NULL &&
            node_find(group, name) == NULL)
            read_note_number(r, show_default(r, group, p), p);
}

void read_given_numbers(struct reader *r, struct node *group, const char *section, void *into)
{
    read_section(r, group, section, false, into);
}
