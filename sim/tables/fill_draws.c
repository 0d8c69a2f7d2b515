/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"
#include "setup.h"
#include "text.h"

/* What unknown numbers were drawn, and what campaigns with them came to: for whoever wants to
 * see which of them matter. */

/* The config that a case's numbers are drawn from; NULL: they are known. */
static const struct uncertain_case *drawn_from(const struct study_case *one)
{
    return one->source.open != NULL ? one->source.context : NULL;
}

/* The setting that is given as this distribution; NULL: none in `node`. */
static const struct node *setting_of(
    const struct node *node, const struct distribution *distribution)
{
    if (node->distribution == distribution)
        return node;
    const struct node *found = NULL;
    for (const struct node *m = node->first; m != NULL && found == NULL; m = m->next)
        found = setting_of(m, distribution);
    return found;
}

/* A column of the table: number `number` of the config of case `one`. */
struct drawn_column {
    int one, number;
};

struct drawn_columns {
    int n;
    struct drawn_column *column;
    struct arena arena;
};

/* Whether two numbers fall alike: they are of one stream and one distribution. */
static bool is_same(const struct study *study, struct drawn_column a, struct drawn_column b)
{
    const struct unknown *x = &drawn_from(&study->cases[a.one])->config->unknown[a.number];
    const struct unknown *y = &drawn_from(&study->cases[b.one])->config->unknown[b.number];
    bool same = x->key == y->key;
    for (double u = 0.125; u < 1.0 && same; u += 0.25)
        same = distribution_quantile(x->distribution, u) ==
               distribution_quantile(y->distribution, u);
    return same;
}

/* Every unknown number of every config, once. */
static void list_columns(struct drawn_columns *columns, const struct study *study)
{
    size_t most = 1;
    const struct config *before = NULL;
    for (int i = 0; i < study->n_cases; i++)
        if (drawn_from(&study->cases[i]) != NULL)
            most += (size_t)drawn_from(&study->cases[i])->config->n_uncertain;
    *columns = (struct drawn_columns){0};
    columns->column = arena_new(&columns->arena, most, sizeof *columns->column);
    for (int i = 0; i < study->n_cases; i++) {
        const struct uncertain_case *from = drawn_from(&study->cases[i]);
        if (from == NULL || from->config == before)
            continue;
        before = from->config;
        for (int k = 0; k < before->n_uncertain; k++) {
            struct drawn_column column = {i, k};
            int at = 0;
            while (at < columns->n && !is_same(study, columns->column[at], column))
                at++;
            if (at == columns->n)
                columns->column[columns->n++] = column;
        }
    }
}

/* The path of a number; behind it which case, where another of that path has other numbers. */
static const char *column_name(const struct study *study, struct drawn_column column,
    const struct table *table, struct arena *arena)
{
    const struct config *config = drawn_from(&study->cases[column.one])->config;
    const struct node *node =
        setting_of(config->tree.root, config->unknown[column.number].distribution);
    struct text path = {0};
    if (node != NULL)
        node_path(node, &path);
    const char *name = text_keep(&path, arena);
    return table_column(table, name) < 0 ? name
                                         : arena_printf(arena, "%s:%s", name,
                                               study_id(study, column.one, ID_WHOLE, arena));
}

/* What tells a case from all others, its hub included. */
static const char *case_id(const struct study *study, int i, struct arena *arena)
{
    const char *id = study_id(study, i, ID_WHOLE, arena);
    return study->has_hubs && study->cases[i].hubs == 0
               ? arena_printf(arena, "%s:%s", study->cases[i].hub, id)
               : id;
}

static bool has_draws(const struct study_case *one)
{
    return one->tally.counts.over_time.draw != NULL;
}

void add_drawn_columns(struct table *table, const struct study *study)
{
    struct drawn_columns columns;
    list_columns(&columns, study);
    for (int i = 0; i < columns.n; i++)
        table_add_column(
            table, (struct column){column_name(study, columns.column[i], table, &columns.arena),
                       COLUMN_NUMBER, ROLE_VALUE, "", "this number of the config, as drawn"});
    for (int i = 0; i < study->n_cases; i++) {
        const char *id = case_id(study, i, &columns.arena);
        if (!has_draws(&study->cases[i]))
            continue;
        table_add_column(table,
            (struct column){arena_printf(&columns.arena, "partners:%s", id), COLUMN_NUMBER,
                ROLE_VALUE, "companies", "partners, mean of the two campaigns of this draw"});
        table_add_column(table,
            (struct column){arena_printf(&columns.arena, "cost_eur:%s", id), COLUMN_NUMBER,
                ROLE_VALUE, "EUR", "cost, mean of the two campaigns of this draw"});
    }
    arena_free(&columns.arena);
}

/* The numbers of one draw, as they fall for every case. */
static void add_numbers(
    const struct fill *f, const struct drawn_columns *columns, uint64_t draw, double *number)
{
    int one = -1;
    for (int i = 0; i < columns->n; i++) {
        struct drawn_column column = columns->column[i];
        const struct uncertain_case *from = drawn_from(&f->study->cases[column.one]);
        if (column.one != one)
            config_draw(from->config, from->seed, draw, number);
        one = column.one;
        table_number(f->table, number[column.number]);
    }
}

void fill_draws(const struct fill *f)
{
    struct drawn_columns columns;
    list_columns(&columns, f->study);
    size_t most = 1;
    for (int i = 0; i < columns.n; i++) {
        const struct config *config =
            drawn_from(&f->study->cases[columns.column[i].one])->config;
        if ((size_t)config->n_uncertain > most)
            most = (size_t)config->n_uncertain;
    }
    double *number = arena_new(&columns.arena, most, sizeof *number);
    uint64_t draws = f->study->replications / 2;
    for (uint64_t draw = 0; draw < draws && draw < MOST_DRAWS; draw++) {
        table_number(f->table, (double)draw);
        add_numbers(f, &columns, draw, number);
        for (int i = 0; i < f->study->n_cases; i++) {
            const struct draw_means *means = f->study->cases[i].tally.counts.over_time.draw;
            if (means == NULL)
                continue;
            table_number(f->table, means[draw].partners);
            table_number(f->table, means[draw].cost);
        }
        table_end_row(f->table);
    }
    arena_free(&columns.arena);
}
