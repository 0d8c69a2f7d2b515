/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vectorised.h"

#include "process.h"

#include <stdio.h>
#include <stdlib.h>

enum { PYTHON_WITHOUT_NUMPY = 3, PYTHON_NOT_FOUND = 127 };

/* Reads `n` numbers from `text`; false when there are fewer. */
static bool read_numbers(const char *text, double *number, int n)
{
    for (int i = 0; i < n; i++) {
        char *end;
        number[i] = strtod(text, &end);
        if (end == text)
            return false;
        text = end;
    }
    return true;
}

static bool read_totals(const char *printed, struct funnel_totals *totals, double *seconds)
{
    double number[2 + 2 * N_TOTALS];
    if (!read_numbers(printed, number, 2 + 2 * N_TOTALS))
        return false;
    *seconds = number[0];
    totals->replications = number[1];
    for (int i = 0; i < N_TOTALS; i++) {
        totals->sum[i] = number[2 + i];
        totals->square[i] = number[2 + N_TOTALS + i];
    }
    return true;
}

enum vectorised vectorised_run(const char *python, const struct funnel *funnel,
    unsigned long seed, int replications, struct funnel_totals *totals, double *seconds)
{
    struct text input = {0}, output = {0};
    char seeded[32], count[32];
    snprintf(seeded, sizeof seeded, "%lu", seed);
    snprintf(count, sizeof count, "%d", replications);
    funnel_json(funnel, &input);
    const char *const argv[] = {python, SOURCE_DIR "/bench/vectorised.py", seeded, count, NULL};
    int status = process_run(argv, text_string(&input), &output, NULL);
    enum vectorised end = VECTORISED_FAILED;
    if (status == 0 && read_totals(text_string(&output), totals, seconds))
        end = VECTORISED_DONE;
    else if (status == PYTHON_WITHOUT_NUMPY || status == PYTHON_NOT_FOUND ||
             status == PROCESS_NOT_STARTED)
        end = VECTORISED_NO_NUMPY;
    text_free(&input);
    text_free(&output);
    return end;
}
