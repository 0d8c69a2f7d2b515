/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

/* How many characters of ASCII stand for themselves. */
static size_t plain_length(const char *string)
{
    size_t n = 0;
    while (string[n] >= ' ' && string[n] < 0x7f && string[n] != '"' && string[n] != '\\')
        n++;
    return n;
}

/* What cannot be printed is written byte by byte, so that it reads back as it was. */
static void dump_string(const char *string, struct text *out)
{
    text_add(out, "\"", 1);
    for (size_t bytes; *string != '\0'; string += bytes) {
        bytes = plain_length(string);
        if (bytes > 0) {
            text_add(out, string, bytes);
            continue;
        }
        bool plain = text_character(string, &bytes);
        if (*string == '"' || *string == '\\')
            text_printf(out, "\\%c", *string);
        else if (*string == '\n')
            text_add(out, "\\n", 2);
        else if (plain)
            text_add(out, string, bytes);
        for (size_t i = 0; i < bytes && !plain && *string != '\n'; i++)
            text_printf(out, "\\x%02x", (unsigned char)string[i]);
    }
    text_add(out, "\"", 1);
}

static void dump_scalar(const struct node *node, struct text *out)
{
    switch (node->type) {
    case NODE_WHOLE:
        text_printf(out, "%lld", (long long)node->whole);
        break;
    case NODE_REAL:
        text_add_number(out, node->real, 1);
        break;
    case NODE_FLAG:
        text_add_string(out, node->flag ? "true" : "false");
        break;
    case NODE_TEXT:
        dump_string(node->text, out);
        break;
    case NODE_GROUP:
    case NODE_LIST:
        break;
    }
}

/* Lists of plain values stay on one line. */
static bool is_flat_list(const struct node *node)
{
    node_each (member, node)
        if (member->type == NODE_GROUP || member->type == NODE_LIST || member->marked)
            return false;
    return node->type == NODE_LIST;
}

/* Where the numbers of a line are from: a list has several, and a group that stands for one has
 * its parts on lines of their own. */
static void dump_provenance(const struct node *node, struct text *out)
{
    bool from[N_PROVENANCES] = {false};
    const struct node *group = node->parent;
    if (node->rests || group->rests)
        from[node->rests ? node->provenance : group->provenance] = true;
    node_each (member, node)
        from[member->provenance] |= member->rests;
    const char *before = "";
    for (int i = 0; i < N_PROVENANCES; i++) {
        if (!from[i])
            continue;
        text_printf(out, "%s%s", before, provenance_names[i]);
        before = "/";
    }
    text_add_string(out, before[0] != '\0' ? ", " : "");
}

static void dump_origin(const struct node *node, struct text *out)
{
    text_add_string(out, "  # ");
    dump_provenance(node, out);
    text_add_printable(out, node->location.file);
    if (node->location.line > 0)
        text_printf(out, ":%d", node->location.line);
}

bool node_value(const struct node *node, struct text *out)
{
    bool list = node->type == NODE_LIST;
    if (node->type == NODE_GROUP || (list && !is_flat_list(node)))
        return false;
    if (!list)
        dump_scalar(node, out);
    else
        text_add_string(out, "(");
    node_each (member, node) {
        dump_scalar(member, out);
        text_add_string(out, member->next != NULL ? ", " : "");
    }
    if (list)
        text_add_string(out, ")");
    return true;
}

static void indent(struct text *out, int depth)
{
    for (; depth > 0; depth--)
        text_add(out, "    ", 4);
}

static void dump_node(const struct node *node, int depth, bool origins, struct text *out);

static void dump_members(const struct node *node, int depth, bool origins, struct text *out)
{
    bool list = node->type == NODE_LIST;
    text_add_string(out, list ? "(\n" : "{\n");
    node_each (member, node)
        dump_node(member, depth + 1, origins, out);
    indent(out, depth);
    text_add_string(out, list ? ")" : "}");
}

/* What a config says of where a number comes from, and the end of its group. */
static void dump_mark(const struct mark *mark, struct text *out)
{
    if (mark->basis != NULL) {
        text_add_string(out, " basis = ");
        dump_string(mark->basis, out);
        text_add(out, ";", 1);
    }
    if (mark->source != NULL) {
        text_add_string(out, " source = ");
        dump_string(mark->source, out);
        text_add(out, ";", 1);
    }
    text_add_string(out, " }");
}

static void dump_node(const struct node *node, int depth, bool origins, struct text *out)
{
    bool in_list = node->parent->type == NODE_LIST;
    indent(out, depth);
    if (node->name != NULL) {
        text_add_string(out, node->name);
        text_add_string(out, " = ");
    }
    text_add_string(out, node->marked ? "{ value = " : "");
    bool is_value = node_value(node, out);
    if (!is_value)
        dump_members(node, depth, origins, out);
    text_add_string(out, node->marked ? ";" : "");
    if (node->marked)
        dump_mark(node->mark, out);
    text_add_string(out, !in_list ? ";" : node->next != NULL ? "," : "");
    if (origins && is_value)
        dump_origin(node, out);
    text_add_string(out, "\n");
}

void tree_dump(const struct tree *tree, bool origins, struct text *out)
{
    node_each (member, tree->root)
        dump_node(member, 0, origins, out);
}
