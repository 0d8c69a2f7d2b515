/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentences.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* ---- Whether it pays ---- */

static bool none_pays(const struct comparison *comparison)
{
    for (int i = 0; i < comparison->compare->n; i++)
        if (comparison->pays[i] != PAYS_NOT)
            return false;
    return true;
}

static const char *fees_of(struct sentences *s, const struct comparison *comparison)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < comparison->compare->n; i++) {
        low = fmin(low, comparison->worth.of[i].value);
        high = fmax(high, comparison->worth.of[i].value);
    }
    return number_span(&s->parts, low, high, NUMBER_MONEY);
}

static void add_value(struct sentences *s, const struct comparison *comparison)
{
    const struct partner_value *worth = &comparison->worth;
    if (isnan(comparison->value))
        say(s, comparison->compare->n > 1
                   ? _("No value of a partner is known, as no fee is asked (give one with "
                       "--value), so that it cannot be told whether a strategy earns itself "
                       "back, nor which is the best on money.")
                   : _("No value of a partner is known, as no fee is asked (give one with "
                       "--value), so that it cannot be told whether this earns itself back."));
    else if (worth->own && (none_pays(comparison) || compare_has_few(comparison->compare) ||
                               isnan(worth->of[comparison->leader].value)))
        say(s,
            _("At the yearly fee of each strategy's own partners as the value of one (%s; set "
              "one value for all with --value)"),
            fees_of(s, comparison));
    else if (worth->own)
        say(s,
            _("At a value of %s for a partner (the average yearly fee of its own partners; set "
              "one value for all with --value)"),
            part_with_error(s, worth->of[comparison->leader]));
    else
        say(s,
            worth->given ? _("At a value of %s for a partner")
            : worth->nobody_joins
                ? _("At a value of %s for a partner (nobody joins; set another with --value)")
                : _("At a value of %s for a partner (the average yearly fee; set another with "
                    "--value)"),
            worth->nobody_joins ? part(s, comparison->value, NUMBER_MONEY)
                                : part_with_error(s, worth->is));
}

/* With the bounds of its error, where these are known and not the same in print. */
static const char *from_to(struct sentences *s, struct estimate e)
{
    const char *value = part(s, e.value, NUMBER_MONEY), *low = part(s, e.low, NUMBER_MONEY);
    if (isfinite(e.high) && isfinite(e.low))
        return e.high - e.low >= 1.0 ? part_printf(s, _("%s (%s to %s)"), value, low,
                                           part(s, e.high, NUMBER_MONEY))
                                     : value;
    return isfinite(e.low) ? part_printf(s, _("%s (at least %s)"), value, low) : value;
}

/* From what value of a partner on the first strategy would earn itself back. */
static void add_first(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    if (comparison->first == NO_RIVAL)
        return;
    const char *from = from_to(s, comparison->from);
    const char *name = part_quoted(s, compare->study, comparison->first);
    if (comparison_all_same(comparison))
        say(s, _(" They would earn themselves back from %s for a partner on."), from);
    else if (comparison->first == comparison->leader && comparison->first_shown)
        say(s, _(" It would earn itself back from %s for a partner on."), from);
    else if (comparison->first_shown)
        say(s,
            comparison->worth.own
                ? _(" At one value for all the first to earn itself back would be %s, from %s "
                    "for a "
                    "partner on.")
                : _(" The first to earn itself back would be %s, from %s for a partner on."),
            name, from);
    else
        say(s,
            comparison->worth.own
                ? _(" At one value for all the first of them would earn itself back from %s "
                    "for a partner "
                    "on; which that is, is not shown (here %s came out first).")
                : _(" The first of them would earn itself back from %s for a partner on; which "
                    "that is, "
                    "is not shown (here %s came out first)."),
            from, name);
}

/* "... none of the strategies earns itself back: ...". */
static void add_losses(struct sentences *s, const struct comparison *comparison,
    const char *name, const char *loss)
{
    if (comparison_all_same(comparison))
        say(s,
            _(" none of the strategies earns itself back, and doing nothing costs nothing: "
              "each loses %s a campaign."),
            loss);
    else
        say(s,
            comparison_leads(comparison)
                ? _(" none of the strategies earns itself back, and doing nothing costs "
                    "nothing: the least loss is that of %s, %s a campaign.")
                : _(" none of the strategies earns itself back, and doing nothing costs "
                    "nothing; which of them loses least is not shown: %s came out first, with "
                    "a loss of %s a campaign."),
            name, loss);
}

/* What is not in the net result. */
static void add_keeping(struct sentences *s, const struct comparison *comparison)
{
    if (!isnan(comparison->value) && comparison->keeping_eur >= 1.0)
        say(s, _(" Not in this: care and services for the partners of %s, %s a campaign."),
            part_quoted(s, comparison->compare->study, comparison->leader),
            part(s, comparison->keeping_eur, NUMBER_MONEY));
}

/* "At €1,000 for a partner none earns itself back: ...". */
static void add_pays(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    int leader = comparison->leader;
    struct estimate size = comparison->net[leader];
    bool short_of = size.value < 0.0;
    if (short_of)
        size = (struct estimate){-size.value, size.se, -size.high, -size.low, false};
    const char *name = part_quoted(s, compare->study, leader);
    const char *amount = part_with_error(s, size);
    add_value(s, comparison);
    if (isnan(comparison->value))
        ;
    else if (compare->n > 1 && none_pays(comparison))
        add_losses(s, comparison, name, amount);
    else if (comparison->pays[leader] == PAYS_NOT)
        say(s, _(" %s does not earn itself back: it loses %s a campaign."), name, amount);
    else if (comparison->pays[leader] == PAYS)
        say(s, _(" %s earns itself back, with %s a campaign to spare."), name, amount);
    else
        say(s,
            short_of
                ? _(" it is not shown whether %s earns itself back (%s a campaign short).")
                : _(" it is not shown whether %s earns itself back (%s a campaign to spare)."),
            name, amount);
    if (comparison->pays[leader] == PAYS)
        say(s, _(" It does so from %s for a partner on."),
            from_to(s, compare_break_even(compare, leader)));
    add_keeping(s, comparison);
    if (comparison->pays[leader] != PAYS)
        add_first(s, comparison);
}

/* ---- How the leader differs ---- */

/* "a wins 2.0 more partners than b and costs €500 less". */
static void add_both(struct sentences *s, const struct compare *compare, int one, int rival,
    const char *partners, const char *cost, bool wins_more, bool costs_more)
{
    struct estimate price = plan_known_price(compare_told_price(compare, one, rival));
    const char *name = part_quoted(s, compare->study, one);
    const char *other = part_quoted(s, compare->study, rival);
    const char *of_one = from_to(s, price);
    if (wins_more && costs_more)
        say(s,
            isnan(price.value) ? _(" %s wins %s more partners than %s and costs %s more.")
                               : _(" %s wins %s more partners than %s and costs %s more: "
                                   "%s for one more partner."),
            name, partners, other, cost, of_one);
    else if (!wins_more && !costs_more)
        say(s,
            isnan(price.value) ? _(" %s wins %s fewer partners than %s and costs %s less.")
                               : _(" %s wins %s fewer partners than %s and costs %s less: %s "
                                   "saved for one partner fewer."),
            name, partners, other, cost, of_one);
    else
        say(s,
            wins_more ? _(" %s wins %s more partners than %s and costs %s less.")
                      : _(" %s wins %s fewer partners than %s and costs %s more."),
            name, partners, other, cost);
}

static void add_difference(
    struct sentences *s, const struct compare *compare, int one, int rival)
{
    struct estimate more = compare_told(compare, COMPARE_PARTNERS, one, rival);
    struct estimate dearer = compare_told(compare, COMPARE_COST, one, rival);
    bool wins_more = more.value > 0.0, costs_more = dearer.value > 0.0;
    bool cost_is_told = compare_is_shown(compare, dearer);
    const char *name = part_quoted(s, compare->study, one);
    const char *other = part_quoted(s, compare->study, rival);
    const char *cost = part(s, fabs(dearer.value), NUMBER_MONEY);
    double extra = fabs(more.value);
    const char *partners = part(s, extra, extra < 10.0 ? NUMBER_HUNDREDTHS : NUMBER_WHOLE);
    if (!compare_is_shown(compare, more))
        say(s,
            !cost_is_told ? _(" %s and %s are not shown to differ in partners or in cost.")
            : costs_more
                ? _(" %s is not shown to win more or fewer partners than %s, and costs "
                    "%s more.")
                : _(" %s is not shown to win more or fewer partners than %s, and costs "
                    "%s less."),
            name, other, cost);
    else if (!cost_is_told)
        say(s,
            wins_more
                ? _(" %s wins %s more partners than %s, at a cost that is not shown to differ.")
                : _(" %s wins %s fewer partners than %s, at a cost that is not shown to "
                    "differ."),
            name, partners, other);
    else
        add_both(s, compare, one, rival, partners, cost, wins_more, costs_more);
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
    if (!isnan(best->campaign[leader].value))
        say(s,
            _(" In one campaign, luck included, it is the best in %s of 100, and doing nothing "
              "in %s."),
            of_100_from_to(s, best->campaign[leader]),
            of_100_from_to(s, best->campaign[compare->n]));
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
        part_quoted(s, study, other),
        of_100_from_to(s, study_total(study, &study->cases[other], "p_all_targets").estimate),
        of_100_from_to(
            s, study_total(study, &study->cases[comparison->leader], "p_all_targets").estimate),
        part_quoted(s, study, comparison->leader));
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
    const char *name = part_quoted(s, compare->study, comparison->leader);
    add_difference(s, compare, comparison->leader, comparison_rival(comparison));
    if (!compare_same_companies(compare) || isnan(comparison->value))
        return;
    /* What does not pay is not the best of anything. */
    if (comparison->pays[comparison->leader] != PAYS_NOT) {
        say(s,
            !comparison_leads(comparison) ? _(" On average %s comes out first%s.")
            : comparison->pays[comparison->leader] == PAYS
                ? _(" On average %s is the best choice%s.")
                : _(" Of these strategies %s leaves the most on average%s."),
            name,
            comparison->worth.own ? _(", each at its own partners' fee") : _(" at that value"));
        add_others(s, comparison);
        add_shares(s, comparison);
    }
    add_targets(s, comparison);
}

static void add_few(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    add_value(s, comparison);
    if (isnan(comparison->value))
        return;
    say(s, compare->n == 1
               ? _(" nothing can be told from so few campaigns of whether it pays.")
               : _(" it cannot be told from so few campaigns which is best on average, nor "
                   "whether it pays."));
}

/* Nobody was approached in any campaign: why. */
static void add_unapproached(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    bool no_days = true;
    for (int i = 0; i < compare->n; i++)
        no_days = no_days && compare->study->cases[i].scenario->campaign.outreach_days == 0;
    say(s, no_days ? _("Nobody is approached, as there are no days of outreach.")
                   : _("Nobody is approached: the budget does not pay for it."));
    if (none_pays(comparison) && !isnan(comparison->value))
        say(s, _(" What is spent all the same is a loss; doing nothing costs nothing."));
}

static void add_nobody(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    int leader = comparison->leader;
    struct estimate net = comparison->net[leader];
    say(s,
        compare->n == 1                   ? _("Nobody joined in these %s simulated campaigns.")
        : comparison_all_same(comparison) ? _("Nobody joined in these %s simulated campaigns, "
                                              "and all strategies cost the same.")
                                          : _("Nobody joined in these %s simulated campaigns; "
                                              "of the strategies %s cost least."),
        campaigns_of(s, compare), part_quoted(s, compare->study, leader));
    if (isnan(comparison->value))
        return;
    if (none_pays(comparison))
        say(s, _(" That is a loss, where doing nothing costs nothing."));
    else
        say(s,
            _(" At a value of %s for a partner (set another with --value) a loss is not shown: "
              "up to "
              "%s partners a campaign are not excluded."),
            part(s, comparison->value, NUMBER_MONEY),
            number_at_most(
                &s->parts, (net.high - net.value) / comparison->value, NUMBER_HUNDREDTHS));
}

void sentences_compare(struct sentences *s, const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    bool nobody = true, unapproached = true;
    for (int i = 0; i < compare->n; i++) {
        nobody = nobody && !(compare_value(compare, i, COMPARE_PARTNERS).value > 0.0);
        unapproached =
            unapproached && !(compare->paired.sum[i * N_KEPT + KEPT_APPROACHED] > 0.0);
    }
    if (!compare_same_companies(compare))
        add_other_companies(s, compare->study);
    if (nobody && unapproached) {
        add_unapproached(s, comparison);
    } else if (compare_has_few(compare)) {
        add_few(s, comparison);
    } else if (nobody) {
        add_nobody(s, comparison);
    } else {
        add_pays(s, comparison);
        if (comparison_all_same(comparison))
            say(s, _(" In these %s simulated campaigns all strategies came to the same."),
                campaigns_of(s, compare));
        else if (compare->n > 1)
            add_best(s, comparison);
    }
    say(s, "\n");
}

/* ---- Longer outreach ---- */

/* "120 days of outreach" where that is so for all cases, else "outreach twice as long". */
static const char *length_of(struct arena *arena, const struct study *study, double times)
{
    int days = study->cases[0].scenario->campaign.outreach_days;
    bool same = true;
    for (int i = 1; i < study->n_cases; i++)
        same = same && study->cases[i].scenario->campaign.outreach_days == days;
    return same ? arena_printf(arena, _("%d days of outreach"),
                      compare_longer_days(&study->cases[0], times))
                : arena_printf(arena, _("%s times as long an outreach"),
                      number_text(arena, times, NUMBER_SHORT));
}

void sentences_longer(
    struct sentences *s, const struct study *study, const struct compare_longer *longer)
{
    double now = 100.0 * longer->now.apart, then = 100.0 * longer->then.apart;
    if (longer->now.distance == GAP_CLOSE)
        return;
    if (longer->now.distance == GAP_APART && study_has_few(study)) {
        say_line(
            s, _("The shares still open differ by more than 10 points, so that strategies of "
                 "different speed are not yet comparable."));
        return;
    }
    say_line(s,
        longer->now.distance == GAP_NOT_SURE
            ? _("The shares still open differ by %.0f points in what was simulated; whether "
                "strategies of different speed are comparable cannot be told from so few "
                "campaigns.")
        : longer->then.distance == GAP_CLOSE
            ? _("The shares still open differ by %.0f points, so that strategies of different "
                "speed are not yet comparable; with %s they would differ by %.0f.")
        : longer->then.distance == GAP_APART
            ? _("The shares still open differ by %.0f points, so that strategies of different "
                "speed are not yet comparable; even with %s they would differ by %.0f.")
            : _("The shares still open differ by %.0f points, so that strategies of different "
                "speed are not yet comparable; with %s they would differ by %.0f, too near to "
                "10 to tell from so many campaigns whether that is enough."),
        now, length_of(&s->parts, study, longer->times), then);
}
