/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "shipped.h"

#include <stdio.h>

enum status cmd_examples(const struct options *options)
{
    (void)options;
    for (const struct example *example = examples; example->name != NULL; example++)
        printf("  %-24s%s\n", example->name, _(example->about));
    printf("\n%s\n", _("Run one by its name: recept run spark"));
    return finish_output();
}
