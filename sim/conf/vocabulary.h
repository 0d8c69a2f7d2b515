/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "memory.h"

/* Words that people may write for things, in several languages: which thing is meant. Words are
 * the same that differ in case, accents, blanks or punctuation alone. {0} is an empty one. */
struct vocabulary {
    struct arena arena;
    int n, room;
    struct known_word *word;
};

struct known_word {
    const char *word, *key; /* as it was given, and what counts of it */
    int means;
    int also; /* another thing that the same word stands for; MEANS_NOTHING: there is none */
};

enum { MEANS_NOTHING = -1, MEANS_TWO = -2 };

/* `word` stands for thing number `means`, from 0. */
void vocabulary_add(struct vocabulary *vocabulary, const char *word, int means);
void vocabulary_free(struct vocabulary *vocabulary);

/* Which thing is meant; MEANS_TWO, with the two in `two`, where it may be either. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *word, int two[2]);

/* The known word that may have been meant, or NULL. */
const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *word);

/* The first word for that thing which stands for nothing else; NULL: there is none. */
const char *vocabulary_word(const struct vocabulary *vocabulary, int means);
