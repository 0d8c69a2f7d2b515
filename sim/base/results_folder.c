/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "language.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Starting ---- */

void results_remove_partial(const struct results_folder *folder)
{
    if (folder->partial.data != NULL)
        folder_remove(AT_FDCWD, folder->partial.data);
}

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
    errno = 0;
    char *real = link ? realpath(text->data, NULL) : NULL;
    if (real == NULL && errno == ENOMEM)
        memory_give_up();
    if (real == NULL)
        return;
    text_free(text);
    text_add_string(text, real);
    free(real);
}

int rename_to_new(const char *from, const char *to)
{
    struct stat facts;
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (lstat(to, &facts) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from, to);
}

/* ---- What is at the target ---- */

enum standing {
    NOT_THERE,
    EMPTY,
    AS_WRITTEN,   /* an earlier result, in which nothing was added or changed */
    WITHOUT_LIST, /* one of a version that did not list its files */
    IN_THE_WAY
};

enum { MOST_MARKER_BYTES = 1 << 30 };

/* `what` gets paths of what was added or changed, where that is in the way. */
static enum standing earlier_result(
    const struct results_kind *kind, const char *path, struct text *what)
{
    struct text bytes = {0};
    struct messages unread = {0};
    struct file_list list = {0};
    enum results_claim claim = CLAIM_OF_OTHERS;
    int at = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at >= 0 && kind->read != NULL &&
        file_read_at(at, kind->marker, path, MOST_MARKER_BYTES, &bytes, &unread) == STATUS_OK)
        claim = kind->read(&bytes, &list);
    if (at >= 0)
        close(at);
    if (claim == CLAIM_LISTED)
        folder_differs(path, kind->marker, &list, what);
    text_free(&bytes);
    messages_free(&unread);
    file_list_free(&list);
    return claim == CLAIM_WITHOUT_LIST                  ? WITHOUT_LIST
           : claim == CLAIM_LISTED && what->length == 0 ? AS_WRITTEN
                                                        : IN_THE_WAY;
}

/* Tells what is in the way, if anything is. */
static enum standing look_at_target(const struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    struct stat facts;
    struct text what = {0};
    if (lstat(target, &facts) != 0) {
        if (errno == ENOENT)
            return NOT_THERE;
        file_failed(folder->errors, target, error_text(errno));
        return IN_THE_WAY;
    }
    if (!S_ISDIR(facts.st_mode)) {
        file_failed(folder->errors, target, _("exists and is not a folder"));
        return IN_THE_WAY;
    }
    if (folder_is_empty(target))
        return EMPTY;
    enum standing standing = earlier_result(folder->kind, target, &what);
    if (standing == IN_THE_WAY && folder->force)
        standing = WITHOUT_LIST;
    else if (standing == IN_THE_WAY && what.length > 0)
        messages_add(folder->errors,
            _("%s: was added or changed since the results were written there: %s; nothing was "
              "changed. Move it elsewhere, choose another folder with -o, or have this one "
              "moved aside with --force"),
            target, text_string(&what));
    else if (standing == IN_THE_WAY)
        messages_add(folder->errors,
            _("%s: exists and is not a folder of results (it holds no %s of recept); nothing "
              "was changed. Choose another folder with -o, or have this one moved aside with "
              "--force"),
            target, folder->kind->marker);
    text_free(&what);
    return standing;
}

static enum status check_name(const struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    const char *name = path_name(target);
    if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return file_failed(folder->errors, target, _("is not a name for a folder of results"));
    return STATUS_OK;
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
                                          : file_failed(errors, path, error_text(errno));
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
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(fd);
        errno = EBUSY;
        return -1;
    }
    return fd;
}

bool process_is_over(const char *digits, char **rest)
{
    errno = 0;
    long pid = strtol(digits, rest, 10);
    if (!isdigit((unsigned char)digits[0]) || errno != 0 || pid <= 0)
        return false;
    return pid == getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

/* What a run that died had moved out of the way of its own: goes back, or when there is a
 * result all the same is what that replaced. */
static void put_back(const struct results_folder *folder, const char *old)
{
    struct text what = {0};
    if (rename_to_new(old, text_string(&folder->target)) != 0 && errno == EEXIST &&
        earlier_result(folder->kind, old, &what) == AS_WRITTEN)
        folder_remove(AT_FDCWD, old);
    text_free(&what);
}

#define MOVED_AWAY ".old"

/* Tidies what runs that died have left beside the target. The lock tells a run on another
 * machine, or in another container, from a dead one. */
static void tidy(const struct results_folder *folder)
{
    struct text parent = {0}, prefix = {0};
    path_folder(&parent, text_string(&folder->target));
    text_printf(&prefix, ".%s.partial-", path_name(text_string(&folder->target)));
    DIR *list = opendir(parent.data);
    for (struct dirent *entry = list != NULL ? readdir(list) : NULL; entry != NULL;
         entry = readdir(list)) {
        char *rest;
        if (strncmp(entry->d_name, prefix.data, prefix.length) != 0 ||
            !process_is_over(entry->d_name + prefix.length, &rest))
            continue;
        int lock = lock_folder(dirfd(list), entry->d_name);
        if (lock < 0)
            continue;
        struct text path = {0};
        path_join(&path, parent.data, entry->d_name);
        if (strcmp(rest, MOVED_AWAY) == 0)
            put_back(folder, path.data);
        else if (*rest == '\0')
            folder_remove(dirfd(list), entry->d_name);
        text_free(&path);
        close(lock);
    }
    if (list != NULL)
        closedir(list);
    text_free(&parent);
    text_free(&prefix);
}

static enum status make_partial(struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    struct text parent = {0}, name = {0};
    path_folder(&parent, target);
    text_printf(&name, ".%s.partial-%ld", path_name(target), (long)getpid());
    enum status status = make_folders(parent.data, &folder->new_parents, folder->errors);
    if (status == STATUS_OK) {
        path_join(&folder->partial, parent.data, name.data);
        bool made = mkdir(folder->partial.data, 0777) == 0;
        if (made)
            folder->lock = lock_folder(AT_FDCWD, folder->partial.data);
        if (!made && errno == EEXIST)
            status = file_failed(folder->errors, target, _("is being written by another run"));
        else if (!made || folder->lock < 0)
            status = file_failed(folder->errors, target, error_text(errno));
        if (!made)
            text_free(&folder->partial); /* it is not ours to remove */
    }
    text_free(&parent);
    text_free(&name);
    return status;
}

/* Whether the target can be moved is tried by moving it onto a folder that is not empty, which
 * is refused for that reason, and before that for any other: a folder on which a disk is
 * mounted, or of another owner where only owners may rename. */
static enum status try_to_move(struct results_folder *folder)
{
    const char *target = text_string(&folder->target), *partial = folder->partial.data;
    struct text inner = {0};
    path_join(&inner, partial, "not-empty");
    bool made = mkdir(inner.data, 0777) == 0, moved = made && rename(target, partial) == 0;
    int error = errno;
    if (moved)
        moved = rename(partial, target) != 0;
    rmdir(inner.data);
    text_free(&inner);
    if (made && (error == ENOTEMPTY || error == EEXIST))
        return STATUS_OK;
    messages_add(folder->errors,
        _("%s: cannot be replaced by new results: %s; choose another folder with -o"), target,
        error_text(error));
    return STATUS_FAILED;
}

enum status results_begin(struct results_folder *folder, const char *target,
    const struct results_kind *kind, bool force, struct messages *errors)
{
    memset(folder, 0, sizeof *folder);
    folder->kind = kind;
    folder->force = force;
    folder->errors = errors;
    folder->lock = -1;
    set_target(folder, target);
    enum status status = check_name(folder);
    enum standing standing = NOT_THERE;
    if (status == STATUS_OK) {
        tidy(folder);
        standing = look_at_target(folder);
        status = standing == IN_THE_WAY ? STATUS_FAILED : make_partial(folder);
    }
    if (status == STATUS_OK && standing != NOT_THERE)
        status = try_to_move(folder);
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
            write_failed(folder, name, error_text(errno));
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
        folder, name, error != 0 ? error_text(error) : _("could not be written whole"));
}

/* ---- Ending ---- */

int rename_aside(const char *from, const char *name, struct text *to)
{
    int result = -1;
    errno = EEXIST;
    for (int i = 1; result != 0 && (errno == EEXIST || errno == ENOTEMPTY); i++) {
        text_free(to);
        text_printf(to, "%s.%d", name, i);
        result = rename_to_new(from, to->data);
    }
    return result;
}

/* What is there is nobody's earlier result that may go, so it is kept. */
static int replace_what_stays(struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    struct text aside = {0};
    int result = rename_aside(target, target, &aside);
    if (result == 0 && (result = rename_to_new(folder->partial.data, target)) != 0) {
        int error = errno;
        rename_to_new(aside.data, target);
        errno = error;
    } else if (result == 0) {
        folder->placed = true;
        messages_add(folder->errors,
            folder->force ? _("what was in %s is in %s now")
                          : _("what was in %s, of an earlier version of recept, is in %s now"),
            target, aside.data);
    }
    text_free(&aside);
    return result;
}

/* Where the kernel or file system cannot exchange two folders: steps aside, and back on
 * failure. Whoever dies between them leaves what tidy() puts back. */
static int replace_in_steps(const char *partial, const char *target)
{
    struct text old = {0};
    text_printf(&old, "%s" MOVED_AWAY, partial);
    int result = rename(target, old.data);
    if (result == 0) {
        result = rename(partial, target);
        int error = errno;
        /* What was replaced takes the name of the partial, where it is removed. */
        rename(old.data, result == 0 ? partial : target);
        errno = error;
    }
    text_free(&old);
    return result;
}

static int put_in_place(struct results_folder *folder, enum standing standing)
{
    const char *partial = folder->partial.data, *target = text_string(&folder->target);
    if (standing == NOT_THERE)
        return rename_to_new(partial, target);
    if (standing == EMPTY)
        return rename(partial, target); /* which fails where there is something in it now */
    if (standing == WITHOUT_LIST || folder->force)
        return replace_what_stays(folder);
    if (renameat2(AT_FDCWD, partial, AT_FDCWD, target, RENAME_EXCHANGE) == 0)
        return 0;
    return errno == EINVAL || errno == ENOSYS ? replace_in_steps(partial, target) : -1;
}

/* The names of what is in the target's folder, and of folders above it that were made. */
static int sync_parents(const struct results_folder *folder)
{
    struct text path = {0};
    int result = 0;
    text_add_string(&path, text_string(&folder->target));
    for (int i = 0; i <= folder->new_parents && result == 0; i++) {
        struct text above = {0};
        path_folder(&above, path.data);
        text_free(&path);
        path = above;
        result = folder_sync_names(path.data);
    }
    text_free(&path);
    return result;
}

/* The results are whole: they stay, beside the place that could not be had. */
static enum status keep_beside(struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    struct text place = {0};
    bool moved = rename_aside(folder->partial.data, target, &place) == 0;
    sync_parents(folder);
    messages_add(folder->errors, _("%s: the new results are in %s instead"), target,
        moved ? place.data : folder->partial.data);
    text_free(&place);
    forget(folder);
    return STATUS_FAILED;
}

enum status results_commit(struct results_folder *folder)
{
    const char *target = text_string(&folder->target);
    struct text which = {0};
    if (folder_sync(folder->partial.data, &which) != 0) {
        write_failed(folder, text_string(&which), error_text(errno));
        text_free(&which);
        results_abort(folder);
        return STATUS_FAILED;
    }
    /* Once more: somebody may have put something else there since the start. */
    enum standing standing = look_at_target(folder);
    if (standing == IN_THE_WAY)
        return keep_beside(folder);
    if (put_in_place(folder, standing) != 0) {
        file_failed(folder->errors, target, error_text(errno));
        return keep_beside(folder);
    }
    folder->placed = true;
    enum status status = STATUS_OK;
    if (sync_parents(folder) != 0)
        status = file_failed(folder->errors, target, error_text(errno));
    else
        results_remove_partial(folder); /* after an exchange this is the old result */
    forget(folder);
    return status;
}

void results_abort(struct results_folder *folder)
{
    results_remove_partial(folder);
    remove_new_parents(folder);
    forget(folder);
}
