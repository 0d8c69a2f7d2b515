/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "read.h"
#include "stream.h"

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

const struct scenario *redraw_scenario(struct redraw *redraw, uint64_t seed, uint64_t draw)
{
    for (int i = 0; i < redraw->config->n_uncertain; i++) {
        struct node *node = redraw->uncertain[i];
        struct philox_block words =
            stream_draw(seed, (uint32_t)draw, redraw->key[i], 0, PURPOSE_PARAMETER, 0);
        node->real = distribution_quantile(node->distribution, chance_uniform(words.word[0]));
    }
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
