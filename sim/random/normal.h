/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* Makes ready what normal_deviate() looks up; more than once does nothing more. Before threads
 * ask for deviates. */
void normal_prepare(void);

/* The standard normal number that stands at (word + 1/2) / 2^32 of its distribution. In the
 * middle by cubic interpolation of the exact inverse (GSL's, to which C. Hermite's polynomials
 * are fitted in value and slope), within 1e-10 of it; in the tails that inverse itself. */
double normal_deviate(uint32_t word);
