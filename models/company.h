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
    chance warm[MAX_SEGMENTS];
    chance front_runner[MAX_SEGMENTS];
};

/* A bit per segment that can have companies. */
uint64_t population_segments(const struct population *population, int n_segments);

struct campaign;
void company_tables_init(struct campaign *c);

/* The row that company `i` starts from: that of the list, or of a drawn company of the segment
 * that `word` stands for. */
struct company company_start(const struct company_tables *tables, int i, uint32_t word);

/* Warm and front-runner from one word: what the list says, else by the population's shares,
 * independently of each other. */
struct traits {
    bool warm, front_runner;
};
struct traits company_traits(
    const struct company_tables *tables, const struct company *company, uint32_t word);
