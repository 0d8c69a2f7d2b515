/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "step.h"

/* Appointments: when a contact can take place, what it commits, and what comes in between:
 * "afspraken voor kennismaking, rondleiding of anderszins vaker verzet moeten worden" (lesson
 * 2). */

/* What the hub's funding can be asked to pay a part of. */
INLINED micro funding_base(const struct step *s, micro cost)
{
    return !s->care && step_moment(s)->funded ? cost : 0;
}

/* The whole occasion is outreach's to commit from its first appointment there until somebody
 * attends or its last appointment goes: whether partners have seats there is no matter. */
INLINED bool is_committed(const struct step *s, int date)
{
    return s->ledger->promised[date] > 0 && !s->ledger->attended[date];
}

/* What an outreach appointment for the contact at `date` commits. With occasions charged whole
 * the first one there commits the whole occasion, until somebody attends. An occasion is paid
 * once in a campaign: by care when a partner's contact is the first that is held there, else by
 * outreach; the others of either kind come at their own cost. */
INLINED micro appointment_cost(const struct step *s, int contact, int date)
{
    const struct toll *toll = &s->campaign->team.toll[contact];
    bool first = date != NO_DATE && s->campaign->team.whole && !is_committed(s, date) &&
                 !s->ledger->attended[date];
    return toll->all.cost + (first ? toll->whole.cost : 0);
}

/* The first day at or after `wanted` on which the contact moment can take place: an occasion
 * with a free seat, or an open day. The day is step_end(s) or later when there is none in time.
 */
INLINED struct slot appointment_find(const struct step *s, int contact, int wanted)
{
    return agenda_find(&s->campaign->agenda, contact, wanted, s->ledger->seats);
}

INLINED void take_seats(const struct step *s, int date, int n)
{
    if (date == NO_DATE)
        return;
    s->ledger->seats[date] = (uint16_t)(s->ledger->seats[date] + n);
    if (SELDOM_IF(s->campaign->team.whole && !s->care))
        s->ledger->promised[date] = (uint16_t)(s->ledger->promised[date] + n);
}

/* Takes the slot: the seat, what it commits, and the day. One that is too late takes nothing.
 * The caller queues the plan for its day. */
INLINED void appointment_make(const struct step *s, struct slot slot)
{
    s->plan->day = slot.day;
    s->plan->date = NO_DATE;
    if (slot.day >= step_end(s))
        return;
    s->plan->date = slot.date;
    if (SELDOM_IF(s->campaign->team.bounded && !s->care))
        s->ledger->committed += appointment_cost(s, s->plan->contact, slot.date);
    take_seats(s, slot.date, 1);
}

/* Gives back the seat and what was committed. */
INLINED void appointment_cancel(const struct step *s)
{
    take_seats(s, s->plan->date, -1);
    if (SELDOM_IF(s->campaign->team.bounded && !s->care))
        s->ledger->committed -= appointment_cost(s, s->plan->contact, s->plan->date);
}

/* Makes an appointment once more, in the first slot at or after `wanted`. */
INLINED void appointment_make_again(const struct step *s, int wanted)
{
    s->plan->attempt++;
    appointment_make(s, appointment_find(s, s->plan->contact, wanted));
}

/* Moves the appointment there. */
INLINED void appointment_postpone(const struct step *s, int wanted)
{
    appointment_cancel(s);
    appointment_make_again(s, wanted);
}

INLINED bool owner_is_spoken_to(const struct course *course)
{
    return (course->stage == ACTION) | (course->person == OWNER);
}

/* Lead time of the planned contact, in days; with the handover factor if `handover`. */
INLINED int appointment_lead(const struct step *s, bool handover, uint32_t word)
{
    const struct course *course = s->course;
    int kind = (owner_is_spoken_to(course) ? LEAD_OWNER : 0) | (handover ? LEAD_HANDOVER : 0);
    return count_draw(step_moment(s)->lead[kind], word);
}

/* Moves the contact by a fresh lead time, for which `word` stands, at the team's cost; returns
 * the day wanted. */
INLINED int appointment_move(const struct step *s, uint32_t word)
{
    const struct campaign *c = s->campaign;
    if (!s->care)
        step_record(s)->moves++;
    step_counts(s)->moved[step_counted_as(s)]++;
    step_spend(s, c->team.move.hours, c->team.move.cost);
    int wanted = s->day + appointment_lead(s, false, word);
    appointment_postpone(s, wanted);
    return wanted;
}

/* True when the team has no hours left this week. */
INLINED bool appointment_must_wait(const struct step *s)
{
    return step_week(s)->used > step_moment(s)->most_used;
}

/* Puts the contact off to the first day of the next week. */
INLINED void appointment_wait(const struct step *s)
{
    if (!s->plan->waited) {
        if (!s->care)
            step_record(s)->waits++;
        step_week(s)->waited += !s->care;
        step_counts(s)->waited[step_counted_as(s)]++;
    }
    s->plan->waited = true;
    appointment_postpone(s, (s->day / DAYS_PER_WEEK + 1) * DAYS_PER_WEEK);
}

/* Charged whole, an occasion is paid once, when the first of this campaign attends, by outreach
 * or by care as the first is; what outreach had committed for it is settled either way. */
SELDOM static void attend_occasion(const struct step *s)
{
    const struct toll *toll = &s->campaign->team.toll[s->plan->contact];
    bool *attended = &s->ledger->attended[s->plan->date];
    if (s->plan->date == NO_DATE || *attended)
        return;
    if (SELDOM_IF(s->campaign->team.bounded && is_committed(s, s->plan->date)))
        s->ledger->committed -= toll->whole.cost;
    *attended = true;
    step_spend(s, toll->whole.hours, toll->whole.cost);
    step_record(s)->fundable += funding_base(s, toll->whole.cost);
    step_counts(s)->occasions[step_counted_as(s)]++;
}

/* Books what comes of an appointment on its day, its occasion included: what is charged, and
 * the hours that it uses of those of the week. */
INLINED void appointment_book(
    const struct step *s, micro used, micro charged, micro cost, micro fundable)
{
    struct week *week = step_week(s);
    if (SELDOM_IF(s->campaign->team.whole)) {
        struct step own = *s;
        attend_occasion(&own);
    }
    week->used += used;
    if (s->care) {
        step_spend(s, charged, cost);
        return;
    }
    struct record *record = step_record(s);
    record->hours += charged;
    record->counted += used;
    record->cost += cost;
    week->cost += cost;
    s->ledger->spent += cost;
    record->fundable += fundable;
    if (SELDOM_IF(s->campaign->team.bounded))
        s->ledger->committed -= step_moment(s)->cost;
}

/* Books a contact that takes place, whether or not it reaches the company. */
INLINED void appointment_take_place(const struct step *s)
{
    const struct moment *moment = step_moment(s);
    appointment_book(s, moment->hours, moment->charged, moment->cost, moment->fundable);
}

INLINED void appointment_hold(const struct step *s)
{
    appointment_take_place(s);
    step_counts(s)->held[step_counted_as(s)]++;
}
