/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a comparison is in test_comparison.c. */
#include "made_up.h"

#include "language.h"
#include "screen.h"

static void assert_said(struct sentences *s, const char *expected)
{
    assert_string_equal(text_string(&s->text), expected);
    sentences_free(s);
    *s = (struct sentences){0};
}

static void goals_are_named(void **state)
{
    (void)state;
    struct sentences s = {0};
    sentences_plan_goal(&s, &(struct plan_goal){"p_paying", 2, 0.8});
    assert_said(&s, "2 or more paying and active partners, with a chance of 80%\n");
    sentences_plan_goal(&s, &(struct plan_goal){"p_in_view", 10, 0.999});
    assert_said(&s, "10 or more companies in view, with a chance of >99%\n");
    sentences_plan_goal(&s, &(struct plan_goal){"cost_per_partner", 0, 6000.0});
    assert_said(&s, "at most €6,000 a partner\n");
    language_use(DUTCH);
    sentences_plan_goal(&s, &(struct plan_goal){"cost_per_partner", 0, 6000.0});
    language_use(ENGLISH);
    assert_said(&s, "hooguit €\u00a06.000 per partner\n");
}

/* Levels go by their labels in the user's language; what is none stays as it is. */
static void segments_go_by_the_labels_of_their_levels(void **state)
{
    (void)state;
    const struct axes axes = {.n = 2,
        .axis = {{.n_levels = 2,
                     .levels = {"small", "larger"},
                     .level_label = {{"klein", "small firms"}, {NULL, NULL}}},
            {.n_levels = 2,
                .levels = {"small", "own"},
                .level_label = {{"mini", NULL}, {NULL, "private"}}}}};
    static const char *const expected[][3] = {
        /* id, in English, in Dutch */
        {"small/own", "small firms/private", "klein/private"},
        {"larger/small", "larger/mini", "larger/mini"},
        {"*/own", "*/private", "*/private"},
        {"all", "all", "all"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        for (int dutch = 0; dutch < 2; dutch++) {
            language_use(dutch ? DUTCH : ENGLISH);
            const char *label = segment_label(&arena, &axes, expected[i][0]);
            language_use(ENGLISH);
            assert_string_equal(label, expected[i][1 + dutch]);
        }
    arena_free(&arena);
}

static void assert_answer(struct plan_answer answer, const char *value, const char *possible)
{
    struct arena arena = {0};
    assert_string_equal(plan_answer_text(&arena, &answer), value);
    assert_string_equal(plan_possible_text(&arena, &answer), possible);
    arena_free(&arena);
}

static void answers_have_their_range(void **state)
{
    (void)state;
    const struct plan_goal target = {"p_paying", 2, 0.8}, cost = {"cost_per_partner", 0, 6e3};
    assert_answer((struct plan_answer){.lever = LEVER_BUDGET,
                      .goal = target,
                      .value = 19500.0,
                      .low = 14000.0,
                      .high = 19500.0},
        "€19,500", "€14,000–€19,500");
    assert_answer((struct plan_answer){.lever = LEVER_HOURS,
                      .goal = target,
                      .verdict = VERDICT_UNDECIDED,
                      .value = NAN,
                      .low = 14.5,
                      .high = INFINITY},
        "too close to say", "more than 14.5");
    assert_answer(
        (struct plan_answer){
            .lever = LEVER_COMPANIES, .goal = target, .verdict = VERDICT_NOT_MET, .value = NAN},
        "cannot be met", "–");
    assert_answer((struct plan_answer){.lever = LEVER_COMPANIES,
                      .goal = cost,
                      .verdict = VERDICT_NO_LIMIT,
                      .value = 1200.0,
                      .low = 1.0,
                      .high = INFINITY},
        "1,200 or more", "–");
    assert_answer(
        (struct plan_answer){
            .lever = LEVER_COMPANIES, .goal = cost, .verdict = VERDICT_NOT_MET, .value = NAN},
        "none", "–");
    assert_answer(
        (struct plan_answer){
            .lever = LEVER_COMPANIES, .goal = cost, .value = 12.0, .low = NAN, .high = 14.0},
        "12", "up to 14");
}

static void a_cause_is_told_once_with_all_that_it_holds_for(void **state)
{
    (void)state;
    struct made_up *c = made_up_new(2, 1, 1, 1);
    struct plan_line lines[2] = {{.configured = &c->cases[0]}, {.configured = &c->cases[1]}};
    struct planner planner = {.n_lines = 2, .line = lines};
    struct plan_report report = {.planner = &planner, .study = &c->study};
    struct plan_answer answers[] = {
        {.line = 0, .lever = LEVER_BUDGET, .cause = {CAUSE_LIMITS, {[LIMIT_DAYS] = true}}},
        {.line = 0, .lever = LEVER_HOURS, .cause = {CAUSE_LIMITS, {[LIMIT_DAYS] = true}}},
        {.line = 1, .lever = LEVER_HOURS},
        {.line = 1,
            .lever = LEVER_COMPANIES,
            .cause = {CAUSE_STRATEGY, .lifted = {.value = 0.001}}},
    };
    struct sentences s = {0};
    c->study.replications = STUDY_FEW;
    sentences_plan_causes(&s, &report, answers, 4);
    assert_said(&s,
        "By this alone it cannot be met; it takes more days of outreach (three times as many "
        "are enough): a (budget, hours a "
        "week).\n"
        "By this alone it cannot be met; the strategy wins too few, also with 3 times the "
        "days, "
        "as many companies as these allow, and no limit of money and hours: b, <1% "
        "(companies).\n");
    c->study.replications--; /* few tell no chance */
    sentences_plan_causes(&s, &report, answers + 3, 1);
    assert_null(strchr(text_string(&s.text), '%'));
    sentences_free(&s);
    made_up_free(c);
}

static void the_basis_tells_what_is_open_where_that_is_known(void **state)
{
    (void)state;
    struct sentences s = {0};
    const struct basis basis = {{[STATED] = 9, [ASSUMED] = 3}};
    const struct basis more = {{[STATED] = 9, [PUBLISHED] = 1, [YOURS] = 2, [ASSUMED] = 3}};
    const struct basis learned = {{[LEARNED] = 4}};
    sentences_add_basis(&s, &basis, 0.364, 0.742);
    assert_said(&s, "Rests on 12 numbers, of which 3 are assumed. Euros are without VAT. Still "
                    "open at the end: 36% to "
                    "74% of the companies.\n");
    sentences_add_basis(&s, &basis, 0.364, 0.361);
    assert_said(&s, "Rests on 12 numbers, of which 3 are assumed. Euros are without VAT. Still "
                    "open at the end: 36% of "
                    "the companies.\n");
    sentences_add_basis(&s, &basis, NAN, NAN);
    assert_said(&s, "Rests on 12 numbers, of which 3 are assumed. Euros are without VAT.\n");
    sentences_add_basis(&s, &more, NAN, NAN);
    assert_said(&s, "Rests on 15 numbers: 9 stated, 1 published, 2 yours, 3 assumed. Euros are "
                    "without VAT.\n");
    sentences_add_basis(&s, &learned, NAN, NAN);
    assert_said(&s, "Rests on 4 numbers: 4 learned. Euros are without VAT.\n");
}

static void a_selection_names_what_is_not_apart(void **state)
{
    (void)state;
    struct made_up *c = made_up_new(3, 1, 1, 1);
    struct selection selection = {.n = 3,
        .best = 1,
        .finished = true,
        .replications = 3200,
        .behind = {{.high = 0.2}, {.high = NAN}, {.high = -0.1}},
        .again = {.value = 0.17, .low = 0.16, .high = 0.18}};
    struct sentences s = {0};
    sentences_selection(&s, &c->study, &selection, 0.995, 0.02, false);
    assert_said(&s,
        "By conversion: \"b\" is selected, after 3,200 campaigns of each strategy left. If one "
        "strategy is at least 2 points ahead of all others, a selection like this one finds "
        "it "
        "with a probability of at least 99.5%. Simulated once more with other luck its "
        "conversion is 17.0% (± 1.0 points). If none is so far ahead, these may be as good as "
        "the one selected: \"a\".\n");
    selection.behind[0].high = -0.2;
    selection.finished = false;
    selection.again = (struct estimate){.value = -50.0, .low = -60.0, .high = -40.0};
    sentences_selection(&s, &c->study, &selection, 0.95, 500.0, true);
    assert_said(&s,
        "By worth of partners less cost: After 3,200 campaigns \"b\" leads, but the best is "
        "not "
        "known with a probability of 95%; allow a larger difference than €500. Simulated once "
        "more with other luck its partners are worth €50 ± 10 less than it costs.\n");
    made_up_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goals_are_named),
        cmocka_unit_test(segments_go_by_the_labels_of_their_levels),
        cmocka_unit_test(answers_have_their_range),
        cmocka_unit_test(a_cause_is_told_once_with_all_that_it_holds_for),
        cmocka_unit_test(the_basis_tells_what_is_open_where_that_is_known),
        cmocka_unit_test(a_selection_names_what_is_not_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
