/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "response.h"

#include "campaign.h"

#include <math.h>
#include <string.h>

#define DAYS_PER_MONTH 30.0

/* exp(-x), kept where a product of all factors stays a number: certainty is reached long
 * before. */
static double factor(double x)
{
    return exp(x < -80.0 ? 80.0 : x > 80.0 ? -80.0 : -x);
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

/* exp(x), kept finite: the factor of an effect that counts against progress. */
static double factor_against(double x)
{
    return factor(-x);
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
        by_segment_row(t->build_up, t->build_up_cap, &r->build_up, s, built, factor);
        by_segment_row(t->repetition, t->max_times, &r->repetition, s, times, factor_against);
        t->click_sd[s] = r->click_sd.at[s];
    }
}

static void circumstances(struct campaign *c)
{
    const struct scenario *scenario = c->scenario;
    for (int s = 0; s < c->n_segments; s++) {
        double warm = factor(scenario->response.warm.at[s]);
        double customer = factor(scenario->peers.customer.at[s]);
        double staff = factor(scenario->decision.employee.at[s]);
        for (int bits = 0; bits < N_CIRCUMSTANCES; bits++) {
            double product = bits & WARM ? warm : 1.0;
            product *= bits & CUSTOMER ? customer : 1.0;
            product *= bits & STAFF ? staff : 1.0;
            c->response.circumstance[s][bits] = product;
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

/* Again, segments next to each other are often alike. */
static double *contacts(const struct campaign *c, struct arena *arena, int stage)
{
    int n = c->n_contacts;
    double *odds = arena_new(arena, (size_t)(c->n_segments * n), sizeof *odds);
    for (int i = 0; i < n; i++) {
        double before = NAN;
        for (int s = 0; s < c->n_segments; s++) {
            double x = contact_x(c, stage, s, i);
            double *at = &odds[s * n + i];
            *at = x == before ? at[-n] : factor(x);
            before = x;
        }
    }
    return odds;
}

void response_tables_init(struct campaign *c, struct arena *arena, bool open)
{
    struct response_tables *t = &c->response;
    (void)open;
    t->n_contacts = c->n_contacts;
    small_numbers(c, arena);
    circumstances(c);
    relapses(t, arena, &c->scenario->response, c->outreach_days);
    for (int stage = 0; stage < N_RESPONSES; stage++)
        t->contact[stage] = contacts(c, arena, stage);
    for (int stage = 0; stage < N_STAGES; stage++)
        t->dropout[stage] = chance_of(c->scenario->response.dropout[stage]);
}
