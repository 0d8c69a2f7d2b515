/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include "language.h"
#include "text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One part of a path: a name, an id or an [index]. Returns what follows it, NULL at the end. */
static const char *next_part(const char *path, struct text *part)
{
    size_t length = path[0] == '[' ? strcspn(path, "]") + 1 : strcspn(path, ".[");
    length = length > strlen(path) ? strlen(path) : length;
    part->length = 0;
    text_add(part, path, length);
    path += length;
    path += *path == '.';
    return *path != '\0' ? path : NULL;
}

/* The member that `part` names, by its id or as [index]. */
static struct node *member_of_list(const struct node *list, const char *part)
{
    if (part[0] != '[')
        return node_in_list(list, part, 0);
    char *end;
    long index = strtol(part + 1, &end, 10);
    return end != part + 1 && strcmp(end, "]") == 0 && index >= 0
               ? node_in_list(list, NULL, index)
               : NULL;
}

static struct node *member_of(const struct node *node, const char *part)
{
    return node->type == NODE_LIST ? member_of_list(node, part) : node_find(node, part);
}

/* The setting at `path`, made there, as if it came from `origin`, if it is not there (NULL: it
 * is not made); NULL when a list has no such member or something on the way is neither group
 * nor list. */
static struct node *find_or_make(
    struct tree *tree, const char *path, const char *origin, struct text *part)
{
    struct node *node = tree->root;
    while (path != NULL) {
        path = next_part(path, part);
        const char *name = text_string(part);
        struct node *member = member_of(node, name);
        bool makes =
            origin != NULL && node->type == NODE_GROUP && name[0] != '[' && name[0] != '\0';
        if (member == NULL && !makes)
            return NULL;
        if (member == NULL) {
            member = node_default(tree, node, name, 0.0, NODE_GROUP);
            member->used = false;
            member->location.file = origin;
        }
        node = member;
    }
    return node;
}

const struct node *tree_find(struct tree *tree, const char *path)
{
    struct text part = {0};
    const struct node *node = find_or_make(tree, path, NULL, &part);
    text_free(&part);
    return node;
}

/* What comes before the `=`, if there is one, without blanks behind it. */
static const char *path_before(struct text *path, const char *assignment)
{
    size_t length = strcspn(assignment, "=");
    while (length > 0 && assignment[length - 1] == ' ')
        length--;
    text_add(path, assignment, length);
    return text_string(path);
}

/* Side by side: members of a list may be named by id or by number. What is not there yet is
 * told apart by its name. */
bool tree_paths_meet(const struct tree *tree, const char *one, const char *other)
{
    struct text part = {0}, others = {0}, paths[2] = {{0}};
    const struct node *node = tree->root;
    one = path_before(&paths[0], one);
    other = path_before(&paths[1], other);
    bool meet = true;
    while (one != NULL && other != NULL && meet) {
        one = next_part(one, &part);
        other = next_part(other, &others);
        const struct node *member = node != NULL ? member_of(node, text_string(&part)) : NULL;
        const struct node *another =
            node != NULL ? member_of(node, text_string(&others)) : NULL;
        meet = member == another &&
               (member != NULL || strcmp(text_string(&part), text_string(&others)) == 0);
        node = member;
    }
    text_free(&part);
    text_free(&others);
    text_free(&paths[0]);
    text_free(&paths[1]);
    return meet;
}

/* A bare word, as `full` or `2024-01-05`, is a text without its quotes. */
static bool is_bare_word(const char *value)
{
    if (value[0] == '\0' || strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
        return false;
    char *end;
    strtod(value, &end);
    if (*end == '\0' || strcmp(end, "L") == 0)
        return false;
    for (const char *c = value; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && strchr("_-/:", *c) == NULL)
            return false;
    return true;
}

/* An option gives the setting and all in it. */
static void set_all(struct node *node, struct location location)
{
    node->location = location;
    node->set = true;
    node_each (member, node)
        set_all(member, location);
}

void node_replace(struct node *node, const struct node *value)
{
    struct node kept = *node;
    *node = *value;
    node->name = kept.name;
    node->parent = kept.parent;
    node->next = kept.next;
    node->used = false;
    node_each (member, node)
        member->parent = node;
}

static const struct node *parse_value(
    struct tree *parsed, const struct file_reader *files, const char *value)
{
    struct text text = {0};
    if (is_bare_word(value))
        text_printf(&text, "value = \"%s\";", value);
    else
        text_printf(&text, "value = %s\n;", value);
    struct messages why = {0};
    enum status status =
        tree_read(parsed, files, "value", text_string(&text), text.length, &why);
    messages_free(&why);
    text_free(&text);
    return status == STATUS_OK && parsed->root->n == 1 ? parsed->root->first : NULL;
}

enum status tree_set(
    struct tree *tree, const char *option, const char *assignment, struct messages *errors)
{
    const char *equals = strchr(assignment, '=');
    if (equals == NULL || equals == assignment) {
        messages_add(errors, _("%s %s: write it as PATH=VALUE"), option, assignment);
        return STATUS_USAGE;
    }
    struct tree parsed;
    const struct node *value = parse_value(&parsed, tree->files, equals + 1);
    arena_join(&tree->arena, &parsed.arena);
    if (parsed.notices.count > 0)
        messages_add(&tree->notices,
            _("%s %s: the point is a decimal point; thousands are written without"), option,
            assignment);
    messages_free(&parsed.notices);
    if (value == NULL) {
        messages_add(errors,
            _("%s %s: '%s' is not a value (numbers as 0.5, texts as \"spark\", lists as (1, "
              "2))"),
            option, assignment, equals + 1);
        return STATUS_USAGE;
    }
    size_t length = (size_t)(equals - assignment);
    while (length > 0 && assignment[length - 1] == ' ')
        length--;
    char *path = arena_text(&tree->arena, assignment, length);
    const char *origin = arena_printf(&tree->arena, "%s %s", option, assignment);
    struct text part = {0};
    struct node *node = find_or_make(tree, path, origin, &part);
    if (node == NULL) {
        messages_add(errors, _("%s: there is no '%s' to set"), origin, text_string(&part));
    } else {
        node_replace(node, value);
        set_all(node, (struct location){origin, 0});
    }
    text_free(&part);
    return node != NULL ? STATUS_OK : STATUS_USAGE;
}

void node_remove(struct node *group, const struct node *member)
{
    struct node *before = NULL;
    node_each (other, group) {
        if (other == member) {
            if (before == NULL)
                group->first = other->next;
            else
                before->next = other->next;
            group->last = group->last == other ? before : group->last;
            group->n--;
            return;
        }
        before = other;
    }
}

bool node_can_merge(const struct node *there, const struct node *over)
{
    return there->type == NODE_GROUP && over->type == NODE_GROUP &&
           !node_is_distribution(there) && !node_is_distribution(over) &&
           !node_is_marked(there) && !node_is_marked(over);
}

void tree_overlay(struct node *group, struct node *over)
{
    struct node *next;
    for (struct node *member = over->first; member != NULL; member = next) {
        next = member->next;
        struct node *there = node_find(group, member->name);
        if (there == NULL) {
            node_append(group, member);
        } else if (node_can_merge(there, member)) {
            there->location = member->location;
            there->hub = member->hub;
            tree_overlay(there, member);
        } else {
            node_replace(there, member);
        }
    }
}
