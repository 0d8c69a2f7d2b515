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

/* Whether it is time to show something again: then a line is begun. */
static bool begin_line(struct progress *progress, double now, bool always)
{
    if (!progress->on || (!always && now - progress->shown < SECONDS_BETWEEN))
        return false;
    progress->shown = now;
    fputc('\r', stderr);
    return true;
}

/* Clears what was longer before. */
static void end_line(void)
{
    fputs("\033[K", stderr);
    fflush(stderr);
}

void progress_show(void *context, int step, uint64_t done, uint64_t all)
{
    struct progress *progress = context;
    double now = engine_clock();
    if (step != progress->step)
        progress->start = now;
    progress->step = step;
    if (!begin_line(progress, now, done >= all))
        return;
    double share = all > 0 ? (double)done / (double)all : 1.0;
    double rate = (double)done / (now - progress->start + 1e-9);
    char bar[BAR + 1] = "";
    for (int i = 0; i < BAR; i++)
        bar[i] = i < (int)(share * BAR) ? '#' : '.';
    if (progress->steps)
        fprintf(stderr, _("step %d "), step);
    fprintf(stderr, _("[%s] %3.0f %%  %.0f campaigns a second, %.0f s left "), bar,
        100.0 * share, rate, (double)(all - done) / rate);
    end_line();
}

void progress_count(void *context, uint64_t done, uint64_t all)
{
    struct progress *progress = context;
    double now = engine_clock();
    if (done < progress->done || all != progress->all)
        progress->before += progress->done; /* another run */
    progress->done = done;
    progress->all = all;
    if (!begin_line(progress, now, false))
        return;
    double sum = (double)(progress->before + done);
    fprintf(
        stderr, _("%.0f campaigns, %.0f a second "), sum, sum / (now - progress->start + 1e-9));
    end_line();
}

void progress_end(struct progress *progress)
{
    if (progress->on)
        fprintf(stderr, "\r\033[K");
    progress->on = false;
}
