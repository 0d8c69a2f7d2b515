/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package.h"

#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* ---- XML ---- */

/* Goes over a part character by character. Its writer escapes < and > wherever they are not of
 * a tag. */
struct scan {
    bool in_tag, wrong;
    int at; /* characters of the tag so far */
    unsigned char first, second, before;
    long depth;
    uint64_t cells; /* elements <c */
};

static void end_tag(struct scan *scan)
{
    bool closes = scan->first == '/', alone = scan->before == '/' || scan->first == '?';
    scan->depth += closes ? -1 : alone ? 0 : 1;
    scan->cells += scan->first == 'c' && scan->second == ' ';
    scan->in_tag = false;
    scan->wrong = scan->wrong || scan->at == 0 || scan->depth < 0;
}

static void scan_character(struct scan *scan, unsigned char c)
{
    if (!scan->in_tag) {
        scan->wrong = scan->wrong || c == '>';
        scan->in_tag = c == '<';
        scan->at = 0;
        scan->second = ' ';
        return;
    }
    if (c == '>') {
        end_tag(scan);
        return;
    }
    scan->wrong = scan->wrong || c == '<';
    if (scan->at == 0)
        scan->first = c;
    else if (scan->at == 1)
        scan->second = c;
    scan->at++;
    scan->before = c;
}

/* ---- ZIP ---- */

enum { END_RECORD = 22, CENTRAL_HEADER = 46, LOCAL_HEADER = 30, PIECE = 1 << 16 };

static uint32_t number_at(const unsigned char *bytes, int at, int size)
{
    uint32_t number = 0;
    for (int i = size - 1; i >= 0; i--)
        number = number << 8 | bytes[at + i];
    return number;
}

static bool read_at(int fd, void *bytes, size_t size, uint64_t at)
{
    return pread(fd, bytes, size, (off_t)at) == (ssize_t)size;
}

/* Unpacks what is packed at a place. */
static bool scan_packed(int fd, uint64_t at, uint64_t size, struct scan *scan)
{
    static const int raw = -MAX_WBITS;
    unsigned char *in = memory_new(2, PIECE), *out = in + PIECE;
    z_stream stream = {0};
    int state = inflateInit2(&stream, raw);
    bool fine = state == Z_OK;
    while (fine && state != Z_STREAM_END) {
        if (stream.avail_in == 0 && size > 0) {
            size_t some = size < PIECE ? (size_t)size : PIECE;
            fine = read_at(fd, in, some, at);
            stream.next_in = in;
            stream.avail_in = (unsigned)some;
            at += some;
            size -= some;
        }
        stream.next_out = out;
        stream.avail_out = PIECE;
        state = fine ? inflate(&stream, Z_NO_FLUSH) : Z_ERRNO;
        fine = state == Z_OK || state == Z_STREAM_END;
        for (unsigned i = 0; fine && i < PIECE - stream.avail_out; i++)
            scan_character(scan, out[i]);
    }
    inflateEnd(&stream);
    memory_free(in);
    return fine;
}

/* The part that a header of the list in the archive is of. */
static bool part_is_whole(int fd, const unsigned char *header, const uint64_t *cells, int n)
{
    unsigned char local[LOCAL_HEADER];
    uint64_t at = number_at(header, 42, 4);
    struct scan scan = {0};
    char name[64] = "";
    int sheet = 0, length = (int)number_at(header, 28, 2);
    if (!read_at(fd, local, sizeof local, at))
        return false;
    at += LOCAL_HEADER + number_at(local, 26, 2) + number_at(local, 28, 2);
    if (!scan_packed(fd, at, number_at(header, 20, 4), &scan))
        return false;
    snprintf(name, sizeof name, "%.*s", length, (const char *)header + CENTRAL_HEADER);
    bool is_sheet = sscanf(name, "xl/worksheets/sheet%d.xml", &sheet) == 1;
    bool has_cells = !is_sheet || (sheet >= 1 && sheet <= n && scan.cells == cells[sheet - 1]);
    return !scan.wrong && !scan.in_tag && scan.depth == 0 && has_cells;
}

static bool parts_are_whole(int fd, const uint64_t *cells, int n)
{
    struct stat facts;
    unsigned char end[END_RECORD];
    if (fstat(fd, &facts) != 0 || facts.st_size < END_RECORD ||
        !read_at(fd, end, sizeof end, (uint64_t)facts.st_size - END_RECORD) ||
        memcmp(end, "PK\5\6", 4) != 0)
        return false;
    size_t size = number_at(end, 12, 4);
    uint32_t parts = number_at(end, 10, 2), found = 0;
    unsigned char *list = memory_new(size + 1, 1);
    bool whole = read_at(fd, list, size, number_at(end, 16, 4));
    for (size_t at = 0; whole && at + CENTRAL_HEADER <= size; found++) {
        const unsigned char *header = list + at;
        at += CENTRAL_HEADER + number_at(header, 28, 2) + number_at(header, 30, 2) +
              number_at(header, 32, 2);
        whole = at <= size && part_is_whole(fd, header, cells, n);
    }
    memory_free(list);
    return whole && found == parts;
}

bool package_is_whole(const char *path, const uint64_t *cells, int n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool whole = fd >= 0 && parts_are_whole(fd, cells, n);
    if (fd >= 0)
        close(fd);
    return whole;
}

/* ---- The seal ---- */

#define SEAL "recept "
enum { SEAL_LENGTH = sizeof SEAL - 1 + SHA256_DIGITS };

static int seal_open(int fd)
{
    static const unsigned char length[2] = {SEAL_LENGTH};
    char seal[SEAL_LENGTH + 1] = SEAL;
    struct stat facts;
    if (fstat(fd, &facts) != 0)
        return -1;
    if (pwrite(fd, length, sizeof length, facts.st_size - (off_t)sizeof length) !=
            sizeof length ||
        sha256_of_part(fd, (uint64_t)facts.st_size, seal + sizeof SEAL - 1) != 0)
        return -1;
    return pwrite(fd, seal, SEAL_LENGTH, facts.st_size) == SEAL_LENGTH ? 0 : -1;
}

int package_seal(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    errno = fd >= 0 ? ENOSPC : errno; /* where less was written than asked */
    int result = fd >= 0 ? seal_open(fd) : -1, error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return result;
}

bool package_is_sealed(const char *path)
{
    char seal[SEAL_LENGTH + 1] = "", made[SEAL_LENGTH + 1] = SEAL;
    struct stat facts;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool sealed = fd >= 0 && fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) &&
                  facts.st_size > SEAL_LENGTH;
    if (sealed) {
        uint64_t before = (uint64_t)facts.st_size - SEAL_LENGTH;
        sealed = read_at(fd, seal, SEAL_LENGTH, before) &&
                 memcmp(seal, SEAL, sizeof SEAL - 1) == 0 &&
                 sha256_of_part(fd, before, made + sizeof SEAL - 1) == 0 &&
                 memcmp(seal, made, SEAL_LENGTH) == 0;
    }
    if (fd >= 0)
        close(fd);
    return sealed;
}
