/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "company.h"

#include "campaign.h"

#include <math.h>
#include <string.h>

uint64_t population_segments(const struct population *population, int n_segments)
{
    uint64_t segments = 0;
    if (population->list != NULL)
        for (int i = 0; i < population->n; i++)
            segments |= UINT64_C(1) << population->list[i].segment;
    else
        for (int s = 0; s < n_segments; s++)
            segments |= population->share.at[s] > 0.0 ? UINT64_C(1) << s : 0;
    return segments;
}

void company_tables_init(struct campaign *c)
{
    const struct population *population = &c->scenario->population;
    struct company_tables *tables = &c->company;
    memset(tables, 0, sizeof *tables);
    tables->population = population;
    double sum = 0.0;
    int last = 0;
    for (int s = 0; s < c->n_segments; s++) {
        sum += population->share.at[s];
        last = population->share.at[s] > 0.0 ? s : last;
        tables->segment_at_most[s] = chance_of(sum);
        tables->drawn[s] = (struct company){.segment = s, .stage = ATTENTION};
        tables->warm[s] = chance_of(population->warm.at[s]);
        tables->front_runner[s] = chance_of(population->front_runner.at[s]);
    }
    /* Shares that sum to a hair under 1 must not leave a word without a segment. */
    for (int s = last; s < c->n_segments; s++)
        tables->segment_at_most[s] = CHANCE_ALWAYS;
}

int company_segment(const struct company_tables *tables, uint32_t word)
{
    int segment = 0;
    while (!chance_happens(tables->segment_at_most[segment], word))
        segment++;
    return segment;
}
