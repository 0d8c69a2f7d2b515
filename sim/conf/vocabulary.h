/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "memory.h"

/* Words that people may write for things, in several languages: which thing is meant. What is
 * the same but for case, accents, blanks and punctuation is the same word, unless there is a
 * word nearer to what was written. {0} is an empty one. */
struct vocabulary {
    struct arena arena;
    int n, room;
    struct known_word *word;
};

/* How much of a word counts, from all of it to its letters alone. */
enum { WORD_EXACT, WORD_CASELESS, WORD_LETTERS, N_WORD_KEYS };

struct known_word {
    int means;
    const char *key[N_WORD_KEYS]; /* the first as it was given */
};

/* `word` stands for thing number `means`, from 0. */
void vocabulary_add(struct vocabulary *vocabulary, const char *word, int means);
void vocabulary_free(struct vocabulary *vocabulary);

enum { MEANS_NOTHING = -1, MEANS_TWO = -2 };

/* Which thing is meant; MEANS_TWO, with the two in `two`, where it may be either. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *word, int two[2]);

/* The known word that may have been meant, or NULL. */
const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *word);

/* The first word for that thing which stands for nothing else; NULL: there is none. */
const char *vocabulary_word(const struct vocabulary *vocabulary, int means);
