/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_JSON_TEXT_H
#define RECEPT_JSON_TEXT_H

#include <jansson.h>

#include "study.h"

/* `text` (NULL: null) as a JSON string; bytes that are not UTF-8 are taken for Windows-1252. */
json_t *json_text(const char *text);

/* `value` as a JSON number; null when it is not finite, -0 as 0. */
json_t *json_number(double value);

/* The varied settings of a case, {path: value}. */
json_t *json_variation(const struct study *study, const struct study_case *one);

#endif
