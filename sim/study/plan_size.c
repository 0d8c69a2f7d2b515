/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sizes are tried all along the range, each so many times the one before, in few campaigns; and
 * in more of them around the best and the smallest that is as good, down to the fine ratio or
 * one company. */
#define COARSE_RATIO 1.3
#define FINE_RATIO 1.02
/* What a size may lose against the best, and how closely that is wanted: half a width. */
#define LOSS 0.01
#define HALF_WIDTH 0.005
/* Sizes leave the race when they are shown, with this confidence each, to lose too much or to
 * win hardly more than the best. */
#define OUT_CONFIDENCE 0.997
#define HARDLY_MORE (HALF_WIDTH / 2.0)
/* Campaigns of each size in the first look and in the second, which is a chunk of the engine;
 * and after how many of nobody won a single partner none will. */
enum { FEW = 64, SOME = ENGINE_CHUNK, MANY = 512 };
enum { MOST_TRIALS = 160, AT_ONCE = 32 };

/* One size under the present budget. */
struct trial {
    int companies;
    uint64_t n, room; /* campaigns, or pairs of them where numbers are drawn */
    double *partners; /* [n] mean of each */
    bool refused;     /* something for money, in some campaign */
    bool out;         /* of the race */
};

/* The sizes of one line under given hours: a budget after the other, as a size that is refused
 * nothing comes to the same with any higher budget. */
struct race {
    const struct planner *planner;
    struct plan_size *size, *end; /* the present one; those that follow, of rising budgets */
    int n, unit;
    struct trial trial[MOST_TRIALS]; /* of rising sizes */
    int best, chosen;                /* of them */
    uint64_t level;      /* campaigns wanted of both; of all others up to SOME as well */
    uint64_t spent, cap; /* on the present budget, of all sizes; and at most */
};

/* ---- Sizes ---- */

static int most_of(const struct race *race)
{
    return race->planner->line[race->size->line].most;
}

static void add_trial(struct race *race, int companies)
{
    int at = 0;
    while (at < race->n && race->trial[at].companies < companies)
        at++;
    if (race->n == MOST_TRIALS || (at < race->n && race->trial[at].companies == companies))
        return;
    memmove(
        &race->trial[at + 1], &race->trial[at], (size_t)(race->n - at) * sizeof race->trial[0]);
    race->trial[at] = (struct trial){.companies = companies};
    race->n++;
}

static void clear(struct trial *trial)
{
    memory_free(trial->partners);
    trial->partners = NULL;
    trial->n = trial->room = 0;
    trial->refused = false;
}

/* Begins with the budget of race->size: what was refused nothing is kept. */
static void begin_budget(struct race *race)
{
    uint64_t few = FEW;
    for (double next = 1.0; (int)next < most_of(race);
         next = fmax(next * COARSE_RATIO, floor(next) + 1.0))
        add_trial(race, (int)next);
    add_trial(race, most_of(race));
    for (int i = 0; i < race->n; i++) {
        race->trial[i].out = false;
        if (race->trial[i].refused)
            clear(&race->trial[i]);
    }
    race->level = few < race->cap ? few : race->cap;
    race->best = race->chosen = 0;
    race->spent = 0;
}

/* A size between two neighbours, where they are apart; false: there is none to try. */
static bool add_between(struct race *race, int below, int above)
{
    if (below < 0 || above >= race->n)
        return false;
    double low = race->trial[below].companies, high = race->trial[above].companies;
    int middle = (int)round(sqrt(low * high)), before = race->n;
    if (high - low < 2.0 || high <= FINE_RATIO * low)
        return false;
    add_trial(race, middle > (int)low ? middle : (int)low + 1);
    return race->n > before;
}

/* ---- Simulating ---- */

/* A stretch of campaigns of one size. */
struct stretch {
    struct race *race;
    struct trial *trial;
    uint64_t from, to; /* campaigns */
};

static void save_campaign(void *context, int one, uint64_t replication, const double *x)
{
    const struct stretch *stretch = &((struct stretch *)context)[one];
    double unit = stretch->race->unit;
    stretch->trial->partners[replication / (uint64_t)unit] += x[Q_PARTNERS] / unit;
    stretch->trial->refused |= x[Q_UNFUNDED] > 0.0;
}

static void make_room(struct trial *trial, uint64_t n)
{
    if (n <= trial->room)
        return;
    trial->partners = memory_resize(trial->partners, n, sizeof(double));
    memset(trial->partners + trial->n, 0, (n - trial->n) * sizeof(double));
    trial->room = n;
}

/* Stretches from the same campaign to the same campaign. */
static enum status run_alike(struct stretch *stretch, int n)
{
    const struct planner *planner = stretch[0].race->planner;
    struct study_case cases[AT_ONCE] = {0};
    struct study study = {.n_cases = n,
        .cases = cases,
        .confidence = planner->confidence,
        .left = {stretch[0].from, stretch[0].to, 0}};
    struct arena arena = {0};
    for (int i = 0; i < n; i++) {
        struct race *race = stretch[i].race;
        struct plan_terms terms = race->size->terms;
        terms.companies = stretch[i].trial->companies;
        const struct variant variant = plan_variant(planner, &terms);
        cases[i] =
            setup_variant(planner->setup, race->size->line, &variant, planner->seed, &arena);
        make_room(stretch[i].trial, stretch[i].to / (uint64_t)race->unit);
    }
    study_start(&study);
    enum status status = runner_run(planner->runner, &study,
        (struct study_plan){.replications = stretch[0].to}, save_campaign, stretch);
    for (int i = 0; i < n; i++)
        stretch[i].trial->n = stretch[i].to / (uint64_t)stretch[i].race->unit;
    study_free(&study);
    arena_free(&arena);
    return status;
}

static int by_stretch(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->race != y->race)
        return x->race < y->race ? -1 : 1;
    return x->trial < y->trial ? -1 : x->trial > y->trial;
}

static enum status run_all(struct stretch *stretch, int n)
{
    enum status status = STATUS_OK;
    qsort(stretch, (size_t)n, sizeof *stretch, by_stretch);
    for (int from = 0, to; from < n && status == STATUS_OK; from = to) {
        for (to = from; to < n && to - from < AT_ONCE &&
                        stretch[to].from == stretch[from].from &&
                        stretch[to].to == stretch[from].to;)
            to++;
        status = run_alike(stretch + from, to - from);
    }
    return status;
}

static uint64_t done_of(const struct race *race, const struct trial *trial)
{
    return trial->n * (uint64_t)race->unit;
}

/* Up to which campaign size number `i` is to be simulated. Those that seem to be the best, or
 * the smallest as good, are looked at twice as closely each time: most are not. */
static uint64_t wanted_of(const struct race *race, int i)
{
    const struct trial *trial = &race->trial[i];
    uint64_t done = done_of(race, trial), twice = done >= SOME ? 2 * done : SOME;
    if (trial->out)
        return done;
    uint64_t most =
        i == race->best || i == race->chosen || race->level < SOME ? race->level : SOME;
    return twice < most ? twice : most;
}

static bool is_missing(const struct race *race, int i)
{
    return done_of(race, &race->trial[i]) < wanted_of(race, i);
}

static bool has_missing(const struct race *race)
{
    for (int i = 0; i < race->n; i++)
        if (is_missing(race, i))
            return true;
    return false;
}

/* What the sizes in the race still lack at its level. The engine goes on from whole chunks. */
static int list_missing(struct race *race, struct stretch *stretch)
{
    int n = 0;
    for (int i = 0; i < race->n && race->size < race->end; i++) {
        struct trial *trial = &race->trial[i];
        uint64_t done = done_of(race, trial), to = wanted_of(race, i);
        if (done >= to)
            continue;
        if (done % ENGINE_CHUNK != 0) {
            clear(trial);
            done = 0;
        }
        stretch[n++] = (struct stretch){race, trial, done, to};
        race->spent += to - done;
    }
    return n;
}

/* ---- Judging ---- */

/* What size `i` wins as a share of what size `j` wins, on the campaigns that both have. */
static struct estimate share_of(const struct race *race, int i, int j, double confidence)
{
    struct ratio_sums sums = {0};
    const struct trial *above = &race->trial[i], *below = &race->trial[j];
    uint64_t n = above->n < below->n ? above->n : below->n;
    for (uint64_t k = 0; k < n; k++) {
        double y = above->partners[k], x = below->partners[k];
        sums.y += y;
        sums.x += x;
        sums.yy += y * y;
        sums.xx += x * x;
        sums.xy += x * y;
    }
    struct estimate e = estimate_ratio(n, sums, confidence);
    e.low = isnan(e.low) ? 0.0 : e.low;
    e.high = isnan(e.high) ? INFINITY : e.high;
    return e;
}

static bool wins_nobody(const struct race *race, int i)
{
    for (uint64_t k = 0; k < race->trial[i].n; k++)
        if (race->trial[i].partners[k] > 0.0)
            return false;
    return true;
}

static bool is_better(const struct race *race, int i)
{
    if (race->trial[race->best].out || wins_nobody(race, race->best))
        return race->trial[race->best].out || !wins_nobody(race, i);
    return share_of(race, i, race->best, OUT_CONFIDENCE).value > 1.0;
}

/* Finds the best, and the smallest that loses no more than it may; sizes that are shown not to
 * matter leave the race. */
static void judge(struct race *race)
{
    for (int i = 0; i < race->n; i++)
        if (!race->trial[i].out && is_better(race, i))
            race->best = i;
    race->chosen = race->best;
    for (int i = race->n - 1; i >= 0; i--) {
        struct trial *trial = &race->trial[i];
        struct estimate share = share_of(race, i, race->best, OUT_CONFIDENCE);
        if (trial->out || i == race->best)
            continue;
        if (i < race->best && share.value >= 1.0 - LOSS)
            race->chosen = i;
        trial->out = share.high < (i < race->best ? 1.0 - LOSS : 1.0 + HARDLY_MORE);
    }
}

/* Writes down the size, and what it may lose against those that were simulated as often. */
static void note(struct race *race)
{
    struct plan_size *size = race->size;
    uint64_t n = race->trial[race->chosen].n;
    size->terms.companies = race->trial[race->chosen].companies;
    double none = wins_nobody(race, race->best) ? NAN : 0.0;
    struct plan_loss *loss = &size->loss;
    *loss = (struct plan_loss){none, none, none};
    for (int i = 0; i < race->n && !isnan(none); i++) {
        if (race->trial[i].out || i == race->chosen || race->trial[i].n < n)
            continue;
        struct estimate share = share_of(race, race->chosen, i, race->planner->confidence);
        loss->value = fmax(loss->value, 1.0 - share.value);
        loss->low = fmax(loss->low, 1.0 - share.high);
        loss->high = fmax(loss->high, fmin(1.0 - share.low, 1.0));
    }
}

/* Adds sizes beside the best and below the chosen one; false: there are none to add. */
static bool add_sizes(struct race *race)
{
    int best = race->trial[race->best].companies, chosen = race->trial[race->chosen].companies;
    int n = race->n;
    add_between(race, race->best, race->best + 1);
    add_between(race, race->best - 1, race->best);
    for (race->chosen = 0; race->trial[race->chosen].companies != chosen;)
        race->chosen++;
    add_between(race, race->chosen - 1, race->chosen);
    for (race->chosen = 0; race->trial[race->chosen].companies != chosen;)
        race->chosen++;
    for (race->best = 0; race->trial[race->best].companies != best;)
        race->best++;
    return race->n > n;
}

/* Whether the size is found; else what is to be simulated next is in the race. */
static bool is_found(struct race *race)
{
    judge(race);
    note(race);
    bool nobody = isnan(race->size->loss.value);
    if (race->spent >= race->cap || (nobody && race->level >= MANY))
        return true;
    if (has_missing(race) || (race->level >= SOME && !nobody && add_sizes(race)))
        return false;
    if (race->level >= SOME && race->size->loss.high - race->size->loss.low <= 2.0 * HALF_WIDTH)
        return true;
    race->level = race->level < SOME ? SOME : 2 * race->level;
    return false;
}

/* ---- All of it ---- */

static void start(struct race *race, const struct planner *planner, uint64_t most,
    struct plan_size *size, struct plan_size *end)
{
    *race = (struct race){.planner = planner, .size = size, .end = end, .unit = 1};
    if (planner->setup->study.cases[size->line].source.open != NULL)
        race->unit = 2;
    race->cap = most + most % 2;
    begin_budget(race);
}

/* Goes on until something is to be simulated, or every size is found. */
static void advance(struct race *race)
{
    while (race->size < race->end && !has_missing(race))
        if (is_found(race) && ++race->size < race->end)
            begin_budget(race);
}

/* Those that go on in one race. */
static int same_race(const struct plan_size *size, int n)
{
    int same = 1;
    while (same < n && size[same].line == size->line &&
           (size[same].terms.hours_per_week == size->terms.hours_per_week ||
               isnan(size->terms.hours_per_week)) &&
           size[same].terms.outreach_days == size->terms.outreach_days &&
           (size[same].terms.budget_eur >= size[same - 1].terms.budget_eur ||
               isnan(size[same].terms.budget_eur)))
        same++;
    return same;
}

enum status plan_find_sizes(
    const struct planner *planner, uint64_t most, struct plan_size *size, int n)
{
    struct race *race = memory_new((size_t)n + 1, sizeof *race);
    struct stretch *stretch = memory_new((size_t)n * MOST_TRIALS + 1, sizeof *stretch);
    enum status status = STATUS_OK;
    int races = 0;
    for (int i = 0; i < n; i += same_race(size + i, n - i))
        start(&race[races++], planner, most, &size[i], &size[i] + same_race(size + i, n - i));
    for (int missing = 1; missing > 0 && status == STATUS_OK;) {
        missing = 0;
        for (int i = 0; i < races; i++) {
            advance(&race[i]);
            missing += list_missing(&race[i], stretch + missing);
        }
        status = run_all(stretch, missing);
    }
    for (int i = 0; i < races; i++)
        for (int k = 0; k < race[i].n; k++)
            clear(&race[i].trial[k]);
    memory_free(race);
    memory_free(stretch);
    return status;
}
