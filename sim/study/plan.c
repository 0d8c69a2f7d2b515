/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner.h"

#include "isotonic.h"
#include "scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Each size is this many times the one before. */
#define SIZES_RATIO 1.25
enum { QUICK_REPLICATIONS = 256 };
/* Campaigns that may be simulated to find the size of a row, times those of the row: of one
 * that was asked for, and of all others. */
#define ASKED_TIMES 10.0
#define OTHER_TIMES 1.25

/* ---- Sizes ---- */

static double hours_of(
    const struct plan *plan, const struct planner *planner, int line, int hours)
{
    return hours < 0 ? planner->line[line].terms.hours_per_week
                     : plan->grid.hours_per_week[hours];
}

static void add_sizes(struct plan *plan, const struct planner *planner, int line, int hours,
    struct plan_sizes *sizes)
{
    int size[PLAN_MOST_SIZES];
    sizes->n = plan_list_sizes(planner->line[line].most, SIZES_RATIO, PLAN_MOST_SIZES, size);
    sizes->point = &plan->size_set.point[plan->size_set.n];
    for (int i = 0; i < sizes->n; i++)
        plan_set_add(&plan->size_set, line,
            (struct plan_terms){.budget_eur = NAN,
                .hours_per_week = hours_of(plan, planner, line, hours),
                .companies = size[i]});
}

static enum status run_sizes(struct plan *plan, const struct planner *planner)
{
    int n_hours = plan->grid.n_hours + 1, n = planner->n_lines * n_hours;
    plan_set_init(&plan->size_set, planner, n * PLAN_MOST_SIZES);
    plan->sizes = arena_new(&plan->size_set.arena, (size_t)n, sizeof *plan->sizes);
    for (int i = 0; i < n; i++)
        add_sizes(plan, planner, i / n_hours, i % n_hours - 1, &plan->sizes[i]);
    enum status status = plan_set_run(&plan->size_set);
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        struct plan_sizes *sizes = &plan->sizes[i];
        for (int k = 0; k < sizes->n; k++)
            sizes->cost[k] = plan_mean(&sizes->point[k], sizes->point[k].cost);
        isotonic_fit(sizes->n, NULL, sizes->cost);
    }
    return status;
}

/* ---- Rows ---- */

/* A default range of budgets, up to what the largest campaign of the dearest line is expected
 * to cost; or from 0 on with `asked` among them (NAN: none). Returns how many. */
static int choose_budgets(
    struct plan *plan, const struct planner *planner, double asked, const double **chosen)
{
    double most = isnan(asked) ? 0.0 : asked;
    for (int line = 0; line < planner->n_lines; line++)
        most = fmax(most, plan_sizes(plan, line)->cost[plan_sizes(plan, line)->n - 1]);
    double step = most > 0.0 ? scale_step(most / PLAN_DEFAULT_BUDGETS, false) : 1000.0;
    int steps = (int)fmax(ceil(most / step * (1.0 - 1e-9)), 1.0), n = 0;
    double *budget = arena_new(&plan->size_set.arena, (size_t)steps + 2, sizeof *budget);
    if (asked > 0.0)
        budget[n++] = 0.0;
    for (int i = 1; i <= steps; i++) {
        if (asked > (i - 1) * step && asked < i * step)
            budget[n++] = asked;
        budget[n++] = i * step;
    }
    *chosen = budget;
    return n;
}

/* Of every line, under all hours, with each budget (none: the line's own): rows whose numbers
 * of companies are still to be found. */
static void list_rows(const struct plan *plan, const struct planner *planner, int n_budgets,
    const double *budget, struct plan_size *size)
{
    int n = 0;
    for (int line = 0; line < planner->n_lines; line++)
        for (int h = 0; h < plan->n_hours; h++)
            for (int b = 0; b < n_budgets; b++) {
                size[n] = (struct plan_size){.line = line, .terms = planner->line[line].terms};
                size[n].terms.hours_per_week =
                    hours_of(plan, planner, line, plan->grid.n_hours > 0 ? h : -1);
                if (budget != NULL)
                    size[n].terms.budget_eur = budget[b];
                n++;
            }
}

/* Takes the sizes of rows that are the same as those of the one budget that was asked for,
 * which was looked at more closely. */
static void take_asked(const struct plan_set *asked, struct plan_size *size, int rows)
{
    for (int i = 0; i < rows; i++)
        for (const struct plan_point *row = asked->point; row < asked->point + asked->n; row++)
            if (row->line == size[i].line && row->terms.companies > 0 &&
                row->terms.budget_eur == size[i].terms.budget_eur &&
                plan_same_amount(row->terms.hours_per_week, size[i].terms.hours_per_week)) {
                size[i].terms.companies = row->terms.companies;
                size[i].loss = row->loss;
            }
}

/* Takes a point with another number of companies for a row, where it wins more. What it may
 * lose is that of the row, and what the row is not shown to be behind. */
static void take_if_better(
    const struct planner *planner, struct plan_point *row, const struct plan_point *point)
{
    struct plan_loss loss = row->loss;
    double won = plan_mean(row, row->partners);
    struct estimate more = plan_extra(point, row, planner->confidence).partners;
    if (!(more.value > 0.0))
        return;
    *row = *point;
    row->loss = loss;
    if (isnan(loss.value) || !(won > 0.0))
        return;
    row->loss.value = fmax(1.0 - (1.0 - loss.value) * (1.0 + more.value / won), 0.0);
    row->loss.low = 0.0;
    row->loss.high = fmin(fmax(1.0 - (1.0 - loss.high) * (1.0 + more.low / won), 0.0), 1.0);
}

/* With more money a number of companies wins no fewer partners on average. So a row that wins
 * clearly fewer than that of the budget before, beyond what a number may lose, takes the number
 * of that where it wins more. Rows with the budget `kept` stay as they are. */
#define CLEARLY_FEWER 0.99
static enum status mend_dips(
    struct plan_set *set, const struct planner *planner, int n_budgets, double kept)
{
    enum status status = STATUS_OK;
    int rows = set->n, *row_of = arena_new(&set->arena, (size_t)rows + 1, sizeof *row_of);
    for (int b = 1; b < n_budgets && status == STATUS_OK; b++) {
        for (int i = b; i < rows; i += n_budgets) {
            const struct plan_point *row = &set->point[i], *before = row - 1;
            struct plan_terms terms = row->terms;
            terms.companies = before->terms.companies;
            terms.chosen = terms.companies < planner->line[row->line].most;
            double least = CLEARLY_FEWER * plan_mean(before, before->partners);
            if (plan_mean(row, row->partners) < least && terms.budget_eur != kept)
                row_of[plan_set_add(set, row->line, terms) - rows] = i;
        }
        status = plan_set_run(set);
        for (int k = rows; k < set->n && status == STATUS_OK; k++)
            take_if_better(planner, &set->point[row_of[k - rows]], &set->point[k]);
        set->n = set->n_run = rows;
    }
    return status;
}

/* The shares of the work on rows after which their sizes are found, and they are simulated. */
#define OF_SIZES 0.65
#define OF_ROWS 0.85

/* Finds the sizes of rows, and what these come to. `asked`: rows that are known; NULL: none. */
static enum status run_rows(struct plan *plan, const struct planner *planner,
    struct plan_set *set, int n_budgets, const double *budget, double times,
    const struct plan_set *asked)
{
    int rows = planner->n_lines * plan->n_hours * n_budgets;
    plan_set_init(set, planner, 2 * rows);
    set->controls = true;
    struct plan_size *size = arena_new(&set->arena, (size_t)rows, sizeof *size);
    list_rows(plan, planner, n_budgets, budget, size);
    struct span whole = runner_enter(planner->runner, 0.0, OF_SIZES);
    enum status status =
        plan_find_sizes(planner, (uint64_t)(times * (double)planner->replications), size, rows);
    planner->runner->span = whole;
    if (asked != NULL)
        take_asked(asked, size, rows);
    for (int i = 0; i < rows; i++) {
        size[i].terms.chosen = size[i].terms.companies < planner->line[size[i].line].most;
        plan_set_add(set, size[i].line, size[i].terms);
        set->point[i].loss = size[i].loss;
    }
    runner_enter(planner->runner, OF_SIZES, OF_ROWS);
    if (status == STATUS_OK)
        status = plan_set_run(set);
    planner->runner->span = whole;
    runner_enter(planner->runner, OF_ROWS, 1.0);
    if (status == STATUS_OK)
        status = mend_dips(
            set, planner, n_budgets, asked != NULL ? asked->point[0].terms.budget_eur : NAN);
    for (int i = 0; i < rows && status == STATUS_OK; i++)
        if (plan_figure(&set->point[i], "approached").estimate.value == 0.0)
            set->point[i].terms.companies = 0;
    if (status == STATUS_OK)
        status = plan_find_bounds(plan, planner, set);
    planner->runner->span = whole;
    return status;
}

/* The share of the work that the first look at sizes takes. */
#define FIRST_SHARE 0.1

enum status plan_run(
    struct plan *plan, const struct planner *planner, const struct plan_grid *grid)
{
    *plan = (struct plan){.grid = *grid};
    struct planner quick = plan_quick(planner, QUICK_REPLICATIONS);
    struct runner *runner = planner->runner;
    struct span whole = runner_enter(runner, 0.0, FIRST_SHARE);
    enum status status = run_sizes(plan, &quick);
    runner->span = whole;
    if (status != STATUS_OK)
        return status;
    plan->asked = grid->n_budgets > 0 || grid->n_hours > 0;
    if (!plan->asked)
        plan->grid.n_budgets = choose_budgets(plan, planner, NAN, &plan->grid.budget_eur);
    plan->n_hours = grid->n_hours > 0 ? grid->n_hours : 1;
    plan->n_budgets = plan->grid.n_budgets > 0 ? plan->grid.n_budgets : 1;
    bool sweeps = grid->n_budgets == 1;
    runner_enter(runner, FIRST_SHARE, sweeps ? 0.5 : 1.0);
    status = run_rows(plan, planner, &plan->row_set, plan->n_budgets,
        plan->grid.n_budgets > 0 ? plan->grid.budget_eur : NULL,
        plan->asked ? ASKED_TIMES : OTHER_TIMES, NULL);
    runner->span = whole;
    if (!sweeps || status != STATUS_OK)
        return status;
    const double *around;
    int n = choose_budgets(plan, planner, grid->budget_eur[0], &around);
    runner_enter(runner, 0.5, 1.0);
    status = run_rows(plan, planner, &plan->sweep_set, n, around, OTHER_TIMES, &plan->row_set);
    runner->span = whole;
    return status;
}

void plan_free(struct plan *plan)
{
    plan_set_free(&plan->size_set);
    plan_set_free(&plan->row_set);
    plan_set_free(&plan->sweep_set);
    memset(plan, 0, sizeof *plan);
}

/* ---- The best ---- */

int plan_best(const struct plan *plan, int n_lines, int hours, int budget, double confidence,
    bool *as_good)
{
    int best = 0;
    double most = -1.0;
    for (int line = 0; line < n_lines; line++) {
        const struct plan_point *row = plan_row(plan, line, hours, budget);
        double partners = plan_mean(row, row->partners);
        best = partners > most ? line : best;
        most = fmax(most, partners);
    }
    double each = 1.0 - (1.0 - confidence) / fmax(n_lines - 1, 1);
    for (int line = 0; line < n_lines; line++) {
        struct estimate more = plan_extra(
            plan_row(plan, line, hours, budget), plan_row(plan, best, hours, budget), each)
                                   .partners;
        as_good[line] = line == best || !(more.high < 0.0);
    }
    return best;
}

/* ---- Saturation ---- */

/* Partners for 1,000 euro of one unit, from one budget to a later one. */
static double slope(
    const struct plan *plan, int line, int hours, int from, int to, uint64_t unit)
{
    const double *euro = plan->grid.budget_eur;
    double there = plan_row(plan, line, hours, to)->partners[unit];
    if (from < 0)
        return 1000.0 * there / euro[to];
    double here = plan_row(plan, line, hours, from)->partners[unit];
    return 1000.0 * (there - here) / (euro[to] - euro[from]);
}

/* The slope from one budget to another less half of that up to `budget`. */
struct bend {
    int budget, from, to;
};

static struct estimate bend_of(const struct plan *plan, int line, int hours, struct bend bend,
    double confidence, double *before, double *after)
{
    uint64_t units = plan_units(plan_row(plan, line, hours, bend.budget));
    double sum = 0.0, square = 0.0;
    *before = *after = 0.0;
    for (uint64_t i = 0; i < units; i++) {
        double first = slope(plan, line, hours, -1, bend.budget, i);
        double then = slope(plan, line, hours, bend.from, bend.to, i);
        double less = then - first / 2.0;
        sum += less;
        square += less * less;
        *before += first / (double)units;
        *after += then / (double)units;
    }
    return estimate_mean(units, sum, square, confidence);
}

/* Whether each step from that budget on brings less than half of what was brought before. */
static bool flattens_at(
    const struct plan *plan, int line, int hours, int budget, double confidence)
{
    double before, after;
    for (int to = budget + 1; to < plan->n_budgets; to++) {
        struct bend step = {budget, to - 1, to};
        if (!(bend_of(plan, line, hours, step, confidence, &before, &after).high < 0.0))
            return false;
    }
    return true;
}

struct plan_saturation plan_saturation(
    const struct plan *plan, int line, int hours, double confidence)
{
    struct plan_saturation saturation = {FLATTENS_UNDECIDED, -1, NAN, NAN};
    int last = plan->grid.n_budgets > 0 ? plan->n_budgets - 1 : 0, straight = 0, looked = 0;
    double each = 1.0 - (1.0 - confidence) / fmax(last, 1);
    for (int b = 0; b < last; b++) {
        double before, after;
        /* Nothing, and what wins nobody yet, has no slope that may halve. */
        if (!(plan_mean(plan_row(plan, line, hours, b),
                  plan_row(plan, line, hours, b)->partners) > 0.0) ||
            plan->grid.budget_eur[b] == 0.0)
            continue;
        struct estimate bend =
            bend_of(plan, line, hours, (struct bend){b, b, last}, each, &before, &after);
        if (flattens_at(plan, line, hours, b, each))
            return (struct plan_saturation){FLATTENS, b, before, fmax(after, 0.0)};
        straight += bend.low > 0.0;
        looked++;
    }
    if (looked > 0 && straight == looked)
        saturation.kind = FLATTENS_NOT;
    return saturation;
}
