/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "old_tables.h"

#include "language.h"
#include "old_table.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- summary.csv ---- */

const char summary_columns[] =
    "strategy,hub,segment,measure,unit,estimate,se,mc_low,mc_high,p05,p50,p95";

bool summary_has(int cell, int measure)
{
    enum measure_kind kind = measures[measure].kind;
    return cell == 0 || (kind != MEASURE_EVENT && kind != MEASURE_OF_CAPACITY);
}

static void summary_row(const struct old_table *table, int cell, int measure)
{
    struct figure figure = study_figure(table->study, table->one, cell, measure);
    old_table_begin_row(table);
    old_table_text(table, table->one->hub != NULL ? table->one->hub : "all");
    old_table_text(table, old_table_segment(table, cell));
    old_table_text(table, measures[measure].name);
    old_table_text(table, measures[measure].unit);
    old_table_estimate(table, figure.estimate);
    old_table_number(table, figure.p05);
    old_table_number(table, figure.p50);
    old_table_number(table, figure.p95);
    old_table_end_row(table);
}

void summary_rows(const struct old_table *table, int cells)
{
    for (int cell = 0; cell < cells; cell++)
        for (int m = 0; m < n_measures; m++)
            if (summary_has(cell, m))
                summary_row(table, cell, m);
}

static void all_summary_rows(const struct old_table *table)
{
    summary_rows(table, table->one->campaign->cells.n);
}

/* ---- Notices ---- */

/* What a notice is of: the hub where there are hubs, else the strategy. */
static const char *subject(const struct study *study, const struct study_case *one)
{
    return study->has_hubs && one->hub != NULL ? one->hub : one->campaign->strategy->id;
}

/* The same with the values that were varied. */
static void add_subject(
    struct text *name, const struct study *study, const struct study_case *one)
{
    text_add_string(name, subject(study, one));
    for (int v = 0; v < study->n_vary; v++)
        text_printf(
            name, "%s%s = %s", v == 0 ? " (" : ", ", study->vary_path[v], one->vary_value[v]);
    text_add_string(name, study->n_vary > 0 ? ")" : "");
}

/* One under several variations is told of once. */
static bool told_before(const struct study *study, const bool *unbounded, int i)
{
    const char *id = subject(study, &study->cases[i]);
    for (int j = 0; j < i; j++)
        if (unbounded[j] && strcmp(subject(study, &study->cases[j]), id) == 0)
            return true;
    return false;
}

void tables_notices(const struct study *study, struct messages *notices)
{
    bool *unbounded = memory_new((size_t)study->n_cases, sizeof *unbounded);
    for (int m = 0; m < n_measures; m++) {
        for (int i = 0; i < study->n_cases; i++) {
            const struct study_case *one = &study->cases[i];
            unbounded[i] = study_figure(study, one, 0, m).estimate.unbounded;
            if (unbounded[i] && !told_before(study, unbounded, i))
                messages_add(notices,
                    _("%s: the error of %s has no bounds, as what it is divided by may be "
                      "zero; simulate more campaigns"),
                    subject(study, one), measures[m].name);
        }
    }
    free(unbounded);
}

/* ---- What comes from not knowing the parameters ---- */

static const char *const unknown_measures[] = {
    "partners", "in_view", "active", "paying", "cost", "revenue", "net_result", "hours"};
enum { UNKNOWN_MEASURES = sizeof unknown_measures / sizeof unknown_measures[0] };

static void unknown_rows(const struct old_table *table)
{
    for (int i = 0; i < UNKNOWN_MEASURES; i++) {
        const struct measure *measure = &measures[measure_find(unknown_measures[i])];
        struct estimate share = study_unknown_share(table->study, table->one, measure->y);
        old_table_begin_row(table);
        old_table_text(table, measure->name);
        old_table_number(table, share.value);
        old_table_number(table, share.low);
        old_table_number(table, share.high);
        old_table_end_row(table);
    }
}

static bool is_uncertain(const struct study *study)
{
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].tally.unit == 2)
            return true;
    return false;
}

static void unknown_notice(
    const struct study *study, const struct study_case *one, struct messages *notices)
{
    struct estimate share = study_unknown_share(study, one, Q_PARTNERS);
    struct text name;
    text_init(&name);
    add_subject(&name, study, one);
    if (isnan(share.value))
        messages_add(notices,
            _("%s: too few campaigns, or too little spread, to tell how much of the spread in "
              "partners is from not knowing the parameters"),
            text_string(&name));
    else
        messages_add(notices,
            _("%s: of the spread in partners, %.0f %% is from not knowing the parameters "
              "(%.0f to %.0f %%)"),
            text_string(&name), 100.0 * share.value, 100.0 * share.low, 100.0 * share.high);
    text_free(&name);
}

static void unknown_notices(const struct study *study, struct messages *notices)
{
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].tally.unit == 2)
            unknown_notice(study, &study->cases[i], notices);
}

static bool has_list(const struct study *study)
{
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].tally.counts.company != NULL)
            return true;
    return false;
}

static bool always(const struct study *study)
{
    (void)study;
    return true;
}

/* ---- replications.csv ---- */

static bool is_of_replication(const struct measure *measure)
{
    return measure->kind == MEASURE_MEAN || measure->kind == MEASURE_EVENT;
}

void replications_header(FILE *file, const struct study *study)
{
    struct old_table table = {.file = file, .study = study, .names_hub = true};
    fputs("strategy,hub,replication", file);
    for (int m = 0; m < n_measures; m++)
        if (is_of_replication(&measures[m]))
            old_table_text(&table, measures[m].name);
    for (int i = 0; i < study->n_vary; i++)
        old_table_text(&table, study->vary_path[i]);
    fputc('\n', file);
}

void replications_row(FILE *file, const struct study *study, const struct study_case *one,
    uint64_t replication, const double *quantities)
{
    struct old_table table = {.file = file, .study = study, .one = one, .names_hub = true};
    old_table_begin_row(&table);
    old_table_text(&table, one->hub != NULL ? one->hub : "all");
    old_table_integer(&table, (long)replication);
    for (int m = 0; m < n_measures; m++)
        if (is_of_replication(&measures[m]))
            old_table_number(&table, quantities[measures[m].y]);
    old_table_end_row(&table);
}

/* ---- All tables ---- */

struct table_kind {
    const char *name, *columns;
    void (*rows)(const struct old_table *table);
    bool (*wanted)(const struct study *study);
};

static const struct table_kind kinds[] = {
    {"summary.csv", summary_columns, all_summary_rows, always},
    {"companies.csv",
        "strategy,company,converted,said_no,given_up,open,contacts,hours,cost_eur,days,package",
        companies_rows, has_list},
    {"conversion_by_day.csv", "strategy,segment,clock,day,converted,mc_low,mc_high",
        by_day_rows, always},
    {"conversion_by_contact.csv",
        "strategy,segment,contacts,joined,said_no,given_up,open,mc_low,mc_high",
        by_contact_rows, always},
    {"contact_moments.csv", "strategy,contact,stage,held,moved,waited,progressed,cost_eur",
        contact_moments_rows, always},
    {"packages.csv", "strategy,segment,package,partners,se,mc_low,mc_high,share,contacts",
        packages_rows, always},
    {"funnel.csv", "strategy,segment,stage,companies,se,mc_low,mc_high,share", funnel_rows,
        always},
    {"costs.csv", "strategy,kind,hours,hours_cost_eur,cash_eur,cost_eur", costs_rows, always},
    {"cost_chance.csv", "strategy,amount_eur,probability,mc_low,mc_high", cost_chance_rows,
        always},
    {"uncertainty.csv", "strategy,measure,unknown_share,mc_low,mc_high", unknown_rows,
        is_uncertain},
};

static bool stopped(const struct results_folder *folder)
{
    return folder->stop != NULL && *folder->stop != 0;
}

static enum status write_table(
    struct results_folder *folder, const struct study *study, const struct table_kind *kind)
{
    struct old_table table = {.file = results_open(folder, kind->name),
        .study = study,
        .names_hub = kind->columns == summary_columns};
    if (table.file == NULL)
        return STATUS_FAILED;
    old_table_header(&table, kind->columns);
    for (int i = 0; i < study->n_cases && !ferror(table.file) && !stopped(folder); i++) {
        table.one = &study->cases[i];
        kind->rows(&table);
    }
    return results_close(folder, table.file, kind->name);
}

enum status old_tables_write(
    struct results_folder *folder, const struct study *study, struct messages *notices)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!kinds[i].wanted(study))
            continue;
        enum status status = write_table(folder, study, &kinds[i]);
        if (status == STATUS_OK && stopped(folder))
            status = STATUS_INTERRUPTED;
        if (status != STATUS_OK)
            return status;
    }
    if (notices == NULL)
        return STATUS_OK;
    tables_notices(study, notices);
    unknown_notices(study, notices);
    if (study->has_hubs)
        messages_add(notices, "%s",
            _("hubs differ in people and region too: what sets them apart is no experiment "
              "with "
              "their strategies"));
    return STATUS_OK;
}
