/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* ---- What several screens need ---- */

const struct shown shown_measures[N_SHOWN] = {
    [SHOWN_PARTNERS] = {"partners", N_("partners\naverage"), NUMBER_AVERAGE, COMPARE_PARTNERS,
        N_("\npartners"), NUMBER_AVERAGE},
    [SHOWN_CONVERSION] = {"conversion_rate", N_("conver-\nsion"), NUMBER_PERCENT,
        COMPARE_CONVERSION, N_("conversion\n(points)"), NUMBER_POINTS},
    [SHOWN_COST] = {"cost", N_("\ncost"), NUMBER_MONEY, COMPARE_COST, N_("\ncost"),
        NUMBER_WHOLE},
    [SHOWN_PER_PARTNER] = {"cost_per_partner", N_("cost per\npartner"), NUMBER_MONEY,
        COMPARE_COST_PER_PARTNER, N_("cost per\npartner"), NUMBER_WHOLE},
    [SHOWN_NET_RESULT] = {"net_result", N_("\nnet result"), NUMBER_MONEY, COMPARE_NET_RESULT,
        N_("\nnet result"), NUMBER_WHOLE},
    [SHOWN_HOURS] = {"hours", N_("\nhours"), NUMBER_WHOLE},
    [SHOWN_CONTACTS] = {"contacts_per_partner_median", N_("contacts\nmedian"), NUMBER_WHOLE},
    [SHOWN_DAYS] = {"days_to_partner_median", N_("days\nmedian"), NUMBER_WHOLE},
    [SHOWN_IN_VIEW] = {"p_in_view", N_("in\nview"), NUMBER_CHANCE},
    [SHOWN_ACTIVE] = {"p_active", N_("\nactive"), NUMBER_CHANCE},
    [SHOWN_PAYING] = {"p_paying", N_("\npaying"), NUMBER_CHANCE},
    [SHOWN_OPEN] = {"open_share", N_("still\nopen"), NUMBER_CHANCE},
};

void screen_say(FILE *out, struct sentences *s)
{
    terminal_print(out, text_string(&s->text));
    sentences_free(s);
}

void screen_say_notices(FILE *out, const struct messages *notices)
{
    for (size_t i = 0; i < notices->count; i++)
        terminal_print(out, notices->lines[i]);
}

void screen_name(
    struct grid *grid, int row, const struct study *study, const struct study_case *one)
{
    *grid_cell(grid, row, 0) = case_name(&grid->arena, study, one);
    *grid_kept(grid, row) = case_varied(&grid->arena, study, one);
}

void screen_measures(struct grid *grid, int column, const struct study *study, int n,
    const enum shown_measure *measures_shown)
{
    for (int m = 0; m < n; m++) {
        const struct shown *shown = &shown_measures[measures_shown[m]];
        *grid_cell(grid, HEADER, column + m) = _(shown->header);
        for (int i = 0; i < study->n_cases; i++)
            *grid_cell(grid, i, column + m) = number_text(&grid->arena,
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
    const char **header = grid_cell(grid, HEADER, column);
    header[0] = arena_printf(&grid->arena, _("%d in\nview"), targets->in_view);
    header[1] = arena_printf(&grid->arena, _("%d\nactive"), targets->active);
    header[2] = arena_printf(&grid->arena, _("%d\npaying"), targets->paying);
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
static const char *name_header(struct arena *arena, const struct study *study)
{
    const char *name = _("strategy");
    for (int i = 0; i < study->n_vary; i++) {
        const char *path = study->vary_path[i], *dot = strrchr(path, '.');
        name = arena_printf(
            arena, "%s, %s", name, arena_printable(arena, dot != NULL ? dot + 1 : path));
    }
    return name;
}

static void print_table(FILE *out, const struct study *study)
{
    const struct targets *targets = &study->cases[0].scenario->campaign.targets;
    bool same = true;
    struct grid grid;
    grid_init(&grid, study->n_cases, COLUMNS,
        (const char *[COLUMNS]){
            [RANGE] = _("partners\nrange"), [AVERAGE] = _("partners\naverage ±")});
    *grid_cell(&grid, HEADER, NAME) = name_header(&grid.arena, study);
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        struct figure partners = study_total(study, one, "partners");
        screen_name(&grid, i, study, one);
        *grid_cell(&grid, i, RANGE) =
            number_range(&grid.arena, partners.p05, partners.p95, NUMBER_WHOLE);
        *grid_cell(&grid, i, AVERAGE) =
            number_estimate(&grid.arena, partners.estimate, NUMBER_AVERAGE);
        same = same && screen_same_targets(targets, &one->scenario->campaign.targets);
    }
    screen_measures(&grid, FIRST, study, COLUMNS - FIRST, columns);
    if (same)
        screen_target_headers(&grid, IN_VIEW, targets);
    grid_print(out, &grid);
}

void screen_run(FILE *out, const struct recept_study *of)
{
    const struct study *study = &of->setup.study;
    const struct config *config = of->setup.configs;
    struct sentences s = {0};
    print_table(out, study);
    fputc('\n', out);
    sentences_basis(&s, study, config->numbers, config->assumed);
    sentences_target_days(&s, study);
    sentences_run_columns(&s, study);
    screen_say(out, &s);
    screen_say_notices(out, &of->notices);
}
