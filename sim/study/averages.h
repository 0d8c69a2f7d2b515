/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* Averages over campaigns of what totals are made of: costs by kind, contact moments, weeks,
 * listed companies. Where totals are adjusted by controls these are too, so that they add up to
 * them; but those of more companies than are followed (details.h) are not. */

/* Hours, and euro: the cost of these, cash, and both. */
struct spent {
    double hours, hours_cost, cash, cost;
};

/* Kinds of cost of outreach, and all together. */
enum cost_kind {
    COST_CONTACTS,
    COST_RESEARCH,
    COST_MOVES,
    COST_NO_SHOWS,
    COST_OCCASIONS,
    COST_AIDS,
    COST_TOTAL,
    N_COST_KINDS
};

/* Not of a total of hubs, which have rates of their own. */
void average_costs(
    const struct study *study, const struct study_case *one, struct spent spent[N_COST_KINDS]);

/* A contact moment in a stage, or with partners (COUNTED_AS_CARE). */
struct contact_average {
    double held, moved, waited, progressed, not_reached, no_show;
    struct spent no_shows; /* occasions apart */
    double cost;
};
struct contact_average average_contact(
    const struct study *study, const struct study_case *one, int contact, int counted_as);

/* A week of outreach. */
struct week_average {
    double used, waited, cost; /* hours of the team, contacts, euro */
};
struct week_average average_week(
    const struct study *study, const struct study_case *one, int week);

/* A company of a listed population. */
struct company_average {
    struct estimate joins; /* study_company_joins() */
    double said_no, given_up, open;
    double contacts, hours, cost;
    double days; /* until it joins, where it does */
};
struct company_average average_company(
    const struct study *study, const struct study_case *one, int company);
