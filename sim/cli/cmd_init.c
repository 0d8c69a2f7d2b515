/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "embedded.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The shipped config and what it includes. */
extern const struct embedded_file starter_files[];

/* The starter's files have general names; what the shipped config calls by its own is renamed.
 */
static const struct renaming {
    const char *from, *to;
} files[] = {{"spark.cfg", "campaign.cfg"}, {"spark.csv", "companies.csv"},
    {"facts/spark.cfg", "facts.cfg"}};
enum { RENAMED = sizeof files / sizeof files[0] };

static const char *starter_name(const char *shipped)
{
    for (int i = 0; i < RENAMED; i++)
        if (strcmp(files[i].from, shipped) == 0)
            return files[i].to;
    return shipped;
}

/* The text with every `from` replaced by `to`. */
static void replace_all(struct text *text, const char *from, const char *to)
{
    struct text result = {0};
    const char *at = text_string(text), *found;
    while ((found = strstr(at, from)) != NULL) {
        text_add(&result, at, (size_t)(found - at));
        text_add_string(&result, to);
        at = found + strlen(from);
    }
    text_add_string(&result, at);
    text_free(text);
    *text = result;
}

/* The campaign is called as the folder, without what would end the text. */
static void name_campaign(struct text *config, const char *folder)
{
    struct text name = {0};
    text_add_string(&name, "name = \"");
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    size_t start = length;
    while (start > 0 && folder[start - 1] != '/')
        start--;
    for (size_t i = start; i < length; i++)
        text_add(&name, strchr("\"\\", folder[i]) != NULL ? "_" : &folder[i], 1);
    text_add_string(&name, "\"");
    replace_all(config, "name = \"spark\"", text_string(&name));
    text_free(&name);
}

static enum status write_starter(
    struct results_folder *folder, const struct embedded_file *file, const char *target)
{
    const char *name = starter_name(file->name);
    struct text text = {0};
    text_add(&text, (const char *)file->bytes, file->size);
    bool is_config = strcmp(file->name, files[0].from) == 0;
    for (int i = 1; i < RENAMED && is_config; i++)
        replace_all(&text, files[i].from, files[i].to);
    if (is_config)
        name_campaign(&text, target);
    FILE *out = results_open(folder, name);
    if (out != NULL)
        fwrite(text_string(&text), 1, text.length, out);
    text_free(&text);
    return out != NULL ? results_close(folder, out, name) : STATUS_FAILED;
}

/* A path as a shell takes it: as it is, or where a shell would read it in parts, quoted. */
static const char *shell_word(struct arena *arena, const char *path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+";
    if (path[0] == '-')
        path = arena_printf(arena, "./%s", path);
    if (path[strspn(path, plain)] == '\0')
        return path;
    struct text quoted = {0};
    text_add_string(&quoted, "'");
    for (const char *c = path; *c != '\0'; c++)
        text_add_string(&quoted, *c == '\'' ? "'\\''" : (const char[2]){*c, '\0'});
    text_add_string(&quoted, "'");
    return text_keep(&quoted, arena);
}

enum status cmd_init(const struct options *options)
{
    static const struct results_kind starter = {.marker = "campaign.cfg"};
    struct messages errors = {0};
    if (access(options->argument, F_OK) == 0) {
        messages_add(&errors, _("%s: exists already; choose another name"), options->argument);
        return fail_with(&errors, STATUS_FAILED);
    }
    struct results_folder folder = {.lock = -1};
    guard_results(&folder);
    enum status status = results_begin(&folder, options->argument, &starter, false, &errors);
    bool begun = status == STATUS_OK;
    for (int i = 0; starter_files[i].name != NULL && status == STATUS_OK; i++)
        status = write_starter(&folder, &starter_files[i], options->argument);
    if (status == STATUS_OK)
        status = results_commit(&folder);
    else if (begun)
        results_abort(&folder);
    if (status != STATUS_OK) {
        guard_results(NULL);
        return fail_with(&errors, status);
    }
    struct arena arena = {0};
    const char *shown = arena_printable(&arena, options->argument);
    const char *config = arena_printf(&arena, "%s/campaign.cfg", shown);
    printf(_("%s is ready: look at %s, then\n  recept run %s\n"), shown, config,
        shell_word(&arena, config));
    arena_free(&arena);
    guard_results(NULL);
    return finish_output();
}
