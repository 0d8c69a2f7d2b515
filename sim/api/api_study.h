/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "api.h"

#include "planner.h"
#include "setup.h"
#include "tables.h"

#include <signal.h>

/* A plan with what it was made from. */
struct planning {
    struct planner planner;
    struct plan plan;
    struct plan_answers answers;
    struct plan_report report;
};

/* A table that was asked for. */
struct recept_table {
    struct recept_table *next;
    struct table table;
};

struct recept_study {
    struct memory_owner *owner;
    struct setup setup;
    struct runner runner;
    struct messages notices;
    volatile sig_atomic_t stop;
    bool (*progress)(void *context, int step, uint64_t done, uint64_t all);
    void *context;
    struct compare_setup *compared; /* of a comparison; else NULL */
    struct results results;         /* empty until it was simulated */
    struct recept_table *tables;    /* those that were asked for */
};
