/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Factor of the symmetric positive semidefinite matrix a[n][n], of which only a rank r may be
 * left: a = L L' with L = factor[n][n] of which the first r columns are used. Column k is made
 * from row order[k], the one with the largest variance not yet explained (Cholesky with
 * complete pivoting; N. J. Higham, "Analysis of the Cholesky decomposition of a semi-definite
 * matrix", 1990); it stops when no more than `tolerance` is left anywhere. Rows order[r..n)
 * follow from those before them. Returns r. O(n r^2). */
int semidefinite_factor(int n, const double *a, double tolerance, double *factor, int *order);

/* Solves a x = b on the rows order[0..rank) of a factor; x is 0 elsewhere. `b` and `x` have n
 * elements and may be the same. */
void semidefinite_solve(
    int n, const double *factor, const int *order, int rank, const double *b, double *x);
