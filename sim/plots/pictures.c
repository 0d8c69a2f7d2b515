/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

/* More cases would make a page that no program opens; the first ones are shown. */
enum { MOST_SHOWN = 200, AMOUNTS = 160, MOST_TICKS_OF_AMOUNTS = 6 };

/* ---- Who is shown ---- */

/* Of a plan its lines, each with every number of hours where these do not go along the axis. */
static void find_cases(struct pictures *pictures, const struct plan_report *report)
{
    const struct study *study = pictures->results->study;
    const struct plan_grid *grid = report != NULL ? &report->plan->grid : NULL;
    bool hours = grid != NULL && grid->n_hours > 0 && !plan_by_hours(report);
    int n_hours = hours ? report->plan->n_hours : 1;
    pictures->n_all = report != NULL ? report->planner->n_lines * n_hours : study->n_cases;
    pictures->one = memory_new((size_t)pictures->n_all + 1, sizeof *pictures->one);
    for (int i = 0; i < pictures->n_all; i++)
        pictures->one[i] = (struct shown_case){
            .of = &study->cases[i / n_hours],
            .hours = n_hours > 1 ? grid->hours_per_week[i % n_hours] : NAN,
        };
}

void pictures_init(struct pictures *pictures, const struct results *results)
{
    memset(pictures, 0, sizeof *pictures);
    pictures->results = results;
    find_cases(pictures, results->plan);
    int most = MOST_SHOWN * 2 / (2 + results->study->n_vary);
    const struct compare_setup *compared = results->compared;
    pictures->has_nothing = compared != NULL; /* which has no more cases than are shown */
    if (compared != NULL) {
        most = MOST_COMPARED;
        pictures->one[pictures->n_all] =
            (struct shown_case){.of = &compared->compare.nothing, .hours = NAN};
    }
    pictures->n = pictures->n_all < most ? pictures->n_all : most;
    double approached = NAN, partners = 0.0;
    for (int i = 0; i < pictures->n; i++) {
        approached = fmax(approached, pictures_total(pictures, "approached", i));
        partners = fmax(partners, pictures_total(pictures, "partners", i));
    }
    pictures->content = isnan(approached)   ? NOTHING_RUN
                        : approached == 0.0 ? NOBODY_APPROACHED
                        : partners == 0.0   ? NO_PARTNER
                                            : FULL;
}

void pictures_free(struct pictures *pictures)
{
    for (int i = 0; i < pictures->n_sources; i++) {
        table_free(&pictures->source[i].table);
        memory_free(pictures->source[i].one);
    }
    memory_free(pictures->one);
}

const struct campaign_terms *pictures_terms(const struct pictures *pictures, int i)
{
    return &pictures->one[i].of->scenario->campaign;
}

int target_of(const struct pictures *pictures, int i, enum target target)
{
    const struct targets *t = &pictures_terms(pictures, i)->targets;
    return (const int[]){
        0, t->in_view, t->active, t->paying, t->in_view + t->active + t->paying}[target];
}

/* ---- Where numbers come from ---- */

static bool cell_is(const struct table *table, long row, int column, const char *text)
{
    const char *cell = table_cell(table, row, column).text;
    return cell != NULL && text_same(cell, text);
}

static bool is_of(const struct pictures *pictures, const struct table *table, long row, int i)
{
    const struct shown_case *shown = &pictures->one[i];
    const struct study_case *one = shown->of;
    int strategy = table_column(table, "strategy"), hub = table_column(table, "hub");
    int hours = isnan(shown->hours) ? -1 : table_column(table, "hours_per_week");
    if (!cell_is(table, row, strategy, one->campaign->strategy->id) ||
        (hub >= 0 && !cell_is(table, row, hub, one->hub != NULL ? one->hub : "all")) ||
        (hours >= 0 && table_cell(table, row, hours).number != shown->hours))
        return false;
    for (int v = 0; v < table->n_varied; v++)
        if (!cell_is(table, row, table->n_columns - table->n_varied + v, one->vary_value[v]))
            return false;
    return true;
}

/* Rows of one case follow each other, or those of the next come. */
static void find_cases_of_rows(const struct pictures *pictures, struct drawn_table *source)
{
    int n = pictures->n + pictures->has_nothing, last = 0;
    source->one = memory_new((size_t)source->table.n + 1, sizeof *source->one);
    for (long row = 0; row < source->table.n; row++) {
        source->one[row] = -1;
        for (int k = 0; k < n && source->one[row] < 0; k++)
            if (is_of(pictures, &source->table, row, (last + k) % n))
                source->one[row] = last = (last + k) % n;
    }
}

static const struct histogram *cost_of(const struct pictures *pictures, int i)
{
    return &pictures->one[i].of->tally.counts.partner_cost;
}

/* Share of the campaigns that won no partner at all. */
static double without_partner(const struct histogram *cost)
{
    return cost->n > 0 ? (double)cost->infinite / (double)cost->n : NAN;
}

/* The amount at which the curves have nearly reached their ends. */
static double last_amount(const struct pictures *pictures)
{
    double least = INFINITY, most = 0.0;
    for (int i = 0; i < pictures->n; i++) {
        const struct histogram *cost = cost_of(pictures, i);
        double with = 1.0 - without_partner(cost);
        if (!(with > 0.0))
            continue;
        double reach = histogram_quantile(cost, 0.95 * with);
        least = fmin(least, reach);
        most = fmax(most, reach);
    }
    double end = most > 0.0 ? fmin(most, MOST_TIMES * least) : NO_AMOUNT;
    return scale_from_zero(end, MOST_TICKS_OF_AMOUNTS, 1.0).end;
}

/* The cells of a row of case `i`. */
static void add_row(struct drawn_table *source, int i, int n, const double *number)
{
    source->one = memory_resize(source->one, (size_t)source->table.n + 1, sizeof *source->one);
    source->one[source->table.n] = i;
    for (int k = 0; k < n; k++)
        table_number(&source->table, number[k]);
    table_end_row(&source->table);
}

/* What tables of results lack, of the cost per partner of single campaigns: its range with the
 * share of campaigns without a partner, and chances to stay under the same amounts for all. */
static void fill_costs(
    struct drawn_table *source, const char *name, const struct pictures *pictures)
{
    bool ranges = text_same(name, "partner_cost");
    table_init(&source->table, name,
        ranges ? "p05,p95,probability" : "amount_eur,probability,mc_low,mc_high");
    double end = last_amount(pictures);
    for (int i = 0; i < pictures->n; i++) {
        const struct histogram *cost = cost_of(pictures, i);
        if (ranges)
            add_row(source, i, 3,
                (double[]){histogram_quantile(cost, 0.05), histogram_quantile(cost, 0.95),
                    without_partner(cost)});
        for (int j = 0; j <= AMOUNTS && !ranges && cost->n > 0; j++) {
            double amount = end * j / AMOUNTS;
            struct estimate e =
                study_cost_chance(pictures->results->study, pictures->one[i].of, amount);
            add_row(source, i, 4, (double[]){amount, e.value, e.low, e.high});
        }
    }
}

const struct drawn_table *pictures_table(struct pictures *pictures, const char *name)
{
    for (int i = 0; i < pictures->n_sources; i++)
        if (text_same(pictures->source[i].table.name, name))
            return &pictures->source[i];
    assert(pictures->n_sources < MOST_SOURCES);
    struct drawn_table *source = &pictures->source[pictures->n_sources++];
    if (text_same(name, "partner_cost") || text_same(name, "amount_chance")) {
        fill_costs(source, name, pictures);
    } else {
        if (!tables_fill_totals(&source->table, name, pictures->results))
            table_init(&source->table, name, ""); /* nothing of the kind */
        find_cases_of_rows(pictures, source);
    }
    return source;
}

/* What stands in columns of a row, as `where` says: "column=text column=text". */
enum { MOST_WHERE = 3, LONGEST_WHERE = 32 };
struct where {
    int n, column[MOST_WHERE];
    char text[MOST_WHERE][LONGEST_WHERE];
};

/* A piece of `from` that ends before one of `ends`; returns what follows. */
static const char *take_word(const char *from, const char *ends, char word[LONGEST_WHERE])
{
    size_t length = strcspn(from, ends);
    assert(length < LONGEST_WHERE);
    memcpy(word, from, length);
    word[length] = '\0';
    return from + length + (from[length] != '\0');
}

/* It is read once for all rows. A column that is not there is in no row. */
static void read_where(const struct table *table, const char *words, struct where *where)
{
    char column[LONGEST_WHERE];
    for (where->n = 0; words != NULL && *words != '\0'; where->n++) {
        assert(where->n < MOST_WHERE);
        words = take_word(words, "=", column);
        words = take_word(words, " ", where->text[where->n]);
        where->column[where->n] = table_column(table, column);
    }
}

static bool row_is(const struct table *table, long row, const struct where *where)
{
    for (int i = 0; i < where->n; i++)
        if (where->column[i] < 0 || !cell_is(table, row, where->column[i], where->text[i]))
            return false;
    return true;
}

long source_row(const struct drawn_table *source, int i, const char *words, long row)
{
    struct where where;
    read_where(&source->table, words, &where);
    for (; row < source->table.n; row++)
        if (source->one[row] == i && row_is(&source->table, row, &where))
            return row;
    return -1;
}

double source_number(const struct drawn_table *source, long row, const char *column)
{
    return row < 0 || column == NULL
               ? NAN
               : table_cell(&source->table, row, table_column(&source->table, column)).number;
}

struct estimate source_estimate(
    const struct drawn_table *source, long row, const struct drawn *drawn)
{
    return (struct estimate){.value = source_number(source, row, drawn->value),
        .low = source_number(source, row, drawn->low),
        .high = source_number(source, row, drawn->high)};
}

struct estimate pictures_estimate(struct pictures *pictures, const struct drawn *drawn, int i)
{
    const struct drawn_table *source = pictures_table(pictures, drawn->table);
    return source_estimate(source, source_row(source, i, drawn->where, 0), drawn);
}

double pictures_total(struct pictures *pictures, const char *measure, int i)
{
    char where[64];
    snprintf(where, sizeof where, "segment=all measure=%s", measure);
    return pictures_estimate(pictures, &(struct drawn){"summary", where, "estimate"}, i).value;
}
