/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "changes.h"

#include "again.h"
#include "language.h"

#include <string.h>

/* A config of results stands by itself, and what is in the folder of a stranger opens no file.
 */
static enum status refuse(
    void *context, const char *path, size_t most, struct text *out, struct messages *errors)
{
    (void)context;
    (void)most;
    (void)out;
    return file_failed(errors, path, _("is not in those results"));
}

static const struct file_reader no_files = {.read = refuse};

static enum status read_config(struct changes *changes, int i, struct messages *errors)
{
    const char *bytes = changes->manifest[i].effective_config;
    struct messages wrong = {0};
    enum status status =
        tree_read(&changes->tree[i], &no_files, MANIFEST_NAME, bytes, strlen(bytes), &wrong);
    if (status != STATUS_OK)
        messages_add(errors, _("%s: the config in its manifest.json cannot be read: %s"),
            changes->path[i], wrong.count > 0 ? wrong.lines[0] : "");
    messages_free(&wrong);
    return status == STATUS_OK ? STATUS_OK : STATUS_CONFIG;
}

static const char *text_in(const struct node *group, const char *name)
{
    const struct node *node = node_find(group, name);
    return node != NULL && node->type == NODE_TEXT && node->text[0] != '\0' ? node->text : NULL;
}

const char *changes_strategy(struct changes *changes, const char *id)
{
    const char *own = language_is_dutch() ? "nl" : "en";
    const char *other = language_is_dutch() ? "en" : "nl";
    for (int i = 1; i >= 0; i--) {
        const struct node *strategies = node_find(changes->tree[i].root, "strategies");
        const struct node *strategy =
            strategies != NULL ? node_in_list(strategies, id, 0) : NULL;
        const struct node *label = strategy != NULL ? node_find(strategy, "label") : NULL;
        const char *text = label != NULL ? text_in(label, own) : NULL;
        text = text == NULL && label != NULL ? text_in(label, other) : text;
        if (text != NULL)
            return arena_printable(&changes->arena, text);
    }
    return text_same(id, "all") ? _("All hubs together") : arena_printable(&changes->arena, id);
}

const char *changes_baseline(struct changes *changes, const char *id)
{
    size_t config = strcspn(id, ":");
    if (id[config] == '\0')
        return changes_strategy(changes, id);
    return arena_printable(
        &changes->arena, arena_printf(&changes->arena, "%.*s: %s", (int)config, id,
                             changes_strategy(changes, id + config + 1)));
}

static void add_asked(struct screen *screen, struct changes *changes)
{
    struct sentences asked = {0}, s = {0};
    struct arena *arena = &changes->arena;
    changes_add_asked(&asked, changes);
    say(&s,
        asked.text.length > 0
            ? _("Asked in %s (now), other than in %s (before):")
            : _("The same was asked in %s (now) as in %s (before), with the same seed."),
        arena_printable(arena, changes->path[1]), arena_printable(arena, changes->path[0]));
    say(&s, "\n%s", text_string(&asked.text));
    screen_say(screen, &s);
    screen_add_blank(screen);
    sentences_free(&asked);
}

enum status changes_tell(struct screen *screen, const struct manifest_read manifest[2],
    const char *const path[2], struct messages *errors)
{
    struct changes changes = {.manifest = manifest, .path = path};
    enum status status = STATUS_OK;
    if (results_command(&manifest[0]) != results_command(&manifest[1])) {
        messages_add(errors,
            _("%s was made by '%s' and %s by '%s': only results of one command can be "
              "compared"),
            path[0], manifest[0].argument[0], path[1], manifest[1].argument[0]);
        return STATUS_CONFIG;
    }
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = read_config(&changes, i, errors);
    if (status == STATUS_OK) {
        add_asked(screen, &changes);
        status = changes_add_outcome(screen, &changes, errors);
    }
    for (int i = 0; i < 2; i++)
        tree_free(&changes.tree[i]);
    arena_free(&changes.arena);
    return status;
}
