/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_FACTS_PRINT_H
#define RECEPT_FACTS_PRINT_H

#include "facts.h"

#include <stdio.h>

/* A table of facts, at most 100 columns wide, in the user's language. */
void facts_print(FILE *out, const struct facts_told *told);

#endif
