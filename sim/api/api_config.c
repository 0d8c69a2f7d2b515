/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api.h"

#include "language.h"

struct opening {
    struct recept_config **config;
    const struct recept_origin *origin;
    const struct file_reader *files; /* where the origin has none */
};

/* Files of the caller's: a name gives bytes. */
static enum status read_callers(
    void *context, const char *name, size_t most, struct text *out, struct messages *errors)
{
    const struct recept_origin *origin = context;
    const char *bytes = NULL;
    size_t length = 0;
    if (!origin->read(origin->context, name, &bytes, &length)) {
        messages_add(errors, _("%s: there is no such file"), name);
        return STATUS_FAILED;
    }
    if (length > most) {
        messages_add(errors, _("%s: larger than %zu bytes"), name, most);
        return STATUS_FAILED;
    }
    text_add(out, bytes, length);
    return STATUS_OK;
}

static enum status open_config(void *context)
{
    const struct opening *opening = context;
    const struct recept_origin *origin = opening->origin;
    struct recept_config *config = *opening->config;
    config->origin = *origin;
    config->files = (struct file_reader){.read = read_callers, .context = &config->origin};
    const struct config_origin from = {
        .path = origin->name != NULL ? origin->name : "config",
        .bytes = origin->bytes,
        .length = origin->length,
        .files = origin->read != NULL ? &config->files : opening->files,
        .sets = origin->settings,
        .n_sets = (int)origin->n_settings,
    };
    return config_open(&config->config, &from, &config->messages);
}

enum recept_status api_config_open(struct recept_config **config,
    const struct recept_origin *origin, const struct file_reader *files)
{
    struct opening opening = {config, origin, files};
    enum recept_status status =
        api_new((void **)config, sizeof **config, origin->language, open_config, &opening);
    if (*config != NULL)
        (*config)->status = status;
    return status;
}

enum recept_status recept_config_open(
    struct recept_config **config, const struct recept_origin *origin)
{
    return api_config_open(config, origin, NULL);
}

void recept_config_free(struct recept_config *config)
{
    if (config != NULL)
        memory_owner_free(config->owner);
}

size_t recept_config_messages(const struct recept_config *config)
{
    return config->messages.count;
}

const char *recept_config_message(const struct recept_config *config, size_t i)
{
    return config->messages.lines[i];
}

size_t recept_config_strategies(const struct recept_config *config)
{
    return (size_t)config->config.scenario->n_strategies;
}

const char *recept_config_strategy(const struct recept_config *config, size_t i)
{
    return config->config.scenario->strategy[i].id;
}
