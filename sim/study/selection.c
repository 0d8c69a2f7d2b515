/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "selection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTNERS, APPROACHED, COST, KEPT };

/* One stretch of campaigns of some of the cases. */
struct stretch {
    const struct study *study;
    uint64_t from, to; /* campaigns */
    int n;
    int which[MOST_COMPARED]; /* the study's case of each */
    double *sums;             /* [n][batches][KEPT] */
};

static size_t batches_of(const struct stretch *s)
{
    return (size_t)(s->to - s->from) / SELECTION_BATCH;
}

static double *sums_of(const struct stretch *s, int one, size_t batch)
{
    return s->sums + ((size_t)one * batches_of(s) + batch) * KEPT;
}

static void keep(void *context, int one, uint64_t replication, const double *x)
{
    const struct stretch *s = context;
    double *sums = sums_of(s, one, (size_t)(replication - s->from) / SELECTION_BATCH);
    sums[PARTNERS] += x[Q_PARTNERS];
    sums[APPROACHED] += x[Q_APPROACHED];
    sums[COST] += x[Q_COST];
}

/* Simulates the stretch; its sums are to be freed. */
static enum status simulate(struct stretch *s, const struct engine *engine)
{
    struct study_case cases[MOST_COMPARED];
    struct study part = {.n_cases = s->n, .cases = cases};
    struct campaign *campaign = memory_new((size_t)s->n, sizeof *campaign);
    struct engine saving = *engine;
    saving.save = keep;
    saving.save_context = s;
    s->sums = memory_new((size_t)s->n * batches_of(s) * KEPT, sizeof *s->sums);
    for (int i = 0; i < s->n; i++) {
        const struct study_case *one = &s->study->cases[s->which[i]];
        campaign[i] = *one->campaign;
        cells_keep_all(&campaign[i].cells);
        cases[i] = (struct study_case){.campaign = &campaign[i], .source = one->source};
    }
    study_start(&part);
    part.left = (struct engine_position){s->from, s->to, 0};
    enum status status = study_run(&part, &saving, (struct study_plan){.replications = s->to});
    study_free(&part);
    memory_free(campaign);
    return status;
}

/* What counts, of one batch. */
static double score(const double *sums, double value)
{
    if (!isnan(value))
        return (value * sums[PARTNERS] - sums[COST]) / SELECTION_BATCH;
    return sums[APPROACHED] > 0.0 ? sums[PARTNERS] / sums[APPROACHED] : 0.0;
}

/* The next campaigns of all that are left: enough to start with, then a quarter more, in whole
 * parts of the engine's. */
static struct stretch next_stretch(
    const struct study *study, const struct ranking *ranking, uint64_t done, uint64_t most)
{
    struct stretch s = {.study = study, .from = done};
    uint64_t first = (uint64_t)SELECTION_FIRST * SELECTION_BATCH;
    uint64_t more = done == 0 ? first : done / 4 < most - done ? done / 4 : most - done;
    s.to = done + (more + ENGINE_CHUNK - 1) / ENGINE_CHUNK * ENGINE_CHUNK;
    for (int i = 0; i < study->n_cases; i++)
        if (ranking->survives[i])
            s.which[s.n++] = i;
    return s;
}

/* Hands the batches on one by one, until one strategy is left. */
static void rank(struct ranking *ranking, const struct stretch *s, double value)
{
    double x[MOST_COMPARED] = {0};
    for (size_t b = 0; b < batches_of(s); b++) {
        if (ranking_finished(ranking))
            return;
        for (int i = 0; i < s->n; i++)
            x[s->which[i]] = score(sums_of(s, i, b), value);
        ranking_add(ranking, x);
    }
}

/* The winner once more, from campaign `from` on. */
static enum status estimate_again(struct selection *selection, const struct study *study,
    const struct engine *engine, struct selection_plan plan, uint64_t from)
{
    uint64_t parts = (plan.again + ENGINE_CHUNK - 1) / ENGINE_CHUNK;
    struct stretch s = {
        .study = study, .from = from, .to = from + parts * ENGINE_CHUNK, .n = 1};
    s.which[0] = selection->best;
    enum status status = simulate(&s, engine);
    double sum = 0.0, square = 0.0;
    for (size_t b = 0; b < batches_of(&s); b++) {
        double x = score(sums_of(&s, 0, b), plan.value);
        sum += x;
        square += x * x;
    }
    selection->again = estimate_mean(batches_of(&s), sum, square, study->confidence);
    memory_free(s.sums);
    return status;
}

enum status selection_run(struct selection *selection, const struct study *study,
    const struct engine *engine, struct selection_plan plan)
{
    *selection = (struct selection){.n = study->n_cases, .again = estimate_undefined()};
    struct ranking ranking;
    ranking_init(&ranking, study->n_cases, SELECTION_FIRST, 1.0 - plan.sure, plan.difference);
    enum status status = STATUS_OK;
    uint64_t done = 0;
    while (status == STATUS_OK && !ranking_finished(&ranking) && done < plan.most) {
        struct stretch s = next_stretch(study, &ranking, done, plan.most);
        status = simulate(&s, engine);
        if (status == STATUS_OK)
            rank(&ranking, &s, plan.value);
        done = s.to;
        memory_free(s.sums);
    }
    selection->best = ranking_best(&ranking);
    selection->finished = ranking_finished(&ranking);
    selection->replications = ranking.n * SELECTION_BATCH;
    ranking_compare(&ranking, selection->behind);
    for (int i = 0; i < selection->n; i++)
        selection->survives[i] = ranking.survives[i];
    if (status == STATUS_OK && plan.again > 0)
        status = estimate_again(selection, study, engine, plan, done);
    ranking_free(&ranking);
    return status;
}
