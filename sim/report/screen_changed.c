/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_compare.h"

#include "language.h"
#include "screen.h"
#include "screen_text.h"
#include "text_grid.h"

#include <math.h>

/* ---- Equal cost or hours ---- */

enum equal_column {
    NAME,
    COMPANIES,
    HOURS,
    COST,
    OFF,
    PARTNERS,
    CONVERSION,
    PER_PARTNER,
    COLUMNS
};

static void add_off(struct text *cell, double off)
{
    text_add_string(cell, off >= 0.0005 ? "+" : "");
    screen_add_percent(cell, off);
}

static void equal_row(
    const struct text_grid *grid, const struct compare *c, int i, int companies, int target)
{
    double partners = compare_value(c, i, COMPARE_PARTNERS).value;
    screen_add_case_name(text_grid_cell(grid, i, NAME), c->study, i);
    screen_add_number(text_grid_cell(grid, i, COMPANIES), companies, 0);
    screen_add_number(
        text_grid_cell(grid, i, HOURS), compare_value(c, i, COMPARE_HOURS).value, 0);
    screen_add_money(text_grid_cell(grid, i, COST), compare_value(c, i, COMPARE_COST).value);
    add_off(text_grid_cell(grid, i, OFF), compare_off(c, i, target));
    screen_add_number(text_grid_cell(grid, i, PARTNERS), partners, partners < 100.0 ? 2 : 0);
    screen_add_percent(
        text_grid_cell(grid, i, CONVERSION), compare_value(c, i, COMPARE_CONVERSION).value);
    screen_add_money(text_grid_cell(grid, i, PER_PARTNER),
        compare_value(c, i, COMPARE_COST_PER_PARTNER).value);
}

static void equal_words(FILE *out, const struct compare *c, bool hours)
{
    struct text line = {0}, amount = {0}, name = {0};
    screen_add_case_name(&name, c->study, c->baseline);
    if (hours) {
        screen_add_number(&amount, compare_value(c, c->baseline, COMPARE_HOURS).value, 0);
        text_printf(&line,
            _("At equal hours, the %s of %s: every strategy has the whole number of companies "
              "that comes nearest to those hours, and approaches them at a pace in proportion; "
              "a list is repeated or thinned out to that number."),
            text_string(&amount), text_string(&name));
    } else {
        screen_add_money(&amount, compare_value(c, c->baseline, COMPARE_COST).value);
        text_printf(&line,
            _("At equal cost, the %s of %s: every strategy has the whole number of companies "
              "that comes nearest to that cost, and approaches them at a pace in proportion; a "
              "list is repeated or thinned out to that number."),
            text_string(&amount), text_string(&name));
    }
    screen_print_line(out, text_string(&line));
    text_free(&line);
    text_free(&amount);
    text_free(&name);
}

void screen_equal(FILE *out, const struct compare *c, const int *companies, bool hours)
{
    struct text_grid grid;
    equal_words(out, c, hours);
    text_grid_init(&grid, c->n, COLUMNS);
    text_grid_header(&grid, NAME, _("strategy"));
    text_grid_header(&grid, COMPANIES, _("\ncompanies"));
    text_grid_header(&grid, HOURS, _("\nhours"));
    text_grid_header(&grid, COST, _("\ncost"));
    text_grid_header(&grid, OFF, _("off the\ntarget"));
    text_grid_header(&grid, PARTNERS, _("partners\naverage"));
    text_grid_header(&grid, CONVERSION, _("conver-\nsion"));
    text_grid_header(&grid, PER_PARTNER, _("cost per\npartner"));
    for (int i = 0; i < c->n; i++)
        equal_row(&grid, c, i, companies[i], hours ? COMPARE_HOURS : COMPARE_COST);
    text_grid_print(out, &grid);
    text_grid_free(&grid);
    if (c->n > 1)
        fputc('\n', out);
    screen_differences(out, c);
}

/* ---- What a contact moment is worth ---- */

static const struct {
    int measure;
    const char *header;
} shown[] = {
    {COMPARE_PARTNERS, N_("\npartners")},
    {COMPARE_CONVERSION, N_("conversion\n(points)")},
    {COMPARE_COST, N_("\ncost")},
    {COMPARE_NET_RESULT, N_("\nnet result")},
};
enum { SHOWN = sizeof shown / sizeof shown[0] };

void screen_worth(FILE *out, const struct compare *c, const char *contact)
{
    struct text_grid grid;
    struct text line = {0}, clean = {0};
    struct estimate worth[MOST_COMPARED];
    text_add_printable(&clean, contact);
    text_printf(&line,
        _("What %s is worth: each strategy with it less the same strategy without it, on the "
          "same companies with the same luck."),
        text_string(&clean));
    screen_print_line(out, text_string(&line));
    text_grid_init(&grid, c->n / 2, 1 + SHOWN);
    text_grid_header(&grid, 0, _("strategy"));
    for (int m = 0; m < SHOWN; m++) {
        text_grid_header(&grid, 1 + m, _(shown[m].header));
        compare_pairs(c, shown[m].measure, worth);
        for (int i = 0; i < c->n / 2; i++)
            screen_add_difference(text_grid_cell(&grid, i, 1 + m), worth[i], shown[m].measure);
    }
    for (int i = 0; i < c->n / 2; i++)
        screen_add_case_name(text_grid_cell(&grid, i, 0), c->study, i);
    text_grid_print(out, &grid);
    text_grid_free(&grid);
    text_free(&line);
    text_free(&clean);
}
