/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "output.h"
#include "screen.h"

enum status cmd_plan(const struct options *options)
{
    struct output output;
    return output_make(&output, options,
        &(struct output_command){
            .suffix = "-plan", .plan = &options->plan, .tell = screen_plan});
}
