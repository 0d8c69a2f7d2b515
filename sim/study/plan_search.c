/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner.h"

#include "isotonic.h"
#include "scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 16, MOST_VALUES = 64 };
/* Between two values that both fall short and are closer than this ratio none is looked at. */
#define CLOSE_RATIO 1.25
/* The ratio of neighbouring values in a first look along the range. */
#define TARGET_RATIO 1.5
#define COST_RATIO 2.0
#define HOURS_STEP 0.5
#define BUDGET_STEPS 1000
/* The highest budget, times what the largest campaign is expected to cost. */
#define HIGHEST 1.6
/* Budgets are told apart down to this ratio. */
#define BUDGET_RATIO 1.02
/* Campaigns that tell whether a chance is far from what is wanted, and how surely they have to.
 */
enum { FIRST_LOOK = 256 };
#define TOLD_CONFIDENCE 0.999
/* Changes the seed, so that answers are checked on fresh random numbers. */
#define FRESH UINT64_C(0x9e3779b97f4a7c15)

/* One value of the lever that was simulated. */
struct trial {
    double value;
    struct plan_terms terms;
    struct estimate e;     /* of the goal's measure, with one-sided bounds */
    uint64_t n;            /* independent replications, in effect */
    struct plan_loss loss; /* of that chance, by the companies that go with a budget */
    bool scarce;           /* money or hours were short in some campaign, or may have been */
};

struct search {
    const struct plan *plan;
    const struct planner *planner;
    struct plan_answer *answer;
    double step, top;
    bool first_look; /* trials of few campaigns count where these tell already */
    bool along;      /* values were proposed all along the range */
    int n;
    struct trial trial[MOST_VALUES]; /* by rising value */
};

/* ---- Values ---- */

static struct plan_terms terms_at(const struct search *search, double value)
{
    int line = search->answer->line;
    struct plan_terms terms = search->planner->line[line].terms;
    switch (search->answer->lever) {
    case LEVER_BUDGET:
        terms.budget_eur = value;
        terms.companies = 0; /* still to be found */
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
    search->trial[at] = (struct trial){
        .value = rounded, .terms = terms_at(search, rounded), .loss = {NAN, NAN, NAN}};
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
        double to = search->trial[end[i] + 1].value;
        if (search->answer->lever != LEVER_BUDGET || to > BUDGET_RATIO * from)
            halfway[i] = (from + to) / 2.0;
    }
    propose(search, halfway[0]);
    propose(search, halfway[1]);
}

/* All along the range, each `ratio` times the one before; a target takes at least as many
 * companies. */
static void propose_along(struct search *search, double ratio)
{
    const struct plan_answer *answer = search->answer;
    bool known = answer->lever == LEVER_COMPANIES && !plan_is_cost(search->answer);
    search->along = true;
    for (double value = known ? answer->goal.number : search->step; value < search->top;
         value *= ratio)
        propose(search, value);
    propose(search, search->top);
}

/* Halfway between trial `best` and the next on both sides, but where these are within a step or
 * `ratio`. False: there is nothing to propose. */
static bool propose_beside(struct search *search, int best, double ratio)
{
    double at = search->trial[best].value, halfway[2];
    int n = 0;
    double below = best > 0 ? search->trial[best - 1].value : 0.0;
    if (at - below > 1.5 * search->step && at > ratio * below)
        halfway[n++] = (below + at) / 2.0;
    double above = best + 1 < search->n ? search->trial[best + 1].value : at;
    if (above - at > 1.5 * search->step && above > ratio * at)
        halfway[n++] = (at + above) / 2.0;
    for (int i = 0; i < n; i++)
        propose(search, halfway[i]);
    return n > 0;
}

/* ---- Simulating ---- */

struct estimate plan_chance(const struct plan_point *point, const char *measure, uint64_t *n)
{
    struct estimate e = plan_figure(point, measure).estimate;
    double p = e.value, most = (double)point->replications;
    double same = e.se > 0.0 ? p * (1.0 - p) / (e.se * e.se) : most / point->unit;
    *n = (uint64_t)fmax(fmin(same, most) + 0.5, 1.0);
    return estimate_share_exact(*n, p * (double)*n, plan_one_sided());
}

/* Whether a chance is far from what is wanted, at a confidence that leaves room for looking
 * twice. */
static bool is_told(struct estimate e, uint64_t n, double wanted)
{
    struct estimate strict = estimate_share_exact(n, e.value * (double)n, TOLD_CONFIDENCE);
    return strict.low > wanted || strict.high < wanted;
}

static void note_trial(
    const struct search *search, struct trial *trial, const struct plan_point *point)
{
    const char *measure = search->answer->goal.measure;
    uint64_t n = point->replications;
    trial->e = plan_is_cost(search->answer) ? plan_figure(point, measure).estimate
                                            : plan_chance(point, measure, &n);
    if (search->first_look && !is_told(trial->e, n, search->answer->goal.wanted))
        return;
    trial->n = n;
    trial->scarce = point->refused || !isnan(point->terms.hours_per_week);
}

/* Asks for the trials of a search that were not simulated yet. */
static void ask_trials(struct plan_set *set, void *searches, int i)
{
    struct search *search = (struct search *)searches + i;
    for (int t = 0; t < search->n; t++) {
        struct trial *trial = &search->trial[t];
        if (trial->n > 0 || (search->first_look && plan_is_cost(search->answer)))
            continue;
        const struct plan_point *point = plan_set_ask(set, search->answer->line, trial->terms);
        if (point != NULL)
            note_trial(search, trial, point);
    }
}

static bool has_new_trials(const struct search *searches, int n)
{
    for (int i = 0; i < n; i++)
        for (int t = 0; t < searches[i].n; t++)
            if (searches[i].trial[t].n == 0)
                return true;
    return false;
}

/* ---- Targets ---- */

/* The last of the values with the highest chance. */
static int peak_of(const struct search *search)
{
    int peak = 0;
    for (int i = 1; i < search->n; i++)
        if (search->trial[i].e.value >= search->trial[peak].e.value)
            peak = i;
    return peak;
}

/* How many values the chance does not fall over. More companies spread a limit of money or
 * hours over beginnings: those beyond the peak tell nothing of fewer. More hours do so where
 * the last is shown to be worse; more money does not, as the companies go with it. */
static int rising(const struct search *search)
{
    int peak = peak_of(search), last = search->n - 1;
    bool falls = search->answer->lever == LEVER_COMPANIES
                     ? search->trial[last].scarce
                     : search->answer->lever == LEVER_HOURS &&
                           search->trial[last].e.high < search->trial[peak].e.low;
    return falls ? peak + 1 : search->n;
}

static struct isotonic_least least_of(const struct search *search, int values)
{
    double value[MOST_VALUES], hits[MOST_VALUES], slack[MOST_VALUES];
    uint64_t n[MOST_VALUES];
    struct estimate share[MOST_VALUES];
    for (int i = 0; i < values; i++) {
        value[i] = search->trial[i].value;
        n[i] = search->trial[i].n;
        hits[i] = search->trial[i].e.value * (double)n[i];
        slack[i] = plan_loss_most(&search->trial[i].loss);
    }
    struct isotonic_grid grid = {values, value, hits, n, slack, PLAN_LEAST_CONFIDENCE / 100.0};
    isotonic_shares(&grid, share);
    return isotonic_least(&grid, share, search->answer->goal.wanted);
}

static bool all_are_excluded(const struct search *search)
{
    for (int i = 0; i < search->n; i++)
        if (!plan_falls_short(
                search->trial[i].e, &search->trial[i].loss, search->answer->goal.wanted))
            return false;
    return true;
}

/* Where nothing is enough and the chance may fall again: along the range, then closer around
 * its peak. */
static void propose_for_peak(struct search *search, int peak)
{
    if (!search->trial[search->n - 1].scarce)
        return;
    if (!search->along)
        propose_along(search, TARGET_RATIO);
    else
        propose_beside(
            search, peak, search->answer->verdict == VERDICT_NOT_MET ? CLOSE_RATIO : 1.0);
}

static void judge_target(struct search *search)
{
    struct plan_answer *answer = search->answer;
    struct isotonic_least least = least_of(search, rising(search));
    bool not_met = least.met < 0 && all_are_excluded(search);
    answer->value = least.value;
    answer->low = not_met           ? search->trial[search->n - 1].value
                  : least.low > 0.0 ? least.low
                                    : 0.0;
    answer->high = least.high;
    answer->verdict = least.met >= 0 ? VERDICT_MET
                      : not_met      ? VERDICT_NOT_MET
                                     : VERDICT_UNDECIDED;
    int at = least.met >= 0 ? least.met : peak_of(search);
    answer->terms = search->trial[at].terms;
    answer->loss = search->trial[at].loss;
    if (answer->lever == LEVER_BUDGET && search->trial[at].e.value == 0.0)
        answer->terms.companies = search->planner->line[answer->line].most;
    answer->most = search->trial[search->n - 1].terms;
    if (!not_met)
        propose_around(search, least.met - 1, least.excluded);
    if (least.met < 0)
        propose_for_peak(search, at);
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

/* The value that costs least per partner; without any partner a cost is not defined. */
static int cheapest(const struct search *search)
{
    int at = search->n - 1;
    for (int i = search->n - 2; i >= 0; i--)
        if (!(search->trial[i].e.value >= search->trial[at].e.value) &&
            !isnan(search->trial[i].e.value))
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
    if (kept >= 0)
        propose_around(search, kept, possible);
    else if (propose_beside(search, at, 1.0))
        answer->verdict = VERDICT_UNDECIDED; /* until those are looked at */
}

/* What all campaigns of the config's companies use at most, were hours no limit: with as many
 * hours in every week no contact waits. Into `top` of a search by hours. */
static void ask_most_hours(struct plan_set *set, void *searches, int i)
{
    struct search *search = (struct search *)searches + i;
    int line = search->answer->line;
    struct plan_terms terms = search->planner->line[line].terms;
    if (search->answer->lever != LEVER_HOURS)
        return;
    set->asked = false; /* hours are wanted */
    terms.hours_per_week = NAN;
    const struct plan_point *point = plan_set_ask(set, line, terms);
    if (point != NULL)
        search->top = ceil(fmax(plan_figure(point, "hours").p95, 1.0));
}

static void set_range(struct search *search)
{
    int line = search->answer->line;
    /* Appointments that are made need room in a budget as well. */
    const struct plan_sizes *sizes = plan_sizes(search->plan, line);
    double most = fmax(HIGHEST * sizes->cost[sizes->n - 1], 1.0);
    switch (search->answer->lever) {
    case LEVER_BUDGET:
        search->step = scale_step(most / BUDGET_STEPS, false);
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
    search->top = search->planner->line[line].most;
}

static void ask_again(struct plan_set *set, void *answers, int i)
{
    struct plan_answer *answer = (struct plan_answer *)answers + i;
    const struct plan_point *point = plan_set_ask(set, answer->line, answer->terms);
    if (point != NULL)
        answer->fresh = plan_figure(point, answer->goal.measure).estimate;
}

/* A chance that is not excluded on other random numbers as well is not excluded. */
static void doubt(struct plan_answer *answer)
{
    if (answer->verdict != VERDICT_NOT_MET || plan_is_cost(answer) ||
        plan_falls_short(answer->fresh, &answer->loss, answer->goal.wanted))
        return;
    answer->verdict = VERDICT_UNDECIDED;
    answer->low = 0.0;
}

/* The companies that go with the budgets of new trials, for the chance that is wanted. */
static enum status find_companies(struct search *searches, int n, const struct planner *planner)
{
    struct plan_size *size = memory_new((size_t)n * MOST_VALUES + 1, sizeof *size);
    struct trial **trial = memory_new((size_t)n * MOST_VALUES + 1, sizeof(struct trial *));
    int wanted = 0;
    for (int i = 0; i < n; i++)
        for (int t = 0; t < searches[i].n; t++)
            if (searches[i].trial[t].terms.companies == 0) {
                trial[wanted] = &searches[i].trial[t];
                size[wanted++] = (struct plan_size){.line = searches[i].answer->line,
                    .terms = searches[i].trial[t].terms,
                    .goal = &searches[i].answer->goal};
            }
    enum status status =
        plan_find_sizes(planner, plan_goal_campaigns(planner->replications), size, wanted);
    for (int i = 0; i < wanted; i++) {
        trial[i]->terms.companies = size[i].terms.companies;
        trial[i]->loss = size[i].loss;
    }
    memory_free(size);
    memory_free(trial);
    return status;
}

#define OF_A_ROUND 0.25

static enum status run_rounds(struct search *searches, int n, const struct planner *planner)
{
    struct planner one_sided = *planner, quick;
    one_sided.confidence = plan_one_sided();
    quick = one_sided;
    quick.replications = FIRST_LOOK;
    enum status status = STATUS_OK;
    for (int round = 0; round < MOST_ROUNDS && status == STATUS_OK; round++) {
        if (!has_new_trials(searches, n))
            break;
        /* Nobody knows how many rounds there will be: each takes a part of what is left. */
        struct span left = runner_enter(planner->runner, 0.0, OF_A_ROUND);
        status = find_companies(searches, n, planner);
        for (int look = planner->replications > 2 * FIRST_LOOK ? 1 : 0;
             look >= 0 && status == STATUS_OK; look--) {
            for (int i = 0; i < n; i++)
                searches[i].first_look = look == 1;
            status = plan_ask_all(
                look == 1 ? &quick : &one_sided, n * MOST_VALUES, n, ask_trials, searches);
        }
        for (int i = 0; i < n && status == STATUS_OK; i++)
            if (plan_is_cost(searches[i].answer))
                judge_cost(&searches[i]);
            else
                judge_target(&searches[i]);
        planner->runner->span = left;
        runner_enter(planner->runner, OF_A_ROUND, 1.0);
    }
    return status;
}

/* The shares of the work before the rounds, and up to their end. */
#define BEFORE_ROUNDS 0.02
#define WITH_ROUNDS 0.9

enum status plan_search(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer, int n)
{
    struct search *searches = memory_new((size_t)n + 1, sizeof *searches);
    struct planner fresh = *planner;
    fresh.seed ^= FRESH;
    for (int i = 0; i < n; i++) {
        searches[i] = (struct search){.plan = plan, .planner = planner, .answer = &answer[i]};
        set_range(&searches[i]);
    }
    struct runner *runner = planner->runner;
    struct span whole = runner_enter(runner, 0.0, BEFORE_ROUNDS);
    enum status status = plan_ask_all(planner, n, n, ask_most_hours, searches);
    runner->span = whole;
    /* For a target the largest value is tried first; a cost per partner may fall and rise, so
     * the whole range is looked along. */
    for (int i = 0; i < n && status == STATUS_OK; i++)
        if (plan_is_cost(searches[i].answer))
            propose_along(&searches[i], COST_RATIO);
        else
            propose(&searches[i], searches[i].top);
    runner_enter(runner, BEFORE_ROUNDS, WITH_ROUNDS);
    if (status == STATUS_OK)
        status = run_rounds(searches, n, planner);
    runner->span = whole;
    runner_enter(runner, WITH_ROUNDS, 1.0);
    if (status == STATUS_OK)
        status = plan_ask_all(&fresh, n, n, ask_again, answer);
    for (int i = 0; i < n; i++)
        doubt(&answer[i]);
    if (status == STATUS_OK)
        status = plan_find_causes(planner, answer, n);
    runner->span = whole;
    memory_free(searches);
    return status;
}
