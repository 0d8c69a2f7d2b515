/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentences.h"

#include "language.h"

#include <math.h>

/* How the best differs from another, as far as that is more than luck explains. */
static void add_difference(
    struct sentences *s, const struct compare *compare, int best, int rival)
{
    struct compare from = *compare;
    struct estimate fewer[MOST_COMPARED], cheaper[MOST_COMPARED]; /* of each less the best's */
    from.baseline = best;
    compare_differences(&from, COMPARE_PARTNERS, fewer);
    compare_differences(&from, COMPARE_COST, cheaper);
    double extra = -fewer[rival].value, dearer = -cheaper[rival].value;
    bool wins_more = extra > 0.0, costs_more = dearer > 0.0;
    bool cost_is_told = compare_is_shown(compare, cheaper[rival]);
    const char *name = part_case(s, compare->study, best);
    const char *other = part_case(s, compare->study, rival);
    const char *cost = part(s, fabs(dearer), NUMBER_MONEY);
    if (!compare_is_shown(compare, fewer[rival]))
        say(s,
            !cost_is_told ? _("%s differs from %s neither in partners nor in cost, as far as "
                              "can be told.")
            : costs_more
                ? _("%s wins as many partners as %s, as far as can be told, and costs %s more.")
                : _("%s wins as many partners as %s, as far as can be told, and costs %s "
                    "less."),
            name, other, cost);
    else
        say(s,
            !cost_is_told && wins_more
                ? _("%s wins %s more partners than %s, at a cost that is not shown to differ.")
            : !cost_is_told
                ? _("%s wins %s fewer partners than %s, at a cost that is not shown to differ.")
            : wins_more && costs_more ? _("%s wins %s more partners than %s and costs %s more: "
                                          "%s for one more partner.")
            : wins_more               ? _("%s wins %s more partners than %s and costs %s less.")
            : costs_more ? _("%s wins %s fewer partners than %s and costs %s more.")
                         : _("%s wins %s fewer partners than %s and costs %s less: %s saved "
                             "for one partner fewer."),
            name, part(s, fabs(extra), fabs(extra) < 10.0 ? NUMBER_HUNDREDTHS : NUMBER_WHOLE),
            other, cost, part(s, fabs(dearer / extra), NUMBER_MONEY));
}

/* ---- How sure that is ---- */

/* The strategies that stand so beside the best. */
static const char *names_of(
    struct sentences *s, const struct comparison *comparison, enum beside as)
{
    const struct compare *compare = comparison->compare;
    bool marked[MOST_COMPARED];
    for (int i = 0; i < compare->n; i++)
        marked[i] = i != comparison->best.information.best && comparison->beside[i] == as;
    return case_list(&s->parts, compare->study, marked);
}

/* Out of 100; nearly none or nearly all is not rounded to it. */
static const char *of_100(struct sentences *s, double share)
{
    if (share > 0.0 && share < 0.005)
        return _("fewer than 1");
    if (share < 1.0 && share > 0.995)
        return _("more than 99");
    return part(s, 100.0 * share, NUMBER_WHOLE);
}

static void add_value(struct sentences *s, const struct comparison *comparison)
{
    say(s,
        comparison->value_given ? _("At %s for a partner")
                                : _("At %s for a partner (the average fee; --value)"),
        part(s, comparison->value, NUMBER_MONEY));
}

/* Standard errors in the half-width of a 95 % interval. */
#define SURE_ERRORS 1.96

/* That the best is so, or leads, and in how many campaigns and ways; how far these may be off
 * is left out where it rounds to 0 or is not known. */
static void add_shares(
    struct sentences *s, const struct comparison *comparison, bool leads_only)
{
    const struct best_choice *best = &comparison->best;
    const char *campaigns = of_100(s, best->campaign[best->information.best]);
    const char *ways = of_100(s, best->average[best->information.best]);
    double error = 100.0 * SURE_ERRORS * best->information.share_se;
    if (error >= 0.5)
        ways = part_join(s, ways, " ± ", part(s, error, NUMBER_WHOLE));
    if (comparison->agrees && comparison->compare->n_unknown > 0)
        say(s,
            _(" it is the best choice in %s of 100 ways the unknown numbers may fall, and in "
              "%s of 100 single campaigns, luck included."),
            ways, campaigns);
    else
        say(s,
            leads_only && comparison->agrees
                ? _(" it leads on average, with all numbers taken as known; in one campaign, "
                    "luck included, it is the best in %s of 100.")
            : leads_only ? _(" it leads on average over the simulated campaigns; in one "
                             "campaign, luck included, it is the best in %s of 100.")
            : comparison->agrees
                ? _(" it is the best choice on average, with all numbers taken as known; in "
                    "one campaign, luck included, in %s of 100.")
                : _(" it is the best on average over the simulated campaigns; in one campaign, "
                    "luck included, in %s of 100."),
            campaigns);
}

/* Which others may be as good, or are. */
static void add_others(struct sentences *s, const char *unclear, const char *equal)
{
    if (unclear[0] != '\0')
        say(s,
            _(" Its lead on these is within the error of simulating, so that they may be as "
              "good: %s."),
            unclear);
    if (equal[0] != '\0')
        say(s, _(" Equally good, the same in every simulated campaign: %s."), equal);
}

void sentences_compare(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    int first = comparison->best.information.best;
    const char *name = part_case(s, compare->study, first);
    const char *unclear = names_of(s, comparison, BESIDE_UNCLEAR);
    const char *equal = names_of(s, comparison, BESIDE_EQUAL);
    bool all_equal = comparison_all_same(comparison), nobody = true;
    for (int i = 0; i < compare->n; i++)
        nobody = nobody && !(compare_value(compare, i, COMPARE_PARTNERS).value > 0.0);
    if (compare->n == 1 || nobody || all_equal) {
        say(s,
            compare->n == 1 ? _("There is only %s: nothing to compare it with.")
            : !nobody       ? _("All strategies win as many partners at the same cost in every "
                                      "simulated campaign.")
            : all_equal
                ? _("No strategy wins a partner in any simulated campaign, and all cost the "
                    "same.")
                : _("No strategy wins a partner in any simulated campaign; %s costs least."),
            name);
        if (!all_equal)
            add_others(s, unclear, equal);
    } else if (compare_has_few(compare)) {
        add_value(s, comparison);
        say(s,
            _(" %s came out best, luck included; what is best on average cannot be told from "
              "so few campaigns."),
            name);
    } else {
        add_difference(s, compare, first, comparison_rival(comparison));
        say(s, " ");
        add_value(s, comparison);
        add_shares(s, comparison, unclear[0] != '\0');
        add_others(s, unclear, equal);
    }
    say(s, "\n");
}

/* ---- What columns mean ---- */

static void add_best(struct sentences *s, const struct comparison *comparison)
{
    say_line(s,
        !comparison->tells_averages
            ? _("best in one campaign: share of campaigns, luck included, at %s for a partner.")
        : comparison->compare->n_unknown > 0
            ? _("best on average: chance that this is the best choice, over the ways the "
                "unknown numbers may fall; best in one campaign: share of campaigns, luck "
                "included; both at %s for a partner.")
        : comparison_all_same(comparison)
            ? _("All strategies came to the same in every campaign, so that none is better "
                "than another. Both kinds of best at %s for a partner.")
            : _("All numbers are taken as known: what is best on average is so for certain, "
                "but for the error of simulating, and choosing it has no expected loss. Best "
                "in one campaign: share of campaigns, luck included. Both at %s for a "
                "partner."),
        part(s, comparison->value, NUMBER_MONEY));
}

/* How far the reckoning follows the unknown numbers. */
#define FOLLOWS_WELL 0.8
static void add_information(struct sentences *s, const struct comparison *comparison)
{
    const struct information *information = &comparison->best.information;
    if (!comparison->tells_averages || comparison->compare->n_unknown == 0 ||
        comparison->compare->n < 2)
        return;
    say(s,
        _("Knowing all unknown numbers before choosing would be worth about %s a campaign (%s "
          "to %s, 95%%)."),
        part(s, information->value, NUMBER_MONEY), part(s, information->low, NUMBER_MONEY),
        part(s, information->high, NUMBER_MONEY));
    if (!(information->caught >= FOLLOWS_WELL))
        say(s,
            isnan(information->caught)
                ? _(" Whether they matter to the differences between strategies cannot be told "
                    "from so many campaigns.")
                : _(" Of what they do to the differences between strategies this follows %s "
                    "number "
                    "by number; the rest is taken to spread like a bell curve."),
            part(s, information->caught, NUMBER_CHANCE));
    say(s, "\n");
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
            ? _("No gain is shown from giving each segment a strategy of its own: the same one "
                "leads in all.")
            : _("No gain is shown from giving each segment its own best strategy (%s ± %s a "
                "campaign)."),
        part(s, gain.value, NUMBER_MONEY), part(s, (gain.high - gain.low) / 2.0, NUMBER_WHOLE));
    say_line(s,
        _(" Which strategy is best is shown for %d of %d segments (all at once, %s%%)."),
        segments.shown, segments.all, part(s, c->study->confidence * 100.0, NUMBER_EXACT));
}

void sentences_compare_columns(struct sentences *s, const struct comparison *comparison)
{
    const struct study *study = comparison->compare->study;
    say_line(s,
        ngettext("±, or in brackets from where to where: error of the average of %s simulated "
                 "campaign, all with the same companies and luck; all of a column hold at once "
                 "(%s%%).",
            "±, or in brackets from where to where: error of the average of %s simulated "
            "campaigns, all with the same companies and luck; all of a column hold at once "
            "(%s%%).",
            (unsigned long)study->replications),
        part(s, (double)study->replications, NUMBER_WHOLE),
        part(s, study->confidence * 100.0, NUMBER_EXACT));
    if (!compare_has_few(comparison->compare))
        say_line(s, _("price of one more partner: against the next cheaper strategy that is "
                      "worth its price; not clear: the error is too large to tell; not worth "
                      "it: another wins as many for less, or a mix of two does."));
    add_best(s, comparison);
    add_information(s, comparison);
    add_tailoring(s, comparison);
}
