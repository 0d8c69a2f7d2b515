/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a campaign comes to: the one list of quantities and of measures made of them, for
 * measures.h (QUANTITY, which numbers the quantities) and measures.c (MEASURE, which makes the
 * table; what follows the meaning are flags of struct measure), so that a measure is added in
 * one place. */

/* ---- Quantities, per group of companies: amounts first, then counts ---- */

QUANTITY(Q_COST)          /* outreach, euro */
QUANTITY(Q_COST_NET)      /* less what funding pays the hub */
QUANTITY(Q_HOURS)         /* staff hours charged */
QUANTITY(Q_HOURS_COUNTED) /* of these, against the hours of the team's week */
QUANTITY(Q_HOURS_ON_TOP)  /* the others: research, moves, events */
QUANTITY(Q_NO_SHOW_HOURS) /* of Q_HOURS */
QUANTITY(Q_NO_SHOW_COST)  /* of Q_COST */
QUANTITY(Q_NET_RESULT)    /* revenue - net cost - care - serving */
QUANTITY(Q_REVENUE)       /* fees, euro */
QUANTITY(Q_SERVING)       /* of serving partners, euro */
QUANTITY(Q_CARE_COST)
QUANTITY(Q_CARE_HOURS)
QUANTITY(Q_MARGIN) /* fees less serving, a year, of the partners won */
/* Present value (day 0, euro) of fees less serving less care over the first value_years
 * membership years of each partner, each as far as it is in then: simulated within the horizon,
 * by formula beyond. */
QUANTITY(Q_VALUE)
QUANTITY(Q_CAPACITY) /* hours of the team during outreach, NAN: unlimited; for all only */

COUNTS_FROM(Q_APPROACHED) /* the numbers before it that are no quantity's are always 0 */
QUANTITY(Q_PARTNERS)
QUANTITY(Q_IN_VIEW)          /* at least one contact held in the campaign: "in beeld" */
QUANTITY(Q_ACTIVE)           /* at least one with participation: "actief laten deelnemen" */
QUANTITY(Q_PAYING)           /* partner and active: "actief participerende en betalende" */
QUANTITY(Q_HELD)             /* contacts held in the campaign, by all */
QUANTITY(Q_HELD_BY_PARTNERS) /* contacts of those won, those before the campaign included */
QUANTITY(Q_PARTNERS_4_TO_7)  /* won with 4 to 7 contacts */
QUANTITY(Q_PARTNERS_OVER_7)
QUANTITY(Q_SEVEN_OR_MORE) /* companies with 7 contacts or more, those before included */
QUANTITY(Q_DAYS)          /* from own approach to joining, summed over partners */
QUANTITY(Q_CARE_CONTACTS)
QUANTITY(Q_ANNIVERSARIES)       /* of partners, reached */
QUANTITY(Q_FIRST_ANNIVERSARIES) /* partners that reached their first */
QUANTITY(Q_FIRST_RENEWALS)      /* and renewed */
QUANTITY(Q_LEFT)                /* partners that left */
QUANTITY(Q_WAITED)
QUANTITY(Q_MOVED)
QUANTITY(Q_NOT_REACHED)
QUANTITY(Q_NO_SHOW)
QUANTITY(Q_BUSY_DELAYS)
QUANTITY(Q_SAID_NO)
QUANTITY(Q_GIVEN_UP)
QUANTITY(Q_UNFUNDED)
QUANTITY(Q_OPEN)
QUANTITIES(Q_OPEN_IN, N_STAGES) /* open by stage */
QUANTITIES(Q_REACHED, N_STAGES) /* companies that reached each stage */
QUANTITY(Q_HIT_IN_VIEW)         /* 0 or 1: the target was met; for all companies only */
QUANTITY(Q_HIT_ACTIVE)
QUANTITY(Q_HIT_PAYING)
QUANTITY(Q_HIT_ALL)

/* ---- Measures, in the order in which result files give them ---- */

#define WHOLE 1.0 /* counts alone: values are taken for whole numbers */
#define FINE 1e-6
#define TENTH 0.1

MEASURE("conversion_rate", "share", MEASURE_SHARE, Q_PARTNERS, Q_APPROACHED, FINE,
    N_("partners as a share of the companies approached"), .plan = 10, .compared = 1)
MEASURE("partners", "companies", MEASURE_MEAN, Q_PARTNERS, 0, WHOLE, N_("companies that join"),
    .plan = 2, .compared = 2, .spread = true)
MEASURE("approached", "companies", MEASURE_MEAN, Q_APPROACHED, 0, WHOLE,
    N_("companies approached"), .plan = 1)
MEASURE("in_view", "companies", MEASURE_MEAN, Q_IN_VIEW, 0, WHOLE,
    N_("companies with at least one contact held"), .plan = 3, .spread = true)
MEASURE("active", "companies", MEASURE_MEAN, Q_ACTIVE, 0, WHOLE,
    N_("companies that took part in something at least once"), .plan = 4, .spread = true)
MEASURE("paying", "companies", MEASURE_MEAN, Q_PAYING, 0, WHOLE,
    N_("paying and active: partners that took part in something"), .plan = 5, .spread = true)
MEASURE("p_in_view", "probability", MEASURE_EVENT, Q_HIT_IN_VIEW, 0, 0,
    N_("chance that one campaign meets its target for companies in view"), .plan = 6)
MEASURE("p_active", "probability", MEASURE_EVENT, Q_HIT_ACTIVE, 0, 0,
    N_("chance that one campaign meets its target for active companies"), .plan = 7)
MEASURE("p_paying", "probability", MEASURE_EVENT, Q_HIT_PAYING, 0, 0,
    N_("chance that one campaign meets its target for paying and active companies"), .plan = 8)
MEASURE("p_all_targets", "probability", MEASURE_EVENT, Q_HIT_ALL, 0, 0,
    N_("chance that one campaign meets all its targets"), .plan = 9)
MEASURE("contacts_per_partner", "contacts", MEASURE_RATIO, Q_HELD_BY_PARTNERS, Q_PARTNERS, 0,
    N_("contacts with a partner until it joined, those before the campaign included"))
MEASURE("contacts_per_partner_median", "contacts", MEASURE_MEDIAN_CONTACTS, 0, 0, 0,
    N_("the same of the middle partner (median)"))
MEASURE("contacts_4_to_7_share", "share", MEASURE_SHARE, Q_PARTNERS_4_TO_7, Q_PARTNERS, 0,
    N_("share of the partners that joined with 4 to 7 contacts"))
MEASURE("contacts_over_7_share", "share", MEASURE_SHARE, Q_PARTNERS_OVER_7, Q_PARTNERS, 0,
    N_("share of the partners that joined with more than 7 contacts"))
MEASURE("all_contacts_per_partner", "contacts", MEASURE_RATIO, Q_HELD, Q_PARTNERS, 0,
    N_("contacts that the campaign held, with all companies, for each partner"))
MEASURE("contacts_per_company", "contacts", MEASURE_RATIO, Q_HELD, Q_APPROACHED, FINE,
    N_("contacts that the campaign held per company approached"))
MEASURE("seven_or_more_share", "share", MEASURE_SHARE, Q_SEVEN_OR_MORE, Q_APPROACHED, FINE,
    N_("share of the companies approached with 7 contacts or more, those before the campaign "
       "included"))
MEASURE("days_to_partner", "days", MEASURE_RATIO, Q_DAYS, Q_PARTNERS, 0,
    N_("days from own approach to joining"))
MEASURE("days_to_partner_median", "days", MEASURE_MEDIAN_DAYS, 0, 0, 0,
    N_("the same of the middle partner (median)"))
MEASURE("cost", "EUR", MEASURE_MEAN, Q_COST, 0, TENTH, N_("cost of outreach"), .plan = 11,
    .compared = 3, .spread = true)
MEASURE("cost_net", "EUR", MEASURE_MEAN, Q_COST_NET, 0, TENTH,
    N_("cost of outreach less what funding pays the hub"))
MEASURE("cost_per_company", "EUR", MEASURE_RATIO, Q_COST, Q_APPROACHED, TENTH,
    N_("cost of outreach per company approached"))
MEASURE("cost_per_active", "EUR", MEASURE_RATIO, Q_COST, Q_ACTIVE, 0,
    N_("cost of outreach per active company"))
MEASURE("cost_per_partner", "EUR", MEASURE_RATIO, Q_COST, Q_PARTNERS, 0,
    N_("cost of outreach per partner"), .plan = 12, .compared = 4)
MEASURE("care_cost", "EUR", MEASURE_MEAN, Q_CARE_COST, 0, TENTH,
    N_("cost of account care for partners, apart from outreach"))
MEASURE("serving_cost", "EUR", MEASURE_MEAN, Q_SERVING, 0, TENTH,
    N_("cost of serving partners, apart from outreach"))
MEASURE(
    "revenue", "EUR", MEASURE_MEAN, Q_REVENUE, 0, TENTH, N_("fees of partners"), .spread = true)
MEASURE("net_result", "EUR", MEASURE_MEAN, Q_NET_RESULT, 0, TENTH,
    N_("revenue less net cost of outreach, care and serving"), .plan = 17, .compared = 5,
    .spread = true)
MEASURE("lifetime_value", "EUR", MEASURE_VALUE, Q_VALUE, Q_PARTNERS, 0,
    N_("per partner won: fees less serving and care over its first value_years membership "
       "years, "
       "as far as it is in then, discounted; past the days simulated by the chances of "
       "renewing "
       "and moving up; empty when no anniversary falls within them, and for all hubs together "
       "where one of them has partners and none"))
MEASURE("payback_years", "years", MEASURE_RATIO, Q_COST_NET, Q_MARGIN, 0,
    N_("net cost of outreach over the yearly fees less serving of the partners won"))
MEASURE("first_year_renewal", "share", MEASURE_SHARE, Q_FIRST_RENEWALS, Q_FIRST_ANNIVERSARIES,
    0, N_("share of the partners at their first anniversary that renew"))
MEASURE("left", "companies", MEASURE_MEAN, Q_LEFT, 0, WHOLE, N_("partners that left"))
MEASURE("hours", "hours", MEASURE_MEAN, Q_HOURS, 0, TENTH, N_("staff hours of outreach"),
    .plan = 13, .compared = 6, .spread = true)
MEASURE("hours_counted", "hours", MEASURE_MEAN, Q_HOURS_COUNTED, 0, TENTH,
    N_("those of contacts, which count against the hours of the team's week"), .plan = 14)
MEASURE("hours_on_top", "hours", MEASURE_MEAN, Q_HOURS_ON_TOP, 0, TENTH,
    N_("those charged besides, which no limit holds: research, moves, events"), .plan = 15)
MEASURE("care_hours", "hours", MEASURE_MEAN, Q_CARE_HOURS, 0, TENTH,
    N_("staff hours of account care"))
MEASURE("care_contacts", "contacts", MEASURE_MEAN, Q_CARE_CONTACTS, 0, WHOLE,
    N_("contacts with partners"))
MEASURE("hours_share", "share", MEASURE_OF_CAPACITY, Q_HOURS_COUNTED, Q_CAPACITY, 0,
    N_("hours of contacts over hours a week times weeks of outreach, of all hubs together if "
       "all "
       "of "
       "them are limited"),
    .plan = 16)
MEASURE("waited", "contacts", MEASURE_MEAN, Q_WAITED, 0, WHOLE,
    N_("contacts that waited for free hours"))
MEASURE(
    "moved", "contacts", MEASURE_MEAN, Q_MOVED, 0, WHOLE, N_("contacts moved to another day"))
MEASURE("not_reached", "contacts", MEASURE_MEAN, Q_NOT_REACHED, 0, WHOLE,
    N_("contacts that did not reach the company: not held, and charged all the same"),
    .told = MEASURE_OF_REACH)
MEASURE("no_show", "contacts", MEASURE_MEAN, Q_NO_SHOW, 0, WHOLE,
    N_("appointments for which the company did not turn up"), .told = MEASURE_OF_NO_SHOWS)
MEASURE("no_show_hours", "hours", MEASURE_MEAN, Q_NO_SHOW_HOURS, 0, TENTH,
    N_("staff hours that these took, events apart"), .told = MEASURE_OF_NO_SHOWS)
MEASURE("no_show_cost", "EUR", MEASURE_MEAN, Q_NO_SHOW_COST, 0, TENTH,
    N_("cost of these, events apart"), .told = MEASURE_OF_NO_SHOWS)
MEASURE("busy_delays", "contacts", MEASURE_MEAN, Q_BUSY_DELAYS, 0, WHOLE,
    N_("contacts put off because the company was busy"))
MEASURE("said_no", "companies", MEASURE_MEAN, Q_SAID_NO, 0, WHOLE, N_("companies that said no"))
MEASURE("given_up", "companies", MEASURE_MEAN, Q_GIVEN_UP, 0, WHOLE,
    N_("companies that were given up on"))
MEASURE("unfunded", "companies", MEASURE_MEAN, Q_UNFUNDED, 0, WHOLE,
    N_("companies left for want of budget"), .plan = 18)
MEASURE(
    "open", "companies", MEASURE_MEAN, Q_OPEN, 0, WHOLE, N_("companies still open at the end"))
MEASURE("open_attention", "companies", MEASURE_MEAN, Q_OPEN_IN + ATTENTION, 0, WHOLE,
    N_("companies still open in the stage attention"))
MEASURE("open_interest", "companies", MEASURE_MEAN, Q_OPEN_IN + INTEREST, 0, WHOLE,
    N_("companies still open in the stage interest"))
MEASURE("open_desire", "companies", MEASURE_MEAN, Q_OPEN_IN + DESIRE, 0, WHOLE,
    N_("companies still open in the stage desire"))
MEASURE("open_action", "companies", MEASURE_MEAN, Q_OPEN_IN + ACTION, 0, WHOLE,
    N_("companies still open in the stage action"))
MEASURE("open_share", "share", MEASURE_SHARE, Q_OPEN, Q_APPROACHED, FINE,
    N_("companies still open as a share of those approached"), .plan = 19)
