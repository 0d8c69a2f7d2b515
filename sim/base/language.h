/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* English and Dutch for users. The texts in the code are English; the Dutch ones come from
 * sim/base/po/nl.po and are compiled in, so that no locale and no file is needed. */
enum language { ENGLISH, DUTCH, N_LANGUAGES };

/* Texts are made in `language` by this thread from now on; a thread begins in English. */
void language_use(enum language language);
enum language language_used(void);
bool language_is_dutch(void);

/* `text` (English) in the thread's language; `text` itself where there is no translation. */
const char *translate(const char *text) __attribute__((format_arg(1)));

/* The same for a text with a number: `one` for 1, `many` for all others. */
const char *translate_number(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

/* What an error number of the system (errno) means. */
const char *error_text(int error);

#define _(text) translate(text)
#define ngettext(one, many, n) translate_number(one, many, n)

/* Marks a text that is translated later, where it is shown. */
#define N_(text) text
