/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_setup.h"

#include "language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Replications of each strategy where a variant is looked for. */
enum { TRIED = 1000 };

/* All of the setup's cases, simulated each under a variant. */
struct tried {
    struct study study;
    struct arena arena;
};

static enum status try_variants(struct tried *tried, const struct setup *setup,
    struct runner *runner, const struct variant *variant)
{
    struct study *study = &tried->study;
    *study = setup_study(setup, setup->study.n_cases, &tried->arena);
    for (int i = 0; i < setup->study.n_cases; i++)
        study->cases[study->n_cases++] =
            setup_variant(setup, i, &variant[i], setup->seed, &tried->arena);
    return runner_run(runner, study, (struct study_plan){.replications = TRIED}, NULL, NULL);
}

static void tried_free(struct tried *tried)
{
    study_free(&tried->study);
    arena_free(&tried->arena);
}

/* Simulates and compares a study whose cases are there. */
static enum status run_variants(struct compare_variants *variants, struct runner *runner,
    int baseline, struct study_plan plan)
{
    compare_init(&variants->compare, &variants->study, baseline, plan.replications);
    if (variants->alike)
        compare_pair_all(&variants->compare);
    enum status status =
        runner_run(runner, &variants->study, plan, compare_save, &variants->compare);
    if (status == STATUS_OK)
        compare_finish(&variants->compare, 0);
    variants->made = status == STATUS_OK;
    return status;
}

/* ---- Equal cost or hours ---- */

enum { ROUNDS = 8, MOST_TIMES = 50, MOST_SEARCHED = 200000 };

/* The search for a number of companies: the last two tried, the nearest so far. */
struct search {
    int now, before, best, most;
    double at_before, nearest;
    bool done;
};

/* Where a straight line through the last two tries meets the target. */
static int next_try(const struct search *s, double spent, double target)
{
    double guess = s->now * target / spent;
    if (s->before > 0 && s->before != s->now && spent != s->at_before)
        guess = s->now + (target - spent) * (s->now - s->before) / (spent - s->at_before);
    return (int)round(fmax(1.0, fmin(guess, s->most)));
}

static void learn(struct search *s, double spent, double target)
{
    if (s->done)
        return;
    if (fabs(spent - target) < s->nearest) {
        s->nearest = fabs(spent - target);
        s->best = s->now;
    }
    int next = spent > 0.0 ? next_try(s, spent, target) : s->now;
    s->done = next == s->now || next == s->before || !(spent > 0.0);
    s->before = s->now;
    s->at_before = spent;
    s->now = s->done ? s->now : next;
}

static struct variant resized(const struct setup *setup, int i, int companies)
{
    double n = setup->study.cases[i].scenario->population.n;
    return (struct variant){.companies = companies, .intake = companies / fmax(n, 1.0)};
}

static double spent_of(const struct study *study, int i, bool hours)
{
    return study_quantity(study, &study->cases[i], 0, hours ? Q_HOURS : Q_COST).value;
}

static enum status find_companies(const struct setup *setup, struct runner *runner,
    struct search *search, int baseline, bool hours, double target)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < setup->study.n_cases; i++) {
        int n = setup->study.cases[i].scenario->population.n;
        int most = n < MOST_SEARCHED / MOST_TIMES ? n * MOST_TIMES : MOST_SEARCHED;
        search[i] = (struct search){.now = n,
            .best = n,
            .most = most > n ? most : n,
            .nearest = INFINITY,
            .done = i == baseline || n == 0};
        learn(&search[i], spent_of(&setup->study, i, hours), target);
    }
    for (int round = 0; round < ROUNDS && status == STATUS_OK; round++) {
        struct variant variant[MOST_COMPARED];
        struct tried tried = {0};
        bool done = true;
        for (int i = 0; i < setup->study.n_cases; i++) {
            variant[i] = resized(setup, i, search[i].now);
            done = done && search[i].done;
        }
        if (done)
            break;
        status = try_variants(&tried, setup, runner, variant);
        for (int i = 0; i < setup->study.n_cases && status == STATUS_OK; i++)
            learn(&search[i], spent_of(&tried.study, i, hours), target);
        tried_free(&tried);
    }
    return status;
}

static enum status run_equal(
    struct compare_setup *of, struct runner *runner, struct study_plan plan)
{
    struct setup *setup = of->setup;
    struct compare_variants *equal = &of->equal;
    struct search search[MOST_COMPARED];
    bool hours = of->ask.equal_hours;
    double target = spent_of(&setup->study, of->baseline, hours);
    enum status status = find_companies(setup, runner, search, of->baseline, hours, target);
    if (status != STATUS_OK)
        return status;
    equal->alike = compare_same_companies(&of->compare);
    equal->study = setup_study(setup, of->compare.n, &setup->arena);
    for (int i = 0; i < of->compare.n; i++) {
        struct variant variant = resized(setup, i, search[i].best);
        equal->companies[i] = search[i].best;
        equal->unlisted[i] = variant_unlisted(setup->study.cases[i].scenario, search[i].best);
        equal->study.cases[equal->study.n_cases++] =
            setup_variant(setup, i, &variant, setup->seed, &setup->arena);
    }
    return run_variants(equal, runner, of->baseline, plan);
}

/* ---- Longer outreach ---- */

#define MOST_APART 0.10

static struct compare_gap gap_of(const struct study *study)
{
    struct estimate low = {.value = INFINITY}, high = {.value = -INFINITY};
    for (int i = 0; i < study->n_cases; i++) {
        struct estimate open = study_total(study, &study->cases[i], "open_share").estimate;
        low = open.value < low.value ? open : low;
        high = open.value > high.value ? open : high;
    }
    if (high.value < low.value)
        return (struct compare_gap){0.0, GAP_CLOSE};
    /* As if both did not depend on each other, which is on the safe side for strategies that
     * have their luck in common. */
    double error = hypot((low.high - low.low) / 2.0, (high.high - high.low) / 2.0);
    double apart = high.value - low.value;
    bool close = apart == 0.0 || apart + error <= MOST_APART;
    return (struct compare_gap){apart, close                        ? GAP_CLOSE
                                       : apart - error > MOST_APART ? GAP_APART
                                                                    : GAP_NOT_SURE};
}

int compare_longer_days(const struct study_case *one, double times)
{
    return (int)round(one->scenario->campaign.outreach_days * times);
}

/* What looking further ahead may come to, in looks at campaigns of the present length. */
enum { LONGER_TIMES = 6 };

static enum status run_longer(
    struct compare_longer *longer, const struct setup *setup, struct runner *runner)
{
    static const double grid[] = {1.5, 2.0, 3.0, 4.0};
    *longer = (struct compare_longer){.times = 1.0};
    if (setup->study.n_cases < 2)
        return STATUS_OK;
    longer->now = longer->then = gap_of(&setup->study);
    if (longer->now.distance != GAP_APART)
        return STATUS_OK;
    enum status status = STATUS_OK;
    for (size_t g = 0; g < sizeof grid / sizeof grid[0] && status == STATUS_OK; g++) {
        struct variant variant[MOST_COMPARED] = {0};
        struct tried tried = {0};
        longer->times = grid[g];
        for (int i = 0; i < setup->study.n_cases; i++)
            variant[i].outreach_days = compare_longer_days(&setup->study.cases[i], grid[g]);
        status = try_variants(&tried, setup, runner, variant);
        if (status == STATUS_OK)
            longer->then = gap_of(&tried.study);
        tried_free(&tried);
        if (longer->then.distance == GAP_CLOSE)
            break;
    }
    return status;
}

/* ---- Without a contact moment ---- */

enum variant_lack compare_lack(const struct setup *setup, int which, const char *id)
{
    const struct origin *origin = &setup->origin[which];
    const struct scenario *scenario = origin->config->scenario;
    return variant_lack(scenario, origin->strategy, variant_contact(scenario, id));
}

static bool is_had(const struct setup *setup, const char *id)
{
    for (int i = 0; i < setup->study.n_cases; i++)
        if (compare_lack(setup, i, id) != LACK_ALREADY)
            return true;
    return false;
}

/* Whether a strategy has it, and it is not the talk of action, which all have. */
static enum status check_without(struct setup *setup, const char *id)
{
    size_t n = 0, most = (size_t)setup->n_configs * MAX_CONTACTS;
    const char **names = arena_new(&setup->arena, most, sizeof *names);
    for (int k = 0; k < setup->n_configs; k++) {
        const struct catalogue *catalogue = &setup->configs[k].scenario->catalogue;
        if (strcmp(catalogue->contact[catalogue->talk].id, id) == 0) {
            messages_add(&setup->errors,
                _("--without: %s cannot be left out: it is the talk in which a company "
                  "chooses"),
                id);
            return STATUS_USAGE;
        }
        for (int c = 0; c < catalogue->n; c++)
            if (is_had(setup, catalogue->contact[c].id))
                names[n++] = catalogue->contact[c].id;
    }
    if (is_had(setup, id))
        return STATUS_OK;
    messages_add(&setup->errors, _("--without: no strategy has a contact moment '%s'%s"), id,
        setup_nearest(setup, id, names, n));
    return STATUS_USAGE;
}

static enum status run_without(
    struct compare_setup *of, struct runner *runner, struct study_plan plan)
{
    struct setup *setup = of->setup;
    struct study *study = &of->without.study;
    const char *id = of->ask.without;
    *study = setup_study(setup, 2 * setup->study.n_cases, &setup->arena);
    for (int half = 0; half < 2; half++) {
        struct variant variant = {.without = half == 1 ? id : NULL};
        for (int i = 0; i < setup->study.n_cases; i++)
            if (compare_lack(setup, i, id) == LACK_POSSIBLE)
                study->cases[study->n_cases++] =
                    setup_variant(setup, i, &variant, setup->seed, &setup->arena);
    }
    return study->n_cases > 0 ? run_variants(&of->without, runner, 0, plan) : STATUS_OK;
}

/* ---- What is not known ---- */

/* How many numbers are not known, over all configs; 0 where they are taken at their means. One
 * that several configs have counts once: it falls alike in all of them. */
static int count_unknowns(struct setup *setup)
{
    size_t most = 1;
    for (int c = 0; c < setup->n_configs; c++)
        most += (size_t)setup->configs[c].n_uncertain;
    uint32_t *key = arena_new(&setup->arena, most, sizeof *key);
    int n = 0;
    for (int c = 0; c < setup->n_configs && !setup->fixed; c++)
        for (int i = 0; i < setup->configs[c].n_uncertain; i++) {
            int at = 0;
            while (at < n && key[at] != setup->configs[c].unknown[i].key)
                at++;
            if (at == n)
                key[n++] = setup->configs[c].unknown[i].key;
        }
    return n;
}

/* ---- What a partner is worth ---- */

/* Campaigns of each strategy that tell the fee to expect, whatever the number compared: fewer
 * of more companies, which tell as much. Both of a pair are among them. */
enum { PILOT = 4000, LEAST_PILOT = 400, PILOT_COMPANIES = 60000 };

static uint64_t pilot_campaigns(const struct study *study)
{
    int companies = 1;
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].scenario->population.n > companies)
            companies = study->cases[i].scenario->population.n;
    int campaigns = PILOT_COMPANIES / companies / 2 * 2;
    return (uint64_t)(campaigns < LEAST_PILOT ? LEAST_PILOT
                      : campaigns > PILOT     ? PILOT
                                              : campaigns);
}

/* Fees and partners of a strategy's campaigns, summed over what shares a draw. */
struct pilot {
    const struct packages *packages;
    int unit, n_in_unit;
    double fees, partners;
    uint64_t units;
    struct ratio_sums sums;
};

static void add_fees(void *context, int one, uint64_t replication, const double *x)
{
    struct pilot *pilot = (struct pilot *)context + one;
    (void)replication;
    pilot->fees += compare_fees(pilot->packages, x);
    pilot->partners += x[Q_PARTNERS];
    if (++pilot->n_in_unit < pilot->unit)
        return;
    pilot->units++;
    pilot->sums.y += pilot->fees;
    pilot->sums.x += pilot->partners;
    pilot->sums.yy += pilot->fees * pilot->fees;
    pilot->sums.xx += pilot->partners * pilot->partners;
    pilot->sums.xy += pilot->fees * pilot->partners;
    pilot->fees = pilot->partners = 0.0;
    pilot->n_in_unit = 0;
}

/* The price of all packages that companies can choose, where that is one; else NAN. */
static double only_price(const struct packages *packages)
{
    double price = NAN;
    for (int p = 0; p < packages->n; p++) {
        const struct package *package = &packages->package[p];
        if (!package->for_companies)
            continue;
        if (!isnan(price) && price != package->price_eur)
            return NAN;
        price = package->price_eur;
    }
    return price;
}

/* The yearly fee that is expected of a partner of each strategy when it joins, by simulating
 * where that is not one price. */
static enum status find_fees(
    const struct setup *setup, struct runner *runner, struct estimate *fee)
{
    struct tried tried = {0};
    struct variant variant = {0};
    int n = setup->study.n_cases;
    struct pilot pilot[MOST_COMPARED] = {{0}};
    bool known = true;
    for (int i = 0; i < n; i++) {
        double price = only_price(&setup->study.cases[i].scenario->packages);
        fee[i] = (struct estimate){price, 0.0, price, price, false};
        known = known && !isnan(price);
    }
    if (known)
        return STATUS_OK;
    tried.study = setup_study(setup, n, &tried.arena);
    for (int i = 0; i < n; i++) {
        pilot[i].packages = &setup->study.cases[i].scenario->packages;
        pilot[i].unit = setup->study.cases[i].source.open != NULL ? 2 : 1;
        tried.study.cases[tried.study.n_cases++] =
            setup_variant(setup, i, &variant, setup->seed, &tried.arena);
    }
    enum status status = runner_run(runner, &tried.study,
        (struct study_plan){.replications = pilot_campaigns(&setup->study)}, add_fees, pilot);
    for (int i = 0; i < n; i++)
        if (isnan(fee[i].value))
            fee[i] = estimate_ratio(pilot[i].units, pilot[i].sums, setup->study.confidence);
    tried_free(&tried);
    return status;
}

/* What partners are worth where the user does not say: their fees. */
static enum status find_value(
    const struct compare_setup *of, struct runner *runner, struct partner_value *value)
{
    const struct study *study = &of->setup->study;
    int first = of->baseline;
    bool any = false;
    *value = partner_value_given(of->ask.value);
    if (value->given)
        return STATUS_OK;
    enum status status = find_fees(of->setup, runner, value->of);
    for (int i = study->n_cases - 1; i >= 0; i--) {
        any = any || !isnan(value->of[i].value);
        value->own = value->own || value->of[i].value != value->of[0].value;
        if (value->of[i].value > 0.0 && !(value->of[of->baseline].value > 0.0))
            first = i;
    }
    value->is = value->of[first];
    value->nobody_joins = !any;
    if (!(value->is.value > 0.0)) {
        value->own = false;
        value->is = estimate_undefined();
    }
    return status;
}

enum status compare_setup_init(
    struct compare_setup *of, struct setup *setup, const struct compare_ask *ask)
{
    *of = (struct compare_setup){.setup = setup, .ask = *ask};
    if (setup->study.has_hubs)
        messages_add(&setup->errors, "%s",
            _("hubs differ in people and region, not only in strategy: "
              "compare the strategies of one hub's config"));
    else if (setup->study.n_cases > MOST_COMPARED)
        messages_add(&setup->errors,
            _("%d strategies are too many to compare; at most %d are "
              "possible"),
            setup->study.n_cases, MOST_COMPARED);
    if (setup->errors.count > 0)
        return STATUS_USAGE;
    enum status status = setup_find(setup, ask->baseline, &of->baseline);
    return status == STATUS_OK && ask->without != NULL ? check_without(setup, ask->without)
                                                       : status;
}

enum status compare_setup_run(struct compare_setup *of, struct runner *runner,
    struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context)
{
    const struct compare_ask *ask = &of->ask;
    struct setup *setup = of->setup;
    struct compare *compare = &of->compare;
    compare_init(compare, &setup->study, of->baseline, plan.replications);
    compare->save = save;
    compare->context = context;
    /* The shares of the work by campaigns, of which the last two parts have as many again. */
    double main = (double)plan.replications, pilot = (double)pilot_campaigns(&setup->study);
    double equal = ask->equal_cost || ask->equal_hours ? main + ROUNDS * TRIED : 0.0;
    double without = ask->without != NULL ? 2.0 * main : 0.0;
    double longer = LONGER_TIMES * TRIED;
    double all = main + pilot + longer + equal + without;
    struct span whole = runner_enter(runner, 0.0, main / all);
    enum status status = runner_run(runner, &setup->study, plan, compare_save, compare);
    runner->span = whole;
    if (status != STATUS_OK)
        return status;
    runner_enter(runner, main / all, (main + pilot) / all);
    struct partner_value value;
    status = find_value(of, runner, &value);
    if (status != STATUS_OK)
        return status;
    if (value.own)
        compare->fee = value.is.value;
    for (int i = 0; i < compare->n; i++)
        compare->own_fee[i] = isnan(value.of[i].value) ? value.is.value : value.of[i].value;
    compare_finish(compare, count_unknowns(setup));
    comparison_init(&of->comparison, compare, value,
        setup->fixed || config_agree(setup->configs, setup->n_configs));
    const struct study_case *leader = &setup->study.cases[of->comparison.leader];
    of->comparison.keeping_eur =
        study_total(&setup->study, leader, "care_cost").estimate.value +
        study_total(&setup->study, leader, "serving_cost").estimate.value;
    runner->span = whole;
    runner_enter(runner, (main + pilot) / all, (main + pilot + longer) / all);
    status = run_longer(&of->longer, setup, runner);
    runner->span = whole;
    runner_enter(runner, (main + pilot + longer) / all, 1.0 - without / all);
    if (status == STATUS_OK && equal > 0.0)
        status = run_equal(of, runner, plan);
    runner->span = whole;
    runner_enter(runner, 1.0 - without / all, 1.0);
    if (status == STATUS_OK && ask->without != NULL)
        status = run_without(of, runner, plan);
    runner->span = whole;
    return status;
}
