/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "language.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum status file_failed(struct messages *errors, const char *path, const char *reason)
{
    messages_add(errors, "%s: %s", path, reason);
    return STATUS_FAILED;
}

/* ---- Reading ---- */

static enum status too_large(struct messages *errors, const char *path, size_t most)
{
    messages_add(errors, _("%s: is larger than %zu bytes"), path, most);
    return STATUS_FAILED;
}

/* A file that is open and being read. */
struct reading {
    int fd;
    const char *path;
    size_t most;
    struct text *out;
    struct messages *errors;
    enum status status;
};

/* Reads on past what fstat() said: a file can grow, and that of /proc has no size. */
static void read_all(struct reading *r, size_t size)
{
    enum { PIECE = 1 << 16 };
    size_t left = size < PIECE ? size + 1 : PIECE; /* one more, to see that it ends */
    for (size_t all = 0; r->status == STATUS_OK;) {
        char *at = text_room(r->out, left);
        ssize_t n = read(r->fd, at, left);
        size_t got = n > 0 ? (size_t)n : 0;
        text_end_at(r->out, at + got);
        if (n == 0)
            break;
        all += got;
        left = got < left ? left - got : PIECE;
        if (n < 0 && errno != EINTR)
            r->status = file_failed(r->errors, r->path, error_text(errno));
        else if (all > r->most)
            r->status = too_large(r->errors, r->path, r->most);
    }
}

static void read_open(void *context)
{
    struct reading *r = context;
    struct stat facts;
    if (fstat(r->fd, &facts) != 0)
        r->status = file_failed(r->errors, r->path, error_text(errno));
    else if (S_ISDIR(facts.st_mode))
        r->status = file_failed(r->errors, r->path, _("is a folder, not a file"));
    else if (!S_ISREG(facts.st_mode))
        r->status = file_failed(r->errors, r->path, _("is not a regular file"));
    else if ((uintmax_t)facts.st_size > r->most)
        r->status = too_large(r->errors, r->path, r->most);
    else
        read_all(r, (size_t)facts.st_size);
}

static enum status read_and_close(
    int fd, const char *path, size_t most, struct text *out, struct messages *errors)
{
    if (fd < 0)
        return file_failed(errors, path, error_text(errno));
    struct reading reading = {fd, path, most, out, errors, STATUS_OK};
    bool done = memory_attempt(read_open, &reading);
    close(fd);
    if (!done)
        memory_give_up();
    return reading.status;
}

/* Not blocking, so that opening a FIFO returns and it can be refused. */
#define TO_READ (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

enum status file_read(const char *path, size_t most, struct text *out, struct messages *errors)
{
    return read_and_close(open(path, TO_READ), path, most, out, errors);
}

enum status file_read_at(int at, const char *name, const char *path, size_t most,
    struct text *out, struct messages *errors)
{
    int fd = openat(at, name, TO_READ | O_NOFOLLOW);
    if (fd < 0 && errno == ELOOP)
        return file_failed(errors, path, _("is not a regular file"));
    return read_and_close(fd, path, most, out, errors);
}

int file_open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* ---- Writing ---- */

int file_write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno != EINTR)
            return -1;
        bytes += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
    return 0;
}

/* Writes a new file; 0, or what errno would be, and then there is none. */
static int write_new(int at, const char *name, const void *bytes, size_t length, bool to_disk)
{
    int fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return errno;
    bool whole = file_write_all(fd, bytes, length) == 0 && (!to_disk || fsync(fd) == 0);
    int error = whole ? 0 : errno;
    if (close(fd) != 0 && whole)
        error = errno;
    if (error != 0)
        unlinkat(at, name, 0);
    return error;
}

enum status file_make_at(int at, const char *name, const char *path, const void *bytes,
    size_t length, struct messages *errors)
{
    int error = write_new(at, name, bytes, length, false);
    return error == 0 ? STATUS_OK : file_failed(errors, path, error_text(error));
}

enum status file_replace_at(int at, const char *name, const char *path, const void *bytes,
    size_t length, struct messages *errors)
{
    struct text new_name = {0};
    text_printf(&new_name, ".%s.new-%ld", name, (long)getpid());
    int error = write_new(at, new_name.data, bytes, length, true);
    if (error == 0 && renameat(at, new_name.data, at, name) != 0) {
        error = errno;
        unlinkat(at, new_name.data, 0);
    }
    text_free(&new_name);
    return error == 0 ? STATUS_OK : file_failed(errors, path, error_text(error));
}

/* ---- Checksums ---- */

static void digest_hex(struct sha256_ctx *context, char hex[SHA256_DIGITS + 1])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[SHA256_DIGITS] = '\0';
}

void sha256_hex(const void *bytes, size_t length, char hex[SHA256_DIGITS + 1])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, length, bytes);
    digest_hex(&context, hex);
}

/* Of at most so many bytes; how many there were, or -1. */
static int64_t sha256_of_open(int fd, uint64_t most, char hex[SHA256_DIGITS + 1])
{
    struct sha256_ctx context;
    uint8_t piece[1 << 16];
    uint64_t done = 0;
    ssize_t got = 1;
    sha256_init(&context);
    while (done < most && got != 0) {
        size_t wanted = most - done < sizeof piece ? (size_t)(most - done) : sizeof piece;
        got = pread(fd, piece, wanted, (off_t)done);
        if (got < 0 && errno != EINTR)
            return -1;
        sha256_update(&context, got > 0 ? (size_t)got : 0, piece);
        done += got > 0 ? (uint64_t)got : 0;
    }
    digest_hex(&context, hex);
    return (int64_t)done;
}

int sha256_of_part(int fd, uint64_t length, char hex[SHA256_DIGITS + 1])
{
    int64_t done = sha256_of_open(fd, length, hex);
    if (done >= 0 && (uint64_t)done < length)
        errno = ENODATA;
    return done >= 0 && (uint64_t)done == length ? 0 : -1;
}

int sha256_of_file(int at, const char *name, char hex[SHA256_DIGITS + 1])
{
    int file = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return -1;
    int64_t done = sha256_of_open(file, INT64_MAX, hex);
    int error = errno;
    close(file);
    errno = error;
    return done < 0 ? -1 : 0;
}

/* ---- Paths ---- */

static enum status read_path(
    void *context, const char *name, size_t most, struct text *out, struct messages *errors)
{
    (void)context;
    return file_read(name, most, out, errors);
}

const struct file_reader files_on_disk = {.read = read_path};

/* Without slashes at the end, but for that of the root. */
static size_t trimmed(const char *path, size_t length)
{
    while (length > 1 && path[length - 1] == '/')
        length--;
    return length;
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

void path_folder(struct text *out, const char *path)
{
    size_t length = trimmed(path, strlen(path));
    while (length > 0 && path[length - 1] != '/')
        length--;
    length = trimmed(path, length);
    if (length == 0)
        text_add_string(out, ".");
    else
        text_add(out, path, length);
}

void path_join(struct text *out, const char *folder, const char *name)
{
    if (name[0] != '/') {
        text_add_string(out, folder);
        if (folder[0] != '\0' && folder[strlen(folder) - 1] != '/')
            text_add_string(out, "/");
    }
    text_add_string(out, name);
}
