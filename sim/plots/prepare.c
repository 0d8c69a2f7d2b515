/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* What of plots depends on the results. */

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
        if (plot->n_shades > 0)
            page_caption(page, _("Grey: closed periods, in which nothing takes place."));
        page->of_colours = page->n_captions;
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
    if (!plan_by_hours(pictures->results->plan))
        return;
    plot->left_out = plot->by_budget_only;
    plot->x = "hours_per_week";
    plot->x_title = N_("hours of the team a week");
    plot->x_unit = UNIT_COUNT;
    plot->x_ticks = 10;
}

/* The weeks that outreach lasts; 0 where strategies differ in it or hours have no limit. */
static double weeks_of_outreach(const struct plan_report *report)
{
    const struct plan_set *set = &report->plan->row_set;
    int days = plan_line_case(report, 0)->scenario->campaign.outreach_days;
    for (int i = 0; i < set->n; i++)
        if (plan_line_case(report, set->point[i].line)->scenario->campaign.outreach_days !=
                days ||
            isnan(set->point[i].terms.hours_per_week))
            return 0.0;
    return days / (double)DAYS_PER_WEEK;
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
