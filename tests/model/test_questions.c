/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every config that is shipped, those of configs/questions among them, reads without an error
 * and gives sensible figures. Files are found, so that new ones are covered. */
#include "simulate.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATIONS = 200, AT_LEAST = 10 };

/* A config has strategies; the other files are there to be included. */
static bool is_config(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *line = NULL;
    size_t size = 0;
    bool found = false;
    while (!found && getline(&line, &size, file) >= 0)
        found = strncmp(line, "strategies", 10) == 0;
    free(line);
    fclose(file);
    return found;
}

static void figure_is_sensible(struct figure figure, enum measure_kind kind)
{
    const double all[] = {figure.estimate.value, figure.estimate.se, figure.estimate.low,
        figure.estimate.high, figure.p05, figure.p50, figure.p95};
    for (int i = 0; i < 7; i++)
        assert_true(isinf(all[i]) == 0);
    if (kind == MEASURE_SHARE || kind == MEASURE_EVENT)
        assert_false(figure.estimate.value < 0.0 || figure.estimate.value > 1.0);
}

static void strategy_is_sensible(const char *path, const char *strategy)
{
    struct simulated s;
    simulate_file(&s, path, strategy, NULL, REPLICATIONS);
    for (int m = 0; m < n_measures; m++)
        for (int cell = 0; cell < s.one.campaign->cells.n; cell++)
            figure_is_sensible(study_figure(&s.study, &s.one, cell, m), measures[m].kind);
    /* Contacts are held and cost money, and somebody joins in some campaign. */
    assert_true(measured(&s, "in_view").value > 0.0);
    assert_true(measured(&s, "cost").value > 0.0);
    double rate = measured(&s, "conversion_rate").value;
    if (!(rate > 0.0 && rate < 0.9)) {
        print_error("%s, %s: conversion %g\n", path, strategy, rate);
        fail();
    }
    simulated_free(&s);
}

static void config_is_sensible(const char *path)
{
    struct config config = {0};
    struct messages errors;
    messages_init(&errors);
    enum status status = config_read(&config, path, NULL, 0, &errors);
    for (size_t i = 0; i < errors.count; i++)
        print_error("%s\n", errors.lines[i]);
    assert_int_equal(status, STATUS_OK);
    for (int i = 0; i < config.scenario->n_strategies; i++)
        strategy_is_sensible(path, config.scenario->strategy[i].id);
    config_free(&config);
    messages_free(&errors);
}

static void every_shipped_config_runs(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob(SOURCE_DIR "/configs/*.cfg", 0, NULL, &found), 0);
    assert_int_equal(glob(SOURCE_DIR "/configs/questions/*.cfg", GLOB_APPEND, NULL, &found), 0);
    int configs = 0;
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (is_config(found.gl_pathv[i])) {
            config_is_sensible(found.gl_pathv[i]);
            configs++;
        }
    globfree(&found);
    assert_true(configs >= AT_LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_config_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
