/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings.h"

/* Measures recept beside an earlier one, whole processes of both in turn, round after round, on
 * the configs of the earlier one: time of a campaign and for the same certainty, instructions,
 * memory; and prints ratios, whether they are what they should be, and what prototypes reached.
 * Without an earlier one says how to name it, and measures what stands by itself. False when a
 * program fails. */
bool beside_measure(const struct settings *settings);
