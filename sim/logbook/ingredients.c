/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingredients.h"

#include "history_path.h"

#include <math.h>
#include <stdlib.h>

const char *const ingredient_flags[N_INGREDIENT_FLAGS] = {
    "as_assumed", "works_better", "works_worse", "not_recorded"};

/* Below this, for all rows and directions together, a row is flagged. */
#define RARE 0.05

enum { STAGES = N_RESPONSES };

/* A row while contacts are gone through. */
struct gathered {
    struct ingredient row;
    int room;
    double *chance; /* [recorded] of progress */
};

struct gathering {
    const struct history *history;
    struct gathered *row;  /* [contact * STAGES + stage] */
    int64_t held, written; /* contacts but talks; of these with the stage after them */
    int impossible;
};

static void add_chance(struct gathered *row, double expected, bool progress)
{
    if (row->row.recorded == row->room) {
        row->room = 2 * row->room + 16;
        row->chance = memory_resize(row->chance, (size_t)row->room, sizeof *row->chance);
    }
    row->chance[row->row.recorded++] = expected;
    row->row.progressed += progress;
}

/* `expected`: of that contact, given what came before it. */
static void add_contact(struct gathering *g, const struct log_event *event, double expected)
{
    int stage = event->stage_before, contact = event->record->contact;
    bool talk = contact == g->history->log->scenario->catalogue.talk;
    if (event->record->outcome != LOG_HELD || talk)
        return;
    g->held++;
    g->written += event->stage_after != NONE;
    if (stage == NONE || stage >= STAGES)
        return;
    struct gathered *row = &g->row[contact * STAGES + stage];
    row->row.held++;
    if (event->stage_known && event->stage_after != NONE && !isnan(expected))
        add_chance(row, expected, event->stage_after > stage);
}

static void gather_company(
    struct gathering *g, struct filter *filter, struct history_path *of, int company)
{
    history_path_make(of, g->history, company);
    if (of->path.n == 0)
        return;
    bool possible = filter_run(filter, &of->path);
    g->impossible += !possible;
    int known = possible ? of->path.n : filter->impossible;
    for (int i = 0; i < of->path.n; i++)
        add_contact(g, &g->history->event[of->event[i]], i < known ? filter->expected[i] : NAN);
}

/* ---- Rows ---- */

static void set_row(struct ingredient *row, const struct gathered *gathered, double confidence,
    struct tails *tails)
{
    const struct many_chances chances = {gathered->row.recorded, gathered->chance};
    *row = gathered->row;
    row->expected = many_chances_expected(&chances, 1.0);
    row->ratio = many_chances_ratio(&chances, row->progressed, confidence);
    *tails = many_chances_tails(&chances, row->progressed, 1.0);
}

/* How sure it is that it is not as assumed: the limit nearer to 1, as a logarithm. */
static double sureness(const struct ingredient *row)
{
    if (row->flag == NOT_RECORDED || isnan(row->ratio.low))
        return -INFINITY;
    return fmax(log(row->ratio.low), -log(row->ratio.high));
}

static int by_sureness(const void *a, const void *b)
{
    const struct ingredient *x = a, *y = b;
    double one = sureness(x), other = sureness(y);
    if (one != other)
        return (one < other) - (one > other);
    return x->contact != y->contact ? x->contact - y->contact : x->stage - y->stage;
}

/* Of rows and directions together: p[2 i] that row i has more, p[2 i + 1] that it has fewer. */
static void set_flags(struct ingredients *in, const double *p)
{
    double *adjusted = memory_new(2 * (size_t)in->n + 1, sizeof *adjusted);
    holm_adjust(adjusted, p, 2 * in->n);
    for (int i = 0; i < in->n; i++) {
        struct ingredient *row = &in->row[i];
        bool more = p[2 * i] <= p[2 * i + 1];
        row->p = p[2 * i + !more];
        row->p_adjusted = adjusted[2 * i + !more];
        row->flag = row->p_adjusted >= RARE ? AS_ASSUMED : more ? WORKS_BETTER : WORKS_WORSE;
    }
    memory_free(adjusted);
}

static void set_untold(struct ingredient *row)
{
    row->expected = row->p = row->p_adjusted = NAN;
    row->ratio = (struct ratio_limits){NAN, NAN, NAN};
    row->flag = NOT_RECORDED;
}

static void finish(
    struct ingredients *in, const struct gathering *g, int rows, double confidence)
{
    double *p = memory_new(2 * (size_t)rows + 1, sizeof *p);
    in->recorded_share = g->held > 0 ? (double)g->written / (double)g->held : NAN;
    in->impossible = g->impossible;
    in->row = arena_new(&in->arena, (size_t)rows + 1, sizeof *in->row);
    bool told = in->recorded_share >= RECORDED_LEAST;
    for (int i = 0; i < rows; i++) {
        struct tails tails;
        if (g->row[i].row.held == 0 || (told && g->row[i].row.recorded == 0))
            continue;
        set_row(&in->row[in->n], &g->row[i], confidence, &tails);
        p[2 * in->n] = tails.more;
        p[2 * in->n + 1] = tails.fewer;
        in->n++;
    }
    if (told)
        set_flags(in, p);
    for (int i = 0; i < in->n && !told; i++)
        set_untold(&in->row[i]);
    qsort(in->row, (size_t)in->n, sizeof *in->row, by_sureness);
    memory_free(p);
}

void ingredients_init(struct ingredients *ingredients, const struct history *history,
    const struct campaign *campaign, bool followed, double confidence)
{
    int rows = history->log->scenario->catalogue.n * STAGES;
    struct gathering g = {
        .history = history, .row = memory_new((size_t)rows + 1, sizeof *g.row)};
    struct filter filter;
    struct history_path of;
    *ingredients = (struct ingredients){0};
    for (int i = 0; i < rows; i++)
        g.row[i].row = (struct ingredient){.contact = i / STAGES, .stage = i % STAGES};
    filter_init(&filter, campaign, followed, FILTER_STEP);
    filter.forgets = !followed;
    history_path_init(&of, history);
    for (int i = 0; i < history->log->n_companies; i++)
        if (history->company[i].n > 0)
            gather_company(&g, &filter, &of, i);
    finish(ingredients, &g, rows, confidence);
    for (int i = 0; i < rows; i++)
        memory_free(g.row[i].chance);
    memory_free(g.row);
    history_path_free(&of);
    filter_free(&filter);
}

void ingredients_free(struct ingredients *ingredients)
{
    arena_free(&ingredients->arena);
    *ingredients = (struct ingredients){0};
}
