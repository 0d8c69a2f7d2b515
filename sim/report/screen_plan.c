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

static double value_of(
    const struct plan_report *report, const struct plan_point *point, const char *measure)
{
    return study_total(&report->plan->row_set.study, point->one, measure).estimate.value;
}

static struct figure partners_of(
    const struct plan_report *report, const struct plan_point *point)
{
    return study_total(&report->plan->row_set.study, point->one, "partners");
}

static void add_hours(struct text *text, const struct plan_point *point)
{
    double hours = point->terms.hours_per_week;
    screen_add_number(text, hours, hours == floor(hours) ? 0 : 1);
}

/* ---- Sentences ---- */

/* "€20,000", "12 hours a week", "€20,000 and 12 hours a week". */
static void add_means(
    struct text *text, const struct plan_report *report, const struct plan_point *point)
{
    struct text hours = {0}, money = {0};
    add_hours(&hours, point);
    screen_add_money(&money, point->terms.budget_eur);
    if (report->plan->grid.n_budgets == 0)
        text_printf(text, _("%s hours a week"), hours.data);
    else if (report->plan->grid.n_hours == 0)
        text_add_string(text, money.data);
    else
        text_printf(text, _("%s and %s hours a week"), money.data, hours.data);
    text_free(&hours);
    text_free(&money);
}

static int best_line(const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int best = 0;
    double most = -1.0;
    for (int line = 0; line < report->planner->n_lines; line++) {
        const struct plan_point *point =
            plan_row(plan, line, plan->n_hours - 1, plan->n_budgets - 1);
        double partners = value_of(report, point, "partners");
        best = partners > most ? line : best;
        most = fmax(most, partners);
    }
    return best;
}

static void print_best(FILE *out, const struct plan_report *report, int line)
{
    const struct plan *plan = report->plan;
    const struct plan_point *point =
        plan_row(plan, line, plan->n_hours - 1, plan->n_budgets - 1);
    struct figure partners = partners_of(report, point);
    struct text sentence = {0}, means = {0}, name = {0}, average = {0}, range = {0};
    add_means(&means, report, point);
    plan_add_name(&name, report, line);
    screen_add_number(&average, partners.estimate.value, 1);
    screen_add_range(&range, partners.p05, partners.p95);
    text_printf(&sentence,
        report->planner->n_lines > 1
            ? _("With %s, \"%s\" wins the most partners: %s on average (%s in 9 of 10 "
                "campaigns), from %d companies.")
            : _("With %s, \"%s\" wins %s partners on average (%s in 9 of 10 campaigns), from "
                "%d companies."),
        means.data, name.data, average.data, range.data, point->terms.companies);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&means);
    text_free(&name);
    text_free(&average);
    text_free(&range);
}

static void say_flattens(struct text *sentence, const struct plan_report *report,
    const struct plan_point *last, struct plan_saturation saturation, const char *name)
{
    struct text from = {0}, before = {0}, after = {0}, most = {0};
    screen_add_money(&from, report->plan->grid.budget_eur[saturation.from]);
    screen_add_number(&before, saturation.before, 2);
    screen_add_number(&after, saturation.after, 2);
    screen_add_money(&most, last->terms.budget_eur);
    text_printf(sentence,
        _("From %s on, 1,000 euro more brings \"%s\" %s partner, less than half of the %s up "
          "to "
          "there. With %s campaigns mostly end because %s."),
        from.data, name, after.data, before.data, most.data,
        plan_bound_clause(plan_main_bound(last)));
    text_free(&from);
    text_free(&before);
    text_free(&after);
    text_free(&most);
}

/* Whether more money stops to bring much, as far as these campaigns tell. */
static void print_saturation(FILE *out, const struct plan_report *report, int line)
{
    const struct plan *plan = report->plan;
    if (plan->grid.n_budgets < 2)
        return;
    const struct plan_point *last =
        plan_row(plan, line, plan->n_hours - 1, plan->n_budgets - 1);
    struct plan_saturation saturation =
        plan_saturation(plan, line, plan->n_hours - 1, report->planner->confidence);
    struct text sentence = {0}, most = {0}, name = {0}, count = {0};
    screen_add_money(&most, last->terms.budget_eur);
    plan_add_name(&name, report, line);
    screen_add_number(&count, (double)plan->row_set.study.replications, 0);
    if (saturation.kind == FLATTENS)
        say_flattens(&sentence, report, last, saturation, name.data);
    else if (saturation.kind == FLATTENS_NOT)
        text_printf(&sentence,
            _("Up to %s, 1,000 euro more goes on to bring \"%s\" at least half of what it "
              "brought "
              "before."),
            most.data, name.data);
    else
        text_printf(&sentence,
            _("Whether there is a budget up to %s from which on 1,000 euro more brings \"%s\" "
              "less "
              "than half of what it brought before cannot be told from %s campaigns."),
            most.data, name.data, count.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&most);
    text_free(&name);
    text_free(&count);
}

/* ---- The table ---- */

static void fill_next(const struct text_grid *grid, int row, const struct plan_report *report,
    const struct plan_point *from, const struct plan_point *point)
{
    struct estimate price = plan_extra(point, from, report->planner->confidence).price;
    screen_add_money(
        text_grid_cell(grid, row, NEXT_PARTNER), isnan(price.low) ? NAN : price.value);
}

static void fill_left(struct text *cell, const struct plan_point *point)
{
    enum plan_bound why;
    double left = plan_unspent(point, &why);
    if (isnan(point->terms.budget_eur) || point->terms.budget_eur < plan_fixed_cost(point)) {
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
    struct figure partners = partners_of(report, point);
    double average = partners.estimate.value;
    int decimals = average < 100.0 ? 2 : 0;
    if (plan_by_hours(report))
        add_hours(text_grid_cell(grid, row, MEANS), point);
    else
        screen_add_money(text_grid_cell(grid, row, MEANS), point->terms.budget_eur);
    screen_add_number(text_grid_cell(grid, row, APPROACH), point->terms.companies, 0);
    screen_add_range(text_grid_cell(grid, row, RANGE), partners.p05, partners.p95);
    screen_add_number(text_grid_cell(grid, row, AVERAGE), average, decimals);
    text_add_string(text_grid_cell(grid, row, AVERAGE), " ± ");
    screen_add_number(text_grid_cell(grid, row, AVERAGE),
        (partners.estimate.high - partners.estimate.low) / 2.0, decimals);
    screen_add_chance(text_grid_cell(grid, row, IN_VIEW), value_of(report, point, "p_in_view"));
    screen_add_chance(text_grid_cell(grid, row, ACTIVE), value_of(report, point, "p_active"));
    screen_add_chance(text_grid_cell(grid, row, PAYING), value_of(report, point, "p_paying"));
    screen_add_number(text_grid_cell(grid, row, HOURS), value_of(report, point, "hours"), 0);
    screen_add_money(
        text_grid_cell(grid, row, PER_PARTNER), value_of(report, point, "cost_per_partner"));
    fill_left(text_grid_cell(grid, row, LEFT), point);
}

/* Targets stand in the headers where all lines have the same. */
static struct targets same_targets(const struct plan_report *report)
{
    const struct plan_set *set = &report->plan->row_set;
    struct targets targets = set->point[0].one->scenario->campaign.targets;
    for (int i = 1; i < set->n; i++) {
        const struct targets *other = &set->point[i].one->scenario->campaign.targets;
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
    text_grid_header(grid, AVERAGE, _("partners\naverage ±"));
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
        add_hours(&common, point);
    if (common.length > 0)
        text_printf(&title,
            plan_by_hours(report) ? _(", with %s") : _(", with %s hours a week"), common.data);
    screen_print_line(out, title.data);
    text_free(&title);
    text_free(&common);
}

/* Budgets with which nobody is approached. */
static void print_unaffordable(
    FILE *out, const struct plan_report *report, const struct plan_point *first, int n)
{
    const struct plan_point *last = NULL;
    for (int i = 0; i < n; i++)
        if (plan_is_unaffordable(&report->plan->row_set, &first[i]))
            last = &first[i];
    if (last == NULL)
        return;
    struct text sentence = {0}, budget = {0}, fixed = {0};
    screen_add_money(&budget, last->terms.budget_eur);
    screen_add_money(&fixed, plan_fixed_cost(last));
    text_printf(&sentence,
        last->terms.budget_eur < plan_fixed_cost(last)
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

/* A budget that one campaign in twenty or more passes: of such the one that is passed most. */
static void print_passed(
    FILE *out, const struct plan_report *report, const struct plan_point *first, int n)
{
    const struct plan_point *most = NULL;
    double p95 = 0.0, passed = 0.0;
    for (int i = 0; i < n; i++) {
        struct figure cost = study_total(&report->plan->row_set.study, first[i].one, "cost");
        double budget = first[i].terms.budget_eur;
        if (!(first[i].over >= ONE_IN_TWENTY) || budget < plan_fixed_cost(&first[i]) ||
            cost.p95 / budget <= passed)
            continue;
        most = &first[i];
        p95 = cost.p95;
        passed = cost.p95 / budget;
    }
    if (most == NULL)
        return;
    struct text sentence = {0}, budget = {0}, cost = {0};
    screen_add_money(&budget, most->terms.budget_eur);
    screen_add_money(&cost, p95);
    text_printf(&sentence,
        _("With %s one campaign in twenty costs %s or more: appointments that are moved cost "
          "hours as well, and are never refused."),
        budget.data, cost.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&budget);
    text_free(&cost);
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
    print_unaffordable(out, report, first, n);
    print_passed(out, report, first, n);
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

static void print_basis(FILE *out, const struct plan_report *report)
{
    struct text line = {0}, count = {0}, confidence = {0};
    text_printf(&line, _("Rests on %d numbers, of which %d are assumed."), report->n_numbers,
        report->n_assumed);
    screen_print_line(out, line.data);
    text_free(&line);
    screen_add_number(&count, (double)report->plan->row_set.study.replications, 0);
    text_add_number(&confidence, report->planner->confidence * 100.0, 0);
    text_printf(&line,
        _("range: 9 in 10 campaigns end in it; ±: error of the average of %s simulated "
          "campaigns "
          "(%s%%)."),
        count.data, confidence.data);
    screen_print_line(out, line.data);
    screen_print_line(out, _("companies: the least that win as many partners with the budget "
                             "as it can; beyond the "
                             "list, more of the same kind."));
    screen_print_line(
        out, _("the next partner: extra cost per extra partner since the budget before; –: the "
               "difference in partners may be none."));
    screen_print_line(out,
        _("left: budget not spent, and why: money (the rest does not pay the next step), hours "
          "of the team, days of outreach, list (nobody left to contact)."));
    text_free(&line);
    text_free(&count);
    text_free(&confidence);
}

void screen_plan_table(FILE *out, const struct plan_report *report)
{
    int line = best_line(report);
    screen_plan_answer_sentences(out, report);
    print_best(out, report, line);
    print_saturation(out, report, line);
    fputc('\n', out);
    print_tables(out, report);
    if (report->n_answers > 0) {
        screen_plan_answers(out, report);
        fputc('\n', out);
    }
    print_basis(out, report);
}
