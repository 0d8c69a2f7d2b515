/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots_compare.h"

#include "language.h"
#include "plot_parts.h"
#include "plot_text.h"

#include <math.h>

/* Which strategy is best for which segment: a row a segment, a column a strategy. */

enum {
    TOP = 112,
    ROW = 34,
    BELOW = 16,
    SEGMENT_COLUMNS = 28,
    MOST_SHOWN_COLUMNS = 8,
    HEADS = 92,
    WIDEST_HEAD = 26
};

/* Characters that the name above one of so many columns may take. */
static int head_of(int columns)
{
    int head = HEADS / columns;
    return head < WIDEST_HEAD ? head : WIDEST_HEAD;
}

/* How a cell is framed. */
enum frame { UNFRAMED, MAY_BE_BEST, BEST };

static enum frame frame_of(const struct segment_choice *choice, int n, int i)
{
    bool known = false;
    for (int j = 0; j < n; j++)
        known = known || (choice[j].best && choice[j].shown);
    if (known)
        return choice[i].best ? BEST : UNFRAMED;
    return choice[i].best || !choice[i].shown ? MAY_BE_BEST : UNFRAMED;
}

static double highest(const struct segment_choice *choice, int n)
{
    double most = -INFINITY;
    for (int i = 0; i < n; i++)
        most = fmax(most, choice[i].net_benefit);
    return most;
}

/* Rows of the data: column, row, how far below the highest per company, frame, words. */
static int add_cells(
    struct page *page, const struct comparison *comparison, int columns, double *most)
{
    const struct compare *c = comparison->compare;
    struct segment_choice choice[MOST_COMPARED];
    int row = 0;
    *most = 0.0;
    text_add_string(&page->data,
        "# strategy\tsegment\tbelow the highest, euros per company\tframe\twords\n");
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        row++;
        for (int i = 0; i < columns; i++) {
            double per = fmax(choice[i].approached, 1e-9);
            double below = (highest(choice, c->n) - choice[i].net_benefit) / per;
            struct text words = {0};
            plot_add_euros(&words, choice[i].net_benefit / per);
            text_printf(&page->data, "%d\t%d", i + 1, row);
            plot_add_cell(&page->data, below);
            enum frame frame = compare_has_few(c) ? UNFRAMED : frame_of(choice, c->n, i);
            text_printf(&page->data, "\t%d\t", (int)frame);
            plot_add_field(&page->data, text_string(&words));
            text_add_string(&page->data, "\n");
            *most = fmax(*most, below);
            text_free(&words);
        }
    }
    if (row == 0)
        text_add_string(&page->data, "0\t0\t0\t0\t\n");
    text_printf(&page->data, "\n\n# segment\tname\n");
    return row;
}

static void add_names(struct page *page, const struct comparison *comparison, int columns)
{
    const struct compare *c = comparison->compare;
    const struct cells *cells = &c->study->cases[0].campaign->cells;
    struct segment_choice choice[MOST_COMPARED];
    int row = 0;
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        struct text clean = {0}, name = {0};
        plot_clean(&clean, cells->name[cells->segment_cell[s]]);
        plot_wrap(&name, text_string(&clean), SEGMENT_COLUMNS, 1);
        text_printf(&page->data, "%d\t", ++row);
        plot_add_field(&page->data, text_string(&name));
        text_add_string(&page->data, "\n");
        text_free(&clean);
        text_free(&name);
    }
    if (row == 0)
        text_add_string(&page->data, "0\t\n");
    text_add_string(&page->data, "\n\n# strategy\tname\n");
    for (int i = 0; i < columns; i++) {
        struct text name = {0};
        plot_case_name(&name, c->study, i, head_of(columns));
        text_printf(&page->data, "%d\t", i + 1);
        plot_add_field(&page->data, text_string(&name));
        text_add_string(&page->data, "\n");
        text_free(&name);
    }
}

static void caption(struct page *page, const struct comparison *comparison, int columns)
{
    struct text words = {0}, value = {0};
    plot_add_euros(&value, comparison->value);
    text_printf(&words,
        compare_has_few(comparison->compare)
            ? _("Worth of the partners less the cost, euros per company approached, at %s for "
                "a partner; the darker, the further below the highest. Which strategy is the "
                "best for a segment cannot be told from so few campaigns.")
            : _("Worth of the partners less the cost, euros per company approached, at %s for "
                "a partner; the darker, the further below the highest. Framed: the best "
                "strategy for the segment; dashed: those that may be, where it is not shown "
                "which one is."),
        text_string(&value));
    page_caption(page, text_string(&words));
    text_free(&words);
    if (columns < comparison->compare->n) {
        text_printf(&words, _("The first %d of %d are shown; the tables have all of them."),
            columns, comparison->compare->n);
        page_caption(page, text_string(&words));
    }
    text_free(&words);
    text_free(&value);
}

static void draw(struct page *page, int columns, int rows, double most)
{
    struct text *s = &page->script;
    page_panel(page, (struct panel){"The segments, and cells with figures", "24 + 30 * char",
                         "width - 24", TOP, page_bottom(page, BELOW), true});
    text_printf(
        s, "set xrange [0.5:%d.5]\nset yrange [%d.5:0.5]\n", columns, rows > 0 ? rows : 1);
    if (rows == 0) {
        page_label(page, "graph 0.5", "graph 0.5", "center", "front",
            _("no company was approached in any simulated campaign"));
        text_add_string(s, "plot -1 with lines\n");
        return;
    }
    text_printf(s, "most = %.10g\n", most > 0.0 ? most : 1.0);
    text_add_string(s,
        "# From nearly white for the best to orange for what is furthest behind.\n"
        "shade(v) = int(250 - 20 * v / most) * 65536 + int(248 - 110 * v / most) * 256 + \\\n"
        "    int(245 - 180 * v / most)\n"
        "plot file.'.dat' index 0 using 1:2:(0.47):(0.44):(shade($3)) \\\n"
        "        with boxxyerror fillstyle solid noborder linecolor rgb variable, \\\n"
        "    file.'.dat' index 0 using 1:($4 == 2 ? $2 : -1):(0.47):(0.44) \\\n"
        "        with boxxyerror fillstyle empty border rgb '#0072b2' dashtype solid \\\n"
        "        linewidth 2.5 linecolor rgb '#0072b2', \\\n"
        "    file.'.dat' index 0 using 1:($4 == 1 ? $2 : -1):(0.47):(0.44) \\\n"
        "        with boxxyerror fillstyle empty border rgb '#0072b2' dashtype (6, 4) \\\n"
        "        linewidth 1.5 linecolor rgb '#0072b2', \\\n"
        "    file.'.dat' index 0 using 1:2:5 with labels center\n");
}

static void draw_names(struct page *page, int columns, int rows)
{
    struct text *s = &page->script;
    page_panel(
        page, (struct panel){"The strategies", "24 + 30 * char", "width - 24", 56, TOP, true});
    text_printf(s,
        "set xrange [0.5:%d.5]\nset yrange [0:1]\n"
        "plot file.'.dat' index 2 using 1:(0.62):2 with labels center\n",
        columns);
    page_panel(page, (struct panel){"The segments", "24", "24 + 30 * char", TOP,
                         page_bottom(page, BELOW), true});
    text_printf(s,
        "set xrange [0:1]\nset yrange [%d.5:0.5]\n"
        "plot file.'.dat' index 1 using (0):1:2 with labels left\n",
        rows);
}

void plot_segments(struct page *page, const struct comparison *comparison)
{
    int n = comparison->compare->n;
    int columns = n < MOST_SHOWN_COLUMNS ? n : MOST_SHOWN_COLUMNS;
    page_init(page, "segments", _("The best strategy for each segment"));
    caption(page, comparison, columns);
    double most;
    int rows = add_cells(page, comparison, columns, &most);
    add_names(page, comparison, columns);
    page->height = 0;
    page->height = TOP + (rows > 0 ? rows : 4) * ROW - page_bottom(page, BELOW);
    page_begin(page);
    draw(page, columns, rows, most);
    if (rows > 0)
        draw_names(page, columns, rows);
    page_end(page);
}
