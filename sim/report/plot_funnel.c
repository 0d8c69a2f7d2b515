/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_parts.h"

#include "language.h"
#include "plot_rows.h"

#include <math.h>

/* The steps that are shown: the stages of AIDA, and partner. */
enum { STEPS = N_STAGES + 1, FIRST_COLUMN = 4 };

static int quantity_of(int step)
{
    return step < N_STAGES ? Q_REACHED + step : Q_PARTNERS;
}

static const char *step_name(int step)
{
    const char *const names[STEPS] = {
        _("Attention"), _("Interest"), _("Desire"), _("Action"), _("Partner")};
    return names[step];
}

/* Share of the companies approached that reached a step; NaN when none was approached. */
static double reached(const struct study *study, int i, int step)
{
    double approached = plot_mean(study, i, Q_APPROACHED);
    return approached > 0.0 ? plot_mean(study, i, quantity_of(step)) / approached : NAN;
}

static double widest_error(const struct study *study)
{
    double widest = 0.0;
    for (int i = 0; i < plot_cases(study); i++) {
        double approached = plot_mean(study, i, Q_APPROACHED);
        for (int step = 0; step < STEPS && approached > 0.0; step++) {
            struct estimate e = study_quantity(study, &study->cases[i], 0, quantity_of(step));
            widest = fmax(widest, (e.high - e.low) / 2.0 / approached);
        }
    }
    return widest;
}

static void caption_many(struct page *page, const struct study *study)
{
    struct text words, number, level, points;
    struct text *const all[] = {&words, &number, &level, &points};
    for (int i = 0; i < 4; i++)
        text_init(all[i]);
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    plot_add_at_most(&points, 100.0 * widest_error(study), 1);
    text_printf(&words,
        _("Average of %s simulated campaigns. Monte Carlo error (%s confidence): at most "
          "%s percentage points."),
        text_string(&number), text_string(&level), text_string(&points));
    page_caption(page, text_string(&words));
    for (int i = 0; i < 4; i++)
        text_free(all[i]);
}

static void add_captions(struct page *page, const struct study *study)
{
    enum plot_content content = plot_content(study);
    if (content < PLOT_NO_PARTNER) {
        page_caption(page, plot_content_words(content));
        return;
    }
    page_caption(
        page, _("Share of the approached companies that got at least as far by the end "
                "of outreach; some are still on their way."));
    if (study->replications == 1)
        page_caption(page, _("One simulated campaign."));
    else
        caption_many(page, study);
    plot_caption_shown(page, study);
}

static void add_rows(struct page *page, const struct rows *rows)
{
    text_add_string(&page->data, "# row\tname at\tname");
    for (int step = 0; step < STEPS; step++)
        text_printf(&page->data, "\t%s\tin words", step_name(step));
    text_add_string(&page->data, "\n");
    for (int i = 0; i < rows->n; i++) {
        rows_add_name(rows, &page->data, i);
        for (int step = 0; step < STEPS; step++) {
            struct text words;
            text_init(&words);
            double share = reached(rows->study, i, step);
            plot_add_share(&words, share);
            /* A bar of no length, so that gnuplot always has something to draw. */
            plot_add_cell(&page->data, isnan(share) ? 0.0 : share);
            text_add_string(&page->data, "\t");
            plot_add_field(&page->data, text_string(&words));
            text_free(&words);
        }
        text_add_string(&page->data, "\n");
    }
}

static void draw_bars(struct page *page, const struct rows *rows)
{
    struct text *s = &page->script;
    rows_panel(rows, page,
        (struct panel){"A bar a stage, from 0% to 100% of its column", "24 + names",
            "width - 24", 0, 0, true});
    for (int step = 0; step < STEPS; step++) {
        struct text at;
        text_init(&at);
        text_printf(&at, "24 + names + %d * (width - 48 - names) / %d.0", step, STEPS);
        rows_head(rows, page, text_string(&at), 0, "left", step_name(step));
        text_free(&at);
    }
    text_printf(s,
        "set xrange [0:%d]\n"
        "full = 0.95 - %d * 6 * char / (width - 48 - names)\n"
        "bar(c) = full * column(c)\n"
        "plot for [i=0:text ? -1 : %d] file.'.dat' index 0 \\\n"
        "        using (i):1:(i):(i + full):($1 - 0.3):($1 + 0.3) \\\n"
        "        with boxxyerror linecolor rgb '#eeeeee', \\\n"
        "    for [i=0:%d] file.'.dat' index 0 \\\n"
        "        using (i):1:(i):(i + bar(%d + 2 * i)):($1 - 0.3):($1 + 0.3) \\\n"
        "        with boxxyerror linecolor rgb i == %d ? '#0072b2' : '#56a5d6', \\\n"
        "    for [i=0:%d] file.'.dat' index 0 \\\n"
        "        using (i + full + 0.03):1:%d + 2 * i with labels left\n",
        STEPS, STEPS, STEPS - 1, STEPS - 1, FIRST_COLUMN, STEPS - 1, STEPS - 1,
        FIRST_COLUMN + 1);
}

void plot_funnel(struct page *page, const struct study *study)
{
    struct rows rows;
    page_init(page, "funnel", _("How far the approached companies come"));
    rows_init(&rows, study, 1);
    add_captions(page, study);
    add_rows(page, &rows);
    rows_begin(&rows, page, 12);
    rows_names(&rows, page);
    if (rows.n > 0)
        draw_bars(page, &rows);
    page_end(page);
}
