/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

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
    [SHOWN_COUNTED] = {"hours_counted", N_("team's\nhours"), NUMBER_WHOLE},
    [SHOWN_ON_TOP] = {"hours_on_top", N_("hours\non top"), NUMBER_WHOLE},
    [SHOWN_CONTACTS] = {"contacts_per_partner", N_("contacts\nof those\nwon"), NUMBER_TENTHS},
    [SHOWN_ALL_CONTACTS] = {"all_contacts_per_partner", N_("contacts\nheld per\npartner"),
        NUMBER_TENTHS},
    [SHOWN_DAYS] = {"days_to_partner_median", N_("days\nmedian"), NUMBER_WHOLE},
    [SHOWN_IN_VIEW] = {"p_in_view", N_("in\nview"), NUMBER_CHANCE},
    [SHOWN_ACTIVE] = {"p_active", N_("\nactive"), NUMBER_CHANCE},
    [SHOWN_PAYING] = {"p_paying", N_("paying\nand active"), NUMBER_CHANCE},
    [SHOWN_ALL_TARGETS] = {"p_all_targets", N_("all\ntargets"), NUMBER_CHANCE},
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

static const char *figure_text(struct arena *arena, const struct study *study,
    struct estimate e, const struct shown *shown)
{
    bool is_chance = measures[measure_find(shown->measure)].kind == MEASURE_EVENT;
    bool few = study_has_few(study);
    if (few && is_chance)
        return "\u2013";
    if (few && study->replications > 1)
        return isnan(e.low) ? "\u2013" : number_estimate(arena, e, shown->form);
    return is_chance ? number_chance(arena, e) : number_text(arena, e.value, shown->form);
}

void screen_measures(struct grid *grid, int column, const struct study *study, int n,
    const enum shown_measure *measures_shown)
{
    for (int m = 0; m < n; m++) {
        const struct shown *shown = &shown_measures[measures_shown[m]];
        *grid_cell(grid, HEADER, column + m) = _(shown->header);
        for (int i = 0; i < study->n_cases; i++)
            *grid_cell(grid, i, column + m) = figure_text(&grid->arena, study,
                study_total(study, &study->cases[i], shown->measure).estimate, shown);
    }
}

bool screen_same_targets(const struct targets *one, const struct targets *other)
{
    return one->in_view == other->in_view && one->active == other->active &&
           one->paying == other->paying;
}

static const char *target_header(struct arena *arena, int ring, const struct targets *targets)
{
    return ring == RING_IN_VIEW ? arena_printf(arena, _("%d in\nview"), targets->in_view)
           : ring == RING_ACTIVE
               ? arena_printf(arena, _("%d\nactive"), targets->active)
               : arena_printf(arena, _("%d paying\nand active"), targets->paying);
}

void screen_target_headers(struct grid *grid, int column, const struct targets *targets)
{
    for (int ring = 0; ring < N_RINGS; ring++)
        *grid_cell(grid, HEADER, column + ring) = target_header(&grid->arena, ring, targets);
}

/* ---- Of run ---- */

/* The columns after the name, the varied settings and partners; the last three are chances. */
static const enum shown_measure columns[] = {SHOWN_CONVERSION, SHOWN_PER_PARTNER,
    SHOWN_CONTACTS, SHOWN_ALL_CONTACTS, SHOWN_DAYS, SHOWN_OPEN, SHOWN_IN_VIEW, SHOWN_ACTIVE,
    SHOWN_PAYING};
enum {
    RANGE,
    AVERAGE,
    FIRST,
    FIRST_CHANCE = FIRST + 6,
    COLUMNS = FIRST + sizeof columns / sizeof columns[0]
};

/* "outreach_\ndays": the last part of a varied setting's path. */
static const char *varied_header(struct arena *arena, const char *path)
{
    enum { LONG = 10 };
    const char *dot = strrchr(path, '.');
    char *name = arena_copy(arena, arena_printable(arena, dot != NULL ? dot + 1 : path));
    char *middle = strlen(name) > LONG ? strchr(name + strlen(name) / 3, '_') : NULL;
    return middle == NULL
               ? name
               : arena_printf(arena, "%.*s\n%s", (int)(middle + 1 - name), name, middle + 1);
}

/* A table of `n` columns after the names and the values of varied settings, each of which has
 * a column of its own. */
static void start_grid(
    struct grid *grid, const struct study *study, int n, const char *name_header)
{
    enum { WIDEST_VALUE = 14 };
    int fixed = 1 + study->n_vary;
    const char **headers = memory_new((size_t)(fixed + n), sizeof *headers);
    grid_init(grid, study->n_cases, fixed + n, headers);
    memory_free(headers);
    grid->fixed = fixed;
    *grid_cell(grid, HEADER, 0) = name_header;
    for (int v = 0; v < study->n_vary; v++)
        *grid_cell(grid, HEADER, 1 + v) = varied_header(&grid->arena, study->vary_path[v]);
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        *grid_cell(grid, i, 0) = case_name(&grid->arena, study, one);
        for (int v = 0; v < study->n_vary; v++)
            *grid_cell(grid, i, 1 + v) = wrap_cut(
                &grid->arena, arena_printable(&grid->arena, one->vary_value[v]), WIDEST_VALUE);
    }
}

/* Of one campaign what it came to, of few no range. */
static void add_partners(struct grid *grid, int row, int column, const struct study *study)
{
    struct figure partners = study_total(study, &study->cases[row], "partners");
    const char **cell = grid_cell(grid, row, column);
    cell[0] = study_has_few(study)
                  ? "\u2013"
                  : number_range(&grid->arena, partners.p05, partners.p95, NUMBER_WHOLE);
    cell[1] = study->replications == 1
                  ? number_text(&grid->arena, partners.estimate.value, NUMBER_WHOLE)
                  : number_estimate(&grid->arena, partners.estimate, NUMBER_AVERAGE);
}

/* "49 (47–53)": the day, and those that are not excluded. */
static const char *day_text(struct arena *arena, struct target_day day)
{
    const char *first = number_text(arena, day.low, NUMBER_WHOLE);
    const char *text = number_text(arena, day.day, NUMBER_WHOLE);
    if (isnan(day.low))
        return "\u2013";
    if (isnan(day.high))
        return arena_printf(arena, _("not before %s"), first);
    return day.low == day.high ? text
                               : arena_printf(arena, "%s (%s)", text,
                                     number_range(arena, day.low, day.high, NUMBER_WHOLE));
}

static bool same_targets(const struct study *study)
{
    const struct targets *first = &study->cases[0].scenario->campaign.targets;
    bool same = true;
    for (int i = 1; i < study->n_cases; i++)
        same = same && screen_same_targets(first, &study->cases[i].scenario->campaign.targets);
    return same;
}

static void add_days(struct grid *grid, int column, const struct study *study, int target)
{
    static const enum shown_measure measure[N_TARGETS] = {
        SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_ALL_TARGETS};
    *grid_cell(grid, HEADER, column) =
        target < N_RINGS && same_targets(study)
            ? target_header(&grid->arena, target, &study->cases[0].scenario->campaign.targets)
            : _(shown_measures[measure[target]].header);
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        *grid_cell(grid, i, column) =
            study_has_target(one, target)
                ? day_text(
                      &grid->arena, study_target_day(study, one, target, STUDY_MOST_CAMPAIGNS))
                : _("no target");
    }
}

/* When targets are met, below the chances that they are at all. */
static void print_days(FILE *out, const struct study *study)
{
    int shown[N_TARGETS], n = 0;
    struct grid grid;
    for (int target = 0; target < N_TARGETS; target++)
        if (study_any_target(study, target))
            shown[n++] = target;
    if (n == 0 || study_has_few(study))
        return;
    start_grid(&grid, study, n, _("8 in 10 campaigns\nmeet it by day"));
    for (int i = 0; i < n; i++)
        add_days(&grid, grid.fixed + i, study, shown[i]);
    fputc('\n', out);
    grid_print(out, &grid);
}

static void print_table(FILE *out, const struct study *study)
{
    bool few = study_has_few(study);
    struct grid grid;
    start_grid(&grid, study, few ? FIRST_CHANCE : COLUMNS, _("strategy"));
    int column = grid.fixed;
    *grid_cell(&grid, HEADER, column + RANGE) = _("partners\nrange");
    *grid_cell(&grid, HEADER, column + AVERAGE) =
        study->replications == 1 ? _("\npartners") : _("partners\naverage ±");
    for (int i = 0; i < study->n_cases; i++)
        add_partners(&grid, i, column + RANGE, study);
    screen_measures(
        &grid, column + FIRST, study, (few ? FIRST_CHANCE : COLUMNS) - FIRST, columns);
    grid.turn = column + FIRST_CHANCE;
    if (!few && same_targets(study))
        screen_target_headers(
            &grid, column + FIRST_CHANCE, &study->cases[0].scenario->campaign.targets);
    grid_print(out, &grid);
}

void screen_run(FILE *out, const struct recept_study *of)
{
    const struct study *study = &of->setup.study;
    const struct config *config = of->setup.configs;
    struct sentences s = {0};
    print_table(out, study);
    print_days(out, study);
    fputc('\n', out);
    sentences_basis(&s, study, config->numbers, config->assumed);
    sentences_run_columns(&s, study, of->legend);
    screen_say(out, &s);
    screen_say_notices(out, &of->notices);
}
