/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentences.h"

#include "language.h"

#include <math.h>

void sentences_free(struct sentences *s)
{
    text_free(&s->text);
    arena_free(&s->parts);
}

enum { MOST_NAMED = 6 };

const char *part_cases(
    struct sentences *s, const struct study *study, int n, const bool *marked)
{
    const char *names = "";
    int named = 0;
    for (int i = 0; i < n; i++)
        if (marked[i] && named++ < MOST_NAMED)
            names = part_join(s, names, ", ", part_case(s, study, i));
    if (named <= MOST_NAMED)
        return names;
    return part_printf(s, "%s%s", names, part_printf(s, _(" and %d more"), named - MOST_NAMED));
}

void sentences_add_basis(
    struct sentences *s, int n_numbers, int n_assumed, double low, double high)
{
    const char *from = part(s, low, NUMBER_CHANCE), *to = part(s, high, NUMBER_CHANCE);
    say(s, _("Rests on %d numbers, of which %d are assumed."), n_numbers, n_assumed);
    say(s, isnan(low) ? "" : " ");
    if (text_same(from, to) && !isnan(low))
        say(s, _("Still open at the end: %s of the companies."), from);
    else if (!isnan(low))
        say(s, _("Still open at the end: %s to %s of the companies."), from, to);
    say(s, "\n");
}

void sentences_add_precision(struct sentences *s, uint64_t n, double confidence)
{
    say_line(s,
        _("range: 9 in 10 campaigns end in it; ±: error of the average of %s simulated "
          "campaigns (%s%%)."),
        part(s, (double)n, NUMBER_WHOLE), part(s, confidence * 100.0, NUMBER_EXACT));
}

void sentences_basis(
    struct sentences *s, const struct study *study, int n_numbers, int n_assumed)
{
    double low = NAN, high = NAN;
    for (int i = 0; i < study->n_cases; i++) {
        double open = study_total(study, &study->cases[i], "open_share").estimate.value;
        low = fmin(low, open);
        high = fmax(high, open);
    }
    sentences_add_basis(s, n_numbers, n_assumed, low, high);
}

void sentences_run_columns(struct sentences *s, const struct study *study)
{
    sentences_add_precision(s, study->replications, study->confidence);
    say_line(s, _("in view, active, paying: chance of reaching that target; contacts and days: "
                  "those of partners won."));
}
