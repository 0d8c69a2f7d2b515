/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config_names.h"

#include "text.h"
#include "wrap.h"

#include <stdbool.h>
#include <string.h>

/* ---- What tells files apart ---- */

/* The campaign.cfg in a folder is called as the folder. */
static const char *folder_or_file(struct arena *arena, const char *path)
{
    static const char campaign[] = "/campaign.cfg";
    const char *end = path + strlen(path) - (sizeof campaign - 1);
    if (end <= path || strcmp(end, campaign) != 0 || end[-1] == '.' || end[-1] == '/')
        return path;
    return arena_printf(arena, "%.*s", (int)(end - path), path);
}

/* The file's name with the last `folders` of the folders before it; past them all, the path
 * itself. */
static const char *name_with(struct arena *arena, const char *path, int folders)
{
    const char *at = path + strlen(path);
    for (; at > path; at--)
        if (at[-1] == '/' && folders-- == 0)
            break;
    if (folders > 0)
        return path;
    char *name = arena_copy(arena, at);
    size_t length = strlen(name);
    if (length > 4 && strcmp(name + length - 4, ".cfg") == 0)
        name[length - 4] = '\0';
    return name;
}

static bool is_shared(const char *const *names, int n, int i)
{
    for (int j = 0; j < n; j++)
        if (j != i && strcmp(names[i], names[j]) == 0)
            return true;
    return false;
}

/* Adds a folder to those that are shared until none is, or nothing more can be added. */
static void add_folders(
    struct arena *arena, const char *const *paths, int n, const char **names)
{
    int *folders = arena_new(arena, (size_t)n, sizeof *folders);
    bool *shared = arena_new(arena, (size_t)n, sizeof *shared);
    for (int i = 0; i < n; i++)
        names[i] = name_with(arena, paths[i], 0);
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < n; i++)
            shared[i] = is_shared(names, n, i) && names[i] != paths[i];
        for (int i = 0; i < n; i++)
            if (shared[i]) {
                names[i] = name_with(arena, paths[i], ++folders[i]);
                more = true;
            }
    }
}

static void number_the_same(
    struct arena *arena, const char *const *paths, int n, const char **names)
{
    for (int i = 0; i < n; i++) {
        int before = 0;
        for (int j = 0; j < i; j++)
            before += strcmp(paths[j], paths[i]) == 0;
        if (before > 0)
            names[i] = arena_printf(arena, "%s (%d)", names[i], before + 1);
    }
}

/* ---- Cutting ---- */

/* The byte at which character `column` starts. */
static size_t byte_of(const char *name, int column)
{
    size_t i = 0;
    for (; name[i] != '\0'; i++)
        if (((unsigned char)name[i] & 0xc0) != 0x80 && column-- == 0)
            break;
    return i;
}

/* An ellipsis after `head` columns, with as much of the end as fits. */
static const char *cut(struct arena *arena, const char *name, int head)
{
    int columns = wrap_columns(name);
    if (columns <= CONFIG_NAME_COLUMNS)
        return name;
    struct text text = {0};
    text_add(&text, name, byte_of(name, head));
    text_add_string(&text, "…");
    text_add_string(&text, name + byte_of(name, columns - (CONFIG_NAME_COLUMNS - 1 - head)));
    return text_keep(&text, arena);
}

static const char *const *cut_all(struct arena *arena, const char *const *names, int n)
{
    static const int heads[] = {0, CONFIG_NAME_COLUMNS - 1, CONFIG_NAME_COLUMNS / 2};
    const char **shorter = arena_new(arena, (size_t)n, sizeof *shorter);
    for (size_t way = 0; way < sizeof heads / sizeof heads[0]; way++) {
        int shared = 0;
        for (int i = 0; i < n; i++)
            shorter[i] = cut(arena, names[i], heads[way]);
        for (int i = 0; i < n; i++)
            shared += is_shared(shorter, n, i);
        if (shared == 0)
            return shorter;
    }
    return names;
}

const char *const *config_names(struct arena *arena, const char *const *paths, int n)
{
    const char **names = arena_new(arena, (size_t)n, sizeof *names);
    const char **called = arena_new(arena, (size_t)n, sizeof *called);
    for (int i = 0; i < n; i++)
        called[i] = folder_or_file(arena, paths[i]);
    add_folders(arena, called, n, names);
    number_the_same(arena, called, n, names);
    return cut_all(arena, names, n);
}
