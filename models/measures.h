/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contact.h"

/* What a replication comes to, per group of companies: the numbers that every measure is made
 * of. Amounts are floating-point numbers, of which there are N_AMOUNTS, a multiple of eight;
 * counts are whole numbers. After these a group has two counts per package: partners that chose
 * it, then, for each package again, the contacts that those partners had. */
enum { N_AMOUNTS = 16 };

enum quantity {
#define QUANTITY(name) name,
#define QUANTITIES(name, n) name, name##_LAST = name + (n)-1,
#define COUNTS_FROM(name) name = N_AMOUNTS,
#define MEASURE(...)
#include "measures_list.h"
#undef QUANTITY
#undef QUANTITIES
#undef COUNTS_FROM
#undef MEASURE
    Q_FIXED,            /* how many of the above */
    Q_PACKAGE = Q_FIXED /* first package's */
};
_Static_assert((int)Q_CAPACITY < (int)N_AMOUNTS, "amounts have numbers of their own");

enum measure_kind {
    MEASURE_MEAN,  /* mean of y over replications */
    MEASURE_EVENT, /* share of replications in which y is 1; for all companies only */
    MEASURE_RATIO, /* E[y] / E[x] */
    MEASURE_SHARE, /* E[y] / E[x] where y is part of x */
    MEASURE_VALUE, /* E[y] / E[x]; not defined when no anniversary was reached, nor for hubs
                      together when it is not for one of them that has partners */
    MEASURE_OF_CAPACITY, /* E[y] / E[x] of the hours that the team has; for all companies only
                          */
    MEASURE_MEDIAN_CONTACTS, /* median over partners */
    MEASURE_MEDIAN_DAYS,
};

/* Which strategies it is told of. */
enum measure_told {
    MEASURE_OF_EVERY,
    MEASURE_OF_REACH,    /* with a contact moment that may not reach the company */
    MEASURE_OF_NO_SHOWS, /* with one for which it may not turn up */
};

struct measure {
    const char *name;
    const char *unit; /* "companies", "share", "EUR", "hours", "days", "contacts", "years" */
    enum measure_kind kind;
    int y, x;            /* quantities */
    double resolution;   /* of quantiles over replications; 0: the measure has none */
    const char *meaning; /* in English */
    int plan;            /* which of the rows of a plan's points it is, from 1; 0: none */
    int compared;        /* which of what strategies are compared by, from 1; 0: none */
    enum measure_told told;
    bool spread; /* what not knowing parameters does to it is told */
};

/* All measures, in the order in which result files give them. */
enum { MOST_MEASURES = 64 };
extern const struct measure measures[];
extern const int n_measures;

/* The measure of that name; -1: there is none. */
int measure_find(const char *name);

/* The measure that is row `row` (from 1) of a plan's points; -1: there are no more. */
int measure_of_plan(int row);

struct campaign;

/* Whether it is told of that strategy. */
bool measure_is_told(const struct measure *measure, const struct campaign *campaign);

/* Whether a single campaign has it, as one of its quantities. */
bool measure_is_of_campaign(const struct measure *measure);

/* Whether it is for all companies only, not for segments. */
bool measure_is_of_all(const struct measure *measure);

/* Whether it differs from partner to partner, so that it has quantiles over partners. */
bool measure_is_of_partners(const struct measure *measure);

/* True when the measure is a ratio of two quantities. */
bool measure_is_ratio(const struct measure *measure);
