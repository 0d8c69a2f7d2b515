/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before a program (LD_PRELOAD), lets its allocation number NO_MEMORY_AT fail once, of
 * those that its own code makes: other libraries' get what they ask for. The file
 * NO_MEMORY_MARK is made when it does. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static uintptr_t from, to; /* the program's code */
static atomic_long left;
static const char *mark;

/* The first object is the program. */
static int find_code(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    (void)context;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X) {
            from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            to = from + info->dlpi_phdr[i].p_memsz;
        }
    return 1;
}

__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("NO_MEMORY_AT");
    mark = getenv("NO_MEMORY_MARK");
    dl_iterate_phdr(find_code, NULL);
    atomic_store(&left, at != NULL ? atol(at) : 0);
    unsetenv("LD_PRELOAD"); /* gnuplot is not tested */
}

static int fails(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;
    if (at < from || at >= to || atomic_fetch_sub(&left, 1) != 1)
        return 0;
    if (mark != NULL)
        close(open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}
