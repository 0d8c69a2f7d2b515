/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notices.h"

#include "language.h"
#include "text.h"

#include <math.h>

/* What a notice is of: the hub where there are hubs, else the strategy. */
static const char *subject(const struct study *study, const struct study_case *one)
{
    return study->has_hubs && one->hub != NULL ? one->hub : one->campaign->strategy->id;
}

/* The same with the values that were varied. */
static const char *case_of(
    struct arena *arena, const struct study *study, const struct study_case *one)
{
    const char *name = subject(study, one);
    for (int v = 0; v < study->n_vary; v++)
        name = arena_printf(arena, "%s%s%s = %s", name, v == 0 ? " (" : ", ",
            study->vary_path[v], one->vary_value[v]);
    return study->n_vary > 0 ? arena_printf(arena, "%s)", name) : name;
}

/* One under several variations is told of once. */
static void tell_unbounded(const struct study *study, struct messages *notices)
{
    struct messages found = {0};
    for (int m = 0; m < n_measures; m++)
        for (int i = 0; i < study->n_cases; i++)
            if (study_figure(study, &study->cases[i], 0, m).estimate.unbounded)
                messages_add(&found,
                    _("%s: the error of %s has no bounds, as what it is divided by may be "
                      "zero; simulate more campaigns"),
                    subject(study, &study->cases[i]), measures[m].name);
    messages_drop_repeats(&found);
    for (size_t i = 0; i < found.count; i++)
        messages_add(notices, "%s", found.lines[i]);
    messages_free(&found);
}

static void tell_unknown(
    const struct study *study, const struct study_case *one, struct messages *notices)
{
    struct estimate share = study_unknown_share(study, one, Q_PARTNERS);
    struct arena arena = {0};
    const char *name = case_of(&arena, study, one);
    if (isnan(share.value))
        messages_add(notices,
            _("%s: too few campaigns, or too little spread, to tell how much of the spread in "
              "partners is from not knowing the parameters"),
            name);
    else
        messages_add(notices,
            _("%s: of the spread in partners, %.0f %% is from not knowing the parameters "
              "(%.0f to %.0f %%)"),
            name, 100.0 * share.value, 100.0 * share.low, 100.0 * share.high);
    arena_free(&arena);
}

void study_notices(const struct study *study, struct messages *notices)
{
    tell_unbounded(study, notices);
    for (int i = 0; i < study->n_cases; i++)
        if (study->cases[i].tally.unit == 2)
            tell_unknown(study, &study->cases[i], notices);
    if (study->has_hubs)
        messages_add(notices, "%s",
            _("hubs differ in people and region too: what sets them apart is no experiment "
              "with "
              "their strategies"));
}
