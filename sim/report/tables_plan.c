/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_report.h"

#include "csv_table.h"
#include "json_text.h"
#include "language.h"

#include <math.h>
#include <string.h>

/* A row being written: of a CSV file, or as an object. */
struct record {
    FILE *file;     /* NULL: an object */
    bool begun;     /* a field was written */
    json_t *object; /* NULL: a row */
};

static void add_text(struct record *record, const char *name, const char *text)
{
    if (record->file == NULL) {
        json_object_set_new(record->object, name, json_text(text));
        return;
    }
    if (record->begun)
        fputc(',', record->file);
    record->begun = true;
    csv_write_text(record->file, text);
}

static void add_number(struct record *record, const char *name, double value)
{
    if (record->file == NULL) {
        json_object_set_new(record->object, name, json_number(value));
        return;
    }
    fputc(',', record->file);
    csv_write_number(record->file, value);
}

static void add_estimate(struct record *record, struct estimate e)
{
    add_number(record, "estimate", e.value);
    add_number(record, "se", e.se);
    add_number(record, "mc_low", e.low);
    add_number(record, "mc_high", e.high);
}

/* What is written row by row: to a file, or gathered in an array. */
struct sheet {
    const struct plan_report *report;
    FILE *file;
    json_t *array;
};

static struct record begin_row(const struct sheet *sheet)
{
    struct record record = {.file = sheet->file};
    if (record.file == NULL)
        record.object = json_object();
    return record;
}

/* Ends with what was varied. */
static void end_row(const struct sheet *sheet, struct record *record, int line)
{
    const struct study *study = sheet->report->study;
    const struct study_case *one = plan_line_case(sheet->report, line);
    if (sheet->file == NULL) {
        if (study->n_vary > 0)
            json_object_set_new(record->object, "vary", json_variation(study, one));
        json_array_append_new(sheet->array, record->object);
        return;
    }
    for (int i = 0; i < study->n_vary; i++)
        add_text(record, "", one->vary_value[i]);
    fputc('\n', sheet->file);
}

static void add_terms(
    struct record *record, const struct plan_report *report, const struct plan_point *point)
{
    add_text(record, "strategy", plan_line_case(report, point->line)->campaign->strategy->id);
    add_number(record, "budget_eur", point->terms.budget_eur);
    add_number(record, "hours_per_week", point->terms.hours_per_week);
    add_number(record, "companies", point->terms.companies);
}

const char *plan_bound_id(enum plan_bound bound)
{
    static const char *const ids[N_BOUNDS] = {"budget", "hours", "choice", "days", "companies"};
    return ids[bound];
}

/* ---- plan.csv, plan_sizes.csv ---- */

static const char point_columns[] = "strategy,budget_eur,hours_per_week,companies,measure,unit,"
                                    "estimate,se,mc_low,mc_high,p05,p50,p95,bound_by";

static const char *const point_measures[] = {"approached", "partners", "in_view", "active",
    "paying", "p_in_view", "p_active", "p_paying", "p_all_targets", "conversion_rate", "cost",
    "cost_per_partner", "hours", "hours_share", "net_result", "unfunded", "open_share"};
enum { POINT_MEASURES = sizeof point_measures / sizeof point_measures[0] };

static void point_row(const struct sheet *sheet, const struct plan_point *point,
    const char *measure, const char *unit, struct figure figure, enum plan_bound bound)
{
    struct record record = begin_row(sheet);
    add_terms(&record, sheet->report, point);
    add_text(&record, "measure", measure);
    add_text(&record, "unit", unit);
    add_estimate(&record, figure.estimate);
    add_number(&record, "p05", figure.p05);
    add_number(&record, "p50", figure.p50);
    add_number(&record, "p95", figure.p95);
    add_text(&record, "bound_by", plan_bound_id(bound));
    end_row(sheet, &record, point->line);
}

static void unspent_row(const struct sheet *sheet, const struct plan_point *point,
    const char *measure, double euro, enum plan_bound bound)
{
    struct figure figure = {estimate_undefined(), NAN, NAN, NAN};
    figure.estimate.value = euro;
    point_row(sheet, point, measure, "EUR", figure, bound);
}

/* What is left of the budget, and by what held the campaigns back. */
static void unspent_rows(const struct sheet *sheet, const struct plan_point *point)
{
    static const char *const names[N_BOUNDS] = {"unspent_budget", "unspent_hours",
        "unspent_choice", "unspent_days", "unspent_companies"};
    enum plan_bound why;
    double unspent = plan_unspent(point, &why);
    unspent_row(sheet, point, "unspent", unspent, why);
    for (int b = 0; b < N_BOUNDS; b++)
        unspent_row(sheet, point, names[b], point->unspent[b], (enum plan_bound)b);
}

static void set_rows(const struct sheet *sheet, const struct plan_set *set)
{
    for (int i = 0; i < set->n; i++) {
        const struct plan_point *point = &set->point[i];
        for (int m = 0; m < POINT_MEASURES; m++) {
            int measure = measure_find(point_measures[m]);
            point_row(sheet, point, measures[measure].name, measures[measure].unit,
                point->figure[measure], plan_main_bound(point));
        }
        if (!isnan(point->terms.budget_eur))
            unspent_rows(sheet, point);
    }
}

static void plan_rows(const struct sheet *sheet)
{
    set_rows(sheet, &sheet->report->plan->row_set);
}

static void size_rows(const struct sheet *sheet)
{
    set_rows(sheet, &sheet->report->plan->size_set);
}

/* ---- plan_extra.csv ---- */

static void extra_row(const struct sheet *sheet, const struct plan_point *point,
    const struct plan_point *from, const char *measure, const char *unit, struct estimate e)
{
    struct record record = begin_row(sheet);
    add_terms(&record, sheet->report, point);
    add_number(&record, "from_budget_eur", from->terms.budget_eur);
    add_number(&record, "from_companies", from->terms.companies);
    add_text(&record, "measure", measure);
    add_text(&record, "unit", unit);
    add_estimate(&record, e);
    end_row(sheet, &record, point->line);
}

static void extra_rows(const struct sheet *sheet)
{
    const struct plan *plan = sheet->report->plan;
    for (int line = 0; line < sheet->report->planner->n_lines; line++)
        for (int h = 0; h < plan->n_hours; h++)
            for (int b = 1; b < plan->n_budgets; b++) {
                const struct plan_point *point = plan_row(plan, line, h, b);
                const struct plan_point *from = plan_row(plan, line, h, b - 1);
                struct plan_extra extra =
                    plan_extra(point, from, sheet->report->planner->confidence);
                extra_row(sheet, point, from, "extra_partners", "companies", extra.partners);
                extra_row(sheet, point, from, "extra_cost", "EUR", extra.cost);
                extra_row(sheet, point, from, "price_of_one_more", "EUR", extra.price);
            }
}

/* ---- plan_answers.csv ---- */

/* "strategy", "together", "undecided", or the limits that are enough: "companies|days". */
static void add_cause(struct record *record, const struct plan_cause *cause)
{
    static const char *const limits[N_LIMITS] = {"budget", "hours", "companies", "days"};
    static const char *const kinds[] = {"", "", "together", "strategy", "undecided"};
    struct text text = {0};
    text_add_string(&text, kinds[cause->kind]);
    for (int limit = 0; limit < N_LIMITS; limit++)
        if (cause->enough[limit])
            text_printf(&text, text.length > 0 ? "|%s" : "%s", limits[limit]);
    add_text(record, "cause", text_string(&text));
    add_number(record, "without_limits", cause->lifted.value);
    text_free(&text);
}

/* The companies of an answer by the budget were chosen. */
static enum plan_bound bound_of(
    const struct plan_report *report, const struct plan_answer *answer)
{
    bool chosen = answer->lever == LEVER_BUDGET &&
                  answer->terms.companies < report->planner->line[answer->line].most;
    return chosen && answer->bound == BOUND_DAYS ? BOUND_CHOICE : answer->bound;
}

static void answer_row(const struct sheet *sheet, const struct plan_answer *answer)
{
    static const char *const levers[N_LEVERS] = {"budget", "hours_per_week", "companies"};
    static const char *const units[N_LEVERS] = {"EUR", "hours", "companies"};
    static const char *const verdicts[] = {"met", "not_met", "undecided", "no_limit"};
    struct record record = begin_row(sheet);
    add_text(&record, "strategy",
        plan_line_case(sheet->report, answer->line)->campaign->strategy->id);
    add_text(&record, "goal", answer->goal.measure);
    add_number(&record, "number", answer->goal.number > 0 ? (double)answer->goal.number : NAN);
    add_number(&record, "wanted", answer->goal.wanted);
    add_text(&record, "lever", levers[answer->lever]);
    add_text(&record, "unit", units[answer->lever]);
    add_text(&record, "verdict", verdicts[answer->verdict]);
    add_number(&record, "answer", answer->value);
    add_number(&record, "low", answer->low);
    add_number(&record, "high", answer->high);
    add_number(&record, "budget_eur", answer->terms.budget_eur);
    add_number(&record, "hours_per_week", answer->terms.hours_per_week);
    add_number(&record, "companies", answer->terms.companies);
    add_estimate(&record, answer->fresh);
    add_text(&record, "bound_by", plan_bound_id(bound_of(sheet->report, answer)));
    add_cause(&record, &answer->cause);
    end_row(sheet, &record, answer->line);
}

static void answer_rows(const struct sheet *sheet)
{
    for (int i = 0; i < sheet->report->n_answers; i++)
        answer_row(sheet, &sheet->report->answer[i]);
}

/* ---- All of them ---- */

static const struct sheet_kind {
    const char *name, *columns;
    void (*rows)(const struct sheet *sheet);
    bool asked; /* by the command line: printed as CSV */
} kinds[] = {
    {"plan", point_columns, plan_rows, true},
    {"plan_sizes", point_columns, size_rows, false},
    {"plan_extra",
        "strategy,budget_eur,hours_per_week,companies,from_budget_eur,from_companies,"
        "measure,unit,estimate,se,mc_low,mc_high",
        extra_rows, true},
    {"plan_answers",
        "strategy,goal,number,wanted,lever,unit,verdict,answer,low,high,budget_eur,"
        "hours_per_week,companies,estimate,se,mc_low,mc_high,bound_by,cause,without_limits",
        answer_rows, true},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void write_csv(
    FILE *file, const struct plan_report *report, const struct sheet_kind *kind)
{
    fputs(kind->columns, file);
    for (int i = 0; i < report->study->n_vary; i++) {
        fputc(',', file);
        csv_write_text(file, report->study->vary_path[i]);
    }
    fputc('\n', file);
    kind->rows(&(struct sheet){report, file, NULL});
}

enum status tables_plan_write(struct results_folder *folder, const struct plan_report *report)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < KINDS && status == STATUS_OK; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s.csv", kinds[i].name);
        FILE *file = results_open(folder, name);
        if (file == NULL)
            return STATUS_FAILED;
        write_csv(file, report, &kinds[i]);
        status = results_close(folder, file, name);
    }
    return status;
}

/* ---- On standard output ---- */

static json_t *gather_rows(const struct plan_report *report, const struct sheet_kind *kind)
{
    json_t *array = json_array();
    kind->rows(&(struct sheet){report, NULL, array});
    return array;
}

/* The columns of all tables that are printed, each once. */
static const char *const printed_columns[] = {"strategy", "budget_eur", "hours_per_week",
    "companies", "from_budget_eur", "from_companies", "goal", "number", "wanted", "lever",
    "verdict", "answer", "low", "high", "measure", "unit", "estimate", "se", "mc_low",
    "mc_high", "p05", "p50", "p95", "bound_by", "cause", "without_limits"};
enum { PRINTED_COLUMNS = sizeof printed_columns / sizeof printed_columns[0] };

static void print_field(FILE *out, const json_t *value)
{
    fputc(',', out);
    if (json_is_string(value))
        csv_write_text(out, json_string_value(value));
    else if (json_is_number(value))
        csv_write_number(out, json_number_value(value));
}

static void print_rows(
    FILE *out, const struct study *study, const char *table, const json_t *rows)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i), *vary = json_object_get(row, "vary");
        fputs(table, out);
        for (int c = 0; c < PRINTED_COLUMNS; c++)
            print_field(out, json_object_get(row, printed_columns[c]));
        for (int v = 0; v < study->n_vary; v++)
            print_field(out, json_object_get(vary, study->vary_path[v]));
        fputc('\n', out);
    }
}

void screen_plan_csv(FILE *out, const struct plan_report *report)
{
    fputs("table", out);
    for (int c = 0; c < PRINTED_COLUMNS; c++)
        fprintf(out, ",%s", printed_columns[c]);
    for (int i = 0; i < report->study->n_vary; i++) {
        fputc(',', out);
        csv_write_text(out, report->study->vary_path[i]);
    }
    fputc('\n', out);
    for (int i = 0; i < KINDS; i++) {
        if (!kinds[i].asked)
            continue;
        json_t *rows = gather_rows(report, &kinds[i]);
        print_rows(out, report->study, kinds[i].name, rows);
        json_decref(rows);
    }
}

enum status screen_plan_json(FILE *out, const struct plan_report *report)
{
    json_t *all = json_object();
    for (int i = 0; i < KINDS; i++)
        json_object_set_new(all, kinds[i].name, gather_rows(report, &kinds[i]));
    bool made = json_dumpf(all, out, JSON_INDENT(1)) == 0;
    fputc('\n', out);
    json_decref(all);
    return made ? STATUS_OK : STATUS_FAILED;
}
