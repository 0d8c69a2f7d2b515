/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include "files.h"
#include "language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files that are written have this and the number of their process behind the path. */
#define TEMPORARY ".new-"

/* ---- Locks ---- */

/* Whether the file that is open is still the one of that name. */
static bool is_named(int fd, const char *path)
{
    struct stat open, named;
    return fstat(fd, &open) == 0 && lstat(path, &named) == 0 && open.st_dev == named.st_dev &&
           open.st_ino == named.st_ino;
}

/* Removes what processes that died have left of writing `path`, whose lock is held. */
static void remove_stale(const char *path)
{
    struct text folder = {0}, prefix = {0};
    path_folder(&folder, path);
    text_printf(&prefix, "%s" TEMPORARY, path_name(path));
    DIR *list = opendir(text_string(&folder));
    struct dirent *entry;
    while (list != NULL && (entry = readdir(list)) != NULL) {
        const char *digits = entry->d_name + prefix.length;
        if (strncmp(entry->d_name, prefix.data, prefix.length) == 0 && *digits != '\0' &&
            digits[strspn(digits, "0123456789")] == '\0')
            unlinkat(dirfd(list), entry->d_name, 0);
    }
    if (list != NULL)
        closedir(list);
    text_free(&folder);
    text_free(&prefix);
}

enum lock_kind checkpoint_lock(const char *path, struct checkpoint_lock *lock)
{
    enum lock_kind kind = LOCK_NONE;
    text_printf(&lock->path, "%s.lock", path);
    const char *name = text_string(&lock->path);
    /* Who held it before may remove the file between opening and locking it. */
    do {
        lock->fd =
            open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
        if (lock->fd < 0)
            break;
        if (flock(lock->fd, LOCK_EX | LOCK_NB) == 0)
            kind = LOCK_TAKEN;
        else if (errno == EWOULDBLOCK)
            kind = LOCK_BUSY;
        if (kind == LOCK_TAKEN && is_named(lock->fd, name)) {
            remove_stale(path);
            return kind;
        }
        close(lock->fd);
    } while (kind == LOCK_TAKEN);
    text_free(&lock->path);
    return kind;
}

void checkpoint_unlock(struct checkpoint_lock *lock)
{
    struct stat facts;
    if (lock->path.length == 0)
        return;
    /* Somebody's own file of that name is not empty. */
    if (fstat(lock->fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size == 0)
        unlink(text_string(&lock->path));
    close(lock->fd);
    text_free(&lock->path);
}

/* ---- Reading ---- */

enum status checkpoint_load(
    const char *path, struct text *file, bool *there, struct messages *errors)
{
    struct stat facts;
    *there = lstat(path, &facts) == 0;
    if (!*there)
        return errno == ENOENT ? STATUS_OK : file_failed(errors, path, error_text(errno));
    if (S_ISLNK(facts.st_mode))
        return file_failed(errors, path, _("is a link, which is not followed"));
    return file_read(path, SIZE_MAX / 4, file, errors);
}

/* ---- Writing ---- */

/* The folder's entry is on the disk too; not every file system can be told. */
static void keep_name(const char *path)
{
    struct text folder = {0};
    path_folder(&folder, path);
    int fd = open(text_string(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    text_free(&folder);
}

static bool write_file(const char *path, const struct text *bytes)
{
    enum { HOW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC };
    int fd = open(path, HOW, 0666);
    if (fd < 0 && errno == EEXIST && unlink(path) == 0) /* of a process that had our number */
        fd = open(path, HOW, 0666);
    if (fd < 0)
        return false;
    bool whole = file_write_all(fd, text_string(bytes), bytes->length) == 0 && fsync(fd) == 0;
    int error = errno;
    bool closed = close(fd) == 0;
    errno = whole ? errno : error;
    return whole && closed;
}

/* Gives a file a name that nothing has. */
static bool rename_to_free(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    return link(from, to) == 0 && unlink(from) == 0; /* where that is not possible */
}

enum status checkpoint_store(
    const char *path, const struct text *file, bool replace, struct messages *errors)
{
    struct text temporary = {0};
    enum status status = STATUS_OK;
    text_printf(&temporary, "%s" TEMPORARY "%ld", path, (long)getpid());
    const char *new = text_string(&temporary);
    if (!write_file(new, file) ||
        !(replace ? rename(new, path) == 0 : rename_to_free(new, path))) {
        messages_add(errors, _("%s: cannot be written: %s"), path, error_text(errno));
        unlink(new);
        status = STATUS_FAILED;
    }
    if (status == STATUS_OK)
        keep_name(path);
    text_free(&temporary);
    return status;
}

enum status checkpoint_move_aside(const char *path, struct text *to, struct messages *errors)
{
    enum { MOST = 10000 };
    size_t start = to->length;
    for (int i = 1; i <= MOST; i++) {
        if (to->data != NULL)
            to->data[to->length = start] = '\0';
        text_printf(to, "%s.%d", path, i);
        if (rename_to_free(path, to->data + start)) {
            keep_name(path);
            return STATUS_OK;
        }
        if (errno != EEXIST)
            break;
    }
    return file_failed(errors, path, error_text(errno));
}
