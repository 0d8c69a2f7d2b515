/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shipped.h"

#include "convert.h"
#include "embedded.h"
#include "language.h"
#include "text.h"
#include "workbook_xml.h"
#include "xes_xml.h"

#include <string.h>
#include <sys/stat.h>

static const char prefix[] = "recept:/";

/* Everything in configs/ that an example is made of. */
extern const struct embedded_file shipped_files[];

const struct example examples[] = {
    {"spark", "spark.cfg", N_("SPARK's winter of 2023: fourteen companies, five strategies")},
    {"spark-uncertain", "spark-uncertain.cfg",
        N_("The same, with how far each assumed number may be off")},
    {"national", "national.cfg", N_("Three hubs side by side, with national targets")},
    {"chamber", "chamber.cfg",
        N_("Another kind of hub: a chamber of commerce with contacts and packages of its own")},
    {"how_many_contacts", "questions/how_many_contacts.cfg",
        N_("How many contacts are needed before a company joins?")},
    {"warm_introduction", "questions/warm_introduction.cfg",
        N_("What is a warm introduction worth?")},
    {"online_by_stage", "questions/online_by_stage.cfg",
        N_("Which contacts can be online, and which have to be in person or in a group?")},
    {"start_date", "questions/start_date.cfg", N_("Start before Christmas, or in March?")},
    {"second_account_manager", "questions/second_account_manager.cfg",
        N_("Does a second account manager pay?")},
    {"production_hell", "questions/production_hell.cfg",
        N_("What do companies that are too busy to talk do to a campaign?")},
    {"innovation_vouchers", "questions/innovation_vouchers.cfg",
        N_("What do innovation vouchers do, paid to the hub or to the company?")},
    {"start_up_package", "questions/start_up_package.cfg",
        N_("What does a cheap membership for start-ups do?")},
    {"similar_packages", "questions/similar_packages.cfg",
        N_("What if two packages are too much alike?")},
    {"care_against_leaving", "questions/care_against_leaving.cfg",
        N_("How much care keeps partners on board?")},
    {0},
};

/* ---- Reading ---- */

/* "questions/../axes.cfg" is "axes.cfg". */
static void drop_parents(struct text *path)
{
    char *up;
    while ((up = strstr(path->data, "/../")) != NULL && up != path->data) {
        char *start = up;
        while (start > path->data && start[-1] != '/')
            start--;
        memmove(start, up + 4, strlen(up + 4) + 1);
    }
    path->length = strlen(path->data);
}

static enum status read_shipped(
    const char *path, size_t most, struct text *out, struct messages *errors)
{
    struct text name = {0};
    text_add_string(&name, path + sizeof prefix - 1);
    drop_parents(&name);
    const struct embedded_file *file = shipped_files;
    while (file->name != NULL && !text_same(file->name, text_string(&name)))
        file++;
    text_free(&name);
    if (file->name == NULL || file->size > most)
        return file_failed(errors, path, _("is not part of the program"));
    text_add(out, (const char *)file->bytes, file->size);
    return STATUS_OK;
}

static enum status read_any(
    void *context, const char *name, size_t most, struct text *out, struct messages *errors)
{
    (void)context;
    return strncmp(name, prefix, sizeof prefix - 1) == 0 ? read_shipped(name, most, out, errors)
                                                         : file_read(name, most, out, errors);
}

const struct file_reader files_of_program = {.read = read_any,
    .convert = convert_workbook,
    .parse = workbook_read,
    .parse_events = xes_read};

const char *const *shipped_layouts(struct arena *arena)
{
    static const char folder[] = "layouts/", own[] = "layouts/recept.cfg";
    int n = 0;
    for (const struct embedded_file *file = shipped_files; file->name != NULL; file++)
        n++;
    const char **path = arena_new(arena, (size_t)n + 1, sizeof *path);
    path[0] = arena_printf(arena, "%s%s", prefix, own);
    n = 1;
    for (const struct embedded_file *file = shipped_files; file->name != NULL; file++)
        if (strncmp(file->name, folder, sizeof folder - 1) == 0 && !text_same(file->name, own))
            path[n++] = arena_printf(arena, "%s%s", prefix, file->name);
    return path;
}

/* ---- What CONFIG may be ---- */

static const struct example *example_named(const char *name)
{
    const struct example *example = examples;
    while (example->name != NULL && !text_same(example->name, name))
        example++;
    return example->name != NULL ? example : NULL;
}

void config_paths(
    const char *argument, struct arena *arena, const char *path[static MOST_CONFIG_PATHS + 1])
{
    const struct example *example = example_named(argument);
    struct text in_folder = {0};
    path_join(&in_folder, argument, "campaign.cfg");
    int n = 0;
    path[n++] = argument;
    path[n++] = text_keep(&in_folder, arena);
    if (example != NULL)
        path[n++] = arena_printf(arena, "%s%s", prefix, example->file);
    path[n] = NULL;
}

static bool is_there(const char *folder, const char *name, struct arena *arena)
{
    struct stat facts;
    struct text path = {0};
    path_join(&path, folder, name);
    return stat(text_keep(&path, arena), &facts) == 0;
}

/* Of a folder without a config: what it is, where that is known. */
static void refuse_folder(const char *folder, struct arena *arena, struct messages *errors)
{
    const char *shown = arena_printable(arena, folder);
    if (is_there(folder, "manifest.json", arena))
        messages_add(errors,
            _("%s: is a folder of results; to make them again, leave out CONFIG and say "
              "--from-results %s"),
            shown, shown);
    else
        messages_add(errors,
            _("%s: is a folder without a campaign.cfg; name a config, or a folder that "
              "'recept init' wrote"),
            shown);
}

static void refuse_name(const char *name, struct arena *arena, struct messages *errors)
{
    int n = 0;
    while (examples[n].name != NULL)
        n++;
    const char *near = text_nearest(name, NAMES(examples, n));
    const char *shown = arena_printable(arena, name);
    if (near != NULL)
        messages_add(errors,
            _("%s: there is no such file, and no example of that name; is '%s' meant?"), shown,
            near);
    else
        messages_add(errors,
            _("%s: there is no such file, and no example of that name ('recept examples' lists "
              "them)"),
            shown);
}

const char *config_path(const char *argument, struct arena *arena, struct messages *errors)
{
    const char *path[MOST_CONFIG_PATHS + 1];
    struct stat facts;
    config_paths(argument, arena, path);
    bool exists = stat(argument, &facts) == 0;
    if (exists && !S_ISDIR(facts.st_mode))
        return path[0];
    if (exists && is_there(argument, "campaign.cfg", arena))
        return path[1];
    if (!exists && path[2] != NULL)
        return path[2];
    if (exists)
        refuse_folder(argument, arena, errors);
    else if (strchr(argument, '/') != NULL || strchr(argument, '.') != NULL)
        return path[0]; /* reading it says why it cannot be */
    else
        refuse_name(argument, arena, errors);
    return NULL;
}
