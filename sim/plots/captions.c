/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* ---- When something is told ---- */

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

static bool holds(struct pictures *pictures, enum when when)
{
    const struct comparison *comparison = pictures->results->comparison;
    switch (when) {
    case ALWAYS:
        return true;
    case OF_NONE:
        return pictures->replications == 0;
    case OF_ONE:
        return pictures->replications == 1;
    case OF_MANY:
        return pictures->replications > 1;
    case WITH_BANDS:
        return lines_have_bands(pictures);
    case WITH_PARTNERS:
        return pictures_content(pictures) == FULL;
    case WITH_APPROACHED:
        return pictures_content(pictures) >= NO_PARTNER;
    case BY_HOURS:
        return pictures_by_hours(pictures);
    case OF_UNKNOWN:
        return comparison->compare->n_unknown > 0;
    case OF_FEW:
        return compare_has_few(comparison->compare);
    case WITHOUT_SPREAD:
        return comparison->compare->replications < SPREAD_LEAST;
    case IN_DISAGREEMENT:
        return !comparison->agrees;
    case TOLD:
        return comparison->tells_averages;
    case UNTOLD:
        return !comparison->tells_averages;
    case ALL_SAME:
        return comparison_all_same(comparison);
    case WITH_FRONTIER:
        return has_frontier(comparison->compare);
    }
    return false;
}

/* ---- Values in what is told ---- */

/* Half the widest interval over the cases, of a measure of all companies. */
static double widest(struct pictures *pictures, const char *measure)
{
    double most = 0.0;
    for (int i = 0; i < pictures->n; i++)
        most = fmax(most, (pictures_total(pictures, measure, i, "mc_high") -
                              pictures_total(pictures, measure, i, "mc_low")) /
                              2.0);
    return most;
}

/* The same of the panels' figures, as shares of the companies approached. */
static double widest_share(struct pictures *pictures)
{
    double most = 0.0;
    for (const struct panel *panel = pictures->plot->panel; panel->table != NULL; panel++)
        for (int i = 0; i < pictures->n; i++) {
            double low = pictures_number(pictures, panel->table, panel->where, i, "mc_low");
            double high = pictures_number(pictures, panel->table, panel->where, i, "mc_high");
            double approached = pictures_total(pictures, "approached", i, "estimate");
            most = fmax(most, (high - low) / 2.0 / approached);
        }
    return most;
}

static const char *open_at_end(struct page *page, struct pictures *pictures)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < pictures->n; i++) {
        double share = pictures_total(pictures, "open_share", i, "estimate");
        low = fmin(low, share);
        high = fmax(high, share);
    }
    return high > 0.0 ? page_span(page, low, high, NUMBER_SHARE) : NULL;
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

double share_in_ellipse(struct pictures *pictures)
{
    return holds(pictures, OF_UNKNOWN) ? 0.9 : pictures->study->confidence;
}

static const char *error_of_companies(struct page *page, struct pictures *pictures)
{
    double most = fmax(widest(pictures, "in_view"),
        fmax(widest(pictures, "active"), widest(pictures, "paying")));
    return page_at_most(page, most, most < 0.1 ? NUMBER_HUNDREDTHS : NUMBER_TENTHS);
}

static const char *error_of_chances(struct page *page, struct pictures *pictures)
{
    double most = fmax(widest(pictures, "p_in_view"), widest(pictures, "p_active"));
    most = fmax(most, fmax(widest(pictures, "p_paying"), widest(pictures, "p_all_targets")));
    return page_at_most(page, most, NUMBER_POINTS);
}

/* In words; NULL: there is none, and what it stands in is not told. */
static const char *value_of(
    struct page *page, struct pictures *pictures, const struct plot *plot, enum value value)
{
    const struct comparison *comparison = pictures->results->comparison;
    switch (value) {
    case CAMPAIGNS:
        return page_number(page, (double)pictures->replications, NUMBER_WHOLE);
    case CONFIDENCE:
        return page_number(page, pictures->study->confidence, NUMBER_SHARE);
    case EXAMPLE:
        return page_number(page, fmin(plot->x_last, 7.0), NUMBER_WHOLE);
    case LAST_AMOUNT:
        return page_number(page, plot->x_last, NUMBER_MONEY);
    case OPEN_SHARE:
        return open_at_end(page, pictures);
    case CLOSED_PERIODS:
        return plot->n_shades > 0 ? "" : NULL;
    case COST_ERROR:
        return page_at_most(page, widest(pictures, "cost"), NUMBER_MONEY);
    case COMPANIES_ERROR:
        return error_of_companies(page, pictures);
    case CHANCES_ERROR:
        return error_of_chances(page, pictures);
    case SHARES_ERROR:
        return page_at_most(page, widest_share(pictures), NUMBER_POINTS);
    case FEES:
        return comparison->n_fees > 0 ? "" : NULL;
    case IN_ELLIPSE:
        return page_number(page, share_in_ellipse(pictures), NUMBER_SHARE);
    case PARTNER_VALUE:
        return page_number(page, comparison->value, NUMBER_MONEY);
    case WEEKS:
        return isnan(plot->across) ? NULL : page_number(page, plot->across, NUMBER_TENTHS);
    case NO_VALUE:
        break;
    }
    return "";
}

/* Puts the values, one after the other, where the words have "%s"; false when one is missing.
 */
static bool fill_in(struct page *page, struct pictures *pictures, const struct plot *plot,
    const struct caption *caption, struct text *out)
{
    const char *words = _(caption->words);
    for (int i = 0; i < MOST_VALUES_TOLD && caption->value[i] != NO_VALUE; i++) {
        const char *value = value_of(page, pictures, plot, caption->value[i]);
        const char *place = strstr(words, "%s");
        if (value == NULL)
            return false;
        if (place == NULL)
            break;
        text_add(out, words, (size_t)(place - words));
        text_add_string(out, value);
        words = place + 2;
    }
    text_add_string(out, words);
    return true;
}

void tell(struct page *page, struct pictures *pictures, struct plot *plot)
{
    bool told = false;
    if (plot->about_partners)
        plot->message = content_words(pictures_content(pictures));
    for (const struct caption *caption = plot->caption; caption->words != NULL; caption++) {
        struct text words = {0};
        bool now = !(caption->otherwise && told);
        for (int i = 0; i < MOST_WHEN; i++)
            now = now && holds(pictures, caption->when[i]);
        told = now || (caption->otherwise && told);
        if (now && fill_in(page, pictures, plot, caption, &words))
            page_caption(page, text_string(&words), caption->of_colours);
        if (now && caption->message != NULL)
            plot->message = _(caption->message);
        text_free(&words);
    }
}

void tell_shown(struct page *page, const struct pictures *pictures, int shown)
{
    if (shown < pictures->n_all)
        page_caption(page,
            page_format(page, _("The first %d of %d are shown; the tables have all of them."),
                shown, pictures->n_all),
            false);
}

/* ---- What depends on the results ---- */

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

/* Shades the closed periods that begin before day `last`, if all cases have the same. */
static void shade_closed(
    struct page *page, const struct pictures *pictures, struct plot *plot, double last)
{
    const struct campaign_terms *first = terms_of(pictures, 0);
    size_t n = (size_t)first->n_closed;
    for (int i = 1; i < pictures->n; i++) {
        const struct campaign_terms *other = terms_of(pictures, i);
        if (other->n_closed != first->n_closed ||
            memcmp(other->closed, first->closed, n * sizeof *first->closed) != 0)
            return;
    }
    plot->shade_from = arena_new(&page->arena, n + 1, sizeof *plot->shade_from);
    plot->shade_to = arena_new(&page->arena, n + 1, sizeof *plot->shade_to);
    for (size_t i = 0; i < n; i++) {
        double from = fmax((double)first->closed[i].from, 0.0);
        double to = fmin((double)first->closed[i].to + 1.0, last);
        plot->shade_from[plot->n_shades] = from;
        plot->shade_to[plot->n_shades] = to;
        plot->n_shades += to > from;
    }
}

void prepare_dates(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct source *source = pictures_table(pictures, plot->table);
    double last = 0.0;
    for (long row = 0; row < source->table.n; row++)
        last = fmax(last, source_number(source, row, plot->x));
    if (common_start(pictures, &plot->start)) {
        shade_closed(page, pictures, plot, last);
    } else {
        plot->x_unit = UNIT_COUNT;
        plot->x_title = N_("days since the start of the campaign");
    }
}

void prepare_fees(struct page *page, struct pictures *pictures, struct plot *plot)
{
    (void)page;
    plot->n_marks = pictures->results->comparison->n_fees;
    plot->mark = pictures->results->comparison->fee;
}

/* Against the hours a week where only these differ. */
void prepare_plan(struct page *page, struct pictures *pictures, struct plot *plot)
{
    (void)page;
    if (!pictures_by_hours(pictures))
        return;
    plot->left_out = plot->by_budget_only;
    plot->title = plot->title_by_hours != NULL ? plot->title_by_hours : plot->title;
    plot->x = "hours_per_week";
    plot->x_title = N_("hours of the team a week");
    plot->x_unit = UNIT_COUNT;
    plot->x_ticks = 10;
}

void prepare_hours(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct plan_report *report = pictures->results->plan;
    prepare_plan(page, pictures, plot);
    plot->across = weeks_of_outreach(report);
    if (!isnan(report->plan->row_set.point[0].terms.hours_per_week))
        return;
    plot->title = N_("Hours charged to the campaign");
    plot->y_title = N_("hours");
}
