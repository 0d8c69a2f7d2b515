/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include "language.h"
#include "engine.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR = 30 };
#define SECONDS_BETWEEN 0.1

void progress_start(struct progress *progress, bool on)
{
    *progress = (struct progress){
        .on = on && isatty(STDERR_FILENO), .steps = progress->steps, .start = engine_clock()};
}

bool progress_show(void *context, int step, uint64_t done, uint64_t all)
{
    struct progress *progress = context;
    double now = engine_clock();
    if (step != progress->step)
        progress->start = now;
    progress->step = step;
    if (!progress->on || (done != all && now - progress->shown < SECONDS_BETWEEN))
        return true;
    progress->shown = now;
    double rate = (double)done / (now - progress->start + 1e-9);
    fputc('\r', stderr);
    if (all == 0) {
        fprintf(stderr, _("%.0f campaigns, %.0f a second "), (double)done, rate);
    } else {
        char bar[BAR + 1] = "";
        for (int i = 0; i < BAR; i++)
            bar[i] = i < (int)((double)done / (double)all * BAR) ? '#' : '.';
        if (progress->steps)
            fprintf(stderr, _("step %d "), step);
        fprintf(stderr, _("[%s] %3.0f %%  %.0f campaigns a second, %.0f s left "), bar,
            100.0 * (double)done / (double)all, rate, (double)(all - done) / rate);
    }
    fputs("\033[K", stderr); /* what was longer before */
    fflush(stderr);
    return true;
}

void progress_end(struct progress *progress)
{
    if (progress->on)
        fprintf(stderr, "\r\033[K");
    progress->on = false;
}
