/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

/* A number as "response.dropout[2] = 0.3", which is what makes it the same in two configs. */
struct number {
    char *what;
    bool assumed;
};

struct numbers {
    size_t n, room;
    struct number *number;
};

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

static void add_number(struct numbers *numbers, const struct node *node)
{
    struct text what = {0};
    node_path(node, &what);
    text_add_string(&what, " = ");
    add_values(node, &what);
    if (numbers->n == numbers->room) {
        numbers->room = 2 * numbers->room + 256;
        numbers->number =
            memory_resize(numbers->number, numbers->room, sizeof *numbers->number);
    }
    numbers->number[numbers->n++] = (struct number){what.data, node->rests == 'A'};
}

static void collect(struct numbers *numbers, const struct node *node)
{
    if (node->rests != 0)
        add_number(numbers, node);
    node_each (member, node)
        collect(numbers, member);
}

static int by_name(const void *a, const void *b)
{
    const struct number *x = a, *y = b;
    return strcmp(x->what, y->what);
}

/* How many different ones there are. */
static struct basis count(struct numbers *numbers)
{
    struct basis basis = {0};
    if (numbers->n > 0)
        qsort(numbers->number, numbers->n, sizeof *numbers->number, by_name);
    for (size_t i = 0; i < numbers->n; i++) {
        if (i > 0 && by_name(&numbers->number[i - 1], &numbers->number[i]) == 0)
            continue;
        basis.numbers++;
        basis.assumed += numbers->number[i].assumed;
    }
    return basis;
}

/* Those of a config that do not stand in its tree: defaults of groups that are not there. */
static struct basis elsewhere(
    const struct config *config, const struct numbers *all, size_t first)
{
    struct basis basis = {config->numbers, config->assumed};
    for (size_t i = first; i < all->n; i++) {
        basis.numbers--;
        basis.assumed -= all->number[i].assumed;
    }
    return basis;
}

struct basis config_basis(const struct config *configs, int n)
{
    struct numbers numbers = {0};
    struct basis most = {0}; /* defaults are the same ones in all configs */
    for (int i = 0; i < n; i++) {
        size_t before = numbers.n;
        collect(&numbers, configs[i].tree.root);
        struct basis more = elsewhere(&configs[i], &numbers, before);
        most = more.numbers > most.numbers ? more : most;
    }
    struct basis basis = count(&numbers);
    basis.numbers += most.numbers;
    basis.assumed += most.assumed;
    for (size_t i = 0; i < numbers.n; i++)
        memory_free(numbers.number[i].what);
    memory_free(numbers.number);
    return basis;
}
