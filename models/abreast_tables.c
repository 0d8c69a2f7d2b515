/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abreast_tables.h"

static bool fits(const struct campaign *c)
{
    bool used[MAX_CONTACTS], fit = !c->coupled && !c->has_reach && !c->has_no_show &&
                                   c->max_held <= ABREAST_MOST_HELD;
    campaign_contacts(c, used);
    for (int i = 0; i < c->n_contacts && fit; i++)
        fit = !used[i] ||
              (!c->scenario->catalogue.contact[i].occasion.given &&
                  chance_of(c->scenario->catalogue.contact[i].reschedule) < CHANCE_ALWAYS);
    for (int s = 0; s < c->n_segments && fit; s++)
        for (int stage = 0; stage < N_STAGES; stage++)
            fit = fit && c->cohort[s]->order.at_most[stage] == NULL;
    return fit;
}

/* Whether all other factors of a company are 1: they are where the one of most contacts is. */
static bool is_plain(const struct campaign *c)
{
    bool plain = !c->response.logs;
    for (int s = 0; s < c->n_segments; s++) {
        const struct response_factors *of = &c->cohort[s]->response;
        plain = plain && of->build_up[c->response.build_up_cap] == 1.0 &&
                of->repetition[c->response.max_times] == 1.0 && of->circumstance[WARM] == 1.0 &&
                of->circumstance[CUSTOMER] == 1.0;
    }
    return plain;
}

static struct row row_of(const struct campaign *c, int segment, enum stage stage, int contact)
{
    const struct moment *moment = &c->cohort[segment]->moment[contact];
    chance dropout = moment->appointment ? c->response.dropout[stage] : 0;
    return (struct row){
        .moved = (uint32_t)chance_then(0, moment->reschedule),
        .no = (uint32_t)(dropout - 1),
        .against = stage < ACTION ? moment->against[stage] : 0.0,
        .count = (uint16_t)((contact * N_STAGES + (int)stage) * N_KINDS),
        .bits = (uint16_t)((dropout > 0 ? CAN_SAY_NO : 0) | (moment->trust ? IS_TRUSTING : 0) |
                           (moment->participation ? IS_PARTICIPATION : 0)),
        .lead = moment->lead[LEAD_OWNER],
    };
}

/* The row of a place: rows of a list lie together. */
static uint16_t place_row(const struct abreast_tables *t, const struct order_tables *order,
    int segment, int stage, int place)
{
    bool ends = order->list[stage][place] == NONE;
    return ends ? NO_ROW : (uint16_t)(t->first[segment][stage] + place);
}

static void link_rows(struct abreast_tables *t, const struct campaign *c, int segment)
{
    const struct order_tables *order = &c->cohort[segment]->order;
    for (int stage = 0; stage < N_STAGES; stage++)
        for (int place = 0; place < order->length[stage]; place++) {
            if (order->list[stage][place] == NONE)
                continue;
            struct row *row = &t->row[t->first[segment][stage] + place];
            *row = row_of(c, segment, (enum stage)stage, order->list[stage][place]);
            t->bits = t->bits || (row->bits & ~CAN_SAY_NO) != 0;
            int next = strategy_position_after(order, (enum stage)stage, place);
            row->next = place_row(t, order, segment, stage, next);
            if (stage < ACTION)
                row->up = place_row(t, order, segment, stage + 1, order->flat ? next : 0);
        }
}

static void tabulate_bookings(
    struct abreast_tables *t, struct arena *arena, const struct campaign *c)
{
    t->n_counts = c->n_contacts * N_STAGES * N_KINDS;
    char *room = arena_new(arena, (size_t)t->n_counts + 2, sizeof *t->booking);
    t->booking = (booking *)(room + (-(uintptr_t)room & (sizeof(booking) - 1)));
    for (int i = 0; i < t->n_counts; i++) {
        int contact = i / N_KINDS / N_STAGES, kind = i % N_KINDS;
        const struct price *all = &c->team.toll[contact].all;
        bool funded =
            !c->scenario->funding.to_company &&
            (c->scenario->funding.modes >> c->scenario->catalogue.contact[contact].mode &
                1ul) != 0;
        if (kind == WAS_MOVED)
            t->booking[i] = (booking){0, c->team.move.cost, 0, c->team.move.hours};
        else if (kind != WAS_BUSY)
            t->booking[i] =
                (booking){all->hours, all->cost, funded ? all->cost : 0, all->hours};
    }
}

const struct abreast_tables *abreast_tables_new(struct arena *arena, const struct campaign *c)
{
    if (!fits(c))
        return NULL;
    struct abreast_tables *t = arena_new(arena, 1, sizeof *t);
    int n = 1;
    for (int s = 0; s < c->n_segments; s++)
        for (int stage = 0; stage < N_STAGES; stage++) {
            t->first[s][stage] = (uint16_t)n;
            n += c->cohort[s]->order.length[stage];
        }
    if (n > UINT16_MAX)
        return NULL;
    t->row = arena_new(arena, (size_t)n, sizeof *t->row);
    t->row[NO_ROW].lead = lead_time(&c->lead, 0, c->scenario->catalogue.talk, 0);
    for (int s = 0; s < c->n_segments; s++) {
        link_rows(t, c, s);
        t->busy = t->busy || c->cohort[s]->begun[c->outreach_days] > 0;
    }
    for (int stage = 0; stage < N_STAGES; stage++)
        t->relapses = t->relapses || c->response.relapse[stage][c->outreach_days] > 0;
    t->plain = is_plain(c);
    tabulate_bookings(t, arena, c);
    return t;
}
