/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finished.h"

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

void finished_write(
    struct text *out, const struct part *part, const double *x, int kept, size_t row)
{
    const struct moments *moments = &part->moments;
    const struct moments_layout *layout = &moments->layout;
    struct head head = {moments->n, part->spread.batches, x != NULL ? (uint64_t)kept : 0, row};
    text_add(out, (const char *)&head, sizeof head);
    add(out, moments->sum, values(layout));
    add(out, moments->square, values(layout));
    add(out, moments->product, products(layout));
    text_add(out, (const char *)part->spread.quantity,
        (size_t)layout->quantities * sizeof *part->spread.quantity);
    add(out, x, (size_t)head.kept * row);
}

static void *take(char **at, size_t n, size_t size)
{
    void *x = *at;
    *at += n * size;
    return x;
}

struct finished finished_read(char **at, const struct moments_layout *layout)
{
    struct head head;
    struct finished finished;
    memset(&finished, 0, sizeof finished);
    memcpy(&head, *at, sizeof head);
    *at += sizeof head;
    finished.part.moments.layout = *layout;
    finished.part.moments.n = head.n;
    finished.part.spread.batches = head.batches;
    finished.part.moments.sum = take(at, values(layout), sizeof(double));
    finished.part.moments.square = take(at, values(layout), sizeof(double));
    finished.part.moments.product = take(at, products(layout), sizeof(double));
    finished.part.spread.quantity =
        take(at, (size_t)layout->quantities, sizeof *finished.part.spread.quantity);
    finished.kept = (int)head.kept;
    finished.row = (size_t)head.row;
    finished.x = take(at, (size_t)head.kept * finished.row, sizeof(double));
    return finished;
}
