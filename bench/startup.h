/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings.h"

/* Times whole processes of the program, as a user waits for them, and prints what it finds.
 * False when one fails. */
bool startup_measure(const struct settings *settings);
