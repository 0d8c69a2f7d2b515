/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule.h"

#include "ranks.h"

#include <stdlib.h>
#include <string.h>

/* Seconds within which the other ranks have to answer once a run is stopped. mpirun kills all a
 * second after it was stopped itself. */
#define PATIENCE 0.4

/* Messages: a rank asks for chunks and gets an answer; sends in chunks, and at last its counts.
 */
enum { ASK = 1, ANSWER, CHUNK, COUNTS };

struct wanting {
    uint64_t want; /* chunks */
    uint64_t stop; /* this rank was told to stop */
};

struct giving {
    uint64_t taken; /* enum taken */
    uint64_t chunk, n;
};

static bool stopped(const struct schedule *schedule)
{
    return schedule->stopped || engine_stops(schedule->engine);
}

/* ---- The first rank ---- */

/* Waits for a message. Gives up when the run is stopped and the others stay silent: they may be
 * gone. */
static void receive(const struct schedule *schedule, struct ranks_message *message)
{
    double since = engine_clock();
    while (!ranks_receive(message)) {
        double now = engine_clock();
        if (!stopped(schedule))
            since = now;
        if (now - since > PATIENCE && schedule->engine->abandon != NULL)
            schedule->engine->abandon();
        wait_briefly();
    }
}

static void give_answer(struct schedule *schedule, const struct ranks_message *message)
{
    struct wanting wanting;
    struct giving giving = {CHUNK_NONE, 0, 0};
    memcpy(&wanting, message->bytes.data, sizeof wanting);
    if (wanting.stop) {
        schedule->stopped = true;
        schedule_close(schedule);
    }
    giving.taken = schedule_take_some(schedule, wanting.want, &giving.chunk, &giving.n);
    ranks_send(message->from, ANSWER, &giving, sizeof giving);
}

/* The number of a chunk, or case, follows its bytes. */
static uint64_t take_number(struct text *bytes)
{
    uint64_t number;
    bytes->length -= sizeof number;
    memcpy(&number, bytes->data + bytes->length, sizeof number);
    return number;
}

static void send_numbered(int kind, struct text *bytes, uint64_t number)
{
    text_add(bytes, (const char *)&number, sizeof number);
    ranks_send(0, kind, bytes->data, bytes->length);
}

/* A rank that is done sends its counts, while others, and this one, may still be at work. */
static void add_counts(struct schedule *schedule, struct ranks_message *message)
{
    uint64_t i = take_number(&message->bytes);
    struct bytes in = {message->bytes.data, message->bytes.length};
    struct counts counts;
    counts_init(&counts, schedule->cases[i].campaign);
    if (tally_has_controls(&schedule->tallies[i]))
        counts_follow(&counts);
    counts_read(&in, &counts);
    counts_merge_shared(&schedule->tallies[i].counts, &counts);
    counts_free(&counts);
    schedule->counts_in++;
}

static void work_of_first(struct schedule *schedule)
{
    struct ranks_message message = {0};
    while (schedule->counts_in < schedule->n * (ranks_count() - 1)) {
        receive(schedule, &message);
        if (message.kind == ASK) {
            give_answer(schedule, &message);
        } else if (message.kind == CHUNK) {
            uint64_t chunk = take_number(&message.bytes);
            schedule_add_result(schedule, chunk, &message.bytes);
        } else {
            add_counts(schedule, &message);
        }
        text_free(&message.bytes);
    }
}

/* ---- The others ---- */

/* Each thread has a chunk at hand and one to go on with. Chunks are not sent while an answer is
 * on its way: both sides would wait for each other to receive. */
static void work_of_other(struct schedule *schedule, int threads)
{
    bool asked = false, all_taken = false, told = false;
    uint64_t out = 0;
    struct ranks_message message = {0};
    while (!all_taken || out > 0) {
        struct chunk_result *one = asked ? NULL : schedule_next_result(schedule);
        size_t left = schedule_left(schedule);
        if (one != NULL) {
            send_numbered(CHUNK, &one->bytes, one->chunk);
            chunk_result_free(one);
            out--;
        } else if (asked && ranks_receive(&message)) {
            struct giving giving;
            memcpy(&giving, message.bytes.data, sizeof giving);
            text_free(&message.bytes);
            asked = false;
            all_taken = giving.taken == CHUNK_NONE;
            schedule_give(schedule, giving.chunk, giving.n);
            out += giving.n;
            if (all_taken)
                schedule_close(schedule);
        } else if (!asked && !all_taken &&
                   (left < (size_t)threads || (stopped(schedule) && !told))) {
            told = stopped(schedule);
            struct wanting wanting = {
                left < (size_t)threads ? (uint64_t)threads - left : 0, told};
            ranks_send(0, ASK, &wanting, sizeof wanting);
            asked = true;
        }
        if (one == NULL)
            wait_briefly();
    }
}

void exchange_chunks(struct schedule *schedule, int threads)
{
    if (schedule->first_rank)
        work_of_first(schedule);
    else
        work_of_other(schedule, threads);
}

/* ---- After the work ---- */

void exchange_send_counts(const struct schedule *schedule)
{
    for (int i = 0; i < schedule->n; i++) {
        struct text bytes = {0};
        tally_make_counts(&schedule->tallies[i]);
        counts_write(&bytes, &schedule->tallies[i].counts);
        send_numbered(COUNTS, &bytes, (uint64_t)i);
        text_free(&bytes);
    }
}

void exchange_tallies(struct tally *tallies, int n)
{
    for (int i = 0; i < n; i++) {
        struct tally *tally = &tallies[i];
        struct text bytes = {0};
        if (ranks_mine() == 0)
            tally_write(&bytes, tally);
        ranks_share_text(&bytes);
        if (ranks_mine() != 0) {
            struct bytes in = {bytes.data, bytes.length};
            tally_clear(tally);
            tally_read(&in, tally);
        }
        text_free(&bytes);
    }
}

void exchange_saved(struct schedule *schedule)
{
    uint64_t chunks = 0;
    for (const struct chunk_result *one = schedule->to_save; one != NULL; one = one->next)
        chunks++;
    ranks_share(&chunks, sizeof chunks);
    for (uint64_t i = 0; i < chunks; i++) {
        struct chunk_result none = {0};
        struct chunk_result *one = schedule->first_rank ? schedule->to_save : &none;
        ranks_share(&one->chunk, sizeof one->chunk);
        ranks_share_text(&one->bytes);
        schedule_save(schedule, one->chunk, &one->bytes);
        if (schedule->first_rank) {
            schedule->to_save = one->next;
            chunk_result_free(one);
        } else {
            text_free(&none.bytes);
        }
    }
}
