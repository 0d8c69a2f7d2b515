/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the tables of a plan. */
#include "sentences.h"

#include "language.h"

#include <math.h>

void sentences_plan_title(
    struct sentences *s, const struct plan_report *report, const struct plan_point *point)
{
    say(s, "%s", case_name(&s->parts, report->study, &report->study->cases[point->line]));
    if (plan_by_hours(report) && report->plan->grid.n_budgets > 0)
        say(s, _(", with %s"), part(s, point->terms.budget_eur, NUMBER_MONEY));
    else if (!plan_by_hours(report) && report->plan->grid.n_hours > 0)
        say(s, _(", with %s hours a week"), part(s, point->terms.hours_per_week, NUMBER_SHORT));
    say(s, "\n");
}

void sentences_plan_unaffordable(struct sentences *s, const struct plan_point *point, int n)
{
    const struct plan_point *last = NULL;
    for (int i = 0; i < n; i++)
        if (plan_is_unaffordable(&point[i]))
            last = &point[i];
    if (last == NULL)
        return;
    say_line(s,
        last->fixed_cost_eur == 0.0
            ? _("%s does not pay for finding out about one company: nobody is approached.")
        : last->terms.budget_eur < last->fixed_cost_eur
            ? _("%s does not even pay the aids, which cost %s whatever is done with them: "
                "nobody is approached.")
            : _("%s does not pay for finding out about one company beside the aids (%s): "
                "nobody is approached."),
        part(s, last->terms.budget_eur, NUMBER_MONEY),
        part(s, last->fixed_cost_eur, NUMBER_MONEY));
}

void sentences_plan_answer_columns(struct sentences *s, bool all)
{
    say_line(s, _("answer: the smallest budget, hours or number of companies that is "
                  "enough, or for a cost the largest number of companies that still "
                  "keeps to it, with 95 percent certainty. All else stays as in the "
                  "config; with a budget goes a number of companies of its own."));
    if (all)
        say_line(s, _("simulated again: what the answer gives in fresh campaigns; where "
                      "there is no answer, what comes nearest to one."));
}

#define ONE_IN_TWENTY 0.05
/* Times a budget: less than this is not told. */
#define PASSED 1.005

/* Budgets that one campaign in twenty or more passes: the one that is passed most. */
static void add_passed(struct sentences *s, const struct plan_set *set)
{
    const struct plan_point *most = NULL;
    double passed = 0.0;
    for (int i = 0; i < set->n; i++) {
        const struct plan_point *point = &set->point[i];
        double times = plan_figure(point, "cost").p95 / point->terms.budget_eur;
        if (point->over >= ONE_IN_TWENTY && point->terms.budget_eur >= point->fixed_cost_eur &&
            times > fmax(passed, PASSED)) {
            most = point;
            passed = times;
        }
    }
    if (most != NULL)
        say_line(s,
            _("A campaign can pass its budget a little (of %s one in twenty costs %s or more): "
              "appointments that are moved cost hours as well, and are never refused."),
            part(s, most->terms.budget_eur, NUMBER_MONEY),
            part(s, plan_figure(most, "cost").p95, NUMBER_MONEY));
}

/* How much the numbers of companies may lose, where that is more than they should, and which
 * may lose the most. */
static void add_loss(struct sentences *s, const struct plan_report *report)
{
    const struct plan_set *set = &report->plan->row_set;
    const struct plan_point *most = &set->point[0];
    int large = 0;
    for (int i = 0; i < set->n; i++) {
        const struct plan_point *point = &set->point[i];
        large += plan_loss_most(&point->loss) > PLAN_LARGE_LOSS;
        if (plan_loss_most(&point->loss) > plan_loss_most(&most->loss))
            most = point;
    }
    if (large == 0)
        return;
    say(s,
        _("In %d of %d rows the number of companies is rough; at worst, that of \"%s\" with %s "
          "wins up to %s fewer partners than the best."),
        large, set->n, part_case(s, report->study, most->line), plan_means(s, report, most),
        part(s, most->loss.high, NUMBER_CHANCE));
    if (!report->plan->asked)
        say(s, _(" A budget that is asked for (--budget) is looked at more closely."));
    say(s, "\n");
}

/* What holds campaigns back, in the words that the rows have; `all`: each word. */
static void add_bounds(struct sentences *s, const struct plan_report *report, bool all)
{
    static const char *const meant[N_BOUNDS] = {
        [LIMIT_BUDGET] = N_("money (more would be won without a limit to it)"),
        [LIMIT_HOURS] = N_("hours (more would be won without a limit to those of the team)"),
        [LIMIT_COMPANIES] = N_("list (more would be won with more companies)"),
        [LIMIT_DAYS] = N_("days (more would be won with three times as many)"),
        [BOUND_CHOICE] = N_("choice (more money, hours, days or companies win hardly more)"),
        [BOUND_STRATEGY] = N_("strategy (nobody is won, or hardly more with more money, "
                              "hours, days or companies)"),
        [BOUND_UNDECIDED] = N_("– (not to be told from this number of campaigns)"),
    };
    const struct plan_set *set = &report->plan->row_set;
    const char *words = "";
    for (int b = 0; b < N_BOUNDS; b++) {
        bool has = all;
        for (int i = 0; i < set->n; i++)
            has = has || (int)set->point[i].bound.by == b ||
                  (b < N_LIMITS && !isnan(set->point[i].bound.partners[b].value));
        bool no_days = b == LIMIT_DAYS && !all && set->point[0].terms.companies == 0 &&
                       isnan(set->point[0].bound.partners[b].value);
        if (has)
            words =
                part_join(s, words, ", ", no_days ? _("days (there are none)") : _(meant[b]));
    }
    say_line(s,
        _("held back by: what stands in the way of more partners, the most "
          "important first: %s."),
        words);
}

/* What the other columns are. */
static void add_columns(struct sentences *s, const struct plan_report *report)
{
    bool few = study_has_few(report->study);
    say_line(s, _("cost per partner: cost of outreach, divided by the partners won."));
    say_line(s, _("team's hours: those that count for its hours a week. hours on top: moved "
                  "appointments, finding out about companies and events; they are paid for as "
                  "well."));
    if (!few && !isnan(report->plan->row_set.point[0].terms.budget_eur))
        say_line(s, _("left: of the budget, on average."));
    if (!few && !plan_by_hours(report) && report->plan->n_budgets > 1)
        say_line(s,
            _("the next partner: extra cost per extra partner since the budget before; –: the "
              "difference in partners may be none or is under 0.05, or the price may be over "
              "three quarters higher."));
}

void sentences_plan_columns(struct sentences *s, const struct plan_report *report, bool all)
{
    const struct plan_set *set = &report->plan->row_set;
    bool few = study_has_few(report->study);
    double low = NAN, high = NAN;
    for (int i = 0; i < set->n && (!few || set->replications == 1); i++) {
        double share = plan_figure(&set->point[i], "open_share").estimate.value;
        low = fmin(low, share);
        high = fmax(high, share);
    }
    sentences_add_basis(s, &report->basis, low, high);
    sentences_add_precision(s, set->replications, report->planner->confidence);
    if (!few)
        sentences_add_targets(s);
    say_line(s, plan_by_hours(report)
                    ? _("companies: the smallest of the numbers tried that is estimated to "
                        "win at least 99%% of the most partners that these hours can win.")
                    : _("companies: the smallest of the numbers tried that is estimated to "
                        "win at least 99%% of the most partners that the budget can win."));
    add_loss(s, report);
    add_bounds(s, report, all);
    if (all)
        add_columns(s, report);
    if (!few)
        add_passed(s, set);
}
