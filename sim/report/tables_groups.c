/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "old_table.h"

#include <math.h>

/* One number of companies of a group, and its share of another; the row goes on. */
static void begin_part_row(
    const struct old_table *table, int cell, const char *part, int quantity, double whole)
{
    struct estimate e = study_quantity(table->study, table->one, cell, quantity);
    old_table_begin_row(table);
    old_table_text(table, old_table_segment(table, cell));
    old_table_text(table, part);
    old_table_estimate(table, e);
    old_table_number(table, whole > 0.0 ? e.value / whole : NAN);
}

static void part_row(
    const struct old_table *table, int cell, const char *part, int quantity, double whole)
{
    begin_part_row(table, cell, part, quantity, whole);
    old_table_end_row(table);
}

/* ---- packages.csv ---- */

/* The last number is the mean of the contacts that its partners had. */
static void package_row(const struct old_table *table, int cell, int p, double partners)
{
    const struct packages *packages = &table->one->scenario->packages;
    double chosen = study_quantity(table->study, table->one, cell, Q_PACKAGE + p).value;
    double contacts =
        study_quantity(table->study, table->one, cell, Q_PACKAGE + packages->n + p).value;
    begin_part_row(table, cell, packages->package[p].id, Q_PACKAGE + p, partners);
    old_table_number(table, chosen > 0.0 ? contacts / chosen : NAN);
    old_table_end_row(table);
}

void packages_rows(const struct old_table *table)
{
    const struct packages *packages = &table->one->scenario->packages;
    for (int cell = 0; cell < table->one->campaign->cells.n; cell++) {
        double partners = study_quantity(table->study, table->one, cell, Q_PARTNERS).value;
        for (int p = 0; p < packages->n; p++)
            if (packages->package[p].for_companies)
                package_row(table, cell, p, partners);
    }
}

/* ---- funnel.csv ---- */

void funnel_rows(const struct old_table *table)
{
    for (int cell = 0; cell < table->one->campaign->cells.n; cell++) {
        double approached = study_quantity(table->study, table->one, cell, Q_APPROACHED).value;
        for (int stage = 0; stage < N_STAGES; stage++)
            part_row(table, cell, stage_names[stage], Q_REACHED + stage, approached);
        part_row(table, cell, "partner", Q_PARTNERS, approached);
    }
}

/* ---- companies.csv ---- */

/* The package that it chose most often; "" when it never joined. */
static const char *likeliest_package(
    const struct packages *packages, const struct company_sums *sums)
{
    int best = 0;
    for (int p = 1; p < packages->n; p++)
        if (sums->package[p] > sums->package[best])
            best = p;
    return sums->partner > 0 ? packages->package[best].id : "";
}

static void company_row(
    const struct old_table *table, const char *name, const struct company_sums *sums)
{
    double n = (double)table->study->replications;
    old_table_begin_row(table);
    old_table_text(table, name);
    old_table_number(table, (double)sums->partner / n);
    old_table_number(table, (double)sums->said_no / n);
    old_table_number(table, (double)sums->given_up / n);
    old_table_number(table, (double)sums->open / n);
    old_table_number(table, (double)sums->contacts / n);
    old_table_number(table, (double)sums->hours / MICRO / n);
    old_table_number(table, (double)sums->cost / MICRO / n);
    old_table_number(table, (double)sums->days / (double)sums->partner);
    old_table_text(table, likeliest_package(&table->one->scenario->packages, sums));
    old_table_end_row(table);
}

void companies_rows(const struct old_table *table)
{
    const struct company_sums *sums = table->one->tally.counts.company;
    for (int i = 0; sums != NULL && i < table->one->campaign->n_companies; i++)
        company_row(table, table->one->scenario->population.list[i].name, &sums[i]);
}
