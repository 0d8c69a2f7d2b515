/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* An estimate with its error, where it has one. */
static const char *estimate_of(struct arena *arena, struct estimate e, enum number_form form)
{
    return isnan(e.high - e.low) ? number_text(arena, e.value, form)
                                 : number_estimate(arena, e, form);
}

/* ---- What budgets and hours buy ---- */

/* The columns that are a measure. */
static const enum shown_measure measured[] = {
    SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_COUNTED, SHOWN_ON_TOP, SHOWN_PER_PARTNER};
enum { MEASURED = sizeof measured / sizeof measured[0] };

enum {
    MEANS, /* the budget, or the hours a week where only these differ */
    APPROACH,
    UNLISTED, /* of them */
    RANGE,
    AVERAGE,
    IN_VIEW, /* the first measure */
    NEXT_PARTNER = IN_VIEW + MEASURED,
    LEFT,
    COLUMNS
};

static const char *left_of(struct arena *arena, const struct plan_point *point)
{
    const char *word = plan_bound_word(point->bound.by);
    if (isnan(point->terms.budget_eur))
        return word;
    double left = point->terms.budget_eur >= point->fixed_cost_eur ? point->unspent : NAN;
    return arena_printf(arena, "%s %s", number_text(arena, left, NUMBER_MONEY), word);
}

static int unlisted_of(const struct plan_report *report, const struct plan_point *point)
{
    return variant_unlisted(report->study->cases[point->line].scenario, point->terms.companies);
}

/* Puts the cells of a row into the grid, which has the column of companies that are not on the
 * list only where there are any. */
static void put_row(struct grid *grid, int row, const char *const cell[COLUMNS])
{
    for (int i = 0, to = 0; i < COLUMNS; i++)
        if (i != UNLISTED || grid->columns == COLUMNS)
            *grid_cell(grid, row, to++) = cell[i];
}

/* `before`: the row with the budget before; NULL: there is none. */
static void fill_row(struct grid *grid, int row, const struct plan_report *report,
    const struct plan_point *point, const struct plan_point *before)
{
    struct figure partners = plan_figure(point, "partners");
    struct estimate next = estimate_undefined();
    struct arena *arena = &grid->arena;
    const char *cell[COLUMNS];
    if (before != NULL)
        next = plan_known_price(plan_extra(point, before, report->planner->confidence).price);
    cell[MEANS] = plan_by_hours(report)
                      ? number_text(arena, point->terms.hours_per_week, NUMBER_SHORT)
                      : number_text(arena, point->terms.budget_eur, NUMBER_MONEY);
    cell[APPROACH] = number_text(arena, point->terms.companies, NUMBER_WHOLE);
    cell[UNLISTED] = number_text(arena, unlisted_of(report, point), NUMBER_WHOLE);
    bool few = point->replications < STUDY_FEW; /* too few for ranges and chances */
    cell[RANGE] = few ? "–" : number_range(arena, partners.p05, partners.p95, NUMBER_WHOLE);
    cell[AVERAGE] = estimate_of(arena, partners.estimate, NUMBER_AVERAGE);
    for (int i = 0; i < MEASURED; i++) {
        const struct shown *shown = &shown_measures[measured[i]];
        struct estimate e = plan_figure(point, shown->measure).estimate;
        bool is_chance = shown->form == NUMBER_CHANCE;
        cell[IN_VIEW + i] =
            number_text(arena, e.unbounded || (few && is_chance) ? NAN : e.value, shown->form);
    }
    cell[NEXT_PARTNER] = number_text(arena, next.value, NUMBER_MONEY);
    cell[LEFT] = left_of(arena, point);
    put_row(grid, row, cell);
}

/* Whether there are targets, the same in all rows: then the headers have them. */
static bool same_targets(const struct plan_set *set)
{
    const struct targets *first = &set->point[0].targets;
    if (first->in_view + first->active + first->paying == 0)
        return false;
    for (int i = 1; i < set->n; i++)
        if (!screen_same_targets(first, &set->point[i].targets))
            return false;
    return true;
}

/* `n` rows from `first` on. */
static void print_rows(
    FILE *out, const struct plan_report *report, const struct plan_point *first, int n)
{
    const struct plan_set *set = &report->plan->row_set;
    bool by_hours = plan_by_hours(report);
    struct sentences s = {0};
    struct grid grid;
    sentences_plan_title(&s, report, first);
    screen_say(out, &s);
    const char *header[COLUMNS] = {
        [MEANS] = by_hours ? _("hours\na week") : _("budget"),
        [APPROACH] = _("compa-\nnies"),
        [UNLISTED] = _("not on\nlist"),
        [RANGE] = _("partners\nrange"),
        [AVERAGE] = set->replications < 2 ? _("\npartners") : _("partners\naverage ±"),
        [NEXT_PARTNER] = _("the next\npartner"),
        [LEFT] = _("left, held\nback by"),
    };
    for (int i = 0; i < MEASURED; i++)
        header[IN_VIEW + i] = _(shown_measures[measured[i]].header);
    bool unlisted = false;
    for (int i = 0; i < n; i++)
        unlisted = unlisted || unlisted_of(report, &first[i]) > 0;
    grid_init(&grid, n, unlisted ? COLUMNS : COLUMNS - 1, header);
    put_row(&grid, HEADER, header);
    if (same_targets(set))
        screen_target_headers(&grid, unlisted ? IN_VIEW : IN_VIEW - 1, &set->point[0].targets);
    for (int i = 0; i < n; i++)
        fill_row(&grid, i, report, &first[i], i > 0 && !by_hours ? &first[i - 1] : NULL);
    grid_print(out, &grid);
    sentences_plan_unaffordable(&s, first, n);
    screen_say(out, &s);
    fputc('\n', out);
}

/* ---- What goals take ---- */

static enum number_form form_of(const struct plan_answer *answer)
{
    return answer->lever == LEVER_BUDGET ? NUMBER_MONEY : NUMBER_SHORT;
}

const char *plan_answer_text(struct arena *arena, const struct plan_answer *answer)
{
    if (answer->verdict == VERDICT_UNDECIDED)
        return _("too close to say");
    if (answer->verdict == VERDICT_NOT_MET)
        return plan_is_cost(answer) ? _("none") : _("cannot be met");
    const char *value = number_text(arena, answer->value, form_of(answer));
    return answer->verdict == VERDICT_MET ? value
                                          : arena_printf(arena, "%s %s", value, _("or more"));
}

/* A range, or the one end that is known. */
const char *plan_possible_text(struct arena *arena, const struct plan_answer *answer)
{
    bool open = answer->verdict == VERDICT_MET || answer->verdict == VERDICT_UNDECIDED;
    bool above = open && answer->low > 0.0, below = open && isfinite(answer->high);
    const char *low = number_text(arena, answer->low, form_of(answer));
    const char *high = number_text(arena, answer->high, form_of(answer));
    return below && isfinite(answer->low) ? arena_printf(arena, "%s–%s", low, high)
           : above                        ? arena_printf(arena, _("more than %s"), low)
           : below                        ? arena_printf(arena, _("up to %s"), high)
                                          : "–";
}

enum { NAME, LEVER, ANSWER, POSSIBLE, COMPANIES, AGAIN, ANSWER_COLUMNS };

/* The answers to one goal: `n` from `first` on. */
static void print_goal(
    FILE *out, const struct plan_report *report, const struct plan_answer *first, int n)
{
    struct sentences s = {0};
    struct grid grid;
    sentences_plan_goal(&s, &first->goal);
    screen_say(out, &s);
    grid_init(&grid, n, ANSWER_COLUMNS,
        (const char *[ANSWER_COLUMNS]){_("strategy"), _("by"), _("answer"), _("not\nexcluded"),
            _("compa-\nnies"), _("simulated\nagain")});
    for (int i = 0; i < n; i++) {
        const struct plan_answer *answer = &first[i];
        const char **cell = grid_cell(&grid, i, 0);
        screen_name(&grid, i, report->study, &report->study->cases[answer->line]);
        cell[LEVER] = plan_lever_word(answer->lever);
        cell[ANSWER] = plan_answer_text(&grid.arena, answer);
        cell[POSSIBLE] = plan_possible_text(&grid.arena, answer);
        cell[COMPANIES] = number_text(&grid.arena, answer->terms.companies, NUMBER_WHOLE);
        cell[AGAIN] = estimate_of(
            &grid.arena, answer->fresh, plan_is_cost(answer) ? NUMBER_MONEY : NUMBER_PERCENT);
    }
    grid_print(out, &grid);
    sentences_plan_causes(&s, report, first, n);
    screen_say(out, &s);
    fputc('\n', out);
}

static void print_answers(FILE *out, const struct plan_report *report)
{
    struct sentences s = {0};
    for (int i = 0, n; i < report->n_answers; i += n) {
        for (n = 1; i + n < report->n_answers &&
                    plan_same_goal(&report->answer[i], &report->answer[i + n]);)
            n++;
        print_goal(out, report, &report->answer[i], n);
    }
    sentences_plan_answer_columns(&s);
    screen_say(out, &s);
    fputc('\n', out);
}

/* A table per strategy, and per number of hours where budgets differ as well. */
void screen_plan(FILE *out, const struct recept_study *study)
{
    const struct plan_report *report = study->results.plan;
    const struct plan *plan = report->plan;
    int n = plan_by_hours(report) ? plan->n_hours : plan->n_budgets;
    struct sentences s = {0};
    sentences_plan(&s, report);
    screen_say(out, &s);
    fputc('\n', out);
    for (int i = 0; i < plan->row_set.n; i += n)
        print_rows(out, report, &plan->row_set.point[i], n);
    if (report->n_answers > 0)
        print_answers(out, report);
    sentences_plan_columns(&s, report);
    screen_say(out, &s);
    screen_say_notices(out, &study->notices);
}
