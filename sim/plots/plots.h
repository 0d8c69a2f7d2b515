/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>

#include "files.h"
#include "tables.h"

/* The plots of a results folder: for each a gnuplot script NAME.gp and its data NAME.dat in
 * `FOLDER/plots/`, and the same for the other language in `FOLDER/plots/nl/` or `/en/`. A
 * script can be changed and rerun by hand (`gnuplot NAME.gp`, which makes NAME.svg; `gnuplot -e
 * "format='png'" NAME.gp`). Names from configs are data: they stand in the .dat files only,
 * never in a script, because gnuplot runs commands from text. */

/* Writes scripts and data of all plots of a run, a comparison or a plan, of at least one case,
 * into plots/ of `folder`, in the user's language, and in the other one in a folder of it
 * there. STATUS_FAILED when a file cannot be written; the folder has the message. */
enum status plots_write(const struct results *results, struct results_folder *folder);

/* Draws every script of `folder`/plots with gnuplot (a script is a program: the folder has to
 * be one that the user trusts), in `language` ("nl", "en"; NULL: that of whoever made it), as
 * each of `formats`: "svg", "png" and "pdf" are written into `folder`/plots; "terminal" is
 * drawn in text on standard output. A plot that fails, or takes longer than two minutes, costs
 * a notice with gnuplot's first line, and so does a missing gnuplot: STATUS_OK. STATUS_USAGE
 * for another format, STATUS_CONFIG when there is no folder of plots, STATUS_FAILED when it
 * cannot be read; with the reason in `notices`. Once `stop` (may be NULL) is not 0, gnuplot is
 * ended at work: STATUS_INTERRUPTED. */
enum status plots_draw(const char *folder, const char *language, const char *const *formats,
    int n_formats, const volatile sig_atomic_t *stop, struct messages *notices);
