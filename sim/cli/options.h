/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OPTIONS_H
#define RECEPT_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    MOST_SETS = 256,
    MOST_VARIED = 8,
    MOST_FORMATS = 3,
    MOST_ARGUMENTS = 16,
    MOST_TARGETS = 3
};

enum output_format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };

/* What strategies are made to have the same of. */
enum equal { EQUAL_NOTHING, EQUAL_COST, EQUAL_HOURS };

/* What a command line asks for. Texts point into the command line. */
struct options {
    const char *argument; /* config, results folder or name; the first of them */
    int n_arguments;
    const char *arguments[MOST_ARGUMENTS]; /* configs to compare */
    int64_t replications;                  /* 0: as the config says */
    double precision;                      /* 0: none */
    bool seed_given;
    uint64_t seed;
    int threads; /* 0: all cores */
    int n_sets;
    const char *set[MOST_SETS]; /* PATH=VALUE */
    int n_varied;
    const char *vary[MOST_VARIED]; /* PATH=a,b,c */
    const char *strategies;        /* ids separated by commas, or NULL: all */
    bool fixed;
    double checkpoint_seconds, max_seconds; /* 0: not given */
    bool resume;
    const char *output; /* results folder, or NULL: results/NAME */
    bool no_plots, save_replications, terminal, dump, facts;
    int n_formats;
    const char *plot_format[MOST_FORMATS];
    enum output_format format;
    bool quiet, verbose;
    /* Of plan; texts as they were given. */
    const char *budget, *hours; /* A,B,C or FROM:TO:STEP; NULL: not asked for */
    int n_targets;
    const char *target[MOST_TARGETS]; /* NAME=N */
    double probability;               /* of a target; 0: not given */
    double cost_per_partner;          /* euro; 0: not asked for */
    int companies;                    /* considered at most; 0: not given */
    /* Of compare. */
    const char *baseline; /* id of a strategy, or NULL: the first */
    bool value_given;
    double value; /* of a partner, euro */
    enum equal equal;
    const char *without; /* id of a contact moment, or NULL */
    double until_sure;   /* probability; 0: not asked for */
    double difference;   /* that does not matter; 0: not given */
};

/* Which options a command takes, as a set of bits. */
enum option_set {
    TAKES_CONFIG = 1,   /* --set */
    TAKES_RUN = 2,      /* replications, seed, threads, strategies, output, ... */
    TAKES_CHECK = 4,    /* --dump, --facts */
    TAKES_DRAWING = 8,  /* --format svg,png,pdf and --terminal */
    TAKES_SAVING = 16,  /* --precision, --save-replications */
    TAKES_PLAN = 32,    /* budgets, hours, targets */
    TAKES_COMPARE = 64, /* several configs, --baseline, --equal, --without, ... */
    TAKES_LONG = 128    /* --checkpoint, --max-time, --resume */
};

/* Reads the command line of one command: argv[0] is its name as shown in messages ("recept
 * run"), `argument` what its one argument is called ("CONFIG"), `about` a sentence on what it
 * does. On a wrong command line it says so and ends the program with status 2; on --help it
 * prints help and ends it. */
void options_read(struct options *options, int argc, char **argv, unsigned takes,
    const char *argument, const char *about);

/* "nl" or "en": what --lang says anywhere on the command line, else the user's locale. */
const char *options_language(int argc, char **argv);

#endif
