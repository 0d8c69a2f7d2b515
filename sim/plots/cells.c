/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "plot_text.h"

#include <math.h>

/* Which strategy is best for which segment: a row a segment, a column a strategy. */

enum {
    TOP = 112,
    ROW = 34,
    BELOW = 16,
    SEGMENT_COLUMNS = 28,
    HEADS = 92,
    WIDEST_HEAD = 26,
    MOST_COLUMNS = 8
};

/* How a cell is framed. */
enum frame { UNFRAMED, MAY_BE_BEST, BEST };

/* Index 0: a row of cells, the rows of the table from `first` on. One that is known to be the
 * best is framed, else all that may be, where that is told. Returns how far one is below the
 * highest at most. */
static double add_cells(
    struct page *page, const struct drawn_table *source, int row, int n, int columns)
{
    long first = (long)row * n;
    double highest = -INFINITY, most = 0.0;
    bool told = false, known = false;
    for (long at = first; at < first + n; at++) {
        double best = source_number(source, at, "best");
        highest = fmax(highest, source_number(source, at, "net_benefit_eur"));
        told = told || !isnan(best);
        known = known || (best > 0.0 && source_number(source, at, "shown") > 0.0);
    }
    for (int i = 0; i < columns; i++) {
        bool best = source_number(source, first + i, "best") > 0.0;
        bool shown = source_number(source, first + i, "shown") > 0.0;
        double per = fmax(source_number(source, first + i, "approached"), 1e-9);
        double worth = source_number(source, first + i, "net_benefit_eur");
        enum frame frame = !told                        ? UNFRAMED
                           : known && best              ? BEST
                           : !known && (best || !shown) ? MAY_BE_BEST
                                                        : UNFRAMED;
        plot_add_row(&page->data, number_text(&page->arena, worth / per, NUMBER_MONEY), i + 1,
            row + 1, (highest - worth) / per, frame);
        most = fmax(most, (highest - worth) / per);
    }
    return most;
}

/* Indices 1 and 2: the names of rows and columns. */
static void add_names(struct page *page, const struct pictures *pictures,
    const struct drawn_table *source, int rows, int n, int columns)
{
    int segment = table_column(&source->table, "segment");
    text_add_string(&page->data, "\n\n# segment\tname\n");
    for (int row = 0; row < rows; row++) {
        struct text name = {0};
        const char *words = table_cell(&source->table, (long)row * n, segment).text;
        plot_add_cut(&name, words, SEGMENT_COLUMNS, 1);
        plot_add_row(&page->data, page_keep(page, &name), row + 1);
    }
    text_add_string(&page->data, rows == 0 ? "0\t\"\"\n" : "");
    text_add_string(&page->data, "\n\n# strategy\tname\n");
    int head = HEADS / columns < WIDEST_HEAD ? HEADS / columns : WIDEST_HEAD;
    for (int i = 0; i < columns; i++)
        plot_add_row(&page->data, pictures_name(page, pictures, i, head), i + 1);
}

struct page_size plot_cells(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct drawn_table *source = pictures_table(pictures, plot->table);
    int n = pictures->n_all, columns = n < MOST_COLUMNS ? n : MOST_COLUMNS;
    int rows = (int)(source->table.n / n);
    double most = 0.0;
    text_add_string(&page->data,
        "# strategy\tsegment\tbelow the highest, euros per company\tframe\twords\n");
    for (int row = 0; row < rows; row++)
        most = fmax(most, add_cells(page, source, row, n, columns));
    text_add_string(&page->data, rows == 0 ? "0\t0\t0\t0\t\"\"\n" : "");
    add_names(page, pictures, source, rows, n, columns);
    page_set(
        page, "rows = %d\ncells = %d\nmost = %.10g\n", rows, columns, most > 0.0 ? most : 1.0);
    page_text(page, "message", 0, rows == 0 ? content_words(NOBODY_APPROACHED) : "");
    tell(page, pictures, plot);
    return (struct page_size){TOP, (rows > 0 ? rows : 4) * ROW, BELOW, columns};
}
