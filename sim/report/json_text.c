/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_text.h"

#include "text.h"

#include <math.h>
#include <string.h>

json_t *json_text(const char *text)
{
    if (text == NULL)
        return json_null();
    struct text utf8 = {0};
    text_to_utf8(&utf8, text, strlen(text));
    json_t *json = json_stringn(text_string(&utf8), utf8.length);
    text_free(&utf8);
    return json;
}

json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value == 0.0 ? 0.0 : value) : json_null();
}

json_t *json_variation(const struct study *study, const struct study_case *one)
{
    json_t *values = json_object();
    for (int i = 0; i < study->n_vary; i++) {
        struct text path = {0};
        text_to_utf8(&path, study->vary_path[i], strlen(study->vary_path[i]));
        json_object_set_new(values, text_string(&path), json_text(one->vary_value[i]));
        text_free(&path);
    }
    return values;
}
