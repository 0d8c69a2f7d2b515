/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings.h"

/* Counts what one campaign with all its tables takes of a process: instructions, where valgrind
 * is installed, and page faults; beside those of the reference, if there is one. `folder` takes
 * files. False when a program fails. */
bool work_measure(const struct settings *settings, const char *folder);
