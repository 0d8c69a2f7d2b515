/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_REPORT_H
#define RECEPT_PLAN_REPORT_H

#include "messages.h"
#include "results.h"

/* Scripts and data of the plots, in `folder`/plots, against the budget, or the hours a week
 * where only these differ: partners, the chances of the targets, what the next partner costs,
 * weeks of the team's hours. */
enum status plots_plan_write(
    const struct plan_report *report, const char *folder, struct messages *errors);

#endif
