/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plan says of goals: what it takes to meet them, or why that cannot be. */
#include "sentences.h"

#include "language.h"

#include <math.h>
#include <string.h>

bool plan_is_cost(const struct plan_answer *answer)
{
    return answer->goal.number == 0;
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

/* "2 or more paying partners". */
static const char *target_of(struct sentences *s, const struct plan_goal *goal)
{
    return part_printf(s,
        text_same(goal->measure, "p_in_view")  ? _("%d or more companies in view")
        : text_same(goal->measure, "p_active") ? _("%d or more active companies")
                                               : _("%d or more paying partners"),
        goal->number);
}

void sentences_plan_goal(struct sentences *s, const struct plan_goal *goal)
{
    if (goal->number == 0)
        say_line(s, _("at most %s a partner"), part(s, goal->wanted, NUMBER_MONEY));
    else
        say_line(s, "%s, %s", target_of(s, goal), part(s, goal->wanted, NUMBER_CHANCE));
}

/* ---- What it takes ---- */

static enum number_form form_of(const struct plan_answer *answer)
{
    return answer->lever == LEVER_BUDGET ? NUMBER_MONEY : NUMBER_SHORT;
}

const char *plan_answer_text(struct arena *arena, const struct plan_answer *answer)
{
    if (answer->verdict == VERDICT_UNDECIDED)
        return _("too close to say");
    if (answer->verdict == VERDICT_NOT_MET)
        return plan_is_cost(answer) ? _("none") : _("cannot be met");
    const char *value = number_text(arena, answer->value, form_of(answer));
    return answer->verdict == VERDICT_MET ? value
                                          : arena_printf(arena, "%s %s", value, _("or more"));
}

/* A range, or the one end that is known. */
const char *plan_possible_text(struct arena *arena, const struct plan_answer *answer)
{
    bool open = answer->verdict == VERDICT_MET || answer->verdict == VERDICT_UNDECIDED;
    bool above = open && answer->low > 0.0, below = open && isfinite(answer->high);
    const char *low = number_text(arena, answer->low, form_of(answer));
    const char *high = number_text(arena, answer->high, form_of(answer));
    return below && isfinite(answer->low) ? arena_printf(arena, "%s–%s", low, high)
           : above                        ? arena_printf(arena, _("more than %s"), low)
           : below                        ? arena_printf(arena, _("up to %s"), high)
                                          : "–";
}

/* ---- Why it cannot be ---- */

static const char *const limit_words[N_LIMITS] = {
    [LIMIT_BUDGET] = N_("more money"),
    [LIMIT_HOURS] = N_("more hours of the team"),
    [LIMIT_COMPANIES] = N_("more companies"),
    [LIMIT_DAYS] = N_("more days of outreach"),
};

/* A sentence's end: "it takes more companies or more days of outreach". */
static const char *cause_of(struct sentences *s, const struct plan_cause *cause)
{
    const char *limits = "";
    if (cause->kind == CAUSE_TOGETHER)
        return _("it takes more of several at once: money, hours, companies, days");
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
static const char *names_of(struct sentences *s, const struct plan_report *report,
    const struct plan_answer *first, const struct plan_answer *end)
{
    const struct plan_answer *before = NULL;
    const char *names = "";
    for (const struct plan_answer *one = first; one < end; one++) {
        if (!same_cause(first, one))
            continue;
        if (before == NULL || before->line != one->line) {
            names = part_join(s, names, "); ", part_case(s, report->study, one->line));
            if (one->cause.kind == CAUSE_STRATEGY)
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
            names_of(s, report, one, first + n));
    }
}

/* ---- Sentences ---- */

/* Says what a target takes. `first`: of several strategies it is the one shown to take the
 * least. */
static void add_target(
    struct sentences *s, const struct plan_answer *best, const char *name, bool first)
{
    const char *target = target_of(s, &best->goal);
    const char *wanted = part(s, best->goal.wanted, NUMBER_CHANCE);
    const char *again = part(s, best->fresh.value, NUMBER_CHANCE);
    const char *companies = part_companies(s, best->terms.companies);
    if (plan_is_met(best))
        say(s,
            first ? _("For %s with a chance of %s, \"%s\" takes the least money: %s, for %s "
                      "(simulated again: %s).")
                  : _("For %s with a chance of %s, \"%s\" takes %s, for %s (simulated again: "
                      "%s)."),
            target, wanted, name, part(s, best->value, NUMBER_MONEY), companies, again);
    else
        say(s,
            best->verdict == VERDICT_UNDECIDED
                ? _("Whether a chance of %s of %s can be met is too close to say; \"%s\" comes "
                    "to %s with %s. Simulate more campaigns.")
                : _("A chance of %s of %s cannot be met whatever the budget; \"%s\" comes to "
                    "%s with %s: %s."),
            wanted, target, name, again, companies, cause_of(s, &best->cause));
}

/* Says how large a campaign a cost allows. `first`: of several strategies it is the one shown
 * to keep it for the most. */
static void add_cost(
    struct sentences *s, const struct plan_answer *best, const char *name, bool first)
{
    const char *companies = part_companies(s, best->terms.companies);
    const char *cost = part(s, best->fresh.value, NUMBER_MONEY);
    say(s,
        best->verdict == VERDICT_UNDECIDED
            ? _("Whether a campaign stays at or under %s per partner is too close to say; "
                "\"%s\" comes to %s with %s. Simulate more campaigns.")
        : best->verdict == VERDICT_NOT_MET ? _("No campaign was found that stays at or under "
                                               "%s per partner; \"%s\" comes to %s with %s.")
        : best->verdict == VERDICT_NO_LIMIT
            ? _("At or under %s per partner no limit was found for \"%s\" up to %s.")
        : first ? _("At or under %s per partner, \"%s\" can be the largest: %s.")
                : _("At or under %s per partner, \"%s\" can be as large as %s."),
        part(s, best->goal.wanted, NUMBER_MONEY), name, plan_is_met(best) ? companies : cost,
        companies);
}

void sentences_add_goal(struct sentences *s, const struct plan_report *report, int first)
{
    const struct plan_answer *best = plan_best_answer(report->answer, report->n_answers, first);
    bool *as_good = arena_new(&s->parts, (size_t)report->planner->n_lines, sizeof *as_good),
         sole = true;
    for (int i = 0; i < report->n_answers; i++)
        if (plan_is_rival(&report->answer[i], best) && report->as_good[i]) {
            as_good[report->answer[i].line] = true;
            sole = false;
        }
    (plan_is_cost(best) ? add_cost : add_target)(
        s, best, part_case(s, report->study, best->line), sole && report->planner->n_lines > 1);
    if (plan_is_met(best) && !sole) {
        say(s, " ");
        say(s,
            plan_is_cost(best) ? _("Within the error that may be so for %s as well.")
                               : _("Within the error %s may take as little."),
            part_lines(s, report, as_good));
    }
    say(s, "\n");
}

void sentences_plan_answer_columns(struct sentences *s)
{
    say_line(s, _("answer: the least that is enough, or for a cost the most that still is, at "
                  "a certainty of 95 in 100; all else as in the config, but for the companies "
                  "that go with a budget."));
    say_line(s, _("simulated again: what the answer gives on other random numbers; where there "
                  "is none, what comes nearest."));
}
