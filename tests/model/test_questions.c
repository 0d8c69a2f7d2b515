/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every config that is shipped, those of configs/questions among them, reads without an error
 * and gives sensible figures. Files are found, so that new ones are covered. */
#include "simulate.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATIONS = 200, AT_LEAST = 10 };

/* A config has a campaign; the other files are there to be included. */
static bool is_config(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *line = NULL;
    size_t size = 0;
    bool found = false;
    while (!found && getline(&line, &size, file) >= 0)
        found = strncmp(line, "campaign", 8) == 0;
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

static void case_is_sensible(const char *path, const struct study *study, int i)
{
    const struct study_case *one = &study->cases[i];
    for (int m = 0; m < n_measures; m++)
        for (int cell = 0; cell < one->campaign->cells.n; cell++)
            figure_is_sensible(study_figure(study, one, cell, m), measures[m].kind);
    /* Contacts are held and cost money, and somebody joins in some campaign. */
    assert_true(study_total(study, one, "in_view").estimate.value > 0.0);
    assert_true(study_total(study, one, "cost").estimate.value > 0.0);
    double rate = study_total(study, one, "conversion_rate").estimate.value;
    if (!(rate > 0.0 && rate < 0.9)) {
        print_error("%s, case %d: conversion %g\n", path, i, rate);
        fail();
    }
}

static void config_is_sensible(const char *path)
{
    struct setup setup;
    set_up(&setup, (struct config_origin){.path = path}, (struct setup_ask){.fixed = true});
    struct engine engine = {0};
    struct study_plan plan = {.replications = REPLICATIONS};
    assert_int_equal(study_run(&setup.study, &engine, plan), STATUS_OK);
    for (int i = 0; i < setup.study.n_cases; i++)
        case_is_sensible(path, &setup.study, i);
    setup_free(&setup);
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
