/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "appointment.h"

/* No-shows: the company does not turn up for an appointment. It is moved as other appointments
 * are, but what it takes is a part of the contact's own hours and cost (no_show_share), not the
 * hours of a move; an occasion is charged, and its seat used, as if the company had attended.
 * [A: the source tells only of appointments that are moved.] */

/* `word` stands for the lead time; returns the day wanted. */
static inline int no_show(const struct step *s, uint32_t word)
{
    const struct toll *toll = &s->campaign->team.toll[s->plan->contact];
    const struct price *lost = &toll->no_show;
    micro cost = lost->cost + toll->share.cost;
    appointment_book(s, lost->hours, lost->hours + toll->share.hours, cost,
        step_moment(s)->funded ? cost : 0);
    step_counts(s)->no_show[step_counted_as(s)]++;
    if (!s->care) {
        struct missed *missed = step_missed(s);
        missed->no_shows++;
        missed->no_show_hours += lost->hours;
        missed->no_show_cost += lost->cost;
    }
    int wanted = s->day + appointment_lead(s, false, word);
    appointment_make_again(s, wanted);
    return wanted;
}
