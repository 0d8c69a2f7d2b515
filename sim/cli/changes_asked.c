/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "changes.h"

#include "again.h"
#include "csv_table.h"
#include "language.h"
#include "options.h"
#include "wrap.h"

#include <stdlib.h>
#include <string.h>

/* ---- Lists of things by their names ---- */

struct thing {
    const char *name, *value;
};

struct things {
    int n, room;
    struct thing *thing; /* from memory_resize() */
};

static void add(struct things *things, const char *name, const char *value)
{
    if (things->n == things->room) {
        things->room = 2 * things->room + 64;
        things->thing =
            memory_resize(things->thing, (size_t)things->room, sizeof *things->thing);
    }
    things->thing[things->n++] = (struct thing){name, value};
}

static int by_name_and_value(const void *a, const void *b)
{
    const struct thing *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : strcmp(x->value, y->value);
}

/* Goes through two lists side by side, by name: what is in one alone has NULL for the other. */
static void compare(struct things both[2],
    void (*found)(void *context, const struct thing *before, const struct thing *now),
    void *context)
{
    int at[2] = {0};
    for (int i = 0; i < 2; i++)
        if (both[i].n > 0)
            qsort(both[i].thing, (size_t)both[i].n, sizeof *both[i].thing, by_name_and_value);
    while (at[0] < both[0].n || at[1] < both[1].n) {
        const struct thing *before = &both[0].thing[at[0]], *now = &both[1].thing[at[1]];
        int order = at[0] == both[0].n   ? 1
                    : at[1] == both[1].n ? -1
                                         : strcmp(before->name, now->name);
        at[0] += order <= 0;
        at[1] += order >= 0;
        found(context, order <= 0 ? before : NULL, order >= 0 ? now : NULL);
    }
    for (int i = 0; i < 2; i++)
        memory_free(both[i].thing);
}

/* ---- Settings ---- */

enum { MOST_TOLD = 12, WIDEST = 60 };

struct settings {
    struct sentences *s;
    struct changes *changes;
    int told, more;
};

/* The value as it stands in a config, without what is said of where it is from; NULL: it is a
 * group. */
static const char *value_of(struct arena *arena, const struct node *node)
{
    struct text value = {0};
    if (node_is_marked(node) && node->n > 1)
        node = node_find(node, "value");
    bool is_number = node->type == NODE_WHOLE || node->type == NODE_REAL, is_value = is_number;
    if (is_number)
        text_add_number(&value, node->real, 0);
    else
        is_value = node_value(node, &value);
    const char *text = arena_printable(arena, text_string(&value));
    text_free(&value);
    return is_value ? wrap_cut(arena, text, WIDEST) : NULL;
}

/* What a member of a group or list is called. */
static const char *name_of(struct arena *arena, const struct node *member, int number)
{
    const char *name = member->name != NULL ? member->name : node_id(member);
    return name != NULL ? arena_printable(arena, name) : arena_printf(arena, "[%d]", number);
}

static const struct node *counterpart(
    const struct node *group, const struct node *member, int number)
{
    return member->name != NULL ? node_find(group, member->name)
                                : node_in_list(group, node_id(member), number);
}

/* Of a setting that only one of the two has, before or now. */
static void tell_alone(
    struct settings *settings, const char *path, const struct node *node, bool is_now)
{
    struct sentences *s = settings->s;
    const char *value = value_of(&s->parts, node);
    if (value == NULL)
        say_line(s,
            is_now ? _("settings %s: now, and not before")
                   : _("settings %s: before, and not now"),
            path);
    else
        say_line(s,
            is_now ? _("setting %s: none before, %s now")
                   : _("setting %s: %s before, none now"),
            path, value);
}

static void tell_setting(struct settings *settings, const char *path, const struct node *before,
    const struct node *now)
{
    struct sentences *s = settings->s;
    const char *one = before != NULL ? value_of(&s->parts, before) : NULL;
    const char *other = now != NULL ? value_of(&s->parts, now) : NULL;
    if (one != NULL && other != NULL && text_same(one, other))
        return;
    if (++settings->told > MOST_TOLD)
        settings->more++;
    else if (before == NULL)
        tell_alone(settings, path, now, true);
    else if (now == NULL)
        tell_alone(settings, path, before, false);
    else
        say_line(s, _("setting %s: from %s to %s"), path, one != NULL ? one : "{ ... }",
            other != NULL ? other : "{ ... }");
}

static void tell_group(struct settings *settings, const char *path, const struct node *before,
    const struct node *now)
{
    for (int i = 0; i < 2; i++) {
        const struct node *group = i == 0 ? before : now, *others = i == 0 ? now : before;
        int number = 0;
        node_each (member, group) {
            struct arena *arena = &settings->changes->arena;
            const char *at = arena_printf(arena, "%s%s%s", path, path[0] != '\0' ? "." : "",
                name_of(arena, member, number));
            const struct node *other = counterpart(others, member, number++);
            bool groups = other != NULL && value_of(arena, member) == NULL &&
                          value_of(arena, other) == NULL;
            if (groups && i == 0)
                tell_group(settings, at, member, other);
            else if (!groups && (i == 0 || other == NULL))
                tell_setting(settings, at, i == 0 ? member : other, i == 0 ? other : member);
        }
    }
}

static void tell_settings(struct sentences *s, struct changes *changes)
{
    struct settings settings = {.s = s, .changes = changes};
    tell_group(&settings, "", changes->tree[0].root, changes->tree[1].root);
    if (settings.more > 0)
        say_line(
            s, _("and %d settings more (effective_config in manifest.json)"), settings.more);
}

/* ---- Companies ---- */

struct companies {
    int gone, added, changed;
};

static void count_company(void *context, const struct thing *before, const struct thing *now)
{
    struct companies *companies = context;
    companies->gone += now == NULL;
    companies->added += before == NULL;
    companies->changed +=
        before != NULL && now != NULL && !text_same(before->value, now->value);
}

/* False: it is not told. */
static bool add_companies(
    struct things *things, struct arena *arena, const struct manifest_input *input)
{
    struct csv_table table;
    struct messages wrong = {0};
    struct text bytes = {0};
    if (input->text == NULL)
        return false;
    text_add_string(&bytes, input->text);
    bool read = csv_table_read(&table, arena, "", &bytes, &wrong) == STATUS_OK;
    for (long row = 0; read && row < table.n; row++) {
        struct text value = {0};
        for (int i = 1; i < table.row[row].n; i++)
            text_printf(&value, "%s;", table.row[row].field[i]);
        add(things, table.row[row].field[0], text_keep(&value, arena));
    }
    messages_free(&wrong);
    text_free(&bytes);
    return read;
}

/* Adds the companies of all lists of results (hubs have each their own) and the checksums of
 * these. */
static bool add_lists(struct things *things, struct text *sums, struct arena *arena,
    const struct manifest_read *manifest)
{
    bool whole = true;
    for (int i = 0; i < manifest->n_inputs; i++) {
        const struct manifest_input *input = &manifest->input[i];
        if (!results_input_is_list(input))
            continue;
        text_add_string(sums, input->sha256);
        whole = add_companies(things, arena, input) && whole;
    }
    return whole;
}

static void tell_companies(struct sentences *s, struct changes *changes)
{
    struct things both[2] = {0};
    struct text sums[2] = {0};
    struct companies companies = {0};
    bool whole = true;
    for (int i = 0; i < 2; i++)
        whole = add_lists(&both[i], &sums[i], &changes->arena, &changes->manifest[i]) && whole;
    compare(both, count_company, &companies);
    if (!whole && !text_same(text_string(&sums[0]), text_string(&sums[1])))
        say_line(s, "%s", _("list of companies: another one, whose names were not kept"));
    else if (whole && companies.gone + companies.added + companies.changed > 0)
        say_line(s,
            _("list of companies: %d added, %d gone, %d of which something else is "
              "known"),
            companies.added, companies.gone, companies.changed);
    for (int i = 0; i < 2; i++)
        text_free(&sums[i]);
}

/* ---- The command line ---- */

/* Options that are told in another way, or change no results. */
static bool is_told_apart(const struct option_row *option)
{
    static const char *const names[] = {"replications", "seed", "threads", "max-time",
        "checkpoint", "resume", "fresh", "set", "from-results", "strict", "output", "force",
        "keep", "no-names", "no-plots", "scripts", "save-replications", "call-list", "xlsx",
        "format", "legend", "lang", "quiet", "verbose", "help"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (text_same(option->name, names[i]))
            return true;
    return false;
}

struct noting {
    struct things *things;
    struct arena *arena;
};

static void note(void *context, const struct option_row *option, const char *value)
{
    const struct noting *noting = context;
    if (is_told_apart(option))
        return;
    value = arena_printable(noting->arena, value);
    add(noting->things,
        value[0] != '\0' ? arena_printf(noting->arena, "--%s %s", option->name, value)
                         : arena_printf(noting->arena, "--%s", option->name),
        "");
}

static void tell_option(void *context, const struct thing *before, const struct thing *now)
{
    struct sentences *s = context;
    if (now == NULL)
        say_line(s, _("option %s: before, and not now"), before->name);
    else if (before == NULL)
        say_line(s, _("option %s: now, and not before"), now->name);
}

/* Strategies by their names, with --strategy among the options. */
static void tell_options(struct sentences *s, struct changes *changes)
{
    struct things both[2] = {0};
    for (int i = 0; i < 2; i++) {
        const struct manifest_read *manifest = &changes->manifest[i];
        struct noting noting = {&both[i], &changes->arena};
        struct messages wrong = {0};
        struct options options;
        options_note(&options, results_command(manifest), manifest->n_arguments,
            results_words(manifest, &changes->arena), &wrong, note, &noting);
        changes->several = changes->several || options.n_arguments > 1;
        messages_free(&wrong);
    }
    compare(both, tell_option, s);
}

/* ---- Files of which the manifest has no settings: those of the other configs ---- */

static void tell_file(void *context, const struct thing *before, const struct thing *now)
{
    struct sentences *s = context;
    if (now == NULL)
        say_line(s, _("file %s: before, and not now"), before->name);
    else if (before == NULL)
        say_line(s, _("file %s: now, and not before"), now->name);
    else if (!text_same(before->value, now->value))
        say_line(s, _("file %s: is another"), now->name);
}

static void tell_files(struct sentences *s, struct changes *changes)
{
    struct things both[2] = {0};
    for (int i = 0; i < 2 && changes->several; i++)
        for (int f = 0; f < changes->manifest[i].n_inputs; f++) {
            const struct manifest_input *input = &changes->manifest[i].input[f];
            if (!results_input_is_list(input))
                add(&both[i], arena_printable(&changes->arena, input->path), input->sha256);
        }
    compare(both, tell_file, s);
}

/* ---- All of it ---- */

static void tell_program(struct sentences *s, const struct manifest_read manifest[2])
{
    const char *name[2];
    for (int i = 0; i < 2; i++)
        name[i] = arena_printable(
            &s->parts, part_printf(s, "%s (%s)", manifest[i].version, manifest[i].commit));
    if (!text_same(name[0], name[1]))
        say_line(s, _("version of recept: from %s to %s"), name[0], name[1]);
    if (!text_same(manifest[0].seed, manifest[1].seed))
        say_line(s, _("seed of the random numbers: from %s to %s"),
            arena_printable(&s->parts, manifest[0].seed),
            arena_printable(&s->parts, manifest[1].seed));
    if (manifest[0].replications != manifest[1].replications)
        say_line(s, _("simulated campaigns: from %s to %s"),
            part(s, manifest[0].replications, NUMBER_WHOLE),
            part(s, manifest[1].replications, NUMBER_WHOLE));
}

void changes_add_asked(struct sentences *s, struct changes *changes)
{
    tell_program(s, changes->manifest);
    tell_options(s, changes);
    tell_settings(s, changes);
    tell_companies(s, changes);
    tell_files(s, changes);
}
