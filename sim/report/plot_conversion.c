/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_parts.h"

#include "language.h"
#include "plot_lines.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points of a curve by day; more do not show. */
enum { MOST_POINTS = 400 };

/* From 1 January of the year 0; a mean month. */
#define DAYS_BEFORE_1970 719528.0
#define DAYS_A_MONTH 30.436875

typedef const struct curve *curve_of(const struct counts *counts);

static const struct curve *own_day(const struct counts *counts)
{
    return &counts->own_day;
}

static const struct curve *campaign_day(const struct counts *counts)
{
    return &counts->campaign_day;
}

static const struct curve *joined(const struct counts *counts)
{
    return &counts->joined;
}

static int most_steps(const struct study *study, curve_of *of)
{
    int most = 1;
    for (int i = 0; i < plot_cases(study); i++) {
        int steps = of(&study->cases[i].tally.counts)->steps;
        most = steps > most ? steps : most;
    }
    return most;
}

/* Walks one case's curve and keeps what falls on the places of `lines`. Past its last step a
 * curve ends, or stays what it was. */
static void walk(struct lines *lines, int i, const struct curve *curve, bool stays)
{
    const struct study_case *one = &lines->study->cases[i];
    struct curve_point point = {0};
    struct estimate *at = lines->at + (size_t)i * (size_t)lines->n_x;
    int step = 0;
    for (int j = 0; j < lines->n_x; j++) {
        int wanted = (int)lines->x[j];
        for (; step < wanted && step < curve->steps; step++)
            curve_advance(curve, 0, step, CURVE_APPROACHED, &point);
        if (step < curve->steps)
            at[j] = study_curve_step(lines->study, one, curve, 0, step++, &point);
        else if (stays && j > 0)
            at[j] = at[j - 1];
    }
    /* Before anybody has joined, the bounds are Wilson's over the replications and wider than
     * those of later steps: they would hide what follows. */
    for (int j = 0; j < lines->n_x && at[j].value == 0.0; j++)
        at[j].high = 0.0;
}

static void caption_open(struct page *page, const struct study *study)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < plot_cases(study); i++) {
        double share = study_total(study, &study->cases[i], "open_share").estimate.value;
        low = fmin(low, share);
        high = fmax(high, share);
    }
    if (!(high > 0.0))
        return;
    struct text from, to, span, words;
    struct text *const all[] = {&from, &to, &span, &words};
    for (int i = 0; i < 4; i++)
        text_init(all[i]);
    plot_add_share(&from, low);
    plot_add_share(&to, high);
    plot_add_span(&span, &from, &to);
    text_printf(&words,
        _("Not yet decided when outreach ends: %s of the companies. They count as not joined."),
        text_string(&span));
    page_caption(page, text_string(&words));
    for (int i = 0; i < 4; i++)
        text_free(all[i]);
}

static void write_conversion(struct page *page, struct lines *lines)
{
    enum plot_content content = plot_content(lines->study);
    lines->y_title = _("share of the companies approached");
    if (content != PLOT_FULL) {
        lines->message = plot_content_words(content);
        lines->bands = false;
    }
    if (content == PLOT_FULL)
        lines_caption(lines, page);
    if (content == PLOT_FULL || content == PLOT_NO_PARTNER)
        caption_open(page, lines->study);
    plot_caption_shown(page, lines->study);
    lines_write(lines, page);
}

/* A curve by day, at every so many days and at the last. */
static void init_days(struct lines *lines, const struct study *study, curve_of *of)
{
    int last = most_steps(study, of) - 1;
    int stride = last / MOST_POINTS + 1;
    int n = (last + stride - 1) / stride + 1;
    lines_init(lines, study, n);
    for (int j = 0; j < n; j++)
        lines->x[j] = j < n - 1 ? j * stride : last;
    for (int i = 0; i < lines->n_cases; i++)
        walk(lines, i, of(&study->cases[i].tally.counts), false);
    lines->x_column = "day";
    lines->x_end = last > 0 ? last : 1;
}

static void whole_ticks(struct lines *lines, int most)
{
    struct plot_scale scale = plot_scale(lines->x_end, most, 1.0);
    scale.end = lines->x_end;
    plot_add_ticks(&lines->x_ticks, scale, plot_add_whole);
}

void plot_conversion_by_day(struct page *page, const struct study *study)
{
    struct lines lines;
    page_init(page, "conversion_by_day",
        _("Share of companies that have joined, by day since they were approached"));
    init_days(&lines, study, own_day);
    whole_ticks(&lines, 12);
    lines.x_title = _("days since the company was first approached");
    write_conversion(page, &lines);
    lines_free(&lines);
}

/* The day number of the start that all cases share; false when they differ. */
static bool common_start(const struct study *study, long *start)
{
    for (int i = 0; i < plot_cases(study); i++) {
        long day;
        const char *date = study->cases[i].scenario->campaign.start;
        if (date == NULL || !calendar_parse(date, &day) || (i > 0 && day != *start))
            return false;
        *start = day;
    }
    return study->n_cases > 0;
}

static const char *month_name(int month)
{
    const char *const names[12] = {_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")};
    return names[month];
}

/* The first of a month, counted from January of the year 0. */
static long month_start(int month)
{
    char date[32];
    long day = 0;
    snprintf(date, sizeof date, "%04d-%02d-01", month / 12, month % 12 + 1);
    return calendar_parse(date, &day) ? day : LONG_MAX;
}

/* The month in which a day falls. */
static int month_of(long day)
{
    int month = (int)floor(((double)day + DAYS_BEFORE_1970) / DAYS_A_MONTH) - 1;
    while (month_start(month + 1) <= day)
        month++;
    return month;
}

static void add_date_tick(struct lines *lines, long start, long day)
{
    int month = month_of(day);
    struct text label;
    text_init(&label);
    text_printf(
        &label, "%ld %s %d", day - month_start(month) + 1, month_name(month % 12), month / 12);
    text_add_string(&lines->x_ticks, lines->x_ticks.length == 0 ? "(" : ", ");
    plot_add_literal(&lines->x_ticks, text_string(&label));
    text_printf(&lines->x_ticks, " %ld", day - start);
    text_free(&label);
}

/* Up to seven or so dates: the first of every so many months, or every so many days. */
static void date_ticks(struct lines *lines, long start)
{
    const int months[] = {1, 2, 3, 6, 12, 24, 60, 120, 240}, days[] = {1, 2, 7, 14};
    long end = start + (long)lines->x_end;
    int step = 0;
    if (lines->x_end <= 62.0) {
        while (step < 3 && lines->x_end / days[step] > 6.0)
            step++;
        for (long day = start; day <= end; day += days[step])
            add_date_tick(lines, start, day);
    } else {
        while (step < 8 && lines->x_end / DAYS_A_MONTH / months[step] > 7.0)
            step++;
        for (int month = month_of(start); month_start(month) <= end; month++)
            if (month_start(month) >= start && month % months[step] == 0)
                add_date_tick(lines, start, month_start(month));
    }
    text_add_string(&lines->x_ticks, lines->x_ticks.length == 0 ? "()" : ")");
}

/* Shades the closed periods, if all cases have the same. */
static void shade_closed(struct lines *lines, struct page *page)
{
    const struct study *study = lines->study;
    const struct campaign_terms *first = &study->cases[0].scenario->campaign;
    for (int i = 1; i < lines->n_cases; i++) {
        const struct campaign_terms *other = &study->cases[i].scenario->campaign;
        if (other->n_closed != first->n_closed ||
            memcmp(other->closed, first->closed,
                (size_t)first->n_closed * sizeof *first->closed) != 0)
            return;
    }
    int n = 0;
    for (int i = 0; i < first->n_closed; i++) {
        double from = fmax((double)first->closed[i].from, 0.0);
        double to = fmin((double)first->closed[i].to + 1.0, lines->x_end);
        if (to <= from)
            continue;
        n++;
        text_printf(&lines->shades,
            "if (!text) set object rectangle from %.10g, graph 0 to %.10g, graph 1 \\\n"
            "    behind fillcolor rgb '#ececec' fillstyle solid noborder\n",
            from, to);
    }
    if (n > 0)
        page_caption_of_colours(page, _("Grey: closed periods, in which nothing takes place."));
}

void plot_conversion_by_date(struct page *page, const struct study *study)
{
    struct lines lines;
    long start = 0;
    page_init(page, "conversion_by_date", _("Share of companies that have joined, by date"));
    init_days(&lines, study, campaign_day);
    if (common_start(study, &start)) {
        date_ticks(&lines, start);
        shade_closed(&lines, page);
        lines.x_title = _("date");
    } else {
        whole_ticks(&lines, 12);
        lines.x_title = _("days since the start of the campaign");
    }
    write_conversion(page, &lines);
    lines_free(&lines);
}

/* The most contacts after which any company joined. */
static int last_joined(const struct study *study)
{
    int last = 1;
    for (int i = 0; i < plot_cases(study); i++) {
        const struct curve *curve = &study->cases[i].tally.counts.joined;
        for (int step = last + 1; step < curve->steps; step++)
            last = curve_events(curve, 0, step) > 0 ? step : last;
    }
    return last;
}

static void caption_contact(struct page *page, int contacts)
{
    struct text words;
    text_init(&words);
    text_printf(&words,
        _("At %d contacts, for instance: the companies that joined after %d contacts or "
          "fewer, as a share of all that were approached, those who said no or were "
          "given up on included."),
        contacts, contacts);
    page_caption(page, text_string(&words));
    text_free(&words);
}

void plot_conversion_by_contact(struct page *page, const struct study *study)
{
    struct lines lines;
    page_init(page, "conversion_by_contact",
        _("Share of companies that have joined, by number of contacts"));
    int last = last_joined(study);
    lines_init(&lines, study, last + 1);
    for (int j = 0; j <= last; j++)
        lines.x[j] = j;
    for (int i = 0; i < lines.n_cases; i++)
        walk(&lines, i, joined(&study->cases[i].tally.counts), true);
    lines.points = last <= 30;
    lines.x_column = "contacts";
    lines.x_end = last;
    whole_ticks(&lines, 20);
    lines.x_title = _("contacts held with the company, those before the campaign included");
    if (plot_content(study) == PLOT_FULL)
        caption_contact(page, last < 7 ? last : 7);
    write_conversion(page, &lines);
    lines_free(&lines);
}
