/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots_compare.h"

#include "language.h"
#include "plot_lines.h"
#include "plot_parts.h"

/* By value of a partner: both kinds of best, and what choosing another may cost. */

/* A dotted line at each fee, and its amount above. */
static void mark_fees(struct lines *lines, const struct comparison *comparison)
{
    for (int i = 0; i < comparison->n_fees; i++) {
        struct text euros = {0};
        plot_add_euros(&euros, comparison->fee[i]);
        text_printf(&lines->shades,
            "set arrow from %.10g, graph 0 to %.10g, graph 1 nohead back \\\n"
            "    linecolor rgb '#777777' dashtype (2, 3)\nset label ",
            comparison->fee[i], comparison->fee[i]);
        plot_add_literal(&lines->shades, text_string(&euros));
        text_printf(&lines->shades,
            " at %.10g, graph 1.025 center font small textcolor rgb '#555555'\n",
            comparison->fee[i]);
        text_free(&euros);
    }
}

static void caption(struct page *page, const struct comparison *comparison, const char *words)
{
    page_caption(page, words);
    if (comparison->n_fees > 0)
        page_caption(page, _("Dotted: the yearly fees of the packages."));
    plot_caption_shown(page, comparison->compare->study);
}

/* Why there is nothing of averages to be seen; NULL: there is. */
static const char *untold(const struct comparison *comparison)
{
    if (comparison->tells_averages)
        return NULL;
    return comparison->agrees ? _("too few campaigns to tell")
                              : _("the configs do not agree on what is known");
}

typedef const double *pick(const struct best_choice *best);

static void fill(struct page *page, const struct comparison *comparison, pick *of, bool euros,
    const char *y_title, const char *message)
{
    struct lines lines;
    const struct study *study = comparison->compare->study;
    struct plot_scale scale = plot_scale(comparison->end, 6, 1.0);
    lines_init(&lines, study, comparison->n_values);
    lines.bands = false;
    lines.euros = euros;
    for (int v = 0; v < comparison->n_values; v++) {
        lines.x[v] = comparison->at[v];
        for (int i = 0; i < lines.n_cases; i++)
            lines.at[i * lines.n_x + v].value = of(&comparison->best_at[v])[i];
    }
    lines.x_column = "value";
    lines.x_title = _("what a partner is worth to you, euros");
    lines.y_title = y_title;
    lines.message = message;
    lines.x_end = comparison->end;
    scale.end = comparison->end;
    plot_add_ticks(&lines.x_ticks, scale, plot_add_euros);
    mark_fees(&lines, comparison);
    lines.above = comparison->n_fees > 0 ? PAGE_LINE : 0;
    lines_write(&lines, page);
    lines_free(&lines);
}

static const double *average_of(const struct best_choice *best)
{
    return best->average;
}

static const double *campaign_of(const struct best_choice *best)
{
    return best->campaign;
}

static const double *loss_of(const struct best_choice *best)
{
    return best->loss;
}

/* The caption where numbers are not known, or are; of what is not told or the same its own. */
static const char *averages_caption(
    const struct comparison *comparison, const char *ways, const char *certain)
{
    if (!comparison->agrees)
        return _("Some config knows numbers that another does not, so that the ways in which "
                 "they may fall are not the same for all.");
    if (!comparison->tells_averages)
        return _("What is best on average cannot be told from so few campaigns.");
    if (comparison_all_same(comparison))
        return _("All strategies came to the same in every simulated campaign.");
    return comparison->compare->n_unknown > 0 ? ways : certain;
}

void plot_best_on_average(struct page *page, const struct comparison *comparison)
{
    page_init(page, "best_on_average", _("Chance that this is the best choice, on average"));
    const char *ways =
        _("Share of the ways the unknown numbers may fall in which a strategy is "
          "the best on average: worth of its partners less its cost. The luck "
          "of one campaign is no part of this.");
    const char *certain = _("All numbers are taken as known: but for the error of simulating "
                            "one strategy is the best on average for certain.");
    caption(page, comparison, averages_caption(comparison, ways, certain));
    fill(page, comparison, average_of, false, _("chance that this is the best choice"),
        untold(comparison));
}

void plot_best_in_one(struct page *page, const struct comparison *comparison)
{
    page_init(page, "best_in_one_campaign", _("Best in one campaign, luck included"));
    caption(page, comparison,
        _("Share of single campaigns in which a strategy comes out best: worth of its partners "
          "less its cost. Luck is part of this, so that the better choice may lose."));
    fill(page, comparison, campaign_of, false, _("share of campaigns"), NULL);
}

void plot_expected_loss(struct page *page, const struct comparison *comparison)
{
    page_init(page, "expected_loss", _("What choosing this strategy may be expected to cost"));
    const char *ways = _("Expected loss against choosing the best strategy with all unknown "
                         "numbers known; the lowest line is what it is worth to know them.");
    const char *certain = _("Expected loss against the best strategy. All numbers are taken as "
                            "known, so that choosing the best has no loss.");
    caption(page, comparison, averages_caption(comparison, ways, certain));
    fill(page, comparison, loss_of, true, _("expected loss, euros per campaign"),
        untold(comparison));
}
