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
#define OUT_CONFIDENCE 0.9998
#define HARDLY_MORE (HALF_WIDTH / 2.0)
/* Of the campaigns that may be spent, the share that is where all of them would not do. */
#define HOPELESS_SHARE 0.2
/* How surely a chance has to be told from what is wanted of it. */
#define TOLD_CONFIDENCE 0.999
/* Campaigns of each size in the first look; how many are a chunk of the engine, from which it
 * goes on; and after how many of nobody won a single partner none will. */
enum { FEW = 64, SOME = ENGINE_CHUNK, MANY = 512 };
enum { MOST_TRIALS = 160, AT_ONCE = 32 };

/* One size under the present budget. */
struct trial {
    int companies;
    uint64_t n, room; /* campaigns, or pairs of them where numbers are drawn */
    double *won;      /* [n] what each wins, or the mean of a pair */
    bool refused;     /* something for money, in some campaign */
    bool out;         /* of the race */
};

/* The sizes of one line under given hours: a budget after the other, as a size that is refused
 * nothing comes to the same with any higher budget. */
struct race {
    const struct planner *planner;
    struct plan_size *size, *end; /* the present one; those that follow, of rising budgets */
    int quantity;                 /* that is won: partners, or the target of a goal */
    int n, unit;
    struct trial trial[MOST_TRIALS]; /* of rising sizes */
    int best, chosen, challenger;    /* of them; see judge() */
    uint64_t few;                    /* campaigns of each in the first look */
    uint64_t level;                  /* wanted of those three */
    uint64_t spent, cap;             /* on the present budget, of all sizes; and at most */
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
    memory_free(trial->won);
    trial->won = NULL;
    trial->n = trial->room = 0;
    trial->refused = false;
}

/* Begins with the budget of race->size: what was refused nothing is kept. The first look takes
 * at most half of the campaigns. */
static void begin_budget(struct race *race)
{
    /* Sizes of many budgets would leave no room for those of this. */
    for (int full = race->n > MOST_TRIALS / 2; full && race->n > 0;)
        clear(&race->trial[--race->n]);
    for (double next = 1.0; (int)next < most_of(race);
         next = fmax(next * COARSE_RATIO, floor(next) + 1.0))
        add_trial(race, (int)next);
    add_trial(race, most_of(race));
    for (int i = 0; i < race->n; i++) {
        race->trial[i].out = false;
        if (race->trial[i].refused)
            clear(&race->trial[i]);
    }
    uint64_t each = race->cap / (2 * (uint64_t)race->n);
    race->few = each >= FEW ? FEW : each > 2 ? each - each % 2 : 2;
    race->level = race->few;
    race->best = race->chosen = race->challenger = 0;
    race->spent = 0;
}

/* Whether there are sizes between two neighbours that are worth a look. */
static bool are_apart(const struct race *race, int below, int above)
{
    if (below < 0 || above >= race->n)
        return false;
    double low = race->trial[below].companies, high = race->trial[above].companies;
    return high - low >= 2.0 && high > FINE_RATIO * low;
}

static void add_between(struct race *race, int below, int above)
{
    if (!are_apart(race, below, above))
        return;
    int low = race->trial[below].companies;
    int middle = (int)round(sqrt((double)low * race->trial[above].companies));
    add_trial(race, middle > low ? middle : low + 1);
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
    stretch->trial->won[replication / (uint64_t)unit] += x[stretch->race->quantity] / unit;
    stretch->trial->refused |= x[Q_UNFUNDED] > 0.0;
}

static void make_room(struct trial *trial, uint64_t n)
{
    if (n <= trial->room)
        return;
    trial->won = memory_resize(trial->won, n, sizeof(double));
    memset(trial->won + trial->n, 0, (n - trial->n) * sizeof(double));
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

static bool wins_nobody(const struct race *race, int i)
{
    for (uint64_t k = 0; k < race->trial[i].n; k++)
        if (race->trial[i].won[k] > 0.0)
            return false;
    return true;
}

/* Up to which campaign size number `i` is to be simulated: most sizes are looked at once. Those
 * of the level are looked at twice as closely each time, as most do not stay there. */
static uint64_t wanted_of(const struct race *race, int i)
{
    const struct trial *trial = &race->trial[i];
    uint64_t done = done_of(race, trial), twice = done >= SOME ? 2 * done : SOME;
    if (trial->out)
        return done;
    bool closely = i == race->best || i == race->chosen || i == race->challenger ||
                   wins_nobody(race, race->best);
    uint64_t most = closely ? race->level : race->few;
    return most < done ? done : twice < most ? twice : most;
}

/* Campaigns that the sizes in the race still lack. */
static uint64_t missing_of(const struct race *race)
{
    uint64_t missing = 0;
    for (int i = 0; i < race->n; i++) {
        uint64_t done = done_of(race, &race->trial[i]), to = wanted_of(race, i);
        missing += done == to ? 0 : done % ENGINE_CHUNK != 0 ? to : to - done;
    }
    return missing;
}

/* What the sizes in the race still lack. The engine goes on from whole chunks. */
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

/* What size `i` wins as a share of what size `j` wins, on the campaigns that both have. They
 * count as if in two more campaigns one partner more or less had been won: that they won the
 * same in all of few campaigns does not tell that they always do. */
static struct estimate share_of(const struct race *race, int i, int j, double confidence)
{
    struct ratio_sums sums = {.yy = 2.0 / (race->unit * race->unit)};
    const struct trial *above = &race->trial[i], *below = &race->trial[j];
    uint64_t n = above->n < below->n ? above->n : below->n;
    for (uint64_t k = 0; k < n; k++) {
        double y = above->won[k], x = below->won[k];
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

static bool is_better(const struct race *race, int i)
{
    if (race->trial[race->best].out || wins_nobody(race, race->best))
        return race->trial[race->best].out || !wins_nobody(race, i);
    return share_of(race, i, race->best, OUT_CONFIDENCE).value > 1.0;
}

/* What the chosen size may lose against size `i`, of what it would win more: up to 1. It was
 * chosen among those in the race, so that all of these are held against it at once
 * (Bonferroni).
 */
static double may_lose(const struct race *race, int i)
{
    int others = 0;
    for (int k = 0; k < race->n; k++)
        others += !race->trial[k].out && k != race->chosen;
    double each = 1.0 - (1.0 - race->planner->confidence) / fmax(others, 1);
    return 1.0 - share_of(race, race->chosen, i, each).low;
}

/* Finds the best, the smallest that loses no more than it may, and of all others the one that
 * may win the most more than that. Sizes that are shown not to matter leave the race. */
static void judge(struct race *race)
{
    for (int i = 0; i < race->n; i++)
        if (!race->trial[i].out && is_better(race, i))
            race->best = i;
    race->chosen = race->best;
    for (int i = race->n - 1; i >= 0; i--) {
        struct trial *trial = &race->trial[i];
        if (trial->out || i == race->best)
            continue;
        struct estimate share = share_of(race, i, race->best, OUT_CONFIDENCE);
        if (i < race->best && share.value >= 1.0 - LOSS)
            race->chosen = i;
        trial->out = share.high < (i < race->best ? 1.0 - LOSS : 1.0 + HARDLY_MORE);
    }
    race->challenger = race->best;
    double most = race->best == race->chosen ? -INFINITY : may_lose(race, race->best);
    for (int i = 0; i < race->n; i++) {
        if (race->trial[i].out || i == race->chosen || i == race->best)
            continue;
        double may = may_lose(race, i);
        if (may > most) {
            race->challenger = i;
            most = may;
        }
    }
}

/* Writes down the size, and what it may lose against any that is in the race. */
static void note(struct race *race)
{
    struct plan_size *size = race->size;
    size->terms.companies = race->trial[race->chosen].companies;
    size->loss = (struct plan_loss){NAN, NAN, NAN};
    if (wins_nobody(race, race->best))
        return;
    size->loss = (struct plan_loss){0.0, 0.0, 0.0};
    if (race->chosen != race->best) {
        struct estimate share =
            share_of(race, race->chosen, race->best, race->planner->confidence);
        size->loss.value = fmax(1.0 - share.value, 0.0);
        size->loss.low = fmax(1.0 - share.high, 0.0);
    }
    if (race->challenger != race->chosen)
        size->loss.high = fmin(fmax(may_lose(race, race->challenger), 0.0), 1.0);
}

/* Whether it is told that the wanted chance is there, or is not with any size. */
static bool is_told(struct race *race)
{
    if (race->size->goal == NULL)
        return false;
    double wanted = race->size->goal->wanted;
    bool below = true;
    for (int i = 0; i < race->n && race->size->told <= 0; i++) {
        const struct trial *trial = &race->trial[i];
        double hits = 0.0;
        for (uint64_t k = 0; k < trial->n; k++)
            hits += trial->won[k];
        struct estimate e = estimate_share_exact(trial->n, hits, TOLD_CONFIDENCE);
        below = below && (trial->out || e.high < wanted);
        if (i == race->chosen && e.low > wanted)
            race->size->told = 1;
    }
    if (race->size->told == 0 && below)
        race->size->told = -1;
    return race->size->told != 0;
}

static int trial_of(const struct race *race, int companies)
{
    int i = 0;
    while (race->trial[i].companies < companies)
        i++;
    return i;
}

/* Adds sizes beside the best and below the chosen one; false: there are none to add. */
static bool add_sizes(struct race *race)
{
    int best = race->trial[race->best].companies, chosen = race->trial[race->chosen].companies;
    int challenger = race->trial[race->challenger].companies, n = race->n;
    add_between(race, trial_of(race, best), trial_of(race, best) + 1);
    add_between(race, trial_of(race, best) - 1, trial_of(race, best));
    add_between(race, trial_of(race, chosen) - 1, trial_of(race, chosen));
    race->best = trial_of(race, best);
    race->chosen = trial_of(race, chosen);
    race->challenger = trial_of(race, challenger);
    return race->n > n;
}

/* Whether there are sizes that were not looked at yet. */
static bool has_unseen(const struct race *race)
{
    for (int i = 0; i < race->n; i++)
        if (done_of(race, &race->trial[i]) < race->few && !race->trial[i].out)
            return true;
    return false;
}

/* Whether sizes beside the best, or below the chosen one, were not looked at. */
static bool has_gaps(const struct race *race)
{
    return has_unseen(race) || are_apart(race, race->best, race->best + 1) ||
           are_apart(race, race->best - 1, race->best) ||
           are_apart(race, race->chosen - 1, race->chosen);
}

static uint64_t next_level(uint64_t level)
{
    return level >= SOME || 8 * level < 3 * SOME ? 2 * level : SOME;
}

/* Whether the loss is not to be known within half a point, as the error goes with the root of
 * the campaigns: then what they would bring is not worth all of them. */
static bool is_hopeless(const struct race *race)
{
    double times = (race->size->loss.high - race->size->loss.low) / (2.0 * HALF_WIDTH);
    double needed = (double)race->spent * times * times;
    return needed > (double)race->cap &&
           (double)race->spent > HOPELESS_SHARE * (double)race->cap;
}

/* Whether the size is found, or no more campaigns may be spent on it; else what is to be
 * simulated next is in the race. */
static bool is_found(struct race *race)
{
    judge(race);
    note(race);
    if (is_told(race)) {
        /* That concerns every number. */
        race->size->loss = (struct plan_loss){0.0, 0.0, 0.0};
        return true;
    }
    bool nobody = isnan(race->size->loss.value);
    bool close = race->size->loss.high - race->size->loss.low <= 2.0 * HALF_WIDTH;
    /* Most budgets of a goal are told before sizes between would matter. */
    bool soon = race->size->goal == NULL || race->cap < 8 * SOME;
    bool adds = !nobody && (soon || race->level >= SOME);
    if (missing_of(race) == 0 && (!adds || !add_sizes(race))) {
        if (nobody ? race->level >= MANY : race->level >= SOME && (close || is_hopeless(race)))
            return true;
        race->level = next_level(race->level);
    }
    if (race->spent + missing_of(race) <= race->cap)
        return false;
    if (has_gaps(race) && !nobody)
        /* A size between wins at most in proportion to its companies. */
        race->size->loss.high = 1.0 - (1.0 - race->size->loss.high) / COARSE_RATIO;
    return true;
}

/* ---- All of it ---- */

static void start(struct race *race, const struct planner *planner, uint64_t most,
    struct plan_size *size, struct plan_size *end)
{
    *race = (struct race){.planner = planner,
        .size = size,
        .end = end,
        .unit = 1,
        .quantity =
            size->goal == NULL ? Q_PARTNERS : measures[measure_find(size->goal->measure)].y};
    if (planner->setup->study.cases[size->line].source.open != NULL)
        race->unit = 2;
    race->cap = most + most % 2;
    begin_budget(race);
}

/* Goes on until something is to be simulated, or every size is found. */
static void advance(struct race *race)
{
    while (race->size < race->end && !has_unseen(race)) {
        if (is_found(race)) {
            if (++race->size < race->end)
                begin_budget(race);
        } else if (missing_of(race) > 0) {
            return;
        }
    }
}

/* Those that go on in one race. */
static int same_race(const struct plan_size *size, int n)
{
    int same = 1;
    while (same < n && size[same].line == size->line && size[same].goal == size->goal &&
           plan_same_amount(size[same].terms.hours_per_week, size->terms.hours_per_week) &&
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
