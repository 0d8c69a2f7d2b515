/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plan says of goals, of budgets and of hours of the team. */
#include "sentences.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* ---- Words ---- */

/* The names of the marked lines: "A", "B" and "C" in quotation marks. */
static const char *lines_of(
    struct sentences *s, const struct plan_report *report, const bool *marked)
{
    const char *names = "";
    int after = 0;
    for (int line = report->planner->n_lines - 1; line >= 0; line--)
        if (marked[line]) {
            const char *between = after == 0 ? "" : after == 1 ? _(" and ") : ", ";
            names =
                part_printf(s, "\"%s\"%s%s", part_case(s, report->study, line), between, names);
            after++;
        }
    return names;
}

/* "1 company", "51 companies (37 of them not on the list)". */
static const char *companies_of(
    struct sentences *s, const struct plan_report *report, int line, int companies)
{
    int unlisted = plan_unlisted(report, line, companies);
    const char *all =
        part_printf(s, ngettext("%s company", "%s companies", (unsigned long)companies),
            part(s, companies, NUMBER_WHOLE));
    return unlisted == 0 ? all
                         : part_printf(s, _("%s (%s of them not on the list)"), all,
                               part(s, unlisted, NUMBER_WHOLE));
}

/* The limits that win more, by how much, "days, money"; or why there are none. */
const char *plan_bound_words(struct arena *arena, const struct plan_bound *bound)
{
    static const char *const words[N_BOUNDS] = {[LIMIT_BUDGET] = N_("money"),
        [LIMIT_HOURS] = N_("hours"),
        [LIMIT_COMPANIES] = N_("list"),
        [LIMIT_DAYS] = N_("days"),
        [BOUND_CHOICE] = N_("choice"),
        [BOUND_STRATEGY] = N_("strategy"),
        [BOUND_UNDECIDED] = "–"};
    const char *all = _(words[bound->by]);
    bool told[N_BOUNDS] = {false};
    told[bound->by] = true;
    for (int next; bound->by < N_LIMITS; told[next] = true) {
        next = -1;
        for (int i = 0; i < N_LIMITS; i++)
            if (!told[i] && !isnan(bound->partners[i].value) &&
                (next < 0 || bound->partners[i].value > bound->partners[next].value))
                next = i;
        if (next < 0)
            break;
        all = arena_printf(arena, "%s, %s", all, _(words[next]));
    }
    return all;
}

bool plan_same_goal(const struct plan_answer *one, const struct plan_answer *other)
{
    return text_same(one->goal.measure, other->goal.measure);
}

const char *plan_lever_word(enum plan_lever lever)
{
    return lever == LEVER_BUDGET  ? _("budget")
           : lever == LEVER_HOURS ? _("hours a week")
                                  : _("companies");
}

/* "2 or more paying and active partners". */
static const char *target_of(struct sentences *s, const struct plan_goal *goal)
{
    return part_printf(s,
        text_same(goal->measure, "p_in_view")  ? _("%d or more companies in view")
        : text_same(goal->measure, "p_active") ? _("%d or more active companies")
                                               : _("%d or more paying and active partners"),
        goal->number);
}

void sentences_plan_goal(struct sentences *s, const struct plan_goal *goal)
{
    if (goal->number == 0)
        say_line(s, _("at most %s a partner"), part(s, goal->wanted, NUMBER_MONEY));
    else
        say_line(s, _("%s, with a chance of %s"), target_of(s, goal),
            part(s, goal->wanted, NUMBER_CHANCE));
}

/* ---- What goals take ---- */

/* Why they cannot be met. */
static const char *const limit_words[N_LIMITS] = {
    [LIMIT_BUDGET] = N_("more money"),
    [LIMIT_HOURS] = N_("more hours of the team"),
    [LIMIT_COMPANIES] = N_("more companies"),
    [LIMIT_DAYS] = N_("more days of outreach (three times as many are enough)"),
};

/* A sentence's end: "it takes more companies or more days of outreach". */
static const char *cause_of(struct sentences *s, const struct plan_cause *cause)
{
    const char *limits = "";
    if (cause->kind == CAUSE_TOGETHER)
        return _("it takes more of several at once: money, hours, companies, days");
    if (cause->kind == CAUSE_NO_DAYS)
        return _("there are no days of outreach");
    if (cause->kind == CAUSE_NO_PART)
        return _("none of the strategy's contact moments counts as taking part, which this "
                 "target asks for");
    if (cause->kind == CAUSE_STRATEGY)
        return part_printf(s,
            _("the strategy wins too few, also with %d times the days, as many companies as "
              "these allow, and no limit of money and hours"),
            PLAN_LIFTED_DAYS);
    if (cause->kind != CAUSE_LIMITS)
        return _("what it takes is too close to say");
    for (int limit = 0; limit < N_LIMITS; limit++)
        if (cause->enough[limit])
            limits = part_join(s, limits, _(" or "), _(limit_words[limit]));
    return part_printf(s, _("it takes %s"), limits);
}

static bool same_cause(const struct plan_answer *a, const struct plan_answer *b)
{
    return a->cause.kind != CAUSE_NONE && a->cause.kind == b->cause.kind &&
           memcmp(a->cause.enough, b->cause.enough, sizeof a->cause.enough) == 0;
}

/* "SPARK recipe (budget, hours a week)", and where the strategy is the cause what it comes to:
 * "All online, 0% (companies)". Answers of one strategy stand next to each other. */
static const char *answers_of(struct sentences *s, const struct plan_report *report,
    const struct plan_answer *first, const struct plan_answer *end)
{
    const struct plan_answer *before = NULL;
    const char *names = "";
    for (const struct plan_answer *one = first; one < end; one++) {
        if (!same_cause(first, one))
            continue;
        if (before == NULL || before->line != one->line) {
            names = part_join(s, names, "); ", part_case(s, report->study, one->line));
            if (one->cause.kind == CAUSE_STRATEGY && !study_has_few(report->study))
                names =
                    part_join(s, names, ", ", part(s, one->cause.lifted.value, NUMBER_CHANCE));
            before = NULL;
        }
        names = part_join(s, names, before == NULL ? " (" : ", ", plan_lever_word(one->lever));
        before = one;
    }
    return part_printf(s, "%s)", names);
}

void sentences_plan_causes(struct sentences *s, const struct plan_report *report,
    const struct plan_answer *first, int n)
{
    for (const struct plan_answer *one = first; one < first + n; one++) {
        const struct plan_answer *before = first;
        while (before < one && !same_cause(before, one))
            before++;
        if (one->cause.kind == CAUSE_NONE || before < one)
            continue;
        say_line(s, _("By this alone it cannot be met; %s: %s."), cause_of(s, &one->cause),
            answers_of(s, report, one, first + n));
    }
}

/* Says that a target is not met, or may not be. */
static void add_unmet(
    struct sentences *s, const struct plan_report *report, const struct plan_answer *best)
{
    bool few = study_has_few(report->study), undecided = best->verdict == VERDICT_UNDECIDED;
    const char *name = part_case(s, report->study, best->line);
    const char *target = target_of(s, &best->goal);
    const char *wanted = part(s, best->goal.wanted, NUMBER_CHANCE);
    const char *companies = companies_of(s, report, best->line, best->terms.companies);
    if (few && undecided)
        say(s,
            _("Whether a chance of %s of %s can be met is too close to say from so few "
              "campaigns. Simulate more campaigns."),
            wanted, target);
    else if (few)
        say(s,
            _("A chance of %s of %s cannot be met whatever the budget; \"%s\" comes nearest, "
              "with %s: %s."),
            wanted, target, name, companies, cause_of(s, &best->cause));
    else
        say(s,
            undecided ? _("Whether a chance of %s of %s can be met is too close to say; \"%s\" "
                          "comes to %s with %s. Simulate more campaigns.")
                      : _("A chance of %s of %s cannot be met whatever the budget; \"%s\" "
                          "comes to %s with %s: %s."),
            wanted, target, name, number_chance(&s->parts, best->fresh), companies,
            cause_of(s, &best->cause));
}

/* Says what a target takes. `first`: the best is shown to take the least of several. */
static void add_target(struct sentences *s, const struct plan_report *report,
    const struct plan_answer *best, bool first)
{
    if (!plan_is_met(best)) {
        add_unmet(s, report, best);
        return;
    }
    say(s,
        first ? _("For %s with a chance of %s, \"%s\" takes the least money: at most %s is "
                  "enough (from %s on is not excluded), for %s.")
              : _("For %s with a chance of %s, with \"%s\" at most %s is enough (from %s on is "
                  "not excluded), for %s."),
        target_of(s, &best->goal), part(s, best->goal.wanted, NUMBER_CHANCE),
        part_case(s, report->study, best->line), part(s, best->value, NUMBER_MONEY),
        part(s, best->low, NUMBER_MONEY),
        companies_of(s, report, best->line, best->terms.companies));
    if (!study_has_few(report->study))
        say(s, _(" Simulated again: %s."), number_chance(&s->parts, best->fresh));
    if (isnan(best->loss.high))
        say(s, _(" Which number of companies is the best for that was not looked into: with "
                 "another the chance may be higher."));
    else if (best->loss.high > PLAN_LARGE_LOSS && !study_has_few(report->study))
        say(s, _(" With another number of companies the chance may be up to %s points higher."),
            part(s, fmin(best->loss.high, 1.0 - best->fresh.value), NUMBER_POINTS));
}

/* Says how large a campaign a cost allows. `first`: the best is shown to be the largest. */
static void add_cost(struct sentences *s, const struct plan_report *report,
    const struct plan_answer *best, bool first)
{
    bool few = study_has_few(report->study), undecided = best->verdict == VERDICT_UNDECIDED;
    struct estimate cost = best->fresh;
    const char *wanted = part(s, best->goal.wanted, NUMBER_MONEY);
    const char *name = part_case(s, report->study, best->line);
    const char *companies = companies_of(s, report, best->line, best->terms.companies);
    if (plan_is_met(best))
        say(s,
            best->verdict == VERDICT_NO_LIMIT
                ? _("At or under %s per partner no limit was found for \"%s\" up to %s.")
            : first ? _("At or under %s per partner, \"%s\" can be the largest: %s.")
                    : _("At or under %s per partner, \"%s\" can be as large as %s."),
            wanted, name, companies);
    else if (!isfinite(cost.value) || (few && !isfinite(cost.high - cost.low)))
        say(s,
            undecided ? _("Whether a campaign stays at or under %s per partner is too close to "
                          "say. Simulate more campaigns.")
                      : _("No campaign was found that stays at or under %s per partner."),
            wanted);
    else
        say(s,
            undecided ? _("Whether a campaign stays at or under %s per partner is too close to "
                          "say; \"%s\" comes to %s with %s. Simulate more campaigns.")
                      : _("No campaign was found that stays at or under %s per partner; \"%s\" "
                          "comes to %s with %s."),
            wanted, name,
            few ? number_estimate(&s->parts, cost, NUMBER_MONEY)
                : part(s, cost.value, NUMBER_MONEY),
            companies);
}

/* What the goal of answer number `first` takes. */
static void add_goal(struct sentences *s, const struct plan_report *report, int first)
{
    const struct plan_answer *best = plan_best_answer(report->answer, report->n_answers, first);
    bool *as_good = arena_new(&s->parts, (size_t)report->planner->n_lines, sizeof *as_good),
         sole = true;
    for (int i = 0; i < report->n_answers; i++)
        if (plan_is_rival(&report->answer[i], best) && report->answer[i].as_good) {
            as_good[report->answer[i].line] = true;
            sole = false;
        }
    (plan_is_cost(best) ? add_cost : add_target)(
        s, report, best, sole && report->planner->n_lines > 1);
    if (plan_is_met(best) && !sole) {
        say(s, " ");
        say(s,
            plan_is_cost(best) ? _("Within the error that may be so for %s as well.")
                               : _("Within the error %s may take as little."),
            lines_of(s, report, as_good));
    }
    say(s, "\n");
}

/* ---- Which strategy ---- */

static const struct plan_point *last_row(const struct plan_report *report, int line)
{
    const struct plan *plan = report->plan;
    return plan_row(plan, line, plan->n_hours - 1, plan->n_budgets - 1);
}

static struct figure partners_of(const struct plan_report *report, int line)
{
    return plan_figure(last_row(report, line), "partners");
}

const char *plan_means(
    struct sentences *s, const struct plan_report *report, const struct plan_point *point)
{
    const char *hours = part(s, point->terms.hours_per_week, NUMBER_SHORT);
    const char *money = part(s, point->terms.budget_eur, NUMBER_MONEY);
    if (report->plan->grid.n_budgets == 0)
        return part_printf(s, _("%s hours a week"), hours);
    if (report->plan->grid.n_hours == 0)
        return money;
    return part_printf(s, _("%s and %s hours a week"), money, hours);
}

/* A share of the budget that is told when it is left. */
#define MUCH_LEFT 0.1

/* Says what the partners cost and how much of the budget is left, which is where a row that
 * wins the most may be no good buy. */
static void add_price(struct sentences *s, const struct plan_report *report, int line)
{
    const struct plan_point *row = last_row(report, line);
    struct estimate cost = plan_figure(row, "cost_per_partner").estimate;
    if (report->plan->row_set.replications < STUDY_FEW || !isfinite(cost.high))
        return;
    say(s, _(" A partner costs %s."), number_estimate(&s->parts, cost, NUMBER_MONEY));
    if (row->unspent > MUCH_LEFT * row->terms.budget_eur)
        say(s, _(" Of the budget %s is left."), part(s, row->unspent, NUMBER_MONEY));
}

/* Averages of so many partners are told in whole ones. */
enum { MANY = 100 };

/* One strategy, which is the only one or shown to be the best. */
static void add_one(
    struct sentences *s, const struct plan_report *report, int line, const char *means)
{
    struct figure partners = partners_of(report, line);
    const char *name = part_case(s, report->study, line);
    const char *companies =
        companies_of(s, report, line, last_row(report, line)->terms.companies);
    const char *range = number_range(&s->parts, partners.p05, partners.p95, NUMBER_WHOLE);
    if (report->plan->row_set.replications < 2)
        say(s, _("With %s, \"%s\" wins %s partners in 1 simulated campaign, from %s."), means,
            name, range, companies);
    else if (report->plan->row_set.replications < STUDY_FEW)
        say(s, _("With %s, \"%s\" wins %s partners on average, from %s."), means, name,
            number_estimate(&s->parts, partners.estimate, NUMBER_AVERAGE), companies);
    else
        say(s,
            report->planner->n_lines > 1 ? _("With %s, \"%s\" wins the most partners: %s on "
                                             "average (%s in 9 of 10 campaigns), from %s.")
                                         : _("With %s, \"%s\" wins %s partners on average (%s "
                                             "in 9 of 10 campaigns), from %s."),
            means, name,
            part(s, partners.estimate.value,
                partners.estimate.value < MANY ? NUMBER_TENTHS : NUMBER_WHOLE),
            range, companies);
    add_price(s, report, line);
}

static bool point_has_no_days(const struct plan_report *report, int line)
{
    return report->study->cases[line].scenario->campaign.outreach_days == 0;
}

/* The partners that a line wins on average, of few campaigns with its error. */
static const char *average_of(struct sentences *s, const struct plan_report *report, int line)
{
    struct estimate partners = partners_of(report, line).estimate;
    uint64_t n = report->plan->row_set.replications;
    return n >= STUDY_FEW ? part(s, partners.value, NUMBER_HUNDREDTHS)
           : n > 1        ? number_estimate(&s->parts, partners, NUMBER_HUNDREDTHS)
                          : part(s, partners.value, NUMBER_WHOLE);
}

/* Says which win the most where they are not told apart, or nobody is won. Returns the best. */
static int add_best(struct sentences *s, const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int lines = report->planner->n_lines, equal = 0;
    bool *as_good = arena_new(&s->parts, (size_t)lines, sizeof *as_good);
    int best = plan_best(plan, lines, plan->n_hours - 1, plan->n_budgets - 1,
        report->planner->confidence, as_good);
    const struct plan_point *point = last_row(report, best);
    const char *means = plan_means(s, report, point), *averages = "";
    unsigned long n = (unsigned long)plan->row_set.replications;
    for (int line = 0; line < lines; line++)
        if (as_good[line]) {
            equal++;
            averages = part_join(s, averages, "; ", average_of(s, report, line));
        }
    struct estimate partners = partners_of(report, best).estimate;
    if (n > 1 && isnan(partners.high - partners.low))
        say(s, _("With %s nothing can be told from so few campaigns."), means);
    else if (!(partners.value > 0.0) && plan_figure(point, "approached").estimate.value > 0.0)
        say(s,
            ngettext("With %s nobody is won by %s in %s simulated campaign.",
                "With %s nobody is won by %s in %s simulated campaigns.", n),
            means, lines_of(s, report, as_good), part(s, (double)n, NUMBER_WHOLE));
    else if (!(partners.value > 0.0))
        say(s,
            point_has_no_days(report, best)
                ? _("With %s nobody is approached, as there are no days of outreach.")
                : _("With %s nobody is approached."),
            means);
    else if (equal > 1)
        say(s,
            ngettext(
                "With %s, %s cannot be told apart from %s simulated campaign: %s partners.",
                "With %s, %s cannot be told apart from %s simulated campaigns: %s partners on "
                "average.",
                n),
            means, lines_of(s, report, as_good), part(s, (double)n, NUMBER_WHOLE), averages);
    else
        add_one(s, report, best, means);
    say(s, "\n");
    return best;
}

/* ---- Whether more money stops to bring much ---- */

static void add_saturation(struct sentences *s, const struct plan_report *report, int line)
{
    const struct plan *plan = report->plan;
    const struct plan_point *last = last_row(report, line);
    unsigned long n = (unsigned long)plan->row_set.replications;
    if (plan->grid.n_budgets < 2 || plan_is_unaffordable(last))
        return;
    struct plan_saturation saturation =
        plan_saturation(plan, line, plan->n_hours - 1, report->planner->confidence);
    const char *most = part(s, last->terms.budget_eur, NUMBER_MONEY);
    const char *name = part_case(s, report->study, line);
    bool nobody = partners_of(report, line).estimate.value == 0.0;
    if (study_has_few(report->study))
        saturation.kind = FLATTENS_UNDECIDED;
    if (nobody || saturation.kind != FLATTENS)
        say_line(s,
            nobody ? ngettext("Up to %s, \"%s\" wins nobody in %s simulated campaign.",
                         "Up to %s, \"%s\" wins nobody in %s simulated campaigns.", n)
            : saturation.kind == FLATTENS_NOT
                ? _("Up to %s, 1,000 euro more goes on to bring \"%s\", on average, at "
                    "least half of what it brought before.")
                : ngettext("Whether there is a budget up to %s from which on 1,000 euro more "
                           "brings \"%s\" less than half of what it brought before cannot be "
                           "told from %s campaign.",
                      "Whether there is a budget up to %s from which on 1,000 euro more brings "
                      "\"%s\" less than half of what it brought before cannot be told from %s "
                      "campaigns.",
                      n),
            most, name, part(s, (double)n, NUMBER_WHOLE));
    else {
        const char *from = part(s, plan->grid.budget_eur[saturation.from], NUMBER_MONEY);
        say(s,
            _("From %s on, 1,000 euro more brings \"%s\" %s partner, less than half of the %s "
              "up to there."),
            from, name, part(s, saturation.after, NUMBER_HUNDREDTHS),
            part(s, saturation.before, NUMBER_HUNDREDTHS));
        say(s, "\n");
    }
}

/* Says what holds a strategy back most under the last row's means. */
static void add_bound(struct sentences *s, const struct plan_report *report, int line)
{
    const struct plan_bound *bound = &last_row(report, line)->bound;
    enum plan_limit by = bound->by;
    if (by >= N_LIMITS || isnan(bound->partners[by].value))
        return;
    const char *most = plan_bound_leads(bound) ? _(" most") : "";
    say_line(s,
        by == LIMIT_BUDGET
            ? _("With %s, money holds \"%s\" back%s: without that limit it wins %s partners "
                "more, then from %s (estimated from %s campaigns).")
        : by == LIMIT_HOURS
            ? _("With %s, the team's hours hold \"%s\" back%s: without that limit it wins "
                "%s partners more, then from %s (estimated from %s campaigns).")
        : by == LIMIT_COMPANIES
            ? _("With %s, the number of companies holds \"%s\" back%s: with more of them it "
                "wins %s partners more, then from %s (estimated from %s campaigns).")
            : _("With %s, the days of outreach hold \"%s\" back%s: with three times as many "
                "it wins %s partners more, then from %s (estimated from %s campaigns)."),
        plan_means(s, report, last_row(report, line)), part_case(s, report->study, line), most,
        number_estimate(&s->parts, bound->partners[by], NUMBER_AVERAGE),
        companies_of(s, report, line, bound->lifted[by].companies),
        part(s, (double)bound->replications[by], NUMBER_WHOLE));
}

void sentences_plan(struct sentences *s, const struct plan_report *report)
{
    for (int i = 0; i < report->n_answers; i++)
        if (i == 0 || !plan_same_goal(&report->answer[i], &report->answer[i - 1]))
            add_goal(s, report, i);
    int best = add_best(s, report);
    add_saturation(s, report, best);
    add_bound(s, report, best);
}
