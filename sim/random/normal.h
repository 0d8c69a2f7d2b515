/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Standard normal numbers by inversion, one word each: `z[i]` is the quantile of
 * chance_uniform(word[i]) (M. J. Wichura, "Algorithm AS 241: The percentage points of the
 * normal distribution", Applied Statistics 37, 1988), the same as gsl_cdf_ugaussian_Pinv() has.
 * Those in the middle, 85 in 100, are computed several at a time. */
void normal_quantiles(double *z, const uint32_t *word, size_t n);
