/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include "adjusted.h"
#include "paired.h"
#include "plan_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CENT 0.01
enum { AT_ONCE = 32 };

int plan_intake(int outreach_days, double intake_per_week, int limit)
{
    double companies = ceil(outreach_days * intake_per_week / DAYS_PER_WEEK);
    return companies < limit ? (int)companies : limit;
}

int plan_list_sizes(int most, double ratio, int room, int *size)
{
    int n = 0;
    for (double next = 1.0; (int)next < most && n + 1 < room;
         next = fmax(next * ratio, floor(next) + 1.0))
        size[n++] = (int)next;
    size[n++] = most;
    return n;
}

void plan_set_init(struct plan_set *set, const struct planner *planner, int most)
{
    *set = (struct plan_set){.planner = *planner};
    set->point = arena_new(&set->arena, (size_t)most + 1, sizeof *set->point);
}

void plan_set_free(struct plan_set *set)
{
    arena_free(&set->arena);
    memset(set, 0, sizeof *set);
}

int plan_set_add(struct plan_set *set, int line, struct plan_terms terms)
{
    set->point[set->n] = (struct plan_point){.line = line, .terms = terms};
    return set->n++;
}

const struct plan_point *plan_set_ask(struct plan_set *set, int line, struct plan_terms terms)
{
    for (const struct plan_point *point = set->point; point < set->point + set->n; point++)
        if (point->line == line && point->terms.companies == terms.companies &&
            point->terms.outreach_days == terms.outreach_days &&
            plan_same_amount(point->terms.budget_eur, terms.budget_eur) &&
            plan_same_amount(point->terms.hours_per_week, terms.hours_per_week))
            return point->replications > 0 ? point : NULL;
    plan_set_add(set, line, terms);
    return NULL;
}

uint64_t plan_units(const struct plan_point *point)
{
    return point->replications / (uint64_t)point->unit;
}

double plan_mean(const struct plan_point *point, const double *kept)
{
    uint64_t n = plan_units(point);
    double sum = 0.0;
    for (uint64_t i = 0; i < n; i++)
        sum += kept[i];
    return sum / (double)n;
}

/* ---- What single campaigns come to ---- */

/* Points that are simulated at once. */
struct batch {
    struct plan_point *point[AT_ONCE];
    struct study study;
    struct arena arena; /* of the cases, and: */
    float *control;     /* [points][room][CONTROL_ROOM] of each campaign; NULL: none */
    size_t room;
};

static float *control_of(const struct batch *batch, int one, uint64_t replication)
{
    return batch->control + ((size_t)one * batch->room + (size_t)replication) * CONTROL_ROOM;
}

static void save_campaign(void *saving, int one, uint64_t replication, const double *x)
{
    const struct batch *batch = saving;
    struct plan_point *point = batch->point[one];
    const double *control = adjusted_controls(&batch->study.cases[one], x);
    for (int i = 0; i < CONTROL_ROOM && batch->control != NULL; i++)
        control_of(batch, one, replication)[i] = (float)control[i];
    uint64_t at = replication / (uint64_t)point->unit;
    point->cost[at] += x[Q_COST] / point->unit;
    point->partners[at] += x[Q_PARTNERS] / point->unit;
    point->refused |= x[Q_UNFUNDED] > 0.0;
    if (isnan(point->terms.budget_eur))
        return;
    point->unspent += fmax(point->terms.budget_eur - x[Q_COST], 0.0);
    point->over += x[Q_COST] > point->terms.budget_eur + CENT;
}

struct variant plan_variant(const struct planner *planner, const struct plan_terms *terms)
{
    return (struct variant){
        .companies = terms->companies,
        .outreach_days = terms->outreach_days,
        .has_budget = true,
        .budget_eur = terms->budget_eur,
        .has_hours = true,
        .hours_per_week = terms->hours_per_week,
        .targets = planner->targets,
    };
}

/* `adjusted`: their averages are to be. */
static void make_cases(
    struct batch *batch, const struct planner *planner, struct arena *kept, bool adjusted)
{
    /* One more: pairs are whole. */
    size_t room = (size_t)planner->replications + 1;
    batch->room = room;
    if (adjusted)
        batch->control = arena_new(&batch->arena, (size_t)batch->study.n_cases * room,
            CONTROL_ROOM * sizeof *batch->control);
    for (int i = 0; i < batch->study.n_cases; i++) {
        struct plan_point *point = batch->point[i];
        struct study_case *one = &batch->study.cases[i];
        const struct variant variant = plan_variant(planner, &point->terms);
        *one =
            setup_variant(planner->setup, point->line, &variant, planner->seed, &batch->arena);
        point->unit = one->source.open != NULL ? 2 : 1;
        point->cost = arena_new(kept, room, sizeof(double));
        point->partners = arena_new(kept, room, sizeof(double));
        point->targets = one->scenario->campaign.targets;
        point->figure = arena_new(kept, (size_t)n_measures, sizeof *point->figure);
        point->fixed_cost_eur = (double)one->campaign->team.aids.cost / MICRO;
    }
}

/* Single campaigns less by how much they had more luck than was expected, in `arena`. */
static void adjust(const struct batch *batch, int which, struct arena *arena)
{
    const struct study_case *one = &batch->study.cases[which];
    struct plan_point *point = batch->point[which];
    double cost[2][CONTROL_ROOM], partners[2][CONTROL_ROOM];
    for (int h = 0; h < 2; h++) {
        adjusted_slope(one, 0, Q_COST, h, cost[h]);
        adjusted_slope(one, 0, Q_PARTNERS, h, partners[h]);
    }
    point->adjusted_cost = arena_new(arena, batch->room, sizeof(double));
    point->adjusted_partners = arena_new(arena, batch->room, sizeof(double));
    for (uint64_t r = 0; r < batch->study.replications; r++) {
        const float *control = control_of(batch, which, r);
        int h = adjusted_half(r);
        point->adjusted_cost[r] = adjusted_value(point->cost[r], cost[h], control);
        point->adjusted_partners[r] = adjusted_value(point->partners[r], partners[h], control);
    }
}

/* What is told of a point from what the simulation keeps. */
static void keep_figures(
    struct plan_point *point, const struct study *study, const struct study_case *one)
{
    double n = (double)study->replications;
    point->replications = study->replications;
    for (int m = 0; m < n_measures; m++)
        point->figure[m] = study_figure(study, one, 0, m);
    point->over /= n;
    point->unspent /= n;
    /* By how much the cost is adjusted, by so much is what is left of the budget. */
    if (adjusted_is(one))
        point->unspent +=
            one->tally.moments.sum[Q_COST] / n - plan_figure(point, "cost").estimate.value;
}

/* ---- Money that makes no difference ---- */

/* Whether all campaigns of a point go as they would with any more money. */
static bool had_enough(const struct plan_point *point)
{
    return point->replications > 0 && point->over == 0.0 && !point->refused;
}

/* Whether `point` is `other` with as much money or less, or comes before it with the same. */
static bool is_before(const struct plan_point *point, const struct plan_point *other)
{
    double money = point->terms.budget_eur, more = other->terms.budget_eur;
    return point->line == other->line && point->terms.companies == other->terms.companies &&
           point->terms.outreach_days == other->terms.outreach_days &&
           plan_same_amount(point->terms.hours_per_week, other->terms.hours_per_week) &&
           (plan_same_amount(money, more) ? point < other : money < more || isnan(more));
}

/* What a point with less money came to, of which there was enough. */
static void take(struct plan_point *point, const struct plan_point *less)
{
    double budget = point->terms.budget_eur;
    struct plan_point taken = *less;
    taken.terms = point->terms;
    taken.loss = point->loss;
    taken.unspent = 0.0;
    for (uint64_t i = 0; i < plan_units(less) && !isnan(budget); i++)
        taken.unspent += less->unit * fmax(budget - less->cost[i], 0.0);
    taken.unspent /= (double)less->replications;
    *point = taken;
}

/* The next points that are to be simulated; one that may go as another does, with less money,
 * waits for that. Returns how many there are. */
static int choose(struct plan_set *set, struct plan_point *chosen[AT_ONCE])
{
    const struct plan_point *end = set->point + set->n;
    int n = 0;
    for (struct plan_point *point = set->point + set->n_run; point < end && n < AT_ONCE;
         point++) {
        bool waits = false;
        for (const struct plan_point *less = set->point; less < end && point->replications == 0;
             less++) {
            bool before = is_before(less, point);
            waits = waits || (before && less->replications == 0);
            if (before && had_enough(less))
                take(point, less);
        }
        if (point->replications == 0 && !waits)
            chosen[n++] = point;
    }
    return n;
}

/* ---- Points that are only asked about ---- */

/* Points that are looked at. */
struct asking {
    struct plan_point *point;
    uint8_t (**met)[N_TARGETS]; /* of each [units] how many of its campaigns meet a target */
};

static void note_campaign(void *context, int look, const struct look_campaign *campaign)
{
    const struct asking *asking = context;
    struct plan_point *point = &asking->point[look];
    uint32_t at = campaign->number / (uint32_t)point->unit;
    point->cost[at] += campaign->cost_eur / point->unit;
    point->partners[at] += (double)campaign->partners / point->unit;
    point->refused |= campaign->unfunded;
    for (int target = 0; target < N_TARGETS; target++)
        asking->met[look][at][target] += campaign->met[target];
}

static struct estimate chance_of_target(
    const struct plan_point *point, uint8_t (*met)[N_TARGETS], int target, double confidence)
{
    uint64_t n = plan_units(point);
    double hits = 0.0, both = 0.0;
    for (uint64_t i = 0; i < n; i++) {
        hits += met[i][target];
        both += met[i][target] == 2;
    }
    return point->unit == 1 ? estimate_share(n, hits, confidence)
                            : estimate_share_of_pairs(n, hits, both, confidence);
}

static struct estimate cost_per_partner(const struct plan_point *point, double confidence)
{
    struct ratio_sums sums = {0};
    for (uint64_t i = 0; i < plan_units(point); i++) {
        double cost = point->cost[i] * point->unit, partners = point->partners[i] * point->unit;
        sums.y += cost;
        sums.x += partners;
        sums.yy += cost * cost;
        sums.xx += partners * partners;
        sums.xy += cost * partners;
    }
    struct estimate e = estimate_ratio(plan_units(point), sums, confidence);
    e.low = e.low < 0.0 ? 0.0 : e.low;
    return e;
}

/* What is asked about: chances of targets, the cost per partner, and on average partners. */
static void estimate_asked(
    struct plan_point *point, uint8_t (*met)[N_TARGETS], double confidence)
{
    for (int m = 0; m < n_measures; m++) {
        int target = look_target(measures[m].name);
        point->figure[m] =
            (struct figure){estimate_undefined(), NAN, NAN, NAN, METHOD_PLAIN, NAN};
        if (target != NO_TARGET)
            point->figure[m].estimate = chance_of_target(point, met, target, confidence);
    }
    point->figure[measure_find("cost_per_partner")].estimate =
        cost_per_partner(point, confidence);
    point->figure[measure_find("partners")].estimate.value = plan_mean(point, point->partners);
}

static enum status look_at(struct plan_set *set)
{
    const struct planner *planner = &set->planner;
    int n = set->n - set->n_run;
    struct arena arena = {0};
    struct asking asking = {.point = set->point + set->n_run,
        .met = arena_new(&arena, (size_t)n + 1, sizeof *asking.met)};
    struct plan_look *look = arena_new(&arena, (size_t)n + 1, sizeof *look);
    for (int i = 0; i < n; i++) {
        struct plan_point *point = &asking.point[i];
        point->unit = planner->setup->study.cases[point->line].source.open != NULL ? 2 : 1;
        uint64_t unit = (uint64_t)point->unit;
        uint64_t units = (planner->replications + unit - 1) / unit;
        look[i] = (struct plan_look){point->line, point->terms, 0, units * unit};
        point->cost = arena_new(&set->arena, (size_t)units, sizeof *point->cost);
        point->partners = arena_new(&set->arena, (size_t)units, sizeof *point->partners);
        point->figure = arena_new(&set->arena, (size_t)n_measures, sizeof *point->figure);
        asking.met[i] = arena_new(&arena, (size_t)units, sizeof *asking.met[i]);
    }
    enum status status = plan_look(planner, look, n, note_campaign, &asking);
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        asking.point[i].replications = look[i].to;
        estimate_asked(&asking.point[i], asking.met[i], planner->confidence);
    }
    set->n_run = set->n;
    arena_free(&arena);
    return status;
}

/* ---- All of it ---- */

static enum status run_batch(struct plan_set *set, struct batch *batch)
{
    const struct planner *planner = &set->planner;
    struct study *study = &batch->study;
    make_cases(batch, planner, &set->arena, set->controls);
    for (int i = 0; i < study->n_cases && set->controls; i++)
        adjusted_borrow(&study->cases[i], &planner->setup->study.cases[batch->point[i]->line]);
    enum status status = runner_run(planner->runner, study,
        (struct study_plan){.replications = planner->replications}, save_campaign, batch);
    for (int i = 0; i < study->n_cases && status == STATUS_OK; i++) {
        keep_figures(batch->point[i], study, &study->cases[i]);
        if (adjusted_is(&study->cases[i]))
            adjust(batch, i, &set->arena);
    }
    for (int i = 0; i < study->n_cases; i++)
        study->cases[i].expectation = NULL; /* it was borrowed */
    set->replications = study->replications;
    study_free(study);
    arena_free(&batch->arena);
    return status;
}

enum status plan_set_run(struct plan_set *set)
{
    if (set->asked)
        return look_at(set);
    enum status status = STATUS_OK;
    double all = set->n - set->n_run, done = 0.0;
    for (int n = 1; n > 0 && status == STATUS_OK; done += n) {
        struct study_case cases[AT_ONCE] = {0};
        struct batch batch = {.study = {.cases = cases, .confidence = set->planner.confidence}};
        n = batch.study.n_cases = choose(set, batch.point);
        struct runner *runner = set->planner.runner;
        struct span whole = runner_enter(runner, done / all, (done + n) / all);
        if (n > 0)
            status = run_batch(set, &batch);
        runner->span = whole;
    }
    set->n_run = set->n;
    return status;
}

enum status plan_ask_all(const struct planner *planner, int most, int n,
    void (*ask)(struct plan_set *set, void *context, int i), void *context)
{
    struct plan_set set;
    plan_set_init(&set, planner, most);
    set.asked = true;
    for (int i = 0; i < n; i++)
        ask(&set, context, i);
    enum status status = plan_set_run(&set);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        ask(&set, context, i);
    plan_set_free(&set);
    return status;
}

/* ---- What they tell ---- */

struct figure plan_figure(const struct plan_point *point, const char *measure)
{
    return point->figure[measure_find(measure)];
}

bool plan_is_unaffordable(const struct plan_point *point)
{
    return plan_figure(point, "approached").estimate.value == 0.0 &&
           plan_figure(point, "unfunded").estimate.value > 0.0;
}

/* Mean of campaigns `unit` * i up to the next, of which the point has kept one or the mean of
 * two. */
static double kept_mean(
    const struct plan_point *point, const double *kept, int unit, uint64_t i)
{
    return point->unit == unit ? kept[i] : (kept[2 * i] + kept[2 * i + 1]) / 2.0;
}

/* A price with bounds that hold what both numbers of companies may lose as well: the one point
 * might win `more` partners with the best number, and the other `less` few. */
static struct estimate widened(struct estimate price, double extra, double more, double less)
{
    price.low *= extra / (extra + more);
    price.high = extra > less ? price.high * extra / (extra - less) : INFINITY;
    return price;
}

struct plan_extra plan_extra(
    const struct plan_point *point, const struct plan_point *from, double confidence)
{
    enum { FROM, TO, POINTS };
    enum { PARTNERS, COST, QUANTITIES };
    struct paired paired;
    paired_init(&paired, POINTS, QUANTITIES);
    /* Adjusted ones are not laid beside those that are not: luck would not cancel. */
    bool adjusted = point->adjusted_cost != NULL && from->adjusted_cost != NULL;
    const double *partners[] = {adjusted ? from->adjusted_partners : from->partners,
        adjusted ? point->adjusted_partners : point->partners};
    const double *cost[] = {adjusted ? from->adjusted_cost : from->cost,
        adjusted ? point->adjusted_cost : point->cost};
    int unit = point->unit > from->unit ? point->unit : from->unit;
    uint64_t both =
        point->replications < from->replications ? point->replications : from->replications;
    uint64_t n = both / (uint64_t)unit;
    for (uint64_t i = 0; i < n; i++)
        paired_add(&paired,
            (double[POINTS * QUANTITIES]){kept_mean(from, partners[FROM], unit, i),
                kept_mean(from, cost[FROM], unit, i), kept_mean(point, partners[TO], unit, i),
                kept_mean(point, cost[TO], unit, i)});
    const struct paired_contrast contrast[] = {
        {PAIRED_DIFFERENCE, TO, FROM, PARTNERS, PAIRED_NONE, 0.0},
        {PAIRED_DIFFERENCE, TO, FROM, COST, PAIRED_NONE, 0.0},
        {PAIRED_EXTRA, TO, FROM, COST, PARTNERS, 0.0},
    };
    struct plan_extra extra;
    paired_contrasts(&paired, 1, &contrast[0], confidence, &extra.partners);
    paired_contrasts(&paired, 1, &contrast[1], confidence, &extra.cost);
    paired_contrasts(&paired, 1, &contrast[2], confidence, &extra.price);
    if (!(extra.partners.low > 0.0))
        extra.price = estimate_undefined();
    else
        extra.price = widened(extra.price, extra.partners.value,
            plan_loss_most(&point->loss) * plan_figure(point, "partners").estimate.value,
            plan_loss_most(&from->loss) * plan_figure(from, "partners").estimate.value);
    paired_free(&paired);
    return extra;
}
