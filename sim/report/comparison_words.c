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

/* What `one` has more than `other`; its interval holds for all others at once. */
static struct estimate contrast(
    const struct compare *compare, int one, int other, enum compared quantity)
{
    struct paired_contrast of[MOST_COMPARED];
    struct estimate found[MOST_COMPARED];
    int k = 0, at = 0;
    for (int i = 0; i < compare->n; i++) {
        if (i == one)
            continue;
        at = i == other ? k : at;
        of[k++] =
            (struct paired_contrast){PAIRED_DIFFERENCE, one, i, (int)quantity, PAIRED_NONE};
    }
    paired_contrasts(&compare->paired, k, of, compare->study->confidence, found);
    return found[at];
}

static void difference_init(
    struct difference *d, const struct compare *compare, int best, int rival)
{
    *d = (struct difference){0};
    struct estimate more = contrast(compare, best, rival, COMPARED_PARTNERS);
    struct estimate dearer = contrast(compare, best, rival, COMPARED_COST);
    d->more = more.value;
    d->dearer = dearer.value;
    d->is_told = compare_is_shown(compare, more);
    d->cost_is_told = compare_is_shown(compare, dearer);
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
            _("%s differs from %s neither in partners nor in cost, as far as can be told."),
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
    else if (!d->cost_is_told)
        text_printf(out,
            d->more > 0.0
                ? _("%s wins %s more partners than %s, at a cost that is not shown to differ.")
                : _("%s wins %s fewer partners than %s, at a cost that is not shown to "
                    "differ."),
            better, partners, other);
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

/* ---- How sure that is ---- */

enum { MOST_NAMED = 6 };

/* Adds the name of a case to `n` others, unless there are enough of them. */
static void add_name(struct text *names, const struct study *study, int i, int n)
{
    if (n >= MOST_NAMED)
        return;
    text_add_string(names, n > 0 ? ", " : "");
    screen_add_case_name(names, study, i);
}

static void add_rest(struct text *names, int n)
{
    if (n > MOST_NAMED)
        text_printf(names, _(" and %d more"), n - MOST_NAMED);
}

/* The strategies that stand so beside the best, separated by commas; returns how many. */
static int add_names(const struct comparison *comparison, enum beside as, struct text *names)
{
    const struct compare *compare = comparison->compare;
    int n = 0;
    for (int i = 0; i < compare->n; i++) {
        if (i == comparison->best.information.best || comparison->beside[i] != as)
            continue;
        add_name(names, compare->study, i, n++);
    }
    add_rest(names, n);
    return n;
}

/* Out of 100; nearly none or nearly all is not rounded to it. */
static void add_of_100(struct text *text, double share)
{
    if (share > 0.0 && share < 0.005)
        text_add_string(text, _("fewer than 1"));
    else if (share < 1.0 && share > 0.995)
        text_add_string(text, _("more than 99"));
    else
        screen_add_number(text, 100.0 * share, 0);
}

static void add_value(const struct comparison *comparison, struct text *out)
{
    struct text value = {0};
    screen_add_money(&value, comparison->value);
    text_printf(out,
        comparison->value_given ? _("At %s for a partner")
                                : _("At %s for a partner (the average fee; --value)"),
        text_string(&value));
    text_free(&value);
}

/* Standard errors in the half-width of a 95 % interval. */
#define SURE_ERRORS 1.96

/* How far a share of 100 may be off; nothing where that rounds to 0 or is not known. */
static void add_error_of_100(struct text *out, double se)
{
    double error = 100.0 * SURE_ERRORS * se;
    if (error >= 0.5)
        text_printf(out, " ± %.0f", error);
}

/* That the best is so, or leads, and in how many ways and campaigns. */
static void add_shares(const struct comparison *comparison, bool leads_only, struct text *out)
{
    const struct best_choice *best = &comparison->best;
    int first = best->information.best;
    struct text ways = {0}, campaigns = {0};
    add_of_100(&ways, best->average[first]);
    add_error_of_100(&ways, best->information.share_se);
    add_of_100(&campaigns, best->campaign[first]);
    if (!comparison->agrees)
        text_printf(out,
            leads_only ? _(" it leads on average over the simulated campaigns; in one "
                           "campaign, luck included, it is the best in %s of 100.")
                       : _(" it is the best on average over the simulated campaigns; in one "
                           "campaign, luck included, in %s of 100."),
            text_string(&campaigns));
    else if (comparison->compare->n_unknown > 0)
        text_printf(out,
            _(" it is the best choice in %s of 100 ways the unknown numbers may fall, and in "
              "%s of 100 single campaigns, luck included."),
            text_string(&ways), text_string(&campaigns));
    else if (leads_only)
        text_printf(out,
            _(" it leads on average, with all numbers taken as known; in one campaign, luck "
              "included, it is the best in %s of 100."),
            text_string(&campaigns));
    else
        text_printf(out,
            _(" it is the best choice on average, with all numbers taken as known; in one "
              "campaign, luck included, in %s of 100."),
            text_string(&campaigns));
    text_free(&ways);
    text_free(&campaigns);
}

/* Which others may be as good, or are. */
static void add_others(const struct text *unclear, const struct text *equal, struct text *out)
{
    if (unclear->length > 0)
        text_printf(out,
            _(" Its lead on these is within the error of simulating, so that they may be as "
              "good: %s."),
            unclear->data);
    if (equal->length > 0)
        text_printf(
            out, _(" Equally good, the same in every simulated campaign: %s."), equal->data);
}

static bool wins_nobody(const struct compare *compare)
{
    for (int i = 0; i < compare->n; i++)
        if (compare_value(compare, i, COMPARE_PARTNERS).value > 0.0)
            return false;
    return true;
}

/* Of few campaigns nothing is said of averages. */
static void few_sentences(
    const struct comparison *comparison, const char *name, struct text *out)
{
    add_value(comparison, out);
    text_printf(out,
        _(" %s came out best, luck included; what is best on average cannot be told from so "
          "few campaigns."),
        name);
}

static void nobody_sentences(const struct comparison *comparison, const char *name,
    const struct text *unclear, const struct text *equal, int n_equal, struct text *out)
{
    if (n_equal == comparison->compare->n - 1) {
        text_add_string(out, _("No strategy wins a partner in any simulated campaign, and all "
                               "cost the same."));
        return;
    }
    text_printf(
        out, _("No strategy wins a partner in any simulated campaign; %s costs least."), name);
    add_others(unclear, equal, out);
}

void comparison_sentences(const struct comparison *comparison, struct text *out)
{
    const struct compare *compare = comparison->compare;
    int first = comparison->best.information.best;
    struct text name = {0}, unclear = {0}, equal = {0};
    screen_add_case_name(&name, compare->study, first);
    int n_unclear = add_names(comparison, BESIDE_UNCLEAR, &unclear);
    int n_equal = add_names(comparison, BESIDE_EQUAL, &equal);
    if (compare->n == 1) {
        text_printf(
            out, _("There is only %s: nothing to compare it with."), text_string(&name));
    } else if (wins_nobody(compare)) {
        nobody_sentences(comparison, text_string(&name), &unclear, &equal, n_equal, out);
    } else if (n_equal == compare->n - 1) {
        text_add_string(out, _("All strategies win as many partners at the same cost in every "
                               "simulated campaign."));
    } else if (compare_has_few(compare)) {
        few_sentences(comparison, text_string(&name), out);
    } else {
        struct difference d;
        difference_init(&d, compare, first, comparison_rival(comparison));
        add_difference(&d, out);
        text_add_string(out, " ");
        add_value(comparison, out);
        add_shares(comparison, n_unclear > 0, out);
        add_others(&unclear, &equal, out);
        difference_free(&d);
    }
    text_free(&name);
    text_free(&unclear);
    text_free(&equal);
}

/* ---- Notices ---- */

/* Those of which the difference is defined and its error is not; of one campaign no error is.
 */
static void add_unbounded(const struct compare *compare, int measure, struct text *names)
{
    struct estimate difference[MOST_COMPARED];
    int n = 0;
    compare_differences(compare, measure, difference);
    for (int i = 0; i < compare->n && compare->paired.n > 1; i++)
        if (isfinite(difference[i].value) &&
            !(isfinite(difference[i].low) && isfinite(difference[i].high)))
            add_name(names, compare->study, i, n++);
    add_rest(names, n);
}

void comparison_notices(const struct comparison *comparison, struct messages *notices)
{
    static const struct {
        int measure;
        const char *name;
    } ratios[] = {
        {COMPARE_CONVERSION, N_("conversion")},
        {COMPARE_COST_PER_PARTNER, N_("cost per partner")},
    };
    for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
        struct text names = {0};
        add_unbounded(comparison->compare, ratios[i].measure, &names);
        if (names.length > 0)
            messages_add(notices,
                _("%s: the error has no bounds, as what it is divided by may be zero; simulate "
                  "more campaigns (%s)"),
                _(ratios[i].name), names.data);
        text_free(&names);
    }
}
