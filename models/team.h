/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "contact.h"
#include "strategy.h"

/* The hub's staff, what it costs, and what bounds it: "MKB vraagt meer persoonlijke aandacht.
 * Uitdaging daarbij is de funding hiervoor" (answer 2). */
struct team {
    double hours_per_week; /* NAN: unlimited */
    double hourly_rate;
    double research_hours;   /* per company approached */
    double reschedule_hours; /* per appointment moved */
    double no_show_share;    /* of a contact's own hours and cost that a no-show takes */
    bool full;               /* occasions are charged whole, once, if anyone attends */
    double fill;             /* share of an occasion's seats that is taken, others included */
};

/* Hours that the team has in `days` days; NAN: unlimited. */
static inline double team_capacity(const struct team *team, int days)
{
    return team->hours_per_week * days / DAYS_PER_WEEK;
}

/* Website, pitch deck: "Welke hulpmiddelen kunnen we ontwikkelen om dit te ondersteunen?" */
struct aid {
    const char *id;
    struct label label;
    double cost_eur, life_years, cost_per_year;
    double effect[N_STAGES];
};

/* Money and hours in whole millionths: sums are exact, so they do not depend on their order. */
typedef int64_t micro;
#define MICRO 1e6

static inline micro micro_of(double amount)
{
    return (micro)(amount * MICRO + (amount < 0 ? -0.5 : 0.5));
}

/* Hours of staff, and euro: those hours at the hourly rate and cash, and the cash alone. */
struct price {
    micro hours, cost, cash;
};

/* What a contact moment takes. */
struct toll {
    struct price own;     /* of the contact itself: these hours are of the week's capacity */
    struct price no_show; /* the part of these that a no-show takes */
    struct price share;   /* the attendee's share of an occasion */
    struct price all;     /* both together: what is charged */
    struct price whole;   /* the whole occasion, for its first attendee; 0 unless full */
};

struct team_tables {
    bool limited; /* a number of hours a week is given */
    micro week;
    struct toll toll[MAX_CONTACTS];
    struct price research, move; /* of a company, of an appointment */
    struct price aids;           /* of the campaign, spent on day 0 */
    bool whole;                  /* occasions are charged whole */
    bool bounded;                /* a budget is given */
    micro budget; /* outreach may spend this much; a tenth of a cent is forgiven */
};

/* What outreach may spend with so many euro; NAN: no limit. */
micro team_budget(double eur);

struct campaign;
void team_tables_init(struct campaign *c);

/* How much of a week may have been used for a contact that needs so many hours to take place in
 * it. One that takes more than a whole week goes ahead in a week of which nothing was used. */
static inline micro team_most_used(const struct team_tables *tables, micro needed)
{
    return needed > tables->week ? 0 : tables->week - needed;
}

/* That of a contact that never waits. */
#define ANY_USED INT64_MAX
