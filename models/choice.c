/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"

#include "campaign.h"

#include <math.h>
#include <string.h>

/* The package next below on its ladder, or -1. A ladder is in order of price, packages of equal
 * price in the order in which they are listed. */
static int rung_below(const struct packages *packages, int p)
{
    const struct package *upper = &packages->package[p];
    int below = -1;
    for (int q = 0; q < packages->n && upper->ladder != NULL; q++) {
        const struct package *lower = &packages->package[q];
        bool cheaper = lower->price_eur < upper->price_eur ||
                       (lower->price_eur == upper->price_eur && q < p);
        if (lower->ladder == NULL || strcmp(lower->ladder, upper->ladder) != 0 || !cheaper)
            continue;
        if (below < 0 || lower->price_eur >= packages->package[below].price_eur)
            below = q;
    }
    return below;
}

/* The perceived value of a package for one segment: with the packages of a ladder in order of
 * price, the cheapest keeps its own value and each next one has that of the one below plus (1 -
 * overlap) times the difference. The more alike, the more take the cheaper one. */
static double perceived_of(const struct packages *packages, double overlap, int segment, int p)
{
    int below = rung_below(packages, p);
    double value = packages->package[p].value.at[segment];
    if (below < 0)
        return value;
    double value_below = packages->package[below].value.at[segment];
    return perceived_of(packages, overlap, segment, below) +
           (1.0 - overlap) * (value - value_below);
}

static void tabulate_ladders(struct choice_tables *t)
{
    for (int p = 0; p < t->packages->n; p++)
        t->rung_above[p] = -1;
    for (int p = 0; p < t->packages->n; p++) {
        int below = rung_below(t->packages, p);
        if (below >= 0)
            t->rung_above[below] = p;
    }
}

/* Returns the largest part of V that does not come from contacts, in size. */
static double tabulate_segment(struct choice_tables *t, const struct campaign *c, int segment)
{
    double most = 0.0;
    const struct choice *choice = &c->scenario->choice;
    double overlap = choice->overlap.at[segment], aids = campaign_aids(c, segment, ACTION);
    for (int p = 0; p < t->packages->n; p++) {
        const struct package *package = &t->packages->package[p];
        int at = segment * t->packages->n + p;
        double felt = funding_felt_price(&c->scenario->funding, package->price_eur) +
                      package->company_hours * choice->hour_value.at[segment];
        double value = perceived_of(t->packages, overlap, segment, p) + aids -
                       choice->price_sensitivity.at[segment] * felt / 1000.0;
        most = fmax(most, fabs(value));
        t->odds[at] = t->logs ? value : exp(value);
        t->open_to[at] = package->for_companies &&
                         selector_fits(&package->only, &c->scenario->axes, segment);
    }
    return most;
}

/* What trusting contacts and contacts held do to the value of packages; returns the most that
 * they can do together. */
static double tabulate_contacts(
    struct choice_tables *t, const struct choice *choice, int segment)
{
    size_t row = (size_t)t->max_held + 1;
    double (*of)(double) = t->logs ? by_segment_same : exp, most = 0.0;
    by_segment_row(
        t->trust, t->trust_cap, &choice->trust, segment, (size_t)t->trust_cap + 1, of);
    for (int p = 0; p < t->packages->n; p++) {
        const struct by_segment *per_contact = &t->packages->package[p].per_contact;
        most = fmax(most, fabs(per_contact->at[segment]) * t->max_held);
        by_segment_row(t->per_contact + (size_t)p * row, t->max_held, per_contact, segment,
            (size_t)t->packages->n * row, of);
    }
    return most + fabs(choice->trust.at[segment]) * t->trust_cap;
}

/* Returns how large V can be. */
static double tabulate(struct choice_tables *t, const struct campaign *c)
{
    double most = 0.0;
    for (int s = 0; s < c->n_segments; s++)
        most = fmax(
            most, tabulate_segment(t, c, s) + tabulate_contacts(t, &c->scenario->choice, s));
    return most;
}

void choice_tables_init(struct campaign *c, struct arena *arena, bool open)
{
    struct choice_tables *t = &c->choice;
    const struct choice *choice = &c->scenario->choice;
    size_t n = (size_t)c->scenario->packages.n, segments = (size_t)c->n_segments;
    (void)open;
    t->packages = &c->scenario->packages;
    t->trust_cap = choice->trust_cap;
    t->max_held = c->max_held;
    tabulate_ladders(t);
    t->odds = arena_new(arena, segments * n, sizeof(double));
    t->open_to = arena_new(arena, segments * n, sizeof(bool));
    t->trust = arena_new(arena, segments * ((size_t)t->trust_cap + 1), sizeof(double));
    t->per_contact = arena_new(arena, segments * n * ((size_t)t->max_held + 1), sizeof(double));
    t->logs = false;
    if (tabulate(t, c) <= MOST_EXPONENT)
        return;
    t->logs = true;
    tabulate(t, c);
}

static bool in_choice_set(const struct choice_tables *t, const struct chooser *chooser, int p)
{
    const struct package *package = &t->packages->package[p];
    return t->open_to[chooser->segment * t->packages->n + p] &&
           (!package->front_runners_only || chooser->front_runner) &&
           chooser->held >= package->min_contacts;
}

int choice_rung_above(const struct choice_tables *t, const struct chooser *chooser, int package)
{
    int above = t->rung_above[package];
    while (above >= 0 && !in_choice_set(t, chooser, above))
        above = t->rung_above[above];
    return above;
}

/* exp(V), or V with logarithms. */
static double package_odds(const struct choice_tables *t, const struct chooser *chooser, int p)
{
    int held = chooser->held < t->max_held ? chooser->held : t->max_held;
    int trusting = chooser->trusting < t->trust_cap ? chooser->trusting : t->trust_cap;
    int at = chooser->segment * t->packages->n + p;
    double odds = t->odds[at],
           trust = t->trust[chooser->segment * (t->trust_cap + 1) + trusting];
    double contacts = t->per_contact[at * (t->max_held + 1) + held];
    return t->logs ? odds + trust + contacts : odds * trust * contacts;
}

/* Turns V into odds of which the largest, or that of not joining, is 1; returns the latter. */
static double odds_of_logs(double *v, int n)
{
    double largest = 0.0;
    for (int p = 0; p < n; p++)
        largest = fmax(largest, v[p]);
    for (int p = 0; p < n; p++)
        v[p] = exp(v[p] - largest);
    return exp(-largest);
}

int choice_make(const struct choice_tables *t, const struct chooser *chooser, uint32_t word,
    double *joining)
{
    double odds[MAX_PACKAGES], none = 1.0; /* not joining: exp(0) */
    bool steered = chooser->only >= 0 && in_choice_set(t, chooser, chooser->only);
    for (int p = 0; p < t->packages->n; p++) {
        bool open = steered ? p == chooser->only : in_choice_set(t, chooser, p);
        odds[p] = open ? package_odds(t, chooser, p) : t->logs ? -INFINITY : 0.0;
    }
    if (t->logs)
        none = odds_of_logs(odds, t->packages->n);
    double total = none;
    for (int p = 0; p < t->packages->n; p++)
        total += odds[p];
    *joining = 1.0 - none / total;
    double left = chance_uniform(word) * total;
    for (int p = 0; p < t->packages->n; p++) {
        if (left < odds[p])
            return p;
        left -= odds[p];
    }
    return -1;
}
