/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario.h"
#include "text.h"

/* The model of configs/bench.cfg as the baselines want it: plain numbers, natural units. What
 * that config leaves out (everything that couples companies, busy spells, build-up, ...) is not
 * there. */
enum { FUNNEL_MOST = 32 };

struct funnel {
    int companies, segments, outreach_days;
    double intake_per_week;
    double hourly_rate, research_hours, reschedule_hours;
    double click_sd;
    double response[N_RESPONSES][MAX_SEGMENTS]; /* logit: intercept and segment's effects */
    double dropout[N_STAGES];
    int length; /* of the sequence; the talk comes after it in the arrays below */
    double strength[FUNNEL_MOST], hours[FUNNEL_MOST], cost_eur[FUNNEL_MOST];
    double lead_days[FUNNEL_MOST], reschedule[FUNNEL_MOST];
};

/* What campaigns came to, summed over replications, and the squares. */
enum total { TOTAL_PARTNERS, TOTAL_CONTACTS, TOTAL_COST, TOTAL_HOURS, TOTAL_DAYS, N_TOTALS };
struct funnel_totals {
    double replications;
    double sum[N_TOTALS], square[N_TOTALS];
};

/* Takes the numbers of a scenario's first strategy. False when it is not such a funnel: then
 * the baselines would simulate another model. */
bool funnel_init(struct funnel *funnel, const struct scenario *scenario);

/* Adds the funnel to `text` as JSON. */
void funnel_json(const struct funnel *funnel, struct text *text);

/* Adds one campaign. */
void funnel_count(struct funnel_totals *totals, const double campaign[N_TOTALS]);
