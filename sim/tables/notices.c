/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notices.h"

#include "language.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>

/* What a notice is of: the hub where there are hubs, else the strategy. */
static const char *subject(const struct study *study, const struct study_case *one)
{
    return study->has_hubs && one->hub != NULL ? one->hub : one->campaign->strategy->id;
}

/* The same with the values that were varied. */
static void add_subject(
    struct text *name, const struct study *study, const struct study_case *one)
{
    text_add_string(name, subject(study, one));
    for (int v = 0; v < study->n_vary; v++)
        text_printf(
            name, "%s%s = %s", v == 0 ? " (" : ", ", study->vary_path[v], one->vary_value[v]);
    text_add_string(name, study->n_vary > 0 ? ")" : "");
}

/* One under several variations is told of once. */
static bool told_before(const struct study *study, const bool *unbounded, int i)
{
    const char *id = subject(study, &study->cases[i]);
    for (int j = 0; j < i; j++)
        if (unbounded[j] && strcmp(subject(study, &study->cases[j]), id) == 0)
            return true;
    return false;
}

static void tell_unbounded(const struct study *study, struct messages *notices)
{
    bool *unbounded = memory_new((size_t)study->n_cases, sizeof *unbounded);
    for (int m = 0; m < n_measures; m++) {
        for (int i = 0; i < study->n_cases; i++) {
            const struct study_case *one = &study->cases[i];
            unbounded[i] = study_figure(study, one, 0, m).estimate.unbounded;
            if (unbounded[i] && !told_before(study, unbounded, i))
                messages_add(notices,
                    _("%s: the error of %s has no bounds, as what it is divided by may be "
                      "zero; simulate more campaigns"),
                    subject(study, one), measures[m].name);
        }
    }
    memory_free(unbounded);
}

static void tell_unknown(
    const struct study *study, const struct study_case *one, struct messages *notices)
{
    struct estimate share = study_unknown_share(study, one, Q_PARTNERS);
    struct text name;
    text_init(&name);
    add_subject(&name, study, one);
    if (isnan(share.value))
        messages_add(notices,
            _("%s: too few campaigns, or too little spread, to tell how much of the spread in "
              "partners is from not knowing the parameters"),
            text_string(&name));
    else
        messages_add(notices,
            _("%s: of the spread in partners, %.0f %% is from not knowing the parameters "
              "(%.0f to %.0f %%)"),
            text_string(&name), 100.0 * share.value, 100.0 * share.low, 100.0 * share.high);
    text_free(&name);
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
