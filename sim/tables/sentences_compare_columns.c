/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a comparison mean. */
#include "sentences.h"

#include "language.h"

#include <math.h>

/* The words in the columns of prices and of the best on average. */
static void add_words(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES];
    bool shown[MOST_CHOICES], unclear = false, not_worth = false;
    if (compare_has_few(c) || !compare_same_companies(c))
        return;
    compare_frontier(c, point, price);
    compare_standings_shown(c, point, shown);
    for (int i = 0; i <= c->n; i++) {
        bool told =
            c->n_unknown == 0 && comparison->tells_averages && !comparison_all_same(comparison);
        unclear = unclear || !shown[i] ||
                  (told && compare_told_best(c, comparison->value, i) == BEST_UNCLEAR);
        not_worth = not_worth || (shown[i] && point[i].place != FRONTIER_ON &&
                                     point[i].place != FRONTIER_SAME);
    }
    if (unclear)
        say_line(s, _("not clear: the error is too large to tell."));
    if (not_worth)
        say_line(s,
            comparison->worth.own
                ? _("not worth it: another brings in as much in fees for less, or a mix of two "
                    "does.")
                : _("not worth it: another wins as many for less, or a mix of two does."));
}

/* Of the best on average what is no chance, and of all the rest what it is. */
static void add_both_bests(struct sentences *s, const struct comparison *comparison, bool all)
{
    bool unknown = comparison->compare->n_unknown > 0;
    if (comparison_all_same(comparison) || compare_has_few(comparison->compare) ||
        !compare_same_companies(comparison->compare))
        return;
    if (comparison->tells_averages && unknown)
        say_line(
            s, _("best on average: chance that this is the best choice, doing nothing "
                 "included, over the ways the unknown numbers may fall, with the bounds of "
                 "its error."));
    else if (comparison->tells_averages && all)
        say_line(
            s, _("best on average: all numbers are taken as known; yes or no where that is "
                 "shown, and not clear where it is within the error of simulating."));
    if (all && !isnan(comparison->best.campaign[0].value))
        say_line(s, _("best in one campaign: share of campaigns in which it comes out first, "
                      "luck included."));
}

/* "a €3,712 ± 43, b €5,120 ± 50". */
static const char *fee_list(struct sentences *s, const struct comparison *comparison)
{
    enum { MOST = 6 };
    const struct compare *compare = comparison->compare;
    const char *list = "";
    for (int i = 0; i < compare->n && i < MOST; i++)
        list = part_join(s, list, ", ",
            part_printf(s, "%s %s", part_quoted(s, compare->study, i),
                part_with_error(s, comparison->worth.of[i])));
    return compare->n > MOST ? part_printf(s, "%s%s", list,
                                   part_printf(s, _(" and %d more"), compare->n - MOST))
                             : list;
}

/* What partners are worth where that is not one value. */
static void add_worth(struct sentences *s, const struct comparison *comparison)
{
    if (isnan(comparison->value))
        say_line(s, _("net result: not known without a value of a partner (--value)."));
    else if (comparison->worth.own)
        say_line(s,
            _("own fee: what a strategy's own partners pay a year, on average (%s, from "
              "campaigns of their own); what is best, and what is worth its price, is judged "
              "by it."),
            fee_list(s, comparison));
}

/* What the columns of figures and of differences are. */
static void add_figures(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    if (comparison->worth.own)
        say_line(s, _("net result at own fee: that for each of its partners, less the cost of "
                      "outreach; its error holds for all that is said of these strategies at "
                      "once."));
    else if (!isnan(comparison->value))
        say_line(s,
            _("net result at %s: so much for each partner, less the cost of outreach; its "
              "error holds for all that is said of these strategies at once."),
            part(s, comparison->value, NUMBER_MONEY));
    sentences_add_columns(s);
    say_line(s, _("cost per partner is also the value of a partner from which a strategy earns "
                  "itself back."));
    if (!compare_has_few(compare) && compare_same_companies(compare))
        say_line(
            s, _("price of one more partner: against the next cheaper choice that is worth "
                 "its price, which may be doing nothing."));
    say_line(s, _("differences: all of a column hold at once (%s%%)."),
        part(s, compare->study->confidence * 100.0, NUMBER_EXACT));
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
        gain.low > 0.0
            ? _("Giving each segment its own best strategy, instead of the same one to "
                "all, would be worth %s ± %s a campaign (segments.csv); this ignores that all "
                "segments share one team.")
        : gain.value == 0.0 && gain.high == 0.0
            ? _("No gain is shown from giving each segment a strategy of its own.")
        : gain.value > 0.0
            ? _("No gain is shown from giving each segment its own best strategy (%s ± %s a "
                "campaign).")
            : _("No gain is shown from giving each segment its own best strategy."),
        part(s, gain.value, NUMBER_MONEY), part(s, (gain.high - gain.low) / 2.0, NUMBER_WHOLE));
    say(s, _(" Which strategy is best is shown for %d of %d segments (all at once, %s%%)."),
        segments.shown, segments.all, part(s, c->study->confidence * 100.0, NUMBER_EXACT));
    if (segments.unpaid > 0)
        say(s, _(" In %d of %d segments every strategy is shown to lose money."),
            segments.unpaid, segments.all);
    say(s, "\n");
}

static void add_precision(struct sentences *s, const struct compare *compare)
{
    const struct study *study = compare->study;
    if (study->replications == 1) {
        sentences_add_precision(s, 1, study->confidence);
        return;
    }
    say_line(s,
        compare->n == 1 ? _("±, or in brackets from where to where: error of the average of %s "
                            "simulated campaigns (%s%%).")
        : compare_same_companies(compare)
            ? _("±, or in brackets from where to where: error of the average of %s simulated "
                "campaigns (%s%%), all with the same companies and luck.")
            : _("±, or in brackets from where to where: error of the average of %s simulated "
                "campaigns (%s%%), each strategy with companies of its own."),
        part(s, (double)study->replications, NUMBER_WHOLE),
        part(s, study->confidence * 100.0, NUMBER_EXACT));
}

void sentences_compare_columns(
    struct sentences *s, const struct comparison *comparison, bool all)
{
    const struct compare *compare = comparison->compare;
    add_precision(s, compare);
    if (!study_has_few(compare->study))
        sentences_add_targets(s);
    add_worth(s, comparison);
    add_words(s, comparison);
    add_both_bests(s, comparison, all);
    if (all)
        add_figures(s, comparison);
    if (compare->n > 1)
        say_line(s, _("fees less all costs: the fees that are paid in the period, whatever a "
                      "partner is worth to you, less what outreach, care and serving partners "
                      "cost in it."));
    if (!compare_has_few(compare))
        say_line(
            s, _("What is said in words holds for all strategies at once: its limits can be "
                 "wider than those in the table."));
    add_information(s, comparison);
    if (compare_same_companies(compare))
        add_tailoring(s, comparison);
}
