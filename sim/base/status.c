/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "status.h"

const char *status_text(enum status status)
{
    switch (status) {
#define STATUS_CASE(name, code, text)                                                          \
    case name:                                                                                 \
        return text;
        STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    }
    return "unknown status";
}

int status_exit_code(enum status status)
{
    switch (status) {
#define STATUS_CASE(name, code, text)                                                          \
    case name:                                                                                 \
        return code;
        STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    }
    return 1;
}
