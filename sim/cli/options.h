/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "amount.h"
#include "messages.h"
#include "recept.h"
#include "status.h"

enum { MOST_SETS = 256, MOST_VARIED = 8, MOST_FORMATS = 3, MOST_ARGUMENTS = 16 };

enum output_format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };

enum spoken { SPOKEN_BY_SYSTEM, SPOKEN_DUTCH, SPOKEN_ENGLISH };

/* A; B; C and FROM:TO:STEP, worked out. */
struct number_list {
    int n;                              /* 0: not asked for */
    double number[RECEPT_MOST_NUMBERS]; /* rising */
};

/* As what else a logbook is written. */
enum log_format { LOG_AS_CSV, LOG_AS_XES, LOG_AS_ETM };

/* How a logbook is read; a text that is not given is NULL. */
struct log_options {
    const char *layout, *columns, *kept, *sheet, *until;
    const char *companies; /* a list with the days on which they were approached */
    const char *followed;  /* the strategy that was followed, or "none" */
    bool add_companies, dry_run, names;
    enum log_format to; /* one more file; LOG_AS_CSV: none */
};

/* What a command line asks for. Texts point into the command line. */
struct options {
    const char *argument; /* config, results folder or name; the first of them */
    int n_arguments;
    const char *arguments[MOST_ARGUMENTS]; /* configs to compare */
    struct recept_options study;           /* `seed` of it points to this: */
    uint64_t seed;
    struct recept_comparison compare; /* `value` of it points to this: */
    double value;
    struct recept_plan plan; /* the numbers of it are these: */
    struct number_list budget, hours;
    int n_sets;
    const char *set[MOST_SETS]; /* PATH=VALUE */
    int n_varied;
    const char *vary[MOST_VARIED];          /* PATH=a,b,c */
    double checkpoint_seconds, max_seconds; /* 0: not given */
    bool resume, fresh;
    bool strict;
    const char *output;       /* results folder, or NULL: results/NAME */
    const char *from;         /* folder that recept logbook wrote, to go on from; or NULL */
    bool with_logbook;        /* a logbook to keep, and one to look at */
    const char *from_list;    /* a company list to begin with, or NULL */
    const char *call_list;    /* file, "" for the screen; NULL: none */
    const char *xlsx;         /* workbook, or NULL */
    const char *from_results; /* folder of results to make again; NULL: a config says what */
    bool force, keep; /* what is in the way moves aside; the folder's name has the date */
    bool no_names, scripts;
    bool legend; /* every column is explained */
    bool no_plots, save_replications, terminal, dump, facts;
    struct log_options log;
    int save_logbook; /* campaigns whose logbooks are written; 0: none */
    int n_formats;    /* of plots, at least one */
    const char *plot_format[MOST_FORMATS];
    enum output_format format;
    bool quiet, verbose;
    enum spoken spoken;
    bool help, version;
    int argc; /* the command line, the name of the command first */
    char **argv;
};

/* ---- The one table of commands and options ----
 *
 * The parser and the help go by it, and so can a manual page and shell completion. A new
 * command is a bit, a row and a cmd_x.c with its function; a new option is a row, and a field
 * above for what it says. */

/* Sets of commands have bits. */
enum {
    IN_RECEPT = 1, /* the program itself, without a command */
    IN_INIT = 2,
    IN_RUN = 4,
    IN_COMPARE = 8,
    IN_PLAN = 16,
    IN_LOGBOOK = 32,
    IN_CHECK = 64,
    IN_PLOT = 128,
    IN_EXAMPLES = 256,
    IN_SHOW = 512,
    IN_HELP = 1024,
    IN_COMMANDS = 2046
};

/* Whether a word ends in one of `endings`, up to NULL, in any case, and has more before it. */
bool ends_in(const char *word, const char *const *endings);

enum status cmd_init(const struct options *options);
enum status cmd_run(const struct options *options);
enum status cmd_compare(const struct options *options);
enum status cmd_plan(const struct options *options);
enum status cmd_check(const struct options *options);
enum status cmd_plot(const struct options *options);
enum status cmd_examples(const struct options *options);
enum status cmd_show(const struct options *options);
enum status cmd_logbook(const struct options *options);
enum status cmd_help(const struct options *options);

struct command {
    unsigned bit;
    const char *name;
    enum status (*run)(const struct options *options);
    bool shared;          /* by all ranks; else the first does it alone */
    const char *argument; /* what is called so on the command line */
    int least, most;      /* arguments */
    const char *does;     /* half a sentence, for the list of commands */
    const char *about;    /* whole sentences, for its help */
};

/* Kinds of value, and the field of struct options that takes it. */
enum option_kind {
    KIND_FLAG,    /* none: bool */
    KIND_TEXT,    /* any: const char * */
    KIND_NAME,    /* not empty, and no option, and ends in one of `word`: const char * */
    KIND_FILE,    /* none, or a word that ends in one of `word`: const char *, "" for none */
    KIND_WHOLE,   /* from `least` to `most`: int or uint64_t */
    KIND_NUMBER,  /* above `above`, below `below`: double */
    KIND_TIME,    /* 90s, 30m, 8h: double, seconds */
    KIND_CHOICE,  /* one of `word`, which stand for `least` and on: an enum */
    KIND_WORDS,   /* some of `word`, commas between: const char *[room], counted */
    KIND_SETTING, /* PATH=VALUE, again and again: const char *[room], counted */
    KIND_NUMBERS, /* A;B;C or FROM:TO:STEP, all above `above`: struct number_list */
    KIND_TARGET   /* one of `word` and =N, again and again: an int for each word */
};

struct option_row {
    const char *name;
    char letter;          /* short name; '\0': none */
    const char *argument; /* what its value is called; NULL: it takes none */
    unsigned commands;    /* that take it */
    const char *group;    /* title over it in the help; a group's rows are together */
    enum option_kind kind;
    const char *help;
    size_t at, size; /* of its field in struct options */
    size_t count_at; /* of the number of values, int */
    int64_t least, most;
    double above, below;
    enum amount_kind amount; /* of KIND_NUMBER and KIND_NUMBERS */
    const char *ending;      /* of KIND_FILE: ".csv" */
    int room;
    const char *const *word; /* up to NULL */
    const char *what;        /* an error says it is not; NULL: what it is called */
};

/* They end with a row without a name. The first command is the program itself. */
extern const struct command commands[];
extern const struct option_row option_table[];
enum { MOST_OPTIONS = 80 };

/* NULL: there is none of that name. */
const struct command *command_named(const char *name);

/* Takes `text` as the value of an option; an error if it is none of its kind. */
void option_take(struct options *options, const struct option_row *option, const char *text,
    struct messages *errors);

/* Reads the words of a command line after argv[0] as those of `command`; argv[argc] is NULL.
 * `errors` gets every error that there is in it, which matters only where neither help nor the
 * version is asked for. */
void options_read(struct options *options, const struct command *command, int argc, char **argv,
    struct messages *errors);

/* The same; `note` is told of every option with its value ("": none) as it stands there. */
typedef void option_note(void *context, const struct option_row *option, const char *value);
void options_note(struct options *options, const struct command *command, int argc, char **argv,
    struct messages *errors, option_note *note, void *context);

/* What `command` does and every option it takes, in at most 80 columns. */
void help_print(FILE *out, const struct command *command);
