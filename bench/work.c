/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work.h"

#include "process.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool work_can_count(void)
{
    const char *const version[] = {"valgrind", "--version", NULL};
    return process_run(version, NULL, NULL, NULL) == 0;
}

/* The total of a file of callgrind, in millions. */
static double total_in(const char *path)
{
    char line[512];
    double total = NAN;
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "totals: ", 8) == 0)
            total = strtod(line + 8, NULL) / 1e6;
    if (file != NULL)
        fclose(file);
    return total;
}

double work_count(const char *const argv[], const char *folder, const char *within)
{
    enum { MOST = 40 };
    struct text out = {0}, file = {0}, only = {0};
    text_printf(&out, "%s/callgrind", folder);
    text_printf(&file, "--callgrind-out-file=%s", out.data);
    text_printf(&only, "--toggle-collect=%s", within != NULL ? within : "");
    const char *all[MOST] = {"valgrind", "-q", "--tool=callgrind", file.data, only.data};
    for (int n = within != NULL ? 5 : 4, i = 0; n < MOST - 1 && argv[i] != NULL;)
        all[n++] = argv[i++];
    double millions = process_run_quietly(all, NULL, NULL) == 0 ? total_in(out.data) : NAN;
    text_free(&out);
    text_free(&file);
    text_free(&only);
    return millions;
}
