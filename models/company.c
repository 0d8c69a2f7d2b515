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
        tables->warm[s] = chance_of(population->warm.at[s]);
        tables->front_runner[s] = chance_of(population->front_runner.at[s]);
    }
    /* Shares that sum to a hair under 1 must not leave a word without a segment. */
    for (int s = last; s < c->n_segments; s++)
        tables->segment_at_most[s] = CHANCE_ALWAYS;
}

struct company company_start(const struct company_tables *tables, int i, uint32_t word)
{
    if (tables->population->list != NULL)
        return tables->population->list[i];
    int segment = 0;
    while (!chance_happens(tables->segment_at_most[segment], word))
        segment++;
    return (struct company){.segment = segment, .stage = ATTENTION};
}

struct traits company_traits(
    const struct company_tables *tables, const struct company *company, uint32_t word)
{
    chance warm = tables->warm[company->segment];
    chance front = tables->front_runner[company->segment];
    struct traits drawn;
    drawn.warm = chance_happens(warm, word);
    /* What is left of the word after the first decision is uniform on its part of the range. */
    chance from = drawn.warm ? 0 : warm;
    chance width = drawn.warm ? warm : CHANCE_ALWAYS - warm;
    drawn.front_runner = word - from < chance_both(width, front);
    return (struct traits){
        .warm = company->warm == NOT_SAID ? drawn.warm : company->warm == YES,
        .front_runner = company->front_runner == NOT_SAID ? drawn.front_runner
                                                          : company->front_runner == YES,
    };
}
