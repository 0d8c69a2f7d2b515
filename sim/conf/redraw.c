/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stream.h"

#include <stdlib.h>
#include <string.h>

void config_draw(const struct config *config, uint64_t seed, uint64_t draw, double *number)
{
    enum { TOGETHER = 64 };
    struct philox_block words[TOGETHER];
    for (int first = 0; first < config->n_uncertain; first += TOGETHER) {
        int left = config->n_uncertain - first, n = left < TOGETHER ? left : TOGETHER;
        const struct unknown *unknown = config->unknown + first;
        for (int i = 0; i < n; i++)
            words[i] = stream_counter((uint32_t)draw, unknown[i].key, 0, PURPOSE_PARAMETER, 0);
        philox_batch(words, (size_t)n, seed);
        for (int i = 0; i < n; i++)
            number[first + i] = distribution_quantile(
                unknown[i].distribution, chance_uniform(words[i].word[0]));
    }
}

/* ---- One draw after another ---- */

/* Where `at` is in the copy at `to` of `size` bytes at `from`; NULL: it is none of these. */
static double *moved(const double *at, const void *from, size_t size, void *to)
{
    uintptr_t offset = (uintptr_t)at - (uintptr_t)from;
    return offset < size ? (double *)(void *)((char *)to + offset) : NULL;
}

/* Copies `size` bytes of the scenario, and has the numbers that land there land in the copy. */
static void *copy_part(struct redraw *redraw, const void *from, size_t size)
{
    const struct draw_list *draws = &redraw->config->draws;
    void *copy = arena_new(&redraw->own, size, 1);
    memcpy(copy, from, size);
    for (int i = 0; i < draws->n_landings; i++)
        if (redraw->at[i] == NULL)
            redraw->at[i] = moved(draws->landing[i].at, from, size, copy);
    return copy;
}

static void copy_weights(struct redraw *redraw, struct strategy *strategy, int segments)
{
    for (int s = 0; s < segments; s++)
        for (int stage = 0; stage < N_RESPONSES; stage++) {
            struct cocktail *cocktail = &strategy->at[s];
            size_t n = (size_t)cocktail->stage[stage].n;
            if (n > 0)
                cocktail->weight[stage] = copy_part(
                    redraw, cocktail->weight[stage], n * sizeof *cocktail->weight[stage]);
        }
}

void redraw_init(struct redraw *redraw, const struct config *config)
{
    const struct scenario *means = config->scenario;
    const struct draw_list *draws = &config->draws;
    memset(redraw, 0, sizeof *redraw);
    redraw->config = config;
    redraw->number =
        arena_new(&redraw->own, (size_t)config->n_uncertain + 1, sizeof *redraw->number);
    redraw->value = arena_new(&redraw->own, (size_t)draws->n_steps + 1, sizeof *redraw->value);
    redraw->at = arena_new(&redraw->own, (size_t)draws->n_landings + 1, sizeof *redraw->at);
    struct scenario *s = redraw->scenario = copy_part(redraw, means, sizeof *means);
    s->strategy = copy_part(
        redraw, means->strategy, (size_t)means->n_strategies * sizeof *means->strategy);
    for (int i = 0; i < s->n_strategies; i++)
        copy_weights(redraw, &s->strategy[i], axes_segments(&s->axes));
}

void redraw_free(struct redraw *redraw)
{
    arena_free(&redraw->own);
    arena_free(&redraw->arena);
    memset(redraw, 0, sizeof *redraw);
}

const struct scenario *redraw_scenario(struct redraw *redraw, uint64_t seed, uint64_t draw)
{
    const struct config *config = redraw->config;
    config_draw(config, seed, draw, redraw->number);
    for (int i = 0; i < config->n_uncertain; i++)
        redraw->value[config->unknown[i].step] = redraw->number[i];
    draw_list_replay(&config->draws, redraw->value);
    for (int i = 0; i < config->draws.n_landings; i++) {
        struct drawable number = config->draws.landing[i].number;
        if (redraw->at[i] != NULL && number.step != KNOWN)
            *redraw->at[i] = redraw->value[number.step];
    }
    arena_clear(&redraw->arena);
    return redraw->scenario;
}

/* ---- Whether configs agree ---- */

static bool knows_any(const struct node *root, const struct node *node)
{
    if (node->distribution != NULL) {
        const struct node *other = node_counterpart(root, node);
        return other != NULL && other->distribution == NULL &&
               (other->type == NODE_REAL || other->type == NODE_WHOLE);
    }
    node_each (member, node)
        if (knows_any(root, member))
            return true;
    return false;
}

bool config_agree(const struct config *configs, int n)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n && configs[i].n_uncertain > 0; j++)
            if (knows_any(configs[j].tree.root, configs[i].tree.root))
                return false;
    return true;
}
