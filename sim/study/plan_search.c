/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_search.h"

#include "isotonic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_VALUES = 8, PARTS = 4, MOST_ROUNDS = 6, MOST_VALUES = 96 };
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
};

struct search {
    const struct plan *plan;
    const struct planner *planner;
    struct plan_answer *answer;
    double step, top;
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

static void propose_between(struct search *search, double low, double high)
{
    for (int part = 1; part < PARTS; part++)
        propose(search, low + (high - low) * part / PARTS);
}

/* Closer around both ends of what is not excluded: between trials `one` and `other` and the
 * next of each. -1 is the value 0; no trial: nothing. */
static void propose_around(struct search *search, int one, int other)
{
    double from[2], to[2];
    const int end[2] = {one, other};
    for (int i = 0; i < 2; i++) {
        bool between = end[i] >= -1 && end[i] + 1 < search->n;
        from[i] = between && end[i] >= 0 ? search->trial[end[i]].value : 0.0;
        to[i] = between ? search->trial[end[i] + 1].value : 0.0;
    }
    for (int i = 0; i < 2; i++)
        propose_between(search, from[i], to[i]);
}

/* ---- Simulating ---- */

static double one_sided(void)
{
    return 2.0 * PLAN_LEAST_CONFIDENCE / 100.0 - 1.0;
}

/* Independent replications with the same standard error. */
static uint64_t effective(const struct plan_point *point, struct estimate e)
{
    double p = e.value, n = (double)point->units;
    double same = e.se > 0.0 ? p * (1.0 - p) / (e.se * e.se) : n;
    return (uint64_t)fmax(fmin(same, n * point->one->tally.unit) + 0.5, 1.0);
}

/* Simulates the trials that are new. */
static enum status run_trials(struct search *search)
{
    struct plan_set set;
    int of[MOST_VALUES] = {0};
    plan_set_init(&set, search->planner, search->n);
    for (int i = 0; i < search->n; i++) {
        if (search->trial[i].n > 0)
            continue;
        of[set.n] = i;
        plan_set_add(&set, search->planner, search->answer->line, &search->trial[i].terms,
            search->planner->seed);
    }
    enum status status = plan_set_run(&set, search->planner);
    for (int i = 0; i < set.n && status == STATUS_OK; i++) {
        struct trial *trial = &search->trial[of[i]];
        trial->e = plan_measure(&set, i, search->answer->goal.measure, one_sided());
        trial->n = effective(&set.point[i], trial->e);
        trial->bound = plan_main_bound(&set.point[i]);
    }
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
 * hours in every week no contact waits. */
static enum status most_hours(struct search *search, double *hours)
{
    struct plan_set set;
    struct plan_terms terms = search->planner->line[search->answer->line].terms;
    terms.hours_per_week = NAN;
    plan_set_init(&set, search->planner, 1);
    plan_set_add(&set, search->planner, search->answer->line, &terms, search->planner->seed);
    enum status status = plan_set_run(&set, search->planner);
    if (status == STATUS_OK)
        *hours = fmax(study_total(&set.study, set.point[0].one, "hours").p95, 1.0);
    plan_set_free(&set);
    return status;
}

static void propose_first(struct search *search)
{
    /* Hours and companies by doubling, money in equal steps. */
    if (search->answer->lever == LEVER_BUDGET)
        for (int i = 1; i < FIRST_VALUES; i++)
            propose(search, search->top * i / FIRST_VALUES);
    else
        for (double value = search->step; value < search->top; value *= 2.0)
            propose(search, value);
    propose(search, search->top);
}

static enum status set_range(struct search *search)
{
    const struct plan_answer *answer = search->answer;
    double most;
    switch (answer->lever) {
    case LEVER_BUDGET:
        most = dearest(plan_sizes(search->plan, answer->line));
        search->step = plan_round_step(most / BUDGET_STEPS);
        search->top = ceil(most / search->step) * search->step;
        return STATUS_OK;
    case LEVER_HOURS: {
        enum status status = most_hours(search, &most);
        search->step = HOURS_STEP;
        search->top = status == STATUS_OK ? ceil(most) : HOURS_STEP;
        return status;
    }
    case LEVER_COMPANIES:
    case N_LEVERS:
        break;
    }
    search->step = 1.0;
    search->top = search->planner->line[answer->line].most;
    return STATUS_OK;
}

static enum status look_again(struct search *search)
{
    struct plan_answer *answer = search->answer;
    struct plan_set set;
    plan_set_init(&set, search->planner, 1);
    plan_set_add(
        &set, search->planner, answer->line, &answer->terms, search->planner->seed ^ FRESH);
    enum status status = plan_set_run(&set, search->planner);
    if (status == STATUS_OK)
        answer->fresh =
            plan_measure(&set, 0, answer->goal.measure, search->planner->confidence);
    plan_set_free(&set);
    return status;
}

enum status plan_search(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer)
{
    struct search *search = memory_new(1, sizeof *search);
    search->plan = plan;
    search->planner = planner;
    search->answer = answer;
    enum status status = set_range(search);
    propose_first(search);
    int done = 0;
    for (int round = 0; round < MOST_ROUNDS && status == STATUS_OK && search->n > done;
         round++) {
        status = run_trials(search);
        done = search->n;
        if (status != STATUS_OK)
            break;
        if (is_cost(search))
            judge_cost(search);
        else
            judge_target(search);
    }
    /* Proposals of the last round that were not simulated are not looked at. */
    if (status == STATUS_OK)
        status = look_again(search);
    if (status == STATUS_OK)
        status = plan_find_causes(planner, answer, 1);
    free(search);
    return status;
}
