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

void progress_show(void *context, int step, uint64_t done, uint64_t all)
{
    struct progress *progress = context;
    double now = engine_clock();
    if (step != progress->step)
        progress->start = now;
    progress->step = step;
    if (!progress->on || (done < all && now - progress->shown < SECONDS_BETWEEN))
        return;
    progress->shown = now;
    double share = all > 0 ? (double)done / (double)all : 1.0;
    double rate = (double)done / (now - progress->start + 1e-9);
    int full = (int)(share * BAR);
    char bar[BAR + 1];
    for (int i = 0; i < BAR; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR] = '\0';
    fputc('\r', stderr);
    if (progress->steps)
        fprintf(stderr, _("step %d "), step);
    fprintf(stderr, _("[%s] %3.0f %%  %.0f campaigns a second, %.0f s left "), bar,
        100.0 * share, rate, (double)(all - done) / rate);
    fputs("\033[K", stderr); /* clears what was longer before */
    fflush(stderr);
}

void progress_count(void *context, uint64_t done, uint64_t all)
{
    struct progress *progress = context;
    double now = engine_clock();
    if (done < progress->done || all != progress->all)
        progress->before += progress->done; /* another run */
    progress->done = done;
    progress->all = all;
    if (!progress->on || now - progress->shown < SECONDS_BETWEEN)
        return;
    progress->shown = now;
    double sum = (double)(progress->before + done);
    fputc('\r', stderr);
    fprintf(
        stderr, _("%.0f campaigns, %.0f a second "), sum, sum / (now - progress->start + 1e-9));
    fputs("\033[K", stderr);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->on)
        fprintf(stderr, "\r\033[K");
    progress->on = false;
}
