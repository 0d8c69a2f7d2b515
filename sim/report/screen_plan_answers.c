/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_plan_text.h"

#include "case_label.h"
#include "text_grid.h"

#include <math.h>
#include <string.h>

enum column { NAME, LEVER, ANSWER, POSSIBLE, APPROACH, AGAIN, COLUMNS };

static bool is_cost(const struct plan_answer *answer)
{
    return answer->goal.number == 0;
}

static bool same_goal(const struct plan_answer *a, const struct plan_answer *b)
{
    return strcmp(a->goal.measure, b->goal.measure) == 0;
}

/* ---- Words ---- */

/* "2 or more paying partners". */
static void add_target(struct text *text, const struct plan_goal *goal)
{
    if (strcmp(goal->measure, "p_in_view") == 0)
        text_printf(text, _("%d or more companies in view"), goal->number);
    else if (strcmp(goal->measure, "p_active") == 0)
        text_printf(text, _("%d or more active companies"), goal->number);
    else
        text_printf(text, _("%d or more paying partners"), goal->number);
}

static void add_goal(struct text *text, const struct plan_goal *goal)
{
    if (goal->number == 0) {
        struct text money = {0};
        screen_add_money(&money, goal->wanted);
        text_printf(text, _("at most %s a partner"), money.data);
        text_free(&money);
        return;
    }
    add_target(text, goal);
    text_add_string(text, ", ");
    screen_add_chance(text, goal->wanted);
}

static void add_value(struct text *text, const struct plan_answer *answer, double value)
{
    if (answer->lever == LEVER_BUDGET)
        screen_add_money(text, value);
    else
        screen_add_number(text, value, value == floor(value) ? 0 : 1);
}

static void add_answer(struct text *text, const struct plan_answer *answer)
{
    switch (answer->verdict) {
    case VERDICT_MET:
        add_value(text, answer, answer->value);
        return;
    case VERDICT_NO_LIMIT:
        add_value(text, answer, answer->value);
        text_add_string(text, " ");
        text_add_string(text, _("or more"));
        return;
    case VERDICT_NOT_MET:
        text_add_string(text, is_cost(answer) ? _("none") : _("cannot be met"));
        return;
    case VERDICT_UNDECIDED:
        text_add_string(text, _("too close to say"));
        return;
    }
}

static void add_possible(struct text *text, const struct plan_answer *answer)
{
    if (answer->verdict != VERDICT_MET) {
        text_add_string(text, "–");
        return;
    }
    add_value(text, answer, answer->low);
    text_add_string(text, "–");
    add_value(text, answer, answer->high);
}

static void add_again(struct text *text, const struct plan_answer *answer)
{
    const struct estimate *e = &answer->fresh;
    if (is_cost(answer))
        screen_add_money(text, e->value);
    else
        screen_add_percent(text, e->value);
    struct text half = {0};
    if (is_cost(answer))
        screen_add_money(&half, (e->high - e->low) / 2.0);
    else
        screen_add_percent(&half, (e->high - e->low) / 2.0);
    text_printf(text, " ± %s", half.data);
    text_free(&half);
}

/* ---- Sentences ---- */

/* The strategy that meets a target with the least money, of those from `first` on that have the
 * same goal; the one with the highest chance where none does. */
static const struct plan_answer *best_of(const struct plan_report *report, int first)
{
    const struct plan_answer *best = NULL;
    for (int i = first; i < report->n_answers; i++) {
        const struct plan_answer *one = &report->answer[i];
        if (!same_goal(one, &report->answer[first]) ||
            one->lever != report->answer[first].lever)
            continue;
        bool better = best == NULL;
        if (!better && isnan(one->value) != isnan(best->value))
            better = isnan(best->value);
        else if (!better && isnan(one->value))
            better = is_cost(one) ? one->fresh.value < best->fresh.value
                                  : one->fresh.value > best->fresh.value;
        else if (!better)
            better = is_cost(one) ? one->value > best->value : one->value < best->value;
        best = better ? one : best;
    }
    return best;
}

static void say_met(struct text *sentence, const struct plan_report *report,
    const struct plan_answer *best, const char *name)
{
    struct text target = {0}, wanted = {0}, value = {0}, again = {0};
    add_target(&target, &best->goal);
    screen_add_chance(&wanted, best->goal.wanted);
    screen_add_money(&value, best->value);
    screen_add_chance(&again, best->fresh.value);
    text_printf(sentence,
        report->planner->n_lines > 1
            ? _("For %s with a chance of %s, \"%s\" takes the least money: %s, for %d "
                "companies (simulated again: %s).")
            : _("For %s with a chance of %s, \"%s\" takes %s, for %d companies (simulated "
                "again: %s)."),
        target.data, wanted.data, name, value.data, best->terms.companies, again.data);
    text_free(&target);
    text_free(&wanted);
    text_free(&value);
    text_free(&again);
}

static void say_not_met(struct text *sentence, const struct plan_answer *best, const char *name)
{
    struct text target = {0}, wanted = {0}, again = {0}, cause = {0};
    plan_add_cause_clause(&cause, &best->cause);
    add_target(&target, &best->goal);
    screen_add_chance(&wanted, best->goal.wanted);
    screen_add_chance(&again, best->fresh.value);
    if (best->verdict == VERDICT_UNDECIDED)
        text_printf(sentence,
            _("Whether a chance of %s of %s can be met is too close to say; \"%s\" comes to %s "
              "with %d companies. Simulate more campaigns."),
            wanted.data, target.data, name, again.data, best->terms.companies);
    else
        text_printf(sentence,
            _("A chance of %s of %s cannot be met whatever the budget; \"%s\" comes to %s with "
              "%d companies: %s."),
            wanted.data, target.data, name, again.data, best->terms.companies, cause.data);
    text_free(&target);
    text_free(&wanted);
    text_free(&again);
    text_free(&cause);
}

static void say_cost(struct text *sentence, const struct plan_answer *best, const char *name)
{
    struct text money = {0};
    screen_add_money(&money, best->goal.wanted);
    if (isnan(best->value))
        text_printf(sentence,
            _("No campaign was found that stays at or under %s per partner; \"%s\" comes "
              "closest."),
            money.data, name);
    else if (best->verdict == VERDICT_NO_LIMIT)
        text_printf(sentence,
            _("At or under %s per partner, \"%s\" can be the largest: no limit was found up "
              "to %d companies."),
            money.data, name, best->terms.companies);
    else
        text_printf(sentence,
            _("At or under %s per partner, \"%s\" can be the largest: %d companies."),
            money.data, name, best->terms.companies);
    text_free(&money);
}

static void print_sentence(FILE *out, const struct plan_report *report, int first)
{
    const struct plan_answer *best = best_of(report, first);
    struct text sentence = {0}, name = {0};
    plan_add_name(&name, report, best->line);
    if (is_cost(best))
        say_cost(&sentence, best, name.data);
    else if (!isnan(best->value))
        say_met(&sentence, report, best, name.data);
    else
        say_not_met(&sentence, best, name.data);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&name);
}

void screen_plan_answer_sentences(FILE *out, const struct plan_report *report)
{
    for (int i = 0; i < report->n_answers; i++)
        if (i == 0 || !same_goal(&report->answer[i], &report->answer[i - 1]))
            print_sentence(out, report, i);
}

/* ---- The table ---- */

static void fill_row(const struct text_grid *grid, int row, const struct plan_report *report,
    const struct plan_answer *answer)
{
    plan_add_name(text_grid_cell(grid, row, NAME), report, answer->line);
    text_add_string(text_grid_cell(grid, row, LEVER), plan_lever_word(answer->lever));
    add_answer(text_grid_cell(grid, row, ANSWER), answer);
    add_possible(text_grid_cell(grid, row, POSSIBLE), answer);
    screen_add_number(text_grid_cell(grid, row, APPROACH), answer->terms.companies, 0);
    add_again(text_grid_cell(grid, row, AGAIN), answer);
}

/* The answers to one goal: `n` from `first` on. */
static void print_goal(
    FILE *out, const struct plan_report *report, const struct plan_answer *first, int n)
{
    struct text goal = {0};
    struct text_grid grid;
    add_goal(&goal, &first->goal);
    screen_print_line(out, goal.data);
    text_free(&goal);
    text_grid_init(&grid, n, COLUMNS);
    text_grid_header(&grid, NAME, _("strategy"));
    text_grid_header(&grid, LEVER, _("by"));
    text_grid_header(&grid, ANSWER, _("answer"));
    text_grid_header(&grid, POSSIBLE, _("not\nexcluded"));
    text_grid_header(&grid, APPROACH, _("compa-\nnies"));
    text_grid_header(&grid, AGAIN, _("simulated\nagain"));
    for (int i = 0; i < n; i++)
        fill_row(&grid, i, report, &first[i]);
    text_grid_print(out, &grid);
    text_grid_free(&grid);
    screen_plan_causes(out, report, first, n);
    fputc('\n', out);
}

void screen_plan_answers(FILE *out, const struct plan_report *report)
{
    for (int i = 0, n; i < report->n_answers; i += n) {
        for (n = 1; i + n < report->n_answers &&
                    same_goal(&report->answer[i], &report->answer[i + n]);)
            n++;
        print_goal(out, report, &report->answer[i], n);
    }
    screen_print_line(out,
        _("answer: the least that is enough, or for a cost the most that still is, at a "
          "certainty of 95 in 100; all else as in the config, but for the companies that go "
          "with a budget."));
    screen_print_line(out, _("simulated again: what the answer gives on other random numbers; "
                             "where it is not met, the most."));
}
