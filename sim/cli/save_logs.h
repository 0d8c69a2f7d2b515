/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "output.h"

/* Logbooks of the first simulated campaigns (--save-logbook), as a hub would have kept them:
 * logbook-K.csv with the records and companies-K.csv with the companies of campaign K, from 0.
 */

/* Whether they can be: they are of one strategy. STATUS_USAGE, with what would be right. */
enum status save_logs_check(struct output *output);

/* Writes them into the folder; the campaigns are simulated once more. */
enum status save_logs(struct output *output);
