/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "case_label.h"
#include "language.h"
#include "screen_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum column {
    NAME,
    RANGE,
    AVERAGE,
    CONVERSION,
    COST,
    CONTACTS_HELD,
    DAYS,
    IN_VIEW,
    ACTIVE,
    PAYING,
    STILL_OPEN,
    COLUMNS
};

enum { HEADER_LINES = 2, LEAST_NAME = 10, MOST_VALUE = 24 };

/* The cells of the printed table, headers included. */
struct grid {
    int rows;
    struct text *cell; /* [rows][COLUMNS] */
    int width[COLUMNS];
    int gap;
};

static struct text *cell_at(const struct grid *grid, int row, enum column column)
{
    return &grid->cell[row * COLUMNS + (int)column];
}

/* ---- What the cells say ---- */

static double value_of(
    const struct study *study, const struct study_case *one, const char *measure)
{
    return study_total(study, one, measure).estimate.value;
}

static void fill_partners(
    const struct grid *grid, int row, const struct study *study, const struct study_case *one)
{
    struct figure partners = study_total(study, one, "partners");
    struct text *range = cell_at(grid, row, RANGE);
    screen_add_number(range, partners.p05, 0);
    if (partners.p95 > partners.p05) {
        text_add_string(range, "–");
        screen_add_number(range, partners.p95, 0);
    }
    struct estimate e = partners.estimate;
    int decimals = e.value < 100.0 ? 2 : 0;
    struct text *average = cell_at(grid, row, AVERAGE);
    screen_add_number(average, e.value, decimals);
    text_add_string(average, " ± ");
    screen_add_number(average, (e.high - e.low) / 2.0, decimals);
}

static void fill_row(
    const struct grid *grid, int row, const struct study *study, const struct study_case *one)
{
    fill_partners(grid, row, study, one);
    screen_add_percent(cell_at(grid, row, CONVERSION), value_of(study, one, "conversion_rate"));
    screen_add_money(cell_at(grid, row, COST), value_of(study, one, "cost_per_partner"));
    screen_add_number(cell_at(grid, row, CONTACTS_HELD),
        value_of(study, one, "contacts_per_partner_median"), 0);
    screen_add_number(
        cell_at(grid, row, DAYS), value_of(study, one, "days_to_partner_median"), 0);
    screen_add_chance(cell_at(grid, row, IN_VIEW), value_of(study, one, "p_in_view"));
    screen_add_chance(cell_at(grid, row, ACTIVE), value_of(study, one, "p_active"));
    screen_add_chance(cell_at(grid, row, PAYING), value_of(study, one, "p_paying"));
    screen_add_chance(cell_at(grid, row, STILL_OPEN), value_of(study, one, "open_share"));
}

/* Cuts a header of two lines, with a newline between, into its cells. */
static void set_header(const struct grid *grid, enum column column, const char *header)
{
    const char *newline = strchr(header, '\n');
    size_t first = newline != NULL ? (size_t)(newline - header) : strlen(header);
    text_add(cell_at(grid, 0, column), header, first);
    text_add_string(cell_at(grid, 1, column), newline != NULL ? newline + 1 : "");
}

/* Whether all cases have the same targets: then the headers give their numbers. */
static bool same_targets(const struct study *study)
{
    for (int i = 1; i < study->n_cases; i++) {
        const struct targets *first = &study->cases[0].scenario->campaign.targets;
        const struct targets *other = &study->cases[i].scenario->campaign.targets;
        if (other->in_view != first->in_view || other->active != first->active ||
            other->paying != first->paying)
            return false;
    }
    return study->n_cases > 0;
}

static void target_headers(const struct grid *grid, const struct study *study)
{
    if (!same_targets(study)) {
        set_header(grid, IN_VIEW, _("in\nview"));
        set_header(grid, ACTIVE, _("\nactive"));
        set_header(grid, PAYING, _("\npaying"));
        return;
    }
    const struct targets *targets = &study->cases[0].scenario->campaign.targets;
    struct text in_view = {0}, active = {0}, paying = {0};
    text_printf(&in_view, _("%d in\nview"), targets->in_view);
    text_printf(&active, _("%d\nactive"), targets->active);
    text_printf(&paying, _("%d\npaying"), targets->paying);
    set_header(grid, IN_VIEW, in_view.data);
    set_header(grid, ACTIVE, active.data);
    set_header(grid, PAYING, paying.data);
    text_free(&in_view);
    text_free(&active);
    text_free(&paying);
}

static void fill_headers(const struct grid *grid, const struct study *study)
{
    set_header(grid, RANGE, _("partners\nrange"));
    set_header(grid, AVERAGE, _("partners\naverage ±"));
    set_header(grid, CONVERSION, _("conver-\nsion"));
    set_header(grid, COST, _("cost per\npartner"));
    set_header(grid, CONTACTS_HELD, _("contacts\nmedian"));
    set_header(grid, DAYS, _("days\nmedian"));
    set_header(grid, STILL_OPEN, _("still\nopen"));
    target_headers(grid, study);
}

/* ---- Names ---- */

static void add_varied(
    struct text *name, const struct study *study, const struct study_case *one)
{
    for (int i = study->of_configs; i < study->n_vary; i++) {
        struct text value = {0};
        text_add_printable(&value, one->vary_value[i]);
        text_add_string(name, ", ");
        screen_add_cut(name, text_string(&value), MOST_VALUE);
        text_free(&value);
    }
}

void screen_add_case_name(struct text *name, const struct study *study, int i)
{
    if (study->of_configs) {
        text_add_printable(name, study->cases[i].vary_value[0]);
        text_add_string(name, ": ");
    }
    text_add_printable(name, case_label(&study->cases[i]));
    add_varied(name, study, &study->cases[i]);
}

/* "strategy, outreach_days": what the rows' names are made of. */
static void add_name_header(struct text *name, const struct study *study)
{
    text_add_string(name, _("strategy"));
    for (int i = 0; i < study->n_vary; i++) {
        const char *path = study->vary_path[i];
        const char *dot = strrchr(path, '.');
        text_add_string(name, ", ");
        text_add_printable(name, dot != NULL ? dot + 1 : path);
    }
}

/* The strategy gives way to the varied values, which tell the rows apart. */
static void fit_name(struct text *cell, const char *label, const char *varied, int room)
{
    int left = room - text_columns(varied);
    struct text name = {0};
    if (left >= 4 || left >= text_columns(label)) {
        screen_add_cut(&name, label, left);
        text_add_string(&name, varied);
    } else {
        text_add_string(&name, label);
        text_add_string(&name, varied);
    }
    screen_add_cut(cell, text_string(&name), room);
    text_free(&name);
}

static void fill_name(const struct grid *grid, int row, const struct study *study, int room)
{
    struct text label = {0}, varied = {0};
    if (row < HEADER_LINES) {
        add_name_header(&label, study);
    } else {
        text_add_printable(&label, case_label(&study->cases[row - HEADER_LINES]));
        add_varied(&varied, study, &study->cases[row - HEADER_LINES]);
    }
    fit_name(cell_at(grid, row, NAME), text_string(&label), text_string(&varied), room);
    text_free(&label);
    text_free(&varied);
}

/* ---- The table ---- */

static void measure_column(struct grid *grid, enum column column)
{
    grid->width[column] = 0;
    for (int row = 0; row < grid->rows; row++) {
        int columns = text_columns(text_string(cell_at(grid, row, column)));
        if (columns > grid->width[column])
            grid->width[column] = columns;
    }
}

/* What the other columns leave to the names, with a gap of `gap` between all. */
static int room_for_names(const struct grid *grid, int gap)
{
    int room = SCREEN_COLUMNS;
    for (int column = NAME + 1; column < COLUMNS; column++)
        room -= grid->width[column] + gap;
    return room;
}

static void name_rows(struct grid *grid, const struct study *study, int room)
{
    for (int row = HEADER_LINES - 1; row < grid->rows; row++) {
        text_free(cell_at(grid, row, NAME));
        fill_name(grid, row, study, room);
    }
    measure_column(grid, NAME);
}

/* Long names get the room between the columns before they are cut. */
static void fill_names(struct grid *grid, const struct study *study)
{
    grid->gap = 2;
    name_rows(grid, study, SCREEN_COLUMNS);
    if (grid->width[NAME] <= room_for_names(grid, grid->gap))
        return;
    grid->gap = 1;
    int room = room_for_names(grid, grid->gap);
    name_rows(grid, study, room > LEAST_NAME ? room : LEAST_NAME);
}

static void print_grid(FILE *out, const struct grid *grid)
{
    for (int row = 0; row < grid->rows; row++) {
        for (int column = NAME; column < COLUMNS; column++) {
            const char *cell = text_string(cell_at(grid, row, (enum column)column));
            int blanks = grid->width[column] - text_columns(cell);
            if (column == NAME)
                fprintf(out, "%s%*s", cell, blanks, "");
            else
                fprintf(out, "%*s%s", grid->gap + blanks, "", cell);
        }
        fputc('\n', out);
    }
}

static void print_table(FILE *out, const struct study *study)
{
    struct grid grid = {.rows = HEADER_LINES + study->n_cases};
    grid.cell = memory_new((size_t)grid.rows * COLUMNS, sizeof *grid.cell);
    fill_headers(&grid, study);
    for (int i = 0; i < study->n_cases; i++)
        fill_row(&grid, HEADER_LINES + i, study, &study->cases[i]);
    for (int column = NAME + 1; column < COLUMNS; column++)
        measure_column(&grid, (enum column)column);
    fill_names(&grid, study);
    print_grid(out, &grid);
    for (int i = 0; i < grid.rows * COLUMNS; i++)
        text_free(&grid.cell[i]);
    free(grid.cell);
}

/* ---- Below the table ---- */

static void add_open(struct text *line, const struct study *study)
{
    double low = NAN, high = NAN;
    for (int i = 0; i < study->n_cases; i++) {
        double open = value_of(study, &study->cases[i], "open_share");
        low = fmin(low, open);
        high = fmax(high, open);
    }
    screen_add_open(line, low, high);
}

void screen_basis(FILE *out, const struct study *study, int n_numbers, int n_assumed)
{
    struct text line = {0};
    text_printf(
        &line, _("Rests on %d numbers, of which %d are assumed."), n_numbers, n_assumed);
    text_add_string(&line, " ");
    add_open(&line, study);
    screen_print_line(out, text_string(&line));
    text_free(&line);
}

static void print_explanation(FILE *out, const struct study *study)
{
    struct text line = {0}, count = {0}, confidence = {0};
    screen_add_number(&count, (double)study->replications, 0);
    text_add_number(&confidence, study->confidence * 100.0, 0);
    text_printf(&line,
        _("range: 9 in 10 campaigns end in it; ±: error of the average of %s simulated "
          "campaigns "
          "(%s%%)."),
        count.data, confidence.data);
    screen_print_line(out, line.data);
    screen_print_line(
        out, _("in view, active, paying: chance of reaching that target; contacts and "
               "days: those of partners won."));
    text_free(&line);
    text_free(&count);
    text_free(&confidence);
}

void screen_table(FILE *out, const struct study *study, int n_numbers, int n_assumed,
    const struct messages *notices)
{
    print_table(out, study);
    fputc('\n', out);
    screen_basis(out, study, n_numbers, n_assumed);
    print_explanation(out, study);
    for (size_t i = 0; notices != NULL && i < notices->count; i++)
        screen_print_line(out, notices->lines[i]);
}
