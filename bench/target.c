/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "target.h"

#include <stdio.h>

void target_at_most(double value, double target, const char *unit)
{
    printf("  at most %g %s: %s", target, unit, value <= target ? "reached" : "MISSED");
}

void target_at_least(double value, double target, const char *unit)
{
    printf("  at least %g %s: %s", target, unit, value >= target ? "reached" : "MISSED");
}
