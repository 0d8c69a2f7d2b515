/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "calendar.h"
#include "segment.h"

/* Contact moments: "een overzicht weergegeven van de activiteiten die SPARK hanteert om de
 * bedrijven te benaderen" (The Rule of 7 & AIDA). */

/* The stages of AIDA: three with a response, and action, where a partnership is chosen. */
enum stage { ATTENTION, INTEREST, DESIRE, ACTION, N_STAGES };
enum { N_RESPONSES = 3, MAX_CONTACTS = 200, MAX_MODES = 32 };
/* Times that one contact moment is counted with one company; more count as that many. */
enum { MAX_TIMES = 255 };

/* "attention", ...: as configs and result files write them. */
extern const char *const stage_names[N_STAGES];

/* What a kind of contact does. */
struct mode {
    const char *id;
    double effect[N_RESPONSES]; /* on the logit scale, per stage */
    bool appointment;           /* asks for the company's time: busy spells, a no can follow */
    bool waits;                 /* needs free hours of the team */
    bool trust;                 /* counts as personal when a package is chosen */
    struct by_segment reach;    /* probability that a contact reaches the company */
};

/* A contact moment on fixed dates, with others in the room. */
struct occasion {
    bool given;
    int first_day, every_days, seats;
    double cost_eur, hours;
};

struct contact {
    const char *id;
    int nr;
    struct label label;
    enum stage stage; /* home stage; exactly one contact moment, the talk, has ACTION */
    int mode;
    double strength;
    bool own_effect; /* `effect` replaces strength + mode effect */
    double effect[N_RESPONSES];
    double hours;    /* staff hours per company attending */
    double cost_eur; /* per company */
    double lead_days, lead_shape;
    double reschedule;         /* probability that the appointment is moved */
    struct by_segment no_show; /* probability that the company does not turn up for it */
    double company_hours;
    double owner; /* probability that it reaches the owner first */
    bool participation;
    struct occasion occasion;
};

/* Whether the company may not turn up, in any segment. */
bool contact_may_be_no_show(const struct contact *contact, const struct axes *axes);

struct catalogue {
    int n_modes;
    struct mode mode[MAX_MODES];
    int n;
    struct contact contact[MAX_CONTACTS];
    int talk; /* the contact moment whose stage is action */
};

/* A day on which a contact moment can take place, and the date of its occasion: dates of all
 * contact moments are numbered from 1. */
struct slot {
    int32_t day, date;
};

enum { NO_DATE = 0 };

/* When each contact moment can take place. The dates of one with an occasion lie together, in
 * order; a date in a closed period is held on the first open day after. Small numbers: tables
 * of every day stay in the cache. */
struct agenda {
    int days;
    int n;    /* dates of all contact moments together, and NO_DATE */
    int *day; /* [n] on which each is actually held */
    int first[MAX_CONTACTS], end[MAX_CONTACTS]; /* a contact moment's own dates */
    int seats[MAX_CONTACTS];
    const uint16_t *open_day;             /* [days + 1] the first at or after each day */
    const uint16_t *passed[MAX_CONTACTS]; /* [days + 1] dates of its own before each day; NULL:
                                             it has none, and takes place on any open day */
};
_Static_assert(MAX_DAYS < UINT16_MAX, "days, and one that is too late, are small numbers");

/* Tabulates what takes place before day `days`. */
void agenda_init(struct agenda *agenda, struct arena *arena, const struct catalogue *catalogue,
    const struct calendar *calendar, int days);

/* The first slot of `contact` at or after `day` with a seat free (`taken` counts, per date); a
 * day past the last one tabulated when there is none. */
static inline struct slot agenda_find(
    const struct agenda *agenda, int contact, int day, const uint16_t *taken)
{
    const uint16_t *passed = agenda->passed[contact];
    int from = day < agenda->days ? day : agenda->days;
    if (passed == NULL)
        return (struct slot){agenda->open_day[from], NO_DATE};
    int date = agenda->first[contact] + passed[from], end = agenda->end[contact];
    while (date < end && taken[date] >= agenda->seats[contact])
        date++;
    return date < end ? (struct slot){agenda->day[date], date}
                      : (struct slot){agenda->days + 1, NO_DATE};
}
