/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "options_parts.h"

#include "language.h"

#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* argp looks up the texts of options, and these of its own, in our catalogue. Here the latter
 * are only for xgettext to find. */
static const char *const texts_of_argp[] __attribute__((unused)) = {
    N_("Usage:"),
    N_(" [OPTION...]"),
    N_("Give this help list"),
    N_("Give a short usage message"),
    N_("Mandatory or optional arguments to long options are also mandatory or optional for any "
       "corresponding short options."),
    N_("Try `%s --help' or `%s --usage' for more information.\n"),
};

enum key {
    KEY_PRECISION = 256,
    KEY_SEED,
    KEY_SET,
    KEY_VARY,
    KEY_STRATEGY,
    KEY_FIXED,
    KEY_NO_PLOTS,
    KEY_SAVE_REPLICATIONS,
    KEY_CHECKPOINT,
    KEY_RESUME,
    KEY_MAX_TIME,
    KEY_FORMAT,
    KEY_LANG,
    KEY_DUMP,
    KEY_FACTS,
    KEY_TERMINAL
};

static const struct argp_option config_options[] = {
    {"set", KEY_SET, N_("PATH=VALUE"), 0,
        N_("Change a setting of the config, as campaign.outreach_days=365 or "
           "strategies.spark.steering=0.0; may be repeated"),
        2},
    {0}};

static const struct argp_option run_options[] = {
    {"replications", 'n', "N", 0, N_("Simulate N campaigns of each strategy"), 1},
    {"seed", KEY_SEED, "S", 0, N_("Start the random numbers from S"), 1},
    {"threads", 't', "T", 0, N_("Use T threads (default: all cores)"), 1},
    {"strategy", KEY_STRATEGY, "ID,ID", 0, N_("Only these strategies"), 1},
    {"vary", KEY_VARY, N_("PATH=A,B"), 0,
        N_("Do everything for each of these values of a setting; may be repeated"), 2},
    {"fixed", KEY_FIXED, 0, 0, N_("Take every uncertain parameter at its mean"), 2},
    {"output", 'o', N_("DIR"), 0, N_("Write results to DIR (default: results/NAME)"), 3},
    {"no-plots", KEY_NO_PLOTS, 0, 0, N_("Write no plots"), 3},
    {"format", KEY_FORMAT, "F", 0, N_("Print a table, csv or json"), 3}, {0}};

static const struct argp_option saving_options[] = {
    {"precision", KEY_PRECISION, "P", 0,
        N_("Stop as soon as every conversion rate is known to within P (0.01 is one point)"),
        1},
    {"save-replications", KEY_SAVE_REPLICATIONS, 0, 0,
        N_("Write what every single campaign came to, replications.csv"), 3},
    {0}};

static const struct argp_option long_options[] = {
    {"max-time", KEY_MAX_TIME, N_("TIME"), 0,
        N_("Simulate for at most TIME (90s, 30m, 8h; minutes without a letter), then keep what "
           "there is, to go on with --resume; status 4"),
        1},
    {"checkpoint", KEY_CHECKPOINT, N_("TIME"), 0,
        N_("Keep what there is every TIME (default: 10 minutes)"), 1},
    {"resume", KEY_RESUME, 0, 0, N_("Go on with a run that was interrupted or ran out of time"),
        1},
    {0}};

static const struct argp_option check_options[] = {
    {"dump", KEY_DUMP, 0, 0,
        N_("Print the whole config, defaults filled in, and where each value came from"), 3},
    {"facts", KEY_FACTS, 0, 0, N_("Simulate, and hold the config against what the source says"),
        3},
    {"replications", 'n', "N", 0, N_("With --facts: simulate N campaigns (default: 20000)"), 3},
    {"seed", KEY_SEED, "S", 0, N_("With --facts: start the random numbers from S"), 3}, {0}};

static const struct argp_option drawing_options[] = {
    {"format", KEY_FORMAT, "F,F", 0, N_("Draw as svg, png or pdf (default: svg)"), 1},
    {"terminal", KEY_TERMINAL, 0, 0, N_("Draw in the terminal"), 1}, {0}};

static const struct argp_option common_options[] = {
    {"lang", KEY_LANG, "nl|en", 0, N_("Language (default: that of the system)"), 4},
    {"quiet", 'q', 0, 0, N_("Say nothing but results and errors"), 4},
    {"verbose", 'v', 0, 0, N_("Say more"), 4}, {0}};

int64_t option_whole(
    const char *text, int64_t least, int64_t most, const char *name, struct argp_state *state)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || errno != 0 || value < least || value > most)
        argp_error(state, _("--%s: '%s' is not a whole number of %lld to %lld"), name, text,
            (long long)least, (long long)most);
    return value;
}

double option_between_0_and_1(const char *text, const char *name, struct argp_state *state)
{
    char *end;
    double value = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !(value > 0.0 && value < 1.0))
        argp_error(state, _("--%s: '%s' is not between 0 and 1"), name, text);
    return value;
}

/* In seconds. */
static double duration(const char *text, const char *name, struct argp_state *state)
{
    static const char units[] = "smh";
    static const double seconds[] = {1.0, 60.0, 3600.0};
    char *end;
    double value = strtod(text, &end);
    const char *unit = *end != '\0' ? strchr(units, *end) : &units[1];
    if (end == text || unit == NULL || (*end != '\0' && end[1] != '\0') ||
        !(value > 0.0 && value <= 1e6))
        argp_error(state, _("--%s: '%s' is not a time such as 90s, 30m or 8h"), name, text);
    return unit != NULL ? value * seconds[unit - units] : 0.0;
}

static void take_print_format(
    struct options *options, const char *text, struct argp_state *state)
{
    if (strcmp(text, "table") == 0)
        options->format = FORMAT_TABLE;
    else if (strcmp(text, "csv") == 0)
        options->format = FORMAT_CSV;
    else if (strcmp(text, "json") == 0)
        options->format = FORMAT_JSON;
    else
        argp_error(state, _("--format: '%s' is not table, csv or json"), text);
}

static void take_drawing_formats(struct options *options, char *text, struct argp_state *state)
{
    static const char *const known[MOST_FORMATS] = {"svg", "png", "pdf"};
    options->n_formats = 0;
    char *rest = NULL;
    for (char *word = strtok_r(text, ",", &rest); word != NULL;
         word = strtok_r(NULL, ",", &rest)) {
        const char *format = NULL;
        for (int i = 0; i < MOST_FORMATS; i++)
            format = strcmp(known[i], word) == 0 ? known[i] : format;
        if (format == NULL || options->n_formats == MOST_FORMATS)
            argp_error(state, _("--format: '%s' is not svg, png or pdf"), text);
        options->plot_format[options->n_formats++] = format;
    }
}

static void take_assignment(const char **list, int *n, int most, const char *text,
    const char *name, struct argp_state *state)
{
    if (*n == most)
        argp_error(state, _("--%s: at most %d are possible"), name, most);
    if (strchr(text, '=') == NULL)
        argp_error(state, _("--%s: '%s' is not PATH=VALUE"), name, text);
    list[(*n)++] = text;
}

static error_t parse_config(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    if (key != KEY_SET)
        return ARGP_ERR_UNKNOWN;
    take_assignment(options->set, &options->n_sets, MOST_SETS, value, "set", state);
    return 0;
}

static error_t parse_run(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    switch (key) {
    case 'n':
        options->replications = option_whole(value, 1, INT32_MAX, "replications", state);
        return 0;
    case KEY_SEED:
        options->seed = (uint64_t)option_whole(value, 0, INT64_MAX, "seed", state);
        options->seed_given = true;
        return 0;
    case 't':
        options->threads = (int)option_whole(value, 1, 4096, "threads", state);
        return 0;
    case KEY_VARY:
        take_assignment(options->vary, &options->n_varied, MOST_VARIED, value, "vary", state);
        return 0;
    case KEY_STRATEGY:
        options->strategies = value;
        return 0;
    case KEY_FIXED:
        options->fixed = true;
        return 0;
    case 'o':
        options->output = value;
        return 0;
    case KEY_NO_PLOTS:
        options->no_plots = true;
        return 0;
    case KEY_FORMAT:
        take_print_format(options, value, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_long(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    switch (key) {
    case KEY_CHECKPOINT:
        options->checkpoint_seconds = duration(value, "checkpoint", state);
        return 0;
    case KEY_MAX_TIME:
        options->max_seconds = duration(value, "max-time", state);
        return 0;
    case KEY_RESUME:
        options->resume = true;
        return 0;
    case ARGP_KEY_END:
        if (options->save_replications && (options->resume || options->max_seconds > 0.0 ||
                                              options->checkpoint_seconds > 0.0))
            argp_error(state, "%s",
                _("--save-replications cannot be interrupted and go on: leave out "
                  "--checkpoint, --max-time and --resume"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_saving(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    if (key == KEY_PRECISION)
        parsing->options->precision = option_between_0_and_1(value, "precision", state);
    else if (key == KEY_SAVE_REPLICATIONS)
        parsing->options->save_replications = true;
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

static error_t parse_check(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    switch (key) {
    case KEY_DUMP:
        options->dump = true;
        return 0;
    case KEY_FACTS:
        options->facts = true;
        return 0;
    case 'n':
    case KEY_SEED:
        return parse_run(key, value, state);
    case ARGP_KEY_END:
        if (options->dump && options->facts)
            argp_error(state, "%s", _("--dump or --facts, not both"));
        if (!options->facts && (options->replications > 0 || options->seed_given))
            argp_error(state, "%s", _("--replications and --seed need --facts"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_drawing(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    if (key == KEY_TERMINAL)
        parsing->options->terminal = true;
    else if (key == KEY_FORMAT)
        take_drawing_formats(parsing->options, value, state);
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

static error_t parse_common(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    switch (key) {
    case ARGP_KEY_INIT:
        for (int i = 0; i < parsing->parts; i++)
            state->child_inputs[i] = state->input;
        return 0;
    case KEY_LANG:
        if (strcmp(value, "nl") != 0 && strcmp(value, "en") != 0)
            argp_error(state, _("--lang: '%s' is not nl or en"), value);
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case 'v':
        options->verbose = true;
        return 0;
    case ARGP_KEY_ARG:
        if (options->n_arguments == (parsing->many ? MOST_ARGUMENTS : 1))
            argp_error(state, _("'%s' is one argument too many"), value);
        options->arguments[options->n_arguments++] = value;
        options->argument = options->arguments[0];
        return 0;
    case ARGP_KEY_END:
        if (options->argument == NULL)
            argp_error(state, _("%s is missing"), parsing->argument);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void options_read(struct options *options, int argc, char **argv, unsigned takes,
    const char *argument, const char *about)
{
    /* In the order of the bits of enum option_set. */
    static const struct argp parts[] = {
        {config_options, parse_config, NULL, NULL, NULL, NULL, "recept"},
        {run_options, parse_run, NULL, NULL, NULL, NULL, "recept"},
        {check_options, parse_check, NULL, NULL, NULL, NULL, "recept"},
        {drawing_options, parse_drawing, NULL, NULL, NULL, NULL, "recept"},
        {saving_options, parse_saving, NULL, NULL, NULL, NULL, "recept"},
        {plan_options, parse_plan, NULL, NULL, NULL, NULL, "recept"},
        {compare_options, parse_compare, NULL, NULL, NULL, NULL, "recept"},
        {long_options, parse_long, NULL, NULL, NULL, NULL, "recept"},
    };
    enum { PARTS = sizeof parts / sizeof parts[0] };
    struct argp_child children[PARTS + 1] = {{0}};
    int n = 0;
    for (int i = 0; i < PARTS; i++)
        if (takes >> i & 1u)
            children[n++] = (struct argp_child){&parts[i], 0, NULL, 0};
    const struct argp root = {
        common_options, parse_common, argument, about, children, NULL, "recept"};
    memset(options, 0, sizeof *options);
    struct parsing parsing = {options, argument, (takes & TAKES_COMPARE) != 0, n};
    argp_parse(&root, argc, argv, 0, NULL, &parsing);
    if (options->n_formats == 0)
        options->plot_format[options->n_formats++] = "svg";
}

const char *options_language(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *locale = getenv(variables[i]);
        if (locale != NULL && locale[0] != '\0')
            return strncmp(locale, "nl", 2) == 0 ? "nl" : "en";
    }
    return "en";
}
