/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static bool dutch;

void language_set(const char *language, const char *folder)
{
    dutch = strcmp(language, "nl") == 0;
    /* gettext translates nothing in the C locale. C.UTF-8 is always there and keeps the decimal
     * point; LANGUAGE then says which catalogue. */
    setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_MESSAGES, "C.UTF-8");
    setenv("LC_ALL", "C.UTF-8", 1); /* for gnuplot, which wants to know that texts are UTF-8 */
    setenv("LANGUAGE", dutch ? "nl" : "en", 1);
    bindtextdomain("recept", folder);
    bind_textdomain_codeset("recept", "UTF-8");
    textdomain("recept"); /* where argp looks for what it prints itself */
}

bool language_is_dutch(void)
{
    return dutch;
}

const char *translate(const char *text)
{
    return dutch ? dgettext("recept", text) : text;
}
