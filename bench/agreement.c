/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agreement.h"

#include "straightforward.h"
#include "vectorised.h"

#include <math.h>
#include <stdio.h>

/* Standard errors that two means may lie apart: two-sided error rate 0.001 divided by the ten
 * comparisons (five totals, two baselines). */
#define AGREES 3.89
enum { REPLICATIONS = 2000, SEED = 2385 };

/* What recept's last run came to, in the same terms. */
static struct funnel_totals recept_totals(const struct task *w)
{
    static const int quantity[N_TOTALS] = {Q_PARTNERS, Q_HELD, Q_COST, Q_HOURS, Q_DAYS};
    struct funnel_totals totals = {.replications = (double)w->study->setup.study.replications};
    double n = totals.replications;
    for (int i = 0; i < N_TOTALS; i++) {
        struct estimate e = study_quantity(
            &w->study->setup.study, &w->study->setup.study.cases[0], 0, quantity[i]);
        totals.sum[i] = e.value * n;
        totals.square[i] = (e.se * e.se * (n - 1.0) + e.value * e.value) * n;
    }
    return totals;
}

/* Mean over replications and the square of its standard error. */
static double mean_of(const struct funnel_totals *totals, int i, double *se_square)
{
    double n = totals->replications, mean = totals->sum[i] / n;
    *se_square = (totals->square[i] / n - mean * mean) / (n - 1.0);
    return mean;
}

double agreement_distance(
    const struct funnel_totals *a, const struct funnel_totals *b, enum total *worst)
{
    double most = -1.0;
    for (int i = 0; i < N_TOTALS; i++) {
        double va, vb, difference = mean_of(a, i, &va) - mean_of(b, i, &vb);
        double distance = va + vb > 0.0 ? fabs(difference) / sqrt(va + vb) : INFINITY;
        if (distance <= most)
            continue;
        most = distance;
        if (worst != NULL)
            *worst = (enum total)i;
    }
    return most;
}

static void print_totals(
    const char *name, const struct funnel_totals *totals, const struct funnel *f)
{
    double mean[N_TOTALS], ignored;
    for (int i = 0; i < N_TOTALS; i++)
        mean[i] = mean_of(totals, i, &ignored);
    printf("  %-20s %6.2f%% converted, %.3f contacts and %.2f euro a company, %.1f days to "
           "partner\n",
        name, 100.0 * mean[TOTAL_PARTNERS] / f->companies, mean[TOTAL_CONTACTS] / f->companies,
        mean[TOTAL_COST] / f->companies, mean[TOTAL_DAYS] / mean[TOTAL_PARTNERS]);
}

static bool agrees(const char *name, const struct funnel_totals *recept,
    const struct funnel_totals *baseline, const struct funnel *funnel)
{
    static const char *const names[N_TOTALS] = {
        "partners", "contacts", "cost", "hours", "days"};
    enum total worst = TOTAL_PARTNERS;
    print_totals(name, baseline, funnel);
    double distance = agreement_distance(recept, baseline, &worst);
    if (distance <= AGREES)
        return true;
    fprintf(stderr,
        "DISAGREEMENT: recept and '%s' lie %.1f standard errors apart in %s: they "
        "do not simulate the same model, so their speeds cannot be compared\n",
        name, distance, names[worst]);
    return false;
}

bool agreement_check(const struct settings *settings, struct task *task,
    const struct funnel *funnel, bool *has_numpy)
{
    int replications = settings->quick ? REPLICATIONS / 10 : REPLICATIONS;
    struct funnel_totals plain = {0}, numpy = {0};
    double seconds;
    task_run(task, 0, (uint64_t)replications);
    struct funnel_totals recept = recept_totals(task);
    printf("The same funnel, %d campaigns each:\n", replications);
    print_totals("recept", &recept, funnel);
    straightforward_run(funnel, SEED, replications, &plain);
    bool agree = agrees("C with GSL", &recept, &plain, funnel);
    enum vectorised end =
        vectorised_run(settings->python, funnel, SEED, replications, &numpy, &seconds);
    *has_numpy = end == VECTORISED_DONE;
    if (end == VECTORISED_DONE)
        agree = agrees("NumPy", &recept, &numpy, funnel) && agree;
    else if (end == VECTORISED_NO_NUMPY)
        printf("  NumPy                is not there: left out (./setup packages python3-numpy "
               "installs it)\n");
    else
        fprintf(stderr, "the NumPy baseline failed\n");
    return agree && end != VECTORISED_FAILED;
}
