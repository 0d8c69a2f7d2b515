/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "language.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* ---- Removing a tree, without allocating ---- */

static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void remove_tree(int at, const char *name);

/* True when a piece of the folder's list was handled; false at its end. */
static bool empty_some(int folder)
{
    alignas(struct dirent64) char list[4096];
    ssize_t size = getdents64(folder, list, sizeof list);
    for (ssize_t i = 0; i < size;) {
        const struct dirent64 *entry = (const void *)(list + i);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove_tree(folder, entry->d_name);
        i += entry->d_reclen;
    }
    return size > 0;
}

/* Removes `name` and all that is in it; symbolic links are removed, not followed. */
static void remove_tree(int at, const char *name)
{
    if (unlinkat(at, name, 0) == 0 || (errno != EISDIR && errno != EPERM))
        return;
    int folder = open_folder(at, name);
    if (folder < 0)
        return;
    while (empty_some(folder))
        ;
    close(folder);
    unlinkat(at, name, AT_REMOVEDIR);
}

void results_remove_partial(const struct results_folder *folder)
{
    if (folder->partial.data != NULL)
        remove_tree(AT_FDCWD, folder->partial.data);
}

/* ---- Starting ---- */

static void forget(struct results_folder *folder)
{
    if (folder->lock >= 0)
        close(folder->lock);
    folder->lock = -1;
    text_free(&folder->target);
    text_free(&folder->partial);
}

/* A symbolic link stands for the folder that it points to: that is replaced, the link stays. */
static void set_target(struct results_folder *folder, const char *target)
{
    struct text *text = &folder->target;
    struct stat facts;
    text_add_string(text, target);
    while (text->length > 1 && text->data[text->length - 1] == '/')
        text->data[--text->length] = '\0';
    bool link = lstat(text->data, &facts) == 0 && S_ISLNK(facts.st_mode);
    char *real = link ? realpath(text->data, NULL) : NULL;
    if (real == NULL)
        return;
    text_free(text);
    text_add_string(text, real);
    free(real);
}

static enum status check_target(const struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    const char *name = last_part(target);
    struct stat facts;
    if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return file_failed(folder->errors, target, _("is not a name for a folder of results"));
    if (lstat(target, &facts) != 0)
        return errno == ENOENT ? STATUS_OK
                               : file_failed(folder->errors, target, strerror(errno));
    if (!S_ISDIR(facts.st_mode))
        return file_failed(folder->errors, target, _("exists and is not a folder"));
    struct text marker = {0};
    path_join(&marker, target, folder->marker);
    bool ours = lstat(marker.data, &facts) == 0 && S_ISREG(facts.st_mode);
    text_free(&marker);
    if (ours)
        return STATUS_OK;
    messages_add(folder->errors,
        _("%s: exists and is not a folder of results (it holds no %s); nothing was changed"),
        target, folder->marker);
    return STATUS_FAILED;
}

/* Makes the folder `path` and those above it that are missing; counts them in `made`. */
static enum status make_folders(const char *path, int *made, struct messages *errors)
{
    int result = mkdir(path, 0777);
    if (result != 0 && errno == ENOENT && path[0] != '\0') {
        struct text above = {0};
        path_folder(&above, path);
        enum status status = make_folders(above.data, made, errors);
        text_free(&above);
        if (status != STATUS_OK)
            return status;
        result = mkdir(path, 0777);
    }
    *made += result == 0;
    /* If what exists is no folder, what comes next will say so. */
    return result == 0 || errno == EEXIST ? STATUS_OK
                                          : file_failed(errors, path, strerror(errno));
}

/* Removes the folders above the target that were made for it; one that is in use stays. */
static void remove_new_parents(const struct results_folder *folder)
{
    struct text path = {0};
    text_add_string(&path, text_string(&folder->target));
    for (int i = 0; i < folder->new_parents; i++) {
        struct text above = {0};
        path_folder(&above, path.data);
        text_free(&path);
        path = above;
        rmdir(path.data);
    }
    text_free(&path);
}

/* Locks the folder `name`; -1, and `errno`, when another run holds it or there is none. */
static int lock_folder(int at, const char *name)
{
    int fd = open_folder(at, name);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(fd);
        errno = EBUSY;
        return -1;
    }
    return fd;
}

/* A process number that no longer lives, or that is ours now. */
static bool is_over(const char *digits)
{
    char *end;
    errno = 0;
    long pid = strtol(digits, &end, 10);
    if (!isdigit((unsigned char)digits[0]) || *end != '\0' || errno != 0 || pid <= 0)
        return false;
    return pid == getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

/* Removes what runs that died have left beside the target. The lock tells a run on another
 * machine, or in another container, from a dead one. */
static void remove_stale(const char *parent, const char *prefix)
{
    DIR *list = opendir(parent);
    if (list == NULL)
        return;
    size_t length = strlen(prefix);
    for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
        if (strncmp(entry->d_name, prefix, length) != 0 || !is_over(entry->d_name + length))
            continue;
        int lock = lock_folder(dirfd(list), entry->d_name);
        if (lock < 0)
            continue;
        remove_tree(dirfd(list), entry->d_name);
        close(lock);
    }
    closedir(list);
}

static enum status make_partial(struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    struct text parent = {0}, prefix = {0};
    path_folder(&parent, target);
    text_printf(&prefix, ".%s.partial-", last_part(target));
    enum status status = make_folders(parent.data, &folder->new_parents, folder->errors);
    if (status == STATUS_OK) {
        remove_stale(parent.data, prefix.data);
        text_printf(&prefix, "%ld", (long)getpid());
        path_join(&folder->partial, parent.data, prefix.data);
        bool made = mkdir(folder->partial.data, 0777) == 0;
        if (made)
            folder->lock = lock_folder(AT_FDCWD, folder->partial.data);
        if (!made && errno == EEXIST)
            status = file_failed(folder->errors, target, _("is being written by another run"));
        else if (!made || folder->lock < 0)
            status = file_failed(folder->errors, target, strerror(errno));
        if (!made)
            text_free(&folder->partial); /* it is not ours to remove */
    }
    text_free(&parent);
    text_free(&prefix);
    return status;
}

enum status results_begin(struct results_folder *folder, const char *target, const char *marker,
    struct messages *errors)
{
    memset(folder, 0, sizeof *folder);
    folder->marker = marker;
    folder->errors = errors;
    folder->lock = -1;
    set_target(folder, target);
    enum status status = check_target(folder);
    if (status == STATUS_OK)
        status = make_partial(folder);
    if (status != STATUS_OK)
        results_abort(folder);
    return status;
}

/* ---- Writing ---- */

/* Messages name the file as the user will know it: in the target. */
static enum status write_failed(
    const struct results_folder *folder, const char *name, const char *reason)
{
    struct text path = {0};
    path_join(&path, text_string(&folder->target), name);
    file_failed(folder->errors, path.data, reason);
    text_free(&path);
    return STATUS_FAILED;
}

FILE *results_open(struct results_folder *folder, const char *name)
{
    struct text path = {0}, above = {0};
    int made = 0;
    FILE *file = NULL;
    path_join(&path, text_string(&folder->partial), name);
    path_folder(&above, path.data);
    if (make_folders(above.data, &made, folder->errors) == STATUS_OK) {
        file = fopen(path.data, "we");
        if (file == NULL)
            write_failed(folder, name, strerror(errno));
    }
    text_free(&path);
    text_free(&above);
    return file;
}

enum status results_close(struct results_folder *folder, FILE *file, const char *name)
{
    errno = 0;
    bool whole = ferror(file) == 0;
    whole = fflush(file) == 0 && whole;
    int error = errno;
    if (fclose(file) != 0 && whole) {
        whole = false;
        error = errno;
    }
    if (whole)
        return STATUS_OK;
    return write_failed(
        folder, name, error != 0 ? strerror(error) : _("could not be written whole"));
}

/* ---- Ending ---- */

/* Where the kernel or file system cannot exchange two folders: steps aside, and back on
 * failure. */
static int replace_in_steps(const char *partial, const char *target)
{
    struct text old = {0};
    text_printf(&old, "%s.old", partial);
    int result = rename(target, old.data);
    if (result == 0) {
        result = rename(partial, target);
        int error = errno;
        /* What was replaced takes the name of the partial, where it is removed. */
        if (rename(old.data, result == 0 ? partial : target) != 0 && result == 0)
            remove_tree(AT_FDCWD, old.data);
        errno = error;
    }
    text_free(&old);
    return result;
}

static int put_in_place(const char *partial, const char *target)
{
    if (renameat2(AT_FDCWD, partial, AT_FDCWD, target, RENAME_EXCHANGE) == 0)
        return 0;
    if (errno == ENOENT)
        return rename(partial, target);
    if (errno == EINVAL || errno == ENOSYS)
        return access(target, F_OK) == 0 ? replace_in_steps(partial, target)
                                         : rename(partial, target);
    return -1;
}

enum status results_commit(struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    /* Once more: somebody may have put something else there since the start. */
    enum status status = check_target(folder);
    if (status == STATUS_OK && put_in_place(text_string(&folder->partial), target) != 0)
        status = file_failed(folder->errors, target, strerror(errno));
    if (status != STATUS_OK) {
        results_abort(folder);
        return status;
    }
    results_remove_partial(folder); /* after an exchange this is the old result */
    forget(folder);
    return STATUS_OK;
}

void results_abort(struct results_folder *folder)
{
    results_remove_partial(folder);
    remove_new_parents(folder);
    forget(folder);
}
