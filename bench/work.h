/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* Whether instructions can be counted: valgrind is installed. */
bool work_can_count(void);

/* Millions of instructions that a program takes from start to end, argv[0] with its arguments,
 * ended by NULL, in the function `within` alone (NULL: in all); NAN when it fails. `folder`
 * takes a file. What a processor has an instruction
 * for and valgrind has not, as SHA-256, is counted as a program does it without. */
double work_count(const char *const argv[], const char *folder, const char *within);
