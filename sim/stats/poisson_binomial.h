/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How many of `n` independent events happen that each have a chance of their own, held against
 * how many did (S. D. Poisson's binomial; Y. H. Wang, Statistica Sinica 3, 1993). */

struct many_chances {
    int n;
    const double *chance; /* [n] from 0 to 1 */
};

/* How rare it is that so many happen or more, and so many or fewer: that as many happen counts
 * half (mid-p; H. O. Lancaster, JASA 56, 1961). */
struct tails {
    double more, fewer;
};

/* With all odds multiplied by `factor`. Exact but for what is less than 1e-15; takes time in
 * proportion to n times the spread of how many happen. */
struct tails many_chances_tails(
    const struct many_chances *chances, int happened, double factor);

/* How many are expected, with all odds multiplied by `factor`. */
double many_chances_expected(const struct many_chances *chances, double factor);

/* happened / expected, and its limits: those of the one factor on all odds at which either tail
 * is half of what `confidence` lacks, as expected(factor) / expected(1). Undefined (NAN) where
 * none are expected. */
struct ratio_limits {
    double ratio, low, high;
};
struct ratio_limits many_chances_ratio(
    const struct many_chances *chances, int happened, double confidence);

/* Adjusts `n` p-values for there being so many (S. Holm, Scandinavian Journal of Statistics 6,
 * 1979): adjusted[i] is that of p[i]. */
void holm_adjust(double *adjusted, const double *p, int n);
