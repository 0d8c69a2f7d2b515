/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"
#include "sentences.h"
#include "wrap.h"

#include <math.h>
#include <stdlib.h>

/* What cases are called in plots, and where their names stand. */

enum { COLUMNS = 26 };

/* "outreach_days = 365": the last part of the path, cut or left out if need be so that the
 * value stays whole. */
static void add_setting(struct text *out, const char *path, const char *value, int columns)
{
    enum { LEAST = 6 };
    const char *dot = strrchr(path, '.');
    struct text line = {0};
    int left = columns - 3 - wrap_columns(value);
    if (left >= LEAST) {
        plot_add_cut(&line, dot != NULL && dot[1] != '\0' ? dot + 1 : path, left, 1);
        text_add_string(&line, " = ");
    }
    text_add_string(&line, value);
    text_add_string(out, "\n");
    plot_add_cut(out, text_string(&line), columns, 1);
    text_free(&line);
}

const char *name_of(struct page *page, int i, int columns)
{
    const struct study *study = page->pictures->results->study;
    const struct study_case *one = page->pictures->one[i].of;
    struct text name = {0}, out = {0};
    if (page->pictures->has_nothing && i == page->pictures->n)
        return _("doing nothing");
    if (study->of_configs)
        text_printf(&name, "%s: ", one->vary_value[0]);
    text_add_string(&name, case_label(one));
    double hours = page->pictures->one[i].hours;
    bool alone = study->n_vary - study->of_configs == 0 && isnan(hours);
    plot_add_cut(&out, text_string(&name), columns, !alone ? 1 : columns < COLUMNS ? 3 : 2);
    for (int v = study->of_configs; v < study->n_vary; v++)
        add_setting(&out, study->vary_path[v], one->vary_value[v], columns);
    text_free(&name);
    if (!isnan(hours)) {
        text_add_number(&name, hours, 0);
        add_setting(&out, _("hours a week"), text_string(&name), columns);
        text_free(&name);
    }
    return text_keep(&out, &page->arena);
}

struct name *names_of(struct page *page)
{
    int n = page->pictures->n + page->plot.nothing, most = 4, height = 2 * PAGE_LINE;
    struct name *name = arena_new(&page->arena, (size_t)n, sizeof *name);
    for (int i = 0; i < n; i++) {
        name[i] = (struct name){.one = i,
            .words = name_of(page, i, COLUMNS),
            .y = NAN,
            .low = NAN,
            .high = NAN,
            .from = NAN,
            .to = NAN};
        char *rest = arena_copy(&page->arena, name[i].words);
        for (; rest != NULL; name[i].lines++) {
            int columns = wrap_columns(strsep(&rest, "\n"));
            most = columns > most ? columns : most;
        }
        name[i].height = name[i].lines * PAGE_LINE + (name[i].lines > 1 ? 6 : 0);
        height += name[i].height;
    }
    page->shown = n;
    page->height = height > page->plot.least ? height : page->plot.least;
    page_set(page, "name_columns = %d\n", most);
    add_looks(page);
    return name;
}

/* From the bottom up; what is not there comes first. */
static int by_height(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    double below = isnan(x->y) ? -1.0 : x->y, above = isnan(y->y) ? -1.0 : y->y;
    if (below != above)
        return below < above ? -1 : 1;
    return y->one - x->one;
}

/* How much too close the middle of a name is to that of the one below it. */
static double overlap(const struct name *name)
{
    return name[-1].place + (name[-1].height + name[0].height) / 2.0 - name[0].place;
}

/* Sorts names, and moves them apart where they would overlap. */
static void place(struct name *name, int n, double y_end, int height)
{
    qsort(name, (size_t)n, sizeof *name, by_height);
    for (int i = 0; i < n; i++)
        name[i].place = isnan(name[i].y) ? 0.0 : name[i].y / y_end * height;
    /* Those that are too close push each other away, */
    for (int sweep = 0; sweep < n * n; sweep++)
        for (int i = 1; i < n; i++) {
            double push = fmax(overlap(&name[i]), 0.0) / 2.0;
            name[i].place += push;
            name[i - 1].place -= push;
        }
    /* and stay within the panel. gnuplot puts the first of several lines at the place given. */
    name[0].place = fmax(name[0].place, 0.0);
    for (int i = 1; i < n; i++)
        name[i].place += fmax(overlap(&name[i]), 0.0);
    double top = (name[n - 1].lines - 1) * PAGE_LINE / 2.0;
    name[n - 1].place = fmin(name[n - 1].place, height - top);
    for (int i = n - 1; i > 0; i--)
        name[i - 1].place -= fmax(overlap(&name[i]), 0.0);
    for (int i = 0; i < n; i++)
        name[i].place += (name[i].lines - 1) * PAGE_LINE / 2.0;
}

void names_add(struct page *page, struct name *name, double y_end)
{
    int most = page->plot.of.form == NUMBER_MONEY ? 7 : 5;
    place(name, page->shown, y_end, page->height);
    text_add_string(&page->data, "# number\tx\ty\tname stands at\trange from\tto\tname\tvalue");
    for (int i = 0; i < page->shown; i++) {
        struct estimate e = {.value = name[i].y, .low = name[i].low, .high = name[i].high};
        const char *value = name[i].value != NULL ? name[i].value
                            : isnan(e.low)
                                ? number_text(&page->arena, e.value, page->plot.of.form)
                                : number_estimate(&page->arena, e, page->plot.of.form);
        int columns = wrap_columns(value);
        most = columns > most ? columns : most;
        plot_add_row(&page->data, name[i].one + 1, name[i].x, name[i].y,
            name[i].place / page->height * y_end, name[i].from, name[i].to);
        plot_add_word(&page->data, name[i].words);
        plot_add_word(&page->data, value);
    }
    page_set(page, "value_columns = %d\n", most);
}
