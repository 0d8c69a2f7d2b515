/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "memory.h"

enum { CONFIG_NAME_COLUMNS = 16 };

/* Short names, all different, of the configs at `paths` (n of them): the file without folders
 * and ".cfg", with as many of its folders as it takes to tell it from the others; one that is
 * still wider than CONFIG_NAME_COLUMNS is cut at the left, or else where it must be for all to
 * stay different. The campaign.cfg of a folder is called as the folder. A path given again has
 * " (2)" behind its name. */
const char *const *config_names(struct arena *arena, const char *const *paths, int n);
