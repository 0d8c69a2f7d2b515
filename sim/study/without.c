/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_variants.h"

#include "language.h"
#include "runner.h"
#include "setup.h"

#include <string.h>

static bool is_had(const struct setup *setup, const char *id)
{
    for (int i = 0; i < setup->study.n_cases; i++)
        if (compare_lack(setup, i, id) != LACK_ALREADY)
            return true;
    return false;
}

static bool is_talk(const struct setup *setup, const char *id)
{
    for (int k = 0; k < setup->n_configs; k++) {
        const struct catalogue *catalogue = &setup->configs[k].scenario->catalogue;
        if (strcmp(catalogue->contact[catalogue->talk].id, id) == 0)
            return true;
    }
    return false;
}

enum status compare_without_check(struct setup *setup, const char *id)
{
    if (is_talk(setup, id)) {
        messages_add(&setup->errors,
            _("--without: %s cannot be left out: it is the talk in which a company chooses"),
            id);
        return STATUS_USAGE;
    }
    if (is_had(setup, id))
        return STATUS_OK;
    size_t n = 0, most = (size_t)setup->n_configs * MAX_CONTACTS;
    const char **names = arena_new(&setup->arena, most, sizeof *names);
    for (int k = 0; k < setup->n_configs; k++) {
        const struct catalogue *catalogue = &setup->configs[k].scenario->catalogue;
        for (int c = 0; c < catalogue->n; c++)
            if (is_had(setup, catalogue->contact[c].id))
                names[n++] = catalogue->contact[c].id;
    }
    const char *nearest = text_nearest(id, names, n);
    messages_add(&setup->errors, _("--without: no strategy has a contact moment '%s'%s%s%s"),
        id, nearest != NULL ? _("; did you mean '") : "", nearest != NULL ? nearest : "",
        nearest != NULL ? "'?" : "");
    return STATUS_USAGE;
}

enum variant_lack compare_lack(const struct setup *setup, int which, const char *id)
{
    const struct origin *origin = &setup->origin[which];
    const struct scenario *scenario = origin->config->scenario;
    return variant_lack(scenario, origin->strategy, variant_contact(scenario, id));
}

enum status compare_without(struct compare_variants *variants, struct setup *setup,
    struct runner *runner, const char *id, struct study_plan plan)
{
    int pairs = 0;
    struct study *study = &variants->study;
    *study = setup_study(setup, 2 * setup->study.n_cases, &setup->arena);
    for (int i = 0; i < setup->study.n_cases; i++)
        if (compare_lack(setup, i, id) == LACK_POSSIBLE)
            variants->which[pairs++] = i;
    for (int half = 0; half < 2; half++)
        for (int i = 0; i < pairs; i++) {
            struct variant variant = {.without = half == 1 ? id : NULL};
            study->cases[study->n_cases++] =
                setup_variant(setup, variants->which[i], &variant, setup->seed, &setup->arena);
        }
    return pairs > 0 ? compare_variants_run(variants, runner, 0, plan) : STATUS_OK;
}
