/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

/* Campaigns that are simulated to find numbers, and not to tell of them. The same sizes are
 * looked at again and again, and under other budgets. So what each campaign came to is kept,
 * with the budgets under which it goes the same way, and a look simulates only those that are
 * not known: it comes to the same as if all were simulated. */

/* What one campaign came to. */
struct look_campaign {
    double cost_eur;
    double granted, refused; /* it goes this way with budgets from the one to below the other,
                                in millionths of a euro; infinite: without a budget, or where
                                nothing was refused */
    uint32_t number, partners;
    bool unfunded;       /* something was refused for want of money */
    bool met[N_TARGETS]; /* targets */
};

/* The target whose chance a measure is; NO_TARGET: it is not. */
enum { NO_TARGET = -1 };
int look_target(const char *measure);

/* Campaigns from .. to - 1 of a size, whole pairs where numbers are drawn. */
struct plan_look {
    int line;
    struct plan_terms terms;
    uint64_t from, to;
};

/* Calls `note` once for each campaign of `n` looks, in any order. */
typedef void plan_note(void *context, int look, const struct look_campaign *campaign);
enum status plan_look(const struct planner *planner, const struct plan_look *look, int n,
    plan_note *note, void *context);

/* What is kept; empty at first, and freed with the arena. */
struct look_store *look_store_new(struct arena *arena);
