/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threads.h"

#include <limits.h>
#include <omp.h>
#include <stdio.h>
#include <string.h>

/* Paths are in arrays of this size, as files are open here while there may be want of memory.
 */
enum { PATH_ROOM = 2 * PATH_MAX };

/* Reads whole numbers from the start of a file; returns how many there are. "max" is none. */
static int read_numbers(
    const char *folder, const char *name, long long *first, long long *second)
{
    char path[PATH_ROOM];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = length > 0 && length < PATH_ROOM ? fopen(path, "re") : NULL;
    if (file == NULL)
        return 0;
    int n = fscanf(file, "%lld %lld", first, second);
    fclose(file);
    return n;
}

static int cores_of(const char *folder)
{
    long long quota = 0, period = 0, none;
    bool limited = read_numbers(folder, "cpu.max", &quota, &period) == 2 ||
                   (read_numbers(folder, "cpu.cfs_quota_us", &quota, &none) >= 1 &&
                       read_numbers(folder, "cpu.cfs_period_us", &period, &none) >= 1);
    if (!limited || quota <= 0 || period <= 0)
        return INT_MAX;
    long long cores = (quota - 1) / period + 1;
    return cores < INT_MAX ? (int)cores : INT_MAX;
}

/* The least of a group and those above it. In a container its path may be that of the machine,
 * of which nothing is mounted but the end: then those folders are not there. */
static int least_of(const char *mount, const char *controllers, const char *group)
{
    char folder[PATH_ROOM];
    int least = INT_MAX, length = snprintf(folder, sizeof folder, "%s%s%s%s", mount,
                             controllers[0] != '\0' ? "/" : "", controllers, group);
    if (length < 0 || length >= PATH_ROOM)
        return least;
    char *top = folder + (size_t)length - strlen(group);
    for (char *end = folder + length; end != NULL; end = strrchr(top, '/')) {
        *end = '\0';
        int cores = cores_of(folder);
        least = cores < least ? cores : least;
    }
    return least;
}

static bool has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        if (strcspn(at, ",") == length && strncmp(at, word, length) == 0)
            return true;
    }
    return false;
}

int threads_quota(const char *list, const char *mount)
{
    char line[PATH_ROOM];
    int least = INT_MAX;
    FILE *file = fopen(list, "re");
    /* NUMBER:CONTROLLERS:GROUP, of version 2 without controllers. */
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':');
        char *group = controllers != NULL ? strchr(++controllers, ':') : NULL;
        if (group == NULL)
            continue;
        *group++ = '\0';
        if (controllers[0] != '\0' && !has_word(controllers, "cpu"))
            continue;
        int cores = least_of(mount, controllers, group);
        least = cores < least ? cores : least;
    }
    if (file != NULL)
        fclose(file);
    return least;
}

int threads_allowed(int asked)
{
    int threads = asked > 0 ? asked : omp_get_max_threads();
    int limit = omp_get_thread_limit(),
        quota = threads_quota("/proc/self/cgroup", "/sys/fs/cgroup");
    threads = threads < limit ? threads : limit;
    threads = threads < quota ? threads : quota;
    return threads > 0 ? threads : 1;
}

bool threads_can_share(void)
{
    return omp_get_thread_limit() > 1;
}
