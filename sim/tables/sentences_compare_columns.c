/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a comparison mean. */
#include "sentences.h"

#include "language.h"

#include <math.h>

static void add_both_bests(struct sentences *s, const struct comparison *comparison)
{
    if (comparison->tells_averages && comparison->compare->n_unknown > 0)
        say_line(
            s, _("best on average: chance that this is the best choice, doing nothing "
                 "included, over the ways the unknown numbers may fall, with the bounds of "
                 "its error."));
    else if (comparison->tells_averages)
        say_line(
            s, _("best on average: all numbers are taken as known; yes or no where that is "
                 "shown, and not clear where it is within the error of simulating."));
    if (!isnan(comparison->best.campaign[0].value) && !compare_has_few(comparison->compare))
        say_line(s, _("best in one campaign: share of campaigns in which it comes out first, "
                      "luck included."));
}

/* How the unknown numbers spread the lead, where that may not be told. */
#define SKEWED 0.5
static void add_information(struct sentences *s, const struct comparison *comparison)
{
    const struct information *information = &comparison->best.information;
    if (!comparison->tells_averages || comparison->compare->n_unknown == 0)
        return;
    const char *value = part(s, information->value, NUMBER_MONEY);
    const char *high = part(s, information->high, NUMBER_MONEY);
    if (information->low > 0.0)
        say(s,
            _("Knowing all unknown numbers before choosing would be worth about %s a campaign "
              "(%s to %s, 95%%)."),
            value, part(s, information->low, NUMBER_MONEY), high);
    else
        say(s,
            _("Knowing all unknown numbers before choosing is not shown to be worth anything; "
              "at most it is worth %s a campaign (95%%)."),
            high);
    int draws = (int)(comparison->compare->replications / 2);
    say_line(s,
        draws < ACCEPTABILITY_ENOUGH
            ? _(" What they do to the difference between strategies is taken to spread like a "
                "bell curve; whether it does cannot be told from so few campaigns.")
        : fabs(information->skewness) > SKEWED
            ? _(" What they do to the difference between strategies is taken to spread like a "
                "bell curve; here it leans to one side, so that these figures are rough.")
            : _(" What they do to the difference between strategies is taken to spread like a "
                "bell curve, and is not shown to lean to one side."));
}

/* What tailoring gains: shown, or not; a loss by chance is no gain. */
static void add_tailoring(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct estimate gain = compare_tailoring(c, comparison->value);
    struct segments_shown segments = compare_segments_shown(c, comparison->value);
    if (isnan(gain.value) || c->n < 2 || segments.all < 2)
        return;
    say(s,
        gain.low > 0.0 ? _("Giving each segment its own best strategy would be worth %s ± %s a "
                           "campaign (segments.csv); that all share one team is not looked at.")
        : gain.value == 0.0 && gain.high == 0.0
            ? _("No gain is shown from giving each segment a strategy of its own.")
            : _("No gain is shown from giving each segment its own best strategy (%s ± %s a "
                "campaign)."),
        part(s, gain.value, NUMBER_MONEY), part(s, (gain.high - gain.low) / 2.0, NUMBER_WHOLE));
    say_line(s,
        _(" Which strategy is best is shown for %d of %d segments (all at once, %s%%)."),
        segments.shown, segments.all, part(s, c->study->confidence * 100.0, NUMBER_EXACT));
}

/* "a €3,712 ± 43, b €5,120 ± 50". */
static const char *fee_list(struct sentences *s, const struct comparison *comparison)
{
    enum { MOST = 6 };
    const struct compare *compare = comparison->compare;
    const char *list = "";
    for (int i = 0; i < compare->n && i < MOST; i++)
        list = part_join(s, list, ", ",
            part_printf(s, "%s %s", part_case(s, compare->study, i),
                part_with_error(s, comparison->worth.of[i])));
    return compare->n > MOST ? part_printf(s, "%s%s", list,
                                   part_printf(s, _(" and %d more"), compare->n - MOST))
                             : list;
}

static void add_net(struct sentences *s, const struct comparison *comparison)
{
    if (isnan(comparison->value))
        say(s, _("net result: not known without a value of a partner (--value)."));
    else if (comparison->worth.own)
        say(s,
            _("net result at own fee: a year's average fee of its own partners (%s) for each "
              "of "
              "them, less the cost of outreach; its error holds for all that is said of these "
              "strategies at once. What is best, and what is worth its price, is told by "
              "these fees."),
            fee_list(s, comparison));
    else
        say(s,
            _("net result at %s: so much for each partner, less the cost of outreach; its "
              "error "
              "holds for all that is said of these strategies at once."),
            part(s, comparison->value, NUMBER_MONEY));
    say_line(s,
        _(" cost per partner: also the value of a partner from which a strategy earns itself "
          "back. The net result of the differences counts the fees, care and serving of the "
          "period instead."));
}

void sentences_compare_columns(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const struct study *study = compare->study;
    unsigned long n = (unsigned long)study->replications;
    say_line(s,
        compare_same_companies(compare)
            ? ngettext("±, or in brackets from where to where: error of the average of %s "
                       "simulated campaign, all with the same companies and luck; all of a "
                       "column of differences hold at once (%s%%).",
                  "±, or in brackets from where to where: error of the average of %s "
                  "simulated campaigns, all with the same companies and luck; all of a "
                  "column of differences hold at once (%s%%).",
                  n)
            : ngettext("±, or in brackets from where to where: error of the average of %s "
                       "simulated campaign, each strategy with companies of its own; all of a "
                       "column of differences hold at once (%s%%).",
                  "±, or in brackets from where to where: error of the average of %s "
                  "simulated campaigns, each strategy with companies of its own; all of a "
                  "column of differences hold at once (%s%%).",
                  n),
        part(s, (double)study->replications, NUMBER_WHOLE),
        part(s, study->confidence * 100.0, NUMBER_EXACT));
    add_net(s, comparison);
    if (!compare_has_few(compare))
        say_line(
            s, _("price of one more partner: against the next cheaper choice that is worth "
                 "its price, which may be doing nothing; not clear: the error is too large "
                 "to tell; not worth it: another wins as many for less, or a mix of two "
                 "does."));
    if (!comparison_all_same(comparison))
        add_both_bests(s, comparison);
    add_information(s, comparison);
    if (compare_same_companies(compare))
        add_tailoring(s, comparison);
}
