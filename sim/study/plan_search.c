/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_search.h"

#include "isotonic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_VALUES = 8, MOST_ROUNDS = 16, MOST_VALUES = 64 };
#define HOURS_STEP 0.5
#define BUDGET_STEPS 100
/* Of the random numbers that answers are looked at again with. */
#define FRESH UINT64_C(0x9e3779b97f4a7c15)

/* One value of the lever that was simulated. */
struct trial {
    double value;
    struct plan_terms terms;
    struct estimate e; /* of the goal's measure, with one-sided bounds */
    uint64_t n;        /* independent replications, in effect */
    enum plan_bound bound;
    int point; /* number of the campaign that is to be simulated */
};

struct search {
    const struct plan *plan;
    const struct planner *planner;
    struct plan_answer *answer;
    double step, top;
    int point; /* of its first campaigns, or of what is looked at again */
    int n;
    struct trial trial[MOST_VALUES]; /* by rising value */
};

static bool is_cost(const struct search *search)
{
    return search->answer->goal.number == 0;
}

/* ---- Values ---- */

static struct plan_terms terms_at(const struct search *search, double value)
{
    int line = search->answer->line;
    struct plan_terms terms = search->planner->line[line].terms;
    switch (search->answer->lever) {
    case LEVER_BUDGET:
        terms.budget_eur = value;
        terms.companies = plan_companies(plan_sizes(search->plan, line), value);
        break;
    case LEVER_HOURS:
        terms.hours_per_week = value;
        break;
    case LEVER_COMPANIES:
    case N_LEVERS:
        terms.companies = (int)value;
        break;
    }
    return terms;
}

static void propose(struct search *search, double value)
{
    double rounded = fmin(round(value / search->step) * search->step, search->top);
    int at = 0;
    while (at < search->n && search->trial[at].value < rounded - search->step / 2.0)
        at++;
    bool known = at < search->n && search->trial[at].value < rounded + search->step / 2.0;
    if (rounded <= 0.0 || known || search->n == MOST_VALUES)
        return;
    memmove(&search->trial[at + 1], &search->trial[at],
        (size_t)(search->n - at) * sizeof *search->trial);
    search->trial[at] = (struct trial){.value = rounded, .terms = terms_at(search, rounded)};
    search->n++;
}

/* Closer around both ends of what is not excluded: halfway between trials `one` and `other` and
 * the next of each. -1 is the value 0; no trial: nothing. */
static void propose_around(struct search *search, int one, int other)
{
    const int end[2] = {one, other};
    double halfway[2] = {0.0, 0.0};
    for (int i = 0; i < 2; i++) {
        if (end[i] < -1 || end[i] + 1 >= search->n)
            continue;
        double from = end[i] >= 0 ? search->trial[end[i]].value : 0.0;
        halfway[i] = (from + search->trial[end[i] + 1].value) / 2.0;
    }
    propose(search, halfway[0]);
    propose(search, halfway[1]);
}

/* ---- Simulating ---- */

/* Independent replications with the same standard error. */
static uint64_t effective(const struct plan_point *point, struct estimate e)
{
    double p = e.value, n = (double)point->replications;
    double same = e.se > 0.0 ? p * (1.0 - p) / (e.se * e.se) : n / point->unit;
    return (uint64_t)fmax(fmin(same, n) + 0.5, 1.0);
}

struct estimate plan_chance(const struct plan_point *point, const char *measure, uint64_t *n)
{
    struct estimate e = plan_figure(point, measure).estimate;
    *n = effective(point, e);
    return estimate_share_exact(*n, e.value * (double)*n, plan_one_sided());
}

static void note_trial(
    const struct search *search, struct trial *trial, const struct plan_point *point)
{
    const char *measure = search->answer->goal.measure;
    trial->n = point->replications;
    trial->e = is_cost(search) ? plan_figure(point, measure).estimate
                               : plan_chance(point, measure, &trial->n);
    trial->bound = plan_main_bound(point);
}

/* Simulates the trials that are new, of all searches; `any` says whether there were. */
static enum status run_trials(
    struct search *searches, int n, const struct planner *planner, bool *any)
{
    struct plan_set set;
    plan_set_init(&set, planner, n * MOST_VALUES);
    for (int i = 0; i < n; i++)
        for (int t = 0; t < searches[i].n; t++) {
            struct trial *trial = &searches[i].trial[t];
            if (trial->n == 0)
                trial->point = plan_set_add_once(
                    &set, searches[i].answer->line, &trial->terms, planner->seed);
        }
    *any = set.n > 0;
    enum status status = plan_set_run(&set, planner);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        for (int t = 0; t < searches[i].n; t++)
            if (searches[i].trial[t].n == 0)
                note_trial(&searches[i], &searches[i].trial[t],
                    &set.point[searches[i].trial[t].point]);
    plan_set_free(&set);
    return status;
}

/* ---- Targets ---- */

static struct isotonic_least least_of(const struct search *search)
{
    double value[MOST_VALUES], hits[MOST_VALUES];
    uint64_t n[MOST_VALUES];
    struct estimate share[MOST_VALUES];
    for (int i = 0; i < search->n; i++) {
        value[i] = search->trial[i].value;
        n[i] = search->trial[i].n;
        hits[i] = search->trial[i].e.value * (double)n[i];
    }
    struct isotonic_grid grid = {search->n, value, hits, n, PLAN_LEAST_CONFIDENCE / 100.0};
    isotonic_shares(&grid, share);
    return isotonic_least(&grid, share, search->answer->goal.wanted);
}

static void judge_target(struct search *search)
{
    struct plan_answer *answer = search->answer;
    struct isotonic_least least = least_of(search);
    answer->value = least.value;
    answer->low = least.low > 0.0 ? least.low : 0.0;
    answer->high = least.high;
    answer->verdict = least.met >= 0                    ? VERDICT_MET
                      : least.excluded == search->n - 1 ? VERDICT_NOT_MET
                                                        : VERDICT_UNDECIDED;
    int at = least.met >= 0 ? least.met : search->n - 1;
    answer->terms = search->trial[at].terms;
    answer->bound = search->trial[at].bound;
    propose_around(search, least.met - 1, least.excluded);
}

/* ---- Costs per partner ---- */

/* The last value whose bound is at most what is wanted; -1: none. A bound that is not there, as
 * there may be no partner at all, excludes nothing and shows nothing. */
static int last_kept(const struct search *search, bool by_high)
{
    int last = -1;
    for (int i = 0; i < search->n; i++) {
        const struct estimate *e = &search->trial[i].e;
        double bound = by_high ? e->high : e->low;
        if (by_high ? bound <= search->answer->goal.wanted
                    : !(bound > search->answer->goal.wanted))
            last = i;
    }
    return last;
}

/* The value that costs least per partner. */
static int cheapest(const struct search *search)
{
    int at = search->n - 1;
    for (int i = 0; i < search->n; i++)
        if (search->trial[i].e.value < search->trial[at].e.value)
            at = i;
    return at;
}

static void judge_cost(struct search *search)
{
    struct plan_answer *answer = search->answer;
    int kept = last_kept(search, true), possible = last_kept(search, false);
    int last = search->n - 1;
    answer->value = answer->low = kept >= 0 ? search->trial[kept].value : NAN;
    answer->high = possible >= 0 ? search->trial[possible].value : NAN;
    answer->verdict = kept == last    ? VERDICT_NO_LIMIT
                      : kept >= 0     ? VERDICT_MET
                      : possible >= 0 ? VERDICT_UNDECIDED
                                      : VERDICT_NOT_MET;
    int at = kept >= 0 ? kept : cheapest(search);
    answer->terms = search->trial[at].terms;
    answer->bound = search->trial[at].bound;
    propose_around(search, kept, possible);
}

/* ---- All of it ---- */

/* The highest budget that the companies which go with it were looked at for. */
static double dearest(const struct plan_sizes *sizes)
{
    return sizes->node_budget[PLAN_NODES - 1];
}

/* What all campaigns of the config's companies use at most, were hours no limit: with as many
 * hours in every week no contact waits. Into `top` of the searches by hours. */
static enum status find_most_hours(
    struct search *searches, int n, const struct planner *planner)
{
    struct plan_set set;
    plan_set_init(&set, planner, n);
    for (int i = 0; i < n; i++) {
        struct plan_terms terms = planner->line[searches[i].answer->line].terms;
        terms.hours_per_week = NAN;
        if (searches[i].answer->lever == LEVER_HOURS)
            searches[i].point =
                plan_set_add_once(&set, searches[i].answer->line, &terms, planner->seed);
    }
    enum status status = plan_set_run(&set, planner);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        if (searches[i].answer->lever == LEVER_HOURS)
            searches[i].top =
                ceil(fmax(plan_figure(&set.point[searches[i].point], "hours").p95, 1.0));
    plan_set_free(&set);
    return status;
}

static void set_range(struct search *search)
{
    const struct plan_answer *answer = search->answer;
    double most;
    switch (answer->lever) {
    case LEVER_BUDGET:
        most = dearest(plan_sizes(search->plan, answer->line));
        search->step = plan_round_step(most / BUDGET_STEPS);
        search->top = ceil(most / search->step) * search->step;
        return;
    case LEVER_HOURS:
        search->step = HOURS_STEP;
        return;
    case LEVER_COMPANIES:
    case N_LEVERS:
        break;
    }
    search->step = 1.0;
    search->top = search->planner->line[answer->line].most;
}

/* Of a target the most. A cost per partner may fall and rise, so that it is looked at all
 * along: money in equal steps, hours and companies by doubling. */
static void propose_first(struct search *search)
{
    if (is_cost(search) && search->answer->lever == LEVER_BUDGET)
        for (int i = 1; i < FIRST_VALUES; i++)
            propose(search, search->top * i / FIRST_VALUES);
    else if (is_cost(search))
        for (double value = search->step; value < search->top; value *= 2.0)
            propose(search, value);
    propose(search, search->top);
}

static enum status look_again(struct search *searches, int n, const struct planner *planner)
{
    struct plan_set set;
    plan_set_init(&set, planner, n);
    for (int i = 0; i < n; i++)
        searches[i].point = plan_set_add_once(
            &set, searches[i].answer->line, &searches[i].answer->terms, planner->seed ^ FRESH);
    enum status status = plan_set_run(&set, planner);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        searches[i].answer->fresh =
            plan_figure(&set.point[searches[i].point], searches[i].answer->goal.measure)
                .estimate;
    plan_set_free(&set);
    return status;
}

static enum status run_rounds(struct search *searches, int n, const struct planner *planner)
{
    struct planner one_sided = *planner;
    one_sided.confidence = plan_one_sided();
    enum status status = STATUS_OK;
    bool any = true;
    for (int round = 0; round < MOST_ROUNDS && any && status == STATUS_OK; round++) {
        status = run_trials(searches, n, &one_sided, &any);
        for (int i = 0; i < n && any && status == STATUS_OK; i++)
            if (is_cost(&searches[i]))
                judge_cost(&searches[i]);
            else
                judge_target(&searches[i]);
    }
    return status;
}

enum status plan_search(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer, int n)
{
    struct search *searches = memory_new((size_t)n + 1, sizeof *searches);
    for (int i = 0; i < n; i++) {
        searches[i] = (struct search){.plan = plan, .planner = planner, .answer = &answer[i]};
        set_range(&searches[i]);
    }
    enum status status = find_most_hours(searches, n, planner);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        propose_first(&searches[i]);
    if (status == STATUS_OK)
        status = run_rounds(searches, n, planner);
    if (status == STATUS_OK)
        status = look_again(searches, n, planner);
    if (status == STATUS_OK)
        status = plan_find_causes(planner, answer, n);
    free(searches);
    return status;
}
