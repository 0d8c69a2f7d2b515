/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "number_format.h"
#include "scale.h"
#include "tables.h"

/* ---- What plots of some results share: who is in them, and their numbers (pictures.c) ---- */

/* A strategy under a variation, or a line of a plan. */
struct shown_case {
    const struct study_case *of; /* its names, and the terms of its config */
    double hours; /* a week, where a plan tells its lines apart by them; else NAN */
};

/* What there is to see; a plot that needs more is not drawn. */
enum content { NOTHING_RUN, NOBODY_APPROACHED, NO_PARTNER, FULL };

/* A table, and which case each of its rows is of (-1: none that is shown). */
struct drawn_table {
    struct table table;
    int *one;
};
enum { MOST_SOURCES = 24 };

struct pictures {
    const struct results *results;
    int n_all, n;     /* cases, and those that are shown; at least one */
    bool has_nothing; /* doing nothing can be shown as well, as number n: of comparisons */
    struct shown_case *one;
    enum content content; /* the most that there is of any */
    int n_sources;
    struct drawn_table source[MOST_SOURCES];
};

void pictures_init(struct pictures *pictures, const struct results *results);
void pictures_free(struct pictures *pictures);

/* The terms of the config of case `i`. */
const struct campaign_terms *pictures_terms(const struct pictures *pictures, int i);

/* A table that the results have, filled once, of cases without segments; and "partner_cost"
 * (p05, p95, probability) and "amount_chance" (as cost_chance, but the same amounts for all
 * cases). */
const struct drawn_table *pictures_table(struct pictures *pictures, const char *name);

/* The first row from `row` on that is of case `i` and in whose columns stands what `where` says
 * ("segment=all measure=cost"; NULL: nothing); -1: none. */
long source_row(const struct drawn_table *source, int i, const char *where, long row);

/* The number in a column of a row; NAN where row is -1 or column is NULL. */
double source_number(const struct drawn_table *source, long row, const char *column);

/* A number of a table, between bounds, of a case: the columns of a row. */
enum target { NO_TARGET, IN_VIEW, ACTIVE, PAYING, ANY_TARGET };
struct drawn {
    const char *table, *where, *value, *low, *high;
    enum number_form form;
    enum target target; /* that it is about */
};
struct estimate source_estimate(
    const struct drawn_table *source, long row, const struct drawn *drawn);

/* The same of the first row of case `i`. */
struct estimate pictures_estimate(struct pictures *pictures, const struct drawn *drawn, int i);

/* Of all companies: the average of `measure` in the summary. */
double pictures_total(struct pictures *pictures, const char *measure, int i);

/* The target of case `i`; 0: none. */
int target_of(const struct pictures *pictures, int i, enum target target);

/* An axis of amounts goes to the farthest case, but not beyond so many times the nearest, which
 * would press all others against its start; and so far where nothing stands on it. */
#define MOST_TIMES 8.0
#define NO_AMOUNT 1000.0

/* ---- Rows of plots.c ---- */

struct page;
enum { MOST_PANELS = 6 };

/* A panel beside the names of a plot of rows, or a part of its only one. */
struct panel {
    const char *head;     /* of a part: its name in the legend */
    struct drawn of;      /* a dot, or a bar, and whiskers; of a target: with a mark across */
    struct drawn range;   /* a wide bar from low to high */
    unsigned colour, ink; /* of a bar instead of the dot, and of figures on it */
    const char *better;   /* of differences: which way is better */
    bool if_any;          /* a part that is left out where it comes to nothing in every case */
};

/* A column of words beside rows, and a head of up to two lines. It begins, or ends, so many
 * characters to the right of panel number `panel`. */
struct words {
    int panel;
    double characters;
    bool ends_there;
    const char *head, *upper, *head_of_one; /* upper: the line above; of_one: campaign */
    struct drawn of; /* without a value the range from low to high; of a target its chance */
    bool chance;     /* it tells one, or a share of campaigns */
};

/* Conditions; a caption is shown when all of its bits hold. */
enum when {
    OF_ONE = 1 << 0,
    OF_MANY = 1 << 1, /* campaigns */
    TOO_FEW = 1 << 2, /* more than one, but too few for ranges and chances */
    ENOUGH = 1 << 3,  /* for them */
    WITH_BANDS = 1 << 4,
    DRAWN = 1 << 5,           /* there is what the plot needs */
    OF_UNKNOWN = 1 << 6,      /* numbers */
    OF_FEW = 1 << 7,          /* campaigns, to tell which strategy is best */
    WITHOUT_SPREAD = 1 << 8,  /* of averages on a plane, which is their error */
    OTHER_COMPANIES = 1 << 9, /* not all strategies have the same */
    TOLD = 1 << 10,           /* which is the best on average */
    ALL_SAME = 1 << 11,
    WITH_FRONTIER = 1 << 12,
    WITH_LIMITS = 1 << 13,    /* hours of the team that differ */
    OPEN_SOMEWHERE = 1 << 16, /* which is the best on average, along the axis */
    OWN_FEES = 1 << 15,       /* partners are worth those of their own strategy */
    OTHERWISE = 1 << 14       /* no earlier caption of its group is shown */
};

/* Words with names of values, "{campaigns}" (captions.c); left out where a value is not there.
 */
struct caption {
    unsigned when;
    const char *words;
};

/* Commands that plots are of. */
enum command { OF_RUN = 1, OF_COMPARE = 2, OF_PLAN = 4 };

/* What is drawn: a row of plots.c. Texts are English and are translated where they are shown;
 * what is left out is 0. */
struct plot {
    int command;
    const char *name, *title;
    const char *kind; /* file of the script */
    int top, below;   /* pixels above the drawing, and between it and the captions */
    int least;        /* its least height, where it is as high as its names */
    void (*draw)(struct page *page);
    void (*prepare)(struct page *page); /* what depends on the results; NULL: nothing */
    struct caption caption[12];
    const char *x_title, *y_title;
    enum content needs;
    unsigned not_when; /* any of these bits holds: it is not drawn */

    /* Lines. */
    struct drawn of; /* lines by it, and bands; of a target: which is in the title */
    const char *x;
    enum number_form x_form;
    bool points;           /* marked, where they are few */
    bool stays;            /* what it was, to the end of the longest line */
    bool known_only;       /* prices that are hardly known are left out */
    bool by_budget_only;   /* not where only hours differ */
    bool nothing;          /* doing nothing is a line as well */
    bool whiskers;         /* in the place of bands */
    bool steps;            /* what it was until the next point */
    bool decided;          /* yes or no: without a line where bounds leave both open */
    const char *per;       /* column that values are divided by, where it has a number */
    const char *from, *to; /* columns of the range of single campaigns; NULL: not drawn */

    /* Rows. */
    struct panel panel[MOST_PANELS + 1]; /* until one without a table */
    struct words words[MOST_PANELS + 1];
    /* Characters left and right of each panel, and right of the last one. */
    double before, after, beside;
    bool stacked; /* the panels are parts of bars on one */
    bool bare;    /* bars from 0 to 1, without axes */
    bool zero;    /* on both sides of 0 */
    bool against; /* that is where what strategies are held against stands */
    bool near;    /* what is far beyond the others does not stretch the axis */
};

/* ---- A plot under construction (page.c) ---- */

/* Its data, and the variables with which the script of its kind (a file of this folder) draws
 * them. Sizes are in pixels of the SVG, counted from the left and the top. */
enum { PAGE_WIDTH = 960, PAGE_LINE = 18 };
struct page {
    struct pictures *pictures;
    struct plot plot;  /* its row, as it is for these results */
    unsigned holds;    /* the bits of enum when */
    bool without_data; /* nothing is there to be drawn, and it is not */
    int height;        /* of the drawing */
    int shown;         /* cases */
    int n_captions;    /* lines */
    int of_colours;    /* the first so many tell nothing in a drawing in text */
    double x_last;     /* where the lines end */
    const char *about; /* what it is about, where there are no pictures */
    const char *axis;  /* what it is, with names of the config; NULL: x_title is enough */
    double across;     /* a line at this height; 0: none */
    double y_least;    /* the axis reaches so far */
    struct text variables, data;
    struct arena arena;
};

/* Adds a paragraph under the plot, in at most four lines. */
void page_caption(struct page *page, const char *words);

/* Adds variables of the script: numbers and arrays, "rows = %d\n"; and texts of the program's
 * own (`element` of an array from 1 on, or 0), not names from configs, which are data, as
 * gnuplot runs commands that it finds in texts. */
#define page_set(page, ...) text_printf(&(page)->variables, __VA_ARGS__)
void page_text(struct page *page, const char *name, int element, const char *words);

/* How the script shows numbers of a form on an axis; and the variables of an axis: NAME_end,
 * NAME_step and NAME_unit. */
const char *axis_unit(enum number_form form);
void page_axis(struct page *page, const char *name, struct scale scale, enum number_form form);

/* Where the files of plots go. */
struct plots_target {
    const char *subfolder; /* "plots" */
    bool scripts;
    struct results_folder *folder;
};

/* Writes the page, if there is anything on it, and frees it. */
enum status page_end(struct page *page, const struct plots_target *to);
enum status page_end_if(struct page *page, bool has_data, const struct plots_target *to);

/* Writes the data (NAME.dat) and the settings of the script (NAME.plot) into `subfolder`
 * ("plots") of the folder, and if asked for the script (NAME.gp). */
enum status page_write(
    struct page *page, const char *subfolder, bool with_script, struct results_folder *folder);

/* ---- About the campaign, and looks of strategies (about.c) ---- */

/* Adds what the axis is where that holds names, and which campaign, when, how many companies
 * and how many assumed numbers, as the last indices of the data. */
void add_about(struct page *page);

/* Adds `words` as that. */
void page_about(struct page *page, const char *words);

/* A case's name on one line. */
const char *case_line(struct page *page, int i);

/* Adds the variables of the script for how cases look. */
void add_looks(struct page *page);

/* ---- Names of cases (names.c) ---- */

/* What a case is called: of several configs which, its strategy, and on lines of their own the
 * settings that were varied. */
const char *name_of(struct page *page, int i, int columns);

struct name {
    int one;
    const char *words;
    int lines, height; /* in pixels */
    double x, y;       /* of what it names; NAN: it is not there */
    double low, high;  /* bounds of its error where they are told with it, else NAN */
    const char *value; /* words in the place of its number; NULL: none */
    double from, to;   /* range of single campaigns there, else NAN */
    double place;      /* of its first line, in pixels from the bottom of the panel */
};

/* The names of all that are shown, doing nothing the last where it is, in the page's arena. The
 * page gets the variable `name_columns`, and a height for them. */
struct name *names_of(struct page *page);

/* Sorts them, moves them apart where they would overlap, and adds them to the data as index 0,
 * with their values, as wide as the variable `value_columns` says. */
void names_add(struct page *page, struct name *name, double y_end);

/* ---- The kinds of plots, each with its script ---- */

void plot_lines(struct page *page);
void plot_rows(struct page *page);
void plot_plane(struct page *page);
void plot_cells(struct page *page);

/* ---- Particulars of plots, and what is told (captions.c) ---- */

void prepare_dates(struct page *page);
void prepare_cloud(struct page *page);
void prepare_values(struct page *page);
void prepare_plan(struct page *page);
void prepare_load(struct page *page);
unsigned find_conditions(const struct page *page);

/* `words` with values in the place of their names, in the page's arena; NULL where one of them
 * is not there. */
const char *with_values(struct page *page, const char *words);

/* Adds the captions of a plot that hold. */
void tell(struct page *page);

/* Single campaigns of each strategy that are dots on a plane. */
enum { MOST_DOTS = 200 };

/* The share of a normal distribution that the ellipses of a plane hold. */
double share_in_ellipse(const struct page *page);
