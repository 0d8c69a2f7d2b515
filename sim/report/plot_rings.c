/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_parts.h"

#include "language.h"
#include "plot_rows.h"

#include <math.h>

enum { RINGS = 3, RING_COLUMNS = 6, FIRST_COLUMN = 4, BELOW = 50 };

static const char *const ring_measure[RINGS] = {"in_view", "active", "paying"};
static const char *const hit_measure[RINGS] = {"p_in_view", "p_active", "p_paying"};

static int target(const struct study *study, int i, int ring)
{
    const struct targets *targets = &study->cases[i].scenario->campaign.targets;
    return ring == 0 ? targets->in_view : ring == 1 ? targets->active : targets->paying;
}

static double half_width(struct estimate e)
{
    return (e.high - e.low) / 2.0;
}

/* The widest Monte Carlo errors of what the page shows. */
struct widest {
    double companies, chance;
};

/* The chance that a target is reached; of one campaign, whether it was. */
static void add_chance(
    struct text *data, const struct study *study, struct estimate hit, bool given)
{
    struct text words;
    text_init(&words);
    if (given && study->replications == 1)
        text_add_string(&words, hit.value > 0.5 ? _("yes") : _("no"));
    else if (given)
        plot_add_share(&words, hit.value);
    plot_add_cell(data, hit.value);
    text_add_string(data, "\t");
    plot_add_field(data, text_string(&words));
    text_free(&words);
}

static const char *chance_words(const struct study *study)
{
    return study->replications == 1 ? _("reached") : _("chance");
}

static void add_ring(
    struct text *data, const struct study *study, int i, int ring, struct widest *widest)
{
    const struct study_case *one = &study->cases[i];
    struct figure reached = study_total(study, one, ring_measure[ring]);
    struct estimate hit = study_total(study, one, hit_measure[ring]).estimate;
    plot_add_cell(data, target(study, i, ring));
    plot_add_cell(data, reached.estimate.value);
    plot_add_cell(data, reached.p05);
    plot_add_cell(data, reached.p95);
    add_chance(data, study, hit, target(study, i, ring) > 0);
    widest->companies = fmax(widest->companies, half_width(reached.estimate));
    widest->chance = fmax(widest->chance, half_width(hit));
}

static struct widest add_rows(struct page *page, const struct rows *rows)
{
    struct widest widest = {0.0, 0.0};
    text_add_string(&page->data, "# row\tname at\tname\tand of in view, active, paying: "
                                 "target\taverage\tp05\tp95\tchance"
                                 "\tin words; of all three: chance\tin words\n");
    for (int i = 0; i < rows->n; i++) {
        rows_add_name(rows, &page->data, i);
        bool given = false;
        for (int ring = 0; ring < RINGS; ring++) {
            add_ring(&page->data, rows->study, i, ring, &widest);
            given = given || target(rows->study, i, ring) > 0;
        }
        struct estimate all =
            study_total(rows->study, &rows->study->cases[i], "p_all_targets").estimate;
        widest.chance = fmax(widest.chance, half_width(all));
        add_chance(&page->data, rows->study, all, given);
        text_add_string(&page->data, "\n");
    }
    return widest;
}

static void caption_many(struct page *page, const struct study *study, struct widest widest)
{
    struct text words, number, level, companies, points;
    struct text *const all[] = {&words, &number, &level, &companies, &points};
    for (int i = 0; i < 5; i++)
        text_init(all[i]);
    page_caption(
        page, _("Dot: average. Bar: range of one campaign, from p05 to p95; nine in ten "
                "end within it. Black line: target. Chance: that one campaign reaches it."));
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    plot_add_at_most(&companies, widest.companies, widest.companies < 0.1 ? 2 : 1);
    plot_add_at_most(&points, 100.0 * widest.chance, 1);
    text_printf(&words,
        _("Over %s simulated campaigns. Monte Carlo error (%s confidence): at most %s "
          "company for an average, %s percentage points for a chance."),
        text_string(&number), text_string(&level), text_string(&companies),
        text_string(&points));
    page_caption(page, text_string(&words));
    for (int i = 0; i < 5; i++)
        text_free(all[i]);
}

static void add_captions(struct page *page, const struct study *study, struct widest widest)
{
    page_caption(
        page, _("In view: at least one contact. Active: took part in something. Paying: "
                "active and partner."));
    if (study->replications == 1)
        page_caption(
            page, _("Dot: one simulated campaign. Black line: target. Ranges and chances "
                    "take more simulated campaigns."));
    else if (plot_content(study) == PLOT_NOTHING_RUN)
        page_caption(page, plot_content_words(PLOT_NOTHING_RUN));
    else
        caption_many(page, study, widest);
    plot_caption_shown(page, study);
}

/* The axis of a ring: up to the highest target and p95. */
static struct plot_scale ring_scale(const struct study *study, int ring)
{
    double most = 1.0;
    for (int i = 0; i < plot_cases(study); i++) {
        struct figure reached = study_total(study, &study->cases[i], ring_measure[ring]);
        most = fmax(most, fmax(reached.p95, reached.estimate.value));
        most = fmax(most, target(study, i, ring));
    }
    return plot_scale(most, 5, 1.0);
}

/* "target 10", or "target" where it differs between rows. */
static void add_target(struct text *words, const struct study *study, int ring)
{
    int first = target(study, 0, ring);
    for (int i = 1; i < plot_cases(study); i++) {
        if (target(study, i, ring) != first) {
            text_add_string(words, _("target: as marked"));
            return;
        }
    }
    struct text number;
    text_init(&number);
    plot_add_number(&number, first, 0);
    if (first > 0)
        text_printf(words, _("target: %s"), text_string(&number));
    else
        text_add_string(words, _("no target"));
    text_free(&number);
}

static void draw_ring(struct page *page, const struct rows *rows, int ring)
{
    const char *const names[RINGS] = {_("In view"), _("Active"), _("Paying")};
    struct text *s = &page->script, left, right, at, words, ticks;
    struct text *const all[] = {&left, &right, &at, &words, &ticks};
    for (int i = 0; i < 5; i++)
        text_init(all[i]);
    text_printf(&left, "ring(%d)", ring);
    text_printf(&right, "ring(%d) - 9.5 * char", ring + 1);
    text_printf(&at, "ring(%d) - 3 * char", ring + 1);
    rows_panel(rows, page,
        (struct panel){names[ring], text_string(&left), text_string(&right), 0, 0, false});
    rows_head(rows, page, text_string(&left), 1, "left", names[ring]);
    add_target(&words, rows->study, ring);
    rows_head(rows, page, text_string(&left), 0, "left", text_string(&words));
    rows_head(rows, page, text_string(&at), 0, "right", chance_words(rows->study));
    struct plot_scale scale = ring_scale(rows->study, ring);
    text_printf(
        s, "set xrange [0:%.10g]\nc = %d\n", scale.end, FIRST_COLUMN + RING_COLUMNS * ring);
    plot_add_ticks(&ticks, scale, plot_add_whole);
    page_ticks(page, 'x', text_string(&ticks));
    rows_axis_title(rows, page, _("companies"));
    text_add_string(s,
        "plot file.'.dat' index 0 using (column(c + 2)):1:(column(c + 3) - column(c + 2)):(0) "
        "\\\n"
        "        with vectors nohead dashtype solid linecolor rgb '#9ecae8' linewidth 10, \\\n"
        "    file.'.dat' index 0 using (column(c)):($1 - 0.36):(0):(0.72) \\\n"
        "        with vectors nohead dashtype solid linecolor rgb '#111111' linewidth 3, \\\n"
        "    file.'.dat' index 0 using (column(c + 1)):1 \\\n"
        "        with points linecolor rgb '#a63603' pointtype 7 pointsize 1\n");
    for (int i = 0; i < 5; i++)
        text_free(all[i]);
}

static void draw_chances(struct page *page, const struct rows *rows)
{
    struct text *s = &page->script;
    rows_panel(rows, page,
        (struct panel){"The chances, in pixels from the left", "0", "width", 0, 0, true});
    rows_head(rows, page, "width - 24", 1, "right", _("all three"));
    rows_head(rows, page, "width - 24", 0, "right", chance_words(rows->study));
    text_printf(s,
        "set xrange [0:width]\n"
        "plot for [i=0:2] file.'.dat' index 0 using (ring(i + 1) - 3 * char):1:%d + 6 * i \\\n"
        "        with labels right, \\\n"
        "    file.'.dat' index 0 using (width - 24):1:%d with labels right\n",
        FIRST_COLUMN + RING_COLUMNS - 1, FIRST_COLUMN + RINGS * RING_COLUMNS + 1);
}

void plot_rings(struct page *page, const struct study *study)
{
    struct rows rows;
    page_init(page, "rings",
        _("Companies in view, active and paying in one campaign, against the targets"));
    rows_init(&rows, study, 2);
    add_captions(page, study, add_rows(page, &rows));
    rows_begin(&rows, page, BELOW);
    text_add_string(&page->script,
        "# Where each of three parts begins.\n"
        "ring(i) = 24 + names + i * (width - 48 - names - 8 * char) / 3.0\n");
    rows_names(&rows, page);
    for (int ring = 0; ring < RINGS && rows.n > 0; ring++)
        draw_ring(page, &rows, ring);
    if (rows.n > 0)
        draw_chances(page, &rows);
    page_end(page);
}
