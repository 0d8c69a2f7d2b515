/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "facts.h"

#include "language.h"
#include "screen.h"
#include "screen_text.h"

#include <math.h>
#include <string.h>

enum { TEXT_WIDTH = 34, FIGURE_WIDTH = 46, VERDICT_WIDTH = 16, GAP = 2, INDENT = 2 };
enum { MOST_LINES = 64 };

/* One cell of the table: lines that fit its width. */
struct cell {
    int n;
    struct text line[MOST_LINES];
};

static void cell_free(struct cell *cell)
{
    for (int i = 0; i < cell->n; i++)
        text_free(&cell->line[i]);
    cell->n = 0;
}

static struct text *new_line(struct cell *cell)
{
    struct text *line = &cell->line[cell->n < MOST_LINES ? cell->n++ : MOST_LINES - 1];
    text_init(line);
    return line;
}

/* Adds a paragraph, broken between words; lines after its first are indented. */
static void add_paragraph(struct cell *cell, const char *string, int width, int indent)
{
    struct text *line = new_line(cell);
    while (*string != '\0') {
        struct text word;
        text_init(&word);
        size_t length = strcspn(string, " ");
        text_add(&word, string, length);
        string += length + (string[length] == ' ');
        bool fits = text_columns(text_string(line)) + 1 + text_columns(word.data) <= width;
        if (line->length > 0 && !fits) {
            line = new_line(cell);
            text_printf(line, "%*s", indent, "");
        } else if (line->length > 0) {
            text_add_string(line, " ");
        }
        text_add_string(line, word.data);
        text_free(&word);
    }
}

/* ---- Figures ---- */

/* A share that is neither none nor all is not rounded to it. */
static void add_share(struct text *text, double value)
{
    bool few = value > 0.0 && value < 0.0005, most = value < 1.0 && value > 0.9995;
    text_add_string(text, few ? "<" : most ? ">" : "");
    screen_add_number(text, few ? 0.1 : most ? 99.9 : value * 100.0, 1);
    text_add_string(text, isfinite(value) ? "%" : "");
}

static void add_value(
    struct text *text, double value, const struct fact_figure *figure, int decimals)
{
    screen_add_number(text, figure->is_share ? value * 100.0 : value, decimals);
}

/* "at least 60%", "2 to 4"; nothing without bounds. */
static void add_bounds(struct text *text, const struct fact_figure *figure)
{
    struct text bound[2] = {{0}};
    for (int i = 0; i < 2; i++) {
        double value = i == 0 ? figure->least : figure->most;
        double shown = figure->is_share ? value * 100.0 : value;
        add_value(&bound[i], value, figure, shown == round(shown) ? 0 : 1);
        text_add_string(
            &bound[i], figure->is_share && figure->operation != FACT_DIFFERENCE ? "%" : "");
    }
    if (isfinite(figure->least) && isfinite(figure->most))
        text_printf(text, _(" (must be %s to %s)"), bound[0].data, bound[1].data);
    else if (isfinite(figure->least))
        text_printf(text, _(" (must be at least %s)"), bound[0].data);
    else if (isfinite(figure->most))
        text_printf(text, _(" (must be at most %s)"), bound[1].data);
    text_free(&bound[0]);
    text_free(&bound[1]);
}

static const char *in_language(struct label label)
{
    return language_is_dutch() ? label.nl : label.en;
}

static void add_figure(struct cell *cell, const struct fact_result *result)
{
    const struct fact_figure *figure = result->figure;
    struct estimate e = result->estimate;
    int decimals = figure->is_share || e.value >= 20.0 ? 1 : 2;
    struct text text = {0};
    text_printf(&text, "%s: ", in_language(figure->label));
    if (figure->is_share && figure->operation != FACT_DIFFERENCE)
        add_share(&text, e.value);
    else
        add_value(&text, e.value, figure, decimals);
    text_add_string(&text, " ± ");
    add_value(&text, (e.high - e.low) / 2.0, figure, decimals);
    if (figure->is_share && figure->operation == FACT_DIFFERENCE)
        text_printf(&text, " %s", _("points"));
    add_bounds(&text, figure);
    add_paragraph(cell, text.data, FIGURE_WIDTH, INDENT);
    text_free(&text);
}

/* In how many of the segments that a fact is about all its figures hold. */
static void add_segments(struct cell *cell, const struct fact_told *fact)
{
    struct text text = {0};
    text_printf(
        &text, _("so in %d of %d segments (must be all)"), fact->holding, fact->segments);
    if (fact->segments > 0)
        add_paragraph(cell, text.data, FIGURE_WIDTH, INDENT);
    text_free(&text);
}

/* ---- Rows ---- */

static const char *const verdict_text[] = {
    [HOLDS] = N_("holds"),
    [FAILS] = N_("does not hold"),
    [TOO_CLOSE] = N_("too close to call: simulate more"),
    [UNTOLD] = N_("cannot be told: needs more partners"),
};

/* A line of each cell beside each other, without blanks at the end. */
static void print_row(FILE *out, const struct cell *cells, const int *widths, int n)
{
    int lines = 0;
    for (int c = 0; c < n; c++)
        lines = cells[c].n > lines ? cells[c].n : lines;
    for (int l = 0; l < lines; l++) {
        int blanks = 0;
        for (int c = 0; c < n; c++) {
            const char *string = l < cells[c].n ? text_string(&cells[c].line[l]) : "";
            if (string[0] != '\0') {
                fprintf(out, "%*s%s", blanks, "", string);
                blanks = 0;
            }
            blanks += widths[c] - text_columns(string) + GAP;
        }
        fputc('\n', out);
    }
}

static void print_told(FILE *out, const struct fact_told *fact)
{
    static const int widths[] = {TEXT_WIDTH, FIGURE_WIDTH, VERDICT_WIDTH};
    struct cell cells[3] = {{0}};
    add_paragraph(&cells[0], in_language(fact->fact->label), TEXT_WIDTH, 0);
    for (int r = 0; r < fact->n; r++)
        if (fact->result[r].segment == NONE && fact->result[r].figure->label.en != NULL)
            add_figure(&cells[1], &fact->result[r]);
    add_segments(&cells[1], fact);
    add_paragraph(&cells[2], _(verdict_text[fact->verdict]), VERDICT_WIDTH, 0);
    print_row(out, cells, widths, 3);
    for (int c = 0; c < 3; c++)
        cell_free(&cells[c]);
}

static void print_untold(FILE *out, const struct fact *fact)
{
    static const int widths[] = {TEXT_WIDTH, FIGURE_WIDTH + GAP + VERDICT_WIDTH};
    struct cell cells[2] = {{0}};
    struct text text = {0};
    text_printf(&text, _("cannot be told: needs %s"), fact->lacking);
    add_paragraph(&cells[0], in_language(fact->label), widths[0], 0);
    add_paragraph(&cells[1], text.data, widths[1], INDENT);
    print_row(out, cells, widths, 2);
    text_free(&text);
    for (int c = 0; c < 2; c++)
        cell_free(&cells[c]);
}

static void print_header(FILE *out)
{
    static const int widths[] = {TEXT_WIDTH, FIGURE_WIDTH, VERDICT_WIDTH};
    struct cell cells[3] = {{0}};
    add_paragraph(&cells[0], _("what the source says"), TEXT_WIDTH, 0);
    add_paragraph(&cells[1], _("what this config gives"), FIGURE_WIDTH, 0);
    add_paragraph(&cells[2], _("the fact"), VERDICT_WIDTH, 0);
    print_row(out, cells, widths, 3);
    for (int c = 0; c < 3; c++)
        cell_free(&cells[c]);
}

static void print_explanation(FILE *out, const struct facts_told *told)
{
    const struct scenario *scenario = told->config->scenario;
    struct text text = {0}, n = {0}, confidence = {0};
    screen_add_number(&n, (double)told->replications, 0);
    screen_add_number(&confidence, scenario->simulation.confidence * 100.0, 0);
    text_printf(&text,
        _("Strategy %s; ±: Monte Carlo error of %s simulated campaigns (%s%%), parameters at "
          "their means."),
        in_language(scenario->strategy[0].label), n.data, confidence.data);
    screen_print_line(out, text.data);
    if (told->config->facts->note.en != NULL)
        screen_print_line(out, in_language(told->config->facts->note));
    text_free(&text);
    text_free(&n);
    text_free(&confidence);
}

void facts_print(FILE *out, const struct facts_told *told)
{
    print_header(out);
    for (int i = 0; i < told->n; i++) {
        fputc('\n', out);
        if (told->fact[i].fact->lacking != NULL)
            print_untold(out, told->fact[i].fact);
        else
            print_told(out, &told->fact[i]);
    }
    fputc('\n', out);
    print_explanation(out, told);
}
