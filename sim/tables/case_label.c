/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_label.h"

#include "language.h"

const char *case_label(const struct study_case *one)
{
    const struct strategy *strategy = one->campaign->strategy;
    const char *first = language_is_dutch() ? strategy->label.nl : strategy->label.en;
    const char *other = language_is_dutch() ? strategy->label.en : strategy->label.nl;
    if (first != NULL && first[0] != '\0')
        return first;
    return other != NULL && other[0] != '\0' ? other : strategy->id;
}

void case_name(struct text *name, struct text *varied, const struct study *study,
    const struct study_case *one)
{
    if (study->of_configs) {
        text_add_printable(name, one->vary_value[0]);
        text_add_string(name, ": ");
    }
    text_add_printable(name, case_label(one));
    for (int i = study->of_configs; i < study->n_vary; i++) {
        text_add_string(varied, ", ");
        text_add_printable(varied, one->vary_value[i]);
    }
}

const char *case_text(
    struct arena *arena, const struct study *study, const struct study_case *one)
{
    struct text name = {0};
    case_name(&name, &name, study, one);
    const char *copy = arena_copy(arena, text_string(&name));
    text_free(&name);
    return copy;
}
