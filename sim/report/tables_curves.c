/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "old_table.h"

#include "memory.h"
#include "scale.h"

#include <math.h>
#include <stdlib.h>

/* ---- conversion_by_day.csv ---- */

/* The end of a row, made in memory and kept until it changes: most days are like the day
 * before.
 */
struct ending_of_row {
    struct old_table table; /* what is written to it comes here */
    char *bytes;
    size_t length;
};

static void make_ending(const struct ending_of_row *ending, struct estimate e)
{
    rewind(ending->table.file);
    old_table_number(&ending->table, e.value);
    old_table_number(&ending->table, e.low);
    old_table_number(&ending->table, e.high);
    old_table_end_row(&ending->table);
    memory_stream_flush(ending->table.file);
}

static void clock_rows(const struct old_table *table, const struct ending_of_row *ending, int cell,
    const char *clock, const struct curve *curve)
{
    int place = study_place(table->one, cell);
    struct curve_point point = {0};
    for (int day = 0; day < curve->steps; day++) {
        if (day == 0 || curve_events(curve, place, day) > 0)
            make_ending(
                ending, study_curve_step(table->study, table->one, curve, cell, day, &point));
        old_table_begin_row(table);
        old_table_text(table, old_table_segment(table, cell));
        old_table_text(table, clock);
        old_table_integer(table, day);
        fwrite_unlocked(ending->bytes, 1, ending->length, table->file);
    }
}

void by_day_rows(const struct old_table *table)
{
    const struct counts *counts = &table->one->tally.counts;
    struct ending_of_row ending = {.table = *table};
    ending.table.file = memory_stream(&ending.bytes, &ending.length);
    for (int cell = 0; cell < table->one->campaign->cells.n; cell++) {
        clock_rows(table, &ending, cell, "own", &counts->own_day);
        clock_rows(table, &ending, cell, "campaign", &counts->campaign_day);
    }
    fclose(ending.table.file);
    free(ending.bytes);
}

/* ---- conversion_by_contact.csv ---- */

enum { JOINED, SAID_NO_BY, GIVEN_UP_BY, SHOWN, UNFUNDED_BY = SHOWN, ENDS };

struct ends {
    const struct curve *curve[ENDS];
    struct curve_point point[ENDS];
};

/* One step past the last at which anything ended: there the curves are flat. */
static int last_step(const struct ends *ends)
{
    int last = 0;
    for (int i = 0; i < ENDS; i++)
        for (int step = 0; step < ends->curve[i]->steps; step++)
            if (curve_events(ends->curve[i], 0, step) > 0 && step > last)
                last = step;
    return last + 1 < ends->curve[JOINED]->steps ? last + 1 : last;
}

/* Open is what has not ended (without budget neither), of all approached: in whole numbers, so
 * that nothing is left over. */
static double open_share(const struct old_table *table, int cell, const struct ends *ends)
{
    double approached = moments_pair(&table->one->tally.moments, study_place(table->one, cell),
        measure_find("conversion_rate"))
                            .x;
    double ended = 0.0;
    for (int i = 0; i < ENDS; i++)
        ended += ends->point[i].y;
    return approached > 0.0 ? (approached - ended) / approached : NAN;
}

static void contact_row(const struct old_table *table, int cell, int contacts, struct ends *ends)
{
    struct estimate e[ENDS];
    for (int i = 0; i < ENDS; i++)
        e[i] = study_curve_step(
            table->study, table->one, ends->curve[i], cell, contacts, &ends->point[i]);
    old_table_begin_row(table);
    old_table_text(table, old_table_segment(table, cell));
    old_table_integer(table, contacts);
    for (int i = 0; i < SHOWN; i++)
        old_table_number(table, e[i].value);
    old_table_number(table, open_share(table, cell, ends));
    old_table_number(table, e[JOINED].low);
    old_table_number(table, e[JOINED].high);
    old_table_end_row(table);
}

void by_contact_rows(const struct old_table *table)
{
    const struct counts *counts = &table->one->tally.counts;
    for (int cell = 0; cell < table->one->campaign->cells.n; cell++) {
        struct ends ends = {
            .curve = {&counts->joined, &counts->said_no, &counts->given_up, &counts->unfunded}};
        int last = last_step(&ends);
        for (int contacts = 0; contacts <= last; contacts++)
            contact_row(table, cell, contacts, &ends);
    }
}

/* ---- cost_chance.csv ---- */

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

/* Steps of the curve up to there, or a few more. */
#define COST_STEPS 60

void cost_chance_rows(const struct old_table *table)
{
    double far = far_amount(&table->one->tally.counts.partner_cost);
    double step = fmax(scale_step(far / COST_STEPS, false), 1.0);
    int last = (int)ceil(far / step);
    for (int i = 0; i <= last; i++) {
        double amount = i * step;
        struct estimate e = study_cost_chance(table->study, table->one, amount);
        old_table_begin_row(table);
        old_table_number(table, amount);
        old_table_number(table, e.value);
        old_table_number(table, e.low);
        old_table_number(table, e.high);
        old_table_end_row(table);
    }
}
