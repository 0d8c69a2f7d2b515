/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* ---- What several screens need ---- */

void screen_say(FILE *out, struct sentences *s)
{
    terminal_print(out, text_string(&s->text));
    sentences_free(s);
}

void screen_say_notices(FILE *out, const struct messages *notices)
{
    for (size_t i = 0; notices != NULL && i < notices->count; i++)
        terminal_print(out, notices->lines[i]);
}

void screen_name(
    struct grid *grid, int row, const struct study *study, const struct study_case *one)
{
    case_name(grid_cell(grid, row, 0), grid_kept(grid, row), study, one);
}

void screen_header(struct grid *grid, int column, const char *header)
{
    text_free(grid_header(grid, column));
    text_add_string(grid_header(grid, column), header);
}

void screen_measures(struct grid *grid, int column, const struct study *study, int n,
    const enum shown_measure *measures_shown)
{
    for (int m = 0; m < n; m++) {
        const struct shown *shown = &shown_measures[measures_shown[m]];
        screen_header(grid, column + m, _(shown->header));
        for (int i = 0; i < study->n_cases; i++)
            number_add(grid_cell(grid, i, column + m),
                study_total(study, &study->cases[i], shown->measure).estimate.value,
                shown->form);
    }
}

bool screen_same_targets(const struct targets *one, const struct targets *other)
{
    return one->in_view == other->in_view && one->active == other->active &&
           one->paying == other->paying;
}

void screen_target_headers(struct grid *grid, int column, const struct targets *targets)
{
    for (int i = 0; i < 3; i++)
        text_free(grid_header(grid, column + i));
    text_printf(grid_header(grid, column), _("%d in\nview"), targets->in_view);
    text_printf(grid_header(grid, column + 1), _("%d\nactive"), targets->active);
    text_printf(grid_header(grid, column + 2), _("%d\npaying"), targets->paying);
}

/* ---- Of run ---- */

/* The columns after the name and partners. */
static const enum shown_measure columns[] = {SHOWN_CONVERSION, SHOWN_PER_PARTNER,
    SHOWN_CONTACTS, SHOWN_DAYS, SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_OPEN};
enum {
    NAME,
    RANGE,
    AVERAGE,
    FIRST,
    IN_VIEW = FIRST + 4,
    COLUMNS = FIRST + sizeof columns / sizeof columns[0]
};

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

static const struct targets *targets_of(const struct study_case *one)
{
    return &one->scenario->campaign.targets;
}

static void print_table(FILE *out, const struct study *study)
{
    const struct targets *targets = targets_of(&study->cases[0]);
    struct grid grid;
    grid_init(&grid, study->n_cases, COLUMNS);
    add_name_header(grid_header(&grid, NAME), study);
    screen_header(&grid, RANGE, _("partners\nrange"));
    screen_header(&grid, AVERAGE, _("partners\naverage ±"));
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        screen_name(&grid, i, study, one);
        struct figure partners = study_total(study, one, "partners");
        number_add_range(grid_cell(&grid, i, RANGE), partners.p05, partners.p95, NUMBER_WHOLE);
        number_add_estimate(grid_cell(&grid, i, AVERAGE), partners.estimate, NUMBER_AVERAGE);
        if (targets != NULL && !screen_same_targets(targets, targets_of(one)))
            targets = NULL;
    }
    screen_measures(&grid, FIRST, study, COLUMNS - FIRST, columns);
    if (targets != NULL)
        screen_target_headers(&grid, IN_VIEW, targets);
    grid_print(out, &grid);
}

void screen_run(FILE *out, const struct study *study, int n_numbers, int n_assumed,
    const struct messages *notices)
{
    struct sentences s = {0};
    print_table(out, study);
    fputc('\n', out);
    sentences_basis(&s, study, n_numbers, n_assumed);
    sentences_run_columns(&s, study);
    screen_say(out, &s);
    screen_say_notices(out, notices);
}
