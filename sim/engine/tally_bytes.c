/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally_bytes.h"

#include <stdlib.h>
#include <string.h>

static void write(struct text *out, const void *from, size_t n, size_t size)
{
    if (n > 0)
        text_add(out, from, n * size);
}

/* Arrays have their length before them, which has to be the one that is expected. */
static void write_array(struct text *out, const void *from, size_t n, size_t size)
{
    uint64_t length = n;
    write(out, &length, 1, sizeof length);
    write(out, from, n, size);
}

static bool read_array(struct bytes *in, void *into, size_t n, size_t size)
{
    uint64_t length;
    return bytes_take(in, &length, 1, sizeof length) && length == n &&
           bytes_take(in, into, n, size);
}

/* ---- Histograms ---- */

static size_t histograms(const struct campaign *campaign)
{
    return (size_t)campaign->cells.n_places * (size_t)n_measures;
}

static void write_histogram(struct text *out, const struct histogram *histogram)
{
    write(out, &histogram->n, 1, sizeof histogram->n);
    write(out, &histogram->infinite, 1, sizeof histogram->infinite);
    for (int sign = 0; sign < 2; sign++) {
        uint64_t size = (uint64_t)histogram->size[sign];
        write(out, &size, 1, sizeof size);
        write(out, histogram->bins[sign], (size_t)size, sizeof *histogram->bins[sign]);
    }
}

static bool read_bins(struct bytes *in, struct histogram *histogram, int sign)
{
    const uint64_t most =
        (uint64_t)histogram_bin((uint64_t)HISTOGRAM_LARGEST) + HISTOGRAM_BLOCK;
    uint64_t size;
    if (!bytes_take(in, &size, 1, sizeof size) || size > most)
        return false;
    if (size * sizeof *histogram->bins[sign] > in->left)
        return false;
    histogram->size[sign] = (int)size;
    histogram->bins[sign] = memory_new((size_t)size, sizeof *histogram->bins[sign]);
    return bytes_take(in, histogram->bins[sign], (size_t)size, sizeof *histogram->bins[sign]);
}

/* Of measures that have no histogram there is an empty one. */
static bool read_histogram(struct bytes *in, struct histogram *histogram)
{
    struct histogram read = {.unit = histogram->unit, .per_unit = histogram->per_unit};
    bool whole = bytes_take(in, &read.n, 1, sizeof read.n) &&
                 bytes_take(in, &read.infinite, 1, sizeof read.infinite) &&
                 read_bins(in, &read, 0) && read_bins(in, &read, 1);
    if (whole)
        histogram_merge(histogram, &read);
    histogram_free(&read);
    return whole;
}

/* ---- Counts ---- */

enum { CURVES = 6 };

static void list_curves(const struct counts *counts, const struct curve *curve[CURVES])
{
    curve[0] = &counts->own_day;
    curve[1] = &counts->campaign_day;
    curve[2] = &counts->joined;
    curve[3] = &counts->said_no;
    curve[4] = &counts->given_up;
    curve[5] = &counts->unfunded;
}

static size_t points(const struct curve *curve)
{
    return (size_t)curve->cells * (size_t)curve->steps;
}

static size_t listed(const struct counts *counts, const struct campaign *campaign)
{
    return counts->company != NULL ? (size_t)campaign->n_companies : 0;
}

void counts_write(
    struct text *out, const struct counts *counts, const struct campaign *campaign)
{
    const struct curve *curve[CURVES];
    for (size_t i = 0; i < histograms(campaign); i++)
        write_histogram(out, &counts->histogram[i]);
    write_histogram(out, &counts->partner_cost);
    write_histogram(out, &counts->dearer_cost);
    list_curves(counts, curve);
    for (int i = 0; i < CURVES; i++)
        write_array(out, curve[i]->rise, points(curve[i]), sizeof *curve[i]->rise);
    write_array(out, counts->contact, (size_t)campaign->n_contacts, sizeof *counts->contact);
    write(out, &counts->overhead, 1, sizeof counts->overhead);
    write_array(out, counts->company, listed(counts, campaign), sizeof *counts->company);
}

bool counts_read(struct bytes *in, struct counts *counts, const struct campaign *campaign)
{
    const struct curve *curve[CURVES];
    bool whole = true;
    for (size_t i = 0; i < histograms(campaign) && whole; i++)
        whole = read_histogram(in, &counts->histogram[i]);
    whole = whole && read_histogram(in, &counts->partner_cost) &&
            read_histogram(in, &counts->dearer_cost);
    list_curves(counts, curve);
    for (int i = 0; i < CURVES && whole; i++)
        whole = read_array(in, curve[i]->rise, points(curve[i]), sizeof *curve[i]->rise);
    return whole &&
           read_array(
               in, counts->contact, (size_t)campaign->n_contacts, sizeof *counts->contact) &&
           bytes_take(in, &counts->overhead, 1, sizeof counts->overhead) &&
           read_array(in, counts->company, listed(counts, campaign), sizeof *counts->company);
}

/* ---- Tallies ---- */

static size_t values(const struct moments *moments)
{
    return (size_t)moments->layout.cells * (size_t)moments->layout.quantities;
}

static size_t products(const struct moments *moments)
{
    return (size_t)moments->layout.cells * (size_t)moments->layout.pairs;
}

void tally_write(struct text *out, const struct tally *tally)
{
    const struct moments *moments = &tally->moments;
    const struct spread *spread = &tally->spread;
    uint64_t unit = (uint64_t)tally->unit;
    write(out, &unit, 1, sizeof unit);
    write(out, &moments->n, 1, sizeof moments->n);
    write_array(out, moments->sum, values(moments), sizeof *moments->sum);
    write_array(out, moments->square, values(moments), sizeof *moments->square);
    write_array(out, moments->product, products(moments), sizeof *moments->product);
    write(out, &spread->batches, 1, sizeof spread->batches);
    write_array(
        out, spread->quantity, (size_t)moments->layout.quantities, sizeof *spread->quantity);
    counts_write(out, &tally->counts, tally->campaign);
}

bool tally_read(struct bytes *in, struct tally *tally)
{
    struct moments *moments = &tally->moments;
    struct spread *spread = &tally->spread;
    uint64_t unit;
    return bytes_take(in, &unit, 1, sizeof unit) && unit == (uint64_t)tally->unit &&
           bytes_take(in, &moments->n, 1, sizeof moments->n) &&
           read_array(in, moments->sum, values(moments), sizeof *moments->sum) &&
           read_array(in, moments->square, values(moments), sizeof *moments->square) &&
           read_array(in, moments->product, products(moments), sizeof *moments->product) &&
           bytes_take(in, &spread->batches, 1, sizeof spread->batches) &&
           read_array(in, spread->quantity, (size_t)moments->layout.quantities,
               sizeof *spread->quantity) &&
           counts_read(in, &tally->counts, tally->campaign);
}
