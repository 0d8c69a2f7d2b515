/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the manifest.json of a folder of results, and as its screen.json: whether it is
 * ours, what is listed, what is made again from it (the configs that it holds are read), what
 * is shown of it and what changed: an answer or an error, never a crash or a hang, and nothing
 * on screen but plain text. */
#include "again.h"
#include "changes.h"
#include "commands.h"
#include "language.h"
#include "manifest.h"
#include "screen.h"

#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 leaks the text of a string that is not closed or stands where none can. */
const char *__lsan_default_suppressions(void)
{
    return "leak:strbuf_append\nleak:libconfig_yylex";
}

static char folder[64];

static void remove_folder(void)
{
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    unlinkat(at, MANIFEST_NAME, 0);
    close(at);
    rmdir(folder);
}

static void write_manifest(const uint8_t *data, size_t size)
{
    char name[96];
    if (folder[0] == '\0') {
        strcpy(folder, "/tmp/recept-fuzz-XXXXXX");
        if (mkdtemp(folder) == NULL || atexit(remove_folder) != 0)
            abort();
    }
    snprintf(name, sizeof name, "%s/" MANIFEST_NAME, folder);
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || write(file, data, size) != (ssize_t)size || close(file) != 0)
        abort();
}

/* Only letters, blanks and ends of lines. */
static void print(const struct screen *screen)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    screen_print(file, screen);
    fclose(file);
    for (size_t i = 0, n; i < size; i += n)
        if (n = 1, bytes[i] != '\n' && !text_character(bytes + i, &n))
            abort();
    free(bytes);
}

static void as_screen(const struct text *bytes)
{
    struct screen screen = {0};
    if (screens_read(&screen, DUTCH, bytes))
        print(&screen);
    screen_free(&screen);
}

/* What --from-results does before it simulates. */
static void make_again(void)
{
    char name[] = "recept run";
    char *words[] = {name, NULL};
    const struct options now = {.argc = 1, .argv = words, .from_results = folder};
    struct options repeated = {0};
    struct sources sources = {0};
    struct messages errors = {0};
    sources_start(&sources);
    if (again_open(&sources, &now, &repeated, &errors) == STATUS_OK &&
        repeated.n_arguments > 0) {
        const struct config_origin config = {
            .path = repeated.argument, .files = &sources.reader};
        const struct setup_ask ask = {.n_configs = 1,
            .config = &config,
            .n_sets = repeated.n_sets,
            .set = repeated.set,
            .n_varied = repeated.n_varied,
            .vary = repeated.vary,
            .strategies = repeated.study.strategies};
        struct setup setup = {0};
        setup_read(&setup, &ask);
        setup_free(&setup);
    }
    sources_free(&sources);
    messages_free(&errors);
}

static void show(void)
{
    struct manifest_read manifest[2];
    struct messages errors = {0};
    struct screen screen = {0};
    const char *const path[2] = {folder, folder};
    bool read = true;
    for (int i = 0; i < 2; i++)
        read = manifest_read(&manifest[i], folder, &errors) == STATUS_OK && read;
    if (read && results_command(&manifest[0]) != NULL &&
        changes_tell(&screen, manifest, path, &errors) == STATUS_OK)
        print(&screen);
    screen_free(&screen);
    messages_free(&errors);
    for (int i = 0; i < 2; i++)
        manifest_free(&manifest[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = {0};
    struct file_list list = {0};
    gsl_set_error_handler_off();
    text_add(&bytes, (const char *)data, size);
    as_screen(&bytes);
    if (results_of_recept.read(&bytes, &list) != CLAIM_OF_OTHERS) {
        write_manifest(data, size);
        make_again();
        show();
    }
    file_list_free(&list);
    text_free(&bytes);
    return 0;
}
