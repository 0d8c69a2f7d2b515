/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"
#include "sentences.h"

#include <math.h>

/* Which strategy is best for which segment: a row a segment, a column a strategy. */

enum { ROW = 34, SEGMENT_COLUMNS = 28, HEADS = 92, WIDEST_HEAD = 26, MOST_COLUMNS = 8 };

/* Index 0: a row of cells, the rows of the table from `first` on. One that is known to be the
 * best is framed (2), else all that may be (1), where that is told. Returns how far one is
 * below the highest at most. */
static double add_cells(
    struct page *page, const struct drawn_table *source, long first, int n, int columns)
{
    double highest = -INFINITY, most = 0.0;
    bool known = false;
    for (long at = first; at < first + n; at++) {
        highest = fmax(highest, source_number(source, at, "net_benefit_eur"));
        known = known || (source_number(source, at, "best") > 0.0 &&
                             source_number(source, at, "shown") > 0.0);
    }
    for (int i = 0; i < columns; i++) {
        double best = source_number(source, first + i, "best");
        bool may_be = best > 0.0 || !(source_number(source, first + i, "shown") > 0.0);
        double per = fmax(source_number(source, first + i, "approached"), 1e-9);
        double worth = source_number(source, first + i, "net_benefit_eur");
        plot_add_row(&page->data, i + 1, (double)(first / n + 1), (highest - worth) / per,
            isnan(best) ? 0
            : known     ? 2 * (best > 0.0)
                        : may_be);
        plot_add_word(&page->data, number_text(&page->arena, worth / per, NUMBER_MONEY));
        most = fmax(most, (highest - worth) / per);
    }
    return most;
}

/* Indices 1 and 2: the names of rows and columns. */
static void add_names(
    struct page *page, const struct drawn_table *source, int rows, int n, int columns)
{
    int segment = table_column(&source->table, "segment");
    text_add_string(&page->data, "\n\n\n# segment\tname");
    for (int row = 0; row < rows; row++) {
        struct text name = {0};
        const char *words = table_cell(&source->table, (long)row * n, segment).text;
        words = segment_label(&page->arena, &page->pictures->one[0].of->scenario->axes, words);
        plot_add_cut(&name, words, SEGMENT_COLUMNS, 1);
        plot_add_row(&page->data, row + 1);
        plot_add_word(&page->data, text_keep(&name, &page->arena));
    }
    text_add_string(&page->data, "\n\n\n# strategy\tfirst line at\tname");
    int head = HEADS / columns < WIDEST_HEAD ? HEADS / columns : WIDEST_HEAD;
    for (int i = 0; i < columns; i++) {
        const char *name = name_of(page, i, head), *second = strchr(name, '\n');
        bool three = second != NULL && strchr(second + 1, '\n') != NULL;
        plot_add_row(&page->data, i + 1, three ? 0.84 : 0.62);
        plot_add_word(&page->data, name);
    }
}

void plot_cells(struct page *page)
{
    const struct drawn_table *source = pictures_table(page->pictures, page->plot.of.table);
    int n = page->pictures->n_all, columns = n < MOST_COLUMNS ? n : MOST_COLUMNS;
    int rows = (int)(source->table.n / n);
    double most = 0.0;
    text_add_string(
        &page->data, "# strategy\tsegment\tbelow the highest, euros per company\tframe\twords");
    for (int row = 0; row < rows; row++)
        most = fmax(most, add_cells(page, source, (long)row * n, n, columns));
    add_names(page, source, rows, n, columns);
    page_set(
        page, "rows = %d\ncells = %d\nmost = %.10g\n", rows, columns, most > 0.0 ? most : 1.0);
    page->without_data = rows == 0;
    page->height = rows * ROW;
    page->shown = columns;
}
