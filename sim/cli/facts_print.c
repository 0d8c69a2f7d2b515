/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#include "language.h"
#include "screen.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

/* Of the table: what the source says, what the config gives, and whether that holds. */
enum { TEXT, FIGURE, VERDICT, COLUMNS };
static const int widths[COLUMNS] = {34, 46, 16};
enum { INDENT = 2 };

/* Adds a paragraph to a cell, in lines that fit its column. */
static void add_paragraph(
    struct grid *grid, int row, int column, const char *string, int indent)
{
    struct text *cell = grid_cell(grid, row, column);
    text_add_string(cell, cell->length > 0 ? "\n" : "");
    wrap_add(cell, string, widths[column], indent, 0);
}

/* ---- Figures ---- */

/* How a bound is shown: whole where it is. */
static enum number_form bound_form(enum figure_kind kind)
{
    return kind == SHARE ? NUMBER_PERCENT_SHORT : NUMBER_SHORT;
}

/* "(must be at least 60%)", "(must be 2 to 4)"; nothing without bounds. */
static void add_bounds(struct sentences *s, const struct fact_figure *figure)
{
    double times = figure->kind == POINTS ? 100.0 : 1.0;
    const char *least = part(s, times * figure->least, bound_form(figure->kind));
    const char *most = part(s, times * figure->most, bound_form(figure->kind));
    if (isfinite(figure->least) && isfinite(figure->most))
        text_printf(&s->text, _(" (must be %s to %s)"), least, most);
    else if (isfinite(figure->least))
        text_printf(&s->text, _(" (must be at least %s)"), least);
    else if (isfinite(figure->most))
        text_printf(&s->text, _(" (must be at most %s)"), most);
}

static void add_figure(struct grid *grid, int row, const struct fact_result *result)
{
    const struct fact_figure *figure = result->figure;
    struct estimate e = result->estimate;
    double error = (e.high - e.low) / 2.0;
    enum number_form plain = e.value >= 20.0 ? NUMBER_TENTHS : NUMBER_HUNDREDTHS;
    enum number_form form = figure->kind == SHARE    ? NUMBER_CHANCE_EXACT
                            : figure->kind == POINTS ? NUMBER_POINTS
                                                     : plain;
    struct sentences s = {0};
    text_printf(&s.text, "%s: %s ± %s", _(figure->label), part(&s, e.value, form),
        part(&s, error, figure->kind == NUMBER ? plain : NUMBER_POINTS));
    if (figure->kind == POINTS)
        text_printf(&s.text, " %s", _("points"));
    add_bounds(&s, figure);
    add_paragraph(grid, row, FIGURE, s.text.data, INDENT);
    sentences_free(&s);
}

/* In how many of the segments that a fact is about all its figures hold. */
static void add_segments(
    struct grid *grid, int row, const struct fact_results *results, const struct fact *fact)
{
    bool about[MAX_SEGMENTS] = {false}, fails[MAX_SEGMENTS] = {false};
    int n = 0, hold = 0;
    for (int i = 0; i < results->n; i++) {
        const struct fact_result *result = &results->result[i];
        if (result->fact != fact || result->segment < 0)
            continue;
        about[result->segment] = true;
        fails[result->segment] = fails[result->segment] || result->verdict != HOLDS;
    }
    for (int s = 0; s < MAX_SEGMENTS; s++) {
        n += about[s];
        hold += about[s] && !fails[s];
    }
    struct text text = {0};
    text_printf(&text, _("so in %d of %d segments (must be all)"), hold, n);
    if (n > 0)
        add_paragraph(grid, row, FIGURE, text.data, INDENT);
    text_free(&text);
}

/* ---- Rows ---- */

static const char *verdict_text(enum verdict verdict)
{
    switch (verdict) {
    case HOLDS:
        return _("holds");
    case FAILS:
        return _("does not hold");
    case TOO_CLOSE:
        return _("too close to call: simulate more");
    case UNTOLD:
        return _("cannot be told: needs more partners");
    }
    return "";
}

static void add_told(
    struct grid *grid, int row, const struct fact_results *results, const struct fact *fact)
{
    enum verdict worst = HOLDS;
    for (int i = 0; i < results->n; i++) {
        const struct fact_result *result = &results->result[i];
        if (result->fact != fact)
            continue;
        worst = result->verdict > worst ? result->verdict : worst;
        if (result->figure->label != NULL)
            add_figure(grid, row, result);
    }
    add_segments(grid, row, results, fact);
    add_paragraph(grid, row, VERDICT, verdict_text(worst), 0);
}

static void add_fact(
    struct grid *grid, int row, const struct fact_results *results, const struct fact *fact)
{
    const char *lacking = fact_lacks(fact, results->scenario);
    add_paragraph(grid, row, TEXT, _(fact->text), 0);
    if (lacking == NULL) {
        add_told(grid, row, results, fact);
        return;
    }
    struct text text = {0};
    text_printf(&text, _("cannot be told: needs %s"), lacking);
    add_paragraph(grid, row, FIGURE, text.data, INDENT);
    text_free(&text);
}

static void print_explanation(FILE *out, const struct fact_results *results)
{
    struct sentences s = {0};
    const struct strategy *first = &results->scenario->strategy[0];
    text_printf(&s.text,
        _("Strategy %s; ±: Monte Carlo error of %s simulated campaigns (%s%%), parameters at "
          "their means."),
        language_is_dutch() ? first->label.nl : first->label.en,
        part(&s, (double)results->replications, NUMBER_WHOLE),
        part(&s, results->scenario->simulation.confidence * 100.0, NUMBER_WHOLE));
    text_printf(&s.text, "\n%s\n",
        _("Contacts, conversion and days are those of a year. The shipped config is tuned to "
          "these facts: that they hold does not show that the model is right."));
    screen_say(out, &s);
}

void facts_print(FILE *out, const struct fact_results *results)
{
    struct grid grid;
    grid_init(&grid, n_facts, COLUMNS);
    grid.prose = true;
    screen_header(&grid, TEXT, _("what the source says"));
    screen_header(&grid, FIGURE, _("what this config gives"));
    screen_header(&grid, VERDICT, _("the fact"));
    for (int i = 0; i < n_facts; i++)
        add_fact(&grid, i, results, &facts[i]);
    grid_print(out, &grid);
    fputc('\n', out);
    print_explanation(out, results);
}
