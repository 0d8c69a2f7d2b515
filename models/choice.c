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

/* Adds to the offers of a segment; returns the size of the part of V that does not come from
 * contacts. */
static double add_offer(
    struct choice_tables *t, const struct campaign *c, int segment, int p, double *per_contact)
{
    const struct choice *choice = &c->scenario->choice;
    const struct package *package = &t->packages->package[p];
    double felt = funding_felt_price(&c->scenario->funding, package->price_eur) +
                  package->company_hours * choice->hour_value.at[segment];
    double value = perceived_of(t->packages, choice->overlap.at[segment], segment, p) +
                   campaign_aids(c, segment, ACTION) -
                   choice->price_sensitivity.at[segment] * felt / 1000.0;
    if (package->for_companies && selector_fits(&package->only, &c->scenario->axes, segment))
        t->offer[segment * t->packages->n + t->n_offers[segment]++] = (struct offer){
            .odds = t->logs ? value : exp(value),
            .per_contact = per_contact,
            .package = p,
            .min_contacts = package->min_contacts,
            .front_runners_only = package->front_runners_only,
        };
    return fabs(value);
}

/* Returns how large V can be. */
static double tabulate_segment(
    struct choice_tables *t, const struct campaign *c, double *contacts, int segment)
{
    size_t row = (size_t)t->max_held + 1, n = (size_t)t->packages->n;
    const struct by_segment *trust = &c->scenario->choice.trust;
    double (*of)(double) = t->logs ? by_segment_same : exp, most = 0.0, most_held = 0.0;
    by_segment_row(t->trust, t->trust_cap, trust, segment, (size_t)t->trust_cap + 1, of);
    t->n_offers[segment] = 0;
    for (int p = 0; p < t->packages->n; p++) {
        const struct by_segment *per_contact = &t->packages->package[p].per_contact;
        double *here = contacts + (size_t)p * row;
        by_segment_row(here, t->max_held, per_contact, segment, n * row, of);
        most_held = fmax(most_held, fabs(per_contact->at[segment]) * t->max_held);
        most = fmax(most, add_offer(t, c, segment, p, here + (size_t)segment * n * row));
    }
    return most + most_held + fabs(trust->at[segment]) * t->trust_cap;
}

/* Returns how large V can be. */
static double tabulate(struct choice_tables *t, const struct campaign *c, double *contacts)
{
    double most = 0.0;
    for (int s = 0; s < c->n_segments; s++)
        most = fmax(most, tabulate_segment(t, c, contacts, s));
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
    t->n_offers = arena_new(arena, segments, sizeof *t->n_offers);
    t->offer = arena_new(arena, segments * n, sizeof *t->offer);
    t->trust = arena_new(arena, segments * ((size_t)t->trust_cap + 1), sizeof(double));
    double *contacts =
        arena_new(arena, segments * n * ((size_t)t->max_held + 1), sizeof *contacts);
    t->logs = false;
    if (tabulate(t, c, contacts) <= MOST_EXPONENT)
        return;
    t->logs = true;
    tabulate(t, c, contacts);
}

/* ---- Choosing ---- */

static inline const struct offer *offers(const struct choice_tables *t, int segment)
{
    return t->offer + segment * t->packages->n;
}

static inline bool in_choice_set(const struct offer *offer, const struct chooser *chooser)
{
    return (!offer->front_runners_only || chooser->front_runner) &&
           chooser->held >= offer->min_contacts;
}

/* Whether that package is. */
static bool may_take(const struct choice_tables *t, const struct chooser *chooser, int package)
{
    const struct offer *offer = offers(t, chooser->segment);
    for (int i = 0; i < t->n_offers[chooser->segment]; i++)
        if (offer[i].package == package)
            return in_choice_set(&offer[i], chooser);
    return false;
}

int choice_rung_above(const struct choice_tables *t, const struct chooser *chooser, int package)
{
    int above = t->rung_above[package];
    while (above >= 0 && !may_take(t, chooser, above))
        above = t->rung_above[above];
    return above;
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

/* What contacts held add to V, or the factor; a company of a simulated campaign never has more
 * than there is room for, one of a logbook may. */
static double of_contacts(
    const struct choice_tables *t, const struct offer *offer, const struct chooser *chooser)
{
    if (chooser->held <= t->max_held)
        return offer->per_contact[chooser->held];
    double v =
        t->packages->package[offer->package].per_contact.at[chooser->segment] * chooser->held;
    return t->logs ? v : exp(v);
}

/* The odds of each offer of the segment; returns that of none. */
static double weigh(const struct choice_tables *t, const struct chooser *chooser, double *odds)
{
    int segment = chooser->segment, n = t->n_offers[segment];
    int trusting = chooser->trusting < t->trust_cap ? chooser->trusting : t->trust_cap;
    double trust = t->trust[segment * (t->trust_cap + 1) + trusting];
    const struct offer *offer = offers(t, segment);
    bool steered = chooser->only >= 0 && may_take(t, chooser, chooser->only);
    for (int i = 0; i < n; i++) {
        double contacts = of_contacts(t, &offer[i], chooser);
        odds[i] = t->logs ? offer[i].odds + trust + contacts : offer[i].odds * trust * contacts;
        if (steered ? offer[i].package != chooser->only : !in_choice_set(&offer[i], chooser))
            odds[i] = t->logs ? -INFINITY : 0.0;
    }
    return t->logs ? odds_of_logs(odds, n) : 1.0; /* exp(0) */
}

double choice_chance(const struct choice_tables *t, const struct chooser *chooser, int package)
{
    double odds[MAX_PACKAGES], none = weigh(t, chooser, odds), total = none, its = 0.0;
    const struct offer *offer = offers(t, chooser->segment);
    for (int i = 0; i < t->n_offers[chooser->segment]; i++) {
        total += odds[i];
        its = offer[i].package == package ? odds[i] : its;
    }
    return (package < 0 ? none : its) / total;
}

int choice_make(const struct choice_tables *t, const struct chooser *chooser, uint32_t word,
    double *joining)
{
    double odds[MAX_PACKAGES], none = weigh(t, chooser, odds), total = none;
    const struct offer *offer = offers(t, chooser->segment);
    int n = t->n_offers[chooser->segment];
    for (int i = 0; i < n; i++)
        total += odds[i];
    if (joining != NULL)
        *joining = 1.0 - none / total;
    double left = chance_uniform(word) * total;
    for (int i = 0; i < n; i++) {
        if (left < odds[i])
            return offer[i].package;
        left -= odds[i];
    }
    return -1;
}
