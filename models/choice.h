/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chance.h"
#include "funding.h"
#include "segment.h"

/* Partnership packages and the choice between them: "Keuzes tussen verschillende partnerships
 * moet ver genoeg uit elkaar liggen" (lesson 3). A multinomial logit in which not joining has
 * utility 0 (D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974).
 */
enum { MAX_PACKAGES = 32 };

struct package {
    const char *id;
    struct label label;
    double price_eur;     /* a year */
    double company_hours; /* that it takes the company, a year */
    double cost_per_year; /* of serving a partner, euro */
    bool for_companies;
    bool front_runners_only;
    struct selector only;          /* segments that it is offered to */
    int min_contacts;              /* held before it is offered, the talk included */
    const char *ladder;            /* packages of one ladder overlap; NULL: on its own */
    struct by_segment value;       /* base + effects of the segment */
    struct by_segment per_contact; /* value per contact held */
};

struct packages {
    int n;
    struct package package[MAX_PACKAGES];
};

struct choice {
    struct by_segment price_sensitivity; /* per 1,000 euro, hours of the company included */
    struct by_segment hour_value;        /* euro, what an hour is worth to the company */
    struct by_segment trust;             /* per trusting contact held */
    int trust_cap;
    struct by_segment overlap; /* of packages of one ladder: 0 all apart, 1 the same */
};

/* A package that companies of a segment may take. */
struct offer {
    double odds;               /* exp(V) without trust and contacts */
    const double *per_contact; /* factor by contacts held: [max_held + 1] */
    int package, min_contacts;
    bool front_runners_only;
};

struct choice_tables {
    const struct packages *packages;
    int rung_above[MAX_PACKAGES]; /* next of the ladder in order of price, or -1 */
    bool logs; /* parts of V are so large that the factors would not be numbers: in these tables
                  are the parts themselves */
    int *n_offers;       /* [segment] packages that it may take */
    struct offer *offer; /* [segment * n + number], in the order of the packages */
    double *trust; /* factor by trusting contacts: [segment * (trust_cap + 1) + contacts] */
    int trust_cap, max_held;
};

struct campaign;

/* Makes the campaign's, whole even if they may stay `open`. */
void choice_tables_init(struct campaign *c, struct arena *arena, bool open);

/* A company that is asked to choose. */
struct chooser {
    int segment;
    int held;     /* contacts held, the talk and those before the campaign included */
    int trusting; /* trusting contacts held */
    bool front_runner;
    int only; /* package that it is steered to, or a negative number */
};

/* The next package above `package` on its ladder that is in the choice set of the company, or
 * -1. */
int choice_rung_above(
    const struct choice_tables *tables, const struct chooser *chooser, int package);

/* The package chosen, or -1 for none; and, unless NULL, with what probability it would be any.
 */
int choice_make(const struct choice_tables *tables, const struct chooser *chooser,
    uint32_t word, double *joining);

/* The probability that the choice is that package, or none (a negative number). */
double choice_chance(
    const struct choice_tables *tables, const struct chooser *chooser, int package);
