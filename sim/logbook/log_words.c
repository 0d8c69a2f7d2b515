/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log.h"

const char *const log_column_names[N_LOG_COLUMNS] = {"company", "date", "contact", "outcome",
    "planned_on", "first_date", "stage_after", "person", "won", "hours", "cost_eur", "package",
    "hub", "reason", "note"};

const char *const log_outcome_names[N_LOG_OUTCOMES] = {"held", "moved", "cancelled", "no_show",
    "not_reached", "planned", "joined", "refused", "said_no", "stopped", "introduced",
    "renewed", "left", "upgraded", "stage"};

const char *const log_reason_names[] = {"", "busy", "waited", "moved", "unfunded", ""};
