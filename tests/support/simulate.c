/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulate.h"

#include <gsl/gsl_integration.h>
#include <string.h>

const char plain_world[] =
    "axes = ( { id = \"size\"; levels = (\"small\", \"larger\"); } );"
    "modes = ( { id = \"visit\"; appointment = true; } );"
    "contact_moments = ("
    "  { id = \"a\"; stage = \"attention\"; mode = \"visit\"; hours = 1.0; lead_days = 0.0; },"
    "  { id = \"b\"; stage = \"interest\"; mode = \"visit\"; hours = 1.0; lead_days = 0.0; },"
    "  { id = \"c\"; stage = \"desire\"; mode = \"visit\"; hours = 1.0; lead_days = 0.0; },"
    "  { id = \"talk\"; stage = \"action\"; mode = \"visit\"; hours = 1.0; lead_days = 0.0; } "
    ");"
    "packages = ( { id = \"p\"; price = 0.0; value = { base = 0.0; }; } );"
    "campaign = { name = \"plain\"; start = \"2024-01-01\"; outreach_days = 2000;"
    "  horizon_days = 2000; };"
    "population = { count = 1; levels = { size = { small = 0.5; larger = 0.5; }; }; };"
    "team = { hourly_rate = 100.0; };"
    "response = { intercept = (0.0, 0.0, 0.0); };"
    "strategies = ( { id = \"s\"; attention = (\"a\"); interest = (\"b\"); desire = (\"c\");"
    "  intake_per_week = 7000.0; } );"
    "simulation = { seed = 2385; };";

static void must_read(enum status status, const struct messages *errors)
{
    for (size_t i = 0; i < errors->count; i++)
        print_error("%s\n", errors->lines[i]);
    assert_int_equal(status, STATUS_OK);
}

bool says(const struct messages *errors, const char *what)
{
    for (size_t i = 0; i < errors->count; i++)
        if (strstr(errors->lines[i], what) != NULL)
            return true;
    for (size_t i = 0; i < errors->count; i++)
        print_error("  %s\n", errors->lines[i]);
    print_error("nothing says: %s\n", what);
    return false;
}

static int count(const char *const *sets)
{
    int n = 0;
    while (sets != NULL && sets[n] != NULL)
        n++;
    return n;
}

struct config_origin world_of(const char *world)
{
    return (struct config_origin){.path = "world.cfg", .bytes = world, .length = strlen(world)};
}

void read_world(struct config *config, const char *world, const char *const *sets, int n_sets)
{
    struct messages errors = {0};
    struct config_origin source = world_of(world);
    source.sets = sets;
    source.n_sets = n_sets;
    must_read(config_open(config, &source, &errors), &errors);
    messages_free(&errors);
}

void set_up(struct setup *setup, struct config_origin config, struct setup_ask ask)
{
    ask.n_configs = 1;
    ask.config = &config;
    *setup = (struct setup){0};
    must_read(setup_read(setup, &ask), &setup->errors);
}

static void run(struct simulated *s, struct recept_origin origin, const char *strategy,
    const char *const *sets, uint64_t n)
{
    origin.settings = sets;
    origin.n_settings = (size_t)count(sets);
    enum recept_status status = recept_config_open(&s->config, &origin);
    for (size_t i = 0; i < recept_config_messages(s->config); i++)
        print_error("%s\n", recept_config_message(s->config, i));
    assert_int_equal(status, RECEPT_OK);
    const struct recept_options options = {.replications = n,
        .fixed = true,
        .strategies = strategy != NULL ? strategy : recept_config_strategy(s->config, 0)};
    assert_int_equal(recept_run(&s->of, s->config, &options), RECEPT_OK);
    s->study = s->of->setup.study;
    s->one = s->study.cases[0];
}

void simulate(struct simulated *s, const char *world, const char *const *sets, uint64_t n)
{
    run(s, (struct recept_origin){"world.cfg", world, strlen(world)}, NULL, sets, n);
}

void simulate_file(struct simulated *s, const char *path, const char *strategy,
    const char *const *sets, uint64_t n)
{
    run(s, (struct recept_origin){.name = path}, strategy, sets, n);
}

void simulated_free(struct simulated *s)
{
    recept_study_free(s->of);
    recept_config_free(s->config);
}

struct estimate measured_in(const struct simulated *s, const char *measure, const char *cell)
{
    struct recept_figure figure;
    const char *strategy = s->one.campaign->strategy->id;
    assert_int_equal(recept_study_figure(s->of, strategy, cell, measure, &figure), RECEPT_OK);
    return (struct estimate){figure.estimate, figure.se, figure.mc_low, figure.mc_high, false};
}

struct estimate measured(const struct simulated *s, const char *measure)
{
    return measured_in(s, measure, NULL);
}

struct estimate measured_package(const struct simulated *s, int package)
{
    return study_quantity(&s->study, &s->one, 0, Q_PACKAGE + package);
}

struct estimate converted_by(const struct simulated *s, int day)
{
    struct study_point point = {0};
    struct estimate e = estimate_undefined();
    for (int step = 0; step <= day; step++)
        e = study_curve_step(&s->study, &s->one, CURVE_OWN_DAY, 0, step, &point);
    return e;
}

double over_clicks(double (*f)(double u, void *context), void *context)
{
    gsl_integration_fixed_workspace *w =
        gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, 60, 0.0, 0.5, 0.0, 0.0);
    gsl_function function = {f, context};
    double integral;
    gsl_integration_fixed(&function, &integral, w);
    gsl_integration_fixed_free(w);
    return integral / sqrt(2.0 * M_PI);
}

double logistic(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

double deviation(struct estimate estimate, double expected)
{
    double error = estimate.value - expected;
    return estimate.se > 0.0 ? error / estimate.se : fabs(error) < 1e-9 ? 0.0 : INFINITY;
}
