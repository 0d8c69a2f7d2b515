/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adjusted.h"

#include <string.h>

enum { FEWEST_CAMPAIGNS = 1000, MOST_OF_PILOT = 4096 };

uint64_t adjusted_pilot(const struct study *study, uint64_t campaigns)
{
    if (!study->controls || campaigns < FEWEST_CAMPAIGNS)
        return 0;
    return campaigns / 2 < MOST_OF_PILOT ? campaigns / 2 : MOST_OF_PILOT;
}

/* What is known, and has companies: of a total its hubs are followed. */
static bool can_follow(const struct study_case *one)
{
    return one->source.open == NULL && one->hubs == 0 && one->campaign->outreach_days > 0 &&
           one->campaign->n_companies > 0;
}

void adjusted_end(struct study *study)
{
    for (int i = 0; i < study->n_cases; i++) {
        struct study_case *one = &study->cases[i];
        if (one->expectation != NULL)
            expectation_free(one->expectation);
        memory_free(one->expectation);
        one->expectation = NULL;
        one->adjusted = false;
    }
    study->pilot = 0;
}

/* Has a case followed from now on, whose tables are fitted on so many of its own campaigns; 0:
 * on others, and only its totals are told of. */
static void follow(struct study_case *one, uint64_t pilot)
{
    one->expectation = memory_new(1, sizeof *one->expectation);
    expectation_init(one->expectation, one->campaign, pilot);
    one->details = pilot > 0;
}

/* Fits the tables of a case on `n` campaigns from number `from` on. Every rank runs them all:
 * they are few, and all need what comes of it. */
static enum status run_pilot(
    const struct study_case *one, const struct engine *engine, uint64_t from, uint64_t n)
{
    const struct engine alone = {
        .threads = engine->threads, .ran = engine->ran, .stop = engine->stop};
    struct pilot_sums sums;
    struct tally tally; /* the engine wants one, and leaves it empty */
    pilot_sums_init(&sums, one->expectation);
    tally_init(&tally, one->campaign, 1);
    const struct engine_case pilot = {
        .campaign = one->campaign, .expectation = one->expectation, .pilot = &sums};
    enum status status = engine_run(
        &alone, &pilot, 1, (struct engine_position){.from = from, .to = from + n}, &tally);
    if (status == STATUS_OK)
        expectation_fit(one->expectation, &sums);
    pilot_sums_free(&sums);
    tally_free(&tally);
    return status;
}

/* Whether there are tables. */
static bool is_begun(const struct study *study)
{
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].expectation != NULL)
            return true;
    return false;
}

static void follow_tally(struct study_case *one)
{
    if (!tally_has_controls(&one->tally))
        tally_follow(&one->tally, one->details ? FOLLOWED_DETAILS : FOLLOWED_TOTALS);
}

enum status adjusted_begin(struct study *study, const struct engine *engine, uint64_t pilot)
{
    enum status status = STATUS_OK;
    if (pilot == study->pilot && is_begun(study)) {
        for (int i = 0; i < study->n_cases; i++)
            if (study->cases[i].expectation != NULL)
                follow_tally(&study->cases[i]);
        return STATUS_OK;
    }
    adjusted_end(study);
    study->pilot = pilot;
    for (int i = 0; i < study->n_cases && pilot > 0 && status == STATUS_OK; i++) {
        struct study_case *one = &study->cases[i];
        if (!can_follow(one))
            continue;
        follow(one, pilot);
        follow_tally(one);
        status = run_pilot(one, engine, 0, pilot);
    }
    return status;
}

/* A multiple of the engine's chunks that no campaign's number comes to. */
#define FAR (UINT64_C(1) << 31)

enum status adjusted_lend(struct study *study, const struct engine *engine, uint64_t pilot)
{
    enum status status = STATUS_OK;
    adjusted_end(study);
    for (int i = 0; i < study->n_cases && status == STATUS_OK; i++) {
        struct study_case *one = &study->cases[i];
        if (!can_follow(one))
            continue;
        follow(one, 0);
        status = run_pilot(one, engine, FAR, pilot);
    }
    return status;
}

bool adjusted_borrow(struct study_case *one, const struct study_case *lender)
{
    if (lender->expectation == NULL || !can_follow(one) ||
        one->campaign->outreach_days != lender->campaign->outreach_days)
        return false;
    one->expectation = lender->expectation;
    return true;
}

void adjusted_write(struct text *out, const struct study *study)
{
    text_add(out, (const char *)&study->pilot, sizeof study->pilot);
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].expectation != NULL)
            expectation_write(out, study->cases[i].expectation);
}

bool adjusted_read(struct bytes *in, struct study *study)
{
    uint64_t pilot;
    if (!bytes_take(in, &pilot, 1, sizeof pilot))
        return false;
    adjusted_end(study);
    study->pilot = pilot;
    for (int i = 0; i < study->n_cases && pilot > 0; i++) {
        struct study_case *one = &study->cases[i];
        if (!can_follow(one))
            continue;
        follow(one, pilot);
        follow_tally(one);
        if (!expectation_read(in, one->expectation))
            return false;
    }
    return true;
}

/* ---- Estimates ---- */

static struct controlled controlled_of(const struct study_case *one, int cell, int quantity)
{
    struct controlled y = {{{0.0}}};
    size_t quantities = (size_t)one->tally.moments.layout.quantities;
    for (int h = 0; h < 2 && quantity >= 0; h++)
        control_tally_with(&one->tally.half[h], &one->campaign->cells,
            one->campaign->cells.row[cell], quantities, (size_t)quantity, y.with[h]);
    return y;
}

/* Sums of a group's quantities y and x over the replications of a case; measure `pair` is of
 * the two. */
static struct ratio_sums sums_of(const struct study_case *one, int cell, int pair, int y, int x)
{
    const struct moments *moments = &one->tally.moments;
    int row = study_row(one, cell);
    size_t at = (size_t)row * (size_t)moments->layout.quantities + (size_t)y;
    if (x != NO_QUANTITY)
        return moments_pair(moments, row, pair);
    return (struct ratio_sums){.y = moments->sum[at], .yy = moments->square[at]};
}

static void add_means(struct ratio_means *into, struct ratio_means more)
{
    into->y += more.y;
    into->x += more.x;
    into->yy += more.yy;
    into->xx += more.xx;
    into->xy += more.xy;
}

/* Quantity x of a group. */
static struct denominator denominator_of(
    const struct study_case *one, int cell, int x, struct ratio_sums sums)
{
    struct denominator of_x = {0};
    if (x == NO_QUANTITY)
        return of_x;
    struct controlled with = controlled_of(one, cell, x);
    of_x.regressed = controls_regress(&one->controls, &with);
    of_x.variance = controls_variance(&one->controls, &of_x.regressed, sums.x, sums.xx);
    return of_x;
}

static struct ratio_means means_over(const struct study_case *one, struct ratio_sums sums,
    const struct controlled *y, const struct denominator *x)
{
    struct regressed of_y = controls_regress(&one->controls, y);
    return (struct ratio_means){
        .y = of_y.mean,
        .x = x->regressed.mean,
        .yy = controls_variance(&one->controls, &of_y, sums.y, sums.yy),
        .xx = x->variance,
        .xy =
            controls_covariance(&one->controls, &of_y, &x->regressed, sums.y, sums.x, sums.xy),
    };
}

struct ratio_means adjusted_means(
    const struct study_case *one, int cell, int pair, int y, int x)
{
    struct ratio_means m = {0};
    if (one->hubs > 0) {
        for (const struct study_case *hub = one - one->hubs; hub < one; hub++)
            add_means(&m, adjusted_means(hub, cell, pair, y, x));
    } else if (one->adjusted) {
        struct ratio_sums sums = sums_of(one, cell, pair, y, x);
        struct denominator of_x = denominator_of(one, cell, x, sums);
        struct controlled with = controlled_of(one, cell, y);
        m = means_over(one, sums, &with, &of_x);
    } else {
        m = estimate_ratio_means(one->tally.moments.n, sums_of(one, cell, pair, y, x));
    }
    if (x == NO_QUANTITY)
        m.x = 1.0;
    return m;
}

bool adjusted_has_details(const struct study_case *one)
{
    return one->adjusted && one->hubs == 0 &&
           control_tally_followed(&one->tally.half[0]) == FOLLOWED_DETAILS;
}

static struct controlled controlled_detail(const struct study_case *one, int number)
{
    struct controlled y = {0};
    for (int h = 0; h < 2; h++)
        memcpy(y.with[h], one->tally.half[h].details + (size_t)number * CONTROL_ROOM,
            sizeof y.with[h]);
    return y;
}

double adjusted_detail(const struct study_case *one, int number)
{
    struct controlled y = controlled_detail(one, number);
    return controls_regress(&one->controls, &y).mean;
}

struct ratio_means adjusted_share(const struct study_case *one, int number)
{
    const struct denominator none = {0};
    struct controlled y = controlled_detail(one, number);
    double hits = y.with[0][CONTROL_ONE] + y.with[1][CONTROL_ONE];
    struct ratio_means m =
        means_over(one, (struct ratio_sums){.y = hits, .yy = hits}, &y, &none);
    m.x = 1.0;
    return m;
}

void adjusted_slope(
    const struct study_case *one, int cell, int quantity, int half, double slope[CONTROL_ROOM])
{
    struct controlled y = controlled_of(one, cell, quantity);
    controls_slope(&one->controls, &y, half, slope);
}

static void advance(
    const struct study_case *one, int cell, int curve, int step, struct adjusted_point *point)
{
    const struct cells *cells = &one->campaign->cells;
    const struct counts *counts = &one->tally.counts;
    size_t first = (size_t)step * (size_t)cells->n_parts;
    if (step >= counts->curve[curve].steps)
        return;
    curve_advance(
        &counts->curve[curve], study_row(one, cell), step, CURVE_APPROACHED, &point->plain);
    for (int h = 0; h < 2 && one->adjusted; h++)
        for (uint64_t in = cells->parts[cells->row[cell]]; in != 0; in &= in - 1) {
            const int64_t *with = counts->curve_with[h][curve] +
                                  (first + (size_t)__builtin_ctzll(in)) * CONTROL_ROOM;
            for (int i = 0; i < CONTROL_ROOM; i++)
                point->with.with[h][i] +=
                    (double)with[i] * one->expectation->unit[i % TO_COME_ROOM];
        }
}

static struct ratio_means curve_means(
    const struct study_case *one, int cell, int step, struct adjusted_point *point)
{
    struct ratio_sums sums =
        sums_of(one, cell, measure_find("conversion_rate"), Q_PARTNERS, Q_APPROACHED);
    sums.y = point->plain.y;
    sums.yy = point->plain.yy;
    sums.xy = point->plain.xy;
    if (!one->adjusted)
        return estimate_ratio_means(one->tally.moments.n, sums);
    if (step == 0)
        point->approached = denominator_of(one, cell, Q_APPROACHED, sums);
    return means_over(one, sums, &point->with, &point->approached);
}

struct ratio_means adjusted_curve_step(
    const struct study_case *one, int cell, int curve, int step, struct adjusted_point *point)
{
    struct ratio_means m = {0};
    for (const struct study_case *hub = one - one->hubs; hub < one; hub++) {
        advance(hub, cell, curve, step, point);
        add_means(&m, curve_means(hub, cell, step, point++));
    }
    if (one->hubs > 0)
        return m;
    advance(one, cell, curve, step, point);
    return curve_means(one, cell, step, point);
}

/* Controls that make the number of partners no surer are noise. With few partners, or few
 * others, slopes rest on few campaigns: estimates are plain then, all of them, so that they add
 * up and none lies below 0. */
static bool is_surer(struct study_case *one)
{
    const struct moments *moments = &one->tally.moments;
    if (study_has_few_events(moments->n, (struct ratio_sums){.y = moments->sum[Q_PARTNERS],
                                             .x = moments->sum[Q_APPROACHED]}))
        return false;
    double plain = adjusted_means(one, 0, 0, Q_PARTNERS, NO_QUANTITY).yy;
    one->adjusted = true;
    return adjusted_means(one, 0, 0, Q_PARTNERS, NO_QUANTITY).yy < plain;
}

static void fit(struct study_case *one)
{
    one->adjusted = false;
    for (const struct study_case *hub = one - one->hubs; hub < one; hub++)
        one->adjusted = one->adjusted || hub->adjusted;
    if (one->expectation == NULL)
        return;
    const struct control_sums half[2] = {one->tally.half[0].sums, one->tally.half[1].sums};
    controls_init(&one->controls, half);
    one->adjusted = one->controls.fitted && is_surer(one);
}

void adjusted_fit(struct study *study)
{
    for (int i = 0; i < study->n_cases; i++)
        fit(&study->cases[i]);
}
