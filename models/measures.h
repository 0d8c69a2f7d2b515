/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_MEASURES_H
#define RECEPT_MEASURES_H

#include "contact.h"

/* What a replication comes to, per group of companies: the numbers that every measure is made
 * of. After these a group has two numbers per package: partners that chose it, then, for each
 * package again, the contacts that those partners had. */
enum quantity {
    Q_APPROACHED,
    Q_PARTNERS,
    Q_IN_VIEW,          /* at least one contact held in the campaign: "in beeld" */
    Q_ACTIVE,           /* at least one with participation: "actief laten deelnemen" */
    Q_PAYING,           /* partner and active: "actief participerende en betalende" */
    Q_HELD,             /* contacts held in the campaign, by all */
    Q_HELD_BY_PARTNERS, /* contacts of those won, those before the campaign included */
    Q_PARTNERS_4_TO_7,  /* won with 4 to 7 contacts */
    Q_PARTNERS_OVER_7,
    Q_SEVEN_OR_MORE, /* companies with 7 contacts or more, those before included */
    Q_DAYS,          /* from own approach to joining, summed over partners */
    Q_HOURS,         /* staff hours charged */
    Q_COST,          /* outreach, euro */
    Q_COST_NET,      /* less what funding pays the hub */
    Q_CARE_COST,
    Q_CARE_HOURS,
    Q_CARE_CONTACTS,
    Q_REVENUE,    /* fees, euro */
    Q_SERVING,    /* of serving partners, euro */
    Q_NET_RESULT, /* revenue - net cost - care - serving */
    Q_MARGIN,     /* fees less serving, a year, of the partners won */
    Q_VALUE,      /* present value (day 0, euro) of fees less serving less care over the first
                     value_years membership years of each partner, each as far as it is in then:
                     simulated within the horizon, by formula beyond */
    Q_ANNIVERSARIES,       /* of partners, reached */
    Q_FIRST_ANNIVERSARIES, /* partners that reached their first */
    Q_FIRST_RENEWALS,      /* and renewed */
    Q_LEFT,                /* partners that left */
    Q_WAITED,
    Q_MOVED,
    Q_BUSY_DELAYS,
    Q_SAID_NO,
    Q_GIVEN_UP,
    Q_UNFUNDED,
    Q_OPEN,
    Q_OPEN_IN,                        /* open by stage, N_STAGES numbers */
    Q_REACHED = Q_OPEN_IN + N_STAGES, /* companies that reached each stage, N_STAGES numbers */
    Q_HIT_IN_VIEW =
        Q_REACHED + N_STAGES, /* 0 or 1: the target was met; for all companies only */
    Q_HIT_ACTIVE,
    Q_HIT_PAYING,
    Q_HIT_ALL,
    Q_CAPACITY, /* hours that the team has during outreach, NAN: unlimited; for all companies
                   only */
    Q_FIXED,    /* how many of the above */
    Q_PACKAGE = Q_FIXED /* first package's */
};

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

struct measure {
    const char *name;
    const char *unit; /* "companies", "share", "EUR", "hours", "days", "contacts", "years" */
    enum measure_kind kind;
    int y, x;          /* quantities */
    double resolution; /* of quantiles over replications; 0: the measure has none */
};

/* All measures, in the order in which result files give them. */
enum { MOST_MEASURES = 64 };
extern const struct measure measures[];
extern const int n_measures;

/* The measure of that name; -1: there is none. */
int measure_find(const char *name);

/* Whether the measure is known of all companies together only. */
bool measure_is_of_all(const struct measure *measure);

/* Whether it differs from partner to partner, so that it has quantiles over partners. */
bool measure_is_of_partners(const struct measure *measure);

/* True when the measure is a ratio of two quantities. */
bool measure_is_ratio(const struct measure *measure);

#endif
