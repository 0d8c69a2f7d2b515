/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_plan_text.h"

#include "language.h"
#include "memory.h"

#include <stdlib.h>

/* What stands above a plan's tables, of the highest budget and the most hours. */

static const struct plan_point *last_row(const struct plan_report *report, int line)
{
    const struct plan *plan = report->plan;
    return plan_row(plan, line, plan->n_hours - 1, plan->n_budgets - 1);
}

static struct figure partners_of(const struct plan_report *report, int line)
{
    const struct plan_point *point = last_row(report, line);
    return plan_figure(point, "partners");
}

/* ---- Which strategy ---- */

/* "€20,000", "12 hours a week", "€20,000 and 12 hours a week". */
static void add_means(
    struct text *text, const struct plan_report *report, const struct plan_point *point)
{
    struct text hours = {0}, money = {0};
    plan_add_hours(&hours, point);
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

/* Nobody approached, or nobody won. */
static void say_nobody(struct text *sentence, const struct plan_report *report,
    const bool *as_good, const char *means, bool approached)
{
    struct text names = {0};
    plan_add_names(&names, report, as_good);
    if (approached)
        text_printf(sentence, _("With %s nobody is won by %s."), means, names.data);
    else
        text_printf(sentence, _("With %s nobody is approached."), means);
    text_free(&names);
}

/* One strategy, which is the only one or shown to be the best. */
static void say_one(
    struct text *sentence, const struct plan_report *report, int line, const char *means)
{
    struct figure partners = partners_of(report, line);
    struct text name = {0}, average = {0}, range = {0}, companies = {0};
    plan_add_name(&name, report, line);
    screen_add_number(&average, partners.estimate.value, 1);
    screen_add_range(&range, partners.p05, partners.p95);
    plan_add_companies(&companies, last_row(report, line)->terms.companies);
    if (report->plan->row_set.replications < 2)
        text_printf(sentence,
            _("With %s, \"%s\" wins %s partners in 1 simulated campaign, from %s."), means,
            name.data, range.data, companies.data);
    else
        text_printf(sentence,
            report->planner->n_lines > 1
                ? _("With %s, \"%s\" wins the most partners: %s on average (%s in 9 of 10 "
                    "campaigns), from %s.")
                : _("With %s, \"%s\" wins %s partners on average (%s in 9 of 10 campaigns), "
                    "from "
                    "%s."),
            means, name.data, average.data, range.data, companies.data);
    text_free(&name);
    text_free(&average);
    text_free(&range);
    text_free(&companies);
}

/* Several that are not told apart. */
static void say_equal(struct text *sentence, const struct plan_report *report,
    const bool *as_good, const char *means)
{
    uint64_t n = report->plan->row_set.replications;
    struct text names = {0}, averages = {0}, count = {0};
    screen_add_number(&count, (double)n, 0);
    plan_add_names(&names, report, as_good);
    for (int line = 0; line < report->planner->n_lines; line++) {
        if (!as_good[line])
            continue;
        text_add_string(&averages, averages.length > 0 ? ", " : "");
        screen_add_number(&averages, partners_of(report, line).estimate.value, 2);
    }
    text_printf(sentence,
        ngettext("With %s, %s cannot be told apart from %s simulated campaign: %s partners.",
            "With %s, %s cannot be told apart from %s simulated campaigns: %s partners on "
            "average.",
            (unsigned long)n),
        means, names.data, count.data, averages.data);
    text_free(&count);
    text_free(&names);
    text_free(&averages);
}

static int print_best(FILE *out, const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int lines = report->planner->n_lines, equal = 0;
    bool *as_good = memory_new((size_t)lines, sizeof *as_good);
    int best = plan_best(plan, lines, plan->n_hours - 1, plan->n_budgets - 1,
        report->planner->confidence, as_good);
    for (int line = 0; line < lines; line++)
        equal += as_good[line];
    struct text sentence = {0}, means = {0};
    add_means(&means, report, last_row(report, best));
    if (partners_of(report, best).estimate.value == 0.0)
        say_nobody(&sentence, report, as_good, means.data,
            plan_figure(last_row(report, best), "approached").estimate.value > 0.0);
    else if (equal > 1)
        say_equal(&sentence, report, as_good, means.data);
    else
        say_one(&sentence, report, best, means.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&means);
    free(as_good);
    return best;
}

/* ---- Whether more money stops to bring much ---- */

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
          "to there."),
        from.data, name, after.data, before.data);
    text_add_string(sentence, " ");
    text_printf(
        sentence, _("With %s %s."), most.data, plan_bound_clause(plan_main_bound(last)));
    text_free(&from);
    text_free(&before);
    text_free(&after);
    text_free(&most);
}

static void print_saturation(FILE *out, const struct plan_report *report, int line)
{
    const struct plan *plan = report->plan;
    const struct plan_point *last = last_row(report, line);
    if (plan->grid.n_budgets < 2 || plan_is_unaffordable(last))
        return;
    struct plan_saturation saturation =
        plan_saturation(plan, line, plan->n_hours - 1, report->planner->confidence);
    struct text sentence = {0}, most = {0}, name = {0}, count = {0};
    screen_add_money(&most, last->terms.budget_eur);
    plan_add_name(&name, report, line);
    screen_add_number(&count, (double)plan->row_set.replications, 0);
    if (partners_of(report, line).estimate.value == 0.0)
        text_printf(&sentence,
            ngettext("Up to %s, \"%s\" wins nobody in %s simulated campaign.",
                "Up to %s, \"%s\" wins nobody in %s simulated campaigns.",
                (unsigned long)plan->row_set.replications),
            most.data, name.data, count.data);
    else if (saturation.kind == FLATTENS)
        say_flattens(&sentence, report, last, saturation, name.data);
    else if (saturation.kind == FLATTENS_NOT)
        text_printf(&sentence,
            _("Up to %s, 1,000 euro more goes on to bring \"%s\" at least half of what it "
              "brought "
              "before."),
            most.data, name.data);
    else
        text_printf(&sentence,
            ngettext("Whether there is a budget up to %s from which on 1,000 euro more brings "
                     "\"%s\" less than half of what it brought before cannot be told from %s "
                     "campaign.",
                "Whether there is a budget up to %s from which on 1,000 euro more brings "
                "\"%s\" less than half of what it brought before cannot be told from %s "
                "campaigns.",
                (unsigned long)plan->row_set.replications),
            most.data, name.data, count.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&most);
    text_free(&name);
    text_free(&count);
}

void screen_plan_best_sentences(FILE *out, const struct plan_report *report)
{
    print_saturation(out, report, print_best(out, report));
}
