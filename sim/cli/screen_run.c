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
        N_("fees less\nall costs"), NUMBER_WHOLE},
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

void screen_say(struct screen *out, struct sentences *s)
{
    screen_add_text(out, text_string(&s->text));
    sentences_free(s);
}

void screen_say_notices(struct screen *out, const struct messages *notices)
{
    for (size_t i = 0; i < notices->count; i++)
        screen_add_text(out, notices->lines[i]);
}

/* ---- What was varied ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), n = strlen(end);
    return length >= n && text_same(text + length - n, end);
}

/* The last parts of a varied setting's path: as many as tell it from the others. */
static const char *setting_name(const struct study *study, int varied)
{
    const char *path = study->vary_path[varied], *name = path + strlen(path);
    bool alone = false;
    while (!alone && name > path) {
        for (name--; name > path && name[-1] != '.';)
            name--;
        alone = true;
        for (int v = study->of_configs; v < study->n_vary; v++)
            alone = alone && (v == varied || !ends_with(study->vary_path[v], name));
    }
    return name;
}

/* The same in two lines where it is long: "outreach_\ndays", "spark.\npace_days". */
static const char *setting_header(struct arena *arena, const char *name)
{
    enum { LONG = 10 };
    char *text = arena_copy(arena, arena_printable(arena, name)),
         *break_at = strrchr(text, '.');
    if (break_at == NULL && strlen(text) > LONG)
        break_at = strchr(text + strlen(text) / 3, '_');
    return break_at == NULL ? text
                            : arena_printf(arena, "%.*s\n%s", (int)(break_at + 1 - text), text,
                                  break_at + 1);
}

enum { WIDEST_VALUES = 56 }; /* of all together */

void screen_add_varied(
    struct grid *grid, int at, const struct study *study, int n, const int *of)
{
    int first = study->of_configs, columns = study->n_vary - first;
    if (columns == 0)
        return;
    grid_insert(grid, at, columns);
    for (int v = first, column = at; v < study->n_vary; v++, column++) {
        *grid_cell(grid, HEADER, column) = setting_header(&grid->arena, setting_name(study, v));
        for (int row = 0; row < n; row++) {
            const struct study_case *one = &study->cases[of != NULL ? of[row] : row];
            *grid_cell(grid, row, column) = wrap_cut(
                &grid->arena, case_value(&grid->arena, one, v), WIDEST_VALUES / columns);
        }
    }
}

void screen_print_cases(
    struct screen *out, struct grid *grid, const struct study *study, int n, const int *of)
{
    for (int row = 0; row < n; row++)
        *grid_cell(grid, row, 0) =
            case_name(&grid->arena, study, &study->cases[of != NULL ? of[row] : row]);
    screen_add_varied(grid, 1, study, n, of);
    screen_add_table(out, grid);
}

/* ---- Figures ---- */

/* An error of 0 is none: campaigns that all came to the same do not tell how far others may be
 * from that. */
static bool has_error(struct estimate e)
{
    return e.high > e.low;
}

const char *screen_figure(struct arena *arena, const struct study *study, struct estimate e,
    const struct shown *shown)
{
    bool is_chance = measures[measure_find(shown->measure)].kind == MEASURE_EVENT;
    bool few = study_has_few(study);
    if (few && is_chance)
        return "\u2013";
    if (study->replications > 1 && (few ? !has_error(e) : isnan(e.high - e.low)))
        return "\u2013";
    if (few && study->replications > 1)
        return number_estimate(arena, e, shown->form);
    bool whole = study->replications == 1 && shown->form == NUMBER_AVERAGE;
    return is_chance ? number_chance(arena, e)
                     : number_text(arena, e.value, whole ? NUMBER_WHOLE : shown->form);
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
        bool whole = study->replications == 1 && shown->form == NUMBER_AVERAGE;
        *grid_cell(grid, HEADER, column + m) = whole ? _("\npartners") : _(shown->header);
        for (int i = 0; i < study->n_cases; i++)
            *grid_cell(grid, i, column + m) =
                is_without_target(&study->cases[i], measures_shown[m])
                    ? "\u2013"
                    : screen_figure(&grid->arena, study,
                          study_total(study, &study->cases[i], shown->measure).estimate, shown);
    }
}

bool screen_same_targets(const struct targets *one, const struct targets *other)
{
    return one->in_view == other->in_view && one->active == other->active &&
           one->paying == other->paying;
}

const struct targets *screen_common_targets(const struct study *study)
{
    const struct targets *first = &study->cases[0].scenario->campaign.targets;
    for (int i = 1; i < study->n_cases; i++)
        if (!screen_same_targets(first, &study->cases[i].scenario->campaign.targets))
            return NULL;
    return first;
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
    const int least[N_RINGS] = {targets->in_view, targets->active, targets->paying};
    for (int ring = 0; ring < N_RINGS; ring++)
        if (least[ring] > 0)
            *grid_cell(grid, HEADER, column + ring) =
                target_header(&grid->arena, ring, targets);
}

/* ---- Of run ---- */

/* The columns after the name and partners; the last three are chances. */
static const enum shown_measure columns[] = {SHOWN_CONVERSION, SHOWN_PER_PARTNER,
    SHOWN_CONTACTS, SHOWN_ALL_CONTACTS, SHOWN_DAYS, SHOWN_OPEN, SHOWN_IN_VIEW, SHOWN_ACTIVE,
    SHOWN_PAYING};
enum {
    NAME,
    RANGE,
    AVERAGE,
    FIRST,
    FIRST_CHANCE = FIRST + 6,
    COLUMNS = FIRST + sizeof columns / sizeof columns[0]
};

/* Of one campaign what it came to, of few an average with an error or none, and no range. */
static void add_partners(struct grid *grid, int row, int column, const struct study *study)
{
    struct figure partners = study_total(study, &study->cases[row], "partners");
    const char **cell = grid_cell(grid, row, column);
    bool few = study_has_few(study), alone = study->replications == 1;
    struct estimate e = partners.estimate;
    cell[0] = number_range(&grid->arena, partners.p05, partners.p95, NUMBER_WHOLE);
    cell[1] = has_error(e) ? number_estimate(&grid->arena, e, NUMBER_AVERAGE)
              : few && !alone
                  ? "\u2013"
                  : number_text(&grid->arena, e.value, alone ? NUMBER_WHOLE : NUMBER_AVERAGE);
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

static void add_days(struct grid *grid, int column, const struct study *study, int target)
{
    static const enum shown_measure measure[N_TARGETS] = {
        SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_ALL_TARGETS};
    const struct targets *common = screen_common_targets(study);
    *grid_cell(grid, HEADER, column) = target != TARGET_ALL && common != NULL
                                           ? target_header(&grid->arena, target, common)
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
static void print_days(struct screen *out, const struct study *study)
{
    const char *headers[1 + N_TARGETS] = {_("8 in 10 campaigns\nmeet it by day")};
    int shown[N_TARGETS], n = 0;
    struct grid grid;
    for (int target = 0; target < N_TARGETS; target++)
        if (study_any_target(study, target))
            shown[n++] = target;
    if (n == 0 || study_has_few(study))
        return;
    n -= n == 2; /* all targets are the one that there is */
    grid_init(&grid, study->n_cases, 1 + n, headers);
    for (int i = 0; i < n; i++)
        add_days(&grid, 1 + i, study, shown[i]);
    screen_add_blank(out);
    screen_print_cases(out, &grid, study, study->n_cases, NULL);
}

static void print_table(struct screen *out, const struct study *study)
{
    bool few = study_has_few(study);
    int shown = few ? FIRST_CHANCE : COLUMNS;
    struct grid grid;
    grid_init(&grid, study->n_cases, shown,
        (const char *[COLUMNS]){
            [NAME] = _("strategy"),
            [RANGE] = _("partners\nrange"),
            [AVERAGE] = study->replications == 1 ? _("\npartners") : _("partners\naverage ±"),
        });
    grid.turn = FIRST_CHANCE;
    for (int i = 0; i < study->n_cases; i++)
        add_partners(&grid, i, RANGE, study);
    screen_measures(&grid, FIRST, study, shown - FIRST, columns);
    if (few)
        grid_drop(&grid, RANGE);
    const struct targets *common = screen_common_targets(study);
    if (!few && common != NULL)
        screen_target_headers(&grid, FIRST_CHANCE, common);
    screen_print_cases(out, &grid, study, study->n_cases, NULL);
}

void screen_run(
    struct screen *out, const struct recept_study *of, const struct messages *notices)
{
    const struct study *study = &of->setup.study;
    const struct config *config = of->setup.configs;
    struct sentences s = {0};
    print_table(out, study);
    print_days(out, study);
    screen_add_blank(out);
    sentences_from(&s, study, false);
    sentences_basis(&s, study, &config->basis);
    sentences_run_columns(&s, study, of->legend);
    screen_say(out, &s);
    screen_say_notices(out, notices);
}
