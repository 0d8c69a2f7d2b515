/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "manifest.h"
#include "plots.h"

#include <fcntl.h>
#include <unistd.h>

/* Pictures become part of the results, also those that came before others failed. */
static enum status list_pictures(const struct plots_order *order, struct messages *errors)
{
    int at = open(order->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = manifest_list(at, order->folder, order->listed, errors);
    if (at >= 0)
        close(at);
    return status;
}

enum status cmd_plot(const struct options *options)
{
    static const char *const terminal[] = {"terminal"};
    struct messages notices = {0};
    struct manifest_read manifest;
    enum status status = manifest_read(&manifest, options->argument, &notices);
    const struct plots_order order = {.folder = options->argument,
        .language = options->spoken == SPOKEN_BY_SYSTEM ? NULL
                    : options->spoken == SPOKEN_DUTCH   ? "nl"
                                                        : "en",
        .formats = options->terminal ? terminal : options->plot_format,
        .n_formats = options->terminal ? 1 : options->n_formats,
        .listed = &manifest.files,
        .stop = &interrupted};
    if (status == STATUS_OK) {
        manifest.files.changed = false;
        status = plots_draw(&order, &notices);
        enum status listed =
            manifest.files.changed ? list_pictures(&order, &notices) : STATUS_OK;
        status = status == STATUS_OK ? listed : status;
    }
    manifest_free(&manifest);
    return fail_with(&notices, status);
}
