/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

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

static size_t listed(const struct counts *counts, const struct campaign *campaign)
{
    return counts->company != NULL ? (size_t)campaign->n_companies : 0;
}

void counts_write(
    struct text *out, const struct counts *counts, const struct campaign *campaign)
{
    for (size_t i = 0; i < counts_histograms(campaign); i++)
        write_histogram(out, &counts->histogram[i]);
    write_histogram(out, &counts->partner_cost);
    write_histogram(out, &counts->dearer_cost);
    for (const struct curve *c = counts->curve; c < counts->curve + N_CURVES; c++)
        write_array(out, c->rise, curve_points(c), sizeof *c->rise);
    write_array(out, counts->contact, (size_t)campaign->n_contacts, sizeof *counts->contact);
    write(out, &counts->overhead, 1, sizeof counts->overhead);
    write_array(out, counts->company, listed(counts, campaign), sizeof *counts->company);
}

bool counts_read(struct bytes *in, struct counts *counts, const struct campaign *campaign)
{
    bool whole = true;
    for (size_t i = 0; i < counts_histograms(campaign) && whole; i++)
        whole = read_histogram(in, &counts->histogram[i]);
    whole = whole && read_histogram(in, &counts->partner_cost) &&
            read_histogram(in, &counts->dearer_cost);
    for (struct curve *c = counts->curve; c < counts->curve + N_CURVES && whole; c++)
        whole = read_array(in, c->rise, curve_points(c), sizeof *c->rise);
    return whole &&
           read_array(
               in, counts->contact, (size_t)campaign->n_contacts, sizeof *counts->contact) &&
           bytes_take(in, &counts->overhead, 1, sizeof counts->overhead) &&
           read_array(in, counts->company, listed(counts, campaign), sizeof *counts->company);
}

/* ---- Tallies ---- */

void tally_write(struct text *out, const struct tally *tally)
{
    const struct moments *moments = &tally->moments;
    const struct spread *spread = &tally->spread;
    uint64_t unit = (uint64_t)tally->unit;
    write(out, &unit, 1, sizeof unit);
    write(out, &moments->n, 1, sizeof moments->n);
    write_array(out, moments->sum, moments_size(&moments->layout), sizeof *moments->sum);
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
           read_array(in, moments->sum, moments_size(&moments->layout), sizeof(double)) &&
           bytes_take(in, &spread->batches, 1, sizeof spread->batches) &&
           read_array(in, spread->quantity, (size_t)moments->layout.quantities,
               sizeof *spread->quantity) &&
           counts_read(in, &tally->counts, tally->campaign);
}

/* ---- Chunks ---- */

/* Everything is a multiple of eight bytes long, so that what follows is aligned. */
struct head {
    uint64_t n, batches, kept, row;
};

void chunk_write(
    struct text *out, const struct chunk_sums *chunk, const double *x, int kept, size_t row)
{
    const struct moments *moments = &chunk->moments;
    const struct spread *spread = &chunk->spread;
    struct head head = {moments->n, spread->batches, x != NULL ? (uint64_t)kept : 0, row};
    write(out, &head, 1, sizeof head);
    write(out, moments->sum, moments_size(&moments->layout), sizeof *moments->sum);
    write(out, spread->quantity, (size_t)moments->layout.quantities, sizeof *spread->quantity);
    write(out, x, (size_t)head.kept * row, sizeof *x);
}

static void *take(char **at, size_t n, size_t size)
{
    void *x = *at;
    *at += n * size;
    return x;
}

struct chunk_case chunk_read(char **at, const struct moments_layout *layout)
{
    const struct head *head = take(at, 1, sizeof *head);
    struct chunk_case sums = {.kept = (int)head->kept, .row = (size_t)head->row};
    sums.chunk.moments = (struct moments){.layout = *layout, .n = head->n};
    moments_place(&sums.chunk.moments, take(at, moments_size(layout), sizeof(double)));
    sums.chunk.spread = (struct spread){
        head->batches, take(at, (size_t)layout->quantities, sizeof(struct ratio_sums))};
    sums.x = take(at, (size_t)head->kept * sums.row, sizeof *sums.x);
    return sums;
}
