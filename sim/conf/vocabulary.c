/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vocabulary.h"

#include "text.h"

#include <string.h>

/* Its letters; of a word without any all of it. */
static const char *key_of(struct arena *arena, const char *word)
{
    const char *letters = arena_letters(arena, word);
    return letters[0] != '\0' ? letters : arena_folded(arena, word);
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
    struct known_word *known = &vocabulary->word[vocabulary->n];
    *known = (struct known_word){arena_copy(&vocabulary->arena, word),
        key_of(&vocabulary->arena, word), means, MEANS_NOTHING};
    for (int i = 0; i < vocabulary->n; i++)
        if (vocabulary->word[i].means != means &&
            text_same(vocabulary->word[i].key, known->key)) {
            vocabulary->word[i].also = means;
            known->also = vocabulary->word[i].means;
        }
    vocabulary->n++;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    arena_free(&vocabulary->arena);
    *vocabulary = (struct vocabulary){0};
}

/* Most are written just as they are known. */
static const struct known_word *find(const struct vocabulary *vocabulary, const char *word)
{
    const struct known_word *found = NULL;
    struct arena arena = {0};
    for (int i = 0; i < vocabulary->n; i++)
        if (text_same(vocabulary->word[i].word, word))
            return &vocabulary->word[i];
    const char *key = key_of(&arena, word);
    for (int i = 0; i < vocabulary->n && found == NULL && key[0] != '\0'; i++)
        if (text_same(vocabulary->word[i].key, key))
            found = &vocabulary->word[i];
    arena_free(&arena);
    return found;
}

int vocabulary_find(const struct vocabulary *vocabulary, const char *word, int two[2])
{
    const struct known_word *found = find(vocabulary, word);
    if (found == NULL)
        return MEANS_NOTHING;
    if (found->also == MEANS_NOTHING)
        return found->means;
    two[0] = found->means;
    two[1] = found->also;
    return MEANS_TWO;
}

const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *word)
{
    struct arena arena = {0};
    const char **keys = arena_new(&arena, (size_t)vocabulary->n + 1, sizeof *keys);
    for (int i = 0; i < vocabulary->n; i++)
        keys[i] = vocabulary->word[i].key;
    const char *nearest = text_nearest(key_of(&arena, word), NAMES(keys, vocabulary->n));
    int i = 0;
    while (nearest != NULL && keys[i] != nearest)
        i++;
    arena_free(&arena);
    return nearest != NULL ? vocabulary->word[i].word : NULL;
}

const char *vocabulary_word(const struct vocabulary *vocabulary, int means)
{
    for (int i = 0; i < vocabulary->n; i++)
        if (vocabulary->word[i].means == means && vocabulary->word[i].also == MEANS_NOTHING)
            return vocabulary->word[i].word;
    return NULL;
}
