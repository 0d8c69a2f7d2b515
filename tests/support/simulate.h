/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"
#include "api_study.h"

/* A config simulated for a test by recept_run(): one strategy, a fixed seed, all cores. */
struct simulated {
    struct recept_config *config;
    struct recept_study *of;
    struct study study;    /* of it: the study, */
    struct study_case one; /* and its only case */
};

/* A small world in which everything is off: four contact moments a, b, c and talk, all
 * appointments of one mode, an hour of work each, a lead time of exactly one day; strategy "s"
 * takes a, b, c by stage; one package "p". Tests add what they are about with sets (PATH=VALUE,
 * ended by NULL). */
extern const char plain_world[];

/* Reads a config in memory after `n_sets` sets. Fails the test on any error. */
void read_world(struct config *config, const char *world, const char *const *sets, int n_sets);

/* A config in memory. */
struct config_origin world_of(const char *world);

/* The study of all strategies (or hubs) of one config: `ask` says the rest. Fails the test on
 * any error. */
void set_up(struct setup *setup, struct config_origin config, struct setup_ask ask);

/* Whether one of the lines holds `what`; prints them all when none does. */
bool says(const struct messages *errors, const char *what);

/* Simulates `n` campaigns of the first strategy of a config in memory, after `sets`. Fails the
 * test on any error. */
void simulate(struct simulated *s, const char *world, const char *const *sets, uint64_t n);

/* The same for strategy `strategy` of a config file. */
void simulate_file(struct simulated *s, const char *path, const char *strategy,
    const char *const *sets, uint64_t n);

void simulated_free(struct simulated *s);

/* A measure for all companies, or for the group named `cell`. */
struct estimate measured(const struct simulated *s, const char *measure);
struct estimate measured_in(const struct simulated *s, const char *measure, const char *cell);

/* Mean number of partners with package number `package`. */
struct estimate measured_package(const struct simulated *s, int package);

/* Share converted by `day` after the own approach. */
struct estimate converted_by(const struct simulated *s, int day);

double logistic(double x);

/* The mean of f(u, context) over personal clicks u ~ N(0, 1), by Gauss-Hermite quadrature. */
double over_clicks(double (*f)(double u, void *context), void *context);

/* How many standard errors an estimate lies from what it should be. */
double deviation(struct estimate estimate, double expected);

/* An estimate agrees with a known answer when it is within this many standard errors. Two-sided
 * error rate 0.001 divided by 20, more than any file here has such comparisons. */
#define AGREES 4.06

#define assert_agrees(measured_value, expected)                                                \
    do {                                                                                       \
        struct estimate agrees_e = (measured_value);                                           \
        double agrees_x = (expected);                                                          \
        if (!(fabs(deviation(agrees_e, agrees_x)) <= AGREES)) {                                \
            print_error("%s = %.6g +- %.2g, expected %s = %.6g\n", #measured_value,            \
                agrees_e.value, agrees_e.se, #expected, agrees_x);                             \
            fail();                                                                            \
        }                                                                                      \
    } while (0)

/* The same comparison has to reject what a wrong model would give. */
#define assert_rejects(measured_value, wrong)                                                  \
    assert_true(fabs(deviation((measured_value), (wrong))) > AGREES)
