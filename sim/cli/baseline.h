/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_BASELINE_H
#define RECEPT_BASELINE_H

#include "workload.h"

/* Which case of a workload `wanted` means (--baseline): ID of a strategy, with "CONFIG:" in
 * front where several configs have it and ",VALUE" for each varied setting behind where several
 * values are compared. NULL: the first case. STATUS_USAGE when none is called so, naming the
 * nearest, or when several are, naming them. */
enum status baseline_find(struct workload *work, const char *wanted, int *baseline);

#endif
