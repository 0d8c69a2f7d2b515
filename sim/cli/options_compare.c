/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options_parts.h"

#include "language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_BASELINE = KEYS_OF_COMPARE,
    KEY_VALUE,
    KEY_EQUAL,
    KEY_WITHOUT,
    KEY_UNTIL_SURE,
    KEY_DIFFERENCE
};

const struct argp_option compare_options[] = {
    {"baseline", KEY_BASELINE, "ID", 0,
        N_("Hold the other strategies against this one (default: the first); of several "
           "configs CONFIG:ID"),
        2},
    {"value", KEY_VALUE, "EURO", 0,
        N_("What a partner is worth to you (default: the average fee of the baseline's)"), 2},
    {"equal", KEY_EQUAL, "cost|hours", 0,
        N_("Also give every strategy as many companies as the baseline's cost or hours pay "
           "for"),
        2},
    {"without", KEY_WITHOUT, N_("CONTACT"), 0,
        N_("Also simulate each strategy without this contact moment: what it is worth"), 2},
    {"until-sure", KEY_UNTIL_SURE, "P", 0,
        N_("Go on until the best strategy is known with probability P (0.95)"), 2},
    {"difference", KEY_DIFFERENCE, "D", 0,
        N_("With --until-sure: difference that does not matter, in conversion rate (0.02 is "
           "two "
           "points) or, with --value, in euros a campaign"),
        2},
    {0}};

static double number(const char *text, const char *name, double above, double below,
    const char *what, struct argp_state *state)
{
    char *end;
    double value = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !(value > above && value < below))
        argp_error(state, _("--%s: '%s' is not %s"), name, text, what);
    return value;
}

/* The word after an option that takes a name; another option is none. */
static const char *name_of(const char *text, const char *option, struct argp_state *state)
{
    if (text[0] == '-' || text[0] == '\0')
        argp_error(state, _("--%s: the name is missing before '%s'"), option, text);
    return text;
}

/* What only makes sense together. */
static void check(const struct options *options, struct argp_state *state)
{
    bool sure = options->until_sure > 0.0, difference = options->difference > 0.0;
    if (sure != difference)
        argp_error(state, "%s", _("--until-sure and --difference belong together"));
    if (sure && !options->value_given && options->difference >= 1.0)
        argp_error(state, "%s",
            _("--difference is in conversion rate (0.02 is two points); in euros with "
              "--value"));
}

error_t parse_compare(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    switch (key) {
    case KEY_BASELINE:
        options->baseline = name_of(value, "baseline", state);
        return 0;
    case KEY_VALUE:
        options->value = number(value, "value", -1e-300, 1e12, _("an amount in euros"), state);
        options->value_given = true;
        return 0;
    case KEY_EQUAL:
        options->equal = strcmp(value, "cost") == 0    ? EQUAL_COST
                         : strcmp(value, "hours") == 0 ? EQUAL_HOURS
                                                       : EQUAL_NOTHING;
        if (options->equal == EQUAL_NOTHING)
            argp_error(state, _("--equal: '%s' is not cost or hours"), value);
        return 0;
    case KEY_WITHOUT:
        options->without = name_of(value, "without", state);
        return 0;
    case KEY_UNTIL_SURE:
        options->until_sure = number(
            value, "until-sure", 0.5, 1.0, _("a probability above 0.5 and below 1"), state);
        return 0;
    case KEY_DIFFERENCE:
        options->difference =
            number(value, "difference", 0.0, 1e12, _("a number above 0"), state);
        return 0;
    case ARGP_KEY_END:
        check(options, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}
