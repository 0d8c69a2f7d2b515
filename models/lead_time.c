/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead_time.h"

#include "campaign.h"

#include <string.h>

/* The tables made so far; a handful, searched in order. */
struct made {
    struct made *next;
    double shape, mean;
    struct count_table table;
};

static const struct count_table *table_of(
    struct made **made, struct arena *arena, double shape, double mean, int highest, bool open)
{
    for (const struct made *m = *made; m != NULL; m = m->next)
        if (m->shape == shape && m->mean == mean)
            return &m->table;
    struct made *m = arena_new(arena, 1, sizeof *m);
    m->shape = shape;
    m->mean = mean;
    count_table_gamma_days(&m->table, arena, shape, mean, highest);
    if (!open)
        count_table_close(&m->table);
    m->next = *made;
    *made = m;
    return &m->table;
}

void lead_times_init(struct campaign *c, struct arena *arena, bool open)
{
    const struct decision *decision = &c->scenario->decision;
    const struct catalogue *catalogue = &c->scenario->catalogue;
    struct lead_times *times = &c->lead;
    bool used[MAX_CONTACTS] = {false};
    for (int i = 0; i < c->scenario->n_strategies; i++)
        campaign_mark_contacts(c, &c->scenario->strategy[i], used);
    times->n_contacts = catalogue->n;
    times->of = arena_new(arena, (size_t)(c->n_segments * catalogue->n * LEAD_KINDS),
        sizeof(struct count_table *));
    for (int i = 0; i < catalogue->n; i++) {
        const struct contact *contact = &catalogue->contact[i];
        bool appointment = catalogue->mode[contact->mode].appointment;
        struct made *made = NULL;
        for (int s = 0; s < c->n_segments && (used[i] || open); s++) {
            for (int kind = 0; kind < LEAD_KINDS; kind++) {
                double mean = contact->lead_days;
                mean *=
                    kind & LEAD_OWNER && appointment ? decision->owner_lead_factor.at[s] : 1.0;
                mean *= kind & LEAD_HANDOVER ? decision->handover_factor.at[s] : 1.0;
                times->of[(s * catalogue->n + i) * LEAD_KINDS + kind] =
                    table_of(&made, arena, contact->lead_shape, mean, c->days, open);
            }
        }
    }
}
