/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress_count.h"

#include "language.h"
#include "runner.h"

#include <stdio.h>

#define SECONDS_BETWEEN 0.1

void progress_count_show(void *context, uint64_t done, uint64_t all)
{
    struct progress_count *count = context;
    struct progress *progress = &count->progress;
    double now = runner_clock();
    if (done < count->done || all != count->all)
        count->before += count->done; /* another run */
    count->done = done;
    count->all = all;
    if (!progress->on || now - progress->shown < SECONDS_BETWEEN)
        return;
    progress->shown = now;
    double sum = (double)(count->before + done);
    fputc('\r', stderr);
    fprintf(
        stderr, _("%.0f campaigns, %.0f a second "), sum, sum / (now - progress->start + 1e-9));
    fflush(stderr);
}
