/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "straightforward.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

static int lead(gsl_rng *rng, const struct funnel *f, int contact)
{
    int days = (int)ceil(gsl_ran_exponential(rng, f->lead_days[contact]));
    return days > 1 ? days : 1;
}

static bool happens(gsl_rng *rng, double probability)
{
    return gsl_rng_uniform(rng) < probability;
}

/* One company from its approach until it has joined, said no, run out of contacts, or time is
 * up. */
static void follow(gsl_rng *rng, const struct funnel *f, int approached, double x[N_TOTALS])
{
    int segment = (int)gsl_rng_uniform_int(rng, (unsigned long)f->segments);
    double click = gsl_ran_gaussian(rng, f->click_sd);
    int stage = ATTENTION, held = 0, contact = 0;
    int day = approached + lead(rng, f, contact);
    x[TOTAL_HOURS] += f->research_hours;
    while (day < f->outreach_days) {
        if (happens(rng, f->reschedule[contact])) {
            x[TOTAL_HOURS] += f->reschedule_hours;
            day += lead(rng, f, contact);
            continue;
        }
        held++;
        x[TOTAL_CONTACTS] += 1.0;
        x[TOTAL_HOURS] += f->hours[contact];
        x[TOTAL_COST] += f->cost_eur[contact];
        if (stage == ACTION) {
            x[TOTAL_PARTNERS] += 1.0;
            x[TOTAL_DAYS] += day - approached;
            return;
        }
        double logit = f->response[stage][segment] + f->strength[contact] + click;
        if (happens(rng, 1.0 / (1.0 + exp(-logit))))
            stage++;
        else if (happens(rng, f->dropout[stage]))
            return;
        if (held == f->length)
            return;
        contact = stage == ACTION ? f->length : held;
        day += lead(rng, f, contact);
    }
}

void straightforward_run(
    const struct funnel *f, unsigned long seed, int replications, struct funnel_totals *totals)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (int r = 0; r < replications; r++) {
        double x[N_TOTALS] = {0.0};
        for (int j = 0; j < f->companies; j++)
            follow(rng, f, (int)floor(7.0 * j / f->intake_per_week + 1e-9), x);
        x[TOTAL_COST] += x[TOTAL_HOURS] * f->hourly_rate;
        funnel_count(totals, x);
    }
    gsl_rng_free(rng);
}
