/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "response.h"

#include "campaign.h"
#include "normal.h"

#include <math.h>
#include <string.h>

#define DAYS_PER_MONTH 30.0
/* No personal click is further from the middle: words of 32 bits have none that is. */
#define MOST_DEVIATIONS 6.5

/* What the tables hold of an effect x: a factor of the odds against progress, or its
 * logarithm. */
static double factor(double x)
{
    return exp(-x);
}

static double logarithm(double x)
{
    return -x;
}

static double contact_x(const struct campaign *c, int stage, int segment, int i)
{
    const struct response *r = &c->scenario->response;
    const struct contact *contact = &c->scenario->catalogue.contact[i];
    const struct mode *mode = &c->scenario->catalogue.mode[contact->mode];
    double effect =
        contact->own_effect ? contact->effect[stage] : contact->strength + mode->effect[stage];
    return r->intercept[stage] + r->effects[stage].at[segment] + effect -
           r->time_scarcity.at[segment] * contact->company_hours +
           campaign_aids(c, segment, (enum stage)stage);
}

static void small_numbers(struct campaign *c, struct arena *arena)
{
    const struct response *r = &c->scenario->response;
    struct response_tables *t = &c->response;
    t->build_up_cap = r->build_up_cap;
    t->max_times = c->outreach_days < MAX_TIMES ? c->outreach_days : MAX_TIMES;
    size_t built = (size_t)t->build_up_cap + 1, times = (size_t)t->max_times + 1;
    t->build_up = arena_new(arena, (size_t)c->n_segments * built, sizeof(double));
    t->repetition = arena_new(arena, (size_t)c->n_segments * times, sizeof(double));
    for (int s = 0; s < c->n_segments; s++) {
        by_segment_row(
            t->build_up, t->build_up_cap, &r->build_up, s, built, t->logs ? logarithm : factor);
        by_segment_row(t->repetition, t->max_times, &r->repetition, s, times,
            t->logs ? by_segment_same : exp);
        t->click_sd[s] = r->click_sd.at[s];
    }
}

static void circumstances(struct campaign *c)
{
    const struct scenario *scenario = c->scenario;
    bool logs = c->response.logs;
    double (*of)(double) = logs ? logarithm : factor;
    for (int s = 0; s < c->n_segments; s++) {
        const double factors[] = {of(scenario->response.warm.at[s]),
            of(scenario->peers.customer.at[s]), of(scenario->decision.employee.at[s])};
        for (int bits = 0; bits < N_CIRCUMSTANCES; bits++) {
            double all = logs ? 0.0 : 1.0;
            for (int i = 0; i < 3; i++)
                if (bits & 1 << i)
                    all = logs ? all + factors[i] : all * factors[i];
            c->response.circumstance[s][bits] = all;
        }
    }
}

/* For gaps of more than the days of grace; 0 up to then. Nothing is lost of attention, nor of
 * action. */
static void relapses(
    struct response_tables *t, struct arena *arena, const struct response *r, int days)
{
    const chance *never = arena_new(arena, (size_t)days + 1, sizeof(chance));
    t->relapse[ATTENTION] = t->relapse[ACTION] = never;
    for (int stage = INTEREST; stage <= DESIRE; stage++) {
        chance *relapse = arena_new(arena, (size_t)days + 1, sizeof(chance));
        for (int late = 1; late <= days - r->grace_days; late++)
            relapse[r->grace_days + late] =
                chance_of(-expm1(-r->relapse_per_month[stage] * late / DAYS_PER_MONTH));
        t->relapse[stage] = relapse;
    }
}

/* Again, segments next to each other are often alike. `most` becomes the size of the largest x,
 * if it is larger. */
static double *contacts(const struct campaign *c, struct arena *arena, int stage, double *most)
{
    int n = c->n_contacts;
    double *odds = arena_new(arena, (size_t)(c->n_segments * n), sizeof *odds);
    for (int i = 0; i < n; i++) {
        double before = NAN;
        for (int s = 0; s < c->n_segments; s++) {
            double x = contact_x(c, stage, s, i);
            double *at = &odds[s * n + i];
            *at = x == before ? at[-n] : c->response.logs ? logarithm(x) : factor(x);
            *most = fmax(*most, fabs(x));
            before = x;
        }
    }
    return odds;
}

/* How large all that depends on the company and its contacts can be together, in any segment.
 */
static double most_besides(const struct campaign *c)
{
    const struct response *r = &c->scenario->response;
    const struct response_tables *t = &c->response;
    double most = 0.0;
    for (int s = 0; s < c->n_segments; s++)
        most = fmax(most, fabs(r->build_up.at[s]) * t->build_up_cap +
                              fabs(r->repetition.at[s]) * t->max_times +
                              r->click_sd.at[s] * MOST_DEVIATIONS + fabs(r->warm.at[s]) +
                              fabs(c->scenario->peers.customer.at[s]) +
                              fabs(c->scenario->decision.employee.at[s]));
    return most;
}

/* Returns how large x can be. */
static double tabulate(struct campaign *c, struct arena *arena, bool logs)
{
    struct response_tables *t = &c->response;
    double most = 0.0;
    t->logs = logs;
    small_numbers(c, arena);
    circumstances(c);
    for (int stage = 0; stage < N_RESPONSES; stage++)
        t->contact[stage] = contacts(c, arena, stage, &most);
    return most + most_besides(c);
}

struct response_factors response_factors_of(const struct response_tables *t, int segment)
{
    struct response_factors factors = {
        .build_up = t->build_up + (size_t)segment * ((size_t)t->build_up_cap + 1),
        .repetition = t->repetition + (size_t)segment * ((size_t)t->max_times + 1),
    };
    memcpy(factors.circumstance, t->circumstance[segment], sizeof factors.circumstance);
    return factors;
}

void response_tables_init(struct campaign *c, struct arena *arena, bool open)
{
    struct response_tables *t = &c->response;
    (void)open;
    normal_prepare();
    relapses(t, arena, &c->scenario->response, c->outreach_days);
    if (tabulate(c, arena, false) > MOST_EXPONENT)
        tabulate(c, arena, true);
    for (int stage = 0; stage < N_STAGES; stage++)
        t->dropout[stage] = chance_of(c->scenario->response.dropout[stage]);
}
