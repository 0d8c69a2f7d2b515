/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter.h"

#include <math.h>
#include <string.h>

static double *place_of(struct filter_cloud *cloud, int nodes, const struct filter_state *state)
{
    for (int i = cloud->n - 1; i >= 0; i--)
        if (memcmp(&cloud->state[i], state, sizeof *state) == 0)
            return cloud->mass + (size_t)i * (size_t)nodes;
    if (cloud->n == cloud->room) {
        cloud->room = 2 * cloud->room + 16;
        cloud->state = memory_resize(cloud->state, (size_t)cloud->room, sizeof *cloud->state);
        cloud->mass = memory_resize(
            cloud->mass, (size_t)cloud->room * (size_t)nodes, sizeof *cloud->mass);
    }
    double *mass = cloud->mass + (size_t)cloud->n * (size_t)nodes;
    memset(mass, 0, (size_t)nodes * sizeof *mass);
    cloud->state[cloud->n++] = *state;
    return mass;
}

void filter_cloud_add(struct filter_cloud *cloud, int nodes, const struct filter_state *state,
    double weight, const double *mass, const double *by, bool less)
{
    if (!(weight > 0.0))
        return;
    double *restrict into = place_of(cloud, nodes, state);
    for (int j = 0; j < nodes && by == NULL; j++)
        into[j] += weight * mass[j];
    for (int j = 0; j < nodes && by != NULL && less; j++)
        into[j] += weight * mass[j] * (1.0 - by[j]);
    for (int j = 0; j < nodes && by != NULL && !less; j++)
        into[j] += weight * mass[j] * by[j];
}

/* The chances of progress at all nodes, made once for all states that share them. */
static const double *chances(
    struct filter *f, const struct filter_step *step, int stage, int circumstance)
{
    const struct response_tables *t = &f->campaign->response;
    int segment = step->path->row->segment, contact = step->contact->contact;
    double *likely =
        f->chance + (size_t)(stage * N_CIRCUMSTANCES + circumstance) * (size_t)f->at->n;
    if (f->made[stage][circumstance])
        return likely;
    f->made[stage][circumstance] = true;
    int times = f->times[contact];
    struct asked asked = {
        .contact = t->contact[stage][segment * f->campaign->n_contacts + contact],
        .held = step->held,
        .times = times < t->max_times ? times : t->max_times,
        .circumstance = circumstance,
    };
    for (int j = 0; j < f->at->n; j++) {
        asked.click = f->at->click[j];
        likely[j] = 1.0 / (1.0 + response_odds_against(
                                     t, &f->campaign->cohort[segment]->response, &asked));
    }
    return likely;
}

/* The sum over nodes of mass times chance, and of mass. */
static double mean(const double *mass, const double *likely, int nodes, double *all)
{
    double sum[2] = {0.0, 0.0}, mass_sum[2] = {0.0, 0.0};
    /* Two at a time, as each addition waits for the one before. Nodes are odd in number. */
    for (int j = 0; j + 1 < nodes; j += 2)
        for (int k = 0; k < 2; k++) {
            sum[k] += mass[j + k] * likely[j + k];
            mass_sum[k] += mass[j + k];
        }
    *all = mass_sum[0] + mass_sum[1] + mass[nodes - 1];
    return sum[0] + sum[1] + mass[nodes - 1] * likely[nodes - 1];
}

static bool may_be_won(const struct filter_step *step, bool won)
{
    enum answer said = step->contact->won;
    if (said == NOT_SAID)
        return !step->path->has_won || !won;
    return won == (said == YES);
}

static bool may_be_in(const struct filter_step *step, int stage)
{
    return step->contact->stage_after == NONE || step->contact->stage_after == stage;
}

static struct filter_state progressed(struct filter_state state)
{
    state.in_a_row = 0;
    if (state.stage == DESIRE && state.two && !state.won_first) {
        state.won_first = true;
        state.person = state.person == OWNER ? EMPLOYEE : OWNER;
    } else {
        state.stage++;
    }
    return state;
}

/* The chance of what is known of a no, where there was no progress. */
static double no_factor(const struct filter *f, const struct filter_step *step, int stage)
{
    const struct catalogue *catalogue = &f->campaign->scenario->catalogue;
    const struct contact *contact = &catalogue->contact[step->contact->contact];
    double dropout = catalogue->mode[contact->mode].appointment
                         ? f->campaign->scenario->response.dropout[stage]
                         : 0.0;
    if (step->any_no)
        return 1.0;
    return step->no == YES ? dropout : step->no == NO ? 1.0 - dropout : 1.0;
}

/* A talk ends in action or in a partnership, and which of them is no matter of responses. */
static void talk(struct filter *f, const struct filter_step *step, struct filter_state state,
    double weight, const double *mass)
{
    int after = step->contact->stage_after;
    bool fits = after == NONE || after == ACTION ||
                (after == N_STAGES && step->contact->talk != TALK_REFUSED);
    state.in_a_row = (uint16_t)(state.in_a_row + !f->forgets);
    if (state.stage == ACTION && fits && step->contact->person != EMPLOYEE &&
        may_be_won(step, false))
        filter_cloud_add(&f->then, f->at->n, &state, weight, mass, NULL, false);
}

/* A state in which the contact asks for a response, once it is known who is met and whether the
 * company had fallen back. */
static void ask(struct filter *f, struct filter_step *step, struct filter_state state,
    double weight, const double *mass)
{
    const struct campaign *c = f->campaign;
    int stage = state.stage, nodes = f->at->n;
    if (step->contact->contact == c->scenario->catalogue.talk) {
        talk(f, step, state, weight, mass);
        return;
    }
    if (stage == ACTION)
        return;
    const struct order_tables *order = &c->cohort[step->path->row->segment]->order;
    if (f->followed && !order->flat && order->at_most[stage] == NULL)
        state.place[stage] =
            (uint16_t)strategy_position_after(order, (enum stage)stage, state.place[stage]);
    enum person met = state.two ? (enum person)state.person : OWNER;
    int staff = met == EMPLOYEE && stage == DESIRE;
    const double *likely =
        chances(f, step, stage, WARM * state.warm | CUSTOMER * state.customer | STAFF * staff);
    struct filter_state won = progressed(state), same = state;
    same.in_a_row = (uint16_t)(same.in_a_row + !f->forgets);
    double all, up = mean(mass, likely, nodes, &all);
    step->expected += weight * ((won.stage > step->recorded ? up : 0.0) +
                                   (same.stage > step->recorded ? all - up : 0.0));
    if (step->contact->person != UNKNOWN && step->contact->person != met)
        return;
    if (step->no != YES && may_be_in(step, won.stage) && may_be_won(step, stage == DESIRE))
        filter_cloud_add(&f->then, nodes, &won, weight, mass, likely, false);
    if (may_be_in(step, stage) && may_be_won(step, false))
        filter_cloud_add(
            &f->then, nodes, &same, weight * no_factor(f, step, stage), mass, likely, true);
}

/* First the company may have fallen back. */
static void relapse(struct filter *f, struct filter_step *step, struct filter_state state,
    double weight, const double *mass)
{
    const struct response *r = &f->campaign->scenario->response;
    int late = step->contact->gap - r->grace_days;
    double likely = 0.0;
    if ((state.stage == INTEREST || state.stage == DESIRE) && step->contact->gap > 0 &&
        late > 0)
        likely = -expm1(-r->relapse_per_month[state.stage] * late / 30.0);
    if (likely < 1.0)
        ask(f, step, state, weight * (1.0 - likely), mass);
    if (!(likely > 0.0))
        return;
    if (state.stage == DESIRE)
        state.won_first = false;
    state.stage--;
    ask(f, step, state, weight * likely, mass);
}

void filter_respond(struct filter *f, struct filter_step *step)
{
    const struct contact *contact =
        &f->campaign->scenario->catalogue.contact[step->contact->contact];
    f->then.n = 0;
    step->expected = 0.0;
    memset(f->made, 0, sizeof f->made);
    for (int i = 0; i < f->now.n; i++) {
        struct filter_state state = f->now.state[i];
        const double *mass = f->now.mass + (size_t)i * (size_t)f->at->n;
        if (!state.two || state.person != UNKNOWN) {
            relapse(f, step, state, 1.0, mass);
            continue;
        }
        state.person = OWNER;
        if (contact->owner > 0.0)
            relapse(f, step, state, contact->owner, mass);
        state.person = EMPLOYEE;
        if (contact->owner < 1.0)
            relapse(f, step, state, 1.0 - contact->owner, mass);
    }
}
