/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void forget(struct result_file *file)
{
    if (file->lock >= 0)
        close(file->lock);
    file->lock = -1;
    text_free(&file->target);
    text_free(&file->partial);
}

void result_file_remove_partial(const struct result_file *file)
{
    if (file->partial.data != NULL)
        unlink(file->partial.data);
}

/* ---- Starting ---- */

/* A symbolic link stands for the file that it points to: that is replaced, the link stays. */
static void set_target(struct result_file *file, const char *target)
{
    struct stat facts;
    bool link = lstat(target, &facts) == 0 && S_ISLNK(facts.st_mode);
    char *real = link ? realpath(target, NULL) : NULL;
    text_add_string(&file->target, real != NULL ? real : target);
    free(real);
}

enum standing { NOT_THERE, THERE, IN_THE_WAY };

/* Tells what is in the way, if anything is. */
static enum standing look_at_target(const struct result_file *file)
{
    const char *target = text_string(&file->target);
    struct stat facts;
    if (lstat(target, &facts) != 0) {
        if (errno == ENOENT)
            return NOT_THERE;
        file_failed(file->errors, target, error_text(errno));
        return IN_THE_WAY;
    }
    if (!S_ISREG(facts.st_mode)) {
        file_failed(file->errors, target, _("exists and is not a regular file"));
        return IN_THE_WAY;
    }
    if (facts.st_size == 0 || file->force || file->kind->is_ours(target))
        return THERE;
    file_failed(file->errors, target, _(file->kind->in_the_way));
    return IN_THE_WAY;
}

/* Locks the file `name`; -1, and `errno`, when another run holds it or there is none. */
static int lock_file(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Removes what runs that died have left beside the target. The lock tells a run on another
 * machine, or in another container, from a dead one. */
static void tidy(const char *folder, const char *prefix)
{
    DIR *list = opendir(folder);
    for (struct dirent *entry = list != NULL ? readdir(list) : NULL; entry != NULL;
         entry = readdir(list)) {
        char *rest;
        if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0 ||
            !process_is_over(entry->d_name + strlen(prefix), &rest) || *rest != '\0')
            continue;
        int lock = lock_file(dirfd(list), entry->d_name);
        if (lock < 0)
            continue;
        unlinkat(dirfd(list), entry->d_name, 0);
        close(lock);
    }
    if (list != NULL)
        closedir(list);
}

static enum status make_partial(struct result_file *file)
{
    const char *target = text_string(&file->target);
    struct text folder = {0}, name = {0};
    path_folder(&folder, target);
    text_printf(&name, ".%s.partial-", path_name(target));
    tidy(folder.data, name.data);
    text_printf(&name, "%ld", (long)getpid());
    path_join(&file->partial, folder.data, name.data);
    file->lock =
        open(file->partial.data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    enum status status = STATUS_OK;
    if (file->lock < 0) {
        status = file_failed(file->errors, target,
            errno == EEXIST ? _("is being written by another run") : error_text(errno));
        text_free(&file->partial); /* it is not ours to remove */
    } else {
        flock(
            file->lock, LOCK_EX | LOCK_NB); /* where a file system has no locks there is none */
    }
    text_free(&folder);
    text_free(&name);
    return status;
}

enum status result_file_begin(struct result_file *file, const char *target,
    const struct result_kind *kind, bool force, struct messages *errors)
{
    memset(file, 0, sizeof *file);
    file->kind = kind;
    file->force = force;
    file->errors = errors;
    file->lock = -1;
    set_target(file, target);
    enum status status =
        look_at_target(file) == IN_THE_WAY ? STATUS_FAILED : make_partial(file);
    if (status != STATUS_OK)
        result_file_abort(file);
    return status;
}

/* ---- Ending ---- */

/* What is there is nobody's earlier result that may go, so it is kept. */
static int replace_what_stays(struct result_file *file)
{
    const char *target = text_string(&file->target);
    struct text aside = {0};
    int result = rename_aside(target, target, &aside);
    if (result == 0 && (result = rename_to_new(file->partial.data, target)) != 0) {
        int error = errno;
        rename_to_new(aside.data, target);
        errno = error;
    } else if (result == 0) {
        messages_add(file->errors, _("what was in %s is in %s now"), target, aside.data);
    }
    text_free(&aside);
    return result;
}

static int put_in_place(struct result_file *file, enum standing standing)
{
    if (standing == NOT_THERE)
        return rename_to_new(file->partial.data, text_string(&file->target));
    return file->force ? replace_what_stays(file)
                       : rename(file->partial.data, text_string(&file->target));
}

static int sync_names(const struct result_file *file)
{
    struct text folder = {0};
    path_folder(&folder, text_string(&file->target));
    int result = folder_sync_names(folder.data);
    text_free(&folder);
    return result;
}

/* The file is whole: it stays, beside the place that could not be had. */
static enum status keep_beside(struct result_file *file)
{
    const char *target = text_string(&file->target);
    struct text place = {0};
    bool moved = rename_aside(file->partial.data, target, &place) == 0;
    sync_names(file);
    messages_add(file->errors, _("%s: the new file is %s instead"), target,
        moved ? place.data : file->partial.data);
    text_free(&place);
    forget(file);
    return STATUS_FAILED;
}

enum status result_file_commit(struct result_file *file)
{
    const char *target = text_string(&file->target);
    if (fsync(file->lock) != 0) {
        file_failed(file->errors, target, error_text(errno));
        result_file_abort(file);
        return STATUS_FAILED;
    }
    /* Once more: somebody may have put something else there since the start. */
    enum standing standing = look_at_target(file);
    if (standing == IN_THE_WAY)
        return keep_beside(file);
    if (put_in_place(file, standing) != 0) {
        file_failed(file->errors, target, error_text(errno));
        return keep_beside(file);
    }
    enum status status = STATUS_OK;
    if (sync_names(file) != 0)
        status = file_failed(file->errors, target, error_text(errno));
    forget(file);
    return status;
}

void result_file_abort(struct result_file *file)
{
    result_file_remove_partial(file);
    forget(file);
}
