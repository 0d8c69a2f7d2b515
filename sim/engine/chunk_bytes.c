/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chunk_bytes.h"

#include <string.h>

/* Everything is a multiple of eight bytes long, so that what follows is aligned. */
struct head {
    uint64_t n, batches, kept, row;
};

static size_t values(const struct moments_layout *layout)
{
    return (size_t)layout->cells * (size_t)layout->quantities;
}

static size_t products(const struct moments_layout *layout)
{
    return (size_t)layout->cells * (size_t)layout->pairs;
}

static void add(struct text *out, const double *x, size_t n)
{
    if (n > 0)
        text_add(out, (const char *)x, n * sizeof *x);
}

void chunk_write(
    struct text *out, const struct chunk_sums *chunk, const double *x, int kept, size_t row)
{
    const struct moments *moments = &chunk->moments;
    const struct moments_layout *layout = &moments->layout;
    struct head head = {moments->n, chunk->spread.batches, x != NULL ? (uint64_t)kept : 0, row};
    text_add(out, (const char *)&head, sizeof head);
    add(out, moments->sum, values(layout));
    add(out, moments->square, values(layout));
    add(out, moments->product, products(layout));
    text_add(out, (const char *)chunk->spread.quantity,
        (size_t)layout->quantities * sizeof *chunk->spread.quantity);
    add(out, x, (size_t)head.kept * row);
}

static void *take(char **at, size_t n, size_t size)
{
    void *x = *at;
    *at += n * size;
    return x;
}

struct chunk_case chunk_read(char **at, const struct moments_layout *layout)
{
    struct head head;
    struct chunk_case sums;
    memset(&sums, 0, sizeof sums);
    memcpy(&head, *at, sizeof head);
    *at += sizeof head;
    sums.chunk.moments.layout = *layout;
    sums.chunk.moments.n = head.n;
    sums.chunk.spread.batches = head.batches;
    sums.chunk.moments.sum = take(at, values(layout), sizeof(double));
    sums.chunk.moments.square = take(at, values(layout), sizeof(double));
    sums.chunk.moments.product = take(at, products(layout), sizeof(double));
    sums.chunk.spread.quantity =
        take(at, (size_t)layout->quantities, sizeof *sums.chunk.spread.quantity);
    sums.kept = (int)head.kept;
    sums.row = (size_t)head.row;
    sums.x = take(at, (size_t)head.kept * sums.row, sizeof(double));
    return sums;
}
