/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "comparison.h"

#include "case_label.h"
#include "language.h"
#include "screen.h"
#include "screen_text.h"

#include <math.h>

/* How two strategies differ, in figures that are printed. */
struct difference {
    struct text better, other; /* names */
    struct text partners, cost, price;
    double more;   /* partners */
    double dearer; /* euro */
    bool is_told;  /* more partners or fewer than luck explains */
    bool cost_is_told;
};

static struct estimate contrast(
    const struct compare *compare, enum paired_kind kind, int one, int other, int y, int x)
{
    struct paired_contrast of = {kind, one, other, y, x};
    struct estimate e;
    paired_contrasts(&compare->paired, 1, &of, compare->study->confidence, &e);
    return e;
}

/* An interval without 0; of one campaign there is none. */
static bool is_told(struct estimate e)
{
    return e.low > 0.0 || e.high < 0.0;
}

static void difference_init(
    struct difference *d, const struct compare *compare, int best, int rival)
{
    *d = (struct difference){0};
    struct estimate more =
        contrast(compare, PAIRED_DIFFERENCE, best, rival, COMPARED_PARTNERS, PAIRED_NONE);
    struct estimate dearer =
        contrast(compare, PAIRED_DIFFERENCE, best, rival, COMPARED_COST, PAIRED_NONE);
    d->more = more.value;
    d->dearer = dearer.value;
    d->is_told = is_told(more);
    d->cost_is_told = is_told(dearer);
    screen_add_case_name(&d->better, compare->study, best);
    screen_add_case_name(&d->other, compare->study, rival);
    screen_add_number(&d->partners, fabs(more.value), fabs(more.value) < 10.0 ? 2 : 0);
    screen_add_money(&d->cost, fabs(dearer.value));
    screen_add_money(&d->price, fabs(dearer.value / more.value));
}

static void difference_free(struct difference *d)
{
    text_free(&d->better);
    text_free(&d->other);
    text_free(&d->partners);
    text_free(&d->cost);
    text_free(&d->price);
}

/* Neither more nor fewer partners than luck explains. */
static void add_alike(const struct difference *d, struct text *out)
{
    if (!d->cost_is_told)
        text_printf(out,
            _("%s and %s differ neither in partners nor in cost, as far as can be told."),
            text_string(&d->better), text_string(&d->other));
    else if (d->dearer < 0.0)
        text_printf(out,
            _("%s wins as many partners as %s, as far as can be told, and costs %s less."),
            text_string(&d->better), text_string(&d->other), text_string(&d->cost));
    else
        text_printf(out,
            _("%s wins as many partners as %s, as far as can be told, and costs %s more."),
            text_string(&d->better), text_string(&d->other), text_string(&d->cost));
}

static void add_difference(const struct difference *d, struct text *out)
{
    const char *better = text_string(&d->better), *other = text_string(&d->other);
    const char *partners = text_string(&d->partners), *cost = text_string(&d->cost);
    if (!d->is_told)
        add_alike(d, out);
    else if (!d->cost_is_told && d->more > 0.0)
        text_printf(out, _("%s wins %s more partners than %s at the same cost."), better,
            partners, other);
    else if (d->more > 0.0 && d->dearer > 0.0)
        text_printf(out,
            _("%s wins %s more partners than %s and costs %s more: %s for one more partner."),
            better, partners, other, cost, text_string(&d->price));
    else if (d->more > 0.0)
        text_printf(out, _("%s wins %s more partners than %s and costs %s less."), better,
            partners, other, cost);
    else if (d->dearer < 0.0)
        text_printf(out,
            _("%s wins %s fewer partners than %s and costs %s less: %s saved for one partner "
              "fewer."),
            better, partners, other, cost, text_string(&d->price));
    else
        text_printf(out, _("%s wins %s fewer partners than %s and costs %s more."), better,
            partners, other, cost);
}

/* How sure it is that this is the best choice. */
static void add_certainty(
    const struct comparison *comparison, const struct best_choice *best, struct text *out)
{
    int first = best->information.best;
    struct text value = {0}, of_100 = {0}, campaigns = {0};
    screen_add_money(&value, comparison->value);
    screen_add_number(&of_100, 100.0 * best->average[first], 0);
    screen_add_number(&campaigns, 100.0 * best->campaign[first], 0);
    if (comparison->value_given)
        text_printf(out, _("At %s for a partner it is the best choice"), text_string(&value));
    else
        text_printf(out,
            _("At %s for a partner (the average fee; --value) it is the best choice"),
            text_string(&value));
    if (comparison->compare->n_unknown > 0)
        text_printf(out,
            _(" in %s of 100 ways the unknown numbers may fall, and in %s of 100 single "
              "campaigns, luck included."),
            text_string(&of_100), text_string(&campaigns));
    else
        text_printf(out,
            _(" on average, with all numbers taken as known; in one campaign, luck included, "
              "in "
              "%s of 100."),
            text_string(&campaigns));
    text_free(&value);
    text_free(&of_100);
    text_free(&campaigns);
}

static bool wins_nobody(const struct compare *compare)
{
    for (int i = 0; i < compare->n; i++)
        if (compare_value(compare, i, COMPARE_PARTNERS).value > 0.0)
            return false;
    return true;
}

void comparison_sentences(const struct comparison *comparison, struct text *out)
{
    const struct compare *compare = comparison->compare;
    const struct best_choice *best = &comparison->best;
    struct text name = {0};
    screen_add_case_name(&name, compare->study, best->information.best);
    if (compare->n == 1) {
        text_printf(
            out, _("There is only %s: nothing to compare it with."), text_string(&name));
    } else if (wins_nobody(compare)) {
        text_printf(out,
            _("No strategy wins a partner in any simulated campaign; %s costs least."),
            text_string(&name));
    } else {
        struct difference d;
        difference_init(
            &d, compare, best->information.best, comparison_rival(comparison, best));
        add_difference(&d, out);
        text_add_string(out, " ");
        add_certainty(comparison, best, out);
        difference_free(&d);
    }
    text_free(&name);
}
