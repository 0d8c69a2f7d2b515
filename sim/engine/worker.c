/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"
#include "schedule.h"

#include <stdlib.h>
#include <string.h>

/* What one thread works with for one case. */
struct workspace {
    void *opened; /* source of campaigns whose parameters are drawn; NULL: they are known */
    struct campaign *drawn;      /* from there */
    struct block block;          /* not of a total */
    struct outcomes outcomes[2]; /* of replications; of their twins, of the same parameters */
    struct chunk_sums chunk;     /* under way */
    struct counts counts;        /* of all its chunks */
    struct pilot_sums pilot;     /* of all its chunks */
    struct campaign_state state; /* from which the present replication goes on */
    double *saved; /* [replication of the chunk][rows][quantities]; NULL: not kept */
};

/* Numbers that a replication comes to, of all groups together; and with what is kept besides.
 */
static size_t numbers_of(const struct outcomes *outcomes)
{
    return (size_t)outcomes->cells->n_rows * (size_t)outcomes->n_quantities;
}

static size_t row_size(const struct outcomes *outcomes)
{
    return numbers_of(outcomes) + CONTROL_ROOM + SAVED_MONEY;
}

/* Whether a case draws from what is open for the case before it. */
static bool shares_draws(const struct engine_case *cases, int i)
{
    return i > 0 && cases[i].source.unknown == cases[i - 1].source.unknown;
}

static void open_source(struct workspace *workspace, const struct engine_case *cases, int i)
{
    const struct campaign_draws *source = &cases[i].source;
    if (source->open == NULL)
        return;
    workspace->opened =
        shares_draws(cases, i) ? workspace[-1].opened : source->open(source->context);
    workspace->drawn = memory_new(1, sizeof *workspace->drawn);
    workspace->block.campaign = workspace->drawn;
}

/* Whether campaigns are only given to whoever keeps single ones. */
static bool is_chosen(const struct joint_run *run)
{
    return run->cases[0].chosen.number != NULL;
}

/* What is summed of the controls of a case. */
static enum followed followed(const struct joint_run *run, const struct engine_case *one)
{
    if (one->expectation == NULL || one->pilot != NULL || is_chosen(run))
        return FOLLOWED_NOT;
    return one->details ? FOLLOWED_DETAILS : FOLLOWED_TOTALS;
}

/* Has a block follow what is expected. */
static void follow(struct workspace *workspace, const struct engine_case *one)
{
    if (one->expectation == NULL)
        return;
    if (one->pilot != NULL)
        pilot_sums_init(&workspace->pilot, one->expectation);
    expected_init(
        &workspace->block, one->expectation, one->pilot != NULL ? &workspace->pilot : NULL);
    workspace->block.expected->details_with = workspace->chunk.controls.details;
}

static void workspace_init(struct workspace *workspace, const struct joint_run *run,
    const struct engine_case *one, bool save)
{
    const struct campaign *campaign = one->campaign;
    for (int twin = 0; twin < (run->drawn ? 2 : 1); twin++)
        outcomes_init(&workspace->outcomes[twin], campaign);
    chunk_sums_init(&workspace->chunk, campaign, followed(run, one));
    counts_init(&workspace->counts, campaign);
    if (followed(run, one) != FOLLOWED_NOT)
        counts_follow(&workspace->counts);
    if (save)
        workspace->saved =
            memory_new((size_t)run_end(run, ENGINE_CHUNK) * row_size(workspace->outcomes),
                sizeof *workspace->saved);
}

static void workspace_free(struct workspace *workspace)
{
    memory_free(workspace->saved);
    for (int twin = 0; twin < 2; twin++)
        outcomes_free(&workspace->outcomes[twin]);
    chunk_sums_free(&workspace->chunk);
    counts_free(&workspace->counts);
    block_free(&workspace->block);
    memory_free(workspace->drawn);
    state_free(&workspace->state);
    pilot_sums_free(&workspace->pilot);
}

/* ---- Replications ---- */

/* Collects one replication of every hub; a twin is the second of a pair, next to the first. */
static void collect(struct worker *worker, int replication, bool twin)
{
    const struct joint_run *run = worker->run;
    for (int i = 0; i < run->simulated; i++) {
        struct workspace *workspace = &worker->workspace[i];
        int companies = run->cases[i].campaign->n_companies;
        const struct course *course =
            workspace->block.course + (size_t)replication * (size_t)companies;
        outcomes_collect(&workspace->outcomes[twin], &workspace->block, replication);
        if (is_chosen(run))
            continue;
        counts_add_companies(&workspace->counts, &workspace->block, replication, companies);
        if (twin)
            counts_add_company_pairs(&workspace->counts, course - companies, course, companies);
    }
}

/* Adds up what has been collected: the groups, all hubs together, single campaigns. */
static void finish_outcomes(const struct worker *worker, bool twins)
{
    const struct joint_run *run = worker->run;
    struct outcomes *total = &worker->workspace[run->n - 1].outcomes[twins];
    for (int i = 0; i < run->cases[run->n - 1].hubs; i++)
        outcomes_add_hub(total, &worker->workspace[i].outcomes[twins]);
    for (int i = 0; i < run->n; i++) {
        struct outcomes *outcomes = &worker->workspace[i].outcomes[twins];
        outcomes_finish(outcomes, &run->cases[i].campaign->scenario->campaign.targets);
        if (!is_chosen(run))
            counts_add(&worker->workspace[i].counts, outcomes);
    }
}

/* Keeps what lane `lane` came to. */
static void keep_lane(
    const struct workspace *workspace, const struct outcomes *outcomes, int lane, int at)
{
    size_t n = numbers_of(outcomes);
    double *row = workspace->saved + (size_t)at * row_size(outcomes);
    for (size_t i = 0; i < n; i++) {
        int place = (int)i / outcomes->n_quantities, quantity = (int)i % outcomes->n_quantities;
        row[i] = outcomes_at(outcomes, place, quantity, lane);
    }
    memcpy(row + n, outcomes->control[lane], sizeof outcomes->control[lane]);
    row[n + CONTROL_ROOM + SAVED_GRANTED] = (double)outcomes->granted[lane];
    row[n + CONTROL_ROOM + SAVED_REFUSED] = (double)outcomes->refused[lane];
}

/* Keeps single campaigns in order: with pairs, each is followed by its twin. */
static void keep(struct worker *worker, bool pairs)
{
    int n = worker->workspace[0].outcomes->n, step = pairs ? 2 : 1;
    for (int i = 0; i < worker->run->n; i++) {
        const struct workspace *workspace = &worker->workspace[i];
        for (int lane = 0; lane < n; lane++) {
            for (int twin = 0; twin < step; twin++)
                keep_lane(workspace, &workspace->outcomes[twin], lane,
                    worker->kept + step * lane + twin);
        }
    }
    worker->kept += step * n;
}

/* Pairs become one after it is noted how their replications differ. */
static void add_up(struct workspace *workspace, bool pairs)
{
    struct outcomes *outcomes = &workspace->outcomes[0], *twins = &workspace->outcomes[1];
    if (pairs) {
        counts_add_pairs(&workspace->counts, outcomes, twins);
        chunk_sums_add_pairs(&workspace->chunk, outcomes, twins);
        outcomes_join(outcomes, twins);
    }
    tally_units(&workspace->chunk, &workspace->counts, outcomes, pairs ? 2 : 1);
}

/* Adds what has been collected to the chunk and the counts, if it is `least` replications or
 * more. */
static void flush(struct worker *worker, bool pairs, int least)
{
    const struct joint_run *run = worker->run;
    if (worker->workspace[0].outcomes->n < least)
        return;
    finish_outcomes(worker, false);
    if (pairs)
        finish_outcomes(worker, true);
    if (worker->save)
        keep(worker, pairs);
    for (int i = 0; i < run->n; i++) {
        struct workspace *workspace = &worker->workspace[i];
        if (!is_chosen(run))
            add_up(workspace, pairs);
        for (int twin = 0; twin < (pairs ? 2 : 1); twin++)
            outcomes_clear(&workspace->outcomes[twin]);
    }
}

static void run_blocks(struct worker *worker, uint64_t first, int n)
{
    for (int i = 0; i < worker->run->simulated; i++) {
        struct workspace *workspace = &worker->workspace[i];
        const struct state_source *from = worker->run->cases[i].from;
        if (from != NULL)
            state_run_drawn(from, &workspace->state, &workspace->block, (uint32_t)first, n);
        else
            block_run(&workspace->block, (uint32_t)first, n);
    }
}

/* ---- Chunks ---- */

/* How many replications fit in every block. */
static int room(const struct worker *worker)
{
    int least = worker->workspace[0].block.capacity;
    for (int i = 1; i < worker->run->simulated; i++)
        if (worker->workspace[i].block.capacity < least)
            least = worker->workspace[i].block.capacity;
    return least;
}

/* Whether campaigns are run for what they tell of others, and are not added up. */
static bool is_pilot(const struct joint_run *run)
{
    return run->cases[0].pilot != NULL;
}

/* How many campaigns from one place on have numbers that follow each other; at most `most`. */
static int count_following(const struct joint_run *run, uint64_t first, uint64_t most)
{
    uint64_t n = 1;
    while (n < most && run_number(run, first + n) == run_number(run, first) + n)
        n++;
    return (int)n;
}

/* Runs one chunk of campaigns whose parameters are known, in as many blocks as it takes. */
static void run_known(struct worker *worker, uint64_t first, uint64_t end)
{
    uint64_t most = (uint64_t)room(worker);
    while (first < end) {
        int n = count_following(worker->run, first, end - first < most ? end - first : most);
        run_blocks(worker, run_number(worker->run, first), n);
        for (int r = 0; r < n && !is_pilot(worker->run); r++) {
            collect(worker, r, false);
            flush(worker, false, LANES);
        }
        first += (uint64_t)n;
    }
    flush(worker, false, 1);
}

_Static_assert((int)ENGINE_CHUNK / 2 % (int)PAIR_GROUPS == 0,
    "the groups of a chunk's pairs are those of the run's");

/* Runs one chunk in pairs of replications that share a draw of the parameters. */
static void run_drawn(struct worker *worker, uint64_t first, uint64_t end)
{
    for (; first + 1 < end; first += 2) {
        uint64_t number = run_number(worker->run, first);
        for (int i = 0; i < worker->run->n; i++) {
            const struct engine_case *one = &worker->run->cases[i];
            struct workspace *workspace = &worker->workspace[i];
            if (workspace->opened != NULL)
                one->source.draw(workspace->opened, one->source.context, one->campaign,
                    number / 2, workspace->drawn);
        }
        run_blocks(worker, number, 2);
        collect(worker, 0, false);
        collect(worker, 1, true);
        flush(worker, true, LANES);
    }
    flush(worker, true, 1);
}

/* ---- Workers ---- */

/* For chunks of `n` replications, as all of a run are but the last, which may be shorter. */
static void set_up(struct worker *worker, const struct joint_run *run, int n)
{
    if (worker->run == run)
        return;
    worker_finish(worker);
    worker->run = run;
    worker->workspace = memory_new((size_t)run->n, sizeof *worker->workspace);
    for (int i = 0; i < run->n; i++) {
        const struct engine_case *one = &run->cases[i];
        workspace_init(&worker->workspace[i], run, one, worker->save);
        if (i < run->simulated) {
            block_init_for(&worker->workspace[i].block, one->campaign, n);
            follow(&worker->workspace[i], one);
        }
        if (one->from != NULL) {
            state_init(&worker->workspace[i].state, one->campaign);
            state_copy(&worker->workspace[i].state, one->campaign, one->from->known);
        }
        open_source(&worker->workspace[i], run->cases, i);
    }
}

void worker_run_chunk(struct worker *worker, const struct joint_run *run, uint64_t first,
    uint64_t end, struct text *out)
{
    set_up(worker, run, (int)(end - first));
    end = run_end(run, end);
    worker->kept = 0;
    for (int i = 0; i < run->n; i++)
        worker->workspace[i].counts.half = (int)(first / ENGINE_CHUNK % 2);
    for (int i = 0; i < run->n; i++)
        chunk_sums_clear(&worker->workspace[i].chunk);
    if (run->drawn)
        run_drawn(worker, first, end);
    else
        run_known(worker, first, end);
    for (int i = 0; i < run->n; i++) {
        const struct workspace *workspace = &worker->workspace[i];
        chunk_write(out, &workspace->chunk, workspace->saved, worker->kept,
            row_size(workspace->outcomes));
    }
}

/* By threads that share `into`. */
static void pilot_sums_merge_shared(struct pilot_sums *into, const struct pilot_sums *from)
{
#pragma omp critical
    pilot_sums_merge(into, from);
}

void worker_finish(struct worker *worker)
{
    const struct joint_run *run = worker->run;
    for (int i = 0; run != NULL && i < run->n; i++) {
        struct workspace *workspace = &worker->workspace[i];
        const struct campaign *campaign = run->cases[i].campaign;
        if (i < run->simulated) {
            memcpy(workspace->counts.contact, workspace->block.contacts,
                (size_t)campaign->n_contacts * sizeof *workspace->counts.contact);
            workspace->counts.overhead = workspace->block.overhead;
        }
        if (run->cases[i].pilot != NULL)
            pilot_sums_merge_shared(run->cases[i].pilot, &workspace->pilot);
        counts_close(&workspace->counts);
        counts_merge_shared(&run->tallies[i].counts, &workspace->counts);
        if (workspace->opened != NULL && !shares_draws(run->cases, i))
            run->cases[i].source.close(workspace->opened);
        workspace_free(workspace);
    }
    memory_free(worker->workspace);
    worker->workspace = NULL;
    worker->run = NULL;
}
