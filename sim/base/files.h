/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "memory.h"
#include "messages.h"
#include "status.h"
#include "text.h"

/* Adds "path: reason" to `errors`; returns STATUS_FAILED. */
enum status file_failed(struct messages *errors, const char *path, const char *reason);

/* Reads the whole file `path` into `out` (added to what is there). Regular files of at most
 * `most` bytes only, so that nothing here can hang. STATUS_FAILED with "path: reason" in
 * `errors`. */
enum status file_read(const char *path, size_t most, struct text *out, struct messages *errors);

/* The same of the file `name` in the open folder `at`, and never through a symbolic link;
 * messages call it `path`. */
enum status file_read_at(int at, const char *name, const char *path, size_t most,
    struct text *out, struct messages *errors);

/* Opens the folder `name` in the open folder `at`, never through a symbolic link; -1 with
 * `errno`. */
int file_open_folder(int at, const char *name);

/* Writes all of the bytes, whatever interrupts it; -1 with `errno`. */
int file_write_all(int fd, const char *bytes, size_t length);

/* Writes a file `name` in the open folder `at`: a new one, which takes the place of what is
 * there (a link is replaced, and not written through) once it is on the disk. STATUS_FAILED
 * with "path: reason", and what was there as it was. */
enum status file_replace_at(int at, const char *name, const char *path, const void *bytes,
    size_t length, struct messages *errors);

/* Writes a file `name`, which there is not yet, in a folder that is not finished: whoever
 * finishes it takes it to the disk. */
enum status file_make_at(int at, const char *name, const char *path, const void *bytes,
    size_t length, struct messages *errors);

struct workbook;
struct csv_table;
enum workbook_kind { WORKBOOK_EXCEL, WORKBOOK_OPEN_DOCUMENT };

/* A workbook as a spreadsheet writes it, to be made into text. */
struct workbook_source {
    const char *name; /* of the file */
    enum workbook_kind kind;
    const struct text *bytes;
};

/* Where files are read from: `read` does for a name what file_read() does for a path. */
struct file_reader {
    enum status (*read)(void *context, const char *name, size_t most, struct text *out,
        struct messages *errors);
    void *context;
    /* Adds to `out` a workbook as Gnumeric's XML; or, of the sheet of that name, what its cells
     * show or come to, as CSV: of all of them from the first row and the first column in which
     * there is one that is not empty. NULL: workbooks cannot be read. STATUS_FAILED when this
     * one cannot, with "name: reason". */
    enum status (*convert)(void *context, const struct workbook_source *source,
        const char *sheet, struct text *out, struct messages *errors);
    /* Reads a sheet from that XML, as workbook_read() does; NULL: workbooks cannot be read. */
    enum status (*parse)(struct workbook *workbook, struct csv_table *table,
        struct arena *arena, const char *path, const struct text *xml, const char *wanted,
        struct messages *errors);
    /* Reads the events of a log in XES, as xes_read() does; NULL: these cannot be read. */
    enum status (*parse_events)(struct csv_table *table, struct arena *arena, const char *path,
        const struct text *xml, struct messages *errors);
};

/* Names are paths. */
extern const struct file_reader files_on_disk;

/* Adds to `out` the folder that `path` lies in: "a/b" gives "a", "b" gives ".", "/b" gives "/".
 */
void path_folder(struct text *out, const char *path);

/* What stands behind the last slash of a path. */
const char *path_name(const char *path);

/* Adds to `out` the path of `name` in `folder`; an absolute `name` stays itself. */
void path_join(struct text *out, const char *folder, const char *name);

enum { SHA256_DIGITS = 64 };

/* SHA-256 of `length` bytes as hexadecimal digits, ended by a NUL. */
void sha256_hex(const void *bytes, size_t length, char hex[SHA256_DIGITS + 1]);

/* ---- What is in a folder (folder_list.c) ---- */

/* SHA-256 of the first `length` bytes of an open file, from its start. -1, and `errno`, when
 * they cannot be read, or are fewer. */
int sha256_of_part(int fd, uint64_t length, char hex[SHA256_DIGITS + 1]);

/* SHA-256 of the file `name` in the open folder `at`, piece by piece, and not through a link.
 * -1, and `errno`, when it cannot be read. */
int sha256_of_file(int at, const char *name, char hex[SHA256_DIGITS + 1]);

/* Files with their checksums, by their paths in a folder. */
struct listed_file {
    const char *path;
    char sha256[SHA256_DIGITS + 1];
};

struct file_list {
    struct arena arena;
    int n, room;
    struct listed_file *file;
    bool changed; /* since somebody set this to false */
};

/* Adds a file, or gives the one of that path another checksum. */
void file_list_set(struct file_list *list, const char *path, const char *sha256);
const struct listed_file *file_list_find(const struct file_list *list, const char *path);
void file_list_free(struct file_list *list);

/* Adds every file in the folder `path` and in those below it, but for `except` at the top, in
 * the order of their paths. STATUS_FAILED when one cannot be read or is no regular file. */
enum status folder_list(
    const char *path, const char *except, struct file_list *list, struct messages *errors);

/* Adds to `what` up to a few paths of what the folder `path` holds besides the files of `list`
 * as they were, and `except`: "notes.txt, plots/a.svg, ..."; nothing is added when there is
 * none. Links and all else that is no regular file count; empty folders do not. */
void folder_differs(
    const char *path, const char *except, const struct file_list *list, struct text *what);

/* Whether there is nothing in the folder. */
bool folder_is_empty(const char *path);

/* Makes sure that the files and folders below the folder `path`, many at a time, and then it
 * itself are on the disk. -1, and `errno`, when they are not, with the path of what is not in
 * `which`. What a file system does not offer to do is no failure. */
int folder_sync(const char *path, struct text *which);

/* The same for the list of names in one folder alone. */
int folder_sync_names(const char *path);

/* Removes `name` in the open folder `at` and all that is in it, as far as that can be: symbolic
 * links are removed, not followed. Allocates no memory. */
void folder_remove(int at, const char *name);

/* ---- What results take the place of (results_folder.c) ---- */

/* Renames to what does not exist yet. -1, and `errno`. */
int rename_to_new(const char *from, const char *to);

/* Renames to "<name>.1", or the first number that is free; to what, in `to`. */
int rename_aside(const char *from, const char *name, struct text *to);

/* Whether there is a number of a process that no longer lives, or that is ours now; what stands
 * behind it in `rest`. */
bool process_is_over(const char *digits, char **rest);

/* ---- A folder of results (results_folder.c) ---- */

/* What a folder says of itself in its marker file. */
enum results_claim {
    CLAIM_OF_OTHERS,
    CLAIM_WITHOUT_LIST, /* it is ours, of a version that did not list its files */
    CLAIM_LISTED
};

/* How folders of ours are known. */
struct results_kind {
    const char *marker; /* file at the top */
    /* Reads that file and adds the files that it lists; NULL: no folder is ever replaced. */
    enum results_claim (*read)(const struct text *marker, struct file_list *list);
};

/* A folder of results that is either whole or not there. It is written as a hidden sibling of
 * its target, ".<name>.partial-<pid>", and takes the target's place when complete and on the
 * disk. An earlier result goes only when the marker lists its files and nothing was added or
 * changed since; it stays as it was if anything fails.
 */
struct results_folder {
    struct text target; /* where the results will be */
    struct text
        partial; /* where they are written: for programs that write files of their own */
    const struct results_kind *kind;
    bool force; /* what is at the target is moved aside, to the first free "<name>.<number>" */
    struct messages *errors;
    int lock;                          /* held while the partial folder is in use; -1: none */
    bool placed;                       /* the results are in their place */
    int new_parents;                   /* folders above the target that did not exist before */
    const volatile sig_atomic_t *stop; /* not 0: whoever writes is to end; NULL: never */
};

/* Starts results at `target`, making folders above it as needed, removing what runs that died
 * left there and putting back what one of them had moved out of the way. STATUS_FAILED, with a
 * message that names what is in the way, when the target exists and is neither empty nor an
 * earlier result as it was written nor `force`d aside, or cannot be moved, or when nothing can
 * be written there; nothing is left then, and no abort is needed. `kind` and `errors` must
 * outlive the folder; later errors and notices go to the same `errors`. */
enum status results_begin(struct results_folder *folder, const char *target,
    const struct results_kind *kind, bool force, struct messages *errors);

/* Opens the file `name` ("summary.csv", "plots/a.svg"), making subfolders as needed; NULL, with
 * a message, when it cannot be written. End it with results_close(). */
FILE *results_open(struct results_folder *folder, const char *name);

/* Closes `file`; STATUS_FAILED, with a message, if any of its bytes could not be written. */
enum status results_close(struct results_folder *folder, FILE *file, const char *name);

/* Puts the results in their place, once they are on the disk. On STATUS_FAILED they are
 * removed, or, when all that failed was to take that place, kept beside it, where the message
 * says. Frees the folder. */
enum status results_commit(struct results_folder *folder);

/* Removes the unfinished results. Frees the folder. */
void results_abort(struct results_folder *folder);

/* Removes the unfinished files and nothing else. Allocates no memory, so that it can be called
 * when there is none left, or from a signal handler, before the program ends. */
void results_remove_partial(const struct results_folder *folder);

/* ---- A single file of results (result_file.c) ---- */

/* How such files of ours are known. */
struct result_kind {
    bool (*is_ours)(const char *path); /* and it is as it was written */
    const char *in_the_way;            /* what is said of others, in English */
};

/* A file that is either whole or as it was before: it is written as a hidden sibling,
 * ".<name>.partial-<pid>", and takes the place of its target when complete and on the disk.
 * What is there goes only when it is ours, and unchanged, or empty. */
struct result_file {
    struct text target, partial;
    const struct result_kind *kind;
    bool force; /* what is at the target is moved aside, to the first free "<name>.<number>" */
    struct messages *errors;
    int lock; /* the partial file, held while it is in use; -1: none */
};

/* Starts a file at `target`, in a folder that exists, and removes what runs that died left
 * there. STATUS_FAILED, with a message, when something else is in the way or nothing can be
 * written there; then there is nothing to abort. `kind` and `errors` outlive the file. */
enum status result_file_begin(struct result_file *file, const char *target,
    const struct result_kind *kind, bool force, struct messages *errors);

/* Puts it in its place. On STATUS_FAILED it is removed, or, when all that failed was to take
 * that place, kept beside it, where the message says. Frees it. */
enum status result_file_commit(struct result_file *file);

/* Removes it. Frees it. */
void result_file_abort(struct result_file *file);

/* Removes the unfinished file and nothing else; allocates no memory. */
void result_file_remove_partial(const struct result_file *file);
