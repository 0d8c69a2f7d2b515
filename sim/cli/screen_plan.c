/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* An estimate with its error, where it has one. */
static void add_estimate(struct text *cell, struct estimate e, enum number_form form)
{
    if (isnan(e.high - e.low))
        number_add(cell, e.value, form);
    else
        number_add_estimate(cell, e, form);
}

/* ---- What budgets and hours buy ---- */

enum column {
    MEANS, /* the budget, or the hours a week where only these differ */
    APPROACH,
    RANGE,
    AVERAGE,
    IN_VIEW,
    ACTIVE,
    PAYING,
    HOURS,
    PER_PARTNER,
    NEXT_PARTNER,
    LEFT,
    COLUMNS
};

/* The columns that are a measure. */
static const struct {
    enum column column;
    enum shown_measure measure;
} measured[] = {
    {IN_VIEW, SHOWN_IN_VIEW},
    {ACTIVE, SHOWN_ACTIVE},
    {PAYING, SHOWN_PAYING},
    {HOURS, SHOWN_HOURS},
    {PER_PARTNER, SHOWN_PER_PARTNER},
};
enum { MEASURED = sizeof measured / sizeof measured[0] };

static void fill_left(struct text *cell, const struct plan_point *point)
{
    enum plan_bound why;
    double left = plan_unspent(point, &why);
    if (!(point->terms.budget_eur >= point->fixed_cost_eur))
        left = NAN;
    number_add(cell, left, NUMBER_MONEY);
    if (left >= 0.5)
        text_printf(cell, " %s", plan_bound_word(why));
}

/* `before`: the row with the budget before; NULL: there is none. */
static void fill_row(struct grid *grid, int row, const struct plan_report *report,
    const struct plan_point *point, const struct plan_point *before)
{
    struct figure partners = plan_figure(point, "partners");
    struct estimate next = estimate_undefined();
    if (before != NULL)
        next = plan_known_price(plan_extra(point, before, report->planner->confidence).price);
    if (plan_by_hours(report))
        number_add(grid_cell(grid, row, MEANS), point->terms.hours_per_week, NUMBER_SHORT);
    else
        number_add(grid_cell(grid, row, MEANS), point->terms.budget_eur, NUMBER_MONEY);
    number_add(grid_cell(grid, row, APPROACH), point->terms.companies, NUMBER_WHOLE);
    number_add_range(grid_cell(grid, row, RANGE), partners.p05, partners.p95, NUMBER_WHOLE);
    add_estimate(grid_cell(grid, row, AVERAGE), partners.estimate, NUMBER_AVERAGE);
    for (int i = 0; i < MEASURED; i++) {
        const struct shown *shown = &shown_measures[measured[i].measure];
        struct estimate e = plan_figure(point, shown->measure).estimate;
        number_add(
            grid_cell(grid, row, measured[i].column), e.unbounded ? NAN : e.value, shown->form);
    }
    number_add(grid_cell(grid, row, NEXT_PARTNER), next.value, NUMBER_MONEY);
    fill_left(grid_cell(grid, row, LEFT), point);
}

/* Whether there are targets, the same in all rows: then the headers have them. */
static bool same_targets(const struct plan_set *set)
{
    const struct targets *first = &set->point[0].targets;
    if (first->in_view + first->active + first->paying == 0)
        return false;
    for (int i = 1; i < set->n; i++)
        if (!screen_same_targets(first, &set->point[i].targets))
            return false;
    return true;
}

static void fill_headers(struct grid *grid, const struct plan_report *report)
{
    const struct plan_set *set = &report->plan->row_set;
    screen_header(grid, MEANS, plan_by_hours(report) ? _("hours\na week") : _("budget"));
    screen_header(grid, APPROACH, _("compa-\nnies"));
    screen_header(grid, RANGE, _("partners\nrange"));
    screen_header(
        grid, AVERAGE, set->replications < 2 ? _("\npartners") : _("partners\naverage ±"));
    for (int i = 0; i < MEASURED; i++)
        screen_header(grid, measured[i].column, _(shown_measures[measured[i].measure].header));
    if (same_targets(set))
        screen_target_headers(grid, IN_VIEW, &set->point[0].targets);
    screen_header(grid, NEXT_PARTNER, _("the next\npartner"));
    screen_header(grid, LEFT, _("left, held\nback by"));
}

/* `n` rows from `first` on. */
static void print_rows(
    FILE *out, const struct plan_report *report, const struct plan_point *first, int n)
{
    struct sentences s = {0};
    struct grid grid;
    sentences_plan_title(&s, report, first);
    screen_say(out, &s);
    grid_init(&grid, n, COLUMNS);
    fill_headers(&grid, report);
    for (int i = 0; i < n; i++)
        fill_row(&grid, i, report, &first[i],
            i > 0 && !plan_by_hours(report) ? &first[i - 1] : NULL);
    grid_print(out, &grid);
    sentences_plan_unaffordable(&s, first, n);
    screen_say(out, &s);
    fputc('\n', out);
}

/* ---- What goals take ---- */

enum answer_column { NAME, LEVER, ANSWER, POSSIBLE, COMPANIES, AGAIN, ANSWER_COLUMNS };

static void fill_answer(struct grid *grid, int row, const struct plan_report *report,
    const struct plan_answer *answer)
{
    screen_name(grid, row, report->study, plan_line_case(report, answer->line));
    text_add_string(grid_cell(grid, row, LEVER), plan_lever_word(answer->lever));
    plan_add_answer(grid_cell(grid, row, ANSWER), answer);
    plan_add_possible(grid_cell(grid, row, POSSIBLE), answer);
    number_add(grid_cell(grid, row, COMPANIES), answer->terms.companies, NUMBER_WHOLE);
    add_estimate(grid_cell(grid, row, AGAIN), answer->fresh,
        plan_is_cost(answer) ? NUMBER_MONEY : NUMBER_PERCENT);
}

/* The answers to one goal: `n` from `first` on. */
static void print_goal(
    FILE *out, const struct plan_report *report, const struct plan_answer *first, int n)
{
    const char *headers[ANSWER_COLUMNS] = {_("strategy"), _("by"), _("answer"),
        _("not\nexcluded"), _("compa-\nnies"), _("simulated\nagain")};
    struct sentences s = {0};
    struct grid grid;
    sentences_plan_goal(&s, &first->goal);
    screen_say(out, &s);
    grid_init(&grid, n, ANSWER_COLUMNS);
    for (int column = 0; column < ANSWER_COLUMNS; column++)
        screen_header(&grid, column, headers[column]);
    for (int i = 0; i < n; i++)
        fill_answer(&grid, i, report, &first[i]);
    grid_print(out, &grid);
    sentences_plan_causes(&s, report, first, n);
    screen_say(out, &s);
    fputc('\n', out);
}

static void print_answers(FILE *out, const struct plan_report *report)
{
    struct sentences s = {0};
    for (int i = 0, n; i < report->n_answers; i += n) {
        for (n = 1; i + n < report->n_answers &&
                    plan_same_goal(&report->answer[i], &report->answer[i + n]);)
            n++;
        print_goal(out, report, &report->answer[i], n);
    }
    sentences_plan_answer_columns(&s);
    screen_say(out, &s);
    fputc('\n', out);
}

/* A table per strategy, and per number of hours where budgets differ as well. */
void screen_plan(FILE *out, const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int n = plan_by_hours(report) ? plan->n_hours : plan->n_budgets;
    struct sentences s = {0};
    sentences_plan(&s, report);
    screen_say(out, &s);
    fputc('\n', out);
    for (int i = 0; i < plan->row_set.n; i += n)
        print_rows(out, report, &plan->row_set.point[i], n);
    if (report->n_answers > 0)
        print_answers(out, report);
    sentences_plan_columns(&s, report);
    screen_say(out, &s);
}
