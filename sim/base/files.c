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
static void read_all(struct reading *r)
{
    enum { PIECE = 1 << 16 };
    char *piece = memory_new(PIECE, 1);
    for (size_t all = 0; r->status == STATUS_OK;) {
        ssize_t got = read(r->fd, piece, PIECE);
        if (got == 0)
            break;
        all += got > 0 ? (size_t)got : 0;
        if (got < 0 && errno != EINTR)
            r->status = file_failed(r->errors, r->path, strerror(errno));
        else if (all > r->most)
            r->status = too_large(r->errors, r->path, r->most);
        else if (got > 0)
            text_add(r->out, piece, (size_t)got);
    }
    text_add(r->out, "", 0);
    memory_free(piece);
}

static void read_open(void *context)
{
    struct reading *r = context;
    struct stat facts;
    if (fstat(r->fd, &facts) != 0)
        r->status = file_failed(r->errors, r->path, strerror(errno));
    else if (S_ISDIR(facts.st_mode))
        r->status = file_failed(r->errors, r->path, _("is a folder, not a file"));
    else if (!S_ISREG(facts.st_mode))
        r->status = file_failed(r->errors, r->path, _("is not a regular file"));
    else if ((uintmax_t)facts.st_size > r->most)
        r->status = too_large(r->errors, r->path, r->most);
    else
        read_all(r);
}

enum status file_read(const char *path, size_t most, struct text *out, struct messages *errors)
{
    /* Not blocking, so that opening a FIFO returns and it can be refused. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return file_failed(errors, path, strerror(errno));
    struct reading reading = {fd, path, most, out, errors, STATUS_OK};
    bool done = memory_attempt(read_open, &reading);
    close(fd);
    if (!done)
        memory_give_up();
    return reading.status;
}

void sha256_hex(const void *bytes, size_t length, char hex[SHA256_DIGITS + 1])
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, length, bytes);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
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
