/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* How many threads are to run chunks where `asked` are asked for (0: OMP_NUM_THREADS, else as
 * many as there are cores): no more than OMP_THREAD_LIMIT and the quota of the control groups
 * that the process is in allow. At least 1. */
int threads_allowed(int asked);

/* Whether a process may have the thread that exchanges chunks with other ranks besides one that
 * runs them. */
bool threads_can_share(void);

/* The cores that the processor time of control groups comes to, rounded up, of a process whose
 * groups are listed in the file `list` (as /proc/self/cgroup) under the folder `mount` (as
 * /sys/fs/cgroup): the least of each group and those above it, of version 2 (cpu.max) and 1
 * (cpu.cfs_quota_us). INT_MAX: there is no limit. */
int threads_quota(const char *list, const char *mount);
