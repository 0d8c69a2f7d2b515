/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_compare.h"

#include "language.h"
#include "screen.h"
#include "screen_text.h"

#include <math.h>

/* "2.0 points" or "€500". */
static void add_amount(struct text *text, double amount, bool euros)
{
    if (euros) {
        screen_add_money(text, amount);
        return;
    }
    screen_add_number(text, 100.0 * amount, 1);
    text_add_string(text, _(" points"));
}

/* Those that may still be the best, but for the winner. */
static void add_not_apart(
    struct text *names, const struct study *study, const struct selection *selection)
{
    for (int i = 0; i < selection->n; i++) {
        if (i == selection->best || !(selection->behind[i].high > 0.0))
            continue;
        text_add_string(names, names->length > 0 ? ", " : "");
        screen_add_case_name(names, study, i);
    }
}

/* A percentage with as many decimals as it was given with. */
static void add_sureness(struct text *text, double sure)
{
    int decimals = 0;
    double percent = 100.0 * sure, scale = 1.0;
    for (; decimals < 6 && fabs(round(percent * scale) - percent * scale) > 1e-9; decimals++)
        scale *= 10.0;
    screen_add_number(text, percent, decimals);
}

static void add_verdict(struct text *line, const struct study *study,
    const struct selection *selection, double sure, double difference, bool euros)
{
    struct text name = {0}, sureness = {0}, amount = {0}, campaigns = {0};
    screen_add_case_name(&name, study, selection->best);
    add_sureness(&sureness, sure);
    add_amount(&amount, difference, euros);
    screen_add_number(&campaigns, (double)selection->replications, 0);
    if (selection->finished)
        text_printf(line,
            _("%s is selected, after %s campaigns of each strategy left. If one strategy is at "
              "least %s ahead of all others, a selection like this one finds it with a "
              "probability of at least %s%%."),
            text_string(&name), text_string(&campaigns), text_string(&amount),
            text_string(&sureness));
    else
        text_printf(line,
            _("After %s campaigns %s leads, but the best is not known with a probability of "
              "%s%%; allow a larger difference than %s."),
            text_string(&campaigns), text_string(&name), text_string(&sureness),
            text_string(&amount));
    text_free(&name);
    text_free(&sureness);
    text_free(&amount);
    text_free(&campaigns);
}

static void add_again(struct text *line, const struct selection *selection, bool euros)
{
    struct text again = {0}, error = {0};
    double half = (selection->again.high - selection->again.low) / 2.0;
    if (euros) {
        screen_add_money(&again, fabs(selection->again.value));
        screen_add_number(&error, half, 0);
        text_printf(line,
            selection->again.value < 0.0
                ? _(" Simulated once more with other luck its partners are worth %s ± %s less "
                    "than it costs.")
                : _(" Simulated once more with other luck its partners are worth %s ± %s more "
                    "than it costs."),
            text_string(&again), text_string(&error));
    } else {
        screen_add_percent(&again, selection->again.value);
        screen_add_number(&error, 100.0 * half, 1);
        text_printf(line,
            _(" Simulated once more with other luck its conversion is %s (± %s points)."),
            text_string(&again), text_string(&error));
    }
    text_free(&again);
    text_free(&error);
}

void screen_selection(FILE *out, const struct study *study, const struct selection *selection,
    double sure, double difference, bool euros)
{
    struct text line = {0}, names = {0};
    text_add_string(
        &line, euros ? _("By worth of partners less cost: ") : _("By conversion: "));
    add_verdict(&line, study, selection, sure, difference, euros);
    add_again(&line, selection, euros);
    add_not_apart(&names, study, selection);
    if (names.length > 0)
        text_printf(&line,
            selection->finished
                ? _(" If none is so far ahead, these may be as good as the one selected: %s.")
                : _(" These may be the best as well: %s."),
            names.data);
    screen_print_line(out, text_string(&line));
    text_free(&line);
    text_free(&names);
}
