/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings.h"

/* Measures the three tasks and the baselines of the first in turn, round after round, and
 * prints medians, ratios and whether they are what they should be. False when a config is wrong
 * or the baselines do not simulate what recept does. */
bool rounds_measure(const struct settings *settings);
