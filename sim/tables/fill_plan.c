/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"
#include "tables.h"

#include <math.h>

static const struct study_case *case_of(const struct fill *fill, int line)
{
    return plan_line_case(fill->results->plan, line);
}

/* What held campaigns back. */
static const char *bound_id(enum plan_bound bound)
{
    static const char *const ids[N_BOUNDS] = {"budget", "hours", "choice", "days", "companies"};
    return ids[bound];
}

#define TERMS(terms)                                                                           \
    NUM((terms).budget_eur), NUM((terms).hours_per_week), NUM((terms).companies)

/* ---- What budgets, hours and numbers of companies come to ---- */

static void add_figure(const struct fill *fill, const struct plan_point *point,
    const char *measure, const char *unit, struct figure figure, enum plan_bound bound)
{
    fill_row(fill, case_of(fill, point->line), TERMS(point->terms), TEXT(measure), TEXT(unit),
        ESTIMATE(figure.estimate), NUM(figure.p05), NUM(figure.p50), NUM(figure.p95),
        TEXT(bound_id(bound)));
}

static void add_unspent(const struct fill *fill, const struct plan_point *point,
    const char *measure, double euro, enum plan_bound bound)
{
    struct figure figure = {estimate_undefined(), NAN, NAN, NAN};
    figure.estimate.value = euro;
    add_figure(fill, point, measure, "EUR", figure, bound);
}

/* What is left of the budget, and by what held the campaigns back. */
static void add_all_unspent(const struct fill *fill, const struct plan_point *point)
{
    enum plan_bound why;
    double unspent = plan_unspent(point, &why);
    add_unspent(fill, point, "unspent", unspent, why);
    for (int b = 0; b < N_BOUNDS; b++) {
        char name[32];
        snprintf(name, sizeof name, "unspent_%s", bound_id((enum plan_bound)b));
        add_unspent(fill, point, name, point->unspent[b], (enum plan_bound)b);
    }
}

static void add_points(const struct fill *fill, const struct plan_set *set)
{
    for (int i = 0; i < set->n; i++) {
        const struct plan_point *point = &set->point[i];
        for (int row = 1, m; (m = measure_of_plan(row)) >= 0; row++)
            add_figure(fill, point, measures[m].name, measures[m].unit, point->figure[m],
                plan_main_bound(point));
        if (!isnan(point->terms.budget_eur))
            add_all_unspent(fill, point);
    }
}

static void fill_plan(const struct fill *fill)
{
    add_points(fill, &fill->results->plan->plan->row_set);
}

static void fill_plan_sizes(const struct fill *fill)
{
    add_points(fill, &fill->results->plan->plan->size_set);
}

static void add_extra(
    const struct fill *fill, const struct plan_point *point, const struct plan_point *from)
{
    struct plan_extra extra = plan_extra(point, from, fill->results->plan->planner->confidence);
    const struct {
        const char *measure, *unit;
        struct estimate e;
    } rows[] = {
        {"extra_partners", "companies", extra.partners},
        {"extra_cost", "EUR", extra.cost},
        {"price_of_one_more", "EUR", extra.price},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        fill_row(fill, case_of(fill, point->line), TERMS(point->terms),
            NUM(from->terms.budget_eur), NUM(from->terms.companies), TEXT(rows[i].measure),
            TEXT(rows[i].unit), ESTIMATE(rows[i].e));
}

static void fill_plan_extra(const struct fill *fill)
{
    const struct plan *plan = fill->results->plan->plan;
    for (int line = 0; line < fill->results->plan->planner->n_lines; line++)
        for (int h = 0; h < plan->n_hours; h++)
            for (int b = 1; b < plan->n_budgets; b++)
                add_extra(fill, plan_row(plan, line, h, b), plan_row(plan, line, h, b - 1));
}

/* ---- What goals take ---- */

/* "strategy", "together", "undecided", or the limits that are enough: "companies|days". */
static void add_cause(struct text *text, const struct plan_cause *cause)
{
    static const char *const limits[N_LIMITS] = {"budget", "hours", "companies", "days"};
    static const char *const kinds[] = {"", "", "together", "strategy", "undecided"};
    text_add_string(text, kinds[cause->kind]);
    for (int limit = 0; limit < N_LIMITS; limit++)
        if (cause->enough[limit])
            text_printf(text, text->length > 0 ? "|%s" : "%s", limits[limit]);
}

/* The companies of an answer by the budget were chosen. */
static enum plan_bound bound_of(
    const struct plan_report *report, const struct plan_answer *answer)
{
    bool chosen = answer->lever == LEVER_BUDGET &&
                  answer->terms.companies < report->planner->line[answer->line].most;
    return chosen && answer->bound == BOUND_DAYS ? BOUND_CHOICE : answer->bound;
}

static void add_answer(const struct fill *fill, const struct plan_answer *answer)
{
    static const char *const levers[N_LEVERS] = {"budget", "hours_per_week", "companies"};
    static const char *const units[N_LEVERS] = {"EUR", "hours", "companies"};
    static const char *const verdicts[] = {"met", "not_met", "undecided", "no_limit"};
    const struct plan_goal *goal = &answer->goal;
    struct text cause = {0};
    add_cause(&cause, &answer->cause);
    fill_row(fill, case_of(fill, answer->line), TEXT(goal->measure),
        NUM(goal->number > 0 ? (double)goal->number : NAN), NUM(goal->wanted),
        TEXT(levers[answer->lever]), TEXT(units[answer->lever]),
        TEXT(verdicts[answer->verdict]), NUM(answer->value), NUM(answer->low),
        NUM(answer->high), TERMS(answer->terms), ESTIMATE(answer->fresh),
        TEXT(bound_id(bound_of(fill->results->plan, answer))), TEXT(text_string(&cause)),
        NUM(answer->cause.lifted.value));
    text_free(&cause);
}

static void fill_plan_answers(const struct fill *fill)
{
    for (int i = 0; i < fill->results->plan->n_answers; i++)
        add_answer(fill, &fill->results->plan->answer[i]);
}

/* ---- The tables ---- */

/* Those that a reader of standard output asked for, as one. */
static void fill_plan_all(const struct fill *fill)
{
    static const char *const names[] = {"plan", "plan_extra", "plan_answers"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct table table;
        tables_fill(&table, names[i], fill->results);
        table_append(fill->table, &table);
        table_free(&table);
    }
}

#define POINT                                                                                  \
    "strategy,budget_eur,hours_per_week,companies,measure,unit,estimate,se,mc_low,mc_high,"    \
    "p05,p50,p95,bound_by"

const struct table_kind plan_tables[] = {
    {"plan", TO_FILE | TO_JSON, FROM(plan), NULL, NULL, fill_plan, POINT,
        "what each budget and hours a week buy. Beside measures: `unspent`, euro of the budget "
        "left, and how much of it by what held the campaign back: `unspent_budget`, `_hours`, "
        "`_choice`, `_days`, `_companies`"},
    {"plan_sizes", TO_FILE | TO_JSON, FROM(plan), NULL, NULL, fill_plan_sizes, POINT,
        "the same for campaigns of 1 to the most companies, without a budget"},
    {"plan_extra", TO_FILE | TO_JSON, FROM(plan), NULL, NULL, fill_plan_extra,
        "strategy,budget_eur,hours_per_week,companies,from_budget_eur,from_companies,measure,"
        "unit,estimate,se,mc_low,mc_high",
        "what each budget brings more than the one before: `extra_partners`, `extra_cost`, and "
        "`price_of_one_more`, empty where there are not significantly more partners. Its "
        "interval is of the campaigns with these numbers of companies: that these numbers are "
        "estimated as well is not in it"},
    {"plan_answers", TO_FILE | TO_JSON, FROM(plan), NULL, NULL, fill_plan_answers,
        "strategy,goal,number,wanted,lever,unit,verdict,answer,low,high,budget_eur,"
        "hours_per_week,companies,estimate,se,mc_low,mc_high,bound_by,cause,without_limits",
        "what goals take"},
    {"plan", TO_CSV, FROM(plan), NULL, NULL, fill_plan_all,
        "table,strategy,budget_eur,hours_per_week,companies,from_budget_eur,from_companies,"
        "goal,number,wanted,lever,verdict,answer,low,high,measure,unit,estimate,se,mc_low,"
        "mc_high,p05,p50,p95,bound_by,cause,without_limits",
        NULL},
    {0},
};
