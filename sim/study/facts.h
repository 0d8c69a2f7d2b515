/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read_facts.h"
#include "study.h"
#include "runner.h"
#include "setup.h"

/* The facts that a config states, held against what it gives: each figure is simulated under
 * its condition in FACT_PARTS independent parts, whose spread gives it its error. */
enum { FACT_PARTS = 20, FACT_REPLICATIONS = 20000 };

/* From good to bad. */
enum verdict { HOLDS, TOO_CLOSE, UNTOLD, FAILS };

/* A figure, for all companies that it is of or for one segment of them, as it came out. */
struct fact_result {
    const struct fact_figure *figure;
    int segment;                                  /* NONE: all that it is of */
    double first[FACT_PARTS], second[FACT_PARTS]; /* of the figure's numbers, per part */
    struct estimate estimate;
    enum verdict verdict;
};

/* A fact and what all of its figures say of it. */
struct fact_told {
    const struct fact *fact;
    enum verdict verdict;  /* the worst of its figures */
    int segments, holding; /* in which figures were judged, and those where all of them hold */
    int n;
    struct fact_result *result; /* [n] none where the config lacks something */
};

struct facts_told {
    const struct config *config;
    uint64_t replications; /* under each condition: a multiple of FACT_PARTS */
    int n;
    struct fact_told *fact; /* [n] in the order of the config */
};

/* Reads the config that is asked for once more under each condition that its facts use,
 * simulates `replications` campaigns (0: FACT_REPLICATIONS), with what is not known at its
 * mean, and judges the facts. `runner` NULL: reads only. `told` has the config that is asked
 * for and nothing else; the config has facts and, as `arena`, outlives it. STATUS_CONFIG, with
 * where it is set, when what a condition sets cannot be. */
enum status facts_tell(struct facts_told *told, struct arena *arena,
    const struct setup_ask *ask, uint64_t replications, struct runner *runner,
    struct messages *errors);
