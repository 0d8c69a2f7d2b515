/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "output.h"

/* Whom to contact first (--call-list): the listed companies by their chance to join under the
 * first strategy that was simulated, on screen or as a list for a CRM or a spreadsheet. */

/* Whether there can be such a list, and whether its file can be made: STATUS_CONFIG when no
 * companies are listed, STATUS_FAILED when something is in the way; `output` gets the message.
 */
enum status call_list_check(struct output *output);

/* The first of them, in a table for people. */
void call_list_tell(struct screen *out, const struct recept_study *study);

/* Writes all of them to the file that was asked for, with headings in the reader's language: in
 * Dutch with semicolons and decimal commas. */
enum status call_list_write(struct output *output);
