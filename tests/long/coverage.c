/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often intervals of averages hold what is true, where averages are adjusted by what was
 * expected of campaigns: runs are repeated with other random numbers, and each is held against
 * known answers (Markov chains) or against a run of 20 million campaigns. Usage: coverage
 * [WORLD [RUNS [CAMPAIGNS]]], with WORLD one of chain, spark and year; without them all worlds,
 * 2,000 runs, 1,000 and 20,000 campaigns. A line for each figure: the share of runs whose
 * interval holds the truth; the average error in standard errors; by how many times controls
 * made the variance smaller; in what share of runs the interval was a score interval, and did
 * not hold its own estimate. */
#include "compare.h"
#include "simulate.h"

#include <gsl/gsl_linalg.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Bounds of coverage at 2,000 runs: 95 % less and more than four standard errors of such a
 * share. Figures of fewer than 100 events are looked at from below alone. */
#define LEAST 0.929
#define MOST 0.969
#define LEAST_OF_FEW 0.92
/* Of the average error of a figure, in standard errors of that average: two-sided, 0.001
 * divided by some 40 figures. */
#define MOST_APART 4.2
enum { RUNS = 2000, MANY_EVENTS = 100, SOME_EVENTS = 20 };

/* ---- What is true ---- */

struct truth {
    const char *strategy, *than; /* than: it is the difference to this one; NULL: it is none */
    const char *group, *measure;
    double value, se; /* of the truth itself: of a run of 20 million campaigns */
    double partners;  /* of the group in a campaign, on average */
};

struct world {
    const char *name, *path; /* NULL: plain_world */
    const char *sets[8];
    const char *strategies;
    int n_truths;
    const struct truth *truth;
};

#include "coverage_truths.h"

/* ---- Chains ---- */

enum { COMPANIES = 5 };
#define CHAIN_CLICK 0.8
static const double chain_dropout[4] = {0.19, 0.21, 0.23, 0.45};

/* x of the chain that stays in stage i with probability q[i] and moves on with p[i]: what is
 * b[i] at each contact, summed over all that come. */
static void sum_over_chain(const double p[4], const double q[4], const double b[4], double x[4])
{
    for (int i = 3; i >= 0; i--)
        x[i] = (b[i] + (i < 3 ? p[i] * x[i + 1] : 0.0)) / (1.0 - q[i]);
}

enum chain_figure { JOINS, CONTACTS, CONTACTS_OF_JOINING, N_CHAIN_FIGURES };
struct chain {
    double value; /* of the package */
    enum chain_figure of;
};

static double given_click(double u, void *context)
{
    const struct chain *c = context;
    const double logit[4] = {-0.2, 0.1, -0.3, c->value}, one[4] = {1.0, 1.0, 1.0, 1.0};
    double p[4], q[4], joins[4], contacts[4], of_joining[4];
    for (int i = 0; i < 4; i++) {
        p[i] = logistic(logit[i] + (i < 3 ? CHAIN_CLICK * u : 0.0));
        q[i] = (1.0 - p[i]) * (1.0 - chain_dropout[i]);
    }
    sum_over_chain(p, q, (const double[4]){0.0, 0.0, 0.0, p[3]}, joins);
    sum_over_chain(p, q, one, contacts);
    sum_over_chain(p, q, joins, of_joining);
    return c->of == JOINS ? joins[0] : c->of == CONTACTS ? contacts[0] : of_joining[0];
}

/* Over personal clicks. */
static double of_chain(struct chain c)
{
    return over_clicks(given_click, &c);
}

/* That of the chain of which such a share of the companies joins. */
static double value_of_package(double joining)
{
    double low = -30.0, high = 10.0;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2.0;
        if (of_chain((struct chain){middle, JOINS}) < joining)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2.0;
}

enum { MOST_CHAIN_TRUTHS = 12 };
static int find_chain_truths(double value, struct truth *truth)
{
    double joins = of_chain((struct chain){value, JOINS});
    double contacts = of_chain((struct chain){value, CONTACTS});
    double of_joining = of_chain((struct chain){value, CONTACTS_OF_JOINING});
    const struct truth all[] = {
        {.measure = "conversion_rate", .value = joins},
        {.measure = "partners", .value = COMPANIES * joins},
        {.measure = "said_no", .value = COMPANIES * (1.0 - joins)},
        {.measure = "contacts_per_company", .value = contacts},
        {.measure = "cost", .value = 100.0 * COMPANIES * contacts},
        {.measure = "all_contacts_per_partner", .value = contacts / joins},
        {.measure = "cost_per_partner", .value = 100.0 * contacts / joins},
        {.measure = "contacts_per_partner", .value = of_joining / joins},
        {.measure = "conversion_rate", .value = joins, .group = "small"},
        {.measure = "partners", .value = COMPANIES * joins / 2.0, .group = "larger"},
    };
    int n = (int)(sizeof all / sizeof all[0]);
    for (int i = 0; i < n; i++) {
        truth[i] = all[i];
        truth[i].strategy = "s";
        truth[i].partners = COMPANIES * joins / (all[i].group != NULL ? 2.0 : 1.0);
    }
    return n;
}

/* ---- Runs ---- */

struct seen {
    double n, held, sum, square; /* runs; intervals that hold it; errors and their squares */
    double outside;              /* values that their own interval does not hold */
    double reduction;
    int score;
};

static void note(struct seen *seen, struct estimate e, double truth)
{
    seen->n += !isnan(e.value);
    if (isnan(e.value))
        return;
    double error = e.value - truth;
    seen->sum += error;
    seen->square += error * error;
    seen->held += e.unbounded || (e.low <= truth && truth <= e.high);
    seen->outside += !e.unbounded && (e.value < e.low || e.value > e.high);
}

static int case_of(const struct study *study, const char *strategy)
{
    int i = 0;
    while (strcmp(study->cases[i].campaign->strategy->id, strategy) != 0)
        i++;
    return i;
}

static int cell_of(const struct study_case *one, const char *group)
{
    const struct cells *cells = &one->campaign->cells;
    int cell = 0;
    while (group != NULL && strcmp(cells->name[cell], group) != 0)
        cell++;
    return cell;
}

static struct estimate difference(const struct compare *c, const struct truth *t)
{
    int measure = 0;
    while (strcmp(compare_measure(measure)->name, t->measure) != 0)
        measure++;
    struct paired_contrast contrast =
        compare_contrast(measure, case_of(c->study, t->strategy), case_of(c->study, t->than));
    struct estimate e;
    compare_estimate_all(c, 1, &contrast, &e);
    return e;
}

static void note_all(const struct study *study, const struct compare *compare,
    const struct world *world, struct seen *seen)
{
    for (int i = 0; i < world->n_truths; i++) {
        const struct truth *t = &world->truth[i];
        if (t->than != NULL) {
            if (compare != NULL)
                note(&seen[i], difference(compare, t), t->value);
            continue;
        }
        const struct study_case *one = &study->cases[case_of(study, t->strategy)];
        struct figure f =
            study_figure(study, one, cell_of(one, t->group), measure_find(t->measure));
        note(&seen[i], f.estimate, t->value);
        seen[i].score += f.method == METHOD_SCORE;
        seen[i].reduction += f.method == METHOD_CONTROLS ? f.reduction : 1.0;
    }
}

static bool has_differences(const struct world *world)
{
    for (int i = 0; i < world->n_truths; i++)
        if (world->truth[i].than != NULL)
            return true;
    return false;
}

static void run_once(const struct config *config, const struct world *world, uint64_t seed,
    uint64_t campaigns, struct seen *seen)
{
    struct setup setup = {0};
    struct compare compare;
    bool differences = campaigns <= 1000 && has_differences(world);
    set_up(&setup, (struct config_origin){.path = "world"},
        (struct setup_ask){.read = config,
            .seed = &seed,
            .strategies = differences ? world->strategies : world->truth[0].strategy});
    struct study *study = &setup.study;
    struct engine engine = {.threads = 1};
    study->controls = true;
    if (differences) {
        compare_init(&compare, study, 0, campaigns);
        engine.save = compare_save;
        engine.save_context = &compare;
    }
    assert_int_equal(
        study_run(study, &engine, (struct study_plan){.replications = campaigns}), STATUS_OK);
    if (differences)
        compare_finish(&compare, 0);
    note_all(study, differences ? &compare : NULL, world, seen);
    if (differences)
        compare_free(&compare);
    study_free(study);
    setup_free(&setup);
}

/* ---- What came out ---- */

/* Partners in all campaigns of the run, or companies that are counted, if these are fewer. */
static double events_of(const struct truth *t, uint64_t campaigns)
{
    bool counts = t->than == NULL && measures[measure_find(t->measure)].kind == MEASURE_MEAN &&
                  strcmp(measures[measure_find(t->measure)].unit, "companies") == 0;
    return (counts ? fmin(t->partners, t->value) : t->partners) * (double)campaigns;
}

/* Ratios to fewer partners than some have a bias whatever they are made of. */
static bool is_ratio_of_few(const struct truth *t, double events)
{
    return events < SOME_EVENTS && measures[measure_find(t->measure)].kind == MEASURE_RATIO;
}

static bool is_well(const struct truth *t, const struct seen *seen, uint64_t campaigns)
{
    double n = seen->n, events = events_of(t, campaigns), held = seen->held / n;
    double mean = seen->sum / n, variance = seen->square / n - mean * mean;
    double z = mean / sqrt(fmax(variance, 0.0) / n + t->se * t->se);
    bool many = events >= MANY_EVENTS, some = events >= SOME_EVENTS;
    bool well = many ? held >= LEAST && held <= MOST : !some || held >= LEAST_OF_FEW;
    well = well && (fabs(z) < MOST_APART || is_ratio_of_few(t, events));
    printf("%-21s %-21s %-19s %-25s %9.4g %9.1f %7.1f%% %7.2f %6.2f %5.1f%% %5.1f%%%s\n",
        t->strategy, t->than != NULL ? t->than : "", t->group != NULL ? t->group : "all",
        t->measure, t->value, events, 100.0 * held, z, seen->reduction / n,
        100.0 * seen->score / n, 100.0 * seen->outside / n, well ? "" : "  <--");
    return well;
}

static bool try_world(const struct world *world, uint64_t campaigns, int runs)
{
    struct config config;
    struct seen *seen = calloc((size_t)world->n_truths, sizeof *seen);
    struct messages errors = {0};
    int n_sets = 0;
    while (world->sets[n_sets] != NULL)
        n_sets++;
    struct config_origin origin = world_of(plain_world);
    if (world->path != NULL)
        origin = (struct config_origin){.path = world->path};
    origin.sets = world->sets;
    origin.n_sets = n_sets;
    assert_int_equal(config_open(&config, &origin, &errors), STATUS_OK);
    for (int r = 0; r < runs; r++)
        run_once(
            &config, world, UINT64_C(1000003) * (uint64_t)(r + 1) + campaigns, campaigns, seen);
    printf("\n%s, %" PRIu64 " campaigns, %d runs\n", world->name, campaigns, runs);
    printf("%-21s %-21s %-19s %-25s %9s %9s %8s %7s %6s %6s %6s\n", "strategy", "less", "group",
        "measure", "truth", "events", "held", "z", "gain", "score", "out");
    bool well = true;
    for (int i = 0; i < world->n_truths; i++)
        if (seen[i].n > 0.0)
            well = is_well(&world->truth[i], &seen[i], campaigns) && well;
    fflush(stdout);
    config_free(&config);
    free(seen);
    return well;
}

/* How many runs of what are asked for. */
struct asked_for {
    const char *world; /* NULL: all */
    int runs;
    uint64_t campaigns; /* 0: as many as worlds are tried with */
};

static bool is_asked(const struct asked_for *asked, const char *world, uint64_t campaigns)
{
    return (asked->world == NULL || strcmp(asked->world, world) == 0) &&
           (asked->campaigns == 0 || asked->campaigns == campaigns);
}

static bool try_chain(const struct asked_for *asked, double joining, uint64_t campaigns)
{
    char base[60], name[60];
    struct truth truth[MOST_CHAIN_TRUTHS];
    if (!is_asked(asked, "chain", campaigns))
        return true;
    double value = value_of_package(joining);
    snprintf(base, sizeof base, "packages.p.value.base=%.15g", value);
    snprintf(name, sizeof name, "chain in which %g of the companies join", joining);
    struct world chain = {.name = name,
        .sets = {"response.intercept=(-0.2, 0.1, -0.3)", base, "response.click_sd=0.8",
            "response.dropout=(0.19, 0.21, 0.23, 0.45)", "population.count=5",
            "campaign.outreach_days=100", "campaign.horizon_days=100"},
        .truth = truth};
    chain.n_truths = find_chain_truths(value, truth);
    return try_world(&chain, campaigns, asked->runs);
}

int main(int argc, char **argv)
{
    const struct asked_for asked = {argc > 1 ? argv[1] : NULL, argc > 2 ? atoi(argv[2]) : RUNS,
        argc > 3 ? strtoull(argv[3], NULL, 10) : 0};
    static const uint64_t sizes[] = {1000, 20000};
    /* Many partners in all campaigns, 50, and almost none. */
    static const struct {
        double joining;
        uint64_t campaigns;
    } chains[] = {{0.3, 1000}, {0.03, 1000}, {0.01, 1000}, {0.002, 1000}, {0.0004, 1000},
        {0.3, 20000}, {0.0005, 20000}, {0.00002, 20000}};
    bool well = true;
    for (size_t i = 0; i < sizeof chains / sizeof chains[0]; i++)
        well = try_chain(&asked, chains[i].joining, chains[i].campaigns) && well;
    for (size_t w = 0; w < sizeof worlds / sizeof worlds[0]; w++)
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
            if (is_asked(&asked, worlds[w].name, sizes[s]))
                well = try_world(&worlds[w], sizes[s], asked.runs) && well;
    return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
