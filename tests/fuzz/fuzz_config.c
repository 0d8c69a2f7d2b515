/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a config: an answer or located errors, never a crash or a hang. */
#include "config.h"

#include <gsl/gsl_errno.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 leaks the text of a string that is not closed or stands where none can. */
const char *__lsan_default_suppressions(void)
{
    return "leak:strbuf_append\nleak:libconfig_yylex";
}

static void as_config(const uint8_t *data, size_t size)
{
    struct config config;
    struct messages errors = {0};
    const struct config_origin source = {
        .path = "fuzz.cfg", .bytes = (const char *)data, .length = size};
    if (config_open(&config, &source, &errors) == STATUS_OK) {
        struct text dump = {0};
        tree_dump(&config.tree, true, &dump);
        text_free(&dump);
    }
    config_free(&config);
    messages_free(&errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gsl_set_error_handler_off();
    as_config(data, size);
    return 0;
}
