/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "api_study.h"

/* A config made ready to be simulated again and again. */
struct task {
    struct recept_config *config;
    struct recept_options options;
    struct recept_study *study; /* of the last run; NULL: there was none */
};

/* Reads the config at `path` with `sets` (PATH=VALUE, ended by NULL; NULL: none). Simulated are
 * its hubs with their total, or else its first strategy. False, with errors on stderr, when the
 * config is wrong; task_close() in any case. */
bool task_open(struct task *task, const char *path, const char *const *sets);
void task_close(struct task *task);

/* Simulates; returns the seconds that took, of simulating and adding up alone. What it came to
 * is in task->study, until the next run. */
double task_run(struct task *task, int threads, uint64_t replications);

/* Contact moments that the last run held, care included. */
double task_held(const struct task *task);

/* How many replications one thread needs to take about `seconds`: a multiple of `step`. */
uint64_t task_size(struct task *task, double seconds, uint64_t step);
