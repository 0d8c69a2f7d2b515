/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"
#include "text.h"

#include <math.h>

/* What holds campaigns back. */
static const char *const bounds[N_BOUNDS] = {
    "budget", "hours", "companies", "days", "choice", "strategy", "undecided"};

#define TERMS(terms)                                                                           \
    NUM((terms).budget_eur), NUM((terms).hours_per_week), NUM((terms).companies)

/* ---- What budgets, hours and numbers of companies come to ---- */

static void add_figure(const struct fill *f, const struct plan_point *point,
    const char *measure, const char *unit, struct figure figure)
{
    const struct plan_loss *loss = &point->loss;
    double asked = f->results->plan->plan->row_set.point[0].terms.budget_eur;
    fill_row(f, &f->study->cases[point->line], TERMS(point->terms), TEXT(measure), TEXT(unit),
        ESTIMATE(figure.estimate), NUM(figure.p05), NUM(figure.p50), NUM(figure.p95),
        NUM(plan_unlisted(f->results->plan, point->line, point->terms.companies)),
        TEXT(bounds[point->bound.by]), NUM(loss->value), NUM(loss->low), NUM(loss->high),
        NUM(point->terms.budget_eur == asked));
}

static void add_points(const struct fill *f, const struct plan_set *set)
{
    struct figure figure = {
        .estimate = estimate_undefined(), .p05 = NAN, .p50 = NAN, .p95 = NAN};
    const struct plan_set *sizes = &f->results->plan->plan->size_set; /* nothing is lifted */
    for (int i = 0; i < set->n; i++) {
        const struct plan_point *point = &set->point[i];
        for (int row = 1, m; (m = measure_of_plan(row)) >= 0; row++)
            add_figure(f, point, measures[m].name, measures[m].unit, point->figure[m]);
        figure.estimate = estimate_undefined();
        figure.estimate.value = point->unspent;
        if (!isnan(point->terms.budget_eur))
            add_figure(f, point, "unspent", "EUR", figure);
        for (int limit = 0; limit < N_LIMITS && set != sizes; limit++) {
            const char *name = arena_printf(&f->table->texts, "more_without_%s", bounds[limit]);
            figure.estimate = point->bound.partners[limit];
            if (!isnan(figure.estimate.value))
                add_figure(f, point, name, "companies", figure);
        }
    }
}

static void fill_plan(const struct fill *f)
{
    add_points(f, &f->results->plan->plan->row_set);
}

static void fill_plan_sizes(const struct fill *f)
{
    add_points(f, &f->results->plan->plan->size_set);
}

static void fill_plan_sweep(const struct fill *f)
{
    add_points(f, &f->results->plan->plan->sweep_set);
}

static void add_extra(
    const struct fill *f, const struct plan_point *point, const struct plan_point *from)
{
    struct plan_extra extra = plan_extra(point, from, f->results->plan->planner->confidence);
    const struct {
        const char *measure, *unit;
        struct estimate e;
    } rows[] = {
        {"extra_partners", "companies", extra.partners},
        {"extra_cost", "EUR", extra.cost},
        {"price_of_one_more", "EUR", extra.price},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        fill_row(f, &f->study->cases[point->line], TERMS(point->terms),
            NUM(from->terms.budget_eur), NUM(from->terms.companies), TEXT(rows[i].measure),
            TEXT(rows[i].unit), ESTIMATE(rows[i].e),
            NUM(plan_unlisted(f->results->plan, point->line, point->terms.companies)));
}

static void fill_plan_extra(const struct fill *f)
{
    const struct plan *plan = f->results->plan->plan;
    for (int line = 0; line < f->results->plan->planner->n_lines; line++)
        for (int h = 0; h < plan->n_hours; h++)
            for (int b = 1; b < plan->n_budgets; b++)
                add_extra(f, plan_row(plan, line, h, b), plan_row(plan, line, h, b - 1));
}

/* ---- What goals take ---- */

static void fill_plan_answers(const struct fill *f)
{
    static const char *const limits[N_LIMITS] = {"budget", "hours", "companies", "days"};
    static const char *const causes[] = {
        "", "", "together", "no_days", "no_participation", "strategy", "undecided"};
    static const char *const levers[N_LEVERS] = {"budget", "hours_per_week", "companies"};
    static const char *const units[N_LEVERS] = {"EUR", "hours", "companies"};
    static const char *const verdicts[] = {"met", "not_met", "undecided", "no_limit"};
    const struct plan_report *report = f->results->plan;
    for (const struct plan_answer *a = report->answer; a < report->answer + report->n_answers;
         a++) {
        const char *cause = causes[a->cause.kind]; /* or limits: "companies|days" */
        for (int limit = 0; limit < N_LIMITS; limit++)
            if (a->cause.enough[limit])
                cause = arena_printf(&f->table->arena, "%s%s%s", cause,
                    cause[0] != '\0' ? "|" : "", limits[limit]);
        fill_row(f, &f->study->cases[a->line], TEXT(a->goal.measure),
            NUM(a->goal.number > 0 ? (double)a->goal.number : NAN), NUM(a->goal.wanted),
            TEXT(levers[a->lever]), TEXT(units[a->lever]), TEXT(verdicts[a->verdict]),
            NUM(a->value), NUM(a->low), NUM(a->high), TERMS(a->terms), ESTIMATE(a->fresh),
            TEXT(cause), NUM(a->cause.lifted.value),
            NUM(plan_unlisted(report, a->line, a->terms.companies)), NUM(a->loss.value),
            NUM(a->loss.low), NUM(a->loss.high));
    }
}

/* ---- The tables ---- */

/* Those that a reader of standard output asked for, as one. */
static void fill_plan_all(const struct fill *f)
{
    static const char *const names[] = {"plan", "plan_extra", "plan_answers"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct table table;
        tables_fill(&table, names[i], f->results);
        table_append(f->table, &table);
        table_free(&table);
    }
}

#define POINT                                                                                  \
    "strategy,budget_eur,hours_per_week,companies,measure,unit,estimate,se,mc_low,mc_high,"    \
    "p05,p50,p95,not_listed"
#define LOSS ",size_loss,size_loss_low,size_loss_high"
#define SIZE ",bound_by" LOSS

const struct table_kind plan_tables[] = {
    {"plan", POINT SIZE, TO_FILE | TO_JSON, PLANNED, fill_plan},
    {"plan_sweep", POINT SIZE ",asked", TO_FILE | TO_JSON, PLANNED | ONE_BUDGET,
        fill_plan_sweep},
    {"plan_sizes", POINT, TO_FILE | TO_JSON, PLANNED, fill_plan_sizes},
    {"plan_extra",
        "strategy,budget_eur,hours_per_week,companies,from_budget_eur,from_companies,measure,"
        "unit,estimate,se,mc_low,mc_high,not_listed",
        TO_FILE | TO_JSON, PLANNED, fill_plan_extra},
    {"plan_answers",
        "strategy,goal,number,wanted,lever,unit,verdict,answer,low,high,budget_eur,hours_per_"
        "week,companies,estimate,se,mc_low,mc_high,cause,without_limits,not_listed" LOSS,
        TO_FILE | TO_JSON, PLANNED, fill_plan_answers},
    {"plan",
        "table,strategy,budget_eur,hours_per_week,companies,from_budget_eur,from_companies,"
        "goal,number,wanted,lever,verdict,answer,low,high,measure,unit,estimate,se,mc_low,mc_"
        "high,p05,p50,p95,not_listed" SIZE ",cause,without_limits",
        TO_CSV, PLANNED, fill_plan_all},
    {0},
};
