/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a piece of work ended; as a number the exit status of a program that ends so. */
enum status {
    STATUS_OK = 0,
    STATUS_FAILED = 1,      /* while running */
    STATUS_USAGE = 2,       /* the command line is wrong */
    STATUS_CONFIG = 3,      /* a config or data is wrong */
    STATUS_OUT_OF_TIME = 4, /* to go on later */
    STATUS_UNSURE = 5,      /* done, but not as precise or as certain as was asked for */
    STATUS_INTERRUPTED = 130
};
