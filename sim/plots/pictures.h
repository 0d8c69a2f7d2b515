/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "page.h"
#include "scale.h"
#include "tables.h"

/* What the pictures of some results share: who is in them, and where their numbers come from.
 */

/* More cases than this would make a page that no program opens; the first ones are shown. */
enum { MOST_SHOWN = 200, NAME_COLUMNS = 26 };

/* A strategy under a variation, or a line of a plan. */
struct shown_case {
    const struct study_case *of; /* its names, and the terms of its config */
    double hours; /* a week, where a plan tells its lines apart by them; else NAN */
};

enum content { NOTHING_RUN, NOBODY_APPROACHED, NO_PARTNER, FULL };

/* A table, and which case each of its rows is of (-1: none that is shown). */
struct drawn_table {
    struct table table;
    int *one;
};
enum { MOST_SOURCES = 24 };

struct pictures {
    const struct results *results;
    const struct study *study; /* of the cases: what was varied, confidence */
    uint64_t replications;
    int n_all, n; /* cases, and those that are shown */
    struct shown_case *one;
    enum content content; /* the most that there is of any */
    unsigned holds;       /* see enum when */
    int n_sources;
    struct drawn_table source[MOST_SOURCES];
};

void pictures_init(struct pictures *pictures, const struct results *results);
void pictures_free(struct pictures *pictures);

/* What a case is called: of several configs which, its strategy, and on lines of their own the
 * settings that were varied. */
const char *pictures_name(
    struct page *page, const struct pictures *pictures, int i, int columns);

/* A table that the results have, filled once; and "partner_cost" (p05, p95, probability) and
 * "amount_chance" (as cost_chance, but the same amounts for all cases). */
const struct drawn_table *pictures_table(struct pictures *pictures, const char *name);

/* The first row from `row` on that is of case `i` (-1: of any) and in whose columns stands what
 * `where` says ("segment=all measure=cost"); -1: none. */
long source_row(const struct drawn_table *source, int i, const char *where, long row);

/* The number in a column of a row; NAN where row is -1 or column is NULL. */
double source_number(const struct drawn_table *source, long row, const char *column);

/* The same of the first row of case `i`. */
double pictures_number(
    struct pictures *pictures, const char *table, const char *where, int i, const char *column);

/* Of all companies: a column of the row of `measure` in the summary. */
double pictures_total(
    struct pictures *pictures, const char *measure, int i, const char *column);

/* What there is to see of a case; and the sentence for a plot that would be empty, "" for FULL.
 */
enum content pictures_content(struct pictures *pictures, int i);
const char *content_words(enum content content);

/* ---- Names beside lines and points ---- */

struct name {
    int one;
    const char *words;
    int lines, height; /* in pixels */
    double x, y;       /* of what it names; NAN: it is not there */
    double place;      /* of its first line, in pixels from the bottom of the panel */
};

/* The names of all that are shown, in the page's arena; *height and *columns are what they
 * take. */
struct name *names_of(
    struct page *page, const struct pictures *pictures, int *height, int *columns);

/* Sorts them, and moves them apart where they would overlap. */
void names_place(struct name *name, int n, double y_end, int height);

/* ---- The plots: rows of plots.c ---- */

/* How the script shows numbers of a form on an axis, and the least step of that; and the
 * variables of an axis: NAME_end, NAME_step and NAME_unit. */
const char *axis_unit(enum number_form form);
double axis_least(enum number_form form);
void page_axis(struct page *page, const char *name, struct scale scale, enum number_form form);

/* The target of case `i`; 0: none. */
enum target { NO_TARGET, IN_VIEW, ACTIVE, PAYING };
int target_of(const struct pictures *pictures, int i, enum target target);

/* A panel beside the names of a plot of rows, or a part of its only one. */
struct panel {
    const char *head; /* of a part: its name in the legend */
    enum number_form form;
    const char *table, *where, *value, *low, *high; /* a dot, or a bar, and whiskers */
    const char *range_table, *from, *to;            /* a wide bar; NULL: the same table */
    enum target target;                             /* a mark across */
    unsigned colour, ink; /* of a bar instead of the dot, and of figures on it */
};

/* Conditions on the results; a caption is shown when all of its bits hold. */
enum when {
    OF_ONE = 1 << 1,
    OF_MANY = 1 << 2, /* campaigns */
    WITH_BANDS = 1 << 3,
    WITH_PARTNERS = 1 << 4,
    WITH_APPROACHED = 1 << 5,
    OF_UNKNOWN = 1 << 6, /* numbers */
    OF_FEW = 1 << 7,     /* campaigns, to tell which strategy is best */
    WITHOUT_SPREAD = 1 << 8,
    IN_DISAGREEMENT = 1 << 9,
    TOLD = 1 << 10,
    UNTOLD = 1 << 11, /* which is the best on average */
    ALL_SAME = 1 << 12,
    WITH_FRONTIER = 1 << 13
};

/* What stands for "%s". */
enum value {
    NO_VALUE,
    CAMPAIGNS,
    CONFIDENCE,
    EXAMPLE, /* the seventh contact, or the last */
    LAST_AMOUNT,
    OPEN_SHARE,
    COST_ERROR,
    COMPANIES_ERROR,
    CHANCES_ERROR,
    SHARES_ERROR,
    IN_ELLIPSE,
    PARTNER_VALUE,
    WEEKS
};

enum { MOST_VALUES_TOLD = 4, MOST_CAPTIONS = 8 };
struct caption {
    const char *words;
    unsigned when;
    bool otherwise; /* and only if no earlier caption of its group is shown */
    enum value value[MOST_VALUES_TOLD];
    const char *message; /* of the plot then; NULL: as it is */
};

/* A column of words beside rows, and a head of up to two lines. It begins, or
 * ends, so many characters to the right of panel number `panel`. Its words are a number, or a
 * span, of a table; or what `say` returns. */
struct words {
    int panel;
    double characters;
    bool ends_there, of_many;               /* of_many: campaigns; not of one */
    const char *head, *upper, *head_of_one; /* upper: the line above */
    const char *table, *where, *value, *to;
    enum number_form form;
    const char *(*say)(struct page *page, struct pictures *pictures, int i, int panel);
};
enum { MOST_PANELS = 5, MOST_WORDS = 5 };

/* Commands that plots are of. */
enum of { OF_RUN = 1, OF_COMPARE = 2, OF_PLAN = 4 };

/* Texts are English and are translated where they are shown, but for the message. */
struct plot {
    int of;
    const char *name, *title; /* %d in the title: the target */
    enum target target;
    const char *kind; /* file of the script */
    /* Draws: data of the page, and variables of its script; tells; and returns how large. */
    struct page_size (*draw)(struct page *page, struct pictures *pictures, struct plot *plot);
    /* What depends on the results; NULL: nothing. */
    void (*prepare)(struct page *page, struct pictures *pictures, struct plot *plot);
    struct caption caption[MOST_CAPTIONS + 1];
    const char *x_title, *y_title, *message; /* in the middle of an empty plot, or NULL */
    enum content needs;                      /* else it is empty, and says why */
    bool left_out;

    /* Lines. */
    const char *table, *where, *x, *y, *low, *high; /* no band without `low` */
    enum number_form x_form, form;
    bool dates;            /* along x */
    bool points;           /* marked, where they are few */
    bool stays;            /* what it was, to the end of the longest line */
    bool known_only;       /* prices that are hardly known are left out */
    bool by_budget_only;   /* not where only hours differ */
    const char *per;       /* column that values are divided by, where it has a number */
    double across;         /* a line at this height; 0: none */
    int n_marks, n_shades; /* lines up at amounts; grey parts */
    long start;            /* day number of x = 0, of dates */
    double x_last;         /* where the lines end */

    /* Rows. */
    struct panel panel[MOST_PANELS + 1]; /* until one without a table */
    struct words words[MOST_WORDS + 1];  /* until one without anything to say */
    int heads;                           /* lines of words above the panels */
    /* Characters left and right of each panel, and right of the last one. */
    double before, after, beside;
    bool stacked; /* the panels are parts of bars on one */
    bool bare;    /* bars from 0 to 1, without axes */
    bool zero;    /* on both sides of 0 */
    bool near;    /* what is far beyond the others does not stretch the axis */
};

struct page_size plot_lines(struct page *page, struct pictures *pictures, struct plot *plot);
struct page_size plot_rows(struct page *page, struct pictures *pictures, struct plot *plot);
struct page_size plot_plane(struct page *page, struct pictures *pictures, struct plot *plot);
struct page_size plot_cells(struct page *page, struct pictures *pictures, struct plot *plot);

/* ---- Particulars (captions.c, rows.c) ---- */

typedef void prepare(struct page *page, struct pictures *pictures, struct plot *plot);
prepare prepare_dates, prepare_fees, prepare_plan, prepare_hours;

typedef const char *say(struct page *page, struct pictures *pictures, int i, int panel);
say say_cost, say_chance, say_chance_of_all;

/* ---- What is told (captions.c) ---- */

/* The bits of enum when that hold. */
unsigned find_conditions(const struct pictures *pictures);

/* Adds the captions of a plot that hold, and finds its message. */
void tell(struct page *page, struct pictures *pictures, struct plot *plot);

/* The share of a normal distribution that the ellipses of a plane hold. */
double share_in_ellipse(const struct pictures *pictures);

/* An axis of amounts goes to the farthest case, but not beyond so many times the nearest, which
 * would press all others against its start; and so far where nothing stands on it. */
#define MOST_TIMES 8.0
#define NO_AMOUNT 1000.0
