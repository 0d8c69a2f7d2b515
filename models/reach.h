/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "appointment.h"

/* Reach: a newsletter is not always opened, nor a call always answered. A contact that does not
 * reach the company costs what it costs and takes its place in time, the seat at an occasion
 * included, but it is not held: the company has not noticed it. The next is planned as after
 * any contact. [A: the source does not tell reach from effect.] */

/* Whether the contact that takes place today, the `number`th, reaches the company: drawn each
 * time one does. */
static inline bool reach_succeeds(const struct step *s, uint32_t number)
{
    chance reach = step_moment(s)->reach;
    enum purpose purpose = s->care ? PURPOSE_CARE_REACH : PURPOSE_REACH;
    return reach == CHANCE_ALWAYS ||
           chance_happens(reach, step_draw(s, number, purpose, s->plan->attempt).word[0]);
}

/* Books the contact that does not. */
static inline void reach_fail(const struct step *s)
{
    appointment_take_place(s);
    if (!s->care)
        step_missed(s)->not_reached++;
    step_counts(s)->not_reached[step_counted_as(s)]++;
}
