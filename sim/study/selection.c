/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "selection.h"

#include "adjusted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTNERS, APPROACHED, COST, KEPT };
static const int quantity_of[KEPT] = {Q_PARTNERS, Q_APPROACHED, Q_COST};

/* How campaigns of a case are adjusted: by tables and slopes that were fitted on others, so
 * that sums of batches have the means that they would have without, and vary less. What is
 * scored by a ratio of sums has that mean but for its bias, which both ways have. */
struct adjusting {
    bool on;
    double slope[KEPT][CONTROL_ROOM];
};

/* A search that is under way. */
struct search {
    const struct study *study;
    const struct engine *engine;
    struct selection_plan plan;
    struct ranking ranking;
    struct adjusting adjusting[MOST_COMPARED];
    uint64_t fitted;     /* campaigns that these are fitted on, 0: none */
    uint64_t first;      /* number of the first campaign of the search, after those */
    uint64_t done;       /* that of the first that is not yet ranked, of each that is left */
    uint64_t counted;    /* campaigns of all cases together before the present stretch */
    struct bytes resume; /* the stretch in which the search was left; empty: none */
};

/* One stretch of campaigns of some of the cases. */
struct stretch {
    struct search *search;
    struct study part; /* the cases, while they are simulated */
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

static size_t sums_in(const struct stretch *s)
{
    return (size_t)s->n * batches_of(s) * KEPT;
}

static void add_up(void *context, int one, uint64_t replication, const double *x)
{
    const struct stretch *s = context;
    const struct adjusting *adjusting = &s->search->adjusting[s->which[one]];
    double *sums = sums_of(s, one, (size_t)(replication - s->from) / SELECTION_BATCH);
    float control[CONTROL_ROOM] = {0.0f};
    for (int i = 0; i < CONTROL_ROOM && adjusting->on; i++)
        control[i] = (float)adjusted_controls(&s->part.cases[one], x)[i];
    for (int i = 0; i < KEPT; i++)
        sums[i] += adjusted_value(x[quantity_of[i]], adjusting->slope[i], control);
}

/* ---- Adjusting ---- */

/* The slopes of both halves of the comparison: their average. */
static void take_slopes(struct adjusting *adjusting, const struct study_case *one)
{
    adjusting->on = true;
    for (int i = 0; i < KEPT; i++)
        for (int h = 0; h < 2; h++) {
            double slope[CONTROL_ROOM];
            adjusted_slope(one, 0, quantity_of[i], h, slope);
            for (int k = 0; k < CONTROL_ROOM; k++)
                adjusting->slope[i][k] += slope[k] / 2.0;
        }
}

/* Where the study's cases were simulated and adjusted the search is too. */
static void adjust(struct search *search)
{
    const struct study *study = search->study;
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].expectation != NULL && adjusted_is(&study->cases[i])) {
            take_slopes(&search->adjusting[i], &study->cases[i]);
            search->fitted = study->replications;
        }
    search->first = (search->fitted + ENGINE_CHUNK - 1) / ENGINE_CHUNK * ENGINE_CHUNK;
    search->done = search->first;
}

/* ---- Pauses ---- */

static bool is_time(void *context)
{
    const struct stretch *s = context;
    const struct selection_pauses *pauses = s->search->plan.pauses;
    return pauses->pause(pauses->context);
}

/* The state: what is ranked, and the stretch so far. */
static enum status keep(
    void *context, struct engine_position position, const struct tally *tallies, int n)
{
    const struct stretch *s = context;
    const struct search *search = s->search;
    const struct selection_pauses *pauses = search->plan.pauses;
    struct text state = {0};
    const uint64_t numbers[] = {search->fitted, search->done, search->counted};
    (void)tallies;
    (void)n;
    text_add(&state, (const char *)numbers, sizeof numbers);
    ranking_write(&state, &search->ranking);
    text_add(&state, (const char *)&position, sizeof position);
    text_add(&state, (const char *)s->sums, sums_in(s) * sizeof *s->sums);
    uint64_t done = search->counted + study_done(&s->part, position) - s->from * (uint64_t)s->n;
    enum status status = pauses->keep(pauses->context, &state, done);
    text_free(&state);
    return status;
}

/* False where it is that of a search after another comparison. */
static bool read_state(struct search *search, struct bytes in)
{
    uint64_t numbers[3];
    if (!bytes_take(&in, numbers, 3, sizeof *numbers) || numbers[0] != search->fitted ||
        !ranking_read(&in, &search->ranking))
        return false;
    search->done = numbers[1];
    search->counted = numbers[2];
    search->resume = in;
    return search->done % ENGINE_CHUNK == 0 && search->done >= search->first &&
           search->done <= UINT64_MAX / 4;
}

/* Goes on with a stretch in which the search was left. Another one than is to be simulated now,
 * as the winner's of another length, is begun again. */
static void resume(struct stretch *s)
{
    struct bytes in = s->search->resume;
    struct engine_position position;
    s->search->resume = (struct bytes){0};
    if (bytes_take(&in, &position, 1, sizeof position) && position.from == s->from &&
        position.to == s->to && study_can_be_at(&s->part, position) &&
        in.left == sums_in(s) * sizeof *s->sums &&
        bytes_take(&in, s->sums, sums_in(s), sizeof *s->sums))
        s->part.left = position;
}

/* ---- Stretches ---- */

/* A case as the search simulates it; its campaign is `campaign` then. */
static struct study_case case_of(
    const struct search *search, int which, struct campaign *campaign)
{
    const struct study_case *one = &search->study->cases[which];
    struct study_case made = {.campaign = campaign, .source = one->source};
    *campaign = *one->campaign;
    cells_keep_all(&campaign->cells);
    if (search->adjusting[which].on)
        made.expectation = one->expectation;
    return made;
}

/* Simulates the stretch; its sums are to be freed. */
static enum status simulate(struct stretch *s)
{
    struct search *search = s->search;
    const struct selection_pauses *pauses = search->plan.pauses;
    struct study_case cases[MOST_COMPARED];
    struct study *part = &s->part;
    struct campaign *campaign = memory_new((size_t)s->n, sizeof *campaign);
    struct engine saving = *search->engine;
    saving.save = add_up;
    saving.save_context = s;
    saving.pause = pauses != NULL && pauses->pause != NULL ? is_time : NULL;
    saving.keep = saving.pause != NULL ? keep : NULL;
    saving.pause_context = s;
    s->sums = memory_new(sums_in(s), sizeof *s->sums);
    for (int i = 0; i < s->n; i++)
        cases[i] = case_of(search, s->which[i], &campaign[i]);
    *part = (struct study){.n_cases = s->n, .cases = cases};
    study_start(part);
    part->left = (struct engine_position){s->from, s->to, 0};
    if (search->resume.left > 0)
        resume(s);
    enum status status = study_run(part, &saving, (struct study_plan){.replications = s->to});
    search->counted += (s->to - s->from) * (uint64_t)s->n;
    for (int i = 0; i < s->n; i++)
        cases[i].expectation = NULL; /* the study's own */
    study_free(part);
    part->cases = NULL;
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
static struct stretch next_stretch(struct search *search)
{
    uint64_t done = search->done - search->first, most = search->plan.most;
    struct stretch s = {.search = search, .from = search->done};
    uint64_t first = (uint64_t)SELECTION_FIRST * SELECTION_BATCH;
    uint64_t more = done == 0 ? first : done / 4 < most - done ? done / 4 : most - done;
    s.to = s.from + (more + ENGINE_CHUNK - 1) / ENGINE_CHUNK * ENGINE_CHUNK;
    for (int i = 0; i < search->study->n_cases; i++)
        if (search->ranking.survives[i])
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

/* The winner once more, on campaigns after the last that was ranked. */
static enum status estimate_again(struct selection *selection, struct search *search)
{
    uint64_t parts = (search->plan.again + ENGINE_CHUNK - 1) / ENGINE_CHUNK;
    struct stretch s = {.search = search,
        .from = search->done,
        .to = search->done + parts * ENGINE_CHUNK,
        .n = 1};
    s.which[0] = selection->best;
    enum status status = simulate(&s);
    double sum = 0.0, square = 0.0;
    for (size_t b = 0; b < batches_of(&s); b++) {
        double x = score(sums_of(&s, 0, b), search->plan.value);
        sum += x;
        square += x * x;
    }
    selection->again = estimate_mean(batches_of(&s), sum, square, search->study->confidence);
    memory_free(s.sums);
    return status;
}

static enum status find_best(struct search *search)
{
    enum status status = STATUS_OK;
    const struct selection_pauses *pauses = search->plan.pauses;
    if (pauses != NULL && pauses->state != NULL && !read_state(search, *pauses->state))
        return STATUS_CONFIG;
    while (status == STATUS_OK && !ranking_finished(&search->ranking) &&
           search->done - search->first < search->plan.most) {
        struct stretch s = next_stretch(search);
        status = simulate(&s);
        if (status == STATUS_OK)
            rank(&search->ranking, &s, search->plan.value);
        search->done = s.to;
        memory_free(s.sums);
    }
    return status;
}

enum status selection_run(struct selection *selection, const struct study *study,
    const struct engine *engine, struct selection_plan plan)
{
    struct search search = {.study = study, .engine = engine, .plan = plan};
    struct ranking *ranking = &search.ranking;
    *selection = (struct selection){.n = study->n_cases, .again = estimate_undefined()};
    ranking_init(ranking, study->n_cases, SELECTION_FIRST, 1.0 - plan.sure, plan.difference);
    adjust(&search);
    enum status status = find_best(&search);
    selection->best = ranking_best(ranking);
    selection->finished = ranking_finished(ranking);
    selection->replications = ranking->n * SELECTION_BATCH;
    ranking_compare(ranking, selection->behind);
    for (int i = 0; i < selection->n; i++)
        selection->survives[i] = ranking->survives[i];
    if (status == STATUS_OK && plan.again > 0)
        status = estimate_again(selection, &search);
    ranking_free(ranking);
    return status;
}
