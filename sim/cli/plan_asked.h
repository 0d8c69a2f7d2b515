/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_ASKED_H
#define RECEPT_PLAN_ASKED_H

#include "options.h"
#include "plan_search.h"
#include "scenario.h"

/* The goals that the command line of a plan asks for: targets in the order given, then the cost
 * per partner. Returns how many; `targets` gets the numbers of those that are given. */
enum { PLAN_MOST_GOALS = MOST_TARGETS + 1 };
int plan_goals(const struct options *options, struct plan_goal *goals, struct targets *targets);

#endif
