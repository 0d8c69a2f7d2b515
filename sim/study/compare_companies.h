/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* Which strategies have the same companies. */

/* Whether two scenarios tell companies apart alike. */
bool compare_same_axes(const struct axes *one, const struct axes *other);

/* The group of each case of `study`, and of doing nothing behind them, in `arena`: the number
 * of the first case with the same companies, row by row of a list, or drawn alike. NULL: all
 * have the same. */
const int *compare_groups(struct arena *arena, const struct study *study);
