/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_BENCH_WORKLOAD_H
#define RECEPT_BENCH_WORKLOAD_H

#include "config.h"
#include "study.h"

/* A config made ready to be simulated again and again: its campaigns are made, so that what is
 * timed is simulating and adding up. */
struct workload {
    struct config config;
    struct arena arena;
    struct study study;
};

/* Reads the config at `path` with `sets` (PATH=VALUE, ended by NULL; NULL: none). Simulated are
 * its hubs with their total, or else its first strategy. False, with errors on stderr, when the
 * config is wrong; workload_close() in any case. */
bool workload_open(struct workload *workload, const char *path, const char *const *sets);
void workload_close(struct workload *workload);

/* Simulates; returns the seconds that took. What it came to is in workload->study, until the
 * next run. */
double workload_run(struct workload *workload, int threads, uint64_t replications);

/* Contact moments that the last run held, care included. */
double workload_held(const struct workload *workload);

/* How many replications one thread needs to take about `seconds`: a multiple of `step`. */
uint64_t workload_size(struct workload *workload, double seconds, uint64_t step);

#endif
