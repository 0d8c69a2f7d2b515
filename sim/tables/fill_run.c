/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"
#include "so_far.h"

#include "averages.h"
#include "scale.h"

#include <math.h>

/* ---- Measures ---- */

static void fill_summary(const struct fill *f)
{
    for (int m = 0; m < n_measures; m++) {
        if ((f->cell != 0 && measure_is_of_all(&measures[m])) ||
            !measure_is_told(&measures[m], f->one->campaign))
            continue;
        static const char *const methods[] = {"plain", "controls", "score"};
        struct figure figure = study_figure(f->study, f->one, f->cell, m);
        fill_row(f, f->one, TEXT(measures[m].name), TEXT(measures[m].unit),
            ESTIMATE(figure.estimate), NUM(figure.p05), NUM(figure.p50), NUM(figure.p95),
            TEXT(methods[figure.method]), NUM(figure.reduction));
    }
    for (int i = 0; i < N_STILL && f->cell == 0 && f->one->from != NULL; i++) {
        struct figure figure = study_to_come(f->study, f->one, i);
        fill_row(f, f->one, TEXT(to_come_names[i]), TEXT(to_come_units[i]),
            ESTIMATE(figure.estimate), NUM(figure.p05), NUM(figure.p50), NUM(figure.p95),
            TEXT("plain"), NUM(NAN));
    }
}

void tables_add_replication(struct table *table, const struct study_case *one,
    uint64_t replication, const double *quantities)
{
    const struct fill fill = {.table = table};
    union cell cell[1 + MOST_MEASURES] = {NUM((double)replication)};
    size_t n = 1;
    for (int m = 0; m < n_measures; m++)
        if (measure_is_of_campaign(&measures[m]) && tables_tell(table, &measures[m]))
            cell[n++] = measure_is_told(&measures[m], one->campaign)
                            ? NUM(quantities[measures[m].y])
                            : NUM(NAN);
    fill_cells(&fill, one, cell, n);
}

static void fill_uncertainty(const struct fill *f)
{
    for (int m = 0; m < n_measures; m++) {
        struct estimate share = study_unknown_share(f->study, f->one, measures[m].y);
        if (measures[m].spread)
            fill_row(f, f->one, TEXT(measures[m].name), INTERVAL(share));
    }
}

/* ---- Curves ---- */

/* The range of single campaigns along a curve, which is known of all companies only: 5 % of
 * campaigns [steps], and 95 % after them. Freed with memory_free(). */
static double *range_of(const struct fill *f, int curve)
{
    const struct curve_range *range = &f->one->tally.counts.range[curve];
    size_t steps = (size_t)range->steps;
    double *quantile = memory_new(2 * steps, sizeof *quantile);
    for (size_t i = 0; i < 2 * steps; i++)
        quantile[i] = NAN;
    if (f->cell == 0)
        curve_range_quantiles(range, (const double[]){0.05, 0.95},
            (double *const[]){quantile, quantile + steps}, 2);
    return quantile;
}

/* A step at which nobody joins is like the one before. */
static void fill_by_day(const struct fill *f)
{
    static const char *const clocks[] = {"own", "campaign"};
    int row = study_row(f->one, f->cell);
    for (int clock = 0; clock < 2; clock++) {
        const struct curve *curve = &f->one->tally.counts.curve[CURVE_OWN_DAY + clock];
        struct study_point point;
        study_curve_start(f->one, &point);
        double *range = range_of(f, CURVE_OWN_DAY + clock);
        for (int day = 0; day < curve->steps; day++) {
            if (day > 0 && curve_events(curve, row, day) == 0) {
                fill_again(f, 1, day);
                continue;
            }
            struct estimate e =
                study_curve_step(f->study, f->one, CURVE_OWN_DAY + clock, f->cell, day, &point);
            fill_row(f, f->one, TEXT(clocks[clock]), NUM(day), INTERVAL(e), NUM(range[day]),
                NUM(range[curve->steps + day]));
        }
        memory_free(range);
    }
}

/* The ways in which companies end, of the curves from that of JOINED on. */
enum { JOINED, SAID_NO_BY, GIVEN_UP_BY, UNFUNDED_BY, ENDS };

/* One step past the last at which anything ended: there the curves are flat. */
static int last_step(const struct curve *curve)
{
    int last = 0;
    for (int i = 0; i < ENDS; i++)
        for (int step = last + 1; step < curve[i].steps; step++)
            if (curve_events(&curve[i], 0, step) > 0)
                last = step;
    return last + 1 < curve[JOINED].steps ? last + 1 : last;
}

/* Open is what has not ended (without budget neither), of all approached: in whole numbers, so
 * that nothing is left over. */
static void fill_by_contact(const struct fill *f)
{
    const struct tally *tally = &f->one->tally;
    const struct curve *curve = &tally->counts.curve[CURVE_JOINED];
    int conversion = measure_find("conversion_rate"), row = study_row(f->one, f->cell);
    double approached = moments_pair(&tally->moments, row, conversion).x;
    struct study_point point[ENDS];
    struct estimate e[ENDS];
    for (int i = 0; i < ENDS; i++)
        study_curve_start(f->one, &point[i]);
    double *range = range_of(f, CURVE_JOINED);
    for (int contacts = 0, last = last_step(curve); contacts <= last; contacts++) {
        double ended = 0.0, share = 0.0;
        for (int i = 0; i < ENDS; i++) {
            if (contacts == 0 || curve_events(&curve[i], row, contacts) > 0)
                e[i] = study_curve_step(
                    f->study, f->one, CURVE_JOINED + i, f->cell, contacts, &point[i]);
            ended += point[i].plain.y;
            share += e[i].value;
        }
        fill_row(f, f->one, NUM(contacts), NUM(e[JOINED].value), NUM(e[SAID_NO_BY].value),
            NUM(e[GIVEN_UP_BY].value),
            NUM(f->one->adjusted ? 1.0 - share : (approached - ended) / approached),
            NUM(e[JOINED].low), NUM(e[JOINED].high), NUM(range[contacts]),
            NUM(range[curve->steps + contacts]));
    }
    memory_free(range);
}

/* The amount per partner that 95 % of campaigns stay under; of those with a partner where the
 * others are more than 5 %. */
static double far_amount(const struct histogram *cost)
{
    double amount = histogram_quantile(cost, 0.95);
    if (isinf(amount) && cost->infinite < cost->n) {
        double share = 1.0 - (double)cost->infinite / (double)cost->n;
        amount = histogram_quantile(cost, 0.95 * share);
    }
    return isfinite(amount) && amount > 0.0 ? amount : 1000.0;
}

/* The amounts are round steps, at most 60 of which reach the farthest. */
static void fill_cost_chance(const struct fill *f)
{
    double far = far_amount(&f->one->tally.counts.partner_cost);
    double step = fmax(scale_step(far / 60.0, false), 1.0);
    int last = (int)ceil(far / step);
    for (int i = 0; i <= last; i++) {
        struct estimate e = study_cost_chance(f->study, f->one, i * step);
        fill_row(f, f->one, NUM(i * step), INTERVAL(e));
    }
}

/* ---- Targets, weeks, draws ---- */

static const char *const target_names[N_TARGETS] = {"in_view", "active", "paying", "all"};

static void fill_targets(const struct fill *f)
{
    for (int target = 0; target < N_TARGETS; target++) {
        struct target_point point = {0};
        if (!study_has_target(f->one, target))
            continue;
        for (int day = 0; day <= f->one->campaign->outreach_days; day++) {
            uint64_t met = point.met, both = point.both;
            struct estimate e = study_target_step(f->study, f->one, target, day, &point);
            if (day > 0 && point.met == met && point.both == both)
                fill_again(f, 1, day);
            else
                fill_row(f, f->one, TEXT(target_names[target]), NUM(day), INTERVAL(e));
        }
    }
}

static void fill_target_days(const struct fill *f)
{
    for (int target = 0; target < N_TARGETS; target++) {
        if (!study_has_target(f->one, target))
            continue;
        struct target_day day =
            study_target_day(f->study, f->one, target, STUDY_MOST_CAMPAIGNS);
        fill_row(f, f->one, TEXT(target_names[target]), NUM(day.day), NUM(day.low),
            NUM(day.high),
            TEXT(isnan(day.low)    ? "no"
                 : isnan(day.high) ? "not_shown"
                                   : "yes"));
    }
}

static void fill_load(const struct fill *f)
{
    const struct over_time *times = &f->one->tally.counts.over_time;
    for (int w = 0; w < times->weeks; w++) {
        struct week_average week = average_week(f->study, f->one, w);
        fill_row(f, f->one, NUM(w), NUM(week.used), NUM(study_week_hours(f->one, w)),
            NUM(week.waited), NUM(week.cost), NUM(histogram_quantile(&times->hours[w], 0.05)),
            NUM(histogram_quantile(&times->hours[w], 0.95)));
    }
}

/* ---- Groups of companies in parts ---- */

static double mean_of(const struct fill *f, int quantity)
{
    return study_quantity(f->study, f->one, f->cell, quantity).value;
}

static void fill_packages(const struct fill *f)
{
    const struct packages *packages = &f->one->scenario->packages;
    for (int p = 0; p < packages->n; p++) {
        if (!packages->package[p].for_companies)
            continue;
        struct estimate e = study_quantity(f->study, f->one, f->cell, Q_PACKAGE + p);
        fill_row(f, f->one, TEXT(packages->package[p].id), ESTIMATE(e),
            NUM(e.value / mean_of(f, Q_PARTNERS)),
            NUM(mean_of(f, Q_PACKAGE + packages->n + p) / e.value));
    }
}

static void fill_funnel(const struct fill *f)
{
    for (int stage = 0; stage <= N_STAGES; stage++) {
        struct estimate e = study_quantity(
            f->study, f->one, f->cell, stage < N_STAGES ? Q_REACHED + stage : Q_PARTNERS);
        fill_row(f, f->one, TEXT(stage < N_STAGES ? stage_names[stage] : "partner"),
            ESTIMATE(e), NUM(e.value / mean_of(f, Q_APPROACHED)));
    }
}

/* The package that it chose most often; none when it never joined. */
static const char *likeliest_package(
    const struct packages *packages, const struct company_sums *sums)
{
    int best = 0;
    for (int p = 1; p < packages->n; p++)
        if (sums->package[p] > sums->package[best])
            best = p;
    return sums->ended[PARTNER] > 0 ? packages->package[best].id : NULL;
}

static void fill_companies(const struct fill *f)
{
    const struct scenario *scenario = f->one->scenario;
    const struct company_sums *sums = f->one->tally.counts.company;
    for (int i = 0; sums != NULL && i < f->one->campaign->n_companies; i++, sums++) {
        struct company_average of = average_company(f->study, f->one, i);
        fill_row(f, f->one,
            TEXT(f->results->no_names ? arena_printf(&f->table->texts, "%d", i + 1)
                                      : scenario->population.list[i].name),
            ESTIMATE(of.joins), NUM(of.said_no), NUM(of.given_up), NUM(of.open),
            NUM(of.contacts), NUM(of.hours), NUM(of.cost), NUM(of.days),
            TEXT(likeliest_package(&scenario->packages, sums)));
    }
}

/* ---- Contact moments and costs ---- */

/* Whether the contact moment came up at all in that stage. */
static bool came_up(const struct contact_counts *counts, int stage)
{
    return counts->held[stage] + counts->moved[stage] + counts->waited[stage] +
               counts->not_reached[stage] + counts->no_show[stage] >
           0;
}

/* The cells of the columns that tables have of some strategies only; returns how many. */
static size_t add_told(
    const struct fill *f, const struct contact_average *average, union cell *cell)
{
    const struct {
        const char *measure;
        union cell value;
    } of[] = {
        {"not_reached", NUM(average->not_reached)},
        {"no_show", NUM(average->no_show)},
        {"no_show_hours", NUM(average->no_shows.hours)},
        {"no_show_cost", NUM(average->no_shows.cost)},
    };
    size_t n = 0;
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        const struct measure *measure = &measures[measure_find(of[i].measure)];
        if (tables_tell(f->table, measure))
            cell[n++] = measure_is_told(measure, f->one->campaign) ? of[i].value : NUM(NAN);
    }
    return n;
}

/* Hubs need not have the same contact moments: their rows tell, a total has none. */
static void fill_contact_moments(const struct fill *f)
{
    for (int i = 0; i < f->one->campaign->n_contacts * N_COUNTED; i++) {
        int contact = i / N_COUNTED, stage = i % N_COUNTED;
        if (!came_up(&f->one->tally.counts.contact[contact], stage))
            continue;
        struct contact_average of = average_contact(f->study, f->one, contact, stage);
        enum { ALWAYS_TOLD = 7, MOST = ALWAYS_TOLD + 4 };
        union cell cell[MOST] = {TEXT(f->one->scenario->catalogue.contact[contact].id),
            TEXT(stage == COUNTED_AS_CARE ? "care" : stage_names[stage]), NUM(of.held),
            NUM(of.moved), NUM(of.waited), NUM(of.progressed), NUM(of.cost)};
        size_t n = ALWAYS_TOLD + add_told(f, &of, cell + ALWAYS_TOLD);
        fill_cells(f, f->one, cell, n);
    }
}

/* A total of hubs has no rows: they have rates of their own. */
static void fill_costs(const struct fill *f)
{
    static const char *const names[N_COST_KINDS] = {
        "contacts", "research", "moves", "no_show", "occasions", "aids", "total"};
    struct spent spent[N_COST_KINDS];
    if (f->one->hubs > 0)
        return;
    average_costs(f->study, f->one, spent);
    for (int kind = 0; kind < N_COST_KINDS; kind++)
        if (kind != COST_NO_SHOWS || f->one->campaign->has_no_show)
            fill_row(f, f->one, TEXT(names[kind]), NUM(spent[kind].hours),
                NUM(spent[kind].hours_cost), NUM(spent[kind].cash), NUM(spent[kind].cost));
}

/* ---- The tables ---- */

#define SUMMARY                                                                                \
    "strategy,hub,segment,measure,unit,estimate,se,mc_low,mc_high,p05,p50,p95,"                \
    "method,variance_reduction"

const struct table_kind run_tables[] = {
    {"summary", SUMMARY, TO_FILE, SIMULATED, fill_summary},
    {"summary", SUMMARY, TO_CSV | TO_JSON, SIMULATED | OF_RUN, fill_summary},
    {"companies",
        "strategy,company,converted,se,mc_low,mc_high,said_no,given_up,open,contacts,hours,"
        "cost_eur,days,package",
        TO_FILE, SIMULATED | OF_LIST, fill_companies},
    {"conversion_by_day", "strategy,segment,clock,day,converted,mc_low,mc_high,p05,p95",
        TO_FILE, SIMULATED, fill_by_day},
    {"conversion_by_contact",
        "strategy,segment,contacts,joined,said_no,given_up,open,mc_low,mc_high,p05,p95",
        TO_FILE, SIMULATED, fill_by_contact},
    {"targets_by_day", "strategy,hub,target,day,chance,mc_low,mc_high", TO_FILE, SIMULATED,
        fill_targets},
    {"target_days", "strategy,hub,target,day,low,high,met", TO_FILE, SIMULATED,
        fill_target_days},
    {"load_by_week", "strategy,hub,week,hours,available,waited,cost_eur,p05,p95", TO_FILE,
        SIMULATED, fill_load},
    {"contact_moments",
        "strategy,contact,stage,held,moved,waited,progressed,cost_eur,not_reached,no_show,"
        "no_show_hours,no_show_cost",
        TO_FILE, SIMULATED, fill_contact_moments},
    {"packages", "strategy,segment,package,partners,se,mc_low,mc_high,share,contacts", TO_FILE,
        SIMULATED, fill_packages},
    {"funnel", "strategy,segment,stage,companies,se,mc_low,mc_high,share", TO_FILE, SIMULATED,
        fill_funnel},
    {"costs", "strategy,kind,hours,hours_cost_eur,cash_eur,cost_eur", TO_FILE, SIMULATED,
        fill_costs},
    {"cost_chance", "strategy,amount_eur,probability,mc_low,mc_high", TO_FILE, SIMULATED,
        fill_cost_chance},
    {"uncertainty", "strategy,measure,unknown_share,mc_low,mc_high", TO_FILE, SIMULATED | DRAWN,
        fill_uncertainty},
    {"draws", "draw", TO_FILE, DRAWN, fill_draws, add_drawn_columns},
    {"replications", "strategy,hub,replication", STREAMED, SAVED, NULL},
    {0},
};
