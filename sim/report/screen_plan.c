/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_report.h"

#include "case_label.h"
#include "screen.h"
#include "screen_plan_text.h"
#include "text_grid.h"

#include <math.h>

#define ONE_IN_TWENTY 0.05

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

static double value_of(const struct plan_point *point, const char *measure)
{
    return plan_figure(point, measure).estimate.value;
}

/* ---- The table ---- */

static void fill_next(const struct text_grid *grid, int row, const struct plan_report *report,
    const struct plan_point *from, const struct plan_point *point)
{
    struct estimate price = plan_extra(point, from, report->planner->confidence).price;
    screen_add_money(text_grid_cell(grid, row, NEXT_PARTNER), plan_known_price(price).value);
}

static void fill_left(struct text *cell, const struct plan_point *point)
{
    enum plan_bound why;
    double left = plan_unspent(point, &why);
    if (isnan(point->terms.budget_eur) || point->terms.budget_eur < point->fixed_cost_eur) {
        screen_add_money(cell, NAN);
        return;
    }
    screen_add_money(cell, left);
    if (left >= 0.5) {
        text_add_string(cell, " ");
        text_add_string(cell, plan_bound_word(why));
    }
}

static void fill_row(const struct text_grid *grid, int row, const struct plan_report *report,
    const struct plan_point *point)
{
    struct figure partners = plan_figure(point, "partners");
    double average = partners.estimate.value;
    int decimals = average < 100.0 ? 2 : 0;
    if (plan_by_hours(report))
        plan_add_hours(text_grid_cell(grid, row, MEANS), point);
    else
        screen_add_money(text_grid_cell(grid, row, MEANS), point->terms.budget_eur);
    screen_add_number(text_grid_cell(grid, row, APPROACH), point->terms.companies, 0);
    screen_add_range(text_grid_cell(grid, row, RANGE), partners.p05, partners.p95);
    screen_add_number(text_grid_cell(grid, row, AVERAGE), average, decimals);
    double error = (partners.estimate.high - partners.estimate.low) / 2.0;
    if (!isnan(error)) {
        text_add_string(text_grid_cell(grid, row, AVERAGE), " ± ");
        screen_add_number(text_grid_cell(grid, row, AVERAGE), error, decimals);
    }
    screen_add_chance(text_grid_cell(grid, row, IN_VIEW), value_of(point, "p_in_view"));
    screen_add_chance(text_grid_cell(grid, row, ACTIVE), value_of(point, "p_active"));
    screen_add_chance(text_grid_cell(grid, row, PAYING), value_of(point, "p_paying"));
    screen_add_number(text_grid_cell(grid, row, HOURS), value_of(point, "hours"), 0);
    struct estimate each = plan_figure(point, "cost_per_partner").estimate;
    screen_add_money(text_grid_cell(grid, row, PER_PARTNER), each.unbounded ? NAN : each.value);
    fill_left(text_grid_cell(grid, row, LEFT), point);
}

/* Targets stand in the headers where all lines have the same. */
static struct targets same_targets(const struct plan_report *report)
{
    const struct plan_set *set = &report->plan->row_set;
    struct targets targets = set->point[0].targets;
    for (int i = 1; i < set->n; i++) {
        const struct targets *other = &set->point[i].targets;
        if (other->in_view != targets.in_view || other->active != targets.active ||
            other->paying != targets.paying)
            return (struct targets){0};
    }
    return targets;
}

static void target_headers(const struct text_grid *grid, struct targets targets)
{
    if (targets.in_view + targets.active + targets.paying == 0) {
        text_grid_header(grid, IN_VIEW, _("in\nview"));
        text_grid_header(grid, ACTIVE, _("\nactive"));
        text_grid_header(grid, PAYING, _("\npaying"));
        return;
    }
    struct text in_view = {0}, active = {0}, paying = {0};
    text_printf(&in_view, _("%d in\nview"), targets.in_view);
    text_printf(&active, _("%d\nactive"), targets.active);
    text_printf(&paying, _("%d\npaying"), targets.paying);
    text_grid_header(grid, IN_VIEW, in_view.data);
    text_grid_header(grid, ACTIVE, active.data);
    text_grid_header(grid, PAYING, paying.data);
    text_free(&in_view);
    text_free(&active);
    text_free(&paying);
}

static void fill_headers(const struct text_grid *grid, const struct plan_report *report)
{
    text_grid_header(grid, MEANS, plan_by_hours(report) ? _("hours\na week") : _("budget"));
    text_grid_header(grid, APPROACH, _("compa-\nnies"));
    text_grid_header(grid, RANGE, _("partners\nrange"));
    bool alone = report->plan->row_set.replications < 2;
    text_grid_header(grid, AVERAGE, alone ? _("\npartners") : _("partners\naverage ±"));
    target_headers(grid, same_targets(report));
    text_grid_header(grid, HOURS, _("hours"));
    text_grid_header(grid, PER_PARTNER, _("cost per\npartner"));
    text_grid_header(grid, NEXT_PARTNER, _("the next\npartner"));
    text_grid_header(grid, LEFT, _("left, held\nback by"));
}

/* "SPARK recipe, 8 hours a week": what the rows of a table have in common. */
static void print_title(
    FILE *out, const struct plan_report *report, const struct plan_point *point)
{
    struct text title = {0}, common = {0};
    plan_add_name(&title, report, point->line);
    if (plan_by_hours(report) && report->plan->grid.n_budgets > 0)
        screen_add_money(&common, point->terms.budget_eur);
    else if (!plan_by_hours(report) && report->plan->grid.n_hours > 0)
        plan_add_hours(&common, point);
    if (common.length > 0)
        text_printf(&title,
            plan_by_hours(report) ? _(", with %s") : _(", with %s hours a week"), common.data);
    screen_print_line(out, title.data);
    text_free(&title);
    text_free(&common);
}

/* Budgets with which nobody is approached. */
static void print_unaffordable(FILE *out, const struct plan_point *first, int n)
{
    const struct plan_point *last = NULL;
    for (int i = 0; i < n; i++)
        if (plan_is_unaffordable(&first[i]))
            last = &first[i];
    if (last == NULL)
        return;
    struct text sentence = {0}, budget = {0}, fixed = {0};
    screen_add_money(&budget, last->terms.budget_eur);
    screen_add_money(&fixed, last->fixed_cost_eur);
    text_printf(&sentence,
        last->fixed_cost_eur == 0.0
            ? _("%s does not pay for finding out about one company: nobody is approached.")
        : last->terms.budget_eur < last->fixed_cost_eur
            ? _("%s does not even pay the aids, which cost %s whatever is done with them: "
                "nobody "
                "is approached.")
            : _("%s does not pay for finding out about one company beside the aids (%s): "
                "nobody is approached."),
        budget.data, fixed.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&budget);
    text_free(&fixed);
}

/* `n` rows from `first` on. */
static void print_rows(
    FILE *out, const struct plan_report *report, const struct plan_point *first, int n)
{
    struct text_grid grid;
    print_title(out, report, first);
    text_grid_init(&grid, n, COLUMNS);
    fill_headers(&grid, report);
    for (int i = 0; i < n; i++) {
        fill_row(&grid, i, report, &first[i]);
        if (i > 0 && !plan_by_hours(report))
            fill_next(&grid, i, report, &first[i - 1], &first[i]);
        else
            screen_add_money(text_grid_cell(&grid, i, NEXT_PARTNER), NAN);
    }
    text_grid_print(out, &grid);
    text_grid_free(&grid);
    print_unaffordable(out, first, n);
    fputc('\n', out);
}

/* A table per strategy, and per number of hours where budgets differ as well. */
static void print_tables(FILE *out, const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int n = plan_by_hours(report) ? plan->n_hours : plan->n_budgets;
    for (int i = 0; i < plan->row_set.n; i += n)
        print_rows(out, report, &plan->row_set.point[i], n);
}

/* The least and the most of the rows. */
static void add_open(struct text *line, const struct plan_set *set)
{
    double low = NAN, high = NAN;
    for (int i = 0; i < set->n; i++) {
        double share = value_of(&set->point[i], "open_share");
        low = fmin(low, share);
        high = fmax(high, share);
    }
    if (isnan(low))
        return;
    text_add_string(line, " ");
    screen_add_open(line, low, high);
}

/* Budgets that one campaign in twenty or more passes: the one that is passed most. */
static void print_passed(FILE *out, const struct plan_set *set)
{
    const struct plan_point *most = NULL;
    double p95 = 0.0, passed = 0.0;
    for (int i = 0; i < set->n; i++) {
        struct figure cost = plan_figure(&set->point[i], "cost");
        double budget = set->point[i].terms.budget_eur;
        if (!(set->point[i].over >= ONE_IN_TWENTY) || budget < set->point[i].fixed_cost_eur ||
            cost.p95 / budget <= passed)
            continue;
        most = &set->point[i];
        p95 = cost.p95;
        passed = cost.p95 / budget;
    }
    if (most == NULL)
        return;
    struct text sentence = {0}, budget = {0}, cost = {0};
    screen_add_money(&budget, most->terms.budget_eur);
    screen_add_money(&cost, p95);
    text_printf(&sentence,
        _("A campaign can pass its budget a little (of %s one in twenty costs %s or more): "
          "appointments that are moved cost hours as well, and are never refused."),
        budget.data, cost.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&budget);
    text_free(&cost);
}

static void print_precision(FILE *out, const struct plan_report *report)
{
    uint64_t n = report->plan->row_set.replications;
    if (n < 2) {
        screen_print_line(
            out, _("Of 1 simulated campaign: what others come to takes more of them."));
        return;
    }
    struct text line = {0}, count = {0}, confidence = {0};
    screen_add_number(&count, (double)n, 0);
    text_add_number(&confidence, report->planner->confidence * 100.0, 0);
    text_printf(&line,
        _("range: 9 in 10 campaigns end in it; ±: error of the average of %s simulated "
          "campaigns "
          "(%s%%)."),
        count.data, confidence.data);
    screen_print_line(out, line.data);
    text_free(&line);
    text_free(&count);
    text_free(&confidence);
}

static void print_legend(FILE *out, const struct plan_report *report)
{
    screen_print_line(out,
        plan_by_hours(report)
            ? _("companies: the least that win as many partners with these hours as can be "
                "won; beyond the list, more of the same kind.")
            : _("companies: the least that win as many partners with the budget as it can; "
                "beyond the list, more of the same kind."));
    if (!plan_by_hours(report))
        screen_print_line(out,
            _("the next partner: extra cost per extra partner since the budget before; –: the "
              "difference in partners may be none, or the price be over three quarters higher. "
              "That the companies are estimated as well is left out."));
    if (!isnan(report->plan->row_set.point[0].terms.budget_eur))
        screen_print_line(out,
            _("left: budget not spent, and why: money (the rest does not pay the next step), "
              "hours of the team, choice (companies are still open at the end, and more of "
              "them would win no more), days of outreach, list (nobody left to contact)."));
}

static void print_basis(FILE *out, const struct plan_report *report)
{
    struct text line = {0};
    text_printf(&line, _("Rests on %d numbers, of which %d are assumed."), report->n_numbers,
        report->n_assumed);
    add_open(&line, &report->plan->row_set);
    screen_print_line(out, line.data);
    text_free(&line);
    print_precision(out, report);
    print_legend(out, report);
    print_passed(out, &report->plan->row_set);
}

void screen_plan_table(FILE *out, const struct plan_report *report)
{
    screen_plan_answer_sentences(out, report);
    screen_plan_best_sentences(out, report);
    fputc('\n', out);
    print_tables(out, report);
    if (report->n_answers > 0) {
        screen_plan_answers(out, report);
        fputc('\n', out);
    }
    print_basis(out, report);
}
