/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_points.h"

#include "paired.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Hours bind when at least this share of what the team has was used. */
#define NEARLY_ALL 0.8
#define CENT 0.01

int plan_intake(int outreach_days, double intake_per_week, int limit)
{
    double companies = ceil(outreach_days * intake_per_week / DAYS_PER_WEEK);
    return companies < limit ? (int)companies : limit;
}

void plan_set_init(struct plan_set *set, const struct planner *planner, int most)
{
    memset(set, 0, sizeof *set);
    set->most = most;
    set->point = memory_new((size_t)most + 1, sizeof *set->point);
    set->study.cases = memory_new((size_t)most + 1, sizeof *set->study.cases);
    set->study.confidence = planner->confidence;
    arena_init(&set->arena);
}

void plan_set_free(struct plan_set *set)
{
    study_free(&set->study);
    for (int i = 0; i < set->n; i++) {
        free(set->point[i].cost);
        free(set->point[i].partners);
    }
    free(set->point);
    free(set->study.cases);
    arena_free(&set->arena);
    memset(set, 0, sizeof *set);
}

int plan_set_add(struct plan_set *set, const struct planner *planner, int line,
    const struct plan_terms *terms, uint64_t seed)
{
    struct plan_point *point = &set->point[set->n];
    *point =
        (struct plan_point){.line = line, .terms = *terms, .one = &set->study.cases[set->n]};
    planner->make(planner->context, line, terms, seed, &set->arena, point->one);
    set->study.n_cases = ++set->n;
    return set->n - 1;
}

/* Of amounts that may be no limit. */
static bool same_amount(double a, double b)
{
    return isnan(a) ? isnan(b) : a == b;
}

int plan_set_add_once(struct plan_set *set, const struct planner *planner, int line,
    const struct plan_terms *terms, uint64_t seed)
{
    for (int i = 0; i < set->n; i++) {
        const struct plan_terms *other = &set->point[i].terms;
        if (set->point[i].line == line && other->companies == terms->companies &&
            other->outreach_days == terms->outreach_days &&
            same_amount(other->budget_eur, terms->budget_eur) &&
            same_amount(other->hours_per_week, terms->hours_per_week))
            return i;
    }
    return plan_set_add(set, planner, line, terms, seed);
}

/* ---- What single campaigns come to ---- */

static enum plan_bound bound_of(const struct plan_point *point, const double *x)
{
    if (x[Q_UNFUNDED] > 0.0)
        return BOUND_BUDGET;
    if (x[Q_OPEN] == 0.0 && x[Q_APPROACHED] >= point->terms.companies)
        return BOUND_COMPANIES;
    if (x[Q_WAITED] > 0.0 && x[Q_HOURS] >= NEARLY_ALL * x[Q_CAPACITY])
        return BOUND_HOURS;
    return BOUND_DAYS;
}

static void save_campaign(void *saving, int one, uint64_t replication, const double *x)
{
    struct plan_set *set = saving;
    struct plan_point *point = &set->point[one];
    enum plan_bound bound = bound_of(point, x);
    int unit = point->one->tally.unit;
    uint64_t at = replication / (uint64_t)unit;
    point->units = at + 1;
    point->cost[at] += x[Q_COST] / unit;
    point->partners[at] += x[Q_PARTNERS] / unit;
    point->bound[bound] += 1.0;
    if (isnan(point->terms.budget_eur))
        return;
    point->unspent[bound] += fmax(point->terms.budget_eur - x[Q_COST], 0.0);
    point->over += x[Q_COST] > point->terms.budget_eur + CENT;
}

enum status plan_set_run(struct plan_set *set, const struct planner *planner)
{
    for (int i = 0; i < set->n; i++) {
        /* One more: pairs are whole. */
        set->point[i].cost = memory_new((size_t)planner->replications + 1, sizeof(double));
        set->point[i].partners = memory_new((size_t)planner->replications + 1, sizeof(double));
    }
    enum status status = planner->simulate(
        planner->context, &set->study, planner->replications, save_campaign, set);
    double n = (double)set->study.replications;
    for (int i = 0; i < set->n; i++) {
        set->point[i].over /= n;
        for (int b = 0; b < N_BOUNDS; b++) {
            set->point[i].bound[b] /= n;
            set->point[i].unspent[b] /= n;
        }
    }
    return status;
}

/* ---- What they tell ---- */

struct estimate plan_measure(
    const struct plan_set *set, int point, const char *measure, double confidence)
{
    struct study study = set->study;
    study.confidence = confidence;
    return study_total(&study, set->point[point].one, measure).estimate;
}

static int largest(const double *value)
{
    int most = 0;
    for (int b = 1; b < N_BOUNDS; b++)
        if (value[b] > value[most])
            most = b;
    return most;
}

enum plan_bound plan_main_bound(const struct plan_point *point)
{
    return (enum plan_bound)largest(point->bound);
}

double plan_unspent(const struct plan_point *point, enum plan_bound *why)
{
    double sum = 0.0;
    for (int b = 0; b < N_BOUNDS; b++)
        sum += point->unspent[b];
    *why = (enum plan_bound)largest(point->unspent);
    return sum;
}

double plan_fixed_cost(const struct plan_point *point)
{
    return (double)point->one->campaign->team.aids_cost / MICRO;
}

bool plan_is_unaffordable(const struct plan_set *set, const struct plan_point *point)
{
    return !isnan(point->terms.budget_eur) && point->terms.companies > 0 &&
           study_total(&set->study, point->one, "approached").estimate.value == 0.0;
}

/* Mean of campaigns `unit` * i up to the next, of which the point has kept one or the mean of
 * two. */
static double kept_mean(
    const struct plan_point *point, const double *kept, int unit, uint64_t i)
{
    return point->one->tally.unit == unit ? kept[i] : (kept[2 * i] + kept[2 * i + 1]) / 2.0;
}

struct plan_extra plan_extra(
    const struct plan_point *point, const struct plan_point *from, double confidence)
{
    enum { FROM, TO, POINTS };
    enum { PARTNERS, COST, QUANTITIES };
    struct paired paired;
    paired_init(&paired, POINTS, QUANTITIES);
    int unit = point->one->tally.unit > from->one->tally.unit ? point->one->tally.unit
                                                              : from->one->tally.unit;
    uint64_t n = point->units * (uint64_t)point->one->tally.unit / (uint64_t)unit;
    for (uint64_t i = 0; i < n; i++)
        paired_add(
            &paired, (double[POINTS * QUANTITIES]){kept_mean(from, from->partners, unit, i),
                         kept_mean(from, from->cost, unit, i),
                         kept_mean(point, point->partners, unit, i),
                         kept_mean(point, point->cost, unit, i)});
    const struct paired_contrast contrast[] = {
        {PAIRED_DIFFERENCE, TO, FROM, PARTNERS, PAIRED_NONE},
        {PAIRED_DIFFERENCE, TO, FROM, COST, PAIRED_NONE},
        {PAIRED_EXTRA, TO, FROM, COST, PARTNERS},
    };
    struct plan_extra extra;
    paired_contrasts(&paired, 1, &contrast[0], confidence, &extra.partners);
    paired_contrasts(&paired, 1, &contrast[1], confidence, &extra.cost);
    paired_contrasts(&paired, 1, &contrast[2], confidence, &extra.price);
    if (!(extra.partners.low > 0.0))
        extra.price = estimate_undefined();
    paired_free(&paired);
    return extra;
}
