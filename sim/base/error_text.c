/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"

#include <string.h>

/* What the C library says of a file, where people meet it: looked up by its words, as other
 * texts are. */
static const char *const met[] __attribute__((unused)) = {
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("Directory not empty"),
    N_("File exists"),
    N_("File too large"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Too many open files"),
    N_("Too many levels of symbolic links"),
    N_("Device or resource busy"),
    N_("Broken pipe"),
};

const char *error_text(int error)
{
    return translate(strerror(error));
}
