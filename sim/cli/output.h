/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "again.h"
#include "api_study.h"
#include "book.h"
#include "files.h"
#include "from.h"
#include "options.h"
#include "progress.h"
#include "screen.h"

/* What every command that writes a results folder does alike: simulating with a progress bar,
 * tables, plots and the manifest in the folder, and saying where they are. Of ranks that share
 * the work all simulate, get the same numbers and call all of this; the first alone writes. */
struct output {
    const struct options *options;
    const struct output_command *command;
    const char *config[MOST_ARGUMENTS];  /* paths of what the arguments stand for */
    struct recept_options study_options; /* those of the command line, and the program's own */
    struct recept_study *study;
    struct progress progress;
    struct results_folder folder;
    struct book *book;               /* the workbook; NULL: none */
    enum status book_status;         /* how it went; the results are there all the same */
    struct text book_place;          /* where it goes */
    struct messages errors, notices; /* besides those of the study */
    struct arena arena;
    struct text target;    /* where results go, but for the date that --keep adds, */
    struct text place;     /* and with it */
    struct text effective; /* the first config with all it leaves out, once asked for */
    struct screen screen[N_LANGUAGES]; /* what there is to tell */
    struct options repeated;           /* those of earlier results that are made again */
    struct sources sources;            /* files that configs are read from */
    struct drawing *drawing;           /* gnuplots at work; NULL: there are none */
    const char *kept;                  /* a file from which the work can go on; NULL: none */
    struct table replications;         /* replications.csv while it is written */
    struct manifest_logbook *logbook;  /* that was read; NULL: none */
    struct from *from;                 /* where campaigns go on; NULL: they start */
    uint64_t *saved;                   /* [cases] campaigns that are in it */
    char started[32];
};

/* What a command does besides, with what it hangs on in `context`; members may be NULL. */
struct output_command {
    const char *suffix; /* of the folder: results/NAME and this */
    int n_configs;      /* the first so many arguments are configs; 0: all are */
    const struct recept_comparison *comparison;
    const struct recept_plan *plan;
    /* Before there is a folder, with the configs read; `only_looks`: then that is all. */
    enum status (*look_first)(struct output *output, void *context);
    bool only_looks;
    /* What is done; NULL: campaigns are simulated. */
    enum status (*work)(struct output *output, void *context);
    /* Before simulating, with the folder begun. */
    enum status (*prepare)(struct output *output, void *context);
    /* After the results are in their place, or before they are removed. */
    void (*finish)(struct output *output, void *context, enum status status);
    /* With the results in their place, on the first rank: writes what was asked for besides. */
    enum status (*deliver)(struct output *output);
    /* Makes the results into a screen for people. */
    void (*tell)(
        struct screen *out, const struct recept_study *study, const struct messages *notices);
    void *context;
};

/* The first config as it stands, with every default filled in. */
const struct text *output_effective(struct output *output);

/* How the study fares, of which a function gave `status`. */
enum status output_fares(const struct output *output, enum recept_status status);

/* Does all of it: reads and checks the configs, begins the folder (before simulating, so that a
 * place that cannot be written to costs no waiting), simulates, writes or removes the folder,
 * prints. Returns how the command ended, on all ranks. */
enum status output_make(
    struct output *output, const struct options *options, const struct output_command *command);

/* Whether a file that is asked for besides the folder can be at `path`: not in the folder, nor
 * where what is read is; else says so. */
bool output_may_write(struct output *output, const char *path);

/* ---- Its workbook (output_book.c); all of this is nothing where none is asked for ---- */

/* Begins it, with the folder begun. STATUS_FAILED, with a message, when it cannot be. */
enum status output_begin_book(struct output *output);

/* Where tables go besides the folder; NULL: nowhere. */
struct table_sink *output_sink(struct output *output);

/* Writes it aside, with what was simulated. One that fails leaves the folder as it is. */
void output_write_book(struct output *output);

/* Puts it in its place, or removes it. */
void output_end_book(struct output *output, bool whole);

/* Adds "-" and the date before the last `ending` bytes of a place, and where that is taken a
 * number. */
void output_add_date(struct text *place, size_t ending);
