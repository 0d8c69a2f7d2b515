/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include "files.h"
#include "language.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The version of what follows the head; it is raised whenever that changes. */
enum { FORMAT_VERSION = 5 };

static const char magic[16] = "recept: paused\n";
#define BYTE_ORDER_MARK UINT64_C(0x0102030405060708)

struct head {
    char magic[sizeof magic];
    uint64_t byte_order, version;
    char sha256[SHA256_DIGITS]; /* of all that follows */
};

/* ---- Writing ---- */

static void add_number(struct text *out, uint64_t number)
{
    text_add(out, (const char *)&number, sizeof number);
}

static void add_body(struct text *out, const struct checkpoint *checkpoint,
    struct engine_position position, const struct tally *tallies, int n)
{
    add_number(out, (uint64_t)checkpoint->n_terms);
    for (int i = 0; i < checkpoint->n_terms; i++) {
        const char *value = checkpoint->term[i].value;
        add_number(out, strlen(value));
        text_add(out, value, strlen(value));
    }
    text_add(out, (const char *)&checkpoint->seconds, sizeof checkpoint->seconds);
    text_add(out, (const char *)&position, sizeof position);
    add_number(out, (uint64_t)n);
    for (int i = 0; i < n; i++)
        tally_write(out, &tallies[i]);
}

/* On the disk before it takes the old one's place, so that loss of power leaves one of them. */
static bool write_file(const char *path, const struct text *bytes)
{
    FILE *file = fopen(path, "wbe");
    if (file == NULL)
        return false;
    bool whole = fwrite(bytes->data, 1, bytes->length, file) == bytes->length &&
                 fflush(file) == 0 && fsync(fileno(file)) == 0;
    int error = errno;
    bool closed = fclose(file) == 0;
    errno = whole ? errno : error;
    return whole && closed;
}

enum status checkpoint_write(const char *path, const struct checkpoint *checkpoint,
    struct engine_position position, const struct tally *tallies, int n,
    struct messages *errors)
{
    struct text bytes = {0}, temporary = {0};
    struct head head = {.byte_order = BYTE_ORDER_MARK, .version = FORMAT_VERSION};
    char hex[SHA256_DIGITS + 1];
    memcpy(head.magic, magic, sizeof magic);
    text_add(&bytes, (const char *)&head, sizeof head);
    add_body(&bytes, checkpoint, position, tallies, n);
    sha256_hex(bytes.data + sizeof head, bytes.length - sizeof head, hex);
    memcpy(bytes.data + offsetof(struct head, sha256), hex, SHA256_DIGITS);
    text_printf(&temporary, "%s.new", path);
    const char *new = text_string(&temporary);
    enum status status = STATUS_OK;
    if (!write_file(new, &bytes) || rename(new, path) != 0) {
        messages_add(errors, _("%s: cannot be written: %s"), path, strerror(errno));
        unlink(new);
        status = STATUS_FAILED;
    }
    text_free(&bytes);
    text_free(&temporary);
    return status;
}

/* ---- Reading ---- */

static enum status refuse(struct messages *errors, const char *path, const char *reason)
{
    messages_add(errors, "%s: %s", path, reason);
    return STATUS_CONFIG;
}

static enum status damaged(struct messages *errors, const char *path)
{
    return refuse(errors, path, _("is damaged; the run has to start again"));
}

/* Leaves the body in `in`. */
static enum status read_head(const char *path, struct bytes *in, struct messages *errors)
{
    struct head head;
    char hex[SHA256_DIGITS + 1];
    if (!bytes_take(in, &head, 1, sizeof head) || memcmp(head.magic, magic, sizeof magic) != 0)
        return refuse(errors, path, _("is not a run that can go on"));
    if (head.byte_order != BYTE_ORDER_MARK || head.version != FORMAT_VERSION)
        return refuse(errors, path,
            _("was written by another version of recept, or on another kind of machine"));
    sha256_hex(in->at, in->left, hex);
    return memcmp(head.sha256, hex, sizeof head.sha256) == 0 ? STATUS_OK
                                                             : damaged(errors, path);
}

/* Values that tell a reader something are short. */
enum { MOST_SHOWN = 40 };

static void tell_change(const char *path, const struct checkpoint_term *term, const char *then,
    size_t length, struct messages *errors)
{
    if (length <= MOST_SHOWN && strlen(term->value) <= MOST_SHOWN)
        messages_add(errors, _("%s: cannot go on, as %s changed from %.*s to %s"), path,
            term->name, (int)length, then, term->value);
    else
        messages_add(errors, _("%s: cannot go on, as %s changed"), path, term->name);
}

/* Every term that changed is told of. */
static enum status read_terms(const char *path, struct bytes *in,
    const struct checkpoint *checkpoint, struct messages *errors)
{
    uint64_t n;
    enum status status = STATUS_OK;
    if (!bytes_take(in, &n, 1, sizeof n) || n != (uint64_t)checkpoint->n_terms)
        return damaged(errors, path);
    for (int i = 0; i < checkpoint->n_terms; i++) {
        const struct checkpoint_term *term = &checkpoint->term[i];
        uint64_t length;
        if (!bytes_take(in, &length, 1, sizeof length) || length > in->left)
            return damaged(errors, path);
        const char *then = bytes_skip(in, (size_t)length);
        if (length == strlen(term->value) && memcmp(then, term->value, (size_t)length) == 0)
            continue;
        tell_change(path, term, then, (size_t)length, errors);
        status = STATUS_CONFIG;
    }
    return status;
}

/* A position that a run of this study can have come to. */
static bool is_possible(struct engine_position position, const struct study *study)
{
    uint64_t runs = 0;
    for (int i = 0; i < study->n_cases; i++)
        runs += !study->cases[i].member;
    if (position.from >= position.to || position.from % ENGINE_CHUNK != 0 ||
        position.to > UINT64_MAX - ENGINE_CHUNK)
        return false;
    uint64_t chunks = (position.to - position.from + ENGINE_CHUNK - 1) / ENGINE_CHUNK;
    return chunks <= UINT64_MAX / runs && position.chunks <= chunks * runs;
}

static bool read_tallies(struct bytes *in, struct study *study)
{
    uint64_t n;
    if (!bytes_take(in, &n, 1, sizeof n) || n != (uint64_t)study->n_cases)
        return false;
    for (int i = 0; i < study->n_cases; i++)
        if (!tally_read(in, &study->cases[i].tally))
            return false;
    return in->left == 0;
}

enum status checkpoint_read(const char *path, const struct text *file,
    struct checkpoint *checkpoint, struct study *study, struct messages *errors)
{
    struct bytes in = {text_string(file), file->length};
    enum status status = read_head(path, &in, errors);
    if (status == STATUS_OK)
        status = read_terms(path, &in, checkpoint, errors);
    if (status != STATUS_OK)
        return status;
    struct engine_position position;
    bool whole = bytes_take(&in, &checkpoint->seconds, 1, sizeof checkpoint->seconds) &&
                 bytes_take(&in, &position, 1, sizeof position) &&
                 is_possible(position, study) && read_tallies(&in, study);
    if (!whole)
        return damaged(errors, path);
    study->left = position;
    study->replications = position.from;
    return STATUS_OK;
}
