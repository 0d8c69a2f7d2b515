/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_WORKLOAD_H
#define RECEPT_WORKLOAD_H

#include "change.h"
#include "config.h"
#include "options.h"
#include "study.h"
#include "variations.h"

/* Where a case comes from. */
struct origin {
    const struct config *config; /* of a total: that of all hubs */
    int strategy;                /* of its scenario */
};

/* What a command simulates: the configs that its options name, with each combination of varied
 * values, and a study of their strategies. */
struct workload {
    const struct options *options;
    struct arena arena;
    struct messages errors;
    struct variations variations;
    int n_configs;
    struct config *configs;   /* [path * variations.n + combination of varied values] */
    const char *const *names; /* of each path, short */
    struct study study;       /* a case per config and strategy, or hub and total */
    struct origin *origin;    /* of each case */
    uint64_t seed;
};

void workload_init(struct workload *work, const struct options *options);
void workload_free(struct workload *work);

/* Reads `n` configs and sets up the study of the strategies asked for; which of several configs
 * a case is of is told as a varied setting, "config". STATUS_CONFIG or STATUS_USAGE,
 * on all ranks, with what is wrong in `errors`. */
enum status workload_read(struct workload *work, const char *const *paths, int n);

/* A case of strategy number `strategy` of a config, for a study of the command's own. `label`
 * is what it is called on screen, `change` (NULL: none) what is different from the config; both
 * are copied. */
struct study_case workload_case(struct workload *work, const struct config *config,
    int strategy, struct label label, const struct change *change);

#endif
