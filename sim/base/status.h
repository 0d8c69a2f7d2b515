/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_STATUS_H
#define RECEPT_STATUS_H

/* How a piece of work ended: name, exit status of the program, text. */
#define STATUS_LIST(X)                                                                         \
    X(STATUS_OK, 0, "done")                                                                    \
    X(STATUS_FAILED, 1, "failed while running")                                                \
    X(STATUS_USAGE, 2, "wrong command line")                                                   \
    X(STATUS_CONFIG, 3, "wrong config or data")                                                \
    X(STATUS_OUT_OF_TIME, 4, "out of time, to go on later")                                    \
    X(STATUS_INTERRUPTED, 130, "interrupted")

enum status {
#define STATUS_NAME(name, code, text) name,
    STATUS_LIST(STATUS_NAME)
#undef STATUS_NAME
};

/* The sentence that describes `status`. */
const char *status_text(enum status status);

/* The exit status of a program that ends with `status`. */
int status_exit_code(enum status status);

#endif
