/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* What a campaign that goes on from a logbook has come to by then; what is still to come is
 * what it comes to in all less this. */
struct so_far {
    int day;                                      /* the first that is simulated */
    double approached, partners, cost_eur, hours; /* cost of outreach */
    double fees;                                  /* a year's of these partners, euro */
};

/* Of a segment (aids are in none), or with ALL_SEGMENTS of the campaign. False: the
 * case starts on day 0. */
enum { ALL_SEGMENTS = -1 };
bool study_so_far(const struct study_case *one, int segment, struct so_far *so_far);

/* What is still to come of it: of partners, cost and hours. */
enum { STILL_PARTNERS, STILL_COST, STILL_HOURS, N_STILL };
extern const char *const to_come_names[N_STILL], *const to_come_units[N_STILL];
struct figure study_to_come(const struct study *study, const struct study_case *one, int which);
