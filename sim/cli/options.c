/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "language.h"
#include "text.h"

#include <string.h>

/* A command line that is being read. */
struct reading {
    struct options *options;
    const struct command *command;
    struct messages *errors;
    bool given[MOST_OPTIONS]; /* [row of the table] */
    bool unknown;             /* some option was, whose value may look like an argument */
    option_note *note;        /* NULL: none */
    void *context;
};

const struct command *command_named(const char *name)
{
    for (const struct command *command = commands + 1; command->name != NULL; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

/* Refuses an option that the command does not have, whose name starts at `name` in `word`. */
static void refuse_option(struct reading *r, const char *word, const char *name)
{
    const char *known[MOST_OPTIONS];
    size_t n = 0;
    unsigned elsewhere = 0;
    struct text text = {0};
    text_add(&text, name, strcspn(name, "="));
    for (const struct option_row *option = option_table; option->name != NULL; option++)
        if (option->commands & r->command->bit)
            known[n++] = option->name;
        else if (strcmp(option->name, text_string(&text)) == 0)
            elsewhere |= option->commands;
    const char *nearest = text_nearest(text_string(&text), NAMES(known, n));
    const struct command *other = commands + 1;
    while (other->name != NULL && !(other->bit & elsewhere))
        other++;
    if (other->name != NULL)
        messages_add(
            r->errors, _("unrecognized option '%s'; recept %s has it"), word, other->name);
    else if (nearest != NULL)
        messages_add(
            r->errors, _("unrecognized option '%s'; did you mean '--%s'?"), word, nearest);
    else
        messages_add(r->errors, _("unrecognized option '%s'"), word);
    r->unknown = true;
    text_free(&text);
}

/* Takes an option whose value is `attached` to it, or if that is NULL the `next` word (NULL at
 * the end of the command line). Returns whether it took that word. */
static bool take_option(
    struct reading *r, const struct option_row *option, const char *attached, const char *next)
{
    bool may_lack = option->kind == KIND_FILE;
    if (may_lack && attached == NULL && (next == NULL || !ends_in(next, option->word)))
        next = "";
    const char *value = attached != NULL ? attached : next;
    r->given[option - option_table] = true;
    if (option->argument == NULL && attached != NULL)
        messages_add(
            r->errors, _("--%s takes no value, and '%s' is one"), option->name, attached);
    else if (option->argument != NULL && value == NULL)
        messages_add(r->errors, _("--%s: the value is missing: --%s=%s"), option->name,
            option->name, _(option->argument));
    else
        option_take(r->options, option, value, r->errors);
    if (r->note != NULL)
        r->note(r->context, option, value != NULL ? value : "");
    return option->argument != NULL && attached == NULL && next != NULL &&
           !(may_lack && next[0] == '\0');
}

/* Takes an option by its name, as --seed=5, or by a beginning of it that no other has. */
static bool take_long(struct reading *r, const char *word, const char *next)
{
    const char *name = word + 2, *value = strchr(name, '=');
    size_t length = strcspn(name, "=");
    const struct option_row *found = NULL;
    struct text several = {0};
    int n = 0;
    for (const struct option_row *option = option_table; option->name != NULL; option++) {
        if (!(option->commands & r->command->bit) || strncmp(option->name, name, length) != 0)
            continue;
        found = option;
        text_printf(&several, "%s--%s", n++ > 0 ? ", " : "", option->name);
        if (option->name[length] == '\0') {
            n = 1;
            break;
        }
    }
    if (n == 0 || length == 0)
        refuse_option(r, word, name);
    else if (n > 1)
        messages_add(r->errors, _("'%.*s' is short for several options: %s"), (int)length + 2,
            word, text_string(&several));
    text_free(&several);
    return n == 1 && take_option(r, found, value != NULL ? value + 1 : NULL, next);
}

static const struct option_row *find_letter(const struct reading *r, char letter)
{
    for (const struct option_row *option = option_table; option->name != NULL; option++)
        if (option->commands & r->command->bit && option->letter == letter)
            return option;
    return NULL;
}

/* Takes short options that stand together, as -qn50, the last with a value. */
static bool take_letters(struct reading *r, const char *word, const char *next)
{
    for (const char *at = word + 1; *at != '\0'; at++) {
        const struct option_row *option = find_letter(r, *at == '?' ? 'h' : *at);
        if (option == NULL) {
            refuse_option(r, word, word + 1);
            return false;
        }
        if (option->argument != NULL)
            return take_option(r, option, at[1] != '\0' ? at + 1 : NULL, next);
        take_option(r, option, NULL, NULL);
    }
    return false;
}

static void refuse_command(struct reading *r, const char *word)
{
    const char *known[MOST_OPTIONS], *nearest;
    size_t n = 0;
    for (const struct command *command = commands + 1; command->name != NULL; command++)
        known[n++] = command->name;
    if (command_named(word) != NULL)
        messages_add(r->errors, _("'%s' has to come before the options"), word);
    else if ((nearest = text_nearest(word, NAMES(known, n))) != NULL)
        messages_add(
            r->errors, _("there is no command '%s'; did you mean '%s'?"), word, nearest);
    else
        messages_add(r->errors, _("there is no command '%s'"), word);
}

static void take_argument(struct reading *r, const char *word)
{
    struct options *options = r->options;
    if (r->command->bit == IN_HELP && command_named(word) == NULL)
        refuse_command(r, word);
    if (options->n_arguments < r->command->most)
        options->arguments[options->n_arguments++] = word;
    else if (!r->unknown)
        messages_add(r->errors, _("'%s' is one argument too many"), word);
    options->argument = options->arguments[0];
}

static void take_words(struct reading *r, int argc, char **argv)
{
    bool ended = false;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i], *next = argv[i + 1];
        if (ended || word[0] != '-' || word[1] == '\0')
            take_argument(r, word);
        else if (strcmp(word, "--") == 0)
            ended = true;
        else
            i += word[1] == '-' ? take_long(r, word, next) : take_letters(r, word, next);
    }
    if (r->command == commands && r->options->n_arguments > 0) {
        messages_free(r->errors); /* Its options may be those of the command that is meant. */
        refuse_command(r, r->options->argument);
        r->options->help = r->options->version = false;
    }
    if (r->options->n_arguments < r->command->least && r->options->from_results == NULL)
        messages_add(r->errors, _("%s is missing"), _(r->command->argument));
}

/* ---- Options together ---- */

static bool given(const struct reading *r, const char *name)
{
    for (const struct option_row *option = option_table; option->name != NULL; option++)
        if (r->given[option - option_table] && strcmp(option->name, name) == 0)
            return true;
    return false;
}

static void check_together(struct reading *r)
{
    const struct options *options = r->options;
    bool sure = given(r, "until-sure");
    bool kept = given(r, "resume") || given(r, "fresh") || given(r, "max-time") ||
                given(r, "checkpoint");
    const struct {
        bool broken;
        const char *rule;
    } rules[] = {
        {given(r, "save-replications") && kept,
            N_("--save-replications cannot be interrupted and go on: leave out --checkpoint, "
               "--max-time, --resume and --fresh")},
        {given(r, "resume") && given(r, "fresh"), N_("--resume or --fresh, not both")},
        {r->command->bit == IN_COMPARE && kept && !sure,
            N_("--checkpoint, --max-time, --resume and --fresh need --until-sure")},
        {given(r, "dump") && given(r, "facts"), N_("--dump or --facts, not both")},
        {r->command->bit == IN_CHECK && !given(r, "facts") &&
                (given(r, "replications") || given(r, "seed")),
            N_("--replications and --seed need --facts")},
        {sure != given(r, "difference"), N_("--until-sure and --difference belong together")},
        {sure && !given(r, "value") && options->compare.difference >= 1.0,
            N_("--difference is in conversion rate (0.02 is two points); in euros with "
               "--value")},
        {options->call_list != NULL && options->call_list[0] == '\0' &&
                options->format != FORMAT_TABLE,
            N_("--call-list without a file is for the screen: name FILE.csv, or leave out "
               "--format")},
        {given(r, "probability") && !given(r, "target"), N_("--probability needs --target")},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].broken)
            messages_add(r->errors, "%s", _(rules[i].rule));
}

void options_read(struct options *options, const struct command *command, int argc, char **argv,
    struct messages *errors)
{
    options_note(options, command, argc, argv, errors, NULL, NULL);
}

void options_note(struct options *options, const struct command *command, int argc, char **argv,
    struct messages *errors, option_note *note, void *context)
{
    struct reading reading = {.options = options,
        .command = command,
        .errors = errors,
        .note = note,
        .context = context};
    memset(options, 0, sizeof *options);
    options->argc = argc;
    options->argv = argv;
    take_words(&reading, argc, argv);
    options->study.seed = given(&reading, "seed") ? &options->seed : NULL;
    options->compare.value = given(&reading, "value") ? &options->value : NULL;
    options->plan.n_budgets = (size_t)options->budget.n;
    options->plan.budgets_eur = options->budget.number;
    options->plan.n_hours = (size_t)options->hours.n;
    options->plan.hours_per_week = options->hours.number;
    check_together(&reading);
    if (options->n_formats == 0)
        options->plot_format[options->n_formats++] = "svg";
}
