/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measures.h"

#include <math.h>
#include <string.h>

#define WHOLE 1.0 /* counts alone: values are taken for whole numbers */
#define FINE 1e-6
#define TENTH 0.1

const struct measure measures[] = {
    {"conversion_rate", "share", MEASURE_SHARE, Q_PARTNERS, Q_APPROACHED, FINE},
    {"partners", "companies", MEASURE_MEAN, Q_PARTNERS, 0, WHOLE},
    {"approached", "companies", MEASURE_MEAN, Q_APPROACHED, 0, WHOLE},
    {"in_view", "companies", MEASURE_MEAN, Q_IN_VIEW, 0, WHOLE},
    {"active", "companies", MEASURE_MEAN, Q_ACTIVE, 0, WHOLE},
    {"paying", "companies", MEASURE_MEAN, Q_PAYING, 0, WHOLE},
    {"p_in_view", "probability", MEASURE_EVENT, Q_HIT_IN_VIEW, 0, 0},
    {"p_active", "probability", MEASURE_EVENT, Q_HIT_ACTIVE, 0, 0},
    {"p_paying", "probability", MEASURE_EVENT, Q_HIT_PAYING, 0, 0},
    {"p_all_targets", "probability", MEASURE_EVENT, Q_HIT_ALL, 0, 0},
    {"contacts_per_partner", "contacts", MEASURE_RATIO, Q_HELD_BY_PARTNERS, Q_PARTNERS, 0},
    {"contacts_per_partner_median", "contacts", MEASURE_MEDIAN_CONTACTS, 0, 0, 0},
    {"contacts_4_to_7_share", "share", MEASURE_SHARE, Q_PARTNERS_4_TO_7, Q_PARTNERS, 0},
    {"contacts_over_7_share", "share", MEASURE_SHARE, Q_PARTNERS_OVER_7, Q_PARTNERS, 0},
    {"all_contacts_per_partner", "contacts", MEASURE_RATIO, Q_HELD, Q_PARTNERS, 0},
    {"contacts_per_company", "contacts", MEASURE_RATIO, Q_HELD, Q_APPROACHED, FINE},
    {"seven_or_more_share", "share", MEASURE_SHARE, Q_SEVEN_OR_MORE, Q_APPROACHED, FINE},
    {"days_to_partner", "days", MEASURE_RATIO, Q_DAYS, Q_PARTNERS, 0},
    {"days_to_partner_median", "days", MEASURE_MEDIAN_DAYS, 0, 0, 0},
    {"cost", "EUR", MEASURE_MEAN, Q_COST, 0, TENTH},
    {"cost_net", "EUR", MEASURE_MEAN, Q_COST_NET, 0, TENTH},
    {"cost_per_company", "EUR", MEASURE_RATIO, Q_COST, Q_APPROACHED, TENTH},
    {"cost_per_active", "EUR", MEASURE_RATIO, Q_COST, Q_ACTIVE, 0},
    {"cost_per_partner", "EUR", MEASURE_RATIO, Q_COST, Q_PARTNERS, 0},
    {"care_cost", "EUR", MEASURE_MEAN, Q_CARE_COST, 0, TENTH},
    {"serving_cost", "EUR", MEASURE_MEAN, Q_SERVING, 0, TENTH},
    {"revenue", "EUR", MEASURE_MEAN, Q_REVENUE, 0, TENTH},
    {"net_result", "EUR", MEASURE_MEAN, Q_NET_RESULT, 0, TENTH},
    {"lifetime_value", "EUR", MEASURE_VALUE, Q_VALUE, Q_PARTNERS, 0},
    {"payback_years", "years", MEASURE_RATIO, Q_COST_NET, Q_MARGIN, 0},
    {"first_year_renewal", "share", MEASURE_SHARE, Q_FIRST_RENEWALS, Q_FIRST_ANNIVERSARIES, 0},
    {"left", "companies", MEASURE_MEAN, Q_LEFT, 0, WHOLE},
    {"hours", "hours", MEASURE_MEAN, Q_HOURS, 0, TENTH},
    {"care_hours", "hours", MEASURE_MEAN, Q_CARE_HOURS, 0, TENTH},
    {"care_contacts", "contacts", MEASURE_MEAN, Q_CARE_CONTACTS, 0, WHOLE},
    {"hours_share", "share", MEASURE_OF_CAPACITY, Q_HOURS, Q_CAPACITY, 0},
    {"waited", "contacts", MEASURE_MEAN, Q_WAITED, 0, WHOLE},
    {"moved", "contacts", MEASURE_MEAN, Q_MOVED, 0, WHOLE},
    {"busy_delays", "contacts", MEASURE_MEAN, Q_BUSY_DELAYS, 0, WHOLE},
    {"said_no", "companies", MEASURE_MEAN, Q_SAID_NO, 0, WHOLE},
    {"given_up", "companies", MEASURE_MEAN, Q_GIVEN_UP, 0, WHOLE},
    {"unfunded", "companies", MEASURE_MEAN, Q_UNFUNDED, 0, WHOLE},
    {"open", "companies", MEASURE_MEAN, Q_OPEN, 0, WHOLE},
    {"open_attention", "companies", MEASURE_MEAN, Q_OPEN_IN + ATTENTION, 0, WHOLE},
    {"open_interest", "companies", MEASURE_MEAN, Q_OPEN_IN + INTEREST, 0, WHOLE},
    {"open_desire", "companies", MEASURE_MEAN, Q_OPEN_IN + DESIRE, 0, WHOLE},
    {"open_action", "companies", MEASURE_MEAN, Q_OPEN_IN + ACTION, 0, WHOLE},
    {"open_share", "share", MEASURE_SHARE, Q_OPEN, Q_APPROACHED, FINE},
};

const int n_measures = sizeof measures / sizeof measures[0];
_Static_assert(sizeof measures / sizeof measures[0] <= MOST_MEASURES, "");

int measure_find(const char *name)
{
    for (int i = 0; i < n_measures; i++)
        if (strcmp(measures[i].name, name) == 0)
            return i;
    return -1;
}

bool measure_is_of_all(const struct measure *measure)
{
    return measure->kind == MEASURE_EVENT || measure->kind == MEASURE_OF_CAPACITY;
}

bool measure_is_of_partners(const struct measure *measure)
{
    return measure->kind == MEASURE_MEDIAN_CONTACTS || measure->kind == MEASURE_MEDIAN_DAYS ||
           (measure->kind == MEASURE_RATIO &&
               (measure->y == Q_HELD_BY_PARTNERS || measure->y == Q_DAYS));
}

bool measure_is_ratio(const struct measure *measure)
{
    return measure->kind == MEASURE_RATIO || measure->kind == MEASURE_SHARE ||
           measure->kind == MEASURE_VALUE || measure->kind == MEASURE_OF_CAPACITY;
}
