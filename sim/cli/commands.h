/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "config.h"
#include "files.h"
#include "messages.h"
#include "options.h"
#include "status.h"

/* Set by Ctrl-C or a request to end, to the number of the signal: long work then stops as soon
 * as it can. */
extern volatile sig_atomic_t interrupted;

/* Set by SIGUSR1, as schedulers send when time is nearly up. Work that can be kept is (set
 * keeps_work then); any other stops. */
extern volatile sig_atomic_t time_is_up, keeps_work;

/* While configs and lists are read, of any size, Ctrl-C and a request to end are obeyed at
 * once: nothing was begun that would have to be put away. Whether that was so before. */
bool guard_reading(bool reading);

/* Results that have to be removed when the program ends in the middle of them, and that are
 * told of once they are in their place; NULL: none. The folder must stay where it is until the
 * next call. */
void guard_results(const struct results_folder *folder);

/* The same of a file. */
void guard_file(const struct result_file *file);

/* The file in which work is kept, as it can be printed, to be named when the program ends in
 * the middle of it; NULL: none. The text must stay until the next call. */
void guard_kept(const char *path);

/* Removes unfinished results and ends the program, of which other ranks no longer answer. */
void abandon(void);

/* Catches Ctrl-C and lack of memory. */
void guard_start(void);

/* Prints each message as a line on standard error, after `prefix`. */
void print_messages(const struct messages *messages, const char *prefix);

/* Prints errors and frees them; returns `status`. */
enum status fail_with(struct messages *errors, enum status status);

/* What the program ends with: a request to end (SIGTERM) has a number of its own. */
enum { EXIT_TERMINATED = 143 };
int exit_status(enum status status);

/* Makes sure that standard output took everything. */
enum status finish_output(void);

/* The shipped program's version and commit. */
extern const char *const program_version;
extern const char *const program_commit;

/* ---- The program as one of several ranks (ranks.h) that share a command's work ----
 *
 * All of them read the config and simulate; the first alone writes, and speaks for all. */

/* Before anything else. The other ranks' standard output and error say nothing from here on;
 * messages that are written past the streams still come through. */
void together_start(void);

/* Whether processes that were started together can share work: else each would do all of it, or
 * none would; says what to do. */
bool together_can_share(void);

/* Whether this rank writes results. */
bool together_first(void);

/* How all ranks fared: the worst of what each gives. A rank that fails where the first does not
 * gets its standard error back, to say why. */
enum status together(enum status mine);

/* How the first rank fared. */
enum status together_as_first(enum status mine);
