/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "read.h"
#include "stream.h"

#include <stdlib.h>
#include <string.h>

static int collect_uncertain(struct node *node, struct node **into, int n)
{
    if (node->distribution != NULL)
        into[n++] = node;
    node_each (member, node)
        n = collect_uncertain(member, into, n);
    return n;
}

/* The stream of a number goes by its place in the config (FNV-1a of its path), so that it does
 * not shift when another number becomes uncertain. One of the top level is the same for every
 * hub; the path of one that a hub gives itself has the hub's name, so it is drawn apart. */
static uint32_t key_of(const struct node *node)
{
    struct text path;
    text_init(&path);
    node_path(node, &path);
    uint32_t key = 2166136261u;
    for (const char *c = text_string(&path); *c != '\0'; c++)
        key = (key ^ (unsigned char)*c) * 16777619u;
    text_free(&path);
    return key;
}

void redraw_init(struct redraw *redraw, const struct config *config)
{
    memset(redraw, 0, sizeof *redraw);
    redraw->config = config;
    tree_clone(&redraw->tree, &config->tree);
    redraw->tree.settled = true;
    redraw->uncertain =
        arena_new(&redraw->tree.arena, (size_t)config->n_uncertain, sizeof(struct node *));
    collect_uncertain(redraw->tree.root, redraw->uncertain, 0);
    redraw->key =
        arena_new(&redraw->tree.arena, (size_t)config->n_uncertain, sizeof *redraw->key);
    for (int i = 0; i < config->n_uncertain; i++)
        redraw->key[i] = key_of(redraw->uncertain[i]);
    arena_init(&redraw->arena);
}

void redraw_free(struct redraw *redraw)
{
    tree_free(&redraw->tree);
    arena_free(&redraw->arena);
    memset(redraw, 0, sizeof *redraw);
}

void redraw_numbers(const struct redraw *redraw, uint64_t seed, uint64_t draw, double *number)
{
    for (int i = 0; i < redraw->config->n_uncertain; i++) {
        struct philox_block words =
            stream_draw(seed, (uint32_t)draw, redraw->key[i], 0, PURPOSE_PARAMETER, 0);
        number[i] = distribution_quantile(
            redraw->uncertain[i]->distribution, chance_uniform(words.word[0]));
    }
}

const struct scenario *redraw_scenario(struct redraw *redraw, uint64_t seed, uint64_t draw)
{
    double *number = memory_new((size_t)redraw->config->n_uncertain + 1, sizeof *number);
    redraw_numbers(redraw, seed, draw, number);
    for (int i = 0; i < redraw->config->n_uncertain; i++)
        redraw->uncertain[i]->real = number[i];
    free(number);
    arena_free(&redraw->arena);
    redraw->scenario = arena_new(&redraw->arena, 1, sizeof *redraw->scenario);
    struct messages
        none; /* what was right with means is right with draws: nothing is reported */
    messages_init(&none);
    struct reader reader = {
        .tree = &redraw->tree,
        .arena = &redraw->arena,
        .errors = &none,
        .scenario = redraw->scenario,
        .known = &redraw->config->scenario->population,
    };
    read_scenario(&reader, "");
    messages_free(&none);
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
