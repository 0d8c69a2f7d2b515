/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "language.h"
#include "options.h"
#include "text.h"
#include "wrap.h"

#include <string.h>

/* Columns of a line, and those at which texts stand beside commands and options. */
enum { WIDTH = 79, BESIDE_COMMAND = 11, BESIDE_OPTION = 28 };

/* Prints words from column `at` on, in lines that start in column `indent`. */
static void print_wrapped(FILE *out, const char *words, int at, int indent)
{
    struct text lines = {0};
    wrap_add(&lines, words, WIDTH - indent, 0, 0);
    for (const char *line = text_string(&lines); *line != '\0'; at = 0) {
        size_t length = strcspn(line, "\n");
        fprintf(out, "%*s%.*s\n", indent - at, "", (int)length, line);
        line += length + (line[length] == '\n');
    }
    text_free(&lines);
}

static void print_option(FILE *out, const struct option_row *option)
{
    struct text name = {0};
    char letter[] = {' ', ' ', '-', option->letter, ',', ' ', '\0'};
    text_printf(&name, "%6s--%s", option->letter != '\0' ? letter : "", option->name);
    if (option->argument != NULL)
        text_printf(&name, "=%s", _(option->argument));
    int columns = wrap_columns(text_string(&name));
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
    else if (command->most == 0)
        fprintf(out, _("Usage: recept %s [OPTION...]\n"), command->name);
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
    if (program) {
        fputs("\n", out);
        print_wrapped(out,
            _("Exit status: 0 done; 1 failed while running; 2 wrong command line; 3 wrong "
              "config or data; 4 time is up; 5 the results are there, but not as precise or "
              "certain as was asked for; 130 interrupted (Ctrl-C), 143 ended (SIGTERM)."),
            0, 0);
    }
}

enum status cmd_help(const struct options *options)
{
    help_print(stdout, options->argument != NULL ? command_named(options->argument) : commands);
    return finish_output();
}
