/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A workbook as a file: a ZIP archive of parts in XML. */

/* Whether all parts of the archive unpack to XML whose elements are closed, and sheet number i
 * of `n` (sheet1.xml, ...) has cells[i] cells. */
bool package_is_whole(const char *path, const uint64_t *cells, int n);

/* Seals an archive without a comment: it gets one with the checksum of all of it before that
 * comment, by which it is known as ours and unchanged; programs that read it pass over it. -1,
 * and `errno`. */
int package_seal(const char *path);
bool package_is_sealed(const char *path);
