/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include "adjusted.h"
#include "files.h"
#include "language.h"

#include <stdlib.h>
#include <string.h>

/* The version of what follows the head; it is raised whenever that changes. From the first that
 * names it on, the program's version is where it is. */
enum { FORMAT_VERSION = 11, FIRST_WITH_PROGRAM = 6 };

static const char magic[16] = "recept: paused\n";
#define BYTE_ORDER_MARK UINT64_C(0x0102030405060708)

struct head {
    char magic[sizeof magic];
    uint64_t byte_order, version;
    char sha256[SHA256_DIGITS]; /* of all that follows */
    char program[CHECKPOINT_PROGRAM + 1];
};
enum { SUMMED_FROM = offsetof(struct head, program) };

/* ---- Writing ---- */

static void add_number(struct text *out, uint64_t number)
{
    text_add(out, (const char *)&number, sizeof number);
}

void checkpoint_bytes(
    const struct checkpoint *checkpoint, const struct text *state, struct text *file)
{
    struct head head = {.byte_order = BYTE_ORDER_MARK, .version = FORMAT_VERSION};
    char hex[SHA256_DIGITS + 1];
    memcpy(head.magic, magic, sizeof magic);
    size_t length = strlen(checkpoint->program);
    memcpy(head.program, checkpoint->program,
        length < CHECKPOINT_PROGRAM ? length : CHECKPOINT_PROGRAM);
    text_add(file, (const char *)&head, sizeof head);
    add_number(file, (uint64_t)checkpoint->n_terms);
    for (int i = 0; i < checkpoint->n_terms; i++) {
        const char *value = checkpoint->term[i].value;
        add_number(file, strlen(value));
        text_add(file, value, strlen(value));
    }
    add_number(file, checkpoint->asked);
    add_number(file, checkpoint->done);
    text_add(file, (const char *)&checkpoint->seconds, sizeof checkpoint->seconds);
    text_add(file, text_string(state), state->length);
    sha256_hex(file->data + SUMMED_FROM, file->length - SUMMED_FROM, hex);
    memcpy(file->data + offsetof(struct head, sha256), hex, SHA256_DIGITS);
}

void run_state_add(struct text *state, const struct study *study,
    struct engine_position position, const struct tally *tallies, int n)
{
    text_add(state, (const char *)&position, sizeof position);
    adjusted_write(state, study);
    add_number(state, (uint64_t)n);
    for (int i = 0; i < n; i++)
        tally_write(state, &tallies[i]);
}

/* ---- Reading ---- */

static enum checkpoint_kind refuse(
    enum checkpoint_kind kind, struct messages *reasons, const char *path, const char *reason)
{
    messages_add(reasons, "%s: %s", path, reason);
    return kind;
}

static enum checkpoint_kind damaged(struct messages *reasons, const char *path)
{
    return refuse(
        CHECKPOINT_DAMAGED, reasons, path, _("is damaged; the run has to start again"));
}

static enum checkpoint_kind of_version(
    struct messages *reasons, const char *path, const struct head *head, const char *program)
{
    bool named = head->byte_order == BYTE_ORDER_MARK && head->version >= FIRST_WITH_PROGRAM;
    if (named)
        messages_add(reasons,
            _("%s: was written by recept %.*s, and this is recept %s: only the version that "
              "began can go on"),
            path, (int)strnlen(head->program, CHECKPOINT_PROGRAM), head->program, program);
    else
        messages_add(reasons,
            _("%s: was written by another version of recept than this one, %s, or on another "
              "kind of machine"),
            path, program);
    return CHECKPOINT_OF_VERSION;
}

/* Leaves the body in `in`. */
static enum checkpoint_kind read_head(
    const char *path, struct bytes *in, const char *program, struct messages *reasons)
{
    struct head head = {0};
    char hex[SHA256_DIGITS + 1];
    struct bytes summed = *in;
    /* Earlier versions have a shorter head: what there is of it. */
    size_t length = in->left < sizeof head ? in->left : sizeof head;
    memcpy(&head, in->at, length);
    if (length < offsetof(struct head, sha256) || memcmp(head.magic, magic, sizeof magic) != 0)
        return refuse(CHECKPOINT_FOREIGN, reasons, path, _("is not a run that can go on"));
    if (head.byte_order != BYTE_ORDER_MARK || head.version != FORMAT_VERSION)
        return of_version(reasons, path, &head, program);
    if (bytes_skip(in, sizeof head) == NULL)
        return damaged(reasons, path);
    bytes_skip(&summed, SUMMED_FROM);
    sha256_hex(summed.at, summed.left, hex);
    if (memcmp(head.sha256, hex, sizeof head.sha256) != 0)
        return damaged(reasons, path);
    return strncmp(head.program, program, CHECKPOINT_PROGRAM) == 0
               ? CHECKPOINT_SAME
               : of_version(reasons, path, &head, program);
}

/* Values that tell a reader something are short. */
enum { MOST_SHOWN = 40 };

static void tell_change(const char *path, const struct checkpoint_term *term, const char *then,
    size_t length, struct messages *reasons)
{
    if (length <= MOST_SHOWN && strlen(term->value) <= MOST_SHOWN)
        messages_add(reasons, _("%s: cannot go on, as %s changed from %.*s to %s"), path,
            term->name, (int)length, then, term->value);
    else
        messages_add(reasons, _("%s: cannot go on, as %s changed"), path, term->name);
}

static enum checkpoint_kind read_terms(const char *path, struct bytes *in,
    const struct checkpoint *checkpoint, struct messages *reasons)
{
    uint64_t n;
    enum checkpoint_kind kind = CHECKPOINT_SAME;
    if (!bytes_take(in, &n, 1, sizeof n))
        return damaged(reasons, path);
    for (int i = 0; i < checkpoint->n_terms; i++) {
        const struct checkpoint_term *term = &checkpoint->term[i];
        uint64_t length;
        if ((uint64_t)i >= n || !bytes_take(in, &length, 1, sizeof length) || length > in->left)
            return damaged(reasons, path);
        const char *then = bytes_skip(in, (size_t)length);
        if (length == strlen(term->value) && memcmp(then, term->value, (size_t)length) == 0)
            continue;
        tell_change(path, term, then, (size_t)length, reasons);
        kind = CHECKPOINT_OTHER;
        if (i == 0)
            return kind;
    }
    return n == (uint64_t)checkpoint->n_terms ? kind : damaged(reasons, path);
}

enum checkpoint_kind checkpoint_read(const char *path, const struct text *file,
    struct checkpoint *checkpoint, struct bytes *state, struct messages *reasons)
{
    struct bytes in = {text_string(file), file->length};
    enum checkpoint_kind kind = read_head(path, &in, checkpoint->program, reasons);
    if (kind == CHECKPOINT_SAME)
        kind = read_terms(path, &in, checkpoint, reasons);
    if (kind != CHECKPOINT_SAME)
        return kind;
    bool whole = bytes_take(&in, &checkpoint->asked, 1, sizeof checkpoint->asked) &&
                 bytes_take(&in, &checkpoint->done, 1, sizeof checkpoint->done) &&
                 bytes_take(&in, &checkpoint->seconds, 1, sizeof checkpoint->seconds);
    *state = in;
    return whole ? kind : damaged(reasons, path);
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

bool run_state_read(struct bytes state, struct study *study)
{
    struct engine_position position;
    if (!bytes_take(&state, &position, 1, sizeof position) ||
        !study_can_be_at(study, position) || !adjusted_read(&state, study) ||
        !read_tallies(&state, study))
        return false;
    study->left = position;
    study->replications = position.from;
    return true;
}
