/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "response.h"

#include <math.h>
#include <string.h>

#define DAYS_PER_MONTH 30.0

/* exp(-x), kept where a product of all factors stays a number: certainty is reached long
 * before. */
static double factor(double x)
{
    return exp(x < -80.0 ? 80.0 : x > 80.0 ? -80.0 : -x);
}

static double aids_effect(const struct response_context *context, int segment, int stage)
{
    double sum = 0.0;
    const struct id_list *aids = &context->cocktail[segment].aids;
    for (int i = 0; i < aids->n; i++)
        sum += context->aids[aids->id[i]].effect[stage];
    return sum;
}

static double contact_x(const struct response *r, const struct catalogue *catalogue,
    const struct response_context *context, int stage, int segment, int c)
{
    const struct contact *contact = &catalogue->contact[c];
    double effect = contact->own_effect
                        ? contact->effect[stage]
                        : contact->strength + catalogue->mode[contact->mode].effect[stage];
    return r->intercept[stage] + r->effects[stage].at[segment] + effect -
           r->time_scarcity.at[segment] * contact->company_hours +
           aids_effect(context, segment, stage);
}

/* For gaps of more than the days of grace; 0 up to then. */
static chance relapse_chance(const struct response *r, int stage, int gap)
{
    double late = (double)(gap - r->grace_days);
    return chance_of(-expm1(-r->relapse_per_month[stage] * late / DAYS_PER_MONTH));
}

/* exp(x), kept finite: the factor of an effect that counts against progress. */
static double factor_against(double x)
{
    return factor(-x);
}

static void small_numbers(struct response_tables *t, struct arena *arena,
    const struct response *r, int n_segments, int days)
{
    t->build_up_cap = r->build_up_cap;
    t->max_times = days < MAX_TIMES ? days : MAX_TIMES;
    size_t built = (size_t)t->build_up_cap + 1, times = (size_t)t->max_times + 1;
    t->build_up = arena_new(arena, (size_t)n_segments * built, sizeof(double));
    t->repetition = arena_new(arena, (size_t)n_segments * times, sizeof(double));
    for (int s = 0; s < n_segments; s++) {
        by_segment_row(t->build_up, t->build_up_cap, &r->build_up, s, built, factor);
        by_segment_row(t->repetition, t->max_times, &r->repetition, s, times, factor_against);
        t->click_sd[s] = r->click_sd.at[s];
    }
}

static void circumstances(struct response_tables *t, const struct response *r, int n_segments,
    const struct response_context *context)
{
    for (int s = 0; s < n_segments; s++) {
        double warm = factor(r->warm.at[s]), customer = factor(context->customer->at[s]);
        double staff = factor(context->employee->at[s]);
        for (int bits = 0; bits < N_CIRCUMSTANCES; bits++) {
            double product = bits & WARM ? warm : 1.0;
            product *= bits & CUSTOMER ? customer : 1.0;
            product *= bits & STAFF ? staff : 1.0;
            t->circumstance[s][bits] = product;
        }
    }
}

/* Nothing is lost of attention, nor of action. */
static void relapses(
    struct response_tables *t, struct arena *arena, const struct response *r, int days)
{
    const chance *never = arena_new(arena, (size_t)days + 1, sizeof(chance));
    t->relapse[ATTENTION] = t->relapse[ACTION] = never;
    for (int stage = INTEREST; stage <= DESIRE; stage++) {
        chance *relapse = arena_new(arena, (size_t)days + 1, sizeof(chance));
        for (int gap = r->grace_days + 1; gap <= days; gap++)
            relapse[gap] = relapse_chance(r, stage, gap);
        t->relapse[stage] = relapse;
    }
}

/* Again, segments next to each other are often alike. */
static double *contacts(struct arena *arena, const struct response *r,
    const struct catalogue *catalogue, int n_segments, const struct response_context *context,
    int stage)
{
    double *odds = arena_new(arena, (size_t)(n_segments * catalogue->n), sizeof *odds);
    for (int c = 0; c < catalogue->n; c++) {
        double before = NAN;
        for (int s = 0; s < n_segments; s++) {
            double x = contact_x(r, catalogue, context, stage, s, c);
            double *at = &odds[s * catalogue->n + c];
            *at = x == before ? at[-catalogue->n] : factor(x);
            before = x;
        }
    }
    return odds;
}

void response_tables_init(struct response_tables *t, struct arena *arena,
    const struct response *r, const struct catalogue *catalogue, int n_segments, int days,
    struct response_context context)
{
    t->n_contacts = catalogue->n;
    small_numbers(t, arena, r, n_segments, days);
    circumstances(t, r, n_segments, &context);
    relapses(t, arena, r, days);
    for (int stage = 0; stage < N_RESPONSES; stage++)
        t->contact[stage] = contacts(arena, r, catalogue, n_segments, &context, stage);
    for (int stage = 0; stage < N_STAGES; stage++)
        t->dropout[stage] = chance_of(r->dropout[stage]);
}
