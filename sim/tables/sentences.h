/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "messages.h"
#include "number_format.h"
#include "tables.h"

/* ---- What cases are called ---- */

/* What a case's strategy is called: in the reader's language, else in the other, else its id.
 */
const char *case_label(const struct study_case *one);

/* The same of a contact moment. */
const char *contact_label(const struct contact *contact);

/* The same by its id, which is kept where the scenario has none of that name. */
const char *contact_label_of(const struct scenario *scenario, const char *id);

/* What a package is called, by its id. */
const char *package_label_of(const struct scenario *scenario, const char *id);

/* A segment of results, as "larger/family", by the labels of its levels in the user's language;
 * what is no level stays as it is. */
const char *segment_label(struct arena *arena, const struct axes *axes, const char *name);

/* What a case is called, of a study in which settings may have been varied: of several configs
 * which, and its strategy. Strings in `arena`. */
const char *case_name(
    struct arena *arena, const struct study *study, const struct study_case *one);

/* The value of its varied setting number `varied`; of a text what stands in the quotes. */
const char *case_value(struct arena *arena, const struct study_case *one, int varied);

/* All of that, of case number `i`: "SPARK recipe, 6.0, 90". */
const char *case_text(struct arena *arena, const struct study *study, int i);

/* The same of the marked cases, with commas, or semicolons where settings were varied; when
 * they are many the rest is counted. */
const char *case_list(struct arena *arena, const struct study *study, const bool *marked);

/* ---- What results say ---- */

/* Texts in the reader's language. Nothing is printed: each function adds one or more
 * paragraphs, each ended by a newline. Starts as {0}. */
struct sentences {
    struct text text;
    struct arena parts; /* numbers and names that go into it */
};
void sentences_free(struct sentences *s);

/* ---- Of run ---- */

/* How many numbers results rest on and where they are from, and how many companies are still
 * open at the end. */
void sentences_basis(struct sentences *s, const struct study *study, const struct basis *basis);

/* "24 stated, 3 published, 290 assumed": what there are. */
const char *basis_words(struct arena *arena, const struct basis *basis);

/* What the columns of a run's table mean that would be misread; `all`: each of them. */
void sentences_run_columns(struct sentences *s, const struct study *study, bool all);

/* ---- Of compare ---- */

/* What the best choice wins and costs, how sure that is, and which others may be as good. */
void sentences_compare(struct sentences *s, const struct comparison *comparison);

/* That strategies of different speed are not comparable yet, where so. */
void sentences_longer(
    struct sentences *s, const struct study *study, const struct compare_longer *longer);

/* What the columns mean that would be misread (`all`: each of them), the value of perfect
 * information and of tailoring. */
void sentences_compare_columns(
    struct sentences *s, const struct comparison *comparison, bool all);

/* Says how all strategies were given equal hours, or else cost, and how many companies that
 * takes beyond the list. */
void sentences_equal(struct sentences *s, const struct compare_variants *equal, bool hours);

/* What `contact` is worth, of strategies with it and, as many after these, without it: what is
 * compared, and which are shown to do better with it or without. */
void sentences_worth(struct sentences *s, const struct compare *c, const char *contact);

/* How the best was selected, with probability `sure` and a `difference` that does not matter,
 * in euros a campaign (`euros`) or conversion rate. */
void sentences_selection(struct sentences *s, const struct study *study,
    const struct selection *selection, double sure, double difference, bool euros);

/* ---- Of plan ---- */

/* What each goal takes; then, of the highest budget and the most hours, which strategy wins the
 * most partners, where that is shown, and whether more money stops to bring it much. */
void sentences_plan(struct sentences *s, const struct plan_report *report);

/* "€20,000", "12 hours a week", "€20,000 and 12 hours a week". */
const char *plan_means(
    struct sentences *s, const struct plan_report *report, const struct plan_point *point);

/* A loss by the number of companies that is told. */
#define PLAN_LARGE_LOSS 0.015

/* What the rows from `point` on have in common: "SPARK recipe, with 8 hours a week". */
void sentences_plan_title(
    struct sentences *s, const struct plan_report *report, const struct plan_point *point);

/* Of `n` rows: the highest budget with which nobody is approached, if there is one. */
void sentences_plan_unaffordable(struct sentences *s, const struct plan_point *point, int n);

/* "2 or more paying and active partners, 80%". */
void sentences_plan_goal(struct sentences *s, const struct plan_goal *goal);

/* A sentence for each cause that occurs in `n` answers to one goal, with the answers that have
 * it. */
void sentences_plan_causes(struct sentences *s, const struct plan_report *report,
    const struct plan_answer *answer, int n);

/* What the columns of answers mean that would be misread; `all`: each of them. */
void sentences_plan_answer_columns(struct sentences *s, bool all);

/* What the plan rests on, what its columns mean that would be misread (`all`: each of them),
 * and budgets that campaigns pass. */
void sentences_plan_columns(struct sentences *s, const struct plan_report *report, bool all);

/* Whether two answers are to the same goal. */
bool plan_same_goal(const struct plan_answer *one, const struct plan_answer *other);

/* What held campaigns back ("money", "hours", "choice", "days", "list"), and what is changed
 * ("budget", "hours a week", "companies"). */
const char *plan_bound_words(struct arena *arena, const struct plan_bound *bound);
const char *plan_lever_word(enum plan_lever lever);

/* ---- Of logbook ---- */

/* How long it is, what became of the companies, and after how many days and contacts. */
void sentences_logbook(struct sentences *s, const struct logbook *logbook);

/* What its tables mean that would be misread; what was refused, and what cannot be so. */
void sentences_logbook_columns(
    struct sentences *s, const struct logbook *logbook, double confidence);

/* ---- Of campaigns that go on from a logbook ---- */

/* Since when, what they have come to so far, and what is still to come, and what that means for
 * doing nothing (`compared`); nothing of others. */
void sentences_from(struct sentences *s, const struct study *study, bool compared);

/* ---- What several of them need ---- */

static inline const char *part(struct sentences *s, double value, enum number_form form)
{
    return number_text(&s->parts, value, form);
}

static inline const char *part_case(struct sentences *s, const struct study *study, int i)
{
    return case_text(&s->parts, study, i);
}

/* Within a sentence a name stands in quotation marks, as it may be one itself. */
static inline const char *part_quoted(struct sentences *s, const struct study *study, int i)
{
    return arena_printf(&s->parts, "\"%s\"", part_case(s, study, i));
}

/* Adds to a paragraph, as printf(); ends it as well. */
#define say(s, ...) text_printf(&(s)->text, __VA_ARGS__)
#define say_line(s, ...) (say(s, __VA_ARGS__), text_add_string(&(s)->text, "\n"))

/* What printf() would print, to go into it. */
#define part_printf(s, ...) arena_printf(&(s)->parts, __VA_ARGS__)

/* Money with half the width of its error, where there is one: "€3,967 ± 35"; with its bounds
 * where one side is more than twice the other. */
const char *part_with_error(struct sentences *s, struct estimate e);

/* A list with one more item. */
static inline const char *part_join(
    struct sentences *s, const char *list, const char *between, const char *item)
{
    return list[0] == '\0' ? item : part_printf(s, "%s%s%s", list, between, item);
}

/* What results rest on, and the least and the most share of companies still open at the end. */
void sentences_add_basis(
    struct sentences *s, const struct basis *basis, double low, double high);

/* What the chances of targets are. */
void sentences_add_targets(struct sentences *s);

/* What columns of figures are that run and compare have: conversion, cost per partner, still
 * open. */
void sentences_add_columns(struct sentences *s);

/* What a range and an error are, of `n` campaigns; of few that there are no ranges and
 * chances, of one that it is one. */
void sentences_add_precision(struct sentences *s, uint64_t n, double confidence);
