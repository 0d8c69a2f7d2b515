/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"
#include "compare.h"

/* A comparison of campaigns that a test makes up instead of simulating them: each strategy's
 * partners, cost and net result (no fees: less the cost) of 10 companies approached. */
struct made_up {
    struct study study;
    struct compare compare;
    struct study_case cases[MOST_COMPARED];
    struct campaign campaign[MOST_COMPARED];
    struct strategy strategy[MOST_COMPARED];
    struct scenario scenario;
};

/* `n` strategies called a, b, ..., of `replications` campaigns with `segments` (at least 1)
 * segments; the first is the baseline. Of `unit` 2 both of a pair are of one draw. */
struct made_up *made_up_new(int n, uint64_t replications, int segments, int unit);
void made_up_free(struct made_up *c);

/* What campaign `replication` of strategy `one` came to. */
void made_up_set(
    struct made_up *c, int one, uint64_t replication, double partners, double cost);

/* Adds what a campaign of strategy `one` came to in a segment; it is of batch `batch`. */
void made_up_add_segment(
    struct made_up *c, int one, int batch, int segment, double partners, double cost);

/* Once all are set, of which `n_unknown` numbers are not known. */
void made_up_finish(struct made_up *c, int n_unknown);
