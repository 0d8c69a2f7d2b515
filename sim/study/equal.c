/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_variants.h"

#include "runner.h"
#include "setup.h"

#include <math.h>

void compare_variants_free(struct compare_variants *variants)
{
    study_free(&variants->study);
    compare_free(&variants->compare);
}

enum status compare_variants_run(struct compare_variants *variants, struct runner *runner,
    int baseline, struct study_plan plan)
{
    compare_init(&variants->compare, &variants->study, baseline, plan.replications);
    enum status status =
        runner_run(runner, &variants->study, plan, compare_save, &variants->compare);
    if (status == STATUS_OK)
        compare_finish(&variants->compare, 0, NULL);
    variants->made = status == STATUS_OK;
    return status;
}

/* Replications of each strategy while a number of companies is looked for. */
enum { SEARCHING = 1000, ROUNDS = 8, MOST_TIMES = 50, MOST_SEARCHED = 200000 };

/* The search for a number of companies: the last two tried, the nearest so far. */
struct search {
    int now, before, best, most;
    double at_before, nearest;
    bool done;
};

/* Where a straight line through the last two tries meets the target. */
static int next_try(const struct search *s, double spent, double target)
{
    double guess = s->now * target / spent;
    if (s->before > 0 && s->before != s->now && spent != s->at_before)
        guess = s->now + (target - spent) * (s->now - s->before) / (spent - s->at_before);
    return (int)round(fmax(1.0, fmin(guess, s->most)));
}

static void learn(struct search *s, double spent, double target)
{
    if (fabs(spent - target) < s->nearest) {
        s->nearest = fabs(spent - target);
        s->best = s->now;
    }
    int next = spent > 0.0 ? next_try(s, spent, target) : s->now;
    s->done = next == s->now || next == s->before || !(spent > 0.0);
    s->before = s->now;
    s->at_before = spent;
    s->now = s->done ? s->now : next;
}

/* Adds the setup's case number `i` for so many companies; 0: as it is. */
static void add_resized(
    struct study *study, const struct setup *setup, int i, int companies, struct arena *arena)
{
    const struct scenario *scenario = setup->study.cases[i].scenario;
    struct variant variant = {
        .companies = companies, .intake = (double)companies / fmax(scenario->population.n, 1)};
    study->cases[study->n_cases++] = setup_variant(setup, i, &variant, setup->seed, arena);
}

static double spent_of(const struct study *study, int i, bool hours)
{
    return study_quantity(study, &study->cases[i], 0, hours ? Q_HOURS : Q_COST).value;
}

/* One round: tries the present number of companies of every strategy. */
static enum status try_all(const struct setup *setup, struct runner *runner,
    struct search *search, int n, bool hours, double target)
{
    struct arena arena;
    arena_init(&arena);
    struct study study = setup_study(setup, n, &arena);
    for (int i = 0; i < n; i++)
        add_resized(&study, setup, i, search[i].now, &arena);
    struct study_plan plan = {.replications = SEARCHING};
    enum status status = runner_run(runner, &study, plan, NULL, NULL);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        if (!search[i].done)
            learn(&search[i], spent_of(&study, i, hours), target);
    study_free(&study);
    arena_free(&arena);
    return status;
}

static enum status find_companies(const struct setup *setup, struct runner *runner,
    struct search *search, const struct compare *main, bool hours, double target)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < main->n; i++) {
        int n = setup->study.cases[i].scenario->population.n;
        int most = n < MOST_SEARCHED / MOST_TIMES ? n * MOST_TIMES : MOST_SEARCHED;
        search[i] = (struct search){.now = n,
            .best = n,
            .most = most > n ? most : n,
            .nearest = INFINITY,
            .done = i == main->baseline || n == 0};
        if (!search[i].done)
            learn(&search[i], spent_of(&setup->study, i, hours), target);
    }
    for (int round = 0; round < ROUNDS && status == STATUS_OK; round++) {
        bool done = true;
        for (int i = 0; i < main->n; i++)
            done = done && search[i].done;
        if (done)
            break;
        status = try_all(setup, runner, search, main->n, hours, target);
    }
    return status;
}

enum status compare_equal(struct compare_variants *variants, struct setup *setup,
    struct runner *runner, const struct compare *main, bool hours, struct study_plan plan)
{
    struct search search[MOST_COMPARED];
    double target = spent_of(&setup->study, main->baseline, hours);
    enum status status = find_companies(setup, runner, search, main, hours, target);
    if (status != STATUS_OK)
        return status;
    variants->study = setup_study(setup, main->n, &setup->arena);
    for (int i = 0; i < main->n; i++) {
        variants->companies[i] = search[i].best;
        variants->unlisted[i] =
            variant_unlisted(setup->study.cases[i].scenario, search[i].best);
        variants->which[i] = i;
        add_resized(&variants->study, setup, i, search[i].best, &setup->arena);
    }
    return compare_variants_run(variants, runner, main->baseline, plan);
}
