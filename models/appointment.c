/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointment.h"

/* What the hub's funding can be asked to pay a part of. */
static micro funding_base(const struct step *s, micro cost)
{
    return !s->care && s->campaign->funded[s->plan->contact] ? cost : 0;
}

static uint16_t *seats_of(const struct step *s)
{
    return s->block->seats + (size_t)s->replication * (size_t)s->campaign->agenda.n;
}

static bool *attended_of(const struct step *s)
{
    return s->block->attended + (size_t)s->replication * (size_t)s->campaign->agenda.n;
}

static uint16_t *promised_of(const struct step *s)
{
    return s->block->promised + (size_t)s->replication * (size_t)s->campaign->agenda.n;
}

/* The whole occasion is outreach's to commit from its first appointment there until somebody
 * attends or its last appointment goes: whether partners have seats there is no matter. */
static bool is_committed(const struct step *s, int date)
{
    return promised_of(s)[date] > 0 && !attended_of(s)[date];
}

micro appointment_cost(const struct step *s, int contact, int date)
{
    const struct toll *toll = &s->campaign->team.toll[contact];
    bool first = date != NONE && !is_committed(s, date) && !attended_of(s)[date];
    return toll->cost + (first ? toll->occasion_cost : 0);
}

struct slot appointment_find(const struct step *s, int contact, int wanted)
{
    const struct campaign *c = s->campaign;
    int end = step_end(s);
    struct slot never = {end, NONE}, slot = never;
    if (wanted >= end)
        return never;
    if (c->agenda.from_day[contact] == NULL) {
        slot.day = calendar_open(&c->calendar, wanted);
    } else {
        slot.date =
            agenda_find(&c->agenda, &c->scenario->catalogue, contact, wanted, seats_of(s));
        slot.day = slot.date != NO_DATE ? c->agenda.day[slot.date] : end;
    }
    return slot.day < end ? slot : never;
}

static void take_seats(const struct step *s, int date, int n)
{
    if (date == NONE)
        return;
    seats_of(s)[date] = (uint16_t)(seats_of(s)[date] + n);
    if (!s->care)
        promised_of(s)[date] = (uint16_t)(promised_of(s)[date] + n);
}

void appointment_make(const struct step *s, struct slot slot)
{
    s->plan->day = slot.day;
    s->plan->date = slot.date;
    if (slot.day >= step_end(s))
        return;
    if (!s->care)
        s->ledger->committed += appointment_cost(s, s->plan->contact, slot.date);
    take_seats(s, slot.date, 1);
}

void appointment_cancel(const struct step *s)
{
    take_seats(s, s->plan->date, -1);
    if (!s->care)
        s->ledger->committed -= appointment_cost(s, s->plan->contact, s->plan->date);
}

void appointment_postpone(const struct step *s, int wanted)
{
    s->plan->attempt++;
    appointment_cancel(s);
    appointment_make(s, appointment_find(s, s->plan->contact, wanted));
}

static bool owner_is_spoken_to(const struct course *course)
{
    return course->stage == ACTION || course->person == OWNER;
}

int appointment_lead(const struct step *s, bool handover, uint32_t word)
{
    const struct course *course = s->course;
    int kind = (owner_is_spoken_to(course) ? LEAD_OWNER : 0) | (handover ? LEAD_HANDOVER : 0);
    return count_draw(
        lead_time(&s->campaign->lead, course->segment, s->plan->contact, kind), word);
}

bool appointment_moved(const struct step *s, chance before)
{
    const struct campaign *c = s->campaign;
    if (!chance_happens(
            chance_then(before, c->reschedule[s->plan->contact]), s->word[WORD_DELAY]))
        return false;
    s->course->moves = (uint16_t)(s->course->moves + !s->care);
    step_counts(s)->moved[step_counted_as(s)]++;
    step_spend(s, c->team.move_hours, c->team.move_cost);
    appointment_postpone(s, s->day + appointment_lead(s, false, s->word[WORD_LEAD]));
    return true;
}

static micro *used_of(const struct step *s)
{
    return &s->block->used[(size_t)s->replication * (size_t)s->campaign->weeks +
                           (size_t)(s->day / DAYS_PER_WEEK)];
}

bool appointment_waits(const struct step *s)
{
    struct planned_contact *plan = s->plan;
    const struct campaign *c = s->campaign;
    if (!c->team.limited || !c->waits[plan->contact] ||
        !team_must_wait(&c->team, *used_of(s), c->team.toll[plan->contact].hours))
        return false;
    if (!plan->waited) {
        s->course->waits = (uint16_t)(s->course->waits + !s->care);
        step_counts(s)->waited[step_counted_as(s)]++;
    }
    plan->waited = true;
    appointment_postpone(s, (s->day / DAYS_PER_WEEK + 1) * DAYS_PER_WEEK);
    return true;
}

/* Charged whole, an occasion is paid once, when the first of this campaign attends, by outreach
 * or by care as the first is; what outreach had committed for it is settled either way. */
static void attend_occasion(const struct step *s, const struct toll *toll)
{
    bool *attended = &attended_of(s)[s->plan->date];
    if (*attended)
        return;
    if (is_committed(s, s->plan->date))
        s->ledger->committed -= toll->occasion_cost;
    *attended = true;
    if (toll->occasion_cost == 0 && toll->occasion_hours == 0)
        return;
    step_spend(s, toll->occasion_hours, toll->occasion_cost);
    s->course->fundable += funding_base(s, toll->occasion_cost);
    step_counts(s)->occasions[step_counted_as(s)]++;
}

void appointment_hold(const struct step *s)
{
    const struct toll *toll = &s->campaign->team.toll[s->plan->contact];
    if (s->plan->date != NONE)
        attend_occasion(s, toll);
    if (!s->care)
        s->ledger->committed -= toll->cost;
    step_spend(s, toll->charged, toll->cost);
    s->course->fundable += funding_base(s, toll->cost);
    *used_of(s) += toll->hours;
    step_counts(s)->held[step_counted_as(s)]++;
}
