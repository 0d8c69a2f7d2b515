/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include "config_scan.h"
#include "language.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

void node_append(struct node *group, struct node *member)
{
    member->parent = group;
    member->next = NULL;
    if (group->last == NULL)
        group->first = member;
    else
        group->last->next = member;
    group->last = member;
    group->n++;
}

static struct node *node_new(struct tree *tree, struct node *parent, const char *name)
{
    struct node *node = arena_new(&tree->arena, 1, sizeof *node);
    node->name = name == NULL ? NULL : arena_copy(&tree->arena, name);
    if (parent != NULL)
        node_append(parent, node);
    return node;
}

/* ---- From libconfig ---- */

/* A text of libconfig's, which has none (NULL) where it had no memory for a copy. */
static const char *text_of(const char *text)
{
    if (text == NULL)
        memory_give_up();
    return text;
}

static void take_value(struct tree *tree, struct node *node, const config_setting_t *setting)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        node->type = NODE_WHOLE;
        node->whole = config_setting_get_int64(setting);
        node->real = (double)node->whole;
        break;
    case CONFIG_TYPE_FLOAT:
        node->type = NODE_REAL;
        node->real = config_setting_get_float(setting);
        break;
    case CONFIG_TYPE_BOOL:
        node->type = NODE_FLAG;
        node->flag = config_setting_get_bool(setting) != 0;
        break;
    case CONFIG_TYPE_STRING:
        node->type = NODE_TEXT;
        node->text = arena_copy(&tree->arena, text_of(config_setting_get_string(setting)));
        break;
    default:
        node->type = config_setting_type(setting) == CONFIG_TYPE_GROUP ? NODE_GROUP : NODE_LIST;
    }
}

static void take_setting(struct tree *tree, struct node *node, const config_setting_t *setting,
    const struct config_text *source)
{
    int line = (int)config_setting_source_line(setting);
    node->location = config_text_location(source, line);
    take_value(tree, node, setting);
    int n = config_setting_length(setting);
    for (int i = 0; i < n && (node->type == NODE_GROUP || node->type == NODE_LIST); i++) {
        const config_setting_t *member = config_setting_get_elem(setting, (unsigned)i);
        const char *name =
            node->type == NODE_GROUP ? text_of(config_setting_name(member)) : NULL;
        take_setting(tree, node_new(tree, node, name), member, source);
    }
}

struct parsing {
    struct tree *tree;
    struct node *into;
    const struct config_text *text;
    struct messages *errors;
    config_t config;
    enum status status;
};

static void take_config(void *context)
{
    struct parsing *p = context;
    if (config_read_string(&p->config, text_string(&p->text->text)) == CONFIG_TRUE) {
        take_setting(p->tree, p->into, config_root_setting(&p->config), p->text);
        return;
    }
    struct location location = config_text_location(p->text, config_error_line(&p->config));
    const char *what = config_error_text(&p->config);
    if (what != NULL && text_same(what, "memory exhausted")) /* as bison says it */
        memory_give_up();
    messages_add(p->errors, "%s:%d: %s", location.file, location.line,
        what != NULL ? translate(what) : _("syntax error"));
    p->status = STATUS_CONFIG;
}

/* Parses the source's text into `into`. What libconfig allocates is freed in any case. */
static enum status parse(struct tree *tree, struct node *into, const struct config_text *source,
    struct messages *errors)
{
    struct parsing parsing = {tree, into, source, errors, {0}, STATUS_OK};
    config_init(&parsing.config);
    bool done = memory_attempt(take_config, &parsing);
    config_destroy(&parsing.config);
    if (!done)
        memory_give_up();
    return parsing.status;
}

enum status tree_read(struct tree *tree, const struct file_reader *files, const char *path,
    const char *bytes, size_t length, struct messages *errors)
{
    struct config_text source;
    *tree = (struct tree){.files = files};
    enum status status =
        config_text_read(&source, &tree->arena, files, path, bytes, length, errors);
    tree->root = node_new(tree, NULL, NULL);
    tree->inputs = source.inputs;
    if (status == STATUS_OK)
        status = config_scan(&source, errors, &tree->notices);
    if (status == STATUS_OK)
        status = parse(tree, tree->root, &source, errors);
    /* What is missing at the top is missing in the file, not on a line of it. */
    tree->root->location = (struct location){arena_copy(&tree->arena, path), 0};
    config_text_free(&source);
    return status;
}

void tree_free(struct tree *tree)
{
    arena_free(&tree->arena);
    messages_free(&tree->notices);
    memset(tree, 0, sizeof *tree);
}

struct node *node_clone(struct tree *tree, const struct node *from)
{
    struct node *node = arena_new(&tree->arena, 1, sizeof *node);
    *node = *from;
    node->first = node->last = NULL;
    node->n = 0;
    node_each (member, from)
        node_append(node, node_clone(tree, member));
    return node;
}

void tree_clone(struct tree *tree, const struct tree *from)
{
    *tree = (struct tree){.files = from->files, .inputs = from->inputs};
    tree->root = node_clone(tree, from->root);
}

/* ---- Looking up ---- */

struct node *node_find(const struct node *group, const char *name)
{
    node_each (member, group)
        if (member->name != NULL && text_same(member->name, name))
            return member;
    return NULL;
}

struct node *node_get(struct tree *tree, struct node *group, const char *name)
{
    if (group == NULL || group->type != NODE_GROUP)
        return NULL;
    struct asked_name *asked = group->asked;
    while (asked != NULL && strcmp(asked->name, name) != 0)
        asked = asked->next;
    if (asked == NULL) {
        asked = arena_new(&tree->arena, 1, sizeof *asked);
        asked->name = arena_copy(&tree->arena, name);
        asked->next = group->asked;
        group->asked = asked;
    }
    struct node *node = node_find(group, name);
    if (node != NULL)
        node->used = true;
    return node;
}

struct node *node_default(
    struct tree *tree, struct node *group, const char *name, double value, enum node_type type)
{
    struct node *node = node_new(tree, group, name);
    node->type = type;
    node->real = value;
    node->whole = type == NODE_WHOLE ? (int64_t)value : 0;
    node->flag = value != 0.0;
    node->location = (struct location){"default", 0};
    node->used = true;
    return node;
}

const char *node_id(const struct node *node)
{
    const struct node *id = node_find(node, "id");
    if (id == NULL)
        id = node_find(node, "name"); /* hubs have names */
    return id != NULL && id->type == NODE_TEXT && id->text[0] != '\0' ? id->text : NULL;
}

static int index_of(const struct node *node)
{
    int index = 0;
    node_each (other, node->parent) {
        if (other == node)
            break;
        index++;
    }
    return index;
}

/* Adds them to the path that starts at byte `start`. */
static void add_parts(const struct node *node, struct text *path, size_t start)
{
    if (node->parent == NULL)
        return;
    add_parts(node->parent, path, start);
    const char *name = node->name != NULL ? node->name : node_id(node);
    if (name != NULL)
        text_printf(path, "%s%s", path->length > start ? "." : "", name);
    else
        text_printf(path, "[%d]", index_of(node));
}

void node_path(const struct node *node, struct text *path)
{
    size_t start = path->length;
    text_add_string(path, node->hub != NULL ? node->hub : "");
    add_parts(node, path, start);
}

struct node *node_in_list(const struct node *list, const char *id, long index)
{
    node_each (member, list) {
        const char *other = member->type == NODE_TEXT ? member->text : node_id(member);
        if (id != NULL ? other != NULL && strcmp(other, id) == 0 : index-- == 0)
            return member;
    }
    return NULL;
}

const struct node *node_counterpart(const struct node *root, const struct node *node)
{
    if (node->parent == NULL)
        return root;
    const struct node *group = node_counterpart(root, node->parent);
    return node->name != NULL ? node_find(group, node->name)
                              : node_in_list(group, node_id(node), index_of(node));
}

bool node_is_distribution(const struct node *group)
{
    return node_find(group, "mean") != NULL || node_find(group, "low") != NULL ||
           node_find(group, "dist") != NULL;
}

/* A part of a setting of another kind may be called `value` as well. */
bool node_is_marked(const struct node *group)
{
    if (group->type != NODE_GROUP || node_find(group, "value") == NULL)
        return false;
    node_each (member, group)
        if (!text_same(member->name, "value") && !text_same(member->name, "basis") &&
            !text_same(member->name, "source"))
            return false;
    return true;
}

bool node_was_set(const struct node *node)
{
    bool set = node->set;
    node_each (member, node)
        set = set || node_was_set(member);
    return set;
}

const char *const provenance_names[N_PROVENANCES] = {
    [STATED] = N_("stated"),
    [PUBLISHED] = N_("published"),
    [LEARNED] = N_("learned"),
    [YOURS] = N_("yours"),
    [ASSUMED] = N_("assumed"),
};

void node_mark_used(struct node *node)
{
    node->used = true;
    node_each (member, node)
        node_mark_used(member);
}

void node_mark_hub(struct node *node, const char *hub)
{
    node->hub = hub;
    node_each (member, node)
        node_mark_hub(member, hub);
}

void node_error(const struct node *node, struct messages *errors, const char *format, ...)
{
    struct text line = {0};
    text_add_string(&line, node->location.file);
    if (node->location.line > 0)
        text_printf(&line, ":%d", node->location.line);
    text_add_string(&line, ": ");
    size_t before = line.length;
    node_path(node, &line);
    text_add_string(&line, line.length > before ? ": " : "");
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&line, format, arguments);
    va_end(arguments);
    messages_add(errors, "%s", text_string(&line));
    text_free(&line);
}

void node_report_unknown(const struct node *group, struct messages *errors)
{
    const char *names[256];
    size_t n = 0;
    for (const struct asked_name *a = group->asked; a != NULL && n < 256; a = a->next)
        names[n++] = a->name;
    node_each (member, group) {
        if (member->name != NULL && !member->used) {
            const char *nearest = text_nearest(member->name, NAMES(names, n));
            if (nearest != NULL)
                node_error(member, errors, _("unknown setting; did you mean '%s'?"), nearest);
            else
                node_error(member, errors, "%s", _("unknown setting"));
        } else if (member->type == NODE_GROUP || member->type == NODE_LIST) {
            node_report_unknown(member, errors);
        }
    }
}
