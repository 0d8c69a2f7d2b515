/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void write(struct text *out, const void *from, size_t n, size_t size)
{
    if (n > 0)
        text_add(out, from, n * size);
}

/* A way through all that a tally is made of: one order in which it is written and read. */
struct walk {
    struct text *out; /* NULL: it is read */
    struct bytes *in;
    bool whole; /* so far */
};

static void pass(struct walk *walk, void *at, size_t n, size_t size)
{
    if (walk->out != NULL)
        write(walk->out, at, n, size);
    else
        walk->whole = walk->whole && bytes_take(walk->in, at, n, size);
}

/* Arrays have their length before them, which has to be the one that is expected. */
static void pass_array(struct walk *walk, void *at, size_t n, size_t size)
{
    uint64_t length = n;
    pass(walk, &length, 1, sizeof length);
    walk->whole = walk->whole && length == n;
    pass(walk, at, n, size);
}

/* Bins without what is empty before and after them: which of these there are depends on the
 * order in which values were counted. */
static void write_bins(struct walk *walk, const struct histogram *histogram)
{
    int first = 0, end = histogram->size;
    while (first < end && histogram->bins[first] == 0)
        first++;
    while (first < end && histogram->bins[end - 1] == 0)
        end--;
    int64_t code = end > first ? histogram->first + first : 0, size = end - first;
    pass(walk, &code, 1, sizeof code);
    pass(walk, &size, 1, sizeof size);
    if (size > 0)
        pass(walk, histogram->bins + first, (size_t)size, sizeof *histogram->bins);
}

/* Room for as many as are to be read, if there can be so many of that kind. */
static void read_bins(struct walk *walk, struct histogram *histogram, enum histogram_kind kind)
{
    struct histogram_codes codes = histogram_codes(kind);
    int64_t code = 0, size = 0;
    pass(walk, &code, 1, sizeof code);
    pass(walk, &size, 1, sizeof size);
    walk->whole = walk->whole && code >= codes.first && code <= codes.last && size >= 0 &&
                  size <= codes.last + 1 - code &&
                  (uint64_t)size * sizeof *histogram->bins <= walk->in->left;
    histogram->first = walk->whole ? (int)code : 0;
    histogram->size = walk->whole ? (int)size : 0;
    histogram->bins = memory_new((size_t)histogram->size, sizeof *histogram->bins);
    pass(walk, histogram->bins, (size_t)histogram->size, sizeof *histogram->bins);
}

/* Pairs are counted once more as they are read; an x of 0 would be no pair. */
static void pass_exact(struct walk *walk, struct pair_counts *exact)
{
    uint64_t n = exact->used;
    pass(walk, &n, 1, sizeof n);
    if (walk->out != NULL) {
        struct pair_count *list = memory_new((size_t)n, sizeof *list);
        pair_counts_list(exact, list);
        pass(walk, list, (size_t)n, sizeof *list);
        memory_free(list);
    }
    for (uint64_t i = 0; walk->out == NULL && walk->whole && i < n; i++) {
        struct pair_count pair = {0};
        pass(walk, &pair, 1, sizeof pair);
        walk->whole = walk->whole && pair.x > 0;
        if (walk->whole)
            pair_counts_add(exact, pair.y, pair.x, pair.n);
    }
}

/* Of measures that have no histogram there is an empty one. */
static void pass_histogram(struct walk *walk, struct histogram *histogram)
{
    struct histogram read;
    histogram_init(&read, histogram->unit);
    struct histogram *at = walk->out != NULL ? histogram : &read;
    pass(walk, &at->n, 1, sizeof at->n);
    pass(walk, &at->infinite, 1, sizeof at->infinite);
    pass(walk, &at->low, 1, sizeof at->low);
    pass(walk, &at->high, 1, sizeof at->high);
    pass_exact(walk, &at->exact);
    if (walk->out != NULL)
        write_bins(walk, at);
    else
        read_bins(walk, at, histogram->kind);
    if (walk->out == NULL && walk->whole)
        histogram_merge(histogram, &read);
    histogram_free(&read);
}

static void pass_amounts(struct walk *walk, struct amount_counts *counts)
{
    uint64_t size = (uint64_t)counts->size;
    pass(walk, &size, 1, sizeof size);
    walk->whole =
        walk->whole && size <= MOST_AMOUNTS + AMOUNT_BLOCK && size % AMOUNT_BLOCK == 0;
    if (walk->out == NULL && walk->whole && size * sizeof *counts->bins <= walk->in->left)
        amount_counts_make_room(counts, (int)size);
    walk->whole = walk->whole && size <= (uint64_t)counts->size;
    if (walk->whole)
        pass(walk, counts->bins, (size_t)size, sizeof *counts->bins);
}

/* Rows are made once more as they are read: as many as are written, of shares from 0 to 1. */
static void pass_range(struct walk *walk, struct curve_range *range)
{
    uint64_t rows = (uint64_t)range->n_rows;
    size_t steps = (size_t)range->steps;
    pass(walk, &range->n, 1, sizeof range->n);
    pass(walk, &rows, 1, sizeof rows);
    for (uint64_t i = 0; walk->whole && i < rows; i++) {
        double share = walk->out != NULL ? range->share[i] : NAN;
        pass(walk, &share, 1, sizeof share);
        walk->whole = walk->whole && share >= 0.0 && share <= 1.0;
        size_t row = walk->whole ? (size_t)curve_range_row(range, share) : 0;
        if (walk->whole)
            pass(walk, range->moves + row * steps, steps, sizeof *range->moves);
    }
}

/* Draws are there, or none is. */
static void pass_draws(struct walk *walk, struct over_time *times)
{
    uint64_t draws = times->draw != NULL ? MOST_DRAWS : 0;
    pass(walk, &draws, 1, sizeof draws);
    walk->whole = walk->whole && (draws == 0 || draws == MOST_DRAWS);
    if (!walk->whole || draws == 0)
        return;
    over_time_make_draws(times);
    pass(walk, times->draw, MOST_DRAWS, sizeof *times->draw);
}

static void pass_over_time(struct walk *walk, struct over_time *times)
{
    pass(walk, &times->replications, 1, sizeof times->replications);
    pass_array(walk, times->met, over_time_size(times), sizeof *times->met);
    pass_array(walk, times->both_met, over_time_size(times), sizeof *times->both_met);
    pass_array(walk, times->week, (size_t)times->weeks, sizeof *times->week);
    for (int w = 0; w < times->weeks; w++)
        pass_histogram(walk, &times->hours[w]);
    pass_draws(walk, times);
}

static void pass_counts(struct walk *walk, struct counts *counts)
{
    const struct campaign *c = counts->campaign;
    for (size_t i = 0; i < counts_histograms(counts); i++)
        pass_histogram(walk, &counts->histogram[i]);
    pass_histogram(walk, &counts->partner_cost);
    pass_amounts(walk, &counts->within);
    pass_amounts(walk, &counts->both_within);
    for (struct curve *curve = counts->curve; curve < counts->curve + N_CURVES; curve++)
        pass_array(walk, curve->rise, curve_points(curve), sizeof *curve->rise);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        pass_range(walk, &counts->range[i]);
    for (int h = 0; h < 2 && counts->curve_with[0][0] != NULL; h++)
        for (int i = 0; i < N_CURVES; i++)
            pass_array(
                walk, counts->curve_with[h][i], control_curve_size(counts, i), sizeof(int64_t));
    pass_array(walk, counts->contact, (size_t)c->n_contacts, sizeof *counts->contact);
    pass_over_time(walk, &counts->over_time);
    pass(walk, &counts->overhead, 1, sizeof counts->overhead);
    pass_array(walk, counts->company, counts->company != NULL ? (size_t)c->n_companies : 0,
        sizeof *counts->company);
}

static void pass_half(struct walk *walk, struct control_tally *half)
{
    pass(walk, &half->sums, 1, sizeof half->sums);
    pass_array(walk, half->with, half->n, sizeof *half->with);
}

static void pass_tally(struct walk *walk, struct tally *tally)
{
    struct moments *moments = &tally->moments;
    struct spread *spread = &tally->spread;
    uint64_t unit = (uint64_t)tally->unit;
    pass(walk, &unit, 1, sizeof unit);
    walk->whole = walk->whole && unit == (uint64_t)tally->unit;
    pass(walk, &moments->n, 1, sizeof moments->n);
    pass_array(walk, moments->sum, moments_size(moments), sizeof *moments->sum);
    uint64_t followed = control_tally_followed(&tally->half[0]);
    pass(walk, &followed, 1, sizeof followed);
    if (followed != FOLLOWED_NOT && !tally_has_controls(tally))
        tally_follow(tally, followed == FOLLOWED_TOTALS ? FOLLOWED_TOTALS : FOLLOWED_DETAILS);
    for (int h = 0; h < 2 && tally_has_controls(tally); h++)
        pass_half(walk, &tally->half[h]);
    pass(walk, &spread->pairs, 1, sizeof spread->pairs);
    pass_array(walk, spread->of, (size_t)spread_measures(), sizeof *spread->of);
    tally_make_counts(tally);
    pass_counts(walk, &tally->counts);
}

void counts_write(struct text *out, const struct counts *counts)
{
    struct counts same = *counts;
    pass_counts(&(struct walk){.out = out, .whole = true}, &same);
}

bool counts_read(struct bytes *in, struct counts *counts)
{
    struct walk walk = {.in = in, .whole = true};
    pass_counts(&walk, counts);
    return walk.whole;
}

void tally_write(struct text *out, const struct tally *tally)
{
    struct tally same = *tally;
    pass_tally(&(struct walk){.out = out, .whole = true}, &same);
    if (!counts_are_made(&tally->counts))
        counts_free(&same.counts);
}

bool tally_read(struct bytes *in, struct tally *tally)
{
    struct walk walk = {.in = in, .whole = true};
    pass_tally(&walk, tally);
    return walk.whole;
}

/* ---- Chunks ---- */

/* Everything is a multiple of eight bytes long, so that what follows is aligned. */
struct head {
    uint64_t n, pairs, kept, row, controls;
};

/* Where parameters are known there are no pairs, and nothing is written of them. */
static size_t spreads_written(uint64_t pairs)
{
    return pairs > 0 ? (size_t)spread_measures() : 0;
}

void chunk_write(
    struct text *out, const struct chunk_sums *chunk, const double *x, int kept, size_t row)
{
    const struct moments *moments = &chunk->moments;
    const struct spread *spread = &chunk->spread;
    const struct control_tally *controls = &chunk->controls;
    struct head head = {
        moments->n, spread->pairs, x != NULL ? (uint64_t)kept : 0, row, controls->n};
    write(out, &head, 1, sizeof head);
    write(out, moments->sum, moments_size(moments), sizeof *moments->sum);
    write(out, &controls->sums, head.controls > 0, sizeof controls->sums);
    write(out, controls->with, (size_t)head.controls, sizeof *controls->with);
    write(out, spread->of, spreads_written(head.pairs), sizeof *spread->of);
    write(out, x, (size_t)head.kept * row, sizeof *x);
}

static void *take(char **at, size_t n, size_t size)
{
    void *x = *at;
    *at += n * size;
    return x;
}

struct chunk_case chunk_read(char **at, const struct moments *like)
{
    const struct head *head = take(at, 1, sizeof *head);
    struct chunk_case sums = {.kept = (int)head->kept, .row = (size_t)head->row};
    sums.chunk.moments =
        moments_at(like, head->n, take(at, moments_size(like), sizeof(double)));
    if (head->controls > 0) {
        sums.chunk.controls.sums =
            *(struct control_sums *)take(at, 1, sizeof(struct control_sums));
        sums.chunk.controls.with = take(at, (size_t)head->controls, sizeof(double));
        sums.chunk.controls.n = (size_t)head->controls;
    }
    sums.chunk.spread = (struct spread){
        head->pairs, take(at, spreads_written(head->pairs), sizeof(struct pair_spread))};
    sums.x = take(at, (size_t)head->kept * sums.row, sizeof *sums.x);
    return sums;
}
