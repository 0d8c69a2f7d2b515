/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>

#include "files.h"
#include "tables.h"

/* The plots of a results folder: for each its data NAME.dat and the settings of its script
 * NAME.plot in `FOLDER/plots/`, and the same for the other language in `FOLDER/plots/nl/` or
 * `/en/`. Scripts are made of them anew for each drawing; one that is written too (NAME.gp) is
 * for the user, to be changed and run by hand (`gnuplot NAME.gp`, which makes NAME.svg;
 * `gnuplot -e "format='png'" NAME.gp`), and nothing here runs it. Names from configs are data:
 * they stand in the .dat files only, because gnuplot runs commands from text. */

/* Writes data and settings of all plots of a run, a comparison or a plan, of at least one case,
 * into plots/ of `folder`, in the user's language, and in the other one in a folder of it
 * there; with `scripts` these as well. STATUS_FAILED when a file cannot be written; the folder
 * has the message. */
enum status plots_write(
    const struct results *results, bool scripts, struct results_folder *folder);

/* What is to be drawn. */
struct plots_order {
    const char *folder;
    const char *language;       /* "nl", "en"; NULL: that of whoever made it */
    const char *const *formats; /* [n_formats] "svg", "png", "pdf": into `folder`/plots;
                                   "terminal": in text on standard output */
    int n_formats;
    /* The files of the folder: a picture that is there is replaced only when it is one of them,
     * as it was, and what is drawn becomes one. NULL: whatever is there is replaced. */
    struct file_list *listed;
    const volatile sig_atomic_t *stop; /* once it is not 0 gnuplot is ended at work; or NULL */
    bool unfinished; /* the folder is being made: whoever makes it takes pictures to the disk */
};

/* Draws every plot of `folder`/plots with gnuplot. The folder may be anybody's: only regular
 * files in it are read, none of them as a program, and pictures are written anew and renamed,
 * through no link. STATUS_FAILED when one was not drawn (gnuplot is missing, fails, or takes
 * longer than two minutes; its data are not understood), with a message for each, or there is
 * none to draw; STATUS_USAGE for another format, STATUS_CONFIG when there is no folder of
 * plots, STATUS_INTERRUPTED when told to stop. */
enum status plots_draw(const struct plots_order *order, struct messages *notices);

/* The same in two halves, between which the caller does something else: the first has as many
 * gnuplots begin as work at a time. Unless the pictures are still `wanted` the second ends
 * these and draws nothing more. The order's folder, list and formats stay as they are until
 * then. plots_expect() starts gnuplots before there is an order, which may never come; else the
 * first half gets NULL. */
struct drawing;
struct drawing *plots_expect(void);
struct drawing *plots_begin(struct drawing *expected, const struct plots_order *order);
enum status plots_end(struct drawing *drawing, bool wanted, struct messages *notices);
