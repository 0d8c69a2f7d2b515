/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a company list with the shipped axes: CSV, or the XML of a workbook, or (behind
 * the bytes of one) what a converter makes of it, values of formulas and all. An answer or
 * located errors, never a crash or a hang; what was read of a list reads back as itself. */
#include "company_list.h"
#include "config.h"
#include "language.h"
#include "workbook_xml.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct config config;

static const struct axes *shipped_axes(void)
{
    struct messages errors = {0};
    const struct config_origin origin = {.path = SOURCE_DIR "/configs/axes.cfg"};
    if (config.scenario == NULL && config_open_axes(&config, &origin, &errors) != STATUS_OK)
        abort();
    return &config.scenario->axes;
}

/* What comes out of a converter: the XML up to a NUL, and the values behind it. */
static enum status convert(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *errors)
{
    const struct text *all = context;
    const char *end = memchr(all->data, '\0', all->length);
    size_t length = end != NULL ? (size_t)(end - all->data) : all->length;
    (void)source, (void)errors;
    if (sheet == NULL)
        text_add(out, all->data, length);
    else if (end != NULL)
        text_add(out, end + 1, all->length - length - 1);
    return STATUS_OK;
}

static void check(const struct company_list *list, enum status status, size_t errors)
{
    if ((status == STATUS_OK) != (errors == 0))
        abort();
    for (int i = 0; i < list->n && status == STATUS_OK; i++) {
        const struct company *company = &list->company[i];
        if (company->name == NULL || company->name[0] == '\0' || company->segment < 0 ||
            company->segment >= axes_segments(list->axes) || company->contacts_before < 0)
            abort();
    }
}

static void read_list(const struct text *bytes, const struct file_reader *files)
{
    struct arena arena = {0};
    struct messages errors = {0}, notices = {0};
    struct company_list list;
    const struct list_source source = {
        .data = {.path = "list", .bytes = bytes, .files = files}, .axes = shipped_axes()};
    enum status status = company_list_read(&list, &arena, &source, &notices, &errors);
    check(&list, status, errors.count);
    messages_free(&errors);
    messages_free(&notices);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char packed[] = "PK\3\4 xl/workbook.xml";
    struct text bytes = {0}, workbook = {0};
    const struct file_reader files = {
        .convert = convert, .context = &bytes, .parse = workbook_read};
    text_add(&bytes, (const char *)data, size);
    text_add(&workbook, packed, sizeof packed - 1);
    language_use(size % 2 == 0 ? ENGLISH : DUTCH);
    read_list(&bytes, &files);
    if (size > 0 && data[0] == '<')
        read_list(&workbook, &files);
    text_free(&bytes);
    text_free(&workbook);
    return 0;
}
