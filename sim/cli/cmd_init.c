/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "dates.h"
#include "init_list.h"
#include "language.h"
#include "shipped.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- What a starter is made of ---- */

/* Its files, with the shipped ones that they come from in English; in Dutch all come from
 * starter/nl. */
static const struct starter_file {
    const char *name, *english;
} files[] = {
    {"campaign.cfg", "starter/en/campaign.cfg"},
    {"companies.csv", "spark.csv"},
    {"axes.cfg", "axes.cfg"},
    {"contact_moments.cfg", "contact_moments.cfg"},
    {"packages.cfg", "packages.cfg"},
    {"team.cfg", "team.cfg"},
    {"model.cfg", "model.cfg"},
    {"strategies.cfg", "strategies.cfg"},
    {"recipe.cfg", "recipe.cfg"},
};
enum { N_FILES = sizeof files / sizeof files[0], CAMPAIGN = 0, COMPANIES = 1 };

/* What stands in a template, and what becomes of it. */
struct blank {
    const char *name, *becomes;
};

/* Goes through the text once, so that what is filled in is not looked at again. */
static void fill_blanks(struct text *text, const struct blank *blank, int n)
{
    struct text filled = {0};
    for (const char *at = text_string(text); *at != '\0';) {
        int b = 0;
        while (b < n && strncmp(at, blank[b].name, strlen(blank[b].name)) != 0)
            b++;
        if (b < n)
            text_add_string(&filled, blank[b].becomes);
        else
            text_add(&filled, at, 1);
        at += b < n ? strlen(blank[b].name) : 1;
    }
    text_free(text);
    *text = filled;
}

/* The campaign is called as the folder, without what would end the text. */
static char *campaign_name(const char *folder, struct arena *arena)
{
    struct text name = {0};
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    text_add_printable(&name, path_name(arena_text(arena, folder, length)));
    for (char *c = name.data; *c != '\0'; c++)
        *c = strchr("\"\\", *c) != NULL ? '_' : *c;
    return text_keep(&name, arena);
}

/* Puts dates in the place of "@12@", so many days after `start`, as the language writes them.
 */
static void fill_dates(struct text *text, const char *start)
{
    struct text filled = {0};
    long first = 0;
    calendar_parse(start, &first);
    for (const char *at = text_string(text); *at != '\0';) {
        char *end = NULL, iso[16];
        long day = at[0] == '@' ? strtol(at + 1, &end, 10) : 0;
        if (at[0] != '@' || end == at + 1 || *end != '@') {
            text_add(&filled, at++, 1);
            continue;
        }
        date_write(iso, first + day);
        if (language_is_dutch())
            text_printf(&filled, "%.2s-%.2s-%.4s", iso + 8, iso + 5, iso);
        else
            text_add_string(&filled, iso);
        at = end + 1;
    }
    text_free(text);
    *text = filled;
}

/* The first day of the month that comes; of the month after SOURCE_DATE_EPOCH where builds that
 * must give the same bytes set it. */
static const char *campaign_start(struct arena *arena)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch != NULL ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm day;
    if (localtime_r(&now, &day) == NULL)
        return "2027-01-01";
    day.tm_mday = 1;
    day.tm_mon++;
    day.tm_hour = 12;
    day.tm_isdst = -1;
    mktime(&day);
    return arena_printf(
        arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

/* The campaign's own words: its name, its first day and where its companies come from. */
static void fill_in(struct text *campaign, const char *folder, const struct init_list *list)
{
    struct arena arena = {0};
    const struct blank blanks[] = {{"@NAME@", campaign_name(folder, &arena)},
        {"@START@", campaign_start(&arena)},
        {"@LIST@", list == NULL ? _(": for now the fourteen of SPARK, as an example")
                                : arena_printf(&arena, _(", from %s"),
                                      arena_printable(&arena, path_name(list->list.path)))}};
    fill_blanks(campaign, blanks, sizeof blanks / sizeof blanks[0]);
    arena_free(&arena);
}

/* ---- Writing it ---- */

static enum status write_file(
    struct results_folder *folder, const char *name, const struct text *text)
{
    FILE *out = results_open(folder, name);
    if (out == NULL)
        return STATUS_FAILED;
    fwrite(text_string(text), 1, text->length, out);
    return results_close(folder, out, name);
}

/* `list`: the user's own, or NULL. */
static enum status write_starter(struct results_folder *folder, const struct starter_file *file,
    const char *target, const struct init_list *list)
{
    struct text path = {0}, text = {0};
    if (language_is_dutch())
        text_printf(&path, "recept:/starter/nl/%s", file->name);
    else
        text_printf(&path, "recept:/%s", file->english);
    enum status status = STATUS_OK;
    if (file == &files[COMPANIES] && list != NULL)
        init_list_add(list, &text);
    else
        status = files_of_program.read(NULL, path.data, SIZE_MAX, &text, folder->errors);
    if (file == &files[CAMPAIGN])
        fill_in(&text, target, list);
    if (status == STATUS_OK)
        status = write_file(folder, file->name, &text);
    text_free(&path);
    text_free(&text);
    return status;
}

/* An empty logbook; and one that is made up, of the companies that are there as an example. */
static enum status write_logbooks(struct results_folder *folder, const struct init_list *list)
{
    static const char *const names[] = {"logbook.csv", "logbook-example.csv"};
    enum status status = STATUS_OK;
    for (int i = 0; i < (list == NULL ? 2 : 1) && status == STATUS_OK; i++) {
        struct arena arena = {0};
        struct text text = {0};
        status = files_of_program.read(NULL,
            arena_printf(
                &arena, "recept:/logbook/%s/%s", language_is_dutch() ? "nl" : "en", names[i]),
            SIZE_MAX, &text, folder->errors);
        fill_dates(&text, campaign_start(&arena));
        if (status == STATUS_OK)
            status = write_file(folder, names[i], &text);
        text_free(&text);
        arena_free(&arena);
    }
    return status;
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

static enum status write_folder(struct results_folder *folder, const char *target,
    const struct init_list *list, bool logbook, struct messages *errors)
{
    static const struct results_kind starter = {.marker = "campaign.cfg"};
    enum status status = results_begin(folder, target, &starter, false, errors);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < N_FILES && status == STATUS_OK; i++)
        status = write_starter(folder, &files[i], target, list);
    if (status == STATUS_OK && logbook)
        status = write_logbooks(folder, list);
    if (status == STATUS_OK)
        return results_commit(folder);
    results_abort(folder);
    return status;
}

/* What is to be known of the list; the column that tells sizes is read after all. */
static void print_notices(const struct init_list *list)
{
    struct text column = {0};
    if (list->by_employees >= 0)
        text_printf(&column, "'%s'", list->list.column[list->by_employees].heading);
    for (size_t i = 0; i < list->notices.count; i++)
        if (column.length == 0 || strstr(list->notices.lines[i], column.data) == NULL)
            fprintf(stderr, "%s\n", list->notices.lines[i]);
    text_free(&column);
}

/* Says what was made of the list, and what to do next. */
static void tell(const struct options *options, const struct init_list *list)
{
    struct arena arena = {0};
    struct text said = {0};
    const char *shown = arena_printable(&arena, options->argument);
    if (list != NULL)
        init_list_tell(list, &said);
    text_printf(&said, _("%s is ready: look at %s/campaign.cfg, then\n  recept run %s\n"),
        shown, shown, shell_word(&arena, shown));
    struct text clean = {0};
    text_add_lines(&clean, text_string(&said));
    fputs(text_string(&clean), stdout);
    text_free(&clean);
    text_free(&said);
    arena_free(&arena);
}

static enum status make(
    const struct options *options, const struct init_list *list, struct messages *errors)
{
    if (access(options->argument, F_OK) == 0) {
        messages_add(errors, _("%s: exists already; choose another name"), options->argument);
        return STATUS_FAILED;
    }
    struct results_folder folder = {0};
    guard_results(&folder);
    enum status status =
        write_folder(&folder, options->argument, list, options->with_logbook, errors);
    if (status == STATUS_OK)
        tell(options, list);
    guard_results(NULL);
    return status;
}

enum status cmd_init(const struct options *options)
{
    struct messages errors = {0};
    struct init_list list;
    enum status status;
    if (options->from_list == NULL) {
        status = make(options, NULL, &errors);
    } else {
        guard_reading(true);
        status = init_list_read(&list, options->from_list);
        guard_reading(false);
        messages_add_all(&errors, &list.errors);
        print_notices(&list);
        if (status == STATUS_OK)
            status = make(options, &list, &errors);
        else
            messages_add(&errors, _("%s: was not made"), options->argument);
        init_list_free(&list);
    }
    return status == STATUS_OK ? finish_output() : fail_with(&errors, status);
}
