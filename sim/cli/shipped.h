/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "memory.h"

/* Configs that are part of the program, so that they can be run by name from anywhere. Their
 * paths begin with "recept:/". */

struct example {
    const char *name, *file;
    const char *about; /* a sentence */
};

/* They end with one without a name. */
extern const struct example examples[];

/* The paths of the layouts of logbooks that are part of the program, that of recept's own
 * first, in `arena`; they end with NULL. */
#define SHIPPED_LAYOUT "recept:/layouts/%s.cfg"
const char *const *shipped_layouts(struct arena *arena);

/* Files on disk, and by their paths those that are part of the program. */
extern const struct file_reader files_of_program;

/* The path of what CONFIG stands for on a command line: of a file, of campaign.cfg in a folder,
 * or of a shipped config; NULL, with a message that says what would be right, when it is none
 * of these. The path lives in `arena`. */
const char *config_path(const char *argument, struct arena *arena, struct messages *errors);

/* What `argument` can be the name of, best first, whatever is on disk; they end with NULL. */
enum { MOST_CONFIG_PATHS = 3 };
void config_paths(
    const char *argument, struct arena *arena, const char *path[static MOST_CONFIG_PATHS + 1]);
