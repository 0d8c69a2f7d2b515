/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentences.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* Half the width of the error, where there is one: "€3,967 ± 35". */
static const char *with_error(struct sentences *s, struct estimate e, enum number_form form)
{
    double half = (e.high - e.low) / 2.0;
    return half >= 0.5
               ? part_printf(s, "%s ± %s", part(s, e.value, form), part(s, half, NUMBER_WHOLE))
               : part(s, e.value, form);
}

/* ---- Whether it pays ---- */

static void add_value(struct sentences *s, const struct comparison *comparison)
{
    struct estimate value = comparison->worth.is;
    if (isnan(value.value))
        value = (struct estimate){.value = comparison->value};
    say(s,
        comparison->worth.given ? _("At %s for a partner")
        : isnan(comparison->worth.is.value)
            ? _("At %s for a partner (nobody joins; set another with --value)")
            : _("At %s for a partner (the average fee; set another with --value)"),
        with_error(s, value, NUMBER_MONEY));
}

/* From what value of a partner on a strategy would earn itself back: its cost per partner. */
static void add_break_even(
    struct sentences *s, const struct comparison *comparison, int one, bool pays)
{
    struct estimate e = compare_value(comparison->compare, one, COMPARE_COST_PER_PARTNER);
    if (!isfinite(e.value))
        return;
    const char *value = part(s, e.value, NUMBER_MONEY);
    if (isfinite(e.low) && isfinite(e.high) && e.high - e.low >= 1.0)
        value = part_printf(s, _("%s (%s to %s)"), value, part(s, e.low, NUMBER_MONEY),
            part(s, e.high, NUMBER_MONEY));
    say(s,
        pays ? _(" It does so from %s for a partner on.")
             : _(" It would do so from %s for a partner on."),
        value);
}

/* "At €1,000 for a partner none earns itself back: ...". */
static void add_pays(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    int leader = comparison->leader;
    struct estimate net = comparison->net[leader];
    bool none = compare->n > 1;
    for (int i = 0; i < compare->n; i++)
        none = none && comparison->pays[i] == PAYS_NOT;
    const char *name = part_case(s, compare->study, leader);
    struct estimate size = net;
    size.value = fabs(net.value);
    const char *amount = with_error(s, size, NUMBER_MONEY);
    add_value(s, comparison);
    if (none)
        say(s,
            _(" none of the strategies earns itself back, and doing nothing costs nothing: the "
              "least loss is that of %s, %s a campaign."),
            name, amount);
    else if (comparison->pays[leader] == PAYS_NOT)
        say(s, _(" %s does not earn itself back: it loses %s a campaign."), name, amount);
    else if (comparison->pays[leader] == PAYS)
        say(s, _(" %s earns itself back, with %s a campaign to spare."), name, amount);
    else
        say(s,
            net.value < 0.0
                ? _(" it is not shown whether %s earns itself back (%s a campaign short).")
                : _(" it is not shown whether %s earns itself back (%s a campaign to spare)."),
            name, amount);
    add_break_even(s, comparison, leader, comparison->pays[leader] == PAYS);
}

/* ---- How the leader differs ---- */

static void add_difference(
    struct sentences *s, const struct compare *compare, int one, int rival)
{
    struct estimate more = compare_told(compare, COMPARE_PARTNERS, one, rival);
    struct estimate dearer = compare_told(compare, COMPARE_COST, one, rival);
    bool wins_more = more.value > 0.0, costs_more = dearer.value > 0.0;
    bool cost_is_told = compare_is_shown(compare, dearer);
    const char *name = part_case(s, compare->study, one);
    const char *other = part_case(s, compare->study, rival);
    const char *cost = part(s, fabs(dearer.value), NUMBER_MONEY);
    double extra = fabs(more.value);
    if (!compare_is_shown(compare, more))
        say(s,
            !cost_is_told ? _(" %s and %s are not shown to differ in partners or in cost.")
            : costs_more
                ? _(" %s is not shown to win more or fewer partners than %s, and costs "
                    "%s more.")
                : _(" %s is not shown to win more or fewer partners than %s, and costs "
                    "%s less."),
            name, other, cost);
    else
        say(s,
            !cost_is_told && wins_more
                ? _(" %s wins %s more partners than %s, at a cost that is not shown to differ.")
            : !cost_is_told ? _(" %s wins %s fewer partners than %s, at a cost that is not "
                                "shown to differ.")
            : wins_more && costs_more
                ? _(" %s wins %s more partners than %s and costs %s more: "
                    "%s for one more partner.")
            : wins_more  ? _(" %s wins %s more partners than %s and costs %s less.")
            : costs_more ? _(" %s wins %s fewer partners than %s and costs %s more.")
                         : _(" %s wins %s fewer partners than %s and costs %s less: %s saved "
                             "for one partner fewer."),
            name, part(s, extra, extra < 10.0 ? NUMBER_HUNDREDTHS : NUMBER_WHOLE), other, cost,
            part(s, fabs(dearer.value) / extra, NUMBER_MONEY));
}

/* ---- How sure that is ---- */

/* The strategies that stand so beside the leader. */
static const char *names_of(
    struct sentences *s, const struct comparison *comparison, enum beside as)
{
    const struct compare *compare = comparison->compare;
    bool marked[MOST_COMPARED];
    for (int i = 0; i < compare->n; i++)
        marked[i] = i != comparison->leader && comparison->beside[i] == as;
    return case_list(&s->parts, compare->study, marked);
}

/* Out of 100; nearly none or nearly all is not rounded to it. */
static const char *of_100(struct sentences *s, double share)
{
    if (share > 0.0 && share <= 0.005 + 1e-11)
        return _("fewer than 1");
    if (share < 1.0 && share >= 0.995 - 1e-11)
        return _("more than 99");
    return part(s, 100.0 * share, NUMBER_WHOLE);
}

/* With its bounds where these are not the same in print. */
static const char *of_100_from_to(struct sentences *s, struct estimate share)
{
    const char *low = of_100(s, share.low), *high = of_100(s, share.high);
    const char *value = of_100(s, share.value);
    return strcmp(low, high) == 0 ? value
                                  : part_printf(s, _("%s (%s to %s)"), value, low, high);
}

/* In how many ways and campaigns the leader is the best of all, doing nothing included. */
static void add_shares(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const struct best_choice *best = &comparison->best;
    int leader = comparison->leader;
    if (comparison->tells_averages && compare->n_unknown > 0) {
        say(s, _(" It is the best choice in %s of 100 ways the unknown numbers may fall"),
            of_100_from_to(s, best->average[leader]));
        if (best->average[compare->n].high >= 0.005)
            say(s, _(", doing nothing in %s"), of_100_from_to(s, best->average[compare->n]));
        say(s, ".");
    }
    if (isnan(best->campaign[leader]))
        return;
    say(s, _(" In one campaign, luck included, it is the best in %s of 100."),
        of_100_from_to(s, comparison_in_one(comparison, leader)));
}

/* Which others may be as good, or are. */
static void add_others(struct sentences *s, const struct comparison *comparison)
{
    const char *unclear = names_of(s, comparison, BESIDE_UNCLEAR);
    const char *equal = names_of(s, comparison, BESIDE_EQUAL);
    if (unclear[0] != '\0')
        say(s,
            _(" Its lead on these is within the error of simulating, so that they may be as "
              "good: %s."),
            unclear);
    if (equal[0] != '\0')
        say(s, _(" The same in each of these campaigns: %s."), equal);
}

/* That the best on money is not the best on the hub's own targets. */
static void add_targets(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const struct study *study = compare->study;
    int other = comparison->on_targets;
    if (other == NO_RIVAL)
        return;
    say(s,
        _(" But on the hub's own targets %s does better: it reaches all of them in %s of 100 "
          "campaigns, against %s for %s."),
        part_case(s, study, other),
        of_100_from_to(s, study_total(study, &study->cases[other], "p_all_targets").estimate),
        of_100_from_to(
            s, study_total(study, &study->cases[comparison->leader], "p_all_targets").estimate),
        part_case(s, study, comparison->leader));
}

/* ---- All of it ---- */

static void add_other_companies(struct sentences *s, const struct study *study)
{
    bool as_many = true;
    for (int i = 1; i < study->n_cases; i++)
        as_many = as_many && study->cases[i].scenario->population.n ==
                                 study->cases[0].scenario->population.n;
    say(s, as_many
               ? _("Not the same companies: all have as many, but they are not the same ones. "
                   "What differs below is the companies as well as the strategy, so that none "
                   "is called the best and no advice is given per segment. ")
               : _("Not the same companies: they do not all have as many. What differs below "
                   "is the companies as well as the strategy, so that none is called the best "
                   "and no advice is given per segment. "));
}

static const char *campaigns_of(struct sentences *s, const struct compare *compare)
{
    return part(s, (double)compare->replications, NUMBER_WHOLE);
}

static void add_best(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const char *name = part_case(s, compare->study, comparison->leader);
    add_difference(s, compare, comparison->leader, comparison_rival(comparison));
    if (compare_same_companies(compare)) {
        say(s,
            comparison_leads(comparison)
                ? _(" On average %s is the best of these strategies at that value.")
                : _(" On average %s comes out first at that value."),
            name);
        add_others(s, comparison);
        add_shares(s, comparison);
        add_targets(s, comparison);
    }
}

void sentences_compare(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const char *name = part_case(s, compare->study, comparison->leader);
    bool all_same = comparison_all_same(comparison), nobody = true;
    for (int i = 0; i < compare->n; i++)
        nobody = nobody && !(compare_value(compare, i, COMPARE_PARTNERS).value > 0.0);
    if (!compare_same_companies(compare))
        add_other_companies(s, compare->study);
    if (compare_has_few(compare)) {
        add_value(s, comparison);
        say(s,
            compare->n == 1 || all_same
                ? _(" nothing can be told from so few campaigns of whether it pays.")
                : _(" %s came out first, luck included; what is best on average, and whether "
                    "it "
                    "pays, cannot be told from so few campaigns."),
            name);
    } else if (nobody) {
        say(s,
            compare->n == 1 ? _("Nobody joined in these %s simulated campaigns.")
            : all_same ? _("Nobody joined in these %s simulated campaigns, and all cost the "
                           "same.")
                       : _("Nobody joined in these %s simulated campaigns; %s cost least."),
            campaigns_of(s, compare), name);
        if (!all_same && compare->n > 1)
            add_others(s, comparison);
        if (comparison->pays[comparison->leader] == PAYS_NOT)
            say(s, _(" That is a loss, where doing nothing costs nothing."));
    } else {
        add_pays(s, comparison);
        if (all_same)
            say(s, _(" In these %s simulated campaigns all strategies came to the same."),
                campaigns_of(s, compare));
        else if (compare->n > 1)
            add_best(s, comparison);
    }
    say(s, "\n");
}

/* ---- What columns mean ---- */

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
    compare_standings_shown(c, point, price, shown);
    for (int i = 0; i <= c->n; i++) {
        struct estimate best = comparison->best.average[i];
        unclear = unclear || !shown[i] || (c->n_unknown == 0 && best.low < best.high);
        not_worth = not_worth || (shown[i] && point[i].place != FRONTIER_ON &&
                                     point[i].place != FRONTIER_SAME);
    }
    if (unclear)
        say_line(s, _("not clear: the error is too large to tell."));
    if (not_worth)
        say_line(s, _("not worth it: another wins as many for less, or a mix of two does."));
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
    if (all && !isnan(comparison->best.campaign[0]))
        say_line(s, _("best in one campaign: share of campaigns in which it comes out first, "
                      "luck included."));
}

/* What the columns of figures and of differences are. */
static void add_figures(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    say_line(s,
        _("net result at %s: so much for each partner, less the cost of outreach; its error "
          "holds for all that is said of these strategies at once."),
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
    say_line(s, _("fees less all costs: the fees of the period, less what outreach, care and "
                  "serving partners cost in it."));
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
                "all, would be worth %s ± %s a campaign (segments.csv); that all "
                "share one team is not looked at.")
        : gain.value == 0.0 && gain.high == 0.0
            ? _("No gain is shown from giving each segment a strategy of its own: the same one "
                "leads in all.")
        : gain.value > 0.0
            ? _("No gain is shown from giving each segment its own best strategy (%s ± %s a "
                "campaign).")
            : _("No gain is shown from giving each segment its own best strategy."),
        part(s, gain.value, NUMBER_MONEY), part(s, (gain.high - gain.low) / 2.0, NUMBER_WHOLE));
    say_line(s,
        _(" Which strategy is best is shown for %d of %d segments (all at once, %s%%)."),
        segments.shown, segments.all, part(s, c->study->confidence * 100.0, NUMBER_EXACT));
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
    add_words(s, comparison);
    add_both_bests(s, comparison, all);
    if (all)
        add_figures(s, comparison);
    add_information(s, comparison);
    if (compare_same_companies(compare))
        add_tailoring(s, comparison);
}
