/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_LANGUAGE_H
#define RECEPT_LANGUAGE_H

#include <stdbool.h>

/* Dutch and English for users; texts are looked up with gettext, domain "recept". */

/* Speaks `language` ("nl" or "en") from now on; `folder` holds nl/LC_MESSAGES/recept.mo. Called
 * once, at the start of the program. */
void language_set(const char *language, const char *folder);

bool language_is_dutch(void);

/* `text` (English) in the user's language; `text` itself where there is no translation. */
const char *translate(const char *text) __attribute__((format_arg(1)));

#define _(text) translate(text)

/* Marks a text that is translated later, where it is shown. */
#define N_(text) text

#endif
