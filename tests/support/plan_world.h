/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner.h"
#include "study.h"
#include "simulate.h"

/* A config that a test plans for: its first strategy. */
struct plan_world {
    struct setup setup;
    struct runner runner;
    struct planner planner;
};

/* Reads plain_world after `sets`; at most `most` companies are considered, `replications` of
 * each campaign simulated. */
void plan_world_init(
    struct plan_world *world, const char *const *sets, int most, uint64_t replications);
void plan_world_free(struct plan_world *world);
