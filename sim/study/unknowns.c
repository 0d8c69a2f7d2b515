/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unknowns.h"

#include "setup.h"

#include <stdlib.h>
#include <string.h>

/* The numbers of one config that no earlier one has, by the key of their stream. */
struct column {
    int number;
    uint32_t key;
};

struct columns {
    int n;
    struct column *column;
};

static bool is_there(const struct columns *columns, uint32_t key)
{
    for (int i = 0; i < columns->n; i++)
        if (columns->column[i].key == key)
            return true;
    return false;
}

/* Adds the columns that `config` brings to those there are. */
static void add_columns(struct columns *columns, const struct config *config)
{
    for (int i = 0; i < config->n_uncertain; i++)
        if (!is_there(columns, config->unknown[i].key))
            columns->column[columns->n++] = (struct column){i, config->unknown[i].key};
}

/* Draws columns first .. n - 1, which are numbers of this config. */
static void draw(const struct unknowns *unknowns, const struct columns *columns, int first,
    const struct config *config, uint64_t seed, int draws)
{
    double *number = memory_new((size_t)config->n_uncertain + 1, sizeof *number);
    for (int d = 0; d < draws; d++) {
        config_draw(config, seed, (uint64_t)d, number);
        for (int i = first; i < columns->n; i++)
            unknowns->theta[(size_t)d * (size_t)unknowns->n + (size_t)i] =
                number[columns->column[i].number];
    }
    memory_free(number);
}

void unknowns_init(struct unknowns *unknowns, const struct setup *setup, int draws)
{
    memset(unknowns, 0, sizeof *unknowns);
    unknowns->agree = true;
    if (setup->fixed)
        return;
    unknowns->agree = config_agree(setup->configs, setup->n_configs);
    size_t most = 0, n = (size_t)setup->n_configs;
    for (size_t c = 0; c < n; c++)
        most += (size_t)setup->configs[c].n_uncertain;
    struct columns columns = {0, memory_new(most + 1, sizeof *columns.column)};
    int *first = memory_new(n, sizeof *first);
    for (size_t c = 0; c < n; c++) {
        first[c] = columns.n;
        add_columns(&columns, &setup->configs[c]);
    }
    unknowns->n = columns.n;
    unknowns->theta =
        memory_new((size_t)draws * (size_t)columns.n + 1, sizeof *unknowns->theta);
    for (size_t c = 0; c < n; c++) {
        struct columns own = {c + 1 < n ? first[c + 1] : columns.n, columns.column};
        draw(unknowns, &own, first[c], &setup->configs[c], setup->seed, draws);
    }
    memory_free(first);
    memory_free(columns.column);
}

void unknowns_free(struct unknowns *unknowns)
{
    memory_free(unknowns->theta);
    memset(unknowns, 0, sizeof *unknowns);
}
