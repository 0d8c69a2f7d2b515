/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "captions.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* What is told under the plots, and what of them depends on the results. */

static const char *replications(struct page *page, const struct pictures *pictures)
{
    return page_number(page, (double)pictures->replications, NUMBER_WHOLE);
}

static const char *confidence(struct page *page, const struct pictures *pictures)
{
    return page_number(page, pictures->study->confidence, NUMBER_SHARE);
}

/* Half the widest interval of a measure of all companies, over the cases. */
static double widest(struct pictures *pictures, const char *measure)
{
    double most = 0.0;
    for (int i = 0; i < pictures->n; i++)
        most = fmax(most, (pictures_total(pictures, measure, i, "mc_high") -
                              pictures_total(pictures, measure, i, "mc_low")) /
                              2.0);
    return most;
}

void tell_shown(struct page *page, const struct pictures *pictures, int shown)
{
    if (shown < pictures->n_all)
        page_caption(page, _("The first %d of %d are shown; the tables have all of them."),
            shown, pictures->n_all);
}

/* What lines are, averages over campaigns, and what the bands, where they are drawn. */
static void tell_averages(struct page *page, const struct pictures *pictures)
{
    if (pictures->replications == 1)
        page_caption(page, "%s",
            _("Line: one simulated campaign. Where another one would end takes more simulated "
              "campaigns to say."));
    else if (lines_have_bands(pictures))
        page_caption(page,
            _("Line: average of %s simulated campaigns. Band: Monte Carlo error of that "
              "average "
              "(%s confidence). One campaign can end well above or below it."),
            replications(page, pictures), confidence(page, pictures));
    else
        page_caption(page,
            _("Line: average of %s simulated campaigns. One campaign can end well above or "
              "below it."),
            replications(page, pictures));
}

/* ---- Conversion ---- */

static void tell_open(struct page *page, struct pictures *pictures)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < pictures->n; i++) {
        double share = pictures_total(pictures, "open_share", i, "estimate");
        low = fmin(low, share);
        high = fmax(high, share);
    }
    if (high > 0.0)
        page_caption(page,
            _("Not yet decided when outreach ends: %s of the companies. They count as not "
              "joined."),
            page_span(page, low, high, NUMBER_SHARE));
}

void tell_conversion(struct page *page, struct pictures *pictures, struct plot *plot)
{
    enum content content = pictures_content(pictures);
    plot->message = content_words(content);
    if (content == FULL)
        tell_averages(page, pictures);
    if (content >= NO_PARTNER)
        tell_open(page, pictures);
}

/* By the `contacts`-th contact, at the latest the seventh. */
static int example_of(struct pictures *pictures)
{
    const struct source *source = pictures_table(pictures, "conversion_by_contact");
    int last = 1;
    for (int i = 0; i < pictures->n && last < 7; i++) {
        double before = 0.0;
        for (long row = source_row(source, i, "segment=all", 0); row >= 0;
             row = source_row(source, i, "segment=all", row + 1)) {
            double joined = source_number(source, row, "joined");
            double contacts = source_number(source, row, "contacts");
            last = joined > before && contacts > last ? (int)fmin(contacts, 7.0) : last;
            before = joined;
        }
    }
    return last;
}

void tell_contacts(struct page *page, struct pictures *pictures, struct plot *plot)
{
    int contacts = example_of(pictures);
    if (pictures_content(pictures) == FULL)
        page_caption(page,
            _("At %d contacts, for instance: the companies that joined after %d contacts or "
              "fewer, as a share of all that were approached, those who said no or were given "
              "up on included."),
            contacts, contacts);
    tell_conversion(page, pictures, plot);
}

static const struct campaign_terms *terms_of(const struct pictures *pictures, int i)
{
    return &pictures->one[i].of->scenario->campaign;
}

/* The day number of the start that all cases share; false when they differ. */
static bool common_start(const struct pictures *pictures, long *start)
{
    for (int i = 0; i < pictures->n; i++) {
        long day;
        const char *date = terms_of(pictures, i)->start;
        if (date == NULL || !calendar_parse(date, &day) || (i > 0 && day != *start))
            return false;
        *start = day;
    }
    return pictures->n > 0;
}

/* Shades the closed periods until day `last`, if all cases have the same. */
static void shade_closed(
    struct page *page, const struct pictures *pictures, struct plot *plot, double last)
{
    const struct campaign_terms *first = terms_of(pictures, 0);
    for (int i = 1; i < pictures->n; i++) {
        const struct campaign_terms *other = terms_of(pictures, i);
        if (other->n_closed != first->n_closed ||
            memcmp(other->closed, first->closed,
                (size_t)first->n_closed * sizeof *first->closed) != 0)
            return;
    }
    double *from = arena_new(&page->arena, (size_t)first->n_closed + 1, sizeof *from);
    double *to = arena_new(&page->arena, (size_t)first->n_closed + 1, sizeof *to);
    for (int i = 0; i < first->n_closed; i++) {
        from[plot->n_shades] = fmax((double)first->closed[i].from, 0.0);
        to[plot->n_shades] = fmin((double)first->closed[i].to + 1.0, last);
        plot->n_shades += to[plot->n_shades] > from[plot->n_shades];
    }
    plot->shade_from = from;
    plot->shade_to = to;
    if (plot->n_shades > 0)
        page_caption_of_colours(page, _("Grey: closed periods, in which nothing takes place."));
}

void tell_dates(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct source *source = pictures_table(pictures, plot->table);
    double last = 0.0;
    for (long row = source_row(source, -1, plot->where, 0); row >= 0;
         row = source_row(source, -1, plot->where, row + 1))
        last = fmax(last, source_number(source, row, plot->x));
    if (common_start(pictures, &plot->start)) {
        shade_closed(page, pictures, plot, last);
    } else {
        plot->x_unit = UNIT_COUNT;
        plot->x_title = N_("days since the start of the campaign");
    }
    tell_conversion(page, pictures, plot);
}

/* ---- Costs ---- */

void tell_cost(struct page *page, struct pictures *pictures, struct plot *plot)
{
    (void)plot;
    if (pictures->replications == 1) {
        page_caption(page, "%s", _("One simulated campaign: it shows no range and no error."));
    } else if (pictures_content(pictures) == FULL) {
        page_caption(page,
            _("Dot: average cost over average number of partners, of %s simulated campaigns. "
              "Whiskers, and figures in brackets: its Monte Carlo error (%s confidence)."),
            replications(page, pictures), confidence(page, pictures));
        page_caption(page, "%s",
            _("Bar: range of one campaign, from p05 to p95; nine in ten end within it. An "
              "arrow: it goes on, past the axis or without end, since a campaign without a "
              "partner has no cost per partner."));
    }
}

void tell_cost_chance(struct page *page, struct pictures *pictures, struct plot *plot)
{
    plot->message = content_words(pictures_content(pictures));
    if (plot->message[0] != '\0')
        return;
    const struct source *source = pictures_table(pictures, plot->table);
    const char *amount =
        page_number(page, source_number(source, source->table.n - 1, plot->x), NUMBER_MONEY);
    if (pictures->replications == 1)
        page_caption(
            page, "%s", _("One simulated campaign: it stays under the amount or not."));
    else if (lines_have_bands(pictures))
        page_caption(page,
            _("Line: share of %s simulated campaigns. Band: its Monte Carlo error (%s "
              "confidence). In figures: the share at %s."),
            replications(page, pictures), confidence(page, pictures), amount);
    else
        page_caption(page,
            _("Line: share of %s simulated campaigns. In figures: the share at %s."),
            replications(page, pictures), amount);
    page_caption(page, "%s",
        _("A campaign without a partner stays under no amount, so that a line ends below 100% "
          "where some campaigns win nobody."));
}

/* Where there is one campaign, or none, so; false where there are more. */
static bool tell_few(struct page *page, struct pictures *pictures)
{
    if (pictures->replications == 1)
        page_caption(page, "%s", _("One simulated campaign."));
    else if (pictures_content(pictures) == NOTHING_RUN)
        page_caption(page, "%s", content_words(NOTHING_RUN));
    else
        return false;
    return true;
}

void tell_makeup(struct page *page, struct pictures *pictures, struct plot *plot)
{
    if (pictures->replications == 1)
        plot->words[1].say = NULL;
    page_caption(page, "%s",
        _("Staff hours are counted at their hourly rate, in contacts and wherever else they "
          "are spent. Keeping and serving partners is not included."));
    if (!tell_few(page, pictures))
        page_caption(page,
            _("Average of %s simulated campaigns. Monte Carlo error (%s confidence): at most "
              "%s. Range of one campaign: from p05 to p95; nine in ten end within it."),
            replications(page, pictures), confidence(page, pictures),
            page_at_most(page, widest(pictures, "cost"), NUMBER_MONEY));
}

/* ---- Companies ---- */

void tell_rings(struct page *page, struct pictures *pictures, struct plot *plot)
{
    page_caption(page, "%s",
        _("In view: at least one contact. Active: took part in something. Paying: active and "
          "partner."));
    if (pictures->replications == 1) {
        for (struct words *words = plot->words; words->say != NULL; words++)
            words->head[0] = N_("reached");
        page_caption(page, "%s",
            _("Dot: one simulated campaign. Black line: target. Ranges and chances take more "
              "simulated campaigns."));
        return;
    }
    if (tell_few(page, pictures))
        return;
    static const char *const average[] = {"in_view", "active", "paying"};
    static const char *const hit[] = {"p_in_view", "p_active", "p_paying", "p_all_targets"};
    double companies = 0.0, points = 0.0;
    for (int i = 0; i < 3; i++)
        companies = fmax(companies, widest(pictures, average[i]));
    for (int i = 0; i < 4; i++)
        points = fmax(points, widest(pictures, hit[i]));
    page_caption(page, "%s",
        _("Dot: average. Bar: range of one campaign, from p05 to p95; nine in ten end within "
          "it. Black line: target. Chance: that one campaign reaches it."));
    page_caption(page,
        _("Over %s simulated campaigns. Monte Carlo error (%s confidence): at most %s company "
          "for an average, %s percentage points for a chance."),
        replications(page, pictures), confidence(page, pictures),
        page_at_most(page, companies, companies < 0.1 ? NUMBER_HUNDREDTHS : NUMBER_TENTHS),
        page_at_most(page, points, NUMBER_POINTS));
}

void tell_funnel(struct page *page, struct pictures *pictures, struct plot *plot)
{
    enum content content = pictures_content(pictures);
    if (content < NO_PARTNER) {
        page_caption(page, "%s", content_words(content));
        return;
    }
    page_caption(page, "%s",
        _("Share of the approached companies that got at least as far by the end of outreach; "
          "some are still on their way."));
    if (tell_few(page, pictures))
        return;
    double points = 0.0;
    for (const struct panel *panel = plot->panel; panel->table != NULL; panel++)
        for (int i = 0; i < pictures->n; i++) {
            double low = pictures_number(pictures, panel->table, panel->where, i, "mc_low");
            double high = pictures_number(pictures, panel->table, panel->where, i, "mc_high");
            points = fmax(points,
                (high - low) / 2.0 / pictures_total(pictures, "approached", i, "estimate"));
        }
    page_caption(page,
        _("Average of %s simulated campaigns. Monte Carlo error (%s confidence): at most %s "
          "percentage points."),
        replications(page, pictures), confidence(page, pictures),
        page_at_most(page, points, NUMBER_POINTS));
}

/* ---- Comparisons ---- */

static void mark_fees(struct page *page, const struct comparison *comparison, struct plot *plot)
{
    plot->n_marks = comparison->n_fees;
    plot->mark = comparison->fee;
    if (comparison->n_fees > 0)
        page_caption(page, "%s", _("Dotted: the yearly fees of the packages."));
}

/* What is told where numbers are not known, or are; of what is not told or the same its own. */
static void tell_averages_of(struct page *page, struct pictures *pictures, struct plot *plot,
    const char *ways, const char *certain)
{
    const struct comparison *comparison = pictures->results->comparison;
    const char *words = comparison->compare->n_unknown > 0 ? ways : certain;
    plot->message = "";
    if (!comparison->agrees) {
        plot->message = _("the configs do not agree on what is known");
        words = _("Some config knows numbers that another does not, so that the ways in which "
                  "they may fall are not the same for all.");
    } else if (!comparison->tells_averages) {
        plot->message = _("too few campaigns to tell");
        words = _("What is best on average cannot be told from so few campaigns.");
    } else if (comparison_all_same(comparison)) {
        words = _("All strategies came to the same in every simulated campaign.");
    }
    page_caption(page, "%s", words);
    mark_fees(page, comparison, plot);
}

void tell_best_on_average(struct page *page, struct pictures *pictures, struct plot *plot)
{
    tell_averages_of(page, pictures, plot,
        _("Share of the ways the unknown numbers may fall in which a strategy is the best on "
          "average: worth of its partners less its cost. The luck of one campaign is no part "
          "of this."),
        _("All numbers are taken as known: but for the error of simulating one strategy is the "
          "best on average for certain."));
}

void tell_best_in_one(struct page *page, struct pictures *pictures, struct plot *plot)
{
    plot->message = "";
    page_caption(page, "%s",
        _("Share of single campaigns in which a strategy comes out best: worth of its partners "
          "less its cost. Luck is part of this, so that the better choice may lose."));
    mark_fees(page, pictures->results->comparison, plot);
}

void tell_loss(struct page *page, struct pictures *pictures, struct plot *plot)
{
    tell_averages_of(page, pictures, plot,
        _("Expected loss against choosing the best strategy with all unknown numbers known; "
          "the lowest line is what it is worth to know them."),
        _("Expected loss against the best strategy. All numbers are taken as known, so that "
          "choosing the best has no loss."));
}

void tell_differences(struct page *page, struct pictures *pictures, struct plot *plot)
{
    (void)plot;
    page_caption(page,
        ngettext("Dot: what a strategy has more than the one whose dots stand at 0, of %s "
                 "simulated campaign with the same companies and luck. Whiskers: its Monte "
                 "Carlo error, that of all strategies at once (%s confidence).",
            "Dot: what a strategy has more than the one whose dots stand at 0, of %s simulated "
            "campaigns with the same companies and luck. Whiskers: its Monte Carlo error, that "
            "of all strategies at once (%s confidence).",
            (unsigned long)pictures->replications),
        replications(page, pictures), confidence(page, pictures));
}

/* Whether more strategies than one are worth their price, by their averages. */
static bool has_frontier(const struct compare *compare)
{
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    compare_frontier(compare, point, price);
    for (int i = 0; i < compare->n; i++)
        if (point[i].place == FRONTIER_ON && point[i].previous != FRONTIER_NONE)
            return true;
    return false;
}

static const char *frontier_words(const struct comparison *comparison)
{
    if (compare_has_few(comparison->compare))
        return _(
            "Which strategies are worth their price cannot be told from so few campaigns.");
    if (comparison_all_same(comparison))
        return _("All strategies came to the same in every simulated campaign.");
    if (!has_frontier(comparison->compare))
        return _("By these averages no strategy wins more partners than the cheapest, so that "
                 "there is no price of one more partner.");
    return _("Grey line: strategies that are worth their price by these averages, from the "
             "cheapest on; its slope is the price of one more partner. Above the line another "
             "wins as many for less. The table says what of this is shown.");
}

/* Share of the ways the unknown numbers may fall in. */
#define SHARE_OF_WAYS 0.9

double share_in_ellipse(const struct pictures *pictures)
{
    return pictures->results->comparison->compare->n_unknown > 0 ? SHARE_OF_WAYS
                                                                 : pictures->study->confidence;
}

void tell_plane(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct comparison *comparison = pictures->results->comparison;
    bool unknown = comparison->compare->n_unknown > 0;
    const char *share = page_number(page, share_in_ellipse(pictures), NUMBER_SHARE);
    (void)plot;
    page_caption(page, "%s", frontier_words(comparison));
    if (comparison->compare->replications < SPREAD_LEAST)
        page_caption(page, "%s",
            _("No ellipses: too few campaigns to tell how far off these averages may be."));
    else if (unknown)
        page_caption(page,
            _("Ellipse: where the average ends up in about %s of the ways the unknown numbers "
              "may fall; the luck of one campaign comes on top."),
            share);
    else
        page_caption(page,
            _("Ellipse: Monte Carlo error of both averages (%s confidence), often too small to "
              "be seen; all numbers are taken as known."),
            share);
    if (unknown && comparison->tells_averages)
        page_caption(page, "%s",
            _("The unknown numbers fall alike for all strategies, so that differences are "
              "surer "
              "than ellipses that overlap suggest."));
}

void tell_segments(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct comparison *comparison = pictures->results->comparison;
    (void)plot;
    page_caption(page,
        compare_has_few(comparison->compare)
            ? _("Worth of the partners less the cost, euros per company approached, at %s for "
                "a partner; the darker, the further below the highest. Which strategy is the "
                "best for a segment cannot be told from so few campaigns.")
            : _("Worth of the partners less the cost, euros per company approached, at %s for "
                "a partner; the darker, the further below the highest. Framed: the best "
                "strategy for the segment; dashed: those that may be, where it is not shown "
                "which one is."),
        page_number(page, comparison->value, NUMBER_MONEY));
}

/* ---- Plans ---- */

/* Against the budget, or the hours a week where only these differ. */
static bool by_hours(const struct pictures *pictures)
{
    const struct plan *plan = pictures->results->plan->plan;
    return plan->grid.n_hours > 0 && plan->n_budgets == 1;
}

void tell_plan(struct page *page, struct pictures *pictures, struct plot *plot)
{
    if (by_hours(pictures)) {
        plot->x = "hours_per_week";
        plot->x_title = N_("hours of the team a week");
        plot->x_unit = UNIT_COUNT;
        plot->x_ticks = 10;
    }
    tell_averages(page, pictures);
}

void tell_plan_partners(struct page *page, struct pictures *pictures, struct plot *plot)
{
    tell_plan(page, pictures, plot);
    if (by_hours(pictures))
        plot->title = N_("Partners won, by hours of the team");
    page_caption(page, "%s",
        by_hours(pictures)
            ? _("With these hours as many companies are approached as win most partners with "
                "them.")
            : _("With each budget as many companies are approached as win most partners with "
                "it."));
}

void tell_plan_next(struct page *page, struct pictures *pictures, struct plot *plot)
{
    tell_plan(page, pictures, plot);
    plot->left_out = by_hours(pictures);
    page_caption(page, "%s",
        _("Not shown where a budget brings too few partners more than the one before to tell. "
          "The band leaves out that the companies that go with a budget are estimated as "
          "well."));
}

/* The weeks that outreach lasts; NAN where strategies differ in it or hours have no limit. */
static double weeks_of_outreach(const struct plan_report *report)
{
    const struct plan_set *set = &report->plan->row_set;
    int days = plan_line_case(report, 0)->scenario->campaign.outreach_days;
    for (int i = 0; i < set->n; i++)
        if (plan_line_case(report, set->point[i].line)->scenario->campaign.outreach_days !=
                days ||
            isnan(set->point[i].terms.hours_per_week))
            return NAN;
    return days / (double)DAYS_PER_WEEK;
}

void tell_plan_hours(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct plan_report *report = pictures->results->plan;
    tell_plan(page, pictures, plot);
    plot->across = weeks_of_outreach(report);
    if (isnan(report->plan->row_set.point[0].terms.hours_per_week)) {
        plot->title = N_("Hours charged to the campaign");
        plot->y_title = N_("hours");
    }
    if (!isnan(plot->across))
        page_caption(page,
            _("Across: the %s weeks that outreach lasts. Finding out about companies, moved "
              "appointments and events come on top of the team's hours."),
            page_number(page, plot->across, NUMBER_TENTHS));
}
