/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner.h"

#include "language.h"
#include "plan_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Defaults: campaigns of each size, and the most companies considered. */
enum { REPLICATIONS = 2000, COMPANIES = 1000 };

static struct plan_line line_of(const struct study_case *one, int limit)
{
    const struct scenario *scenario = one->scenario;
    int most = plan_intake(
        scenario->campaign.outreach_days, one->campaign->strategy->intake_per_week, limit);
    return (struct plan_line){
        .configured = one,
        .terms = {.budget_eur = scenario->campaign.budget_eur,
            .hours_per_week = scenario->team.hours_per_week,
            .companies = scenario->population.n},
        .most = most > 1 ? most : 1,
    };
}

enum status planner_init(struct planner *planner, struct setup *setup, struct runner *runner)
{
    int n = setup->study.n_cases;
    struct plan_line *line = arena_new(&setup->arena, (size_t)n, sizeof *line);
    planner->replications = planner->replications > 0 ? planner->replications : REPLICATIONS;
    planner->companies = planner->companies > 0 ? planner->companies : COMPANIES;
    planner->setup = setup;
    planner->runner = runner;
    planner->n_lines = n;
    planner->line = line;
    planner->seed = setup->seed;
    planner->confidence = setup->study.confidence;
    planner->store = look_store_new(&setup->arena);
    if (setup->study.has_hubs) {
        messages_add(&setup->errors,
            _("%s: has hubs, each with a budget, companies and a team "
              "of its own; plan for a config of one hub"),
            setup->paths[0]);
        return STATUS_CONFIG;
    }
    for (int i = 0; i < n; i++) {
        line[i] = line_of(&setup->study.cases[i], planner->companies);
        if (line[i].terms.companies > 0)
            continue;
        messages_add(&setup->errors, "%s", _("there are no companies to plan for"));
        return STATUS_CONFIG;
    }
    return STATUS_OK;
}

/* ---- The best ---- */

/* The better the higher: met, perhaps, not. */
static int rank_of(const struct plan_answer *answer)
{
    static const int rank[] = {[VERDICT_NOT_MET] = 0,
        [VERDICT_UNDECIDED] = 1,
        [VERDICT_MET] = 2,
        [VERDICT_NO_LIMIT] = 2};
    return rank[answer->verdict];
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
    bool higher_is_better = plan_is_cost(one) == met;
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
    bool told = answer[i].lever == (plan_is_cost(best) ? LEVER_COMPANIES : LEVER_BUDGET);
    return told && plan_is_met(best) && best != &answer[i] ? best : NULL;
}

/* Adds the campaigns of a strategy that would be as good as the best; returns how many. */
static int add_as_good(struct plan_set *set, const struct plan *plan,
    const struct planner *planner, const struct plan_answer *best, int line,
    enum status *status)
{
    struct plan_terms terms = planner->line[line].terms;
    const struct plan_sizes *sizes = plan_sizes(plan, line);
    int before = set->n;
    if (!plan_is_cost(best)) {
        struct plan_size size = {.line = line, .terms = terms, .goal = &best->goal};
        size.terms.budget_eur = best->value;
        *status =
            plan_find_sizes(planner, plan_goal_campaigns(planner->replications), &size, 1);
        plan_set_add(set, line, size.terms);
        set->point[before].loss = size.loss;
        return 1;
    }
    terms.companies = (int)best->value;
    if (terms.companies <= planner->line[line].most)
        plan_set_add(set, line, terms);
    for (int i = 0; i < sizes->n; i++) {
        terms.companies = sizes->point[i].terms.companies;
        if (terms.companies > best->value)
            plan_set_add(set, line, terms);
    }
    return set->n - before;
}

/* A bound that is not there excludes nothing. */
static bool is_excluded(const struct plan_point *point, const struct plan_goal *goal)
{
    struct estimate e = plan_figure(point, goal->measure).estimate;
    return goal->number == 0 ? e.low > goal->wanted
                             : plan_falls_short(e, &point->loss, goal->wanted);
}

enum status plan_find_rivals(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer, int n)
{
    struct planner strict = *planner;
    double doubt = 1.0 - PLAN_LEAST_CONFIDENCE / 100.0;
    strict.confidence = 1.0 - 2.0 * doubt / fmax(planner->n_lines - 1, 1);
    struct plan_set set;
    plan_set_init(&set, &strict, n * (PLAN_MOST_SIZES + 1));
    set.asked = true;
    int *points = arena_new(&set.arena, (size_t)n + 1, sizeof *points);
    enum status status = STATUS_OK;
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        const struct plan_answer *best = held_against(answer, n, i);
        if (best != NULL)
            points[i] = add_as_good(&set, plan, planner, best, answer[i].line, &status);
    }
    if (set.n > 0 && status == STATUS_OK)
        status = plan_set_run(&set);
    const struct plan_point *point = set.point;
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        answer[i].as_good = false;
        for (int p = 0; p < points[i]; p++)
            answer[i].as_good |= !is_excluded(point++, &answer[i].goal);
    }
    plan_set_free(&set);
    return status;
}

/* ---- All goals ---- */

enum status planner_answer(
    struct plan *plan, const struct planner *planner, const struct plan_goal *goal, int n)
{
    size_t most = (size_t)(planner->n_lines * n * N_LEVERS) + 1;
    plan->answer = arena_new(&plan->row_set.arena, most, sizeof *plan->answer);
    for (int g = 0; g < n; g++)
        for (int line = 0; line < planner->n_lines; line++)
            for (int lever = goal[g].number == 0 ? LEVER_COMPANIES : 0; lever < N_LEVERS;
                 lever++)
                plan->answer[plan->n_answers++] = (struct plan_answer){
                    .line = line, .lever = (enum plan_lever)lever, .goal = goal[g]};
    if (plan->n_answers == 0)
        return STATUS_OK;
    enum status status = plan_search(plan, planner, plan->answer, plan->n_answers);
    return status == STATUS_OK ? plan_find_rivals(plan, planner, plan->answer, plan->n_answers)
                               : status;
}
