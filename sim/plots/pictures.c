/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "case_label.h"
#include "language.h"
#include "plot_text.h"
#include "wrap.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Who is shown ---- */

bool pictures_by_hours(const struct pictures *pictures)
{
    return plan_by_hours(pictures->results->plan);
}

static void find_lines(struct pictures *pictures, const struct plan_report *report)
{
    const struct plan *plan = report->plan;
    int n_hours = plan->grid.n_hours > 0 && !plan_by_hours(report) ? plan->n_hours : 1;
    pictures->study = report->study;
    pictures->replications = plan->row_set.replications;
    pictures->n_all = report->planner->n_lines * n_hours;
    pictures->one = memory_new((size_t)pictures->n_all + 1, sizeof *pictures->one);
    for (int i = 0; i < pictures->n_all; i++)
        pictures->one[i] = (struct shown_case){
            .of = plan_line_case(report, i / n_hours),
            .hours = n_hours > 1 ? plan->grid.hours_per_week[i % n_hours] : NAN,
        };
}

static void find_cases(struct pictures *pictures, const struct study *study)
{
    pictures->study = study;
    pictures->replications = study->replications;
    pictures->n_all = study->n_cases;
    pictures->one = memory_new((size_t)study->n_cases + 1, sizeof *pictures->one);
    for (int i = 0; i < study->n_cases; i++)
        pictures->one[i] = (struct shown_case){.of = &study->cases[i], .hours = NAN};
}

/* Settings that the names of all cases tell on lines of their own. */
static int settings_told(const struct pictures *pictures)
{
    const struct study *study = pictures->study;
    bool hours = pictures->n_all > 0 && !isnan(pictures->one[0].hours);
    return study->n_vary - study->of_configs + hours;
}

void pictures_init(struct pictures *pictures, const struct results *results)
{
    memset(pictures, 0, sizeof *pictures);
    pictures->results = results;
    if (results->plan != NULL)
        find_lines(pictures, results->plan);
    else
        find_cases(pictures, results->study);
    int settings = settings_told(pictures);
    int most = MOST_SHOWN * 2 / (settings > 0 ? 1 + settings + pictures->study->of_configs : 2);
    pictures->n = pictures->n_all < most ? pictures->n_all : most;
}

void pictures_free(struct pictures *pictures)
{
    for (int i = 0; i < pictures->n_sources; i++) {
        table_free(&pictures->source[i].table);
        memory_free(pictures->source[i].one);
    }
    memory_free(pictures->one);
}

/* ---- Their names ---- */

/* Another strategy has the same label: the id has to tell them apart. */
static bool label_is_shared(const struct pictures *pictures, const struct study_case *one)
{
    for (int j = 0; j < pictures->n_all; j++) {
        const struct study_case *other = pictures->one[j].of;
        if (text_same(case_label(one), case_label(other)) &&
            !text_same(one->campaign->strategy->id, other->campaign->strategy->id))
            return true;
    }
    return false;
}

static void add_strategy(struct text *out, const struct pictures *pictures,
    const struct study_case *one, int columns, int lines)
{
    struct text name = {0}, id = {0};
    if (pictures->study->of_configs) {
        plot_clean(&name, one->vary_value[0]);
        text_add_string(&name, ": ");
    }
    plot_clean(&name, case_label(one));
    if (label_is_shared(pictures, one)) {
        plot_clean(&id, one->campaign->strategy->id);
        text_add_string(&name, " (");
        wrap_add(&name, text_string(&id), columns / 2, 0, 1);
        text_add_string(&name, ")");
    }
    wrap_add(out, text_string(&name), columns, 0, lines);
    text_free(&name);
    text_free(&id);
}

/* "outreach_days = 365": the last part of the path, cut or left out if need be so that the
 * value stays whole. */
static void add_setting(struct text *out, const char *path, const char *value, int columns)
{
    enum { LEAST = 6 };
    const char *dot = strrchr(path, '.');
    struct text name = {0}, number = {0}, line = {0};
    plot_clean(&name, dot != NULL && dot[1] != '\0' ? dot + 1 : path);
    plot_clean(&number, value);
    int left = columns - 3 - plot_extent(text_string(&number)).columns;
    if (left >= LEAST) {
        wrap_add(&line, text_string(&name), left, 0, 1);
        text_add_string(&line, " = ");
    }
    text_add_string(&line, text_string(&number));
    text_add_string(out, "\n");
    wrap_add(out, text_string(&line), columns, 0, 1);
    text_free(&name);
    text_free(&number);
    text_free(&line);
}

void pictures_add_name(struct text *out, const struct pictures *pictures, int i, int columns)
{
    const struct study *study = pictures->study;
    const struct shown_case *shown = &pictures->one[i];
    add_strategy(out, pictures, shown->of, columns, settings_told(pictures) > 0 ? 1 : 2);
    for (int v = study->of_configs; v < study->n_vary; v++)
        add_setting(out, study->vary_path[v], shown->of->vary_value[v], columns);
    if (!isnan(shown->hours)) {
        struct text hours = {0};
        text_add_number(&hours, shown->hours, 0);
        add_setting(out, _("hours a week"), text_string(&hours), columns);
        text_free(&hours);
    }
}

void pictures_add_field(struct text *data, const struct pictures *pictures, int i, int columns)
{
    struct text name = {0};
    pictures_add_name(&name, pictures, i, columns);
    plot_add_word(data, text_string(&name));
    text_add_string(data, "\n");
    text_free(&name);
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
static void find_cases_of_rows(const struct pictures *pictures, struct source *source)
{
    int n = pictures->n, last = 0;
    source->one = memory_new((size_t)source->table.n + 1, sizeof *source->one);
    for (long row = 0; row < source->table.n; row++) {
        source->one[row] = -1;
        for (int k = 0; k < n && source->one[row] < 0; k++)
            if (is_of(pictures, &source->table, row, (last + k) % n))
                source->one[row] = last = (last + k) % n;
    }
}

const struct source *pictures_table(struct pictures *pictures, const char *name)
{
    for (int i = 0; i < pictures->n_sources; i++)
        if (text_same(pictures->source[i].table.name, name))
            return &pictures->source[i];
    assert(pictures->n_sources < MOST_SOURCES);
    struct source *source = &pictures->source[pictures->n_sources++];
    if (!partner_cost_fill(&source->table, name, pictures) &&
        !tables_fill(&source->table, name, pictures->results))
        table_init(&source->table, name, ""); /* nothing of the kind */
    find_cases_of_rows(pictures, source);
    return source;
}

/* Whether a row has what `where` says: "column=text column=text". */
static bool row_is(const struct table *table, long row, const char *where)
{
    while (*where != '\0') {
        char column[32], text[32];
        int length = 0;
        if (sscanf(where, "%31[^=]=%31s %n", column, text, &length) < 2 ||
            !cell_is(table, row, table_column(table, column), text))
            return false;
        where += length;
    }
    return true;
}

long source_row(const struct source *source, int i, const char *where, long row)
{
    for (; row < source->table.n; row++)
        if ((i < 0 || source->one[row] == i) && row_is(&source->table, row, where))
            return row;
    return -1;
}

double source_number(const struct source *source, long row, const char *column)
{
    return row < 0 || column == NULL
               ? NAN
               : table_cell(&source->table, row, table_column(&source->table, column)).number;
}

double pictures_number(
    struct pictures *pictures, const char *table, const char *where, int i, const char *column)
{
    const struct source *source = pictures_table(pictures, table);
    return source_number(source, source_row(source, i, where, 0), column);
}

double pictures_total(struct pictures *pictures, const char *measure, int i, const char *column)
{
    char where[64];
    snprintf(where, sizeof where, "segment=all measure=%s", measure);
    return pictures_number(pictures, "summary", where, i, column);
}

/* ---- What there is to see ---- */

enum content pictures_case_content(struct pictures *pictures, int i)
{
    double approached = pictures_total(pictures, "approached", i, "estimate");
    double partners = pictures_total(pictures, "partners", i, "estimate");
    if (isnan(approached))
        return NOTHING_RUN;
    if (approached == 0.0)
        return NOBODY_APPROACHED;
    return partners > 0.0 ? FULL : NO_PARTNER;
}

enum content pictures_content(struct pictures *pictures)
{
    enum content content = NOTHING_RUN;
    for (int i = 0; i < pictures->n; i++) {
        enum content one = pictures_case_content(pictures, i);
        content = one > content ? one : content;
    }
    return content;
}

const char *content_words(enum content content)
{
    switch (content) {
    case NOTHING_RUN:
        return _("no campaign was simulated");
    case NOBODY_APPROACHED:
        return _("no company was approached in any simulated campaign");
    case NO_PARTNER:
        return _("no partner in any simulated campaign");
    case FULL:
        break;
    }
    return "";
}
