/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_FACTS_H
#define RECEPT_FACTS_H

#include "config.h"
#include "options.h"
#include "study.h"

#include <stdio.h>

/* What the source observed, held against a config: each fact is a few figures, simulated under
 * the settings that the fact is about, with the bounds that the source gives them. */
enum {
    FACT_PARTS = 20, /* independent parts of a run, whose spread gives every figure its error */
    MOST_FIGURES = 14,
    FACT_REPLICATIONS = 20000
};

/* Settings under which a strategy is simulated; facts share them. */
enum world {
    WINTER,
    YEAR,
    TWO_YEARS,
    ALL_ONLINE,
    ONLINE_ATTENTION,
    ONLINE_DESIRE,
    HALF_PRICES,
    PACKAGES_APART,
    PACKAGES_SOME,
    PACKAGES_ALIKE,
    ALL_WARM,
    NONE_WARM,
    WORLDS
};

/* What a config must have before a fact can be told, as bits. */
enum need {
    NEEDS_HUB = 1,
    NEEDS_LIST = 2,
    NEEDS_LARGER = 4,
    NEEDS_SMALL = 8,
    NEEDS_ONLINE = 16,
    NEEDS_CONTACTS = 32,
    NEEDS_LISTS = 64,
    NEEDS_LADDER = 128,
    NEEDS_PREMIUM = 256
};

/* A number of one run: `of` of what is called `what`, for the companies of a level of "size";
 * NULL: for all. */
struct operand {
    enum world world;
    double (*of)(
        const struct study *study, const struct study_case *one, int cell, const char *what);
    const char *what, *level;
};

enum operation { ONLY_A, A_LESS_B, A_OVER_B };
enum figure_kind { SHARE, POINTS, NUMBER };

/* A figure with the bounds within which the fact holds. */
struct fact_figure {
    const char *label; /* NULL: counts, but is not printed */
    double least, most;
    enum figure_kind kind;
    enum operation operation;
    struct operand a, b;
    bool per_segment; /* for each segment that is offered both packages of the ladder */
};

struct fact {
    const char *text;
    unsigned needs;
    struct fact_figure figure[MOST_FIGURES];
};

extern const struct fact facts[];
extern const int n_facts;

enum verdict { HOLDS, TOO_CLOSE, UNTOLD, FAILS };

/* A figure of a fact, for one group of companies, as it came out. */
struct fact_result {
    const struct fact *fact;
    const struct fact_figure *figure;
    int segment; /* that it is for, or -1: all companies, or those of a level */
    double a[FACT_PARTS], b[FACT_PARTS];
    struct estimate estimate;
    enum verdict verdict;
};

/* Every figure of the facts that can be told. */
struct fact_results {
    const struct scenario *scenario;
    uint64_t replications; /* of each world: a multiple of FACT_PARTS */
    int n;
    struct fact_result *result; /* fact by fact */
};

/* What the config lacks before the fact can be told, in the user's language; NULL: nothing. */
const char *fact_lacks(const struct fact *fact, const struct scenario *scenario);

/* The cell of segments with this level of "size"; 0, all companies, for NULL. */
int fact_cell(const struct scenario *scenario, const struct cells *cells, const char *level);

/* The package or strategy of that id, or -1. */
int package_find(const struct scenario *scenario, const char *id);
int strategy_find(const struct scenario *scenario, const char *id);

/* Simulates all that the facts ask for. `config` is what the options' file and settings give;
 * it outlives the results, which live in `arena`. */
enum status facts_simulate(struct fact_results *results, struct arena *arena,
    const struct config *config, const struct options *options, struct messages *errors);

/* The table of facts, at most 100 columns wide, in the user's language. */
void facts_print(FILE *out, const struct fact_results *results);

#endif
