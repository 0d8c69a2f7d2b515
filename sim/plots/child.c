/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void child_find(const char *name, struct text *path)
{
    const char *s = getenv("PATH") != NULL ? getenv("PATH") : "/usr/local/bin:/usr/bin:/bin";
    for (; *s != '\0'; s += strcspn(s, ":"), s += *s == ':') {
        struct stat file;
        text_free(path);
        text_add(path, s, strcspn(s, ":"));
        text_printf(path, "/%s", name);
        if (*s == '/' && stat(text_string(path), &file) == 0 && S_ISREG(file.st_mode) &&
            access(text_string(path), X_OK) == 0)
            return;
    }
    text_free(path);
}

static void limit(pid_t pid, __rlimit_resource_t resource, size_t most)
{
    const struct rlimit limits = {most, most};
    if (most > 0)
        prlimit(pid, resource, &limits, NULL);
}

int child_start(struct child *child, const struct child_order *order)
{
    posix_spawn_file_actions_t actions;
    child->began = time(NULL);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (int i = 0; i < order->n_files; i++)
        posix_spawn_file_actions_adddup2(&actions, order->file[i].own, order->file[i].there);
    /* Neither array is written to: they are not const for reasons of history. */
    int error = posix_spawn(&child->pid, order->path, &actions, NULL,
        (char *const *)(uintptr_t)order->arguments,
        (char *const *)(uintptr_t)order->environment);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        child->pid = 0;
        return error;
    }
    /* Data of a stranger may ask for anything. */
    limit(child->pid, RLIMIT_AS, order->most_memory);
    limit(child->pid, RLIMIT_FSIZE, order->most_written);
    return 0;
}

int child_wait(
    struct child *child, int most_seconds, const volatile sig_atomic_t *stop, bool *late)
{
    enum { BETWEEN_LOOKS = 10 }; /* milliseconds, unless it ends before */
    /* Without a descriptor poll() waits all the same. */
    struct pollfd ended = {.fd = (int)syscall(SYS_pidfd_open, child->pid, 0), .events = POLLIN};
    int how = -1;
    pid_t pid;
    *late = false;
    while ((pid = waitpid(child->pid, &how, WNOHANG)) == 0 || (pid < 0 && errno == EINTR)) {
        *late = time(NULL) - child->began > most_seconds;
        if (*late || (stop != NULL && *stop != 0))
            kill(child->pid, SIGKILL);
        poll(&ended, 1, BETWEEN_LOOKS);
    }
    if (ended.fd >= 0)
        close(ended.fd);
    child->pid = 0;
    return how;
}
