/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_plan_text.h"

#include "case_label.h"

#include <math.h>

/* Sides of an interval that differ by more are told apart. */
#define MOST_UNEVEN 1.2

void plan_add_name(struct text *text, const struct plan_report *report, int line)
{
    const struct study_case *one = plan_line_case(report, line);
    text_add_printable(text, case_label(one));
    for (int i = 0; i < report->study->n_vary; i++) {
        text_add_string(text, ", ");
        text_add_printable(text, one->vary_value[i]);
    }
}

void plan_add_names(struct text *text, const struct plan_report *report, const bool *marked)
{
    int left = 0;
    for (int line = 0; line < report->planner->n_lines; line++)
        left += marked[line];
    for (int line = 0; line < report->planner->n_lines; line++) {
        if (!marked[line])
            continue;
        text_add_string(text, "\"");
        plan_add_name(text, report, line);
        text_add_string(text, "\"");
        left--;
        text_add_string(text, left > 1 ? ", " : left == 1 ? _(" and ") : "");
    }
}

void plan_add_companies(struct text *text, int companies)
{
    struct text number = {0};
    screen_add_number(&number, companies, 0);
    text_printf(
        text, ngettext("%s company", "%s companies", (unsigned long)companies), number.data);
    text_free(&number);
}

void plan_add_hours(struct text *text, const struct plan_point *point)
{
    double hours = point->terms.hours_per_week;
    screen_add_number(text, hours, hours == floor(hours) ? 0 : 1);
}

void screen_add_range(struct text *text, double low, double high)
{
    screen_add_number(text, low, 0);
    if (high > low) {
        text_add_string(text, "–");
        screen_add_number(text, high, 0);
    }
}

void plan_add_estimate(
    struct text *text, struct estimate e, void (*add)(struct text *text, double value))
{
    double below = e.value - e.low, above = e.high - e.value;
    struct text low = {0}, high = {0};
    add(text, e.value);
    if (isnan(below) || isnan(above))
        return;
    if (fmax(below, above) > MOST_UNEVEN * fmin(below, above)) {
        add(&low, e.low);
        add(&high, e.high);
        text_printf(text, _(" (%s to %s)"), low.data, high.data);
    } else {
        add(&low, (e.high - e.low) / 2.0);
        text_printf(text, " ± %s", low.data);
    }
    text_free(&low);
    text_free(&high);
}

const char *plan_bound_word(enum plan_bound bound)
{
    switch (bound) {
    case BOUND_BUDGET:
        return _("money");
    case BOUND_HOURS:
        return _("hours");
    case BOUND_CHOICE:
        return _("choice");
    case BOUND_DAYS:
        return _("days");
    case BOUND_COMPANIES:
    case N_BOUNDS:
        break;
    }
    return _("list");
}

const char *plan_bound_clause(enum plan_bound bound)
{
    switch (bound) {
    case BOUND_BUDGET:
        return _("campaigns mostly end because the money has run out");
    case BOUND_HOURS:
        return _("campaigns mostly end because the team's hours have run out");
    case BOUND_CHOICE:
        return _("more companies would win no more");
    case BOUND_DAYS:
        return _("campaigns mostly end because the days of outreach are over");
    case BOUND_COMPANIES:
    case N_BOUNDS:
        break;
    }
    return _("campaigns mostly end because there is nobody left to contact");
}

const char *plan_lever_word(enum plan_lever lever)
{
    return lever == LEVER_BUDGET  ? _("budget")
           : lever == LEVER_HOURS ? _("hours a week")
                                  : _("companies");
}
