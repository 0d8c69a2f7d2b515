/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv_table.h"

/* Event logs in XES (IEEE 1849), read by libxml2: file_reader.parse_events() of the program.
 *
 * The table lives in `arena`: a row for each event, on the line where its element begins; a
 * column for each key of an attribute of events, and "case:" and the key for those of the trace
 * that the event is in. Attributes in attributes, lists and containers are passed over.
 * STATUS_CONFIG with "path:line: reason" for what is no XES, for what is damaged at the line
 * where that shows, and past the limits of csv_table.h. */
enum status xes_read(struct csv_table *table, struct arena *arena, const char *path,
    const struct text *xml, struct messages *errors);
