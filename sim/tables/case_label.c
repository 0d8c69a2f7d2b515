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

const char *case_name(
    struct arena *arena, const struct study *study, const struct study_case *one)
{
    return arena_printable(
        arena, arena_printf(arena, "%s%s%s", study->of_configs ? one->vary_value[0] : "",
                   study->of_configs ? ": " : "", case_label(one)));
}

const char *case_varied(
    struct arena *arena, const struct study *study, const struct study_case *one)
{
    const char *varied = "";
    for (int i = study->of_configs; i < study->n_vary; i++)
        varied =
            arena_printf(arena, "%s, %s", varied, arena_printable(arena, one->vary_value[i]));
    return varied;
}

const char *case_text(struct arena *arena, const struct study *study, int i)
{
    const struct study_case *one = &study->cases[i];
    return arena_printf(
        arena, "%s%s", case_name(arena, study, one), case_varied(arena, study, one));
}

const char *case_list(struct arena *arena, const struct study *study, const bool *marked)
{
    enum { MOST = 6 };
    const char *names = "";
    int n = 0;
    for (int i = 0; i < study->n_cases; i++)
        if (marked[i] && ++n <= MOST)
            names = arena_printf(
                arena, "%s%s%s", names, n > 1 ? ", " : "", case_text(arena, study, i));
    return n <= MOST ? names
                     : arena_printf(arena, "%s%s", names,
                           arena_printf(arena, _(" and %d more"), n - MOST));
}
