/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings.h"

/* Times how numbers become text, beside printf, and prints what it finds. */
void numbers_measure(const struct settings *settings);
