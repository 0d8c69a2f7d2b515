/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_ASKED_H
#define RECEPT_PLAN_ASKED_H

#include "memory.h"
#include "messages.h"
#include "options.h"
#include "plan_search.h"
#include "scenario.h"
#include "status.h"

/* What the command line of a plan asks for, read. */

/* Numbers of a list A,B,C, of which each may also be a range FROM:TO:STEP, which takes in TO
 * where the steps reach it; sorted, each once, more than 0, or with `none` 0 as well. At most
 * 200. STATUS_USAGE with the reason, which starts with the option's `name`. */
enum status plan_numbers(const char *text, const char *name, bool none, struct arena *arena,
    double **numbers, int *n, struct messages *errors);

/* The goals: targets in the order given, then the cost per partner. `targets` gets the numbers
 * of those that are given. STATUS_USAGE with the reason. */
enum { PLAN_MOST_GOALS = MOST_TARGETS + 1 };
enum status plan_goals(const struct options *options, struct plan_goal *goals, int *n,
    struct targets *targets, struct messages *errors);

#endif
