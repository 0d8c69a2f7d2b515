/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream.h"

struct state {
    uint64_t seed;
    uint32_t replication, company;
    uint64_t drawn; /* words handed out */
    struct philox_block block;
};

static unsigned long next_word(void *memory)
{
    struct state *state = memory;
    uint32_t at = (uint32_t)(state->drawn % PHILOX_WORDS);
    if (at == 0) {
        uint64_t block = state->drawn / PHILOX_WORDS;
        state->block = stream_draw(state->seed, state->replication, state->company,
            (uint32_t)block, PURPOSE_STREAM, (uint32_t)(block >> 32) & 0xffffffu);
    }
    state->drawn++;
    return state->block.word[at];
}

static double next_double(void *memory)
{
    return (double)next_word(memory) / 4294967296.0;
}

static void set(void *memory, unsigned long seed)
{
    struct state *state = memory;
    *state = (struct state){.seed = seed};
}

static const gsl_rng_type philox_type = {
    "philox4x32-10", 0xffffffffUL, 0, sizeof(struct state), set, next_word, next_double};

const gsl_rng_type *const stream_gsl_type = &philox_type;

void stream_gsl_place(gsl_rng *generator, uint64_t seed, uint32_t replication, uint32_t company)
{
    struct state *state = gsl_rng_state(generator);
    *state = (struct state){.seed = seed, .replication = replication, .company = company};
}
