/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_plan_text.h"

#include "language.h"

#include <string.h>

static const char *limit_words(enum plan_limit limit)
{
    switch (limit) {
    case LIMIT_BUDGET:
        return _("more money");
    case LIMIT_HOURS:
        return _("more hours of the team");
    case LIMIT_COMPANIES:
        return _("more companies");
    case LIMIT_DAYS:
    case N_LIMITS:
        break;
    }
    return _("more days of outreach");
}

/* "more companies or more days of outreach". */
static void add_limits(struct text *text, const struct plan_cause *cause)
{
    bool any = false;
    for (int limit = 0; limit < N_LIMITS; limit++) {
        if (!cause->enough[limit])
            continue;
        text_add_string(text, any ? _(" or ") : "");
        text_add_string(text, limit_words((enum plan_limit)limit));
        any = true;
    }
}

void plan_add_cause_clause(struct text *text, const struct plan_cause *cause)
{
    struct text limits = {0};
    switch (cause->kind) {
    case CAUSE_LIMITS:
        add_limits(&limits, cause);
        text_printf(text, _("it takes %s"), text_string(&limits));
        break;
    case CAUSE_TOGETHER:
        text_add_string(
            text, _("it takes more of several at once: money, hours, companies, days"));
        break;
    case CAUSE_STRATEGY:
        text_printf(text,
            _("the strategy wins too few, also with %d times the days, as many companies as "
              "these allow, and no limit of money and hours"),
            PLAN_LIFTED_DAYS);
        break;
    case CAUSE_NONE:
    case CAUSE_UNDECIDED:
        text_add_string(text, _("what it takes is too close to say"));
        break;
    }
    text_free(&limits);
}

static bool is_told(const struct plan_answer *answer)
{
    return answer->cause.kind != CAUSE_NONE;
}

static bool same_cause(const struct plan_answer *a, const struct plan_answer *b)
{
    return is_told(a) && is_told(b) && a->cause.kind == b->cause.kind &&
           memcmp(a->cause.enough, b->cause.enough, sizeof a->cause.enough) == 0;
}

/* "SPARK recipe (budget, hours a week)", and where the strategy is the cause what it comes to:
 * "All online, 0% (companies)". Answers of one strategy stand next to each other. */
static void add_names(struct text *names, const struct plan_report *report,
    const struct plan_answer *first, const struct plan_answer *end)
{
    const struct plan_answer *before = NULL;
    for (const struct plan_answer *one = first; one < end; one++) {
        if (!same_cause(first, one))
            continue;
        if (before != NULL && before->line == one->line) {
            text_printf(names, ", %s", plan_lever_word(one->lever));
        } else {
            text_add_string(names, before != NULL ? "); " : "");
            plan_add_name(names, report, one->line);
            if (one->cause.kind == CAUSE_STRATEGY) {
                text_add_string(names, ", ");
                screen_add_chance(names, one->cause.lifted.value);
            }
            text_printf(names, " (%s", plan_lever_word(one->lever));
        }
        before = one;
    }
    text_add_string(names, ")");
}

static bool is_told_before(const struct plan_answer *first, const struct plan_answer *one)
{
    for (; first < one; first++)
        if (same_cause(first, one))
            return true;
    return false;
}

void screen_plan_causes(
    FILE *out, const struct plan_report *report, const struct plan_answer *first, int n)
{
    for (const struct plan_answer *one = first; one < first + n; one++) {
        if (!is_told(one) || is_told_before(first, one))
            continue;
        struct text names = {0}, clause = {0}, sentence = {0};
        add_names(&names, report, one, first + n);
        plan_add_cause_clause(&clause, &one->cause);
        text_printf(
            &sentence, _("By this alone it cannot be met; %s: %s."), clause.data, names.data);
        screen_print_line(out, sentence.data);
        text_free(&names);
        text_free(&clause);
        text_free(&sentence);
    }
}
