/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <dlfcn.h>
#include <string.h>

/* Libraries that are loaded when they are needed first, as few runs do: what they bring along
 * (ICU, C++, OpenSSL) takes longer to load than all the rest of a start. All of this stands in
 * the header, so that librecept, which needs none of it, has none of it. */

struct late_function {
    const char *name;
    void *at; /* of a pointer to a function of that type */
};

/* Of a list LIST(F), which is F(function) F(function) ..., members of a struct that point to
 * these functions, and their rows of a table for late_load(). */
#define LATE_MEMBER(function) __typeof__(function) *function;
#define LATE_ROW(object, function)                                                             \
    {                                                                                          \
#function, &(object).function                                                          \
    }

/* Loads the library `file` and finds its functions. NULL, or why it cannot be, in English and
 * until the next call. */
static inline const char *late_load(
    const char *file, const struct late_function *function, size_t n)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        return dlerror();
    for (size_t i = 0; i < n; i++) {
        void *found = dlsym(library, function[i].name);
        if (found == NULL)
            return dlerror();
        memcpy(function[i].at, &found, sizeof found);
    }
    return NULL;
}
