/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include "language.h"
#include "engine.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR = 30 };
#define SECONDS_BETWEEN 0.1
/* Time left is told from this share of the work on, up to a month. */
#define LEAST_DONE 0.02
#define LONGEST 2.6e6

void progress_start(struct progress *progress, bool on)
{
    *progress = (struct progress){
        .on = on && isatty(STDERR_FILENO), .start = engine_clock(), .first = -1.0};
}

/* "12 s", "5 min"; nothing while too little is done to tell. */
static void print_left(double seconds, double done)
{
    if (done < LEAST_DONE || seconds / done * (1.0 - done) > LONGEST)
        return;
    double left = seconds / done * (1.0 - done);
    if (left < 90.0)
        fprintf(stderr, _("  about %.0f s left "), ceil(left));
    else
        fprintf(stderr, _("  about %.0f min left "), ceil(left / 60.0));
}

static void print_bar(const struct progress *progress, double share, double seconds)
{
    char bar[BAR + 1] = "";
    for (int i = 0; i < BAR; i++)
        bar[i] = i < (int)(share * BAR) ? '#' : '.';
    fprintf(stderr, "[%s] %3.0f %%", bar, floor(100.0 * share));
    /* Work that goes on starts with what was done before. */
    print_left(seconds, (share - progress->first) / (1.0 - progress->first + 1e-9));
}

bool progress_show(void *context, double share, double campaigns)
{
    struct progress *progress = context;
    double now = engine_clock(), seconds = now - progress->start;
    if (progress->first < 0.0 && !isnan(share))
        progress->first = share;
    if (!progress->on || (share < 1.0 && now - progress->shown < SECONDS_BETWEEN))
        return true;
    progress->shown = now;
    fputc('\r', stderr);
    if (isnan(share))
        fprintf(stderr, _("%.0f campaigns, %.0f a second "), campaigns,
            campaigns / (seconds + 1e-9));
    else
        print_bar(progress, share, seconds);
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
