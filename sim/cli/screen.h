/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "api_study.h"
#include "files.h"
#include "language.h"
#include "sentences.h"
#include "terminal.h"

/* ---- A screen: paragraphs, tables and blank lines, one below the other ----
 *
 * What a command says is made into one first, so that its results keep it, and it can be
 * printed again, as wide as the terminal is by then. Starts as {0}. */

struct screen_part {
    const char *text;   /* paragraphs, as of terminal_print(); */
    struct grid *table; /* or a table, without memory of its own; neither: a blank line */
    struct screen_part *next;
};

struct screen {
    struct arena arena;
    struct screen_part *first, *last;
};

void screen_add_text(struct screen *screen, const char *paragraphs);
struct screen_part *screen_add_blank(struct screen *screen);

/* Takes the table over: it is freed. */
void screen_add_table(struct screen *screen, struct grid *table);

void screen_print(FILE *out, const struct screen *screen);
void screen_free(struct screen *screen);

/* Of results, a screen in each language: they are kept in this file. */
#define SCREENS_NAME "screen.json"

/* STATUS_FAILED, with a message in the folder's errors, when it cannot be written. */
enum status screens_write(
    struct results_folder *folder, const struct screen screen[N_LANGUAGES]);

/* Reads that of a language back from the bytes of such a file, of anybody. False when it is
 * none. screen_free() in any case. */
bool screens_read(struct screen *screen, enum language language, const struct text *bytes);

/* ---- What commands say, in the user's language ---- */

/* A line per case; below it what it rests on, what its columns mean, and the notices. */
void screen_run(
    struct screen *out, const struct recept_study *study, const struct messages *notices);

/* Plain sentences, each strategy's figures and both kinds of best, differences with the
 * baseline (with the error of each average that holds for all strategies at once); what was
 * asked for beside that; the notices. */
void screen_compare(
    struct screen *out, const struct recept_study *study, const struct messages *notices);

/* A sentence or two, the tables, and the notices. */
void screen_plan(
    struct screen *out, const struct recept_study *study, const struct messages *notices);

/* Sentences, the rings against their targets, contact moments by stage; the notices. */
void screen_logbook(
    struct screen *out, const struct recept_study *study, const struct messages *notices);

/* How the files of a logbook were understood: layouts, columns, counts, the first records and
 * what was refused first. */
void screen_log_reading(struct screen *out, const struct logbook *logbook);

/* What stands in its cells, in `arena`: an answer ("€19,500", "too close to say"), and the
 * values that are not excluded. */
const char *plan_answer_text(struct arena *arena, const struct plan_answer *answer);
const char *plan_possible_text(struct arena *arena, const struct plan_answer *answer);

/* ---- What several of them need ---- */

/* The one list of measures that people are shown, and how. */

enum shown_measure {
    SHOWN_PARTNERS,
    SHOWN_CONVERSION,
    SHOWN_COST,
    SHOWN_PER_PARTNER,
    SHOWN_NET_RESULT,
    SHOWN_HOURS,
    SHOWN_COUNTED,
    SHOWN_ON_TOP,
    SHOWN_CONTACTS,
    SHOWN_ALL_CONTACTS,
    SHOWN_DAYS,
    SHOWN_IN_VIEW,
    SHOWN_ACTIVE,
    SHOWN_PAYING,
    SHOWN_ALL_TARGETS,
    SHOWN_OPEN,
    N_SHOWN
};

/* Texts are English, to be translated; headers have two lines. */
struct shown {
    const char *measure; /* its name in measures[] */
    const char *header;
    enum number_form form;
    int compared;           /* COMPARE_PARTNERS, ... of those that have a difference */
    const char *difference; /* header of its difference; NULL: none is shown */
    enum number_form difference_form;
};

extern const struct shown shown_measures[N_SHOWN];

/* Adds what was said, and frees it. */
void screen_say(struct screen *out, struct sentences *s);
void screen_say_notices(struct screen *out, const struct messages *notices);

/* Puts the settings that were varied, each in a column of its own, before column `at` of a
 * table whose row number i, of the first `n`, is of case of[i]; NULL: of case i. */
void screen_add_varied(
    struct grid *grid, int at, const struct study *study, int n, const int *of);

/* Prints such a table, with what each case is called in the first cell of its row, and what was
 * varied beside that. */
void screen_print_cases(
    struct screen *out, struct grid *grid, const struct study *study, int n, const int *of);

/* A figure of a study: a chance with its error where it is not small; of few campaigns an
 * average with its error and no chance; of one what it came to. Of more than one a dash where
 * how far it may be off is not known. */
const char *screen_figure(struct arena *arena, const struct study *study, struct estimate e,
    const struct shown *shown);

/* From `column` on, the headers and such figures of `n` measures. */
void screen_measures(struct grid *grid, int column, const struct study *study, int n,
    const enum shown_measure *measures_shown);

/* From `column` on, the headers of the chances of the targets, with the numbers of these; one
 * of 0 is no target, and keeps its header. */
void screen_target_headers(struct grid *grid, int column, const struct targets *targets);

/* The targets that all cases have; NULL: they differ. */
const struct targets *screen_common_targets(const struct study *study);

/* Whether two rows have the same targets. */
bool screen_same_targets(const struct targets *one, const struct targets *other);
