/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

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

/* A number as "Aresponse.dropout[2] = 0.3", with a letter for what it rests on: a line that is
 * the same in two configs. */
static void collect(struct messages *lines, const struct node *node)
{
    struct text what = {0};
    if (node->rests != 0) {
        node_path(node, &what);
        text_add_string(&what, " = ");
        add_values(node, &what);
        messages_add(lines, "%c%s", node->rests, text_string(&what));
        text_free(&what);
    }
    node_each (member, node)
        collect(lines, member);
}

/* How many the lines from `first` on are. */
static struct basis count(const struct messages *lines, size_t first)
{
    struct basis basis = {.numbers = (int)(lines->count - first)};
    for (size_t i = first; i < lines->count; i++)
        basis.assumed += lines->lines[i][0] == 'A';
    return basis;
}

struct basis config_basis(const struct config *configs, int n)
{
    struct messages lines = {0};
    struct basis most = {0}; /* defaults that stand in no tree are the same in all configs */
    for (int i = 0; i < n; i++) {
        size_t before = lines.count;
        collect(&lines, configs[i].tree.root);
        struct basis inside = count(&lines, before);
        int outside = configs[i].numbers - inside.numbers;
        if (outside > most.numbers)
            most = (struct basis){outside, configs[i].assumed - inside.assumed};
    }
    messages_drop_repeats(&lines);
    struct basis basis = count(&lines, 0);
    messages_free(&lines);
    return (struct basis){basis.numbers + most.numbers, basis.assumed + most.assumed};
}
