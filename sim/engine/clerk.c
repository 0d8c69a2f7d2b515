/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clerk.h"

#include "ranks.h"
#include "tally_bytes.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Seconds within which the other ranks have to answer once a run is stopped. mpirun kills all a
 * second after it was stopped itself. */
#define PATIENCE 0.4

/* Messages: a rank asks for parts and gets an answer; sends in parts, its counts, goodbye. */
enum { ASK = 1, ANSWER, PART, GOODBYE, COUNTS };

struct wanting {
    uint64_t want; /* parts */
    uint64_t stop; /* this rank was told to stop */
};

struct giving {
    uint64_t taken; /* enum taken */
    uint64_t part, n;
};

static bool stopped(const struct shift *shift)
{
    return shift->stopped || (shift->engine->stop != NULL && *shift->engine->stop != 0);
}

/* ---- The first rank ---- */

static double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Gives up when the run is stopped and the others stay silent: they may be gone. */
static void wait_a_little(const struct shift *shift, double *since)
{
    double now = clock_seconds();
    if (!stopped(shift))
        *since = now;
    if (now - *since > PATIENCE && shift->engine->abandon != NULL)
        shift->engine->abandon();
    shift_nap();
}

static void give_answer(struct shift *shift, const struct ranks_message *message)
{
    struct wanting wanting;
    struct giving giving = {PART_NONE, 0, 0};
    memcpy(&wanting, message->bytes.data, sizeof wanting);
    if (wanting.stop) {
        shift->stopped = true;
        shift_close(shift);
    }
    giving.taken = shift_take_some(shift, wanting.want, &giving.part, &giving.n);
    ranks_send(message->from, ANSWER, &giving, sizeof giving);
}

/* The number of a part, or case, follows its bytes. */
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
static void add_counts(struct shift *shift, struct ranks_message *message)
{
    uint64_t i = take_number(&message->bytes);
    const struct campaign *campaign = shift->cases[i].campaign;
    struct bytes in = {message->bytes.data, message->bytes.length};
    struct counts counts;
    counts_init(&counts, campaign);
    counts_read(&in, &counts, campaign);
#pragma omp critical
    counts_merge(shift->counts[i], &counts, campaign);
    counts_free(&counts, campaign);
    shift->counts_in++;
}

static void work_of_first(struct shift *shift)
{
    double since = clock_seconds();
    struct ranks_message message = {0};
    for (int away = ranks_count() - 1; away > 0;) {
        if (!ranks_receive(&message)) {
            wait_a_little(shift, &since);
            continue;
        }
        since = clock_seconds();
        if (message.kind == ASK) {
            give_answer(shift, &message);
        } else if (message.kind == PART) {
            uint64_t part = take_number(&message.bytes);
            shift_hand_in(shift, part, &message.bytes);
        } else if (message.kind == COUNTS) {
            add_counts(shift, &message);
        } else {
            away--;
        }
        text_free(&message.bytes);
    }
}

/* ---- The others ---- */

static void send_in(struct handed_in *one)
{
    send_numbered(PART, &one->bytes, one->part);
    handed_in_free(one);
}

/* Each thread has a part at hand and one to go on with. Parts are not sent while an answer is
 * on its way: both sides would wait for each other to receive. */
static void work_of_other(struct shift *shift, int threads)
{
    bool asked = false, all_taken = false, told = false;
    uint64_t out = 0;
    struct ranks_message message = {0};
    while (!all_taken || out > 0) {
        struct handed_in *one = asked ? NULL : shift_pick_up(shift);
        size_t left = shift_left(shift);
        if (one != NULL) {
            send_in(one);
            out--;
        } else if (asked && ranks_receive(&message)) {
            struct giving giving;
            memcpy(&giving, message.bytes.data, sizeof giving);
            text_free(&message.bytes);
            asked = false;
            all_taken = giving.taken == PART_NONE;
            shift_give(shift, giving.part, giving.n);
            out += giving.n;
            if (all_taken)
                shift_close(shift);
        } else if (!asked && !all_taken &&
                   (left < (size_t)threads || (stopped(shift) && !told))) {
            told = stopped(shift);
            struct wanting wanting = {
                left < (size_t)threads ? (uint64_t)threads - left : 0, told};
            ranks_send(0, ASK, &wanting, sizeof wanting);
            asked = true;
        }
        if (one == NULL)
            shift_nap();
    }
    ranks_send(0, GOODBYE, NULL, 0);
}

void clerk_work(struct shift *shift, int threads)
{
    if (shift->first_rank)
        work_of_first(shift);
    else
        work_of_other(shift, threads);
}

/* ---- After the work ---- */

void clerk_gather_counts(struct shift *shift)
{
    double since = clock_seconds();
    struct ranks_message message = {0};
    for (int i = 0; !shift->first_rank && i < shift->n; i++) {
        struct text bytes;
        text_init(&bytes);
        counts_write(&bytes, shift->counts[i], shift->cases[i].campaign);
        send_numbered(COUNTS, &bytes, (uint64_t)i);
        text_free(&bytes);
    }
    int all = shift->n * (ranks_count() - 1);
    while (shift->first_rank && shift->counts_in < all) {
        if (!ranks_receive(&message)) {
            wait_a_little(shift, &since);
            continue;
        }
        since = clock_seconds();
        add_counts(shift, &message);
        text_free(&message.bytes);
    }
}

void clerk_share_tallies(struct tally *tallies, int n)
{
    for (int i = 0; i < n; i++) {
        struct tally *tally = &tallies[i];
        struct text bytes;
        text_init(&bytes);
        if (ranks_mine() == 0)
            tally_write(&bytes, tally);
        ranks_share_text(&bytes);
        if (ranks_mine() != 0) {
            struct bytes in = {bytes.data, bytes.length};
            const struct campaign *campaign = tally->campaign;
            int unit = tally->unit;
            tally_free(tally);
            tally_init(tally, campaign, unit);
            tally_read(&in, tally);
        }
        text_free(&bytes);
    }
}

void clerk_tell(struct shift *shift)
{
    uint64_t parts = 0;
    for (const struct handed_in *one = shift->told; one != NULL; one = one->next)
        parts++;
    ranks_share(&parts, sizeof parts);
    for (uint64_t i = 0; i < parts; i++) {
        struct handed_in none = {0};
        struct handed_in *one = shift->first_rank ? shift->told : &none;
        ranks_share(&one->part, sizeof one->part);
        ranks_share_text(&one->bytes);
        shift_save(shift, one->part, &one->bytes);
        if (shift->first_rank) {
            shift->told = one->next;
            handed_in_free(one);
        } else {
            text_free(&none.bytes);
        }
    }
}
