/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "language.h"
#include "plot_parts.h"
#include "plot_text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int plot_cases(const struct study *study)
{
    int lines = study->n_vary > 0 ? 1 + study->n_vary : 2;
    int most = MOST_SHOWN * 2 / lines;
    return study->n_cases < most ? study->n_cases : most;
}

void plot_caption_shown(struct page *page, const struct study *study)
{
    if (plot_cases(study) == study->n_cases)
        return;
    struct text words;
    text_init(&words);
    text_printf(&words, _("The first %d of %d are shown; the tables have all of them."),
        plot_cases(study), study->n_cases);
    page_caption(page, text_string(&words));
    text_free(&words);
}

double plot_mean(const struct study *study, int i, int quantity)
{
    return study_quantity(study, &study->cases[i], 0, quantity).value;
}

enum plot_content plot_case_content(const struct study *study, int i)
{
    double approached = plot_mean(study, i, Q_APPROACHED);
    if (isnan(approached))
        return PLOT_NOTHING_RUN;
    if (approached == 0.0)
        return PLOT_NOBODY_APPROACHED;
    return plot_mean(study, i, Q_PARTNERS) > 0.0 ? PLOT_FULL : PLOT_NO_PARTNER;
}

enum plot_content plot_content(const struct study *study)
{
    enum plot_content content = PLOT_NOTHING_RUN;
    for (int i = 0; i < plot_cases(study); i++) {
        enum plot_content one = plot_case_content(study, i);
        content = one > content ? one : content;
    }
    return content;
}

const char *plot_content_words(enum plot_content content)
{
    switch (content) {
    case PLOT_NOTHING_RUN:
        return _("no campaign was simulated");
    case PLOT_NOBODY_APPROACHED:
        return _("no company was approached in any simulated campaign");
    case PLOT_NO_PARTNER:
        return _("no partner in any simulated campaign");
    case PLOT_FULL:
        break;
    }
    return "";
}

typedef void plot_fill(struct page *page, const struct study *study);

static plot_fill *const plots[] = {
    plot_conversion_by_day,
    plot_conversion_by_date,
    plot_conversion_by_contact,
    plot_cost_per_partner,
    plot_cost_chance,
    plot_cost_makeup,
    plot_rings,
    plot_funnel,
};

static enum status file_failed(const char *path, struct messages *errors)
{
    messages_add(errors, _("%s: cannot be written: %s"), path, strerror(errno));
    return STATUS_FAILED;
}

static enum status write_file(const char *folder, const char *name, const char *extension,
    const struct text *content, struct messages *errors)
{
    struct text path;
    text_init(&path);
    text_printf(&path, "%s/%s.%s", folder, name, extension);
    enum status status = STATUS_OK;
    FILE *file = fopen(text_string(&path), "wbe");
    if (file == NULL) {
        status = file_failed(text_string(&path), errors);
    } else {
        bool written =
            fwrite(text_string(content), 1, content->length, file) == content->length;
        int reason = errno;
        bool closed = fclose(file) == 0;
        errno = written ? errno : reason;
        if (!written || !closed)
            status = file_failed(text_string(&path), errors);
    }
    text_free(&path);
    return status;
}

/* The folder for the plots, made if needed. */
static enum status make_folder(const char *folder, struct text *path, struct messages *errors)
{
    text_printf(path, "%s/plots", folder);
    if (mkdir(text_string(path), 0777) != 0 && errno != EEXIST)
        return file_failed(text_string(path), errors);
    return STATUS_OK;
}

enum status plots_add(struct page *page, const char *folder, struct messages *errors)
{
    struct text path;
    text_init(&path);
    enum status status = make_folder(folder, &path, errors);
    if (status == STATUS_OK)
        status = write_file(text_string(&path), page->name, "dat", &page->data, errors);
    if (status == STATUS_OK)
        status = write_file(text_string(&path), page->name, "gp", &page->script, errors);
    page_free(page);
    text_free(&path);
    return status;
}

enum status plots_write(const struct study *study, const char *folder, struct messages *errors)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof plots / sizeof plots[0] && status == STATUS_OK; i++) {
        struct page page;
        plots[i](&page, study);
        status = plots_add(&page, folder, errors);
    }
    return status;
}
