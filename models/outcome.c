/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome.h"

#include "step.h"
#include "vector.h"

#include <math.h>
#include <string.h>

int outcome_quantities(const struct campaign *campaign)
{
    return Q_FIXED + 2 * campaign->scenario->packages.n;
}

static size_t values(const struct outcomes *outcomes, int groups)
{
    return (size_t)groups * (size_t)outcomes->n_quantities * LANES;
}

static void note_used(struct outcomes *outcomes, int quantity)
{
    if (!outcomes->used[quantity])
        outcomes->live[outcomes->n_live++] = quantity;
    outcomes->used[quantity] = true;
}

void outcomes_init(struct outcomes *outcomes, const struct campaign *campaign)
{
    memset(outcomes, 0, sizeof *outcomes);
    outcomes->cells = &campaign->cells;
    outcomes->n_segments = campaign->n_segments;
    outcomes->n_quantities = outcome_quantities(campaign);
    outcomes->segment =
        arena_new(&outcomes->arena, values(outcomes, campaign->n_segments), sizeof(double));
    outcomes->x =
        arena_new(&outcomes->arena, values(outcomes, campaign->cells.n_rows), sizeof(double));
    outcomes->used =
        arena_new(&outcomes->arena, (size_t)outcomes->n_quantities, sizeof *outcomes->used);
    outcomes->live =
        arena_new(&outcomes->arena, (size_t)outcomes->n_quantities, sizeof *outcomes->live);
    for (int q = Q_HIT_IN_VIEW; q <= Q_CAPACITY; q++)
        note_used(outcomes, q);
    outcomes->n_companies = campaign->n_companies;
    outcomes->entered = arena_new(&outcomes->arena,
        (size_t)N_RINGS * (size_t)campaign->n_companies * LANES, sizeof *outcomes->entered);
    outcomes->days = campaign->outreach_days;
    outcomes->n_weeks = campaign_weeks(campaign);
    outcomes->week =
        arena_new(&outcomes->arena, (size_t)outcomes->n_weeks * LANES, sizeof *outcomes->week);
    outcomes->most_endings = 2 * campaign->n_companies;
    outcomes->ending = arena_new(
        &outcomes->arena, (size_t)outcomes->most_endings * LANES, sizeof *outcomes->ending);
}

void outcomes_free(struct outcomes *outcomes)
{
    arena_free(&outcomes->arena);
    memset(outcomes, 0, sizeof *outcomes);
}

void outcomes_clear(struct outcomes *outcomes)
{
    outcomes->n = outcomes->placed = 0;
    size_t stride = values(outcomes, 1);
    for (int i = 0; i < outcomes->n_live; i++) {
        double *x = outcomes->segment + (size_t)outcomes->live[i] * LANES;
        for (int s = 0; s < outcomes->n_segments; s++, x += stride)
            memset(x, 0, LANES * sizeof *x);
    }
    memset(outcomes->unshared, 0, sizeof outcomes->unshared);
    memset(outcomes->capacity, 0, sizeof outcomes->capacity);
    memset(outcomes->n_endings, 0, sizeof outcomes->n_endings);
}

static double amount(micro value)
{
    return (double)value / MICRO;
}

/* Adds to a quantity of one replication; `x` is its lane of the company's segment. */
static inline void add(double *x, int quantity, double more)
{
    x[(size_t)quantity * LANES] += more;
}

static void add_keeping(const struct block *block, const struct course *course, double *x)
{
    int index = (int)(course - block->course);
    double care = amount(course->care_cost);
    add(x, Q_REVENUE, course->fees);
    add(x, Q_SERVING, course->serving);
    add(x, Q_CARE_COST, care);
    add(x, Q_CARE_HOURS, amount(course->care_hours));
    add(x, Q_CARE_CONTACTS, course->care_total);
    add(x, Q_NET_RESULT, course->fees - course->serving - care);
    add(x, Q_MARGIN, retention_margin(&block->campaign->retention, course->package));
    add(x, Q_VALUE, course->value + care_value_beyond(block, index));
    add(x, Q_ANNIVERSARIES, course->anniversaries);
    add(x, Q_FIRST_ANNIVERSARIES, course->anniversaries > 0);
    add(x, Q_FIRST_RENEWALS,
        course->anniversaries > 1 || (course->anniversaries == 1 && !course->left));
    add(x, Q_LEFT, course->left);
}

static void add_partner(const struct block *block, const struct course *course, double *x)
{
    int contacts = course->before + course->held;
    add(x, Q_PAYING, course->paying != NO_DAY);
    add(x, Q_HELD_BY_PARTNERS, contacts);
    add(x, Q_PARTNERS_4_TO_7, contacts >= 4 && contacts <= 7);
    add(x, Q_PARTNERS_OVER_7, contacts > 7);
    add(x, Q_DAYS, course->joined - course->approached);
    add_keeping(block, course, x);
    add(x, Q_PACKAGE + course->package, 1);
    add(x, Q_PACKAGE + block->campaign->scenario->packages.n + course->package, contacts);
}

/* What a campaign's figures are shared out by. */
struct sharing {
    double aids;   /* cost of the aids per company approached */
    double funded; /* share of fundable cost that funding pays the hub */
};

/* Which quantity counts those that were approached, by where they stand. */
static const int quantity_of[N_STANDINGS] = {
    [OPEN] = Q_OPEN,
    [PARTNER] = Q_PARTNERS,
    [SAID_NO] = Q_SAID_NO,
    [GIVEN_UP] = Q_GIVEN_UP,
    [UNFUNDED] = Q_UNFUNDED,
};

static void add_company(const struct block *block, const struct course *course,
    const struct sharing *sharing, double *x)
{
    if (course->approached == NONE) {
        add(x, Q_UNFUNDED, course->standing == UNFUNDED);
        return;
    }
    double cost = amount(course->cost) + sharing->aids;
    double net = cost - amount(course->fundable) * sharing->funded;
    add(x, Q_APPROACHED, 1);
    add(x, Q_IN_VIEW, course->held > 0);
    add(x, Q_ACTIVE, course->activated != NO_DAY);
    add(x, Q_HELD, course->held);
    add(x, Q_SEVEN_OR_MORE, course->before + course->held >= 7);
    add(x, Q_HOURS, amount(course->hours));
    add(x, Q_HOURS_COUNTED, amount(course->counted));
    add(x, Q_HOURS_ON_TOP, amount(course->hours - course->counted));
    add(x, Q_COST, cost);
    add(x, Q_COST_NET, net);
    add(x, Q_NET_RESULT, -net);
    add(x, Q_WAITED, course->waits);
    add(x, Q_MOVED, course->moves);
    add(x, Q_NOT_REACHED, course->not_reached);
    if (course->no_shows > 0) {
        add(x, Q_NO_SHOW, course->no_shows);
        add(x, Q_NO_SHOW_HOURS, amount(course->no_show_hours));
        add(x, Q_NO_SHOW_COST, amount(course->no_show_cost));
    }
    add(x, Q_BUSY_DELAYS, course->busy_delays);
    add(x, quantity_of[course->standing], 1);
    add(x, Q_OPEN_IN + course->stage, course->standing == OPEN);
    add(x, Q_REACHED + course->furthest, 1);
    if (course->standing == PARTNER)
        add_partner(block, course, x);
}

static void note_ending(struct outcomes *outcomes, int lane, const struct course *course)
{
    if (course->approached == NONE || course->standing == OPEN)
        return;
    struct ending *ending = outcomes->ending + (size_t)lane * (size_t)outcomes->most_endings;
    ending[outcomes->n_endings[lane]++] = (struct ending){
        .segment = course->segment,
        .standing = course->standing,
        .contacts = (uint16_t)(course->before + course->held),
        .own_day = course->joined - course->approached,
        .day = course->joined,
    };
}

static struct sharing share_out(const struct campaign *c, const struct course *course)
{
    int approached = 0;
    micro fundable = 0;
    for (int i = 0; i < c->n_companies; i++) {
        approached += course[i].approached != NONE;
        fundable += course[i].fundable;
    }
    double paid = funding_to_hub(&c->scenario->funding, amount(fundable));
    return (struct sharing){
        .aids = approached > 0 ? amount(c->team.aids.cost) / approached : 0.0,
        .funded = fundable > 0 ? paid / amount(fundable) : 0.0,
    };
}

/* ---- Days and weeks ---- */

static inline int32_t *entered(const struct outcomes *outcomes, int ring, int company)
{
    return outcomes->entered +
           ((size_t)ring * (size_t)outcomes->n_companies + (size_t)company) * LANES;
}

static struct week *weeks_of(const struct outcomes *outcomes, int lane)
{
    return outcomes->week + (size_t)lane * (size_t)outcomes->n_weeks;
}

/* Of the three rings. */
static void note_entered(const struct outcomes *outcomes, int lane, const struct course *course)
{
    int n = outcomes->n_companies;
    size_t ring = (size_t)n * LANES;
    int32_t *at = outcomes->entered + lane;
    for (int i = 0; i < n; i++, at += LANES) {
        at[0] = course[i].seen;
        at[ring] = course[i].activated;
        at[2 * ring] = course[i].paying;
    }
}

static void add_week(struct week *into, const struct week *week)
{
    into->used += week->used;
    into->cost += week->cost;
    into->waited += week->waited;
}

static void add_days_and_weeks(struct outcomes *total, const struct outcomes *hub)
{
    for (int ring = 0; ring < N_RINGS && hub->n_companies > 0; ring++)
        memcpy(entered(total, ring, total->placed), entered(hub, ring, 0),
            (size_t)hub->n_companies * LANES * sizeof *hub->entered);
    total->placed += hub->n_companies;
    for (int lane = 0; lane < hub->n; lane++)
        for (int w = 0; w < hub->n_weeks; w++)
            add_week(&weeks_of(total, lane)[w], &weeks_of(hub, lane)[w]);
}

typedef int32_t days_of_lanes __attribute__((vector_size(LANES * sizeof(int32_t))));

/* The first day before `days` by which at least `least` of `n` companies have entered a ring;
 * else NO_DAY. Goes by halves: `day` rises past days on which there are too few. */
VECTORISED static void first_day(
    const int32_t *entered, int n, int least, int days, int32_t met[LANES])
{
    days_of_lanes day = {0};
    for (int step = 1 << (31 - __builtin_clz((unsigned)days | 1u)); step > 0; step >>= 1) {
        days_of_lanes next = day + step, in = {0}, entry;
#pragma GCC unroll 4
        for (int i = 0; i < n; i++) {
            memcpy(&entry, entered + (size_t)i * LANES, sizeof entry);
            in -= entry < next;
        }
        day += (in < least) & step;
    }
    memcpy(met, &day, sizeof day);
    for (int lane = 0; lane < LANES; lane++)
        met[lane] = met[lane] < days ? met[lane] : NO_DAY;
}

/* A target of no company at all is met from the start. */
static void find_days(struct outcomes *outcomes, const struct targets *targets)
{
    const int least[N_RINGS] = {targets->in_view, targets->active, targets->paying};
    int32_t *all = outcomes->met[TARGET_ALL];
    memset(all, 0, sizeof outcomes->met[TARGET_ALL]);
    for (int ring = 0; ring < N_RINGS; ring++) {
        int32_t *met = outcomes->met[ring];
        memset(met, 0, sizeof outcomes->met[ring]);
        if (least[ring] > 0)
            first_day(entered(outcomes, ring, 0), outcomes->n_companies, least[ring],
                outcomes->days, met);
        for (int lane = 0; lane < LANES; lane++)
            all[lane] = all[lane] > met[lane] ? all[lane] : met[lane];
    }
}

void outcomes_collect(struct outcomes *outcomes, const struct block *block, int replication)
{
    const struct campaign *c = block->campaign;
    const struct course *course = block->course + (size_t)replication * (size_t)c->n_companies;
    struct sharing sharing = share_out(c, course);
    int lane = outcomes->n++;
    if (lane == 0)
        outcomes->first = block->first + (uint32_t)replication;
    bool approached = false;
    for (int i = 0; i < c->n_companies; i++) {
        double *x = outcomes->segment + values(outcomes, course[i].segment) + lane;
        add_company(block, &course[i], &sharing, x);
        note_ending(outcomes, lane, &course[i]);
        approached = approached || course[i].approached != NONE;
    }
    note_entered(outcomes, lane, course);
    memcpy(weeks_of(outcomes, lane), block->ledger[replication].week,
        (size_t)outcomes->n_weeks * sizeof *outcomes->week);
    outcomes->unshared[lane] = approached ? 0.0 : amount(c->team.aids.cost);
    outcomes->capacity[lane] = team_capacity(&c->scenario->team, c->outreach_days);
}

/* Adds what ended in a lane of `from` to that of `into`. */
static void add_endings(struct outcomes *into, const struct outcomes *from, int lane)
{
    memcpy(into->ending + (size_t)lane * (size_t)into->most_endings + into->n_endings[lane],
        from->ending + (size_t)lane * (size_t)from->most_endings,
        (size_t)from->n_endings[lane] * sizeof *into->ending);
    into->n_endings[lane] += from->n_endings[lane];
}

void outcomes_add_hub(struct outcomes *total, const struct outcomes *hub)
{
    if (total->placed == 0)
        memset(total->week, 0, (size_t)total->n_weeks * LANES * sizeof *total->week);
    total->n = hub->n;
    total->first = hub->first;
    for (size_t i = 0; i < values(total, total->n_segments); i++)
        total->segment[i] += hub->segment[i];
    for (int lane = 0; lane < hub->n; lane++) {
        add_endings(total, hub, lane);
        total->unshared[lane] += hub->unshared[lane];
        total->capacity[lane] += hub->capacity[lane];
    }
    add_days_and_weeks(total, hub);
}

/* ---- Groups ---- */

_Static_assert(LANES == 8, "two times four");

VECTORISED static bool is_used(const double *segment, size_t stride, int n_segments)
{
    uint64_t bits = 0;
    for (int s = 0; s < n_segments; s++, segment += stride) {
        uint64_t here[LANES];
        memcpy(here, segment, sizeof here);
        for (int lane = 0; lane < LANES; lane++)
            bits |= here[lane];
    }
    return bits != 0;
}

static void find_used(struct outcomes *outcomes)
{
    for (int q = 0; q < outcomes->n_quantities; q++)
        if (!outcomes->used[q] && is_used(outcomes->segment + (size_t)q * LANES,
                                      values(outcomes, 1), outcomes->n_segments))
            note_used(outcomes, q);
}

/* The segments of a place, which is the sum of them. */
static int list_segments(const struct outcomes *outcomes, int place, const double **segment)
{
    int n = 0;
    for (uint64_t in = outcomes->cells->segments[place]; in != 0; in &= in - 1)
        segment[n++] = outcomes->segment + values(outcomes, __builtin_ctzll(in));
    return n;
}

VECTORISED static void add_segments(
    const struct outcomes *outcomes, double *x, const double *const *segment, int n)
{
    for (int i = 0; i < outcomes->n_live; i++) {
        size_t at = (size_t)outcomes->live[i] * LANES;
        quad a = {0}, b = {0}, more;
        for (int s = 0; s < n; s++) {
            memcpy(&more, segment[s] + at, sizeof more);
            a += more;
            memcpy(&more, segment[s] + at + 4, sizeof more);
            b += more;
        }
        memcpy(x + at, &a, sizeof a);
        memcpy(x + at + 4, &b, sizeof b);
    }
}

static void add_groups(struct outcomes *outcomes)
{
    const double *segment[MAX_SEGMENTS];
    for (int place = 0; place < outcomes->cells->n_rows; place++) {
        int n = list_segments(outcomes, place, segment);
        add_segments(outcomes, outcomes->x + values(outcomes, place), segment, n);
    }
}

/* Who reached a stage had reached those before it. */
static void add_reached(struct outcomes *outcomes)
{
    for (int s = 0; s < outcomes->n_segments; s++) {
        double *reached = outcomes->segment + values(outcomes, s) + Q_REACHED * LANES;
        for (int i = (N_STAGES - 1) * LANES - 1; i >= 0; i--)
            reached[i] += reached[i + LANES];
    }
}

static void note_targets(struct outcomes *outcomes, const struct targets *targets, int lane)
{
    double *all = outcomes->x + lane;
    bool in_view = all[Q_IN_VIEW * LANES] >= targets->in_view;
    bool active = all[Q_ACTIVE * LANES] >= targets->active;
    bool paying = all[Q_PAYING * LANES] >= targets->paying;
    all[Q_HIT_IN_VIEW * LANES] = in_view;
    all[Q_HIT_ACTIVE * LANES] = active;
    all[Q_HIT_PAYING * LANES] = paying;
    all[Q_HIT_ALL * LANES] = in_view && active && paying;
}

void outcomes_finish(struct outcomes *outcomes, const struct targets *targets)
{
    add_reached(outcomes);
    find_used(outcomes);
    add_groups(outcomes);
    find_days(outcomes, targets);
    for (int lane = 0; lane < outcomes->n; lane++) {
        double *all = outcomes->x + lane, aids = outcomes->unshared[lane];
        add(all, Q_COST, aids);
        add(all, Q_COST_NET, aids);
        add(all, Q_NET_RESULT, -aids);
        if (aids != 0.0) {
            note_used(outcomes, Q_COST);
            note_used(outcomes, Q_COST_NET);
            note_used(outcomes, Q_NET_RESULT);
        }
        note_targets(outcomes, targets, lane);
        all[Q_CAPACITY * LANES] = outcomes->capacity[lane];
    }
}

void outcomes_join(struct outcomes *into, const struct outcomes *twin)
{
    for (size_t i = 0; i < values(into, into->cells->n_rows); i++)
        into->x[i] += twin->x[i];
    for (int i = 0; i < twin->n_live; i++)
        note_used(into, twin->live[i]);
    for (int lane = 0; lane < into->n; lane++)
        add_endings(into, twin, lane);
}
