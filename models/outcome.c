/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome.h"

#include "beyond.h"
#include "expected.h"
#include "outcome_days.h"
#include "step.h"
#include "vector.h"

#include <math.h>
#include <string.h>

/* Quantities that are looked at together. */
enum { EIGHT = 8 };
_Static_assert((int)N_AMOUNTS % (int)EIGHT == 0 && LANES % EIGHT_LANES == 0, "in eights");

int outcome_quantities(const struct campaign *campaign)
{
    int n = Q_FIXED + 2 * campaign->scenario->packages.n;
    return (n + EIGHT - 1) / EIGHT * EIGHT;
}

/* What is counted of a company rises once a day at most, or is days, or contacts with those
 * before the campaign, or care contacts of every year. */
int outcome_amounts(const struct campaign *campaign)
{
    double years = campaign->days / DAYS_PER_YEAR + 1.0;
    double most = 2.0 * campaign->days + campaign->max_held + years * block_most_care(campaign);
    return most * campaign->n_companies < 0x1p27 ? N_AMOUNTS : outcome_quantities(campaign);
}

static bool is_wide(const struct outcomes *outcomes)
{
    return outcomes->n_amounts > N_AMOUNTS;
}

static struct lanes make_lanes(struct outcomes *outcomes, int groups)
{
    return (struct lanes){
        arena_new(&outcomes->arena, (size_t)groups * outcomes->amounts, sizeof(double)),
        arena_new(&outcomes->arena, (size_t)groups * outcomes->counts, sizeof(int32_t)),
    };
}

static inline struct lanes from_lane(struct lanes x, int lane)
{
    return (struct lanes){x.amount + lane, x.count + lane};
}

/* The numbers of one group of many, from lane `lane` on. */
static inline struct lanes lanes_of(
    const struct outcomes *outcomes, struct lanes of, int group, int lane)
{
    return (struct lanes){of.amount + (size_t)group * outcomes->amounts + lane,
        of.count + (size_t)group * outcomes->counts + lane};
}

/* A segment's numbers are those of the group that it is alone in. */
static void place_segments(struct outcomes *outcomes)
{
    const struct cells *cells = outcomes->cells;
    for (uint64_t in = cells->segments[0]; in != 0; in &= in - 1) {
        int segment = __builtin_ctzll(in);
        outcomes->segment[segment] =
            cells->n_rows == 1
                ? make_lanes(outcomes, 1)
                : lanes_of(outcomes, outcomes->x, cells->part_row[cells->part[segment]], 0);
    }
}

void outcomes_init(struct outcomes *outcomes, const struct campaign *campaign)
{
    memset(outcomes, 0, sizeof *outcomes);
    outcomes->cells = &campaign->cells;
    outcomes->n_quantities = outcome_quantities(campaign);
    outcomes->n_amounts = outcome_amounts(campaign);
    outcomes->amounts = (size_t)outcomes->n_amounts * LANES;
    outcomes->counts = (size_t)(outcomes->n_quantities - N_AMOUNTS) * LANES;
    outcomes->x = make_lanes(outcomes, campaign->cells.n_rows);
    place_segments(outcomes);
    outcomes->used =
        arena_new(&outcomes->arena, (size_t)outcomes->n_quantities, sizeof *outcomes->used);
    outcomes->used[Q_CAPACITY] = true;
    for (int q = Q_HIT_IN_VIEW; q <= Q_HIT_ALL; q++)
        outcomes->used[q] = true;
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

/* All lanes of a quantity, of `quads` vectors: four at a time. */
VECTOR_INLINE void clear_quantity(void *x, int quads)
{
    const quad none = {0};
    for (int i = 0; i < quads; i += 4)
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++)
            memcpy((quad *)x + i + k, &none, sizeof none);
}

/* All numbers of a group. What was never used is 0 already. */
VECTORISED static void clear_group(const struct outcomes *outcomes, struct lanes x)
{
    for (int q = 0; q < outcomes->n_quantities; q++) {
        if (!outcomes->used[q])
            continue;
        if (q < outcomes->n_amounts)
            clear_quantity(x.amount + q * LANES, LANES / 4);
        else
            clear_quantity(x.count + (q - N_AMOUNTS) * LANES, LANES / 8);
    }
}

/* Segments without companies stay at 0. */
void outcomes_clear(struct outcomes *outcomes)
{
    outcomes->n = outcomes->placed = 0;
    for (uint64_t in = outcomes->cells->segments[0]; in != 0; in &= in - 1)
        clear_group(outcomes, outcomes->segment[__builtin_ctzll(in)]);
    memset(outcomes->unshared, 0, sizeof outcomes->unshared);
    memset(outcomes->capacity, 0, sizeof outcomes->capacity);
    memset(outcomes->n_endings, 0, sizeof outcomes->n_endings);
    memset(outcomes->control, 0, sizeof outcomes->control);
}

static double amount(micro value)
{
    return (double)value / MICRO;
}

/* Adds to an amount, and to a count, of one replication; `x` is its lane of the company's
 * segment. */
static inline void add(struct lanes x, enum quantity quantity, double more)
{
    x.amount[quantity * LANES] += more;
}

static inline void count(struct lanes x, int quantity, int more)
{
    x.count[(quantity - N_AMOUNTS) * LANES] += more;
}

static void add_keeping(const struct block *block, int index, struct lanes x)
{
    const struct partnership *member = &block->member[index];
    double care = amount(member->care_cost);
    add(x, Q_REVENUE, member->fees);
    add(x, Q_SERVING, member->serving);
    add(x, Q_CARE_COST, care);
    add(x, Q_CARE_HOURS, amount(member->care_hours));
    count(x, Q_CARE_CONTACTS, member->care_total);
    add(x, Q_NET_RESULT, member->fees - member->serving - care);
    add(x, Q_MARGIN,
        retention_margin(&block->campaign->retention, block->record[index].package));
    add(x, Q_VALUE, member->value + beyond_value(block, index));
    if (member->anniversaries == 0)
        return;
    count(x, Q_ANNIVERSARIES, member->anniversaries);
    count(x, Q_FIRST_ANNIVERSARIES, 1);
    count(x, Q_FIRST_RENEWALS, member->anniversaries > 1 || !member->left);
    count(x, Q_LEFT, member->left);
}

/* A call of its own, for those companies that join. */
SELDOM static void add_partner(const struct block *block, int index, struct lanes x)
{
    const struct course *course = &block->course[index];
    const struct record *record = &block->record[index];
    int contacts = course->before + course->held;
    count(x, Q_PAYING, record->paying != NO_DAY);
    count(x, Q_HELD_BY_PARTNERS, contacts);
    count(x, Q_PARTNERS_4_TO_7, contacts >= 4 && contacts <= 7);
    count(x, Q_PARTNERS_OVER_7, contacts > 7);
    count(x, Q_DAYS, record->joined - record->approached);
    count(x, Q_PACKAGE + record->package, 1);
    count(x, Q_PACKAGE + block->campaign->scenario->packages.n + record->package, contacts);
    add_keeping(block, index, x);
}

/* Where counts are kept as amounts: what companies were counted so far, in one lane. */
enum { COUNTED_AT_A_TIME = 1 << 14 };

static void keep_as_amounts(const struct outcomes *outcomes, int lane)
{
    for (uint64_t in = outcomes->cells->segments[0]; in != 0; in &= in - 1) {
        struct lanes x = from_lane(outcomes->segment[__builtin_ctzll(in)], lane);
        for (int q = N_AMOUNTS; q < outcomes->n_amounts; q++) {
            int32_t *counted = &x.count[(q - N_AMOUNTS) * LANES];
            x.amount[q * LANES] += *counted;
            *counted = 0;
        }
    }
}

/* What a campaign's figures are shared out by. */
struct sharing {
    int approached;
    double aids;   /* cost of the aids per company approached */
    double funded; /* share of fundable cost that funding pays the hub */
    bool misses;   /* contacts may not reach companies, or these may not turn up */
};

/* Where it is counted who was approached, by where they stand. */
#define COUNT_OF(quantity) (((quantity)-N_AMOUNTS) * LANES)
static const int count_of[N_STANDINGS] = {
    [OPEN] = COUNT_OF(Q_OPEN),
    [PARTNER] = COUNT_OF(Q_PARTNERS),
    [SAID_NO] = COUNT_OF(Q_SAID_NO),
    [GIVEN_UP] = COUNT_OF(Q_GIVEN_UP),
    [UNFUNDED] = COUNT_OF(Q_UNFUNDED),
};

static void add_missed(const struct missed *missed, struct lanes x)
{
    count(x, Q_NOT_REACHED, missed->not_reached);
    count(x, Q_NO_SHOW, missed->no_shows);
    add(x, Q_NO_SHOW_HOURS, amount(missed->no_show_hours));
    add(x, Q_NO_SHOW_COST, amount(missed->no_show_cost));
}

/* Cost and hours: quotients are found side by side. */
static inline void add_spent(
    const struct record *record, const struct sharing *sharing, struct lanes x)
{
    quad spent = {(double)record->cost, (double)record->hours, (double)record->counted,
        (double)(record->hours - record->counted)};
    spent /= (double)MICRO;
    double cost = spent[0] + sharing->aids, net = cost;
    if (sharing->funded != 0.0)
        net -= amount(record->fundable) * sharing->funded;
    add(x, Q_COST, cost);
    add(x, Q_COST_NET, net);
    add(x, Q_NET_RESULT, -net);
    add(x, Q_HOURS, spent[1]);
    add(x, Q_HOURS_COUNTED, spent[2]);
    add(x, Q_HOURS_ON_TOP, spent[3]);
}

static inline void add_approached(
    const struct course *course, const struct record *record, int contacts, struct lanes x)
{
    count(x, Q_APPROACHED, 1);
    count(x, Q_IN_VIEW, course->held > 0);
    count(x, Q_ACTIVE, record->activated != NO_DAY);
    count(x, Q_HELD, course->held);
    count(x, Q_SEVEN_OR_MORE, contacts >= 7);
    count(x, Q_WAITED, record->waits);
    count(x, Q_MOVED, record->moves);
    count(x, Q_BUSY_DELAYS, record->busy_delays);
    x.count[count_of[course->standing]]++;
    count(x, Q_REACHED + course->furthest, 1);
    if (course->standing == OPEN)
        count(x, Q_OPEN_IN + course->stage, 1);
}

static struct sharing share_out(const struct campaign *c, const struct record *record)
{
    int approached = 0;
    micro fundable = 0;
    for (int i = 0; i < c->n_companies; i++) {
        approached += record[i].approached != NONE;
        fundable += record[i].fundable;
    }
    double paid = funding_to_hub(&c->scenario->funding, amount(fundable));
    return (struct sharing){
        .approached = approached,
        .aids = approached > 0 ? amount(c->team.aids.cost) / approached : 0.0,
        .funded = fundable > 0 ? paid / amount(fundable) : 0.0,
        .misses = c->has_reach || c->has_no_show || c->redrawn > 0,
    };
}

/* ---- Collecting ---- */

static void collect_controls(
    struct outcomes *outcomes, int lane, const struct expected *expected, int replication)
{
    const double *unit = expected->expectation->unit;
    for (int i = 0; i < N_CONTROLS; i++) {
        double control = expected->control[replication][i];
        outcomes->control[lane][i] = control;
        outcomes->control_units[lane][i] = (int64_t)(control / unit[i % TO_COME_ROOM]);
    }
    outcomes->control[lane][CONTROL_ONE_LANE] = 1.0;
    outcomes->control_units[lane][CONTROL_ONE_LANE] = 1;
}

/* Adds up companies first .. end - 1 of the block, and notes how they ended; returns the end of
 * these notes. */
static struct ending *collect_companies(const struct outcomes *outcomes, int lane,
    const struct block *block, int first, int end, const struct sharing *sharing,
    struct ending *ending)
{
    const struct course *course = block->course + first;
    const struct record *record = block->record + first;
    for (int i = first; i < end; i++, course++, record++) {
        struct lanes x = from_lane(outcomes->segment[course->segment], lane);
        int contacts = course->before + course->held;
        if (record->approached == NONE) {
            count(x, Q_UNFUNDED, course->standing == UNFUNDED);
            continue;
        }
        add_approached(course, record, contacts, x);
        add_spent(record, sharing, x);
        if (sharing->misses)
            add_missed(&block->missed[i], x);
        if (course->standing == PARTNER)
            add_partner(block, i, x);
        *ending = (struct ending){
            .segment = course->segment,
            .standing = course->standing,
            .contacts = (uint16_t)contacts,
            .own_day = record->joined - record->approached,
            .day = record->joined,
        };
        ending += course->standing != OPEN;
    }
    return ending;
}

void outcomes_collect(struct outcomes *outcomes, const struct block *block, int replication)
{
    const struct campaign *c = block->campaign;
    int first = replication * c->n_companies, last = first + c->n_companies;
    int lane = outcomes->n++;
    if (lane == 0)
        outcomes->first = block->first + (uint32_t)replication;
    struct sharing sharing = share_out(c, block->record + first);
    struct ending *endings = outcomes->ending + (size_t)lane * (size_t)outcomes->most_endings;
    struct ending *ending = endings;
    for (int i = first; i < last; i += COUNTED_AT_A_TIME) {
        int end = last - i < COUNTED_AT_A_TIME ? last : i + COUNTED_AT_A_TIME;
        ending = collect_companies(outcomes, lane, block, i, end, &sharing, ending);
        if (is_wide(outcomes))
            keep_as_amounts(outcomes, lane);
    }
    outcomes->n_endings[lane] = (int)(ending - endings);
    outcome_days_note(outcomes, lane, block->record + first, block->ledger[replication].week);
    if (block->expected != NULL)
        collect_controls(outcomes, lane, block->expected, replication);
    outcomes->unshared[lane] = sharing.approached > 0 ? 0.0 : amount(c->team.aids.cost);
    outcomes->capacity[lane] = team_capacity(&c->scenario->team, c->outreach_days);
    outcomes->granted[lane] = block->ledger[replication].granted;
    outcomes->refused[lane] = block->ledger[replication].refused;
}

/* Adds the numbers of a group to those of the same, which may have more amounts. */
static void add_lanes(
    const struct outcomes *outcomes, struct lanes into, struct lanes more, size_t n_amounts)
{
    for (size_t i = 0; i < n_amounts; i++)
        into.amount[i] += more.amount[i];
    for (size_t i = 0; i < outcomes->counts; i++)
        into.count[i] += more.count[i];
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
    total->n = hub->n;
    total->first = hub->first;
    for (uint64_t in = hub->cells->segments[0]; in != 0; in &= in - 1) {
        int segment = __builtin_ctzll(in);
        add_lanes(total, total->segment[segment], hub->segment[segment], hub->amounts);
    }
    for (int lane = 0; lane < hub->n; lane++) {
        keep_as_amounts(total, lane);
        add_endings(total, hub, lane);
        total->unshared[lane] += hub->unshared[lane];
        total->capacity[lane] += hub->capacity[lane];
    }
    outcome_days_add(total, hub);
}

/* ---- Groups ---- */

static bool is_zero(const void *lanes, size_t size)
{
    static const double none[LANES];
    return memcmp(lanes, none, size) == 0;
}

static bool is_used(const struct outcomes *outcomes, int quantity)
{
    bool used = false;
    for (uint64_t in = outcomes->cells->segments[0]; in != 0 && !used; in &= in - 1) {
        struct lanes x = outcomes->segment[__builtin_ctzll(in)];
        used =
            quantity < outcomes->n_amounts
                ? !is_zero(x.amount + quantity * LANES, LANES * sizeof *x.amount)
                : !is_zero(x.count + (quantity - N_AMOUNTS) * LANES, LANES * sizeof *x.count);
    }
    return used;
}

/* Lists the eights of quantities of which any is used, by the first. */
static int find_used(struct outcomes *outcomes, int *list)
{
    int n = 0;
    for (int first = 0; first < outcomes->n_quantities; first += EIGHT) {
        bool any = false;
        for (int q = first; q < first + EIGHT; q++) {
            outcomes->used[q] = outcomes->used[q] || is_used(outcomes, q);
            any = any || outcomes->used[q];
        }
        if (any)
            list[n++] = first;
    }
    return n;
}

/* The lanes of eight quantities, from number `at` on: eight vectors at a time, of eight counts
 * or four amounts each. */
VECTORISED static void add_amounts(double *x, const struct lanes *segment, int n, int at)
{
    for (int end = at + EIGHT * LANES; at < end; at += 8 * 4) {
        quad sum[8], more;
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(&sum[i], segment[0].amount + at + 4 * i, sizeof sum[i]);
        for (int s = 1; s < n; s++) {
            const double *from = segment[s].amount + at;
#pragma GCC unroll 8
            for (int i = 0; i < 8; i++) {
                memcpy(&more, from + 4 * i, sizeof more);
                sum[i] += more;
            }
        }
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(x + at + 4 * i, &sum[i], sizeof sum[i]);
    }
}

VECTORISED static void add_counts(int32_t *x, const struct lanes *segment, int n, int at)
{
    for (int end = at + EIGHT * LANES; at < end; at += 8 * 8) {
        eight sum[8], more;
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(&sum[i], segment[0].count + at + 8 * i, sizeof sum[i]);
        for (int s = 1; s < n; s++) {
            const int32_t *from = segment[s].count + at;
#pragma GCC unroll 8
            for (int i = 0; i < 8; i++) {
                memcpy(&more, from + 8 * i, sizeof more);
                sum[i] += more;
            }
        }
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(x + at + 8 * i, &sum[i], sizeof sum[i]);
    }
}

/* The segments of a place, which is the sum of them. */
static int list_segments(
    const struct outcomes *outcomes, int place, struct lanes segment[MAX_SEGMENTS])
{
    int n = 0;
    for (uint64_t in = outcomes->cells->segments[place]; in != 0; in &= in - 1)
        segment[n++] = outcomes->segment[__builtin_ctzll(in)];
    return n;
}

static void add_group(struct outcomes *outcomes, int place, const int *used, int n_used)
{
    struct lanes segment[MAX_SEGMENTS], x = lanes_of(outcomes, outcomes->x, place, 0);
    int n = list_segments(outcomes, place, segment);
    if (n == 0) /* of a list without companies */
        clear_group(outcomes, x);
    if (n == 0 || segment[0].amount == x.amount) /* that segment's own */
        return;
    for (int i = 0; i < n_used; i++)
        if (used[i] < outcomes->n_amounts)
            add_amounts(x.amount, segment, n, used[i] * LANES);
        else
            add_counts(x.count, segment, n, (used[i] - N_AMOUNTS) * LANES);
}

/* Who reached a stage had reached those before it. */
static void add_reached(struct outcomes *outcomes)
{
    for (uint64_t in = outcomes->cells->segments[0]; in != 0; in &= in - 1) {
        struct lanes x = outcomes->segment[__builtin_ctzll(in)];
        int32_t *reached = x.count + (Q_REACHED - N_AMOUNTS) * LANES;
        for (int i = (N_STAGES - 1) * LANES - 1; i >= 0; i--)
            if (is_wide(outcomes))
                x.amount[Q_REACHED * LANES + i] += x.amount[(Q_REACHED + 1) * LANES + i];
            else
                reached[i] += reached[i + LANES];
    }
}

/* Notes for all companies whether a target is met. */
static void note_target(const struct outcomes *outcomes, int quantity, int lane, bool met)
{
    struct lanes all = lanes_of(outcomes, outcomes->x, 0, lane);
    if (is_wide(outcomes))
        all.amount[quantity * LANES] = met;
    else
        count(all, quantity, met);
}

static void note_targets(
    const struct outcomes *outcomes, const struct targets *targets, int lane)
{
    bool in_view = outcomes_at(outcomes, 0, Q_IN_VIEW, lane) >= targets->in_view;
    bool active = outcomes_at(outcomes, 0, Q_ACTIVE, lane) >= targets->active;
    bool paying = outcomes_at(outcomes, 0, Q_PAYING, lane) >= targets->paying;
    note_target(outcomes, Q_HIT_IN_VIEW, lane, in_view);
    note_target(outcomes, Q_HIT_ACTIVE, lane, active);
    note_target(outcomes, Q_HIT_PAYING, lane, paying);
    note_target(outcomes, Q_HIT_ALL, lane, in_view && active && paying);
}

/* What all companies together have besides those of each segment. */
static void finish_all(struct outcomes *outcomes, const struct targets *targets, int lane)
{
    struct lanes all = lanes_of(outcomes, outcomes->x, 0, lane);
    double aids = outcomes->unshared[lane];
    add(all, Q_COST, aids);
    add(all, Q_COST_NET, aids);
    add(all, Q_NET_RESULT, -aids);
    add(all, Q_CAPACITY, outcomes->capacity[lane]);
    note_targets(outcomes, targets, lane);
    if (aids != 0.0) {
        outcomes->used[Q_COST] = true;
        outcomes->used[Q_COST_NET] = true;
        outcomes->used[Q_NET_RESULT] = true;
    }
}

void outcomes_finish(struct outcomes *outcomes, const struct targets *targets)
{
    int used[(Q_FIXED + 2 * MAX_PACKAGES) / EIGHT + 1];
    add_reached(outcomes);
    int n_used = find_used(outcomes, used);
    for (int place = 0; place < outcomes->cells->n_filled; place++)
        add_group(outcomes, place, used, n_used);
    outcome_days_find(outcomes, targets);
    for (int lane = 0; lane < outcomes->n; lane++)
        finish_all(outcomes, targets, lane);
}

void outcomes_join(struct outcomes *into, const struct outcomes *twin)
{
    for (int place = 0; place < into->cells->n_rows; place++)
        add_lanes(into, lanes_of(into, into->x, place, 0), lanes_of(twin, twin->x, place, 0),
            into->amounts);
    for (int q = 0; q < into->n_quantities; q++)
        into->used[q] = into->used[q] || twin->used[q];
    for (int lane = 0; lane < into->n; lane++)
        add_endings(into, twin, lane);
}
