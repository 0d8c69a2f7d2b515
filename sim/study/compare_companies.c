/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_companies.h"

#include <string.h>

bool compare_same_axes(const struct axes *a, const struct axes *b)
{
    bool same = a->n == b->n;
    for (int i = 0; same && i < a->n; i++) {
        same = a->axis[i].n_levels == b->axis[i].n_levels;
        for (int l = 0; same && l < a->axis[i].n_levels; l++)
            same = strcmp(a->axis[i].levels[l], b->axis[i].levels[l]) == 0;
    }
    return same;
}

static bool same_company(const struct company *a, const struct company *b)
{
    bool named = a->name != NULL && b->name != NULL;
    return (a->name == b->name || (named && strcmp(a->name, b->name) == 0)) &&
           a->segment == b->segment && a->stage == b->stage &&
           a->contacts_before == b->contacts_before && a->warm == b->warm &&
           a->customer_in == b->customer_in && a->front_runner == b->front_runner;
}

/* Whether two scenarios have the same companies, or draw them alike. Segments are those of the
 * same axes. */
static bool same_companies(const struct scenario *a, const struct scenario *b)
{
    const struct population *p = &a->population, *q = &b->population;
    if (p->n != q->n || (p->list == NULL) != (q->list == NULL) ||
        !compare_same_axes(&a->axes, &b->axes))
        return false;
    for (int i = 0; p->list != NULL && i < p->n; i++)
        if (!same_company(&p->list[i], &q->list[i]))
            return false;
    for (int s = 0; s < axes_segments(&a->axes); s++)
        if ((p->list == NULL && p->share.at[s] != q->share.at[s]) ||
            p->warm.at[s] != q->warm.at[s] || p->front_runner.at[s] != q->front_runner.at[s])
            return false;
    return true;
}

/* Each case is of the group of the first with the same companies; NULL: all are of one. Doing
 * nothing depends on no luck, whatever its group. */
const int *compare_groups(struct arena *arena, const struct study *study)
{
    int *group = arena_new(arena, (size_t)study->n_cases + 1, sizeof *group);
    bool all_same = true;
    for (int i = 0; i < study->n_cases; i++) {
        while (!same_companies(study->cases[group[i]].scenario, study->cases[i].scenario))
            group[i]++;
        all_same = all_same && group[i] == 0;
    }
    return all_same ? NULL : group;
}
