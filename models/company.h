/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "chance.h"
#include "contact.h"
#include "segment.h"

/* Companies: "Opstellen lijst van te benaderen MKB bedrijven" (step 1), or a drawn population.
 */

/* So many at most, listed or drawn. */
enum { MAX_COMPANIES = 1000000 };

/* Yes, no, or not said in the list: then drawn or derived. */
enum answer { NOT_SAID, YES, NO };

/* One row of a company list. */
struct company {
    const char *name;
    int segment;
    enum stage stage;    /* where it starts */
    int contacts_before; /* held before the campaign */
    enum answer warm, customer_in, front_runner;
    int32_t
        approached; /* day, from 1970 on, which only a logbook has a use for; 0: not known */
};

struct population {
    int n;
    struct company *list;                 /* n rows; NULL when the population is drawn */
    struct by_segment share;              /* of a drawn population; sums to 1 */
    struct by_segment warm, front_runner; /* probability where the list says nothing */
    bool beyond_alike; /* companies that are more than the list are as far along as it is */
};

/* What a company draws per replication, as tables of the population and the response. */
struct company_tables {
    const struct population *population;
    chance segment_at_most[MAX_SEGMENTS]; /* cumulative, for a drawn population */
    struct company drawn[MAX_SEGMENTS];   /* what one of each segment starts from */
    chance warm[MAX_SEGMENTS];
    chance front_runner[MAX_SEGMENTS];
};

/* A bit per segment that can have companies. */
uint64_t population_segments(const struct population *population, int n_segments);

struct campaign;
void company_tables_init(struct campaign *c);

/* The segment of a drawn company for which `word` stands. */
int company_segment(const struct company_tables *tables, uint32_t word);

static inline bool company_is_listed(const struct company_tables *tables)
{
    return tables->population->list != NULL;
}

/* The rows that companies start from: those of the list, else one of each segment. */
static inline const struct company *company_rows(const struct company_tables *tables)
{
    return company_is_listed(tables) ? tables->population->list : tables->drawn;
}

/* The number of the row that company `i` starts from; of a drawn one `word` decides. */
static inline int company_row(const struct company_tables *tables, int i, uint32_t word)
{
    return company_is_listed(tables) ? i : company_segment(tables, word);
}

/* Warm and front-runner from one word: what the list says, else by the population's shares,
 * independently of each other. */
struct traits {
    bool warm, front_runner;
};

static inline struct traits company_traits(
    const struct company_tables *tables, const struct company *company, uint32_t word)
{
    chance warm = tables->warm[company->segment];
    chance front = tables->front_runner[company->segment];
    bool drawn = chance_happens(warm, word);
    /* What is left of the word after the first decision is uniform on its part of the range. */
    chance from = drawn ? 0 : warm;
    chance width = drawn ? warm : CHANCE_ALWAYS - warm;
    bool runner = word - from < chance_both(width, front);
    return (struct traits){
        .warm = company->warm == NOT_SAID ? drawn : company->warm == YES,
        .front_runner =
            company->front_runner == NOT_SAID ? runner : company->front_runner == YES,
    };
}
