/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

#include "calendar.h"
#include "language.h"
#include "measures.h"
#include "number_format.h"
#include "sentences.h"

#include <string.h>

/* The first sheet: which campaign, what each sheet and column holds, measures, strategies. */

struct writing {
    struct book *book;
    struct arena arena;
    long row;
};

enum { COLUMNS = 5 };
static const int widths[COLUMNS] = {38, 80, 30, 20, 28};

/* A row of texts; NULL leaves a cell empty. */
static void add_row(struct writing *w, enum look look, const char *const text[COLUMNS])
{
    int lines = look == LOOK_WRAPPED && text[1] != NULL ? book_lines(text[1], widths[1]) : 1;
    if (lines > 1)
        sheets_height(w->book->sheets, 0, w->row, lines);
    for (int i = 0; i < COLUMNS; i++) {
        const char *cell = text[i] != NULL ? book_text(w->book, &w->arena, text[i]) : "";
        if (cell[0] != '\0')
            sheets_text(w->book->sheets, 0, w->row, i, cell, look);
    }
    w->row++;
}
#define ROW(...) ((const char *const[COLUMNS]){__VA_ARGS__})

static void add_number(struct writing *w, const char *name, double number)
{
    sheets_text(w->book->sheets, 0, w->row, 0, name, LOOK_TEXT);
    sheets_number(w->book->sheets, 0, w->row++, 1, number, LOOK_FACT);
}

/* ---- The campaign ---- */

static const char *period_of(struct arena *arena, const struct campaign_terms *terms)
{
    long start;
    if (terms->start == NULL || terms->outreach_days == 0 ||
        !calendar_parse(terms->start, &start))
        return NULL;
    return arena_printf(arena, "%s \u2013 %s", date_text(arena, start),
        date_text(arena, start + terms->outreach_days - 1));
}

/* What cases have, each once. */
static const char *of_cases(struct writing *w, const struct study *study,
    const char *(*of)(struct arena *arena, const struct study_case *one))
{
    struct text all = {0};
    for (int i = 0; i < study->n_cases; i++) {
        const char *mine = of(&w->arena, &study->cases[i]);
        bool known = mine == NULL || mine[0] == '\0';
        for (int k = 0; k < i && !known; k++) {
            const char *other = of(&w->arena, &study->cases[k]);
            known = other != NULL && text_same(other, mine);
        }
        if (!known)
            text_printf(&all, "%s%s", all.length > 0 ? "; " : "", mine);
    }
    return text_keep(&all, &w->arena);
}

static const char *name_of(struct arena *arena, const struct study_case *one)
{
    (void)arena;
    return one->scenario->campaign.name;
}

static const char *period_of_case(struct arena *arena, const struct study_case *one)
{
    return period_of(arena, &one->scenario->campaign);
}

static const char *companies_of(struct arena *arena, const struct study_case *one)
{
    int n = one->hubs > 0 ? one->campaign->n_companies : one->scenario->population.n;
    return number_text(arena, n, NUMBER_WHOLE);
}

/* What there are of each, those assumed in any case. */
static void add_basis(struct writing *w, const struct basis *basis)
{
    static const char *const of[N_PROVENANCES] = {
        [PUBLISHED] = N_("of these published, with their source in the config"),
        [LEARNED] = N_("of these learned from what happened"),
        [YOURS] = N_("of these your own"),
        [ASSUMED] = N_("of these assumed, not stated by a source"),
    };
    if (basis_numbers(basis) == 0)
        return;
    add_number(w, _("Numbers of the config that this rests on"), basis_numbers(basis));
    for (int i = PUBLISHED; i < N_PROVENANCES; i++)
        if (basis->of[i] > 0 || i == ASSUMED)
            add_number(w, _(of[i]), basis->of[i]);
}

static void add_campaign(
    struct writing *w, const struct results *results, const struct book_about *about)
{
    const struct study *study = results->study;
    uint64_t n =
        results->plan != NULL ? results->plan->plan->row_set.replications : study->replications;
    add_row(w, LOOK_TITLE, ROW(of_cases(w, study, name_of)));
    w->row++;
    add_row(w, LOOK_TEXT, ROW(_("Outreach"), of_cases(w, study, period_of_case)));
    add_row(w, LOOK_TEXT, ROW(_("Companies"), of_cases(w, study, companies_of)));
    add_number(w, _("Simulated campaigns of each strategy"), (double)n);
    add_row(w, LOOK_TEXT,
        ROW(_("Seed of the random numbers"), arena_printf(&w->arena, "%llu", about->seed)));
    add_number(w, _("Confidence of error margins"), study->confidence);
    add_basis(w, &study->basis);
    add_row(w, LOOK_TEXT,
        ROW(_("Made by"), arena_printf(&w->arena, "%s, %s", about->program, about->made_by)));
    w->row++;
    static const char *const reading[] = {
        N_("Shares and chances run from 0 to 1. Euros are without VAT. An empty cell is not "
           "defined."),
        N_("The error margin is that of simulating, and shrinks with more campaigns; the range "
           "from 5 % to 95 % of campaigns is what one campaign may bring, and does not."),
        N_("Words in cells, as conversion_rate or larger/family, are those of the config and "
           "of "
           "the CSV files; they are explained below."),
    };
    for (size_t i = 0; i < sizeof reading / sizeof reading[0]; i++)
        add_row(w, LOOK_TEXT, ROW(_(reading[i])));
}

/* ---- What there is ---- */

static void add_sheets(struct writing *w)
{
    const struct book *book = w->book;
    w->row++;
    add_row(w, LOOK_HEADING, ROW(_("Sheet"), _("What it holds"), _("Rows"), NULL, _("File")));
    for (int i = 0; i < book->n; i++) {
        const struct book_sheet *sheet = &book->sheet[i];
        const struct table_title *title = table_title(sheet->table);
        const char *purpose = title != NULL ? _(title->purpose) : "";
        if (sheet->left_out + sheet->columns_left_out > 0)
            purpose =
                arena_printf(&w->arena, _("%s (not all fits: the file has it whole)"), purpose);
        long row = w->row;
        add_row(w, LOOK_WRAPPED,
            ROW(sheet->name, purpose, NULL, NULL,
                arena_printf(&w->arena, "%s.csv", sheet->table)));
        sheets_number(book->sheets, 0, row, 2, (double)sheet->rows, LOOK_WHOLE);
    }
}

static void add_columns(struct writing *w)
{
    const struct book *book = w->book;
    w->row++;
    add_row(w, LOOK_HEADING,
        ROW(_("Sheet"), _("What it holds"), _("Column"), _("Unit"), _("Name in the file")));
    for (int i = 0; i < book->n; i++)
        for (int c = 0; c < book->sheet[i].n_columns; c++) {
            const struct book_column *column = &book->sheet[i].column[c];
            const char *meaning = column->meaning[0] != '\0' ? _(column->meaning) : NULL;
            add_row(w, LOOK_WRAPPED,
                ROW(book->sheet[i].name, meaning, column->heading, book_unit(column->unit),
                    column->id));
        }
}

/* Figures of plans and comparisons that no single run has. */
static const struct {
    const char *name, *unit, *meaning;
} further[] = {
    {"price_of_one_more", "EUR",
        N_("price of one more partner, where there are shown to be more")},
    {"unspent", "EUR", N_("what is left of the budget")},
    {"more_without_budget", "companies", N_("partners more without a limit on money")},
    {"more_without_hours", "companies", N_("partners more without a limit on hours")},
    {"more_without_companies", "companies", N_("partners more with more companies")},
    {"more_without_days", "companies", N_("partners more in three times as many days")},
    {"extra_partners", "companies", N_("partners more than with the budget before")},
    {"extra_cost", "EUR", N_("cost more than with the budget before")},
};

static void add_measures(struct writing *w, const struct results *results)
{
    int n_further = results->plan != NULL       ? (int)(sizeof further / sizeof further[0])
                    : results->compared != NULL ? 1
                                                : 0;
    w->row++;
    add_row(w, LOOK_HEADING, ROW(_("Measure"), _("What it is"), NULL, _("Unit"), NULL));
    for (int m = 0; m < n_measures; m++)
        if (study_tells(results->study, &measures[m]))
            add_row(w, LOOK_WRAPPED,
                ROW(measures[m].name, _(measures[m].meaning), NULL,
                    book_unit(measures[m].unit)));
    for (int i = 0; i < n_further; i++)
        add_row(w, LOOK_WRAPPED,
            ROW(further[i].name, _(further[i].meaning), NULL, book_unit(further[i].unit)));
}

static void add_strategies(struct writing *w, const struct study *study)
{
    w->row++;
    add_row(w, LOOK_HEADING, ROW(_("Strategy"), _("What it is called")));
    for (int i = 0; i < study->n_cases; i++) {
        const struct strategy *strategy = study->cases[i].campaign->strategy;
        bool known = false;
        for (int k = 0; k < i && !known; k++)
            known = text_same(study->cases[k].campaign->strategy->id, strategy->id);
        if (!known)
            add_row(w, LOOK_WRAPPED, ROW(strategy->id, case_label(&study->cases[i])));
    }
}

void read_me_write(
    struct book *book, const struct results *results, const struct book_about *about)
{
    struct writing w = {.book = book};
    add_campaign(&w, results, about);
    add_sheets(&w);
    add_strategies(&w, results->study);
    add_columns(&w);
    add_measures(&w, results);
    for (int i = 0; i < COLUMNS; i++)
        sheets_width(book->sheets, 0, i, widths[i]);
    arena_free(&w.arena);
}
