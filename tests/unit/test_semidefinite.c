/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "semidefinite.h"

#include <string.h>

enum { N = 4 };

/* a = L L' must hold for whatever rank was found. */
static void assert_factor(const double *a, const double *factor, int rank)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0.0;
            for (int k = 0; k < rank; k++)
                sum += factor[i * N + k] * factor[j * N + k];
            assert_close(sum, a[i * N + j], 0.0, 1e-12);
        }
}

/* The Gram matrix of vectors of `length` elements. */
static void gram(const double *vectors, int length, double *a)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i * N + j] = 0.0;
            for (int k = 0; k < length; k++)
                a[i * N + j] += vectors[i * length + k] * vectors[j * length + k];
        }
}

static const double full[N * 4] = {2.385, 1, 0, 3, -1, 0.5, 2, 0, 0, 1.25, 1, -1, 4, 0, 0.1, 1};
static const double flat[N * 2] = {
    1, 2, -0.5, 1, 2, 4, 0.385, 0}; /* the third: twice the first */

static void a_regular_matrix_has_full_rank(void **state)
{
    (void)state;
    double a[N * N], factor[N * N];
    int order[N], seen = 0;
    gram(full, 4, a);
    assert_int_equal(semidefinite_factor(N, a, 1e-12, factor, order), N);
    assert_factor(a, factor, N);
    for (int k = 0; k < N; k++)
        seen |= 1 << order[k];
    assert_int_equal(seen, 15);
    assert_int_equal(order[0], 3); /* 17.01, the largest of the diagonal */
}

static void a_singular_matrix_has_the_rank_of_what_it_was_made_of(void **state)
{
    (void)state;
    double a[N * N], factor[N * N];
    int order[N];
    gram(flat, 2, a);
    assert_int_equal(semidefinite_factor(N, a, 1e-12, factor, order), 2);
    assert_factor(a, factor, 2);
    memset(a, 0, sizeof a);
    assert_int_equal(semidefinite_factor(N, a, 1e-12, factor, order), 0);
    assert_int_equal(semidefinite_factor(0, NULL, 1e-12, NULL, NULL), 0);
}

static void a_system_is_solved(void **state)
{
    (void)state;
    const double x[N] = {1.5, -2, 0.25, 2.385};
    double a[N * N], factor[N * N], b[N] = {0};
    int order[N];
    gram(full, 4, a);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            b[i] += a[i * N + j] * x[j];
    int rank = semidefinite_factor(N, a, 1e-12, factor, order);
    semidefinite_solve(N, factor, order, rank, b, b);
    for (int i = 0; i < N; i++)
        assert_close(b[i], x[i], 1e-9, 0.0);
}

/* Many x solve a x = b then: that which leaves out the rows that follow from others is one. */
static void a_singular_system_is_solved_on_some_of_its_rows(void **state)
{
    (void)state;
    const double x[N] = {1.5, -2, 0.25, 2.385};
    double a[N * N], factor[N * N], b[N] = {0}, found[N];
    int order[N], zeros = 0;
    gram(flat, 2, a);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            b[i] += a[i * N + j] * x[j];
    int rank = semidefinite_factor(N, a, 1e-12, factor, order);
    semidefinite_solve(N, factor, order, rank, b, found);
    for (int i = 0; i < N; i++) {
        double sum = 0.0;
        for (int j = 0; j < N; j++)
            sum += a[i * N + j] * found[j];
        assert_close(sum, b[i], 1e-9, 1e-12);
        zeros += found[i] == 0.0;
    }
    assert_int_equal(zeros, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_regular_matrix_has_full_rank),
        cmocka_unit_test(a_singular_matrix_has_the_rank_of_what_it_was_made_of),
        cmocka_unit_test(a_system_is_solved),
        cmocka_unit_test(a_singular_system_is_solved_on_some_of_its_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
