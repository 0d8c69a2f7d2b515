/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"
#include "study.h"
#include "variant.h"
#include "variations.h"

/* From configs to a study: the only maker of cases. */

/* What is asked for. Its texts outlive the setup. */
struct setup_ask {
    int n_configs;
    const struct config_origin *config; /* [n_configs] */
    const struct config *read; /* [n_configs] read already; no settings then; NULL: none */
    int n_sets;
    const char *const *set; /* PATH=VALUE, of all configs, after those of their own */
    bool apart;             /* no two of these may meet, as people give them in any order */
    int n_varied;
    const char *const *vary;     /* PATH=a,b,c: all combinations of these settings */
    const char *strategies;      /* ids or labels, separated by commas; NULL: all */
    bool fixed;                  /* what is not known is taken at its mean */
    bool strict;                 /* what configs have notices of is an error */
    const uint64_t *seed;        /* NULL: that of the first config */
    const struct logged *logged; /* of the logbook that campaigns go on from; NULL: none */
};

/* Where a case comes from. */
struct origin {
    const struct config *config; /* of a total: that of all hubs, and no more */
    int strategy;                /* of its scenario */
    uint32_t first_company;      /* its number in random streams */
    struct label label;          /* of the case */
};

/* The configs that were asked for, with each combination of varied values, and the study of
 * their strategies. Starts as {0}. */
struct setup {
    struct arena arena;
    struct messages errors;
    struct messages notices; /* of the configs */
    struct variations variations;
    int n_configs;
    const struct config *configs; /* [config * variations.n + combination of varied values] */
    struct config *own;           /* those of them that were read here; NULL: none */
    const char *const *paths;     /* of each config that was asked for, */
    const char *const *names;     /* and short */
    struct study study;           /* a case per config and strategy, or hub and total */
    struct origin *origin;        /* of each case */
    int n_wanted;
    const char **wanted; /* ids of the strategies asked for; NULL: all */
    uint64_t seed;
    bool fixed;
};

void setup_free(struct setup *setup);

/* Reads the configs and makes the study: for each config, and each combination of varied
 * values, the strategies asked for, or its hubs and their total. Which of several configs a
 * case is of is told as a varied setting, "config". STATUS_CONFIG or STATUS_USAGE, with what is
 * wrong in `errors`. setup_free() in any case. */
enum status setup_read(struct setup *setup, const struct setup_ask *ask);

/* A case whose campaigns are drawn anew for each pair of replications. Has to outlive the run.
 * Cases of one config have the same seed. */
struct uncertain_case {
    const struct config *config;
    int strategy;
    uint64_t seed;
    const struct variant *variant; /* NULL: none */
};

/* Where the engine gets the campaigns of `one` from; an empty source when every number of the
 * config is known, or taken at its mean (`fixed`). */
struct campaign_draws uncertain_draws(struct uncertain_case *one, bool fixed);

/* Case number `which` of the setup's study (not a total) once more, under a variant (NULL:
 * none) and on random numbers of `seed`: for another study, in `arena`. */
struct study_case setup_variant(const struct setup *setup, int which,
    const struct variant *variant, uint64_t seed, struct arena *arena);

/* A study as the setup's, still without cases; there is room for `most` in `arena`. */
struct study setup_study(const struct setup *setup, int most, struct arena *arena);

/* "; did you mean 'NAME'?" with the nearest of n names, or nothing, for after an error about
 * `word`. */
const char *setup_nearest(
    struct setup *setup, const char *word, const char *const *names, size_t n);

/* Which case `wanted` means (--baseline): what study_id() gives, whole or with less as long as
 * one case is called so. NULL: the first case. STATUS_USAGE when none is, naming the nearest,
 * or when several are, naming them. */
enum status setup_find(struct setup *setup, const char *wanted, int *which);
