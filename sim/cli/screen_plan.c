/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* An estimate with its error; a dash where that is not known. */
static const char *estimate_of(struct arena *arena, struct estimate e, enum number_form form)
{
    return isnan(e.high - e.low) ? "–" : number_estimate(arena, e, form);
}

/* ---- What budgets and hours buy ---- */

/* The rows of a table: those of a strategy, under each combination of what was varied. */
struct rows {
    const struct plan_report *report;
    int n;
    const struct plan_point **point;
    int *line; /* of each, its number */
};

/* The columns that are a measure; the first is beside the partners. */
static const enum shown_measure measured[] = {
    SHOWN_PER_PARTNER, SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_COUNTED, SHOWN_ON_TOP};
enum { MEASURED = sizeof measured / sizeof measured[0] };

enum {
    MEANS, /* the budget, or the hours a week where only these differ */
    APPROACH,
    UNLISTED, /* of them */
    RANGE,
    AVERAGE,
    NEXT_PARTNER,
    LEFT,
    PER_PARTNER, /* the first measure */
    IN_VIEW,
    COUNTED = IN_VIEW + 3,
    COLUMNS = PER_PARTNER + MEASURED
};

/* What is left of the budget, not of few campaigns, and what held them back. */
static const char *left_of(
    struct arena *arena, const struct study *study, const struct plan_point *point)
{
    const char *word = plan_bound_words(arena, &point->bound);
    if (isnan(point->terms.budget_eur) || point->terms.budget_eur < point->fixed_cost_eur ||
        study_has_few(study))
        return word;
    return arena_printf(arena, "%s %s", number_text(arena, point->unspent, NUMBER_MONEY), word);
}

/* Whether the rows need a column. */
static bool is_needed(const struct rows *rows, int column)
{
    const struct plan_report *report = rows->report;
    bool few = study_has_few(report->study), unlisted = false;
    for (int i = 0; i < rows->n; i++)
        unlisted = unlisted ||
                   plan_unlisted(report, rows->line[i], rows->point[i]->terms.companies) > 0;
    return column == UNLISTED ? unlisted
           : column == NEXT_PARTNER
               ? !few && !plan_by_hours(report) && report->plan->n_budgets > 1
               : !few || (column != RANGE && (column < IN_VIEW || column >= COUNTED));
}

/* Fewer partners more than this have no price: it is one of a few euro for hardly anybody. */
#define LEAST_PARTNERS_MORE 0.05

/* The price of the next partner, where it is known and there is one to speak of. */
static double next_price(const struct rows *rows, int row)
{
    const struct plan_report *report = rows->report;
    const struct plan_point *point = rows->point[row];
    if (row == 0 || rows->line[row - 1] != point->line || plan_by_hours(report))
        return NAN;
    struct plan_extra extra =
        plan_extra(point, rows->point[row - 1], report->planner->confidence);
    return extra.partners.value < LEAST_PARTNERS_MORE ? NAN
                                                      : plan_known_price(extra.price).value;
}

static void fill_row(struct grid *grid, const struct rows *rows, int row)
{
    const struct plan_report *report = rows->report;
    const struct plan_point *point = rows->point[row];
    const struct plan_terms *terms = &point->terms;
    struct figure partners = plan_figure(point, "partners");
    struct arena *arena = &grid->arena;
    const char **cell = grid_cell(grid, row, 0);
    cell[MEANS] = plan_by_hours(report)
                      ? number_text(arena, terms->hours_per_week, NUMBER_SHORT)
                      : number_text(arena, terms->budget_eur, NUMBER_MONEY);
    cell[APPROACH] = number_text(arena, terms->companies, NUMBER_WHOLE);
    cell[UNLISTED] =
        number_text(arena, plan_unlisted(report, point->line, terms->companies), NUMBER_WHOLE);
    cell[RANGE] = number_range(arena, partners.p05, partners.p95, NUMBER_WHOLE);
    cell[AVERAGE] = point->replications == 1
                        ? number_text(arena, partners.estimate.value, NUMBER_WHOLE)
                        : estimate_of(arena, partners.estimate, NUMBER_AVERAGE);
    cell[NEXT_PARTNER] = number_text(arena, next_price(rows, row), NUMBER_MONEY);
    cell[LEFT] = left_of(arena, report->study, point);
    for (int i = 0; i < MEASURED; i++) {
        const struct shown *measure = &shown_measures[measured[i]];
        struct estimate e = plan_figure(point, measure->measure).estimate;
        cell[PER_PARTNER + i] = screen_figure(
            arena, report->study, e.unbounded ? estimate_undefined() : e, measure);
    }
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

static void print_table(struct screen *out, const struct rows *rows)
{
    const struct plan_set *set = &rows->report->plan->row_set;
    bool money = !isnan(rows->point[0]->terms.budget_eur);
    struct sentences s = {0};
    struct grid grid;
    sentences_plan_title(&s, rows->report, rows->point[0]);
    screen_say(out, &s);
    const char *header[COLUMNS] = {
        [MEANS] = plan_by_hours(rows->report) ? _("hours\na week") : _("budget"),
        [APPROACH] = _("compa-\nnies"),
        [UNLISTED] = _("not on\nlist"),
        [RANGE] = _("partners\nrange"),
        [AVERAGE] = set->replications < 2 ? _("\npartners") : _("partners\naverage ±"),
        [NEXT_PARTNER] = _("the next\npartner"),
        [LEFT] = money && !study_has_few(rows->report->study) ? _("left, held\nback by")
                                                              : _("held\nback by"),
    };
    for (int i = 0; i < MEASURED; i++)
        header[PER_PARTNER + i] = _(shown_measures[measured[i]].header);
    grid_init(&grid, rows->n, COLUMNS, header);
    grid.turn = IN_VIEW;
    if (same_targets(set))
        screen_target_headers(&grid, IN_VIEW, &set->point[0].targets);
    for (int i = 0; i < rows->n; i++)
        fill_row(&grid, rows, i);
    for (int column = COLUMNS - 1; column >= 0; column--)
        if (!is_needed(rows, column))
            grid_drop(&grid, column);
    screen_add_varied(&grid, 0, rows->report->study, rows->n, rows->line);
    screen_add_table(out, &grid);
}

/* Of each line the highest budget with which nobody is approached, each sentence once. */
static void say_unaffordable(struct screen *out, const struct rows *rows)
{
    struct messages told = {0};
    for (int i = 0, n; i < rows->n; i += n) {
        struct sentences s = {0};
        for (n = 1; i + n < rows->n && rows->line[i + n] == rows->line[i];)
            n++;
        sentences_plan_unaffordable(&s, rows->point[i], n);
        if (s.text.length > 0)
            messages_add(&told, "%.*s", (int)s.text.length - 1, text_string(&s.text));
        sentences_free(&s);
    }
    messages_drop_repeats(&told);
    screen_say_notices(out, &told);
    messages_free(&told);
}

static bool same_strategy(const struct plan_report *report, int line, int other)
{
    const struct study_case *one = &report->study->cases[line];
    return text_same(
        one->campaign->strategy->id, report->study->cases[other].campaign->strategy->id);
}

/* A table of the strategy of `line`; under hours number `hours`, where budgets differ as well.
 */
static void print_strategy(struct screen *out, const struct plan_report *report, int line,
    int hours, struct rows *rows)
{
    const struct plan *plan = report->plan;
    bool by_hours = plan_by_hours(report);
    int n = by_hours ? plan->n_hours : plan->n_budgets;
    rows->n = 0;
    for (int l = line; l < report->planner->n_lines; l++)
        for (int i = 0; i < n && same_strategy(report, line, l); i++, rows->n++) {
            rows->point[rows->n] =
                by_hours ? plan_row(plan, l, i, 0) : plan_row(plan, l, hours, i);
            rows->line[rows->n] = l;
        }
    print_table(out, rows);
    say_unaffordable(out, rows);
    screen_add_blank(out);
}

static void print_rows(struct screen *out, const struct plan_report *report)
{
    size_t most = (size_t)report->plan->row_set.n;
    struct arena arena = {0};
    struct rows rows = {report, 0, arena_new(&arena, most, sizeof *rows.point),
        arena_new(&arena, most, sizeof *rows.line)};
    for (int line = 0, before; line < report->planner->n_lines; line++) {
        for (before = 0; before < line && !same_strategy(report, before, line);)
            before++;
        for (int hours = 0; before == line && hours < report->plan->n_hours; hours++)
            if (hours == 0 || !plan_by_hours(report))
                print_strategy(out, report, line, hours, &rows);
    }
    arena_free(&arena);
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

enum { NAME, LEVER, ANSWER, POSSIBLE, COMPANIES, OFF_LIST, AGAIN, ANSWER_COLUMNS };

/* The goal's measure once more; of few campaigns no chance. */
static const char *again_of(
    struct arena *arena, const struct study *study, const struct plan_answer *answer)
{
    if (study_has_few(study) && !plan_is_cost(answer))
        return "–";
    return estimate_of(
        arena, answer->fresh, plan_is_cost(answer) ? NUMBER_MONEY : NUMBER_PERCENT);
}

/* The answers to one goal: `n` from `first` on. */
static void print_goal(struct screen *out, const struct plan_report *report,
    const struct plan_answer *first, int n)
{
    struct sentences s = {0};
    struct grid grid;
    sentences_plan_goal(&s, &first->goal);
    screen_say(out, &s);
    grid_init(&grid, n, ANSWER_COLUMNS,
        (const char *[ANSWER_COLUMNS]){_("strategy"), _("by"), _("answer"), _("not\nexcluded"),
            _("compa-\nnies"), _("not on\nlist"), _("simulated\nagain")});
    grid.fixed = LEVER + 1;
    grid.turn = COMPANIES;
    int *line = arena_new(&grid.arena, (size_t)n, sizeof *line);
    int unlisted = 0; /* in all answers */
    for (int i = 0; i < n; i++) {
        const struct plan_answer *answer = &first[i];
        const char **cell = grid_cell(&grid, i, 0);
        int companies = answer->terms.companies;
        line[i] = answer->line;
        cell[LEVER] = plan_lever_word(answer->lever);
        cell[ANSWER] = plan_answer_text(&grid.arena, answer);
        cell[POSSIBLE] = plan_possible_text(&grid.arena, answer);
        cell[COMPANIES] = number_text(&grid.arena, companies, NUMBER_WHOLE);
        int beyond = plan_unlisted(report, answer->line, companies);
        cell[OFF_LIST] = number_text(&grid.arena, beyond, NUMBER_WHOLE);
        unlisted += beyond;
        cell[AGAIN] = again_of(&grid.arena, report->study, answer);
    }
    if (unlisted == 0)
        grid_drop(&grid, OFF_LIST);
    screen_print_cases(out, &grid, report->study, n, line);
    sentences_plan_causes(&s, report, first, n);
    screen_say(out, &s);
    screen_add_blank(out);
}

static void print_answers(struct screen *out, const struct plan_report *report, bool all)
{
    struct sentences s = {0};
    for (int i = 0, n; i < report->n_answers; i += n) {
        for (n = 1; i + n < report->n_answers &&
                    plan_same_goal(&report->answer[i], &report->answer[i + n]);)
            n++;
        print_goal(out, report, &report->answer[i], n);
    }
    sentences_plan_answer_columns(&s, all);
    screen_say(out, &s);
    screen_add_blank(out);
}

/* A table per strategy, and per number of hours where budgets differ as well. */
void screen_plan(
    struct screen *out, const struct recept_study *study, const struct messages *notices)
{
    const struct plan_report *report = study->results.plan;
    struct sentences s = {0};
    sentences_plan(&s, report);
    screen_say(out, &s);
    screen_add_blank(out);
    print_rows(out, report);
    if (report->n_answers > 0)
        print_answers(out, report, study->legend);
    sentences_plan_columns(&s, report, study->legend);
    screen_say(out, &s);
    screen_say_notices(out, notices);
}
