/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "text.h"
#include "together.h"

#include <argp.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command {
    const char *name;
    enum status (*run)(int argc, char **argv);
    bool shared; /* by all ranks; else the first does it alone */
    const char *about;
} commands[] = {
    {"init", cmd_init, false, N_("write a starter folder: config, company list, catalogue")},
    {"run", cmd_run, true, N_("simulate the strategies of a config")},
    {"compare", cmd_compare, true, N_("hold strategies against each other")},
    {"plan", cmd_plan, true, N_("what a budget buys, and what a target takes")},
    {"check", cmd_check, false, N_("check a config, or print it with every default filled in")},
    {"plot", cmd_plot, false, N_("draw the plots of a results folder again")},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(FILE *out)
{
    fprintf(out, "%s\n\n", _("Usage: recept COMMAND [OPTION...]"));
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-8s %s\n", commands[i].name, _(commands[i].about));
    fprintf(out, "\n%s\n",
        _("'recept COMMAND --help' explains a command; --version prints the version."));
}

static void speak(int argc, char **argv)
{
    language_use(strcmp(options_language(argc, argv), "nl") == 0 ? DUTCH : ENGLISH);
    setenv("LC_ALL", "C.UTF-8", 1); /* for gnuplot, which wants to know that texts are UTF-8 */
}

static int unknown_command(const char *word)
{
    const char *names[COMMANDS];
    for (int i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *nearest = text_nearest(word, names, COMMANDS);
    fprintf(stderr, _("recept: there is no command '%s'"), word);
    if (nearest != NULL)
        fprintf(stderr, _("; did you mean '%s'?"), nearest);
    fprintf(stderr, "\n");
    print_help(stderr);
    return status_exit_code(STATUS_USAGE);
}

int main(int argc, char **argv)
{
    together_start();
    gsl_set_error_handler_off();
    argp_err_exit_status = status_exit_code(STATUS_USAGE);
    guard_start();
    speak(argc, argv);
    const char *word = argc > 1 ? argv[1] : "";
    if (strcmp(word, "--version") == 0) {
        printf("recept %s (%s)\n", program_version, program_commit);
        return status_exit_code(finish_output());
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        print_help(stdout);
        return status_exit_code(finish_output());
    }
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, word) != 0)
            continue;
        if (!commands[i].shared && !together_first())
            return status_exit_code(STATUS_OK);
        char name[32];
        snprintf(name, sizeof name, "recept %s", word);
        argv[1] = name;
        return status_exit_code(commands[i].run(argc - 1, argv + 1));
    }
    if (word[0] == '\0') {
        print_help(stderr);
        return status_exit_code(STATUS_USAGE);
    }
    return unknown_command(word);
}
