/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar.h"
#include "chance.h"
#include "choice.h"
#include "segment.h"
#include "strategy.h"

/* Keeping partners: "Daarnaast is het van belang om de MKB'rs aan boord te houden"; "Zij lijken
 * dan ook jaarlijks te sturen op keuzes met een 'kop en een staart'" (lesson 1). At an
 * anniversary a partner renews with probability logistic(base + effects + first_year + care +
 * result + warm). */

struct retention {
    struct by_segment base;       /* base + effects of the segment */
    struct by_segment first_year; /* at the first anniversary */
    struct by_segment care;       /* per care contact that year */
    struct by_segment result;     /* took part that year: a care contact with participation */
    struct by_segment warm;       /* the partner was introduced by somebody it trusts */
    struct by_segment upgrade;    /* probability that a renewing partner moves up its ladder, to
                                     the next package that it could choose */
    int value_years; /* years of membership that a partner's value is counted over */
};

struct retention_tables {
    const struct retention *retention;
    const struct packages *packages;
    chance upgrade[MAX_SEGMENTS];
    double discount_rate;
    double *discount; /* [day] present value of a euro on that day; 0: not yet looked at */
    /* Of a year in which all care contacts take place on the day that they are wanted, and are
     * held as far as they reach the partner. */
    double later_renewal[MAX_SEGMENTS][2][2]; /* [first anniversary][warm] */
    double care_per_year[MAX_SEGMENTS];       /* euro, discounted to the start of that year */
    const int *care_day[MAX_SEGMENTS];    /* [care contact] of the year on which it is wanted */
    const double *care_eur[MAX_SEGMENTS]; /* [care contact] what it costs */
};

struct campaign;

/* Tabulates the campaign's present values for the days that partners are followed and
 * value_years more; with `open` each when it is looked at, by one thread. */
void retention_discount_init(struct campaign *c, struct arena *arena, bool open);

/* Tabulates the present value of a euro on that day, and returns it. */
double retention_discount_of(const struct retention_tables *tables, int day);

/* That value. */
static inline double retention_discount(const struct retention_tables *tables, int day)
{
    double worth = tables->discount[day];
    return worth != 0.0 ? worth : retention_discount_of(tables, day);
}

/* Tabulates the rest, once present values and what contact moments take are there. */
void retention_tables_init(struct campaign *c, struct arena *arena);

/* What a renewal depends on. */
struct membership {
    int segment;
    bool first, warm; /* its first anniversary; warm when it joined */
    int care;         /* care contacts held in the year */
    bool took_part;
};

/* Probability that a partner renews. */
double retention_renewal(
    const struct retention *retention, const struct membership *membership);

/* Fee less serving of a package, a year. */
static inline double retention_margin(const struct retention_tables *tables, int package)
{
    const struct package *p = &tables->packages->package[package];
    return p->price_eur - p->cost_per_year;
}

/* The day of a membership year on which care contact number `number` (0, 1, ...) of `n` is
 * wanted: spread evenly, rounded to the nearest day. */
int retention_care_day(int number, int n);

/* A partner whose next anniversary falls after the days simulated. */
struct member {
    int segment;
    bool warm;
    int year;               /* number of that anniversary: 1 is the first */
    int n;                  /* rungs from today's package up that it can move to */
    int rung[MAX_PACKAGES]; /* the packages, today's first */
};

/* What the membership years that begin at the next anniversary or later are worth, of the first
 * value_years of its membership, from `year` on (euro, each on the day that it begins): the
 * chance that it is in then times fee less serving, each at the package of its rung then, less
 * all care contacts taking place as wanted at what a contact costs (without moves and no-shows,
 * and without occasions charged whole). */
void retention_years_beyond(
    const struct retention_tables *tables, const struct member *member, double *worth);
