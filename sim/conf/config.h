/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CONFIG_H
#define RECEPT_CONFIG_H

#include "scenario.h"
#include "tree.h"

/* A config that was read, checked and turned into a scenario. */
struct config {
    struct tree tree;
    struct arena arena; /* what the scenario lives in */
    struct scenario *scenario;
    int numbers, assumed; /* numbers of the model that results rest on; how many are [A] */
};

/* Reads the config at `path`, carries out `sets` (PATH=VALUE), fills in defaults and checks
 * everything: `errors` gets every error, each with file, line, setting and what would be right.
 * STATUS_CONFIG when there are any, STATUS_USAGE when one of `sets` cannot be carried out.
 * config_free() in any case. */
enum status config_read(struct config *config, const char *path, const char *const *sets,
    int n_sets, struct messages *errors);

/* The same for a config in memory; `name` stands for its file. */
enum status config_take(struct config *config, const char *name, const char *bytes,
    size_t length, struct messages *errors);

void config_free(struct config *config);

#endif
