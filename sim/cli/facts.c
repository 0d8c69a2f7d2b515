/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#include "language.h"
#include "text.h"

#include <math.h>
#include <string.h>

/* ---- What is measured ---- */

static double measured(
    const struct study *study, const struct study_case *one, int cell, const char *what)
{
    return study_figure(study, one, cell, measure_find(what)).estimate.value;
}

/* Share of the partners that chose the package. */
static double chosen(
    const struct study *study, const struct study_case *one, int cell, const char *what)
{
    int package = package_find(one->scenario, what);
    return study_quantity(study, one, cell, Q_PACKAGE + package).value /
           study_quantity(study, one, cell, Q_PARTNERS).value;
}

/* Contacts held before the package was chosen. */
static double contacts_before(
    const struct study *study, const struct study_case *one, int cell, const char *what)
{
    int package = package_find(one->scenario, what), n = one->scenario->packages.n;
    return study_quantity(study, one, cell, Q_PACKAGE + n + package).value /
           study_quantity(study, one, cell, Q_PACKAGE + package).value;
}

static double days_quantile(
    const struct study *study, const struct study_case *one, int cell, double p)
{
    const struct moments *moments = &one->tally.moments;
    struct ratio_sums sums =
        moments_pair(moments, study_place(one, cell), measure_find("conversion_rate"));
    return curve_quantile(&one->tally.counts.own_day, study_place(one, cell), p, moments->n,
        sums.y, sums.yy, study->confidence)
        .value;
}

static double days_10(
    const struct study *study, const struct study_case *one, int cell, const char *what)
{
    (void)what;
    return days_quantile(study, one, cell, 0.1);
}

static double days_90(
    const struct study *study, const struct study_case *one, int cell, const char *what)
{
    (void)what;
    return days_quantile(study, one, cell, 0.9);
}

/* ---- The facts ---- */

#define ANY_LESS -INFINITY
#define ANY_MORE INFINITY
#define TOTAL(world, what)                                                                     \
    {                                                                                          \
        world, measured, what, NULL                                                            \
    }
#define LEVEL(world, level)                                                                    \
    {                                                                                          \
        world, measured, "conversion_rate", level                                              \
    }
#define SHARE_OF(world, package)                                                               \
    {                                                                                          \
        world, chosen, package, NULL                                                           \
    }
#define BEFORE(package)                                                                        \
    {                                                                                          \
        YEAR, contacts_before, package, NULL                                                   \
    }
#define DAYS(quantile)                                                                         \
    {                                                                                          \
        YEAR, quantile, NULL, NULL                                                             \
    }
#define CONVERSION "conversion_rate"
#define CONTACTS "contacts_per_partner"

/* A number between bounds; two numbers compared; a number that is there to be seen. */
#define FIGURE(name, low, high, unit, number)                                                  \
    {                                                                                          \
        name, low, high, unit, ONLY_A, number, {0}, false                                      \
    }
#define COMPARED(name, low, high, unit, how, first, second)                                    \
    {                                                                                          \
        name, low, high, unit, how, first, second, false                                       \
    }
#define SHOWN(name, unit, number)                                                              \
    {                                                                                          \
        name, ANY_LESS, ANY_MORE, unit, ONLY_A, number, {0}, false                             \
    }

/* How the share of a package moves between two degrees of overlap. */
#define RISES(package, from, to, each)                                                         \
    {                                                                                          \
        NULL, 0.0, ANY_MORE, POINTS, A_LESS_B, SHARE_OF(to, package), SHARE_OF(from, package), \
            each                                                                               \
    }
#define FALLS(package, from, to, each)                                                         \
    {                                                                                          \
        NULL, 0.0, ANY_MORE, POINTS, A_LESS_B, SHARE_OF(from, package), SHARE_OF(to, package), \
            each                                                                               \
    }

const struct fact facts[] = {
    {N_("\"at least 10 new partners in view\", 5 of them taking part, 2 taking part and "
        "paying, "
        "November to February"),
        NEEDS_HUB,
        {FIGURE(N_("10 in view"), 0.6, ANY_MORE, SHARE, TOTAL(WINTER, "p_in_view")),
            FIGURE(N_("5 active"), 0.6, ANY_MORE, SHARE, TOTAL(WINTER, "p_active")),
            FIGURE(N_("2 paying"), 0.6, ANY_MORE, SHARE, TOTAL(WINTER, "p_paying")),
            FIGURE(N_("paying partners"), 2.0, 4.0, NUMBER, TOTAL(WINTER, "paying"))}},
    {N_("\"4 to 7 contact moments\" before a decision, \"in some cases even more\""), 0,
        {FIGURE(N_("won with 4 to 7"), 0.65, ANY_MORE, SHARE,
             TOTAL(YEAR, "contacts_4_to_7_share")),
            FIGURE(N_("won with more"), 0.10, ANY_MORE, SHARE,
                TOTAL(YEAR, "contacts_over_7_share"))}},
    {N_("\"certainly above 7 contact moments\" per partnership, those who said no included"), 0,
        {FIGURE(N_("contacts per partner"), 8.0, 20.0, NUMBER,
            TOTAL(YEAR, "all_contacts_per_partner"))}},
    {N_("in the short period it was \"not realistic to reach 7 contact moments\""), 0,
        {FIGURE(
             N_("with 7 or more"), ANY_LESS, 0.20, SHARE, TOTAL(WINTER, "seven_or_more_share")),
            FIGURE(N_("still open"), 0.5, ANY_MORE, SHARE, TOTAL(WINTER, "open_share"))}},
    {N_("somewhat larger companies are \"easier to convince\""), NEEDS_LARGER | NEEDS_SMALL,
        {SHOWN(N_("conversion, larger"), SHARE, LEVEL(YEAR, "larger")),
            SHOWN(N_("conversion, small"), SHARE, LEVEL(YEAR, "small")),
            COMPARED(N_("difference"), 0.08, ANY_MORE, POINTS, A_LESS_B, LEVEL(YEAR, "larger"),
                LEVEL(YEAR, "small"))}},
    {N_("\"with a warm introduction [...] it can sometimes go faster\""), 0,
        {SHOWN(N_("contacts, nobody warm"), NUMBER, TOTAL(NONE_WARM, CONTACTS)),
            SHOWN(N_("contacts, all warm"), NUMBER, TOTAL(ALL_WARM, CONTACTS)),
            COMPARED(N_("contacts fewer"), 0.7, ANY_MORE, NUMBER, A_LESS_B,
                TOTAL(NONE_WARM, CONTACTS), TOTAL(ALL_WARM, CONTACTS))}},
    {N_("\"personal attention is crucial\""), NEEDS_ONLINE,
        {SHOWN(N_("conversion"), SHARE, TOTAL(YEAR, CONVERSION)),
            SHOWN(N_("conversion, all online"), SHARE, TOTAL(ALL_ONLINE, CONVERSION)),
            COMPARED(N_("second as part of first"), ANY_LESS, 0.5, SHARE, A_OVER_B,
                TOTAL(ALL_ONLINE, CONVERSION), TOTAL(YEAR, CONVERSION))}},
    {N_("\"online or via via\" for attention and interest; desire and action one-to-one or in "
        "groups"),
        NEEDS_CONTACTS | NEEDS_LISTS,
        {SHOWN(N_("conversion, attention online"), SHARE, TOTAL(ONLINE_ATTENTION, CONVERSION)),
            SHOWN(N_("conversion, desire online"), SHARE, TOTAL(ONLINE_DESIRE, CONVERSION)),
            COMPARED(N_("second as part of first"), ANY_LESS, 1.0 / 3.0, SHARE, A_OVER_B,
                TOTAL(ONLINE_DESIRE, CONVERSION), TOTAL(ONLINE_ATTENTION, CONVERSION))}},
    {N_("€1,500 to €5,000 a year is \"no problem at all\" from 50 to 75 employees"),
        NEEDS_LARGER,
        {SHOWN(N_("conversion, larger"), SHARE, LEVEL(YEAR, "larger")),
            COMPARED(N_("more at half the prices"), ANY_LESS, 0.03, POINTS, A_LESS_B,
                LEVEL(HALF_PRICES, "larger"), LEVEL(YEAR, "larger"))}},
    {N_("network and innovation partnership \"too much alike\": the cheaper one was chosen"),
        NEEDS_LADDER,
        {SHOWN(N_("innovation, overlap 0"), SHARE, SHARE_OF(PACKAGES_APART, "innovation")),
            SHOWN(N_("innovation, overlap 0.3"), SHARE, SHARE_OF(PACKAGES_SOME, "innovation")),
            SHOWN(N_("innovation, overlap 0.9"), SHARE, SHARE_OF(PACKAGES_ALIKE, "innovation")),
            SHOWN(N_("network, overlap 0"), SHARE, SHARE_OF(PACKAGES_APART, "network")),
            SHOWN(N_("network, overlap 0.3"), SHARE, SHARE_OF(PACKAGES_SOME, "network")),
            SHOWN(N_("network, overlap 0.9"), SHARE, SHARE_OF(PACKAGES_ALIKE, "network")),
            FALLS("innovation", PACKAGES_APART, PACKAGES_SOME, false),
            FALLS("innovation", PACKAGES_SOME, PACKAGES_ALIKE, false),
            RISES("network", PACKAGES_APART, PACKAGES_SOME, false),
            RISES("network", PACKAGES_SOME, PACKAGES_ALIKE, false),
            FALLS("innovation", PACKAGES_APART, PACKAGES_SOME, true),
            FALLS("innovation", PACKAGES_SOME, PACKAGES_ALIKE, true),
            RISES("network", PACKAGES_APART, PACKAGES_SOME, true),
            RISES("network", PACKAGES_SOME, PACKAGES_ALIKE, true)}},
    {N_("premium is \"preceded by many more contact moments\""), NEEDS_PREMIUM,
        {SHOWN(N_("contacts, premium"), NUMBER, BEFORE("premium")),
            SHOWN(N_("contacts, network"), NUMBER, BEFORE("network")),
            COMPARED(N_("difference"), 1.0, ANY_MORE, NUMBER, A_LESS_B, BEFORE("premium"),
                BEFORE("network"))}},
    {N_("some ended their partnership \"after the first year\""), 0,
        {FIGURE(N_("renew after the first year"), 0.7, 0.9, SHARE,
            TOTAL(TWO_YEARS, "first_year_renewal"))}},
    {N_("the time to a decision \"varies enormously\""), 0,
        {SHOWN(N_("days, 10th percentile"), NUMBER, DAYS(days_10)),
            SHOWN(N_("days, 90th percentile"), NUMBER, DAYS(days_90)),
            COMPARED(N_("times as many"), 3.0, ANY_MORE, NUMBER, A_OVER_B, DAYS(days_90),
                DAYS(days_10))}},
    {N_("a year's conversion of SPARK's own list stays credible"), NEEDS_LIST,
        {FIGURE(N_("conversion"), 0.25, 0.50, SHARE, TOTAL(YEAR, CONVERSION))}},
};

const int n_facts = sizeof facts / sizeof facts[0];
