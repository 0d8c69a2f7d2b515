/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* How far the benchmark goes, and with what. */
struct settings {
    bool quick;          /* a glance: does it all still run? */
    int rounds;          /* of everything, in turn; at most MOST_ROUNDS */
    double seconds;      /* that one measurement takes, about */
    int cores;           /* that threads can run on */
    const char *program; /* recept */
    const char *python;
    const char *reference; /* an earlier recept to be held against; NULL: none */
    const char *before;    /* another for plans and unknown numbers; NULL: the same */
    const char *configs; /* the folder of configs that both run; NULL: beside the earlier one */
};

/* The benchmark's configs, from the folder of the project. */
#define CONFIG_FUNNEL "configs/bench.cfg"
#define CONFIG_SPARK "configs/spark.cfg"
#define CONFIG_NATIONAL "configs/bench-national.cfg"
