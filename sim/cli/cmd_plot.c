/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "plots.h"

enum status cmd_plot(const struct options *options)
{
    struct messages notices = {0};
    static const char *const terminal[] = {"terminal"};
    const char *language = options->spoken == SPOKEN_BY_SYSTEM ? NULL
                           : options->spoken == SPOKEN_DUTCH   ? "nl"
                                                               : "en";
    return fail_with(
        &notices, plots_draw(options->argument, language,
                      options->terminal ? terminal : options->plot_format,
                      options->terminal ? 1 : options->n_formats, &interrupted, &notices));
}
