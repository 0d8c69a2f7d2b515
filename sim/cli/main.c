/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "options.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the command line says, else the user's locale. */
static enum language language_of(const struct options *options)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    if (options->spoken != SPOKEN_BY_SYSTEM)
        return options->spoken == SPOKEN_DUTCH ? DUTCH : ENGLISH;
    for (int i = 0; i < 3; i++) {
        const char *locale = getenv(variables[i]);
        if (locale != NULL && locale[0] != '\0')
            return strncmp(locale, "nl", 2) == 0 ? DUTCH : ENGLISH;
    }
    return ENGLISH;
}

static enum status obey(
    const struct command *command, const struct options *options, const struct messages *errors)
{
    if (options->version)
        printf("recept %s (%s)\n", program_version, program_commit);
    else if (options->help)
        help_print(stdout, command);
    else if (errors->count == 0 && command->shared && !together_can_share())
        return STATUS_FAILED;
    else if (errors->count == 0)
        return command->shared || together_first() ? command->run(options) : STATUS_OK;
    else {
        for (size_t i = 0; i < errors->count; i++)
            fprintf(stderr, "%s: %s\n", options->argv[0], errors->lines[i]);
        if (command == commands)
            help_print(stderr, command);
        else
            fprintf(stderr, _("'%s --help' lists what is possible\n"), options->argv[0]);
        return STATUS_USAGE;
    }
    return finish_output();
}

int main(int argc, char **argv)
{
    together_start();
    gsl_set_error_handler_off();
    guard_start();
    const struct command *command = argc > 1 ? command_named(argv[1]) : NULL;
    char name[32] = "recept";
    if (command != NULL) {
        snprintf(name, sizeof name, "recept %s", command->name);
        argc--;
        argv++;
    } else
        command = commands;
    argv[0] = name; /* Errors and manifests begin with it. */
    struct options options;
    struct messages errors = {0};
    /* The language that errors are told in is itself an option: the line is read twice. */
    options_read(&options, command, argc, argv, &errors);
    language_use(language_of(&options));
    /* For gnuplot, which warns where the environment does not say that texts are UTF-8. */
    setenv("LC_ALL", "C.UTF-8", 1);
    messages_free(&errors);
    options_read(&options, command, argc, argv, &errors);
    enum status status = obey(command, &options, &errors);
    messages_free(&errors);
    return exit_status(status);
}
