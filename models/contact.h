/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CONTACT_H
#define RECEPT_CONTACT_H

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
    double reschedule; /* probability that the appointment is moved */
    double company_hours;
    double owner; /* probability that it reaches the owner first */
    bool participation;
    struct occasion occasion;
};

struct catalogue {
    int n_modes;
    struct mode mode[MAX_MODES];
    int n;
    struct contact contact[MAX_CONTACTS];
    int talk; /* the contact moment whose stage is action */
};

/* The dates of all contact moments with an occasion. The dates of one contact moment lie
 * together, in order; a date in a closed period is held on the first open day after. */
struct agenda {
    int n;                                      /* dates of all contact moments together */
    int *day;                                   /* the day each is actually held */
    int first[MAX_CONTACTS], end[MAX_CONTACTS]; /* range of a contact moment's dates */
    int *from_day[MAX_CONTACTS]; /* [days + 1] the first date at or after a day; NULL: no
                                    occasion */
};

enum { NO_DATE = -1 };

/* Tabulates the dates that are held before day `days`. */
void agenda_init(struct agenda *agenda, struct arena *arena, const struct catalogue *catalogue,
    const struct calendar *calendar, int days);

/* The first date of `contact` at or after `day` with a seat free (`taken` counts, per date), or
 * NO_DATE when none is left. */
int agenda_find(const struct agenda *agenda, const struct catalogue *catalogue, int contact,
    int day, const uint16_t *taken);

#endif
