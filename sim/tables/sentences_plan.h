/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SENTENCES_PLAN_H
#define RECEPT_SENTENCES_PLAN_H

#include "sentences.h"

/* What the sentences of a plan are made of. */

/* What a line is called: its strategy, and the values of varied settings. */
const char *part_line(struct sentences *s, const struct plan_report *report, int line);

/* Those of the marked lines: "A", "B" and "C" in quotation marks. */
const char *part_lines(
    struct sentences *s, const struct plan_report *report, const bool *marked);

/* "1 company", "51 companies". */
const char *part_companies(struct sentences *s, int companies);

/* What the goal of answer number `first` takes. */
void sentences_add_goal(struct sentences *s, const struct plan_report *report, int first);

#endif
