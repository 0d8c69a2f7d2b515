/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "variations.h"

#include "language.h"
#include "text.h"

#include <string.h>

enum { MOST_COMBINATIONS = 1000 };

/* The length of the value that starts at `text`: up to a comma outside brackets and quotes. */
static size_t value_length(const char *text)
{
    int depth = 0;
    bool quoted = false;
    size_t i = 0;
    for (; text[i] != '\0'; i++) {
        char c = text[i];
        if (quoted && c == '\\' && text[i + 1] != '\0')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && strchr("([{", c) != NULL)
            depth++;
        else if (!quoted && strchr(")]}", c) != NULL)
            depth--;
        else if (!quoted && depth <= 0 && c == ',')
            break;
    }
    return i;
}

static enum status split(
    struct variations *v, int path, const char *assignment, struct messages *errors)
{
    const char *equals = strchr(assignment, '=');
    v->path[path] = arena_text(v->arena, assignment, (size_t)(equals - assignment));
    if (strcmp(v->path[path], "simulation") == 0 ||
        strncmp(v->path[path], "simulation.", 11) == 0) {
        messages_add(errors,
            _("--vary %s: all variations are simulated alike; use the options"), assignment);
        return STATUS_USAGE;
    }
    v->value[path] = arena_new(v->arena, strlen(assignment), sizeof(char *));
    v->n_values[path] = 0;
    const char *at = equals + 1;
    for (;;) {
        size_t length = value_length(at);
        if (length == 0) {
            messages_add(errors, _("--vary %s: a value is missing"), assignment);
            return STATUS_USAGE;
        }
        v->value[path][v->n_values[path]++] = arena_text(v->arena, at, length);
        at += length;
        if (*at == '\0')
            return STATUS_OK;
        at++;
    }
}

enum status variations_init(struct variations *v, struct arena *arena,
    const char *const *vary, int n, struct messages *errors)
{
    size_t paths = (size_t)n;
    *v = (struct variations){.n_paths = n,
        .path = arena_new(arena, paths, sizeof *v->path),
        .n_values = arena_new(arena, paths, sizeof *v->n_values),
        .value = arena_new(arena, paths, sizeof *v->value),
        .n = 1,
        .arena = arena};
    for (int i = 0; i < v->n_paths; i++) {
        enum status status = split(v, i, vary[i], errors);
        if (status != STATUS_OK)
            return status;
        v->n = v->n > MOST_COMBINATIONS ? v->n : v->n * v->n_values[i];
    }
    if (v->n <= MOST_COMBINATIONS)
        return STATUS_OK;
    messages_add(errors, _("--vary: more than %d combinations of values"), MOST_COMBINATIONS);
    return STATUS_USAGE;
}

const char *const *variations_values(const struct variations *v, int i)
{
    const char **values = arena_new(v->arena, (size_t)v->n_paths, sizeof *values);
    for (int path = v->n_paths - 1; path >= 0; path--) {
        values[path] = v->value[path][i % v->n_values[path]];
        i /= v->n_values[path];
    }
    return values;
}

const char *const *variations_settings(const struct variations *v, int i)
{
    const char *const *values = variations_values(v, i);
    const char **settings = arena_new(v->arena, (size_t)v->n_paths, sizeof *settings);
    for (int path = 0; path < v->n_paths; path++) {
        struct text setting;
        text_init(&setting);
        text_printf(&setting, "%s=%s", v->path[path], values[path]);
        settings[path] = arena_copy(v->arena, text_string(&setting));
        text_free(&setting);
    }
    return settings;
}
