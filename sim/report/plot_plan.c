/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_report.h"

#include "language.h"
#include "plot_lines.h"
#include "plot_parts.h"

#include <math.h>
#include <stdlib.h>

/* The lines of a plot: a case per strategy, and per number of hours where budgets differ as
 * well; only their names are used. */
struct plan_lines {
    const struct plan_report *report;
    struct study study;
    int n_points;
    struct text *hours;         /* [hours] as a varied value */
    const char **value, **path; /* of varied settings */
};

static bool is_crossed(const struct plan_report *report)
{
    return report->plan->grid.n_hours > 0 && !plan_by_hours(report);
}

/* Points of line number `line` of the plot. */
static const struct plan_point *points_of(const struct plan_lines *lines, int line)
{
    return &lines->report->plan->row_set.point[line * lines->n_points];
}

static void name_case(struct plan_lines *lines, int line, int n_hours)
{
    const struct study *varied = lines->report->study;
    struct study_case *one = &lines->study.cases[line];
    *one = *plan_line_case(lines->report, line / n_hours);
    if (!is_crossed(lines->report))
        return;
    const char **value = lines->value + line * lines->study.n_vary;
    for (int i = 0; i < varied->n_vary; i++)
        value[i] = one->vary_value[i];
    value[varied->n_vary] = text_string(&lines->hours[line % n_hours]);
    one->vary_value = value;
}

static void plan_lines_init(struct plan_lines *lines, const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int n_hours = is_crossed(report) ? plan->n_hours : 1;
    int n = report->planner->n_lines * n_hours, n_vary = report->study->n_vary;
    *lines = (struct plan_lines){.report = report, .study = *report->study};
    lines->n_points = plan_by_hours(report) ? plan->n_hours : plan->n_budgets;
    lines->study.n_cases = n;
    lines->study.n_vary = n_vary + is_crossed(report);
    lines->study.replications = plan->row_set.replications;
    lines->study.cases = memory_new((size_t)n, sizeof *lines->study.cases);
    lines->hours = memory_new((size_t)n_hours, sizeof *lines->hours);
    lines->value = memory_new((size_t)(n * lines->study.n_vary) + 1, sizeof *lines->value);
    lines->path = memory_new((size_t)lines->study.n_vary + 1, sizeof *lines->path);
    for (int i = 0; i < n_vary; i++)
        lines->path[i] = report->study->vary_path[i];
    lines->path[n_vary] = _("hours a week");
    lines->study.vary_path = lines->path;
    for (int h = 0; h < n_hours && is_crossed(report); h++)
        text_add_number(&lines->hours[h], plan->grid.hours_per_week[h], 0);
    for (int line = 0; line < n; line++)
        name_case(lines, line, n_hours);
}

static void plan_lines_free(struct plan_lines *lines)
{
    int n_hours = is_crossed(lines->report) ? lines->report->plan->n_hours : 1;
    for (int h = 0; h < n_hours; h++)
        text_free(&lines->hours[h]);
    free(lines->hours);
    free(lines->value);
    free(lines->path);
    free(lines->study.cases);
}

/* ---- What the plots show ---- */

/* What of a point a plot shows. */
enum shown {
    SHOWN_MEASURE,
    SHOWN_PRICE,      /* a measure, unless it is hardly known */
    SHOWN_NEXT_PRICE, /* of the next partner since the budget before, likewise */
    SHOWN_IN_WEEKS    /* hours as weeks of what the team has; as they are without a limit */
};

struct plan_plot {
    const char *name, *title, *y_title;
    enum shown shown;
    const char *measure; /* but of the next price */
    bool euros, counts;
    double across;       /* a line at this height; NAN: none */
    const char *caption; /* or NULL */
};

static struct estimate in_weeks(struct estimate hours, double hours_per_week)
{
    double factor = isnan(hours_per_week) ? 1.0 : 1.0 / hours_per_week;
    return (struct estimate){hours.value * factor, hours.se * factor, hours.low * factor,
        hours.high * factor, hours.unbounded};
}

/* Of point `i` of a line. */
static struct estimate value_of(const struct plan_report *report, const struct plan_plot *plot,
    const struct plan_point *point, int i)
{
    switch (plot->shown) {
    case SHOWN_NEXT_PRICE:
        return i == 0 ? estimate_undefined()
                      : plan_known_price(
                            plan_extra(&point[i], &point[i - 1], report->planner->confidence)
                                .price);
    case SHOWN_PRICE:
        return plan_known_price(plan_figure(&point[i], plot->measure).estimate);
    case SHOWN_IN_WEEKS:
        return in_weeks(
            plan_figure(&point[i], plot->measure).estimate, point[i].terms.hours_per_week);
    case SHOWN_MEASURE:
        break;
    }
    return plan_figure(&point[i], plot->measure).estimate;
}

/* ---- Pages ---- */

static void add_axis(struct lines *lines, const struct plan_report *report)
{
    bool hours = plan_by_hours(report);
    struct plot_scale scale =
        plot_scale(lines->x[lines->n_x - 1], hours ? 10 : 6, hours ? 1.0 : 10.0);
    lines->x_end = fmax(lines->x[lines->n_x - 1], 1.0);
    scale.end = lines->x_end;
    plot_add_ticks(&lines->x_ticks, scale, hours ? plot_add_whole : plot_add_euros);
    lines->x_column = hours ? "hours a week" : "budget";
    lines->x_title = hours ? _("hours of the team a week") : _("budget, euro");
}

/* Fills the lines; false when there is nothing to show. */
static bool fill_lines(
    struct lines *lines, const struct plan_lines *of, const struct plan_plot *plot)
{
    bool any = false;
    for (int j = 0; j < lines->n_x; j++) {
        const struct plan_terms *terms = &points_of(of, 0)[j].terms;
        lines->x[j] = plan_by_hours(of->report) ? terms->hours_per_week : terms->budget_eur;
    }
    for (int line = 0; line < lines->n_cases; line++)
        for (int j = 0; j < lines->n_x; j++) {
            struct estimate e = value_of(of->report, plot, points_of(of, line), j);
            lines->at[line * lines->n_x + j] = e;
            any = any || !isnan(e.value);
        }
    return any;
}

static enum status write_page(const struct plan_lines *of, const struct plan_plot *plot,
    const char *folder, struct messages *errors)
{
    struct page page;
    struct lines lines;
    page_init(&page, plot->name, plot->title);
    lines_init(&lines, &of->study, of->n_points);
    if (!fill_lines(&lines, of, plot)) {
        lines.bands = false;
        lines.message = _("too few partners to tell");
    }
    add_axis(&lines, of->report);
    lines.points = true;
    lines.y_title = plot->y_title;
    lines.euros = plot->euros;
    lines.counts = plot->counts;
    if (!isnan(plot->across))
        text_printf(&lines.shades,
            "set arrow from graph 0, first %.10g to graph 1, first %.10g nohead \\\n"
            "    linecolor rgb '#888888' dashtype (4, 4)\n",
            plot->across, plot->across);
    lines_caption(&lines, &page);
    if (plot->caption != NULL)
        page_caption(&page, plot->caption);
    plot_caption_shown(&page, &of->study);
    lines_write(&lines, &page);
    lines_free(&lines);
    return plots_add(&page, folder, errors);
}

/* Titles with the number of a target where all strategies have the same. */
static void target_title(struct text *title, const struct plan_report *report, int target)
{
    const struct targets *targets = &report->plan->row_set.point[0].targets;
    if (target == 0)
        text_printf(title, _("Chance of at least %d companies in view"), targets->in_view);
    else if (target == 1)
        text_printf(title, _("Chance of at least %d active companies"), targets->active);
    else
        text_printf(title, _("Chance of at least %d paying partners"), targets->paying);
}

static enum status write_targets(
    const struct plan_lines *lines, const char *folder, struct messages *errors)
{
    static const char *const names[] = {"plan_in_view", "plan_active", "plan_paying"};
    static const char *const chances[] = {"p_in_view", "p_active", "p_paying"};
    enum status status = STATUS_OK;
    for (int target = 0; target < 3 && status == STATUS_OK; target++) {
        struct text title = {0};
        target_title(&title, lines->report, target);
        struct plan_plot plot = {.name = names[target],
            .title = text_string(&title),
            .y_title = _("chance of the target"),
            .measure = chances[target],
            .across = NAN};
        status = write_page(lines, &plot, folder, errors);
        text_free(&title);
    }
    return status;
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

static enum status write_hours(
    const struct plan_lines *lines, const char *folder, struct messages *errors)
{
    struct text caption = {0}, number = {0};
    bool limited = !isnan(lines->report->plan->row_set.point[0].terms.hours_per_week);
    double weeks = weeks_of_outreach(lines->report);
    plot_add_number(&number, weeks, 1);
    if (!isnan(weeks))
        text_printf(&caption,
            _("Across: the %s weeks that outreach lasts. Finding out about companies, moved "
              "appointments and events come on top of the team's hours."),
            text_string(&number));
    struct plan_plot plot = {.name = "plan_hours",
        .title = limited ? _("Hours charged, as weeks of the team's hours")
                         : _("Hours charged to the campaign"),
        .y_title = limited ? _("weeks of the team's hours") : _("hours"),
        .shown = SHOWN_IN_WEEKS,
        .measure = "hours",
        .counts = true,
        .across = weeks,
        .caption = caption.length > 0 ? text_string(&caption) : NULL};
    enum status status = write_page(lines, &plot, folder, errors);
    text_free(&caption);
    text_free(&number);
    return status;
}

static enum status write_partners(
    const struct plan_lines *lines, const char *folder, struct messages *errors)
{
    struct plan_plot plot = {.name = "plan_partners",
        .title = plan_by_hours(lines->report) ? _("Partners won, by hours of the team")
                                              : _("Partners won, by budget"),
        .y_title = _("partners"),
        .measure = "partners",
        .counts = true,
        .across = NAN,
        .caption = plan_by_hours(lines->report)
                       ? _("With these hours as many companies are approached as win most "
                           "partners with them.")
                       : _("With each budget as many companies are approached as win most "
                           "partners with it.")};
    return write_page(lines, &plot, folder, errors);
}

static enum status write_costs(
    const struct plan_lines *lines, const char *folder, struct messages *errors)
{
    struct plan_plot average = {.name = "plan_cost_per_partner",
        .title = _("What a partner costs on average"),
        .y_title = _("cost per partner, euro"),
        .shown = SHOWN_PRICE,
        .measure = "cost_per_partner",
        .euros = true,
        .across = NAN};
    struct plan_plot next = {.name = "plan_next_partner",
        .title = _("What the next partner costs, by budget"),
        .y_title = _("euro per extra partner since the budget before"),
        .shown = SHOWN_NEXT_PRICE,
        .euros = true,
        .across = NAN,
        .caption =
            _("Not shown where a budget brings too few partners more than the one before "
              "to tell. The band leaves out that the companies that go with a budget are "
              "estimated as well.")};
    enum status status = write_page(lines, &average, folder, errors);
    if (status == STATUS_OK && !plan_by_hours(lines->report))
        status = write_page(lines, &next, folder, errors);
    return status;
}

enum status plots_plan_write(
    const struct plan_report *report, const char *folder, struct messages *errors)
{
    struct plan_lines lines;
    plan_lines_init(&lines, report);
    enum status status = write_partners(&lines, folder, errors);
    if (status == STATUS_OK)
        status = write_targets(&lines, folder, errors);
    if (status == STATUS_OK)
        status = write_costs(&lines, folder, errors);
    if (status == STATUS_OK)
        status = write_hours(&lines, folder, errors);
    plan_lines_free(&lines);
    return status;
}
