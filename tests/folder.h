/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Tests that write files do so in an empty folder of their own: the current one. */
static char home[64];

static inline int enter_folder(void **state)
{
    (void)state;
    strcpy(home, "/tmp/recept-XXXXXX");
    return mkdtemp(home) == NULL || chdir(home) != 0;
}

static inline int leave_folder(void **state)
{
    (void)state;
    char command[256];
    snprintf(command, sizeof command, "chmod -R u+rwx '%s' && rm -rf '%s'", home, home);
    return chdir("/") != 0 || system(command) != 0;
}

static inline void write_file(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}
