/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "language.h"
#include "options.h"
#include "text.h"

#include <string.h>

/* Columns of a line, and those at which texts stand beside commands and options. */
enum { WIDTH = 79, BESIDE_COMMAND = 11, BESIDE_OPTION = 28 };

/* Prints words from column `at` on, in lines that start in column `indent`. */
static void print_wrapped(FILE *out, const char *words, int at, int indent)
{
    fprintf(out, "%*s", indent - at, "");
    at = indent;
    while (*words != '\0') {
        struct text word = {0};
        text_add(&word, words, strcspn(words, " "));
        int columns = text_columns(text_string(&word));
        if (at > indent && at + 1 + columns > WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            at = indent;
        }
        fprintf(out, "%s%s", at > indent ? " " : "", text_string(&word));
        at += (at > indent) + columns;
        words += word.length;
        words += strspn(words, " ");
        text_free(&word);
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const struct option_row *option)
{
    struct text name = {0};
    char letter[] = {' ', ' ', '-', option->letter, ',', ' ', '\0'};
    text_printf(&name, "%6s--%s", option->letter != '\0' ? letter : "", option->name);
    if (option->argument != NULL)
        text_printf(&name, "=%s", _(option->argument));
    int columns = text_columns(text_string(&name));
    bool beside = columns + 2 <= BESIDE_OPTION;
    fprintf(out, "%s%s", text_string(&name), beside ? "" : "\n");
    print_wrapped(out, _(option->help), beside ? columns : 0, BESIDE_OPTION);
    text_free(&name);
}

void help_print(FILE *out, const struct command *command)
{
    bool program = command == commands;
    const char *group = NULL;
    if (program)
        fprintf(out, "%s\n", _("Usage: recept COMMAND [OPTION...]"));
    else
        fprintf(
            out, _("Usage: recept %s [OPTION...] %s\n"), command->name, _(command->argument));
    print_wrapped(out, _(command->about), 0, 0);
    fputs(program ? "\n" : "", out);
    for (const struct command *one = commands + 1; program && one->name != NULL; one++)
        print_wrapped(out, _(one->does), fprintf(out, "  %s", one->name), BESIDE_COMMAND);
    for (const struct option_row *option = option_table; option->name != NULL; option++) {
        if (!(option->commands & command->bit))
            continue;
        if (option->group != group)
            fprintf(out, "\n%s\n", _(option->group));
        group = option->group;
        print_option(out, option);
    }
}

enum status cmd_help(const struct options *options)
{
    help_print(stdout, options->argument != NULL ? command_named(options->argument) : commands);
    return finish_output();
}
