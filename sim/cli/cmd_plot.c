/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "plots.h"

enum status cmd_plot(const struct options *options)
{
    struct messages notices;
    messages_init(&notices);
    static const char *const terminal[] = {"terminal"};
    enum status status =
        options->terminal ? plots_draw(options->argument, terminal, 1, &interrupted, &notices)
                          : plots_draw(options->argument, options->plot_format,
                                options->n_formats, &interrupted, &notices);
    return fail_with(&notices, status);
}
