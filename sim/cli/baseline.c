/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baseline.h"

#include "language.h"

#include <string.h>

/* What a case may be called: with its config and its varied values, or without either. */
enum { WITH_CONFIG = 1, WITH_VALUES = 2, WAYS = 4 };

static const char *called(struct workload *work, int i, int way)
{
    const struct study *study = &work->study;
    const struct study_case *one = &study->cases[i];
    struct text name = {0};
    if (study->of_configs && (way & WITH_CONFIG))
        text_printf(&name, "%s:", one->vary_value[0]);
    text_add_string(&name, one->campaign->strategy->id);
    for (int v = study->of_configs; v < study->n_vary && (way & WITH_VALUES); v++)
        text_printf(&name, ",%s", one->vary_value[v]);
    const char *kept = arena_copy(&work->arena, text_string(&name));
    text_free(&name);
    return kept;
}

static bool is_called(struct workload *work, int i, const char *wanted)
{
    for (int way = 0; way < WAYS; way++)
        if (strcmp(called(work, i, way), wanted) == 0)
            return true;
    return false;
}

static enum status refuse_unknown(struct workload *work, const char *wanted)
{
    size_t n = (size_t)work->study.n_cases, known = 0;
    const char **names = arena_new(&work->arena, n * WAYS, sizeof *names);
    for (size_t i = 0; i < n; i++)
        for (int way = 0; way < WAYS; way++)
            names[known++] = called(work, (int)i, way);
    const char *nearest = text_nearest(wanted, names, known);
    messages_add(&work->errors,
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

static enum status refuse_ambiguous(struct workload *work, const char *wanted)
{
    struct text names = {0};
    for (int i = 0; i < work->study.n_cases; i++)
        if (is_called(work, i, wanted))
            add_choice(&names, &work->study, i);
    messages_add(&work->errors, _("--baseline: '%s' may be any of these; name one: %s"), wanted,
        text_string(&names));
    text_free(&names);
    return STATUS_USAGE;
}

enum status baseline_find(struct workload *work, const char *wanted, int *baseline)
{
    int found = 0;
    *baseline = 0;
    for (int i = 0; i < work->study.n_cases && wanted != NULL; i++)
        if (is_called(work, i, wanted) && found++ == 0)
            *baseline = i;
    if (wanted == NULL || found == 1)
        return STATUS_OK;
    return found == 0 ? refuse_unknown(work, wanted) : refuse_ambiguous(work, wanted);
}
