/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "manifest.h"
#include "options.h"
#include "setup.h"

/* What results are made from, kept so that they can be made again from their folder alone. */

/* A file that a config was read from. */
struct source {
    const char *path;
    const char *text; /* [length] */
    size_t length;
    struct source *next;
};

/* A workbook as text. */
struct converted {
    const char *name, *sheet; /* NULL: all sheets, as XML */
    const char *text;         /* [length] */
    size_t length;
    struct converted *next;
};

/* Files are read from disk, each once, and noted; or, of results that are made again, from
 * their manifest. Starts as {0} with sources_start(). */
struct sources {
    struct file_reader reader;
    struct arena arena;
    struct source *noted; /* newest first */
    struct converted *converted;
    bool again;
    struct manifest_read manifest; /* of the earlier results */
};

void sources_start(struct sources *sources);
void sources_free(struct sources *sources);

/* The path of what CONFIG stands for (config_path()); of results that are made again, of what
 * it stood for then. */
const char *sources_config(
    struct sources *sources, const char *argument, struct messages *errors);

/* The command that results are of; NULL: it is none that this version has. */
const struct command *results_command(const struct manifest_read *manifest);

/* Its command line, in `arena`, as a program gets it: argv[n_arguments] is NULL. */
char **results_words(const struct manifest_read *manifest, struct arena *arena);

/* Whether a file that results were made from is a list of companies: of the others the manifest
 * has the whole text. */
bool results_input_is_list(const struct manifest_input *input);

/* What `now` asks for (--from-results): `repeated` gets the command of those results, written,
 * printed and drawn as `now` says, and the sources give its files. STATUS_CONFIG when the
 * folder is not of results of this command, STATUS_USAGE when `now` changes what they are of;
 * with a message. */
enum status again_open(struct sources *sources, const struct options *now,
    struct options *repeated, struct messages *errors);

/* The files that the configs of `setup` were read from, each once, in `arena`, with their
 * texts: of a company list that of the columns that the model uses, or with `no_names` none. */
struct manifest_input *sources_list(const struct sources *sources, const struct setup *setup,
    bool no_names, struct arena *arena, int *n);
