/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "variations.h"

#include "language.h"

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

static enum status split_values(
    struct arena *arena, struct varied *varied, const char *assignment, struct messages *errors)
{
    size_t path = strcspn(assignment, "=");
    varied->path = arena_text(arena, assignment, path);
    if (strcmp(varied->path, "simulation") == 0 ||
        strncmp(varied->path, "simulation.", 11) == 0) {
        messages_add(errors,
            _("--vary %s: all variations are simulated alike; use the options"), assignment);
        return STATUS_USAGE;
    }
    varied->setting = arena_new(arena, strlen(assignment) + 1, sizeof *varied->setting);
    for (const char *at = assignment + path; *at != '\0';) {
        size_t length = value_length(++at);
        if (length == 0)
            break;
        char *setting = arena_new(arena, path + length + 2, 1);
        memcpy(setting, assignment, path + 1);
        memcpy(setting + path + 1, at, length);
        varied->setting[varied->n++] = setting;
        at += length;
        if (*at == '\0')
            return STATUS_OK;
    }
    messages_add(errors, _("--vary %s: a value is missing"), assignment);
    return STATUS_USAGE;
}

enum status variations_init(struct variations *v, struct arena *arena, const char *const *vary,
    int n, struct messages *errors)
{
    *v = (struct variations){.n_paths = n, .n = 1};
    v->varied = arena_new(arena, (size_t)n, sizeof *v->varied);
    for (int i = 0; i < n; i++) {
        enum status status = split_values(arena, &v->varied[i], vary[i], errors);
        if (status != STATUS_OK)
            return status;
        v->n = v->n > MOST_COMBINATIONS ? v->n : v->n * v->varied[i].n;
    }
    if (v->n <= MOST_COMBINATIONS)
        return STATUS_OK;
    messages_add(errors, _("--vary: more than %d combinations of values"), MOST_COMBINATIONS);
    return STATUS_USAGE;
}

void variations_settings(const struct variations *v, int i, const char **setting)
{
    for (int path = v->n_paths - 1; path >= 0; path--) {
        const struct varied *varied = &v->varied[path];
        setting[path] = varied->setting[i % varied->n];
        i /= varied->n;
    }
}

const char *variations_value(
    struct arena *arena, const struct varied *varied, const char *setting)
{
    const char *value = setting + strlen(varied->path) + 1;
    value += strspn(value, " \t");
    size_t length = strlen(value);
    while (length > 0 && strchr(" \t", value[length - 1]) != NULL)
        length--;
    bool is_text = length >= 2 && value[0] == '"' &&
                   strcspn(value + 1, "\"\\") == length - 2; /* and nothing but one */
    return is_text ? arena_text(arena, value + 1, length - 2)
                   : arena_text(arena, value, length);
}
