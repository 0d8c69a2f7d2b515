/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "api.h"

#include "compare_setup.h"
#include "planner.h"
#include "runner.h"
#include "setup.h"
#include "tables.h"

#include <signal.h>

/* A study that is to be made. The config and texts outlive the study; `setup` has to stay
 * until it is opened, all else until it is simulated. */
struct study_request {
    const struct recept_config *config; /* NULL: `setup` says where configs come from */
    struct setup_ask setup;             /* how they are changed; the rest is in the options */
    const struct recept_options *options;
    const struct recept_comparison *comparison; /* NULL: no comparison */
    const struct recept_plan *plan;             /* NULL: no plan */
    bool replications; /* single campaigns are saved, case after case */
};

/* A plan with what it was made from. */
struct planning {
    struct planner planner;
    struct plan plan;
    struct plan_report report;
};

/* A table that was asked for. */
struct recept_table {
    struct recept_table *next;
    struct table table;
};

struct recept_study {
    struct memory_owner *owner;
    struct study_request request;
    enum status status; /* of what was done last */
    struct setup setup;
    struct study_plan campaigns; /* of each strategy; not of a plan */
    uint64_t most_selected;      /* campaigns of each, at most, to find the best */
    struct runner runner;
    /* What the program does with single campaigns, as in struct engine; may be NULL. */
    void (*save)(void *context, int one, uint64_t replication, const double *x);
    void *save_context;
    struct selection_pauses pauses; /* of the search for the best */
    struct messages notices;
    volatile sig_atomic_t stop; /* where the runner has no other */
    /* Campaigns of the present run of several, and of those before. */
    uint64_t counted, counted_all, counted_before;
    struct compare_setup compared; /* of a comparison */
    struct selection selection;    /* of one that goes on until it is sure; else empty */
    struct planning planning;      /* of a plan */
    struct results results;        /* empty until it was simulated */
    bool legend; /* screens explain every column, not only what would be misread */
    bool unsure; /* it is not as precise, or as certain, as was asked for */
    struct recept_table *tables; /* those that were asked for */
};

/* The two halves of recept_run(), recept_compare() and recept_plan(): everything is read and
 * checked; and simulated. *study is as of these. */
enum recept_status study_open(struct recept_study **study, const struct study_request *request);
enum recept_status study_simulate(struct recept_study *study);

/* Adds what is to be told of what was simulated, in the language of the thread. False when it
 * is not as precise, or as certain, as was asked for. */
bool study_tell(const struct recept_study *study, struct messages *notices);
