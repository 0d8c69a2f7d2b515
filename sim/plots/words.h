/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_WORDS_H
#define RECEPT_WORDS_H

#include "pictures.h"

/* What plots say in words beside their rows (`say` of struct words), and below the heads of
 * panels. */
typedef const char *say(struct page *page, struct pictures *pictures, int i, int panel);
say say_why_not, say_cost, say_chance, say_chance_of_all;
const char *say_target(struct page *page, struct pictures *pictures, int panel);

#endif
