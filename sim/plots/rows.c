/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_rows.h"

#include "plot_parts.h"

enum { LEAST_ROW = 30, ROW_AIR = 12, TOP = 68 };

void rows_init(struct rows *rows, const struct study *study, int heads)
{
    *rows = (struct rows){.study = study, .n = plot_cases(study), .columns = 4, .heads = heads};
    int lines = 1;
    for (int i = 0; i < rows->n; i++) {
        struct text name;
        text_init(&name);
        plot_case_name(&name, study, i, NAME_COLUMNS);
        struct plot_extent extent = plot_extent(text_string(&name));
        rows->columns = extent.columns > rows->columns ? extent.columns : rows->columns;
        lines = extent.lines > lines ? extent.lines : lines;
        text_free(&name);
    }
    int height = lines * PAGE_LINE + ROW_AIR;
    rows->row_height = height > LEAST_ROW ? height : LEAST_ROW;
}

void rows_add_name(const struct rows *rows, struct text *data, int i)
{
    struct text name;
    text_init(&name);
    plot_case_name(&name, rows->study, i, NAME_COLUMNS);
    /* gnuplot puts the first of several lines at the place given. */
    double up = (plot_extent(text_string(&name)).lines - 1) * PAGE_LINE / 2.0;
    text_printf(data, "%d\t%.4g\t", i + 1, i + 1 - up / rows->row_height);
    plot_add_field(data, text_string(&name));
    text_free(&name);
}

void rows_begin(struct rows *rows, struct page *page, int below)
{
    int n = rows->n > 0 ? rows->n : 1;
    rows->top = TOP + rows->heads * PAGE_LINE;
    rows->bottom = rows->top + n * rows->row_height;
    page->height = 0;
    page->height = rows->bottom - page_bottom(page, below);
    page_begin(page);
    text_printf(&page->script,
        "\n# Rows, and room for their names, %d characters at most.\n"
        "rows = %d\nnames = %d * char\n",
        rows->columns, n, rows->columns + 2);
}

void rows_panel(const struct rows *rows, struct page *page, struct panel panel)
{
    panel.top = rows->top;
    panel.bottom = rows->bottom;
    page_panel(page, panel);
    text_add_string(&page->script, "set yrange [rows + 0.5:0.5]\n");
}

void rows_names(const struct rows *rows, struct page *page)
{
    rows_panel(rows, page, (struct panel){"The names", "24", "24 + names", 0, 0, true});
    text_add_string(&page->script, "set xrange [0:1]\n"
                                   "if (!text) do for [i=0:rows] {\n"
                                   "    set arrow from screen x(24), first i + 0.5 to screen "
                                   "x(width - 24), first i + 0.5 \\\n"
                                   "        nohead back linecolor rgb '#e4e4e4'\n"
                                   "}\n");
    if (rows->n > 0)
        text_add_string(
            &page->script, "plot file.'.dat' index 0 using (0):2:3 with labels left\n");
    else
        text_add_string(&page->script, "plot -1 with lines\n");
}

void rows_head(const struct rows *rows, struct page *page, const char *at, int up,
    const char *align, const char *words)
{
    struct text x, y;
    text_init(&x);
    text_init(&y);
    text_printf(&x, "screen x(%s)", at);
    text_printf(&y, "screen y(%d)", rows->top - 12 - up * PAGE_LINE);
    page_label(page, text_string(&x), text_string(&y), align,
        "font small textcolor rgb '#444444'", words);
    text_free(&x);
    text_free(&y);
}

void rows_axis_title(const struct rows *rows, struct page *page, const char *words)
{
    struct text y;
    text_init(&y);
    text_printf(&y, "screen y(%d)", rows->bottom + 40);
    page_label(page, "graph 0.5", text_string(&y), "center",
        "font small textcolor rgb '#444444'", words);
    text_free(&y);
}
