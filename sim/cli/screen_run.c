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

/* A target of 0 is none, so that there is no chance of it. */
static bool is_without_target(const struct study_case *one, enum shown_measure shown)
{
    return shown >= SHOWN_IN_VIEW && shown <= SHOWN_ALL_TARGETS &&
           !study_has_target(one, (int)(shown - SHOWN_IN_VIEW));
}

void screen_measures(struct grid *grid, int column, const struct study *study, int n,
    const enum shown_measure *measures_shown)
{
    for (int m = 0; m < n; m++) {
        const struct shown *shown = &shown_measures[measures_shown[m]];
        *grid_cell(grid, HEADER, column + m) = _(shown->header);
        for (int i = 0; i < study->n_cases; i++)
            *grid_cell(grid, i, column + m) =
                is_without_target(&study->cases[i], measures_shown[m])
                    ? "\u2013"
                    : figure_text(&grid->arena, study,
                          study_total(study, &study->cases[i], shown->measure).estimate, shown);
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
    if (targets->in_view > 0)
        header[0] = arena_printf(&grid->arena, _("%d in\nview"), targets->in_view);
    if (targets->active > 0)
        header[1] = arena_printf(&grid->arena, _("%d\nactive"), targets->active);
    if (targets->paying > 0)
        header[2] = arena_printf(&grid->arena, _("%d paying\nand active"), targets->paying);
}

/* ---- Of run ---- */

/* The columns after the name, the varied settings and partners; the last three are chances. */
static const enum shown_measure columns[] = {SHOWN_CONVERSION, SHOWN_PER_PARTNER,
    SHOWN_CONTACTS, SHOWN_ALL_CONTACTS, SHOWN_DAYS, SHOWN_OPEN, SHOWN_IN_VIEW, SHOWN_ACTIVE,
    SHOWN_PAYING};
enum {
    NAME,
    RANGE,
    AVERAGE,
    FIRST,
    IN_VIEW = FIRST + 6,
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

/* The values of varied settings, each in a column of its own from `column` on. */
enum { WIDEST_VALUE = 14 };

static void add_varied(struct grid *grid, int column, const struct study *study)
{
    for (int v = 0; v < study->n_vary; v++) {
        *grid_cell(grid, HEADER, column + v) = varied_header(&grid->arena, study->vary_path[v]);
        for (int i = 0; i < study->n_cases; i++)
            *grid_cell(grid, i, column + v) = wrap_cut(&grid->arena,
                arena_printable(&grid->arena, study->cases[i].vary_value[v]), WIDEST_VALUE);
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

static void print_table(FILE *out, const struct study *study)
{
    const struct targets *targets = &study->cases[0].scenario->campaign.targets;
    bool same = true, few = study_has_few(study);
    int varied = study->n_vary, shown = few ? IN_VIEW : COLUMNS;
    struct grid grid;
    const char **headers = memory_new((size_t)(varied + COLUMNS), sizeof *headers);
    headers[NAME] = _("strategy");
    headers[varied + RANGE] = _("partners\nrange");
    headers[varied + AVERAGE] =
        few && study->replications == 1 ? _("\npartners") : _("partners\naverage ±");
    grid_init(&grid, study->n_cases, varied + shown, headers);
    memory_free(headers);
    add_varied(&grid, 1, study);
    grid.fixed += varied;
    grid.turn = varied + IN_VIEW;
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        *grid_cell(&grid, i, NAME) = case_name(&grid.arena, study, one);
        add_partners(&grid, i, varied + RANGE, study);
        same = same && screen_same_targets(targets, &one->scenario->campaign.targets);
    }
    screen_measures(&grid, varied + FIRST, study, shown - FIRST, columns);
    if (same && !few)
        screen_target_headers(&grid, varied + IN_VIEW, targets);
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
    sentences_run_columns(&s, study, of->legend);
    screen_say(out, &s);
    screen_say_notices(out, &of->notices);
}
