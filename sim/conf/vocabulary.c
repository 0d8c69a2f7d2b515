/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vocabulary.h"

#include "text.h"

#include <string.h>

static void find_keys(struct arena *arena, const char *word, const char *key[N_WORD_KEYS])
{
    key[WORD_EXACT] = arena_copy(arena, word);
    key[WORD_CASELESS] = arena_folded(arena, word);
    key[WORD_LETTERS] = arena_letters(arena, word);
}

void vocabulary_add(struct vocabulary *vocabulary, const char *word, int means)
{
    if (vocabulary->n == vocabulary->room) {
        vocabulary->room = 2 * vocabulary->room + 16;
        struct known_word *words =
            arena_new(&vocabulary->arena, (size_t)vocabulary->room, sizeof *words);
        if (vocabulary->n > 0)
            memcpy(words, vocabulary->word, (size_t)vocabulary->n * sizeof *words);
        vocabulary->word = words;
    }
    struct known_word *known = &vocabulary->word[vocabulary->n++];
    known->means = means;
    find_keys(&vocabulary->arena, word, known->key);
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    arena_free(&vocabulary->arena);
    *vocabulary = (struct vocabulary){0};
}

/* By one of the keys. */
static int find_by(const struct vocabulary *vocabulary, const char *wanted, int by, int two[2])
{
    int found = MEANS_NOTHING;
    for (int i = 0; i < vocabulary->n && wanted[0] != '\0'; i++) {
        const struct known_word *known = &vocabulary->word[i];
        if (!text_same(known->key[by], wanted) || known->means == found)
            continue;
        if (found != MEANS_NOTHING) {
            two[0] = found;
            two[1] = known->means;
            return MEANS_TWO;
        }
        found = known->means;
    }
    return found;
}

int vocabulary_find(const struct vocabulary *vocabulary, const char *word, int two[2])
{
    int found = find_by(vocabulary, word, WORD_EXACT, two);
    if (found != MEANS_NOTHING)
        return found;
    struct arena arena = {0};
    const char *key[N_WORD_KEYS];
    find_keys(&arena, word, key);
    for (int by = WORD_CASELESS; by < N_WORD_KEYS && found == MEANS_NOTHING; by++)
        found = find_by(vocabulary, key[by], by, two);
    arena_free(&arena);
    return found;
}

const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *word)
{
    struct arena arena = {0};
    const char **keys = arena_new(&arena, (size_t)vocabulary->n + 1, sizeof *keys);
    for (int i = 0; i < vocabulary->n; i++)
        keys[i] = vocabulary->word[i].key[WORD_LETTERS];
    const char *nearest = text_nearest(arena_letters(&arena, word), NAMES(keys, vocabulary->n));
    int i = 0;
    while (nearest != NULL && keys[i] != nearest)
        i++;
    arena_free(&arena);
    return nearest != NULL ? vocabulary->word[i].key[WORD_EXACT] : NULL;
}

const char *vocabulary_word(const struct vocabulary *vocabulary, int means)
{
    for (int i = 0; i < vocabulary->n; i++) {
        int two[2];
        const char *word = vocabulary->word[i].key[WORD_EXACT];
        if (vocabulary->word[i].means == means &&
            vocabulary_find(vocabulary, word, two) == means)
            return word;
    }
    return NULL;
}
