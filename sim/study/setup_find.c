/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "setup.h"

#include "language.h"

#include <string.h>

/* What a case may be called: with its config and its varied values, or without either. */
enum { WITH_CONFIG = 1, WITH_VALUES = 2, WAYS = 4 };

static const char *called(struct setup *setup, int i, int way)
{
    const struct study *study = &setup->study;
    const struct study_case *one = &study->cases[i];
    struct text name = {0};
    if (study->of_configs && (way & WITH_CONFIG))
        text_printf(&name, "%s:", one->vary_value[0]);
    text_add_string(&name, one->campaign->strategy->id);
    for (int v = study->of_configs; v < study->n_vary && (way & WITH_VALUES); v++)
        text_printf(&name, ",%s", one->vary_value[v]);
    const char *kept = arena_copy(&setup->arena, text_string(&name));
    text_free(&name);
    return kept;
}

static bool is_called(struct setup *setup, int i, const char *wanted)
{
    for (int way = 0; way < WAYS; way++)
        if (strcmp(called(setup, i, way), wanted) == 0)
            return true;
    return false;
}

static enum status refuse_unknown(struct setup *setup, const char *wanted)
{
    size_t n = (size_t)setup->study.n_cases, known = 0;
    const char **names = arena_new(&setup->arena, n * WAYS, sizeof *names);
    for (size_t i = 0; i < n; i++)
        for (int way = 0; way < WAYS; way++)
            names[known++] = called(setup, (int)i, way);
    const char *nearest = text_nearest(wanted, names, known);
    messages_add(&setup->errors,
        _("--baseline: there is no strategy '%s' among those compared%s%s%s"), wanted,
        nearest != NULL ? _("; did you mean '") : "", nearest != NULL ? nearest : "",
        nearest != NULL ? "'?" : "");
    return STATUS_USAGE;
}

static void add_choice(struct text *names, const struct study *study, int i)
{
    text_add_string(names, names->length > 0 ? ", '" : "'");
    study_add_id(names, study, i);
    text_add_string(names, "'");
}

static enum status refuse_ambiguous(struct setup *setup, const char *wanted)
{
    struct text names = {0};
    for (int i = 0; i < setup->study.n_cases; i++)
        if (is_called(setup, i, wanted))
            add_choice(&names, &setup->study, i);
    messages_add(&setup->errors, _("--baseline: '%s' may be any of these; name one: %s"),
        wanted, text_string(&names));
    text_free(&names);
    return STATUS_USAGE;
}

enum status setup_find(struct setup *setup, const char *wanted, int *which)
{
    int found = 0;
    *which = 0;
    for (int i = 0; i < setup->study.n_cases && wanted != NULL; i++)
        if (is_called(setup, i, wanted) && found++ == 0)
            *which = i;
    if (wanted == NULL || found == 1)
        return STATUS_OK;
    return found == 0 ? refuse_unknown(setup, wanted) : refuse_ambiguous(setup, wanted);
}
