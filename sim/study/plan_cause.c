/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_search.h"

#include <math.h>
#include <stdlib.h>

enum { CAUSE_REPLICATIONS = 512 };

/* ---- Limits ---- */

static const struct campaign_terms *days_of(const struct planner *planner, int line)
{
    return &planner->line[line].configured->scenario->campaign;
}

/* As many as the intake allows in so many days, but no more than so many times what was
 * considered. */
static int more_companies(const struct planner *planner, int line, int outreach_days)
{
    const struct plan_line *of = &planner->line[line];
    double intake = of->configured->campaign->strategy->intake_per_week;
    return plan_intake(outreach_days, intake, PLAN_LIFTED_COMPANIES * of->most);
}

static int more_days(const struct planner *planner, int line)
{
    const struct campaign_terms *days = days_of(planner, line);
    int room = MAX_DAYS - days->horizon_days + days->outreach_days;
    int more = PLAN_LIFTED_DAYS * days->outreach_days;
    return more < room ? more : room;
}

/* An answer's terms with no end to its own lever. */
static struct plan_terms without_lever(
    const struct plan_answer *answer, struct plan_terms terms)
{
    if (answer->lever == LEVER_BUDGET)
        terms.budget_eur = NAN;
    if (answer->lever == LEVER_HOURS)
        terms.hours_per_week = NAN;
    return terms;
}

/* Lifts a limit; false where it is none. */
static bool lift(const struct planner *planner, const struct plan_answer *answer,
    enum plan_limit limit, struct plan_terms *terms)
{
    const struct plan_terms before = *terms;
    int line = answer->line, days = days_of(planner, line)->outreach_days;
    int most = more_companies(planner, line, days);
    if (limit == LIMIT_BUDGET) {
        terms->budget_eur = NAN;
        return !isnan(before.budget_eur);
    }
    if (limit == LIMIT_HOURS) {
        terms->hours_per_week = NAN;
        return !isnan(before.hours_per_week);
    }
    if (limit == LIMIT_DAYS) {
        terms->outreach_days = more_days(planner, line);
        most = before.companies >= most ? more_companies(planner, line, terms->outreach_days)
                                        : before.companies;
    }
    terms->companies = most > before.companies ? most : before.companies;
    return limit == LIMIT_DAYS ? terms->outreach_days > days : most > before.companies;
}

/* ---- Simulating ---- */

/* Where the points of one answer are in the set; -1: there is none. One limit is lifted with
 * the most of the lever and with what comes nearest: which of both is better depends on the
 * limits that stay. */
struct lifts {
    int all, alone[N_LIMITS], nearest[N_LIMITS];
};

static void add_all(struct plan_set *set, const struct planner *planner,
    struct plan_answer *answer, struct lifts *lifts)
{
    struct plan_terms terms = without_lever(answer, answer->most);
    for (int limit = 0; limit < N_LIMITS; limit++)
        lift(planner, answer, (enum plan_limit)limit, &terms);
    answer->cause.without = terms;
    lifts->all = plan_set_add_once(set, answer->line, &terms, planner->seed);
}

static void add_alone(struct plan_set *set, const struct planner *planner,
    const struct plan_answer *answer, struct lifts *lifts)
{
    for (int limit = 0; limit < N_LIMITS; limit++) {
        struct plan_terms terms = without_lever(answer, answer->most);
        struct plan_terms nearest = without_lever(answer, answer->terms);
        lifts->alone[limit] = lifts->nearest[limit] = -1;
        if (!lift(planner, answer, (enum plan_limit)limit, &terms))
            continue;
        lift(planner, answer, (enum plan_limit)limit, &nearest);
        lifts->alone[limit] = plan_set_add_once(set, answer->line, &terms, planner->seed);
        lifts->nearest[limit] = plan_set_add_once(set, answer->line, &nearest, planner->seed);
    }
}

static struct estimate chance_at(
    const struct plan_set *set, int point, const struct plan_answer *answer)
{
    uint64_t n;
    return point >= 0 ? plan_chance(&set->point[point], answer->goal.measure, &n)
                      : estimate_undefined();
}

static struct estimate chance_alone(const struct plan_set *set, const struct lifts *lifts,
    int limit, const struct plan_answer *answer)
{
    struct estimate most = chance_at(set, lifts->alone[limit], answer);
    struct estimate nearest = chance_at(set, lifts->nearest[limit], answer);
    return nearest.low > most.low ? nearest : most;
}

/* ---- Judging ---- */

static bool is_unexplained(const struct plan_answer *answer)
{
    return answer->goal.number > 0 && answer->verdict == VERDICT_NOT_MET;
}

/* From the chance with all limits lifted; whether it takes more to tell. */
static bool judge_all(struct plan_answer *answer)
{
    struct plan_cause *cause = &answer->cause;
    bool hopeless = cause->lifted.high < answer->goal.wanted;
    cause->kind = hopeless                                   ? CAUSE_STRATEGY
                  : cause->lifted.low >= answer->goal.wanted ? CAUSE_TOGETHER
                                                             : CAUSE_UNDECIDED;
    return !hopeless;
}

static void judge_alone(struct plan_answer *answer)
{
    struct plan_cause *cause = &answer->cause;
    for (int limit = 0; limit < N_LIMITS; limit++) {
        cause->enough[limit] = cause->alone[limit].low >= answer->goal.wanted;
        if (cause->enough[limit])
            cause->kind = CAUSE_LIMITS;
    }
}

static enum status lift_all(
    const struct planner *planner, struct plan_answer *answer, int n, struct lifts *lifts)
{
    struct plan_set set;
    plan_set_init(&set, planner, n);
    for (int i = 0; i < n; i++)
        if (is_unexplained(&answer[i]))
            add_all(&set, planner, &answer[i], &lifts[i]);
    enum status status = set.n > 0 ? plan_set_run(&set, planner) : STATUS_OK;
    for (int i = 0; i < n && status == STATUS_OK; i++)
        if (is_unexplained(&answer[i]))
            answer[i].cause.lifted = chance_at(&set, lifts[i].all, &answer[i]);
    plan_set_free(&set);
    return status;
}

static enum status lift_one_by_one(
    const struct planner *planner, struct plan_answer *answer, int n, struct lifts *lifts)
{
    struct plan_set set;
    plan_set_init(&set, planner, 2 * n * N_LIMITS);
    for (int i = 0; i < n; i++)
        if (is_unexplained(&answer[i]) && judge_all(&answer[i]))
            add_alone(&set, planner, &answer[i], &lifts[i]);
    enum status status = set.n > 0 ? plan_set_run(&set, planner) : STATUS_OK;
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        if (!is_unexplained(&answer[i]) || answer[i].cause.kind == CAUSE_STRATEGY)
            continue;
        for (int limit = 0; limit < N_LIMITS; limit++)
            answer[i].cause.alone[limit] = chance_alone(&set, &lifts[i], limit, &answer[i]);
        judge_alone(&answer[i]);
    }
    plan_set_free(&set);
    return status;
}

enum status plan_find_causes(const struct planner *planner, struct plan_answer *answer, int n)
{
    struct planner quick = *planner;
    if (quick.replications > CAUSE_REPLICATIONS)
        quick.replications = CAUSE_REPLICATIONS;
    struct lifts *lifts = memory_new((size_t)n + 1, sizeof *lifts);
    for (int i = 0; i < n; i++) {
        answer[i].cause = (struct plan_cause){.lifted = estimate_undefined()};
        for (int limit = 0; limit < N_LIMITS; limit++)
            answer[i].cause.alone[limit] = estimate_undefined();
    }
    enum status status = lift_all(&quick, answer, n, lifts);
    if (status == STATUS_OK)
        status = lift_one_by_one(&quick, answer, n, lifts);
    memory_free(lifts);
    return status;
}
