/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chance.h"

chance chance_of(double probability)
{
    if (!(probability > 0.0))
        return 0;
    if (probability >= 1.0)
        return CHANCE_ALWAYS;
    return (chance)(probability * 4294967296.0 + 0.5);
}
