/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_plan_text.h"

#include "case_label.h"
#include "memory.h"
#include "text_grid.h"

#include <math.h>
#include <stdlib.h>
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

/* A range, or the one end that is known. */
static void add_possible(struct text *text, const struct plan_answer *answer)
{
    bool open = answer->verdict == VERDICT_MET || answer->verdict == VERDICT_UNDECIDED;
    bool above = open && answer->low > 0.0, below = open && isfinite(answer->high);
    struct text low = {0}, high = {0};
    add_value(&low, answer, answer->low);
    add_value(&high, answer, answer->high);
    if (below && isfinite(answer->low))
        text_printf(text, "%s–%s", low.data, high.data);
    else if (above)
        text_printf(text, _("more than %s"), low.data);
    else if (below)
        text_printf(text, _("up to %s"), high.data);
    else
        text_add_string(text, "–");
    text_free(&low);
    text_free(&high);
}

/* ---- Sentences ---- */

/* Marks the strategies that may be as good as the best. */
static int mark_as_good(
    const struct plan_report *report, const struct plan_answer *best, bool *as_good)
{
    int n = 0;
    for (int i = 0; i < report->n_answers; i++) {
        const struct plan_answer *one = &report->answer[i];
        if (!plan_is_rival(one, best) || !report->as_good[i])
            continue;
        as_good[one->line] = true;
        n++;
    }
    return n;
}

static void say_met(struct text *sentence, const struct plan_report *report,
    const struct plan_answer *best, const char *name, bool sole)
{
    struct text target = {0}, wanted = {0}, value = {0}, again = {0}, companies = {0};
    add_target(&target, &best->goal);
    screen_add_chance(&wanted, best->goal.wanted);
    screen_add_money(&value, best->value);
    screen_add_chance(&again, best->fresh.value);
    plan_add_companies(&companies, best->terms.companies);
    text_printf(sentence,
        report->planner->n_lines > 1 && sole
            ? _("For %s with a chance of %s, \"%s\" takes the least money: %s, for %s "
                "(simulated again: %s).")
            : _("For %s with a chance of %s, \"%s\" takes %s, for %s (simulated again: %s)."),
        target.data, wanted.data, name, value.data, companies.data, again.data);
    text_free(&target);
    text_free(&wanted);
    text_free(&value);
    text_free(&again);
    text_free(&companies);
}

static void say_not_met(struct text *sentence, const struct plan_answer *best, const char *name)
{
    struct text target = {0}, wanted = {0}, again = {0}, cause = {0}, companies = {0};
    add_target(&target, &best->goal);
    screen_add_chance(&wanted, best->goal.wanted);
    screen_add_chance(&again, best->fresh.value);
    plan_add_companies(&companies, best->terms.companies);
    plan_add_cause_clause(&cause, &best->cause);
    if (best->verdict == VERDICT_UNDECIDED)
        text_printf(sentence,
            _("Whether a chance of %s of %s can be met is too close to say; \"%s\" comes to %s "
              "with %s. Simulate more campaigns."),
            wanted.data, target.data, name, again.data, companies.data);
    else
        text_printf(sentence,
            _("A chance of %s of %s cannot be met whatever the budget; \"%s\" comes to %s with "
              "%s: %s."),
            wanted.data, target.data, name, again.data, companies.data, cause.data);
    text_free(&target);
    text_free(&wanted);
    text_free(&again);
    text_free(&cause);
    text_free(&companies);
}

static void say_cost_not_kept(
    struct text *sentence, const struct plan_answer *best, const char *name)
{
    struct text money = {0}, again = {0}, companies = {0};
    screen_add_money(&money, best->goal.wanted);
    screen_add_money(&again, best->fresh.value);
    plan_add_companies(&companies, best->terms.companies);
    text_printf(sentence,
        best->verdict == VERDICT_UNDECIDED
            ? _("Whether a campaign stays at or under %s per partner is too close to say; "
                "\"%s\" comes to %s with %s. Simulate more campaigns.")
            : _("No campaign was found that stays at or under %s per partner; \"%s\" comes to "
                "%s with %s."),
        money.data, name, again.data, companies.data);
    text_free(&money);
    text_free(&again);
    text_free(&companies);
}

static void say_cost(struct text *sentence, const struct plan_report *report,
    const struct plan_answer *best, const char *name, bool sole)
{
    struct text money = {0}, companies = {0};
    screen_add_money(&money, best->goal.wanted);
    plan_add_companies(&companies, best->terms.companies);
    if (best->verdict == VERDICT_NO_LIMIT)
        text_printf(sentence,
            _("At or under %s per partner no limit was found for \"%s\" up to %s."), money.data,
            name, companies.data);
    else
        text_printf(sentence,
            report->planner->n_lines > 1 && sole
                ? _("At or under %s per partner, \"%s\" can be the largest: %s.")
                : _("At or under %s per partner, \"%s\" can be as large as %s."),
            money.data, name, companies.data);
    text_free(&money);
    text_free(&companies);
}

static void say_as_good(struct text *sentence, const struct plan_report *report,
    const struct plan_answer *best, const bool *as_good)
{
    struct text names = {0};
    plan_add_names(&names, report, as_good);
    text_add_string(sentence, " ");
    text_printf(sentence,
        is_cost(best) ? _("Within the error that may be so for %s as well.")
                      : _("Within the error %s may take as little."),
        names.data);
    text_free(&names);
}

static void print_sentence(FILE *out, const struct plan_report *report, int first)
{
    const struct plan_answer *best = plan_best_answer(report->answer, report->n_answers, first);
    bool *as_good = memory_new((size_t)report->planner->n_lines, sizeof *as_good);
    bool met = plan_is_met(best), sole = mark_as_good(report, best, as_good) == 0;
    struct text sentence = {0}, name = {0};
    plan_add_name(&name, report, best->line);
    if (is_cost(best) && met)
        say_cost(&sentence, report, best, name.data, sole);
    else if (is_cost(best))
        say_cost_not_kept(&sentence, best, name.data);
    else if (met)
        say_met(&sentence, report, best, name.data, sole);
    else
        say_not_met(&sentence, best, name.data);
    if (met && !sole)
        say_as_good(&sentence, report, best, as_good);
    screen_print_line(out, sentence.data);
    text_free(&sentence);
    text_free(&name);
    free(as_good);
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
    plan_add_estimate(text_grid_cell(grid, row, AGAIN), answer->fresh,
        is_cost(answer) ? screen_add_money : screen_add_percent);
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
                             "where there is none, what comes nearest."));
}
