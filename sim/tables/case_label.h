/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* What a case's strategy is called: in the reader's language, else in the other, else its id.
 */
const char *case_label(const struct study_case *one);

/* What a case is called, of a study in which settings may have been varied: of several configs
 * which, and its strategy; and ", 6.0, 90", the values of settings. Strings in `arena`. */
const char *case_name(
    struct arena *arena, const struct study *study, const struct study_case *one);
const char *case_varied(
    struct arena *arena, const struct study *study, const struct study_case *one);

/* All of that, of case number `i`. */
const char *case_text(struct arena *arena, const struct study *study, int i);

/* The same of the marked cases, with commas; when they are many the rest is counted. */
const char *case_list(struct arena *arena, const struct study *study, const bool *marked);
