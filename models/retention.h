/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_RETENTION_H
#define RECEPT_RETENTION_H

#include "chance.h"
#include "choice.h"
#include "segment.h"
#include "strategy.h"

/* Keeping partners: "Daarnaast is het van belang om de MKB'rs aan boord te houden"; "Zij lijken
 * dan ook jaarlijks te sturen op keuzes met een 'kop en een staart'" (lesson 1). At an
 * anniversary a partner renews with probability logistic(base + effects + first_year + care +
 * result). */
enum { DAYS_PER_YEAR = 365 };

struct retention {
    struct by_segment base;       /* base + effects of the segment */
    struct by_segment first_year; /* at the first anniversary */
    struct by_segment care;       /* per care contact that year */
    struct by_segment result;     /* took part that year: a care contact with participation */
    struct by_segment upgrade;    /* probability that a renewing partner moves up its ladder */
    int value_years; /* years of membership that a partner's value is counted over */
};

struct retention_tables {
    const struct retention *retention;
    const struct packages *packages;
    chance upgrade[MAX_SEGMENTS];
    double *discount; /* [day] present value of a euro on that day */
    /* Of a year of which nothing has happened yet: all care contacts held. */
    double later_renewal[MAX_SEGMENTS][2]; /* [first anniversary] */
    double care_per_year[MAX_SEGMENTS];    /* euro */
};

/* Tabulates; `cocktail` [n_segments], `care_cost` what each contact moment costs (euro),
 * `participation` whether it is taking part, `days` those that partners are followed. */
void retention_tables_init(struct retention_tables *tables, struct arena *arena,
    const struct retention *retention, const struct packages *packages,
    const struct cocktail *cocktail, int n_segments, const double *care_cost,
    const bool *participation, double discount_rate, int days);

/* Probability that a partner renews. */
double retention_renewal(
    const struct retention *retention, int segment, bool first, int care, bool took_part);

/* Fee less serving of a package, a year. */
double retention_margin(const struct retention_tables *tables, int package);

/* What a partner of `package` that is still in is worth beyond the days simulated: its
 * anniversaries from number `year` (the next, on day `day`) up to value_years, each with the
 * chance that it is reached, at today's package and care; discounted to day 0. */
double retention_value_beyond(
    const struct retention_tables *tables, int segment, int package, int year, int day);

#endif
