/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Lists ---- */

static int place_of(const struct file_list *list, const char *path)
{
    for (int i = 0; i < list->n; i++)
        if (text_same(list->file[i].path, path))
            return i;
    return -1;
}

const struct listed_file *file_list_find(const struct file_list *list, const char *path)
{
    int place = place_of(list, path);
    return place >= 0 ? &list->file[place] : NULL;
}

void file_list_set(struct file_list *list, const char *path, const char *sha256)
{
    int place = place_of(list, path);
    if (place < 0) {
        place = list->n;
        if (list->n == list->room) {
            list->room = list->room > 0 ? 2 * list->room : 64;
            list->file = memory_resize(list->file, (size_t)list->room, sizeof *list->file);
        }
        list->file[list->n++].path = arena_copy(&list->arena, path);
    }
    list->changed = true;
    snprintf(list->file[place].sha256, sizeof list->file[place].sha256, "%s", sha256);
}

void file_list_free(struct file_list *list)
{
    memory_free(list->file);
    arena_free(&list->arena);
    *list = (struct file_list){0};
}

/* ---- Going through a folder ---- */

enum { DEEPEST = 64 };

/* `take` gets every entry but the folder itself, what is in a folder before it: the open folder
 * that it lies in, its name there, its path and what it is; it returns false to stop. */
struct walk {
    bool (*take)(struct walk *walk, int at, const char *name, mode_t mode);
    struct text path; /* of the entry, from the folder that was begun with */
    int depth;
    const char *except;
    struct file_list *list;
    const struct file_list *known;
    struct text *what; /* paths that are told */
    struct syncing *syncing;
    int told;
    int error; /* `errno` of what failed; 0: nothing */
};

static int is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static bool walk_open(struct walk *walk, int folder);

/* Folders below too many others, and those that cannot be opened, are taken for files that
 * nobody knows. */
static bool walk_entry(struct walk *walk, int folder, const char *name)
{
    struct stat facts;
    size_t before = walk->path.length;
    text_printf(&walk->path, "%s%s", before > 0 ? "/" : "", name);
    mode_t mode = fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 ? facts.st_mode : 0;
    bool on = true;
    if (S_ISDIR(mode)) {
        int inner = walk->depth < DEEPEST ? file_open_folder(folder, name) : -1;
        walk->depth++;
        on = inner >= 0 && walk_open(walk, inner);
        walk->depth--;
        if (inner >= 0)
            close(inner);
        else
            on = walk->take(walk, folder, name, 0);
    }
    if (on)
        on = walk->take(walk, folder, name, mode);
    walk->path.data[walk->path.length = before] = '\0';
    return on;
}

static bool walk_open(struct walk *walk, int folder)
{
    struct dirent **entry = NULL;
    bool on = true;
    int n = scandirat(folder, ".", &entry, is_entry, alphasort);
    if (n < 0)
        walk->error = errno;
    for (int i = 0; i < n; i++) {
        on = on && walk_entry(walk, folder, entry[i]->d_name);
        free(entry[i]); /* memory of scandirat() */
    }
    free(entry); /* and this as well */
    return on && n >= 0;
}

/* False when it was stopped, or the folder cannot be opened. */
static bool walk_folder(struct walk *walk, const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        walk->error = errno;
        return false;
    }
    bool on = walk_open(walk, folder);
    close(folder);
    text_free(&walk->path);
    return on;
}

/* ---- Lists of a folder ---- */

static bool is_exception(const struct walk *walk)
{
    return text_same(text_string(&walk->path), walk->except);
}

static bool take_to_list(struct walk *walk, int at, const char *name, mode_t mode)
{
    char hex[SHA256_DIGITS + 1];
    if (S_ISDIR(mode) || is_exception(walk))
        return true;
    errno = 0;
    if (S_ISREG(mode) && sha256_of_file(at, name, hex) == 0) {
        file_list_set(walk->list, text_string(&walk->path), hex);
        return true;
    }
    walk->error = errno != 0 ? errno : EINVAL;
    return false;
}

enum status folder_list(
    const char *path, const char *except, struct file_list *list, struct messages *errors)
{
    struct walk walk = {.take = take_to_list, .except = except, .list = list};
    return walk_folder(&walk, path) ? STATUS_OK
                                    : file_failed(errors, path, error_text(walk.error));
}

/* ---- What differs ---- */

static bool take_if_it_differs(struct walk *walk, int at, const char *name, mode_t mode)
{
    enum { MOST_TOLD = 3 };
    char hex[SHA256_DIGITS + 1];
    if (S_ISDIR(mode) || (is_exception(walk) && S_ISREG(mode)))
        return true;
    const struct listed_file *known = file_list_find(walk->known, text_string(&walk->path));
    if (S_ISREG(mode) && known != NULL && sha256_of_file(at, name, hex) == 0 &&
        text_same(hex, known->sha256))
        return true;
    if (walk->told == MOST_TOLD)
        text_add_string(walk->what, ", ...");
    else
        text_printf(walk->what, "%s%s", walk->told > 0 ? ", " : "", text_string(&walk->path));
    return walk->told++ < MOST_TOLD;
}

void folder_differs(
    const char *path, const char *except, const struct file_list *list, struct text *what)
{
    struct walk walk = {
        .take = take_if_it_differs, .except = except, .known = list, .what = what};
    /* What cannot be looked into is not known to be as it was. */
    if (!walk_folder(&walk, path) && walk.told == 0)
        text_add_string(what, error_text(walk.error));
}

bool folder_is_empty(const char *path)
{
    DIR *list = opendir(path);
    bool empty = list != NULL;
    const struct dirent *entry;
    while (empty && (entry = readdir(list)) != NULL)
        empty = !is_entry(entry);
    if (list != NULL)
        closedir(list);
    return empty;
}

/* ---- On the disk ---- */

/* Whether an open file is on the disk, by what fsync() came to; `errno` of what failed. */
static bool is_on_disk(int error)
{
    /* Some file systems cannot, of folders above all. */
    errno = error;
    return error == 0 || error == EINVAL || error == ENOTSUP || error == EROFS;
}

static int sync_open(int file)
{
    if (file < 0)
        return -1;
    bool on_disk = is_on_disk(fsync(file) == 0 ? 0 : errno);
    int error = errno;
    close(file);
    errno = error;
    return on_disk ? 0 : -1;
}

/* Open files that are put on the disk together: it takes several in the time of one. */
enum { TOGETHER = 32, THREADS = 8 };
struct on_its_way {
    int fd;
    int error; /* of fsync(), 0: none */
    struct text path;
};
struct syncing {
    int n;
    struct on_its_way file[TOGETHER];
    atomic_int next;   /* that nobody waits for yet */
    struct text which; /* did not get there first, and why: `error` */
    int error;
};

static void note_failure(struct syncing *syncing, int error, const char *path)
{
    if (syncing->error != 0)
        return;
    syncing->error = error;
    text_add_string(&syncing->which, path);
}

static void *sync_some(void *context)
{
    struct syncing *syncing = context;
    for (int i; (i = atomic_fetch_add(&syncing->next, 1)) < syncing->n;)
        syncing->file[i].error = fsync(syncing->file[i].fd) == 0 ? 0 : errno;
    return NULL;
}

/* Where there are no threads to be had, this one waits for all. Signals are for it. */
static void sync_together(struct syncing *syncing)
{
    pthread_t thread[THREADS - 1];
    sigset_t all, before;
    int n = 0;
    atomic_store(&syncing->next, 0);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (n < THREADS - 1 && n < syncing->n - 1 &&
           pthread_create(&thread[n], NULL, sync_some, syncing) == 0)
        n++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sync_some(syncing);
    while (n > 0)
        pthread_join(thread[--n], NULL);
    for (int i = 0; i < syncing->n; i++) {
        struct on_its_way *file = &syncing->file[i];
        if (!is_on_disk(file->error))
            note_failure(syncing, file->error, text_string(&file->path));
        close(file->fd);
        text_free(&file->path);
    }
    syncing->n = 0;
}

static bool take_to_disk(struct walk *walk, int at, const char *name, mode_t mode)
{
    if (!S_ISREG(mode) && !S_ISDIR(mode))
        return true;
    struct syncing *syncing = walk->syncing;
    const char *path = text_string(&walk->path);
    int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (S_ISDIR(mode) ? O_DIRECTORY : 0);
    int fd = openat(at, name, flags);
    if (fd < 0) {
        note_failure(syncing, errno, path);
        return false;
    }
    struct on_its_way *file = &syncing->file[syncing->n++];
    file->fd = fd;
    text_add_string(&file->path, path);
    if (syncing->n == TOGETHER)
        sync_together(syncing);
    return syncing->error == 0;
}

int folder_sync_names(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 && errno == EACCES ? 0 : sync_open(folder); /* it may be written only */
}

int folder_sync(const char *path, struct text *which)
{
    struct syncing syncing = {0};
    struct walk walk = {.take = take_to_disk, .except = "", .syncing = &syncing};
    bool all = walk_folder(&walk, path);
    sync_together(&syncing);
    if (all && syncing.error == 0)
        return folder_sync_names(path);
    text_add_string(which, text_string(&syncing.which));
    text_free(&syncing.which);
    errno = syncing.error != 0 ? syncing.error : walk.error;
    return -1;
}

/* ---- Removing a tree, without allocating ---- */

/* True when a piece of the folder's list was handled; false at its end. */
static bool empty_some(int folder)
{
    alignas(struct dirent64) char list[4096];
    ssize_t size = getdents64(folder, list, sizeof list);
    for (ssize_t i = 0; i < size;) {
        const struct dirent64 *entry = (const void *)(list + i);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            folder_remove(folder, entry->d_name);
        i += entry->d_reclen;
    }
    return size > 0;
}

void folder_remove(int at, const char *name)
{
    if (unlinkat(at, name, 0) == 0 || (errno != EISDIR && errno != EPERM))
        return;
    int folder = file_open_folder(at, name);
    if (folder < 0)
        return;
    while (empty_some(folder))
        ;
    close(folder);
    unlinkat(at, name, AT_REMOVEDIR);
}
