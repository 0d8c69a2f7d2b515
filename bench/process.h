/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text.h"

enum { PROCESS_NOT_STARTED = -1 };

/* What a process took, with those that it waited for. */
struct process_took {
    double seconds, processor; /* from start to end; of processors, user and system */
    double faults;             /* page faults without reading */
    double peak_mib;           /* most memory in use: no less than that of who started it */
};

/* Runs a program to its end: argv[0] (looked up in PATH) with its arguments, ended by NULL. It
 * reads `input` (at most some kilobytes; NULL: nothing) and what it prints is added to `output`
 * (NULL: dropped); errors go where ours go. Returns its exit status, or PROCESS_NOT_STARTED,
 * also when a signal ended it. `took` may be NULL. */
int process_run(const char *const argv[], const char *input, struct text *output,
    struct process_took *took);

/* The same without input; what it says of errors and notices is added to `output` too. */
int process_run_quietly(
    const char *const argv[], struct text *output, struct process_took *took);

/* The most memory that this process has had in use so far, in MiB; NAN where Linux does not
 * tell. */
double process_peak_mib(void);

/* An empty folder for files of this run, added to `path`; 0 on success. */
int process_make_folder(struct text *path);

/* Removes a folder with all that is in it. */
void process_remove_folder(const char *path);
