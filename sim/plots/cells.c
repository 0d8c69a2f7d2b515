/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "plot_text.h"
#include "wrap.h"

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

/* A row of the plot: the rows of the table from `first` on, of all strategies. */
struct band {
    const struct source *source;
    long first;
    int n;
    double highest;   /* net benefit */
    bool told, known; /* which is the best, for sure */
};

static double number_of(const struct band *band, int i, const char *column)
{
    return source_number(band->source, band->first + i, column);
}

static struct band band_at(const struct source *source, long first, int n)
{
    struct band band = {.source = source, .first = first, .n = n, .highest = -INFINITY};
    for (int i = 0; i < n; i++) {
        band.highest = fmax(band.highest, number_of(&band, i, "net_benefit_eur"));
        band.told = band.told || !isnan(number_of(&band, i, "best"));
        band.known = band.known ||
                     (number_of(&band, i, "best") > 0.0 && number_of(&band, i, "shown") > 0.0);
    }
    return band;
}

static enum frame frame_of(const struct band *band, int i)
{
    bool best = number_of(band, i, "best") > 0.0;
    if (!band->told)
        return UNFRAMED;
    if (band->known)
        return best ? BEST : UNFRAMED;
    return best || !(number_of(band, i, "shown") > 0.0) ? MAY_BE_BEST : UNFRAMED;
}

/* Index 0: the cells. Returns how far one is below the highest at most. */
static double add_cells(
    struct page *page, const struct source *source, int rows, int n, int columns)
{
    double most = 0.0;
    text_add_string(&page->data,
        "# strategy\tsegment\tbelow the highest, euros per company\tframe\twords\n");
    for (int row = 0; row < rows; row++) {
        struct band band = band_at(source, (long)row * n, n);
        for (int i = 0; i < columns; i++) {
            double per = fmax(number_of(&band, i, "approached"), 1e-9);
            double worth = number_of(&band, i, "net_benefit_eur");
            double below = (band.highest - worth) / per;
            plot_add_row(&page->data, page_number(page, worth / per, NUMBER_MONEY), i + 1,
                row + 1, below, frame_of(&band, i));
            most = fmax(most, below);
        }
    }
    text_add_string(&page->data, rows == 0 ? "0\t0\t0\t0\t\"\"\n" : "");
    return most;
}

/* Indices 1 and 2: the names of rows and columns. */
static void add_names(struct page *page, const struct pictures *pictures,
    const struct source *source, int rows, int n, int columns)
{
    int segment = table_column(&source->table, "segment");
    text_add_string(&page->data, "\n\n# segment\tname\n");
    for (int row = 0; row < rows; row++) {
        struct text clean = {0}, name = {0};
        plot_clean(&clean, table_cell(&source->table, (long)row * n, segment).text);
        wrap_cut(&name, text_string(&clean), SEGMENT_COLUMNS);
        plot_add_row(&page->data, page_keep(page, &name), row + 1);
        text_free(&clean);
    }
    text_add_string(&page->data, rows == 0 ? "0\t\"\"\n" : "");
    text_add_string(&page->data, "\n\n# strategy\tname\n");
    int head = HEADS / columns < WIDEST_HEAD ? HEADS / columns : WIDEST_HEAD;
    for (int i = 0; i < columns; i++)
        plot_add_row(&page->data, pictures_name(page, pictures, i, head), i + 1);
}

struct page_size plot_cells(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct source *source = pictures_table(pictures, plot->table);
    int n = pictures->n_all, columns = n < MOST_COLUMNS ? n : MOST_COLUMNS;
    int rows = (int)(source->table.n / n);
    double most = add_cells(page, source, rows, n, columns);
    add_names(page, pictures, source, rows, n, columns);
    page_set(
        page, "rows = %d\ncells = %d\nmost = %.10g\n", rows, columns, most > 0.0 ? most : 1.0);
    page_text(page, "message", 0, rows == 0 ? content_words(NOBODY_APPROACHED) : "");
    tell(page, pictures, plot);
    return (struct page_size){TOP, (rows > 0 ? rows : 4) * ROW, BELOW, columns};
}
