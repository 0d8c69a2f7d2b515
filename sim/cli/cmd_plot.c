/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "plots.h"

enum status cmd_plot(int argc, char **argv)
{
    struct options options;
    options_read(&options, argc, argv, TAKES_DRAWING, _("RESULTS"),
        _("Draws the plots of the results folder RESULTS again."));
    struct messages notices;
    messages_init(&notices);
    static const char *const terminal[] = {"terminal"};
    struct drawing *drawing =
        plots_draw_begin(options.argument, options.terminal ? terminal : options.plot_format,
            options.terminal ? 1 : options.n_formats, &interrupted, &notices);
    return fail_with(&notices, plots_draw_end(drawing, STATUS_OK));
}
