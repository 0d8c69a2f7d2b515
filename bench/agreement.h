/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "funnel.h"
#include "settings.h"
#include "task.h"

/* Holds what recept, the C baseline and the NumPy baseline say of the funnel against each
 * other: partners, contacts, cost, hours and days, all with fixed seeds. Prints what it finds
 * and returns false when they simulate different things, or a baseline fails. `has_numpy` tells
 * whether NumPy is there; without it that baseline is left out. */
bool agreement_check(const struct settings *settings, struct task *task,
    const struct funnel *funnel, bool *has_numpy);

/* How many standard errors the means of two sets of campaigns lie apart, at most. `worst` (may
 * be NULL): in which total. */
double agreement_distance(
    const struct funnel_totals *a, const struct funnel_totals *b, enum total *worst);
