/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_parts.h"

#include "language.h"
#include "plot_rows.h"

#include <math.h>

/* What outreach is spent on: bars a case, a part a kind of cost. */

enum kind { CONTACTS, OCCASIONS, RESEARCH, MOVES, AIDS, KINDS };
enum { BELOW = 50, FIRST_COLUMN = 4, FIGURES = 36 };

/* Neighbours differ in lightness, all five do in grey. */
static const struct {
    const char *colour;
    const char *ink; /* of figures on it */
} look[KINDS] = {
    {"#0072b2", "#ffffff"},
    {"#e69f00", "#111111"},
    {"#009e73", "#ffffff"},
    {"#f0e442", "#111111"},
    {"#333333", "#ffffff"},
};

static const char *kind_name(enum kind kind)
{
    const char *const names[KINDS] = {
        _("contacts"), _("events"), _("research"), _("moved appointments"), _("aids")};
    return names[kind];
}

/* Adds euros per campaign of what one case was itself. */
static void add_parts(const struct study_case *one, double campaigns, double part[KINDS])
{
    const double unit = MICRO * campaigns;
    const struct counts *counts = &one->tally.counts;
    for (int k = 0; k < one->campaign->n_contacts; k++) {
        const struct contact_counts *contact = &counts->contact[k];
        part[CONTACTS] += (double)books_outreach(contact, CHARGE_CONTACTS).cost / unit;
        part[OCCASIONS] += (double)books_outreach(contact, CHARGE_OCCASIONS).cost / unit;
        part[MOVES] += (double)books_outreach(contact, CHARGE_MOVES).cost / unit;
    }
    part[RESEARCH] += (double)counts->overhead.research.cost / unit;
    part[AIDS] += (double)counts->overhead.aids.cost / unit;
}

/* Euros per campaign by kind; they add up to the cost. Those of a total are its hubs'. */
static void find_parts(const struct study *study, int i, double part[KINDS])
{
    int hubs = study->cases[i].hubs;
    for (int kind = 0; kind < KINDS; kind++)
        part[kind] = 0.0;
    if (study->replications == 0)
        return;
    for (int k = hubs > 0 ? i - hubs : i; k < (hubs > 0 ? i : i + 1); k++)
        add_parts(&study->cases[k], (double)study->replications, part);
    for (int kind = 0; kind < KINDS; kind++)
        part[kind] = part[kind] > 1e-4 ? part[kind] : 0.0;
}

static double most_cost(const struct study *study)
{
    double most = 0.0;
    for (int i = 0; i < plot_cases(study); i++)
        most = fmax(most, plot_mean(study, i, Q_COST));
    return most;
}

/* A figure within its part of the bar, if it fits there; `per_euro` in characters. */
static void add_part(struct text *data, double euro, double per_euro)
{
    struct text words;
    text_init(&words);
    plot_add_number(&words, euro, 0);
    bool fits = plot_extent(text_string(&words)).columns + 1.5 < euro * per_euro;
    plot_add_cell(data, euro);
    text_add_string(data, "\t");
    plot_add_field(data, fits ? text_string(&words) : "");
    text_free(&words);
}

static void add_row(struct page *page, const struct rows *rows, int i, double end)
{
    const struct study *study = rows->study;
    double part[KINDS];
    double columns = PAGE_WIDTH / 7.6 - 6.0 - rows->columns - FIGURES;
    struct text all, range, low, high;
    struct text *const texts[] = {&all, &range, &low, &high};
    for (int k = 0; k < 4; k++)
        text_init(texts[k]);
    find_parts(study, i, part);
    rows_add_name(rows, &page->data, i);
    for (int kind = 0; kind < KINDS; kind++)
        add_part(&page->data, part[kind], columns / end);
    struct figure cost = study_total(study, &study->cases[i], "cost");
    plot_add_euros(&all, cost.estimate.value);
    if (study->replications > 1 && !isnan(cost.p05)) {
        plot_add_number(&low, cost.p05, 0);
        plot_add_number(&high, cost.p95, 0);
        plot_add_span(&range, &low, &high);
    }
    text_add_string(&page->data, "\t");
    plot_add_field(&page->data, text_string(&all));
    text_add_string(&page->data, "\t");
    plot_add_field(&page->data, text_string(&range));
    text_add_string(&page->data, "\n");
    for (int k = 0; k < 4; k++)
        text_free(texts[k]);
}

static void add_rows(struct page *page, const struct rows *rows, double end)
{
    text_add_string(&page->data, "# row\tname at\tname");
    for (enum kind kind = 0; kind < KINDS; kind++)
        text_printf(&page->data, "\t%s\tin words", kind_name(kind));
    text_add_string(&page->data, "\tall\trange of one campaign\n");
    for (int i = 0; i < rows->n; i++)
        add_row(page, rows, i, end);
}

static void caption_many(struct page *page, const struct study *study)
{
    struct text words, number, level, error;
    struct text *const all[] = {&words, &number, &level, &error};
    for (int i = 0; i < 4; i++)
        text_init(all[i]);
    double widest = 0.0;
    for (int i = 0; i < plot_cases(study); i++) {
        struct estimate cost = study_quantity(study, &study->cases[i], 0, Q_COST);
        widest = fmax(widest, (cost.high - cost.low) / 2.0);
    }
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    plot_add_euros(&error, fmax(ceil(widest - 1e-9), 1.0));
    text_printf(&words,
        _("Average of %s simulated campaigns. Monte Carlo error (%s confidence): at most "
          "%s. Range of one campaign: from p05 to p95; nine in ten end within it."),
        text_string(&number), text_string(&level), text_string(&error));
    page_caption(page, text_string(&words));
    for (int i = 0; i < 4; i++)
        text_free(all[i]);
}

static void add_captions(struct page *page, const struct study *study)
{
    page_caption(
        page, _("Staff hours are counted at their hourly rate, in contacts and wherever "
                "else they are spent. Keeping and serving partners is not included."));
    if (study->replications == 1)
        page_caption(page, _("One simulated campaign."));
    else if (plot_content(study) == PLOT_NOTHING_RUN)
        page_caption(page, plot_content_words(PLOT_NOTHING_RUN));
    else
        caption_many(page, study);
    plot_caption_shown(page, study);
}

/* The kinds that cost anything in any case. */
static int find_kinds(const struct study *study, enum kind kinds[KINDS])
{
    int n = 0;
    for (enum kind kind = 0; kind < KINDS; kind++) {
        bool any = false;
        for (int i = 0; i < plot_cases(study); i++) {
            double part[KINDS];
            find_parts(study, i, part);
            any = any || part[kind] != 0.0;
        }
        if (any)
            kinds[n++] = kind;
    }
    return n;
}

/* Index 1 of the data: the kinds, and where they stand in the legend, in characters. */
static void add_legend(struct text *data, const enum kind kinds[KINDS], int n)
{
    text_add_string(data, "\n\n# at\tkind of cost\n");
    for (int i = 0, at = 0; i < n; i++) {
        text_printf(data, "%d\t", at);
        plot_add_field(data, kind_name(kinds[i]));
        text_add_string(data, "\n");
        at += plot_extent(kind_name(kinds[i])).columns + 6;
    }
}

static void draw_legend(
    struct page *page, const struct rows *rows, const enum kind kinds[KINDS], int n)
{
    struct text *s = &page->script;
    page_panel(page, (struct panel){"The legend", "24 + names", "width - 24", rows->top - 39,
                         rows->top - 21, true});
    text_add_string(s, "set xrange [0:(width - 48 - names) / char]\nset yrange [0:1]\nplot ");
    for (int i = 0; i < n; i++)
        text_printf(s,
            "file.'.dat' index 1 every ::%d::%d using 1:(0.5):1:($1 + 2):(0.2):(0.8) \\\n"
            "        with boxxyerror linecolor rgb '%s', \\\n"
            "    file.'.dat' index 1 every ::%d::%d using ($1 + 3):(0.5):2 \\\n"
            "        with labels font small left, \\\n    ",
            i, i, look[kinds[i]].colour, i, i);
    text_add_string(s, "-1 with lines\n");
}

static void draw_parts(struct page *page, const enum kind kinds[KINDS], int n)
{
    struct text *s = &page->script;
    text_printf(s,
        "# The bar of a kind of cost begins where those before it end.\n"
        "before(kind) = (sum [i=0:kind] column(%d + 2 * i)) - column(%d + 2 * kind)\n"
        "after(kind) = before(kind) + column(%d + 2 * kind)\n"
        "plot ",
        FIRST_COLUMN, FIRST_COLUMN, FIRST_COLUMN);
    for (int i = 0; i < n; i++) {
        int kind = (int)kinds[i];
        text_printf(s,
            "file.'.dat' index 0 \\\n"
            "        using (0):1:(before(%d)):(after(%d)):($1 - 0.32):($1 + 0.32) \\\n"
            "        with boxxyerror linecolor rgb '%s', \\\n"
            "    file.'.dat' index 0 using (text ? -1 : (before(%d) + after(%d)) / 2):1:%d \\\n"
            "        with labels font small textcolor rgb '%s', \\\n    ",
            kind, kind, look[kind].colour, kind, kind, FIRST_COLUMN + 1 + 2 * kind,
            look[kind].ink);
    }
    text_add_string(s, "-1 with lines\n");
}

static void draw_figures(struct page *page, const struct rows *rows)
{
    rows_panel(rows, page,
        (struct panel){"The figures", "width - 24 - figures", "width - 24", 0, 0, true});
    rows_head(rows, page, "width - 24 - figures + 10 * char", 0, "right", _("average"));
    if (rows->study->replications > 1)
        rows_head(rows, page, "width - 24", 0, "right", _("range of one campaign"));
    text_printf(&page->script,
        "set xrange [0:figures]\n"
        "plot file.'.dat' index 0 using (10 * char):1:%d with labels right, \\\n"
        "    file.'.dat' index 0 using (figures):1:%d with labels right\n",
        FIRST_COLUMN + 2 * KINDS, FIRST_COLUMN + 2 * KINDS + 1);
}

void plot_cost_makeup(struct page *page, const struct study *study)
{
    struct rows rows;
    struct text ticks;
    enum kind kinds[KINDS];
    page_init(page, "cost_makeup", _("What outreach costs, and on what it is spent"));
    rows_init(&rows, study, 2);
    add_captions(page, study);
    struct plot_scale scale = plot_scale(most_cost(study), 5, 1.0);
    add_rows(page, &rows, scale.end);
    int n = find_kinds(study, kinds);
    add_legend(&page->data, kinds, n);
    rows_begin(&rows, page, BELOW);
    text_printf(&page->script, "figures = %d * char\n", FIGURES);
    rows_names(&rows, page);
    rows_panel(&rows, page,
        (struct panel){"The bars", "24 + names", "width - 24 - figures", 0, 0, false});
    text_printf(&page->script, "set xrange [0:%.10g]\n", scale.end);
    text_init(&ticks);
    plot_add_ticks(&ticks, scale, plot_add_euros);
    page_ticks(page, 'x', text_string(&ticks));
    text_free(&ticks);
    rows_axis_title(&rows, page, _("euros per campaign"));
    draw_parts(page, kinds, n);
    draw_legend(page, &rows, kinds, n);
    if (rows.n > 0)
        draw_figures(page, &rows);
    page_end(page);
}
