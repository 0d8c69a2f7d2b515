/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "expected.h"

/* The details of a campaign's totals: what each contact moment came to in each stage, each
 * listed company, each week of outreach. They are adjusted by the same controls as their totals
 * (expected.h), and add up to these: so each is summed times the controls of its campaign. */

enum contact_detail {
    DETAIL_HELD,
    DETAIL_MOVED,
    DETAIL_WAITED,
    DETAIL_PROGRESSED,
    DETAIL_NOT_REACHED,
    DETAIL_NO_SHOW,
    DETAIL_OCCASIONS,
    N_CONTACT_DETAILS
};
/* Those of struct contact_counts, in its order. */
_Static_assert(
    offsetof(struct contact_counts, occasions) == sizeof(uint64_t[DETAIL_OCCASIONS][N_COUNTED]),
    "details are what is counted");

/* The first are how it may stand in the end. */
enum company_detail {
    DETAIL_JOINED,
    DETAIL_SAID_NO,
    DETAIL_GIVEN_UP,
    DETAIL_OPEN,
    DETAIL_CONTACTS,
    DETAIL_DAYS,  /* from approach to joining */
    DETAIL_HOURS, /* and its cost, in millionths */
    DETAIL_COST,
    N_COMPANY_DETAILS
};

/* As struct week has them. */
enum week_detail { DETAIL_WEEK_USED, DETAIL_WEEK_COST, DETAIL_WEEK_WAITED, N_WEEK_DETAILS };

/* More companies would take more memory than is worth it. */
enum { MOST_COMPANY_DETAILS = 256 };

/* Listed companies that are followed: all, or none. */
static inline int details_companies(const struct campaign *c)
{
    bool listed = c->scenario->population.list != NULL;
    return listed && c->n_companies <= MOST_COMPANY_DETAILS ? c->n_companies : 0;
}

/* Details are numbered: contact moments, companies, weeks. */
static inline int detail_of_contact(int contact, enum contact_detail detail, int counted_as)
{
    return (contact * N_CONTACT_DETAILS + (int)detail) * N_COUNTED + counted_as;
}

static inline int detail_of_company(
    const struct campaign *c, int company, enum company_detail detail)
{
    return detail_of_contact(c->n_contacts, 0, 0) + company * N_COMPANY_DETAILS + (int)detail;
}

static inline int detail_of_week(const struct campaign *c, int week, enum week_detail detail)
{
    return detail_of_company(c, details_companies(c), 0) + week * N_WEEK_DETAILS + (int)detail;
}

/* How many there are. */
static inline int details_of(const struct campaign *c)
{
    return detail_of_week(c, campaign_weeks(c), 0);
}

/* Room in `arena`; at first all zero. */
void details_init(
    struct details *details, struct arena *arena, const struct campaign *campaign);

/* The block starts to count anew. */
void details_clear(struct details *details, const struct campaign *campaign);

/* Adds those of the campaign that the block has just run, times its controls, to its sums
 * `with`, [details_of()][N_CONTROLS]. */
void details_add(double *with, const struct block *block, struct details *details,
    const double control[N_CONTROLS]);
