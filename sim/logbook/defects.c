/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "defects.h"

#include "language.h"

const char *const defect_names[N_DEFECTS] = {
    "overlap", "gap", "jump", "teleport", "after the end", "duplicate", "future", "loose end"};

const char *const defect_treatments[N_DEFECTS] = {
    N_("what came first on that day counts, the other is left out"),
    N_("counts as it is written; a talk of which only the outcome is written counts as held"),
    N_("the stage counts from then on, and no contact as having led to it"),
    N_("the stage that is written last on that day counts"),
    N_("left out"),
    N_("counts once"),
    N_("left out, as it is after the last day that is known"),
    N_("counts as cancelled; the company stays open until something else is written"),
};

void defects_add(struct defects *defects, const struct defect *defect)
{
    if (defects->n == defects->room) {
        defects->room = 2 * defects->room + 64;
        defects->defect =
            memory_resize(defects->defect, (size_t)defects->room, sizeof *defects->defect);
    }
    defects->defect[defects->n++] = *defect;
    defects->of_kind[defect->kind]++;
}

void defects_free(struct defects *defects)
{
    memory_free(defects->defect);
    *defects = (struct defects){0};
}
