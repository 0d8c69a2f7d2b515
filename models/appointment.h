/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_APPOINTMENT_H
#define RECEPT_APPOINTMENT_H

#include "step.h"

/* Appointments: when a contact can take place, what it commits, and what comes in between:
 * "afspraken voor kennismaking, rondleiding of anderszins vaker verzet moeten worden" (lesson
 * 2). */

/* A day, and the seat's date in the agenda or NONE. */
struct slot {
    int day, date;
};

/* The first day at or after `wanted` on which the contact moment can take place: an occasion
 * with a free seat, or an open day. The day is step_end(s) when there is none in time. */
struct slot appointment_find(const struct step *s, int contact, int wanted);

/* What an outreach appointment for the contact at `date` commits. With occasions charged whole
 * the first one there commits the whole occasion, until somebody attends. An occasion is paid
 * once in a campaign: by care when a partner's contact is the first that is held there, else by
 * outreach; the others of either kind come at their own cost. */
micro appointment_cost(const struct step *s, int contact, int date);

/* Takes the slot: the seat, what it commits, and the day. One that is too late takes nothing.
 * The caller queues the plan for its day. */
void appointment_make(const struct step *s, struct slot slot);

/* Gives back the seat and what was committed. */
void appointment_cancel(const struct step *s);

/* Lead time of the planned contact, in days; with the handover factor if `handover`. */
int appointment_lead(const struct step *s, bool handover, uint32_t word);

/* True when the contact is moved by a fresh lead time: with probability `reschedule`, decided
 * by WORD_DELAY above `before`, the part of it that something else took. */
bool appointment_moved(const struct step *s, chance before);

/* True when the team has no hours left this week: the contact goes to the first day of the
 * next. */
bool appointment_waits(const struct step *s);

/* Moves the appointment to the first slot at or after `wanted`. */
void appointment_postpone(const struct step *s, int wanted);

/* Books what a contact that takes place costs, and the hours of the week that it uses. */
void appointment_hold(const struct step *s);

#endif
