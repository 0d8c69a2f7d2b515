/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scale.h"

#include <math.h>

/* Dividing leaves errors of this size, which are no reason for another step. */
#define TINY 1e-9

double scale_step(double value, bool quarters)
{
    static const double sizes[] = {1.0, 2.0, 2.5, 5.0};
    double power = pow(10.0, floor(log10(value)));
    for (int i = 0; i < 4; i++)
        if ((quarters || sizes[i] != 2.5) && sizes[i] * power >= value * (1.0 - TINY))
            return sizes[i] * power;
    return 10.0 * power;
}

struct scale scale_from_zero(double most, int ticks, double least)
{
    if (!(most > 0.0) || !isfinite(most))
        most = least;
    double step = fmax(scale_step(most / ticks, false), least);
    return (struct scale){.end = ceil(most / step - TINY) * step, .step = step};
}

struct scale scale_span(double low, double high, int ticks, double least)
{
    low = fmin(low, 0.0);
    high = fmax(high, 0.0);
    struct scale scale = scale_from_zero(high - low, ticks, least);
    scale.start = floor(low / scale.step + TINY) * scale.step;
    scale.end = ceil(high / scale.step - TINY) * scale.step;
    if (!(scale.end > scale.start)) { /* nothing but 0: in the middle */
        scale.start = -scale.step;
        scale.end = scale.step;
    }
    return scale;
}
