/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCREEN_DATA_H
#define RECEPT_SCREEN_DATA_H

#include <stdio.h>

#include "study.h"

/* The rows of summary.csv for all companies. */
void screen_csv(FILE *out, const struct study *study);

/* The same as an array of JSON objects; what is not defined is null. STATUS_FAILED when it
 * could not be made. */
enum status screen_json(FILE *out, const struct study *study);

#endif
