/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OPTIONS_PARTS_H
#define RECEPT_OPTIONS_PARTS_H

#include "options.h"

#include <argp.h>

/* For the files that read parts of a command line. */

/* What argp hands to a parser. */
struct parsing {
    struct options *options;
    const char *argument; /* what it is called */
    bool many;            /* more than one is possible */
    int parts;            /* of the command line that it takes */
};

/* The keys of options start here, part by part. */
enum { KEYS_OF_COMPARE = 1024, KEYS_OF_PLAN = 1280 };

/* The value of an option `name`; on another value than said it ends the program. */
int64_t option_whole(
    const char *text, int64_t least, int64_t most, const char *name, struct argp_state *state);
double option_between_0_and_1(const char *text, const char *name, struct argp_state *state);

extern const struct argp_option compare_options[];
error_t parse_compare(int key, char *value, struct argp_state *state);

extern const struct argp_option plan_options[];
error_t parse_plan(int key, char *value, struct argp_state *state);

#endif
