/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_rivals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_cost(const struct plan_answer *answer)
{
    return answer->goal.number == 0;
}

/* ---- The best ---- */

/* The better the higher: met, perhaps, not. */
static int rank_of(const struct plan_answer *answer)
{
    switch (answer->verdict) {
    case VERDICT_MET:
    case VERDICT_NO_LIMIT:
        return 2;
    case VERDICT_UNDECIDED:
        return 1;
    case VERDICT_NOT_MET:
        break;
    }
    return 0;
}

bool plan_is_met(const struct plan_answer *answer)
{
    return rank_of(answer) == 2;
}

bool plan_is_rival(const struct plan_answer *one, const struct plan_answer *other)
{
    return strcmp(one->goal.measure, other->goal.measure) == 0 && one->lever == other->lever;
}

static bool is_better(const struct plan_answer *one, const struct plan_answer *than)
{
    if (rank_of(one) != rank_of(than))
        return rank_of(one) > rank_of(than);
    bool met = plan_is_met(one);
    double a = met ? one->value : one->fresh.value, b = met ? than->value : than->fresh.value;
    bool higher_is_better = is_cost(one) == met;
    return higher_is_better ? a > b : a < b;
}

const struct plan_answer *plan_best_answer(const struct plan_answer *answer, int n, int first)
{
    const struct plan_answer *best = &answer[first];
    for (int i = first; i < n; i++)
        if (plan_is_rival(&answer[i], best) && is_better(&answer[i], best))
            best = &answer[i];
    return best;
}

/* ---- Those that may be as good ---- */

/* The best that an answer is held against; NULL: it is the best, or is not held against any. */
static const struct plan_answer *held_against(const struct plan_answer *answer, int n, int i)
{
    int first = 0;
    while (!plan_is_rival(&answer[first], &answer[i]))
        first++;
    const struct plan_answer *best = plan_best_answer(answer, n, first);
    bool told = answer[i].lever == (is_cost(best) ? LEVER_COMPANIES : LEVER_BUDGET);
    return told && plan_is_met(best) && best != &answer[i] ? best : NULL;
}

/* Adds the campaigns of a strategy that would be as good as the best; returns how many. */
static int add_as_good(struct plan_set *set, const struct plan *plan,
    const struct planner *planner, const struct plan_answer *best, int line)
{
    struct plan_terms terms = planner->line[line].terms;
    const struct plan_sizes *sizes = plan_sizes(plan, line);
    int before = set->n;
    if (!is_cost(best)) {
        terms.budget_eur = best->value;
        terms.companies = plan_companies(sizes, best->value);
        plan_set_add(set, line, &terms, planner->seed);
        return 1;
    }
    terms.companies = (int)best->value;
    if (terms.companies <= planner->line[line].most)
        plan_set_add(set, line, &terms, planner->seed);
    for (int i = 0; i < sizes->n; i++) {
        terms.companies = sizes->point[i].terms.companies;
        if (terms.companies > best->value)
            plan_set_add(set, line, &terms, planner->seed);
    }
    return set->n - before;
}

/* A bound that is not there excludes nothing. */
static bool is_excluded(const struct plan_point *point, const struct plan_goal *goal)
{
    struct estimate e = plan_figure(point, goal->measure).estimate;
    return goal->number == 0 ? e.low > goal->wanted : e.high < goal->wanted;
}

enum status plan_find_rivals(const struct plan *plan, const struct planner *planner,
    const struct plan_answer *answer, int n, bool *as_good)
{
    struct planner strict = *planner;
    double doubt = 1.0 - PLAN_LEAST_CONFIDENCE / 100.0;
    strict.confidence = 1.0 - 2.0 * doubt / fmax(planner->n_lines - 1, 1);
    struct plan_set set;
    plan_set_init(&set, &strict, n * (PLAN_MOST_SIZES + 1));
    int *points = memory_new((size_t)n + 1, sizeof *points);
    for (int i = 0; i < n; i++) {
        const struct plan_answer *best = held_against(answer, n, i);
        if (best != NULL)
            points[i] = add_as_good(&set, plan, planner, best, answer[i].line);
    }
    enum status status = set.n > 0 ? plan_set_run(&set, &strict) : STATUS_OK;
    const struct plan_point *point = set.point;
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        as_good[i] = false;
        for (int p = 0; p < points[i]; p++)
            as_good[i] = !is_excluded(point++, &answer[i].goal) || as_good[i];
    }
    memory_free(points);
    plan_set_free(&set);
    return status;
}
