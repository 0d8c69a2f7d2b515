/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"

/* Workbooks are made into text by ssconvert, the converter of Gnumeric: file_reader.convert()
 * with a `context` that is not looked at. It gets the bytes and no name, has two minutes, and
 * is ended by Ctrl-C and requests to end; nothing is written to a folder. */
enum status convert_workbook(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *errors);
