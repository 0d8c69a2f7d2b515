/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

/* The plots of a logbook: shares of companies that came to each ending, by day and by contact;
 * what happened with each company; working ingredients; days between contacts; rings. */

/* Writes data and settings of each that there is something to draw for, in the language in use.
 */
enum status log_plots_write(const struct logbook *logbook, const struct plots_target *to);
