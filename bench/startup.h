/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_BENCH_STARTUP_H
#define RECEPT_BENCH_STARTUP_H

#include "settings.h"

/* Times whole processes of the program, as a user waits for them, and prints what it finds.
 * False when one fails. */
bool startup_measure(const struct settings *settings);

#endif
