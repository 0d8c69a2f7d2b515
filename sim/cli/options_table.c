/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "commands.h"
#include "language.h"

#include <float.h>

const struct command commands[] = {
    {IN_RECEPT, "recept", NULL, false, N_("COMMAND"), 1, 1, NULL,
        N_("Simulates outreach to companies: which strategy wins how many partners, and at "
           "what cost.")},
    {IN_INIT, "init", cmd_init, false, N_("NAME"), 1, 1,
        N_("write a starter folder: config, company list, catalogue"),
        N_("Writes the folder NAME with a config, a company list and a catalogue of contact "
           "moments and packages, ready to run and to change.")},
    {IN_RUN, "run", cmd_run, true, "CONFIG", 1, 1, N_("simulate the strategies of a config"),
        N_("Simulates every strategy of CONFIG, prints a table and writes tables and plots to "
           "results/NAME.")},
    {IN_COMPARE, "compare", cmd_compare, true, "CONFIG", 1, MOST_ARGUMENTS,
        N_("hold strategies against each other"),
        N_("Holds the strategies of CONFIG, or of several, against each other, on the same "
           "simulated companies "
           "with the same luck, and writes tables and plots to results/NAME-compare.")},
    {IN_PLAN, "plan", cmd_plan, true, "CONFIG", 1, 1,
        N_("what a budget buys, and what a target takes"),
        N_("Says for each strategy of CONFIG what a budget or hours of the team buy, and what "
           "it takes to reach a target; writes tables and plots to results/NAME-plan.")},
    {IN_LOGBOOK, "logbook", cmd_logbook, true, N_("CONFIG FILE..."), 2, MOST_ARGUMENTS,
        N_("what really happened, by what a hub has written down"),
        N_("Reads what was kept of contacts with companies, from a spreadsheet (.csv, .xlsx, "
           ".ods), and says what happened: who joined and after how long, which contacts were "
           "held and what followed them, and how the hub stands against the targets of CONFIG. "
           "Writes tables to results/NAME-logbook.")},
    {IN_CHECK, "check", cmd_check, false, N_("CONFIG|LIST"), 1, 2,
        N_("check a config or a company list"),
        N_("Reads CONFIG and lists every error in it; of a company list, LIST, says what is "
           "understood of it, with the kinds of company of the shipped config, or those of "
           "CONFIG in 'recept check LIST CONFIG'.")},
    {IN_PLOT, "plot", cmd_plot, false, N_("RESULTS"), 1, 1,
        N_("draw the plots of a results folder again"),
        N_("Draws the plots of the results folder RESULTS again, from the data in its folder "
           "plots: in the language of the results, or with --lang in that one.")},
    {IN_EXAMPLES, "examples", cmd_examples, false, "", 0, 0,
        N_("list the configs that come with the program"),
        N_("Lists the configs that come with the program. Each can be run, compared, planned "
           "with and checked by its name.")},
    {IN_SHOW, "show", cmd_show, false, N_("RESULTS [RESULTS]"), 1, 2,
        N_("show earlier results again, or what changed between two"),
        N_("Prints what the command said whose results are in the folder RESULTS, in the "
           "language asked for and without simulating; of two folders what changed from the "
           "first to the second: what was asked, what came of it, and which of that is shown "
           "to be more than the error of simulating.")},
    {IN_HELP, "help", cmd_help, false, N_("COMMAND"), 0, 1, N_("explain a command"),
        N_("Says what COMMAND does and which options it takes.")},
    {0},
};

static const char question[] = N_("What to find out"), simulation[] = N_("Simulation"),
                  config[] = N_("What is simulated"), results[] = N_("Results"),
                  reading[] = N_("How the logbook is read"), general[] = N_("General");

#define AT(field) .at = offsetof(struct options, field), .size = sizeof(AS_FIELD(field))
#define AS_FIELD(field) ((struct options *)0)->field
#define COUNTED(list, most, count)                                                             \
    AT(list), .room = (most), .count_at = offsetof(struct options, count)
#define WORDS(...)                                                                             \
    .word = (const char *const[])                                                              \
    {                                                                                          \
        __VA_ARGS__, NULL                                                                      \
    }
#define STUDIES (IN_RUN | IN_COMPARE | IN_PLAN)
#define WRITES (STUDIES | IN_LOGBOOK)

const struct option_row option_table[] = {
    {"budget", 0, N_("LIST"), IN_PLAN, question, KIND_NUMBERS,
        N_("What these budgets buy, in euros: '1000;5000:20000:5000' (FROM:TO:STEP)"),
        AT(budget), .above = -DBL_MIN,
        .what = N_("a list as 5;10 or 5;10:30:5 (FROM:TO:STEP) of at most 200 numbers of 0 or "
                   "more")},
    {"hours", 0, N_("LIST"), IN_PLAN, question, KIND_NUMBERS,
        N_("The same for these hours of the team a week; with budgets: each with each"),
        AT(hours), .amount = AMOUNT_HOURS,
        .what = N_("a list as 5;10 or 5;10:30:5 (FROM:TO:STEP) of at most 200 numbers above "
                   "0")},
    {"target", 0, N_("NAME=N"), IN_PLAN, question, KIND_TARGET,
        N_("What it takes to reach in_view=N, active=N or paying=N; may be repeated, and is "
           "answered in this order"),
        AT(plan.in_view), WORDS("in_view", "active", "paying"), .least = 1, .most = 1000000,
        .what =
            N_("in_view=N, active=N or paying=N with a whole number of 1 or more, each once")},
    {"probability", 0, "P", IN_PLAN, question, KIND_NUMBER,
        N_("How certain the target has to be (default: 0.9)"), AT(plan.probability),
        .below = 1.0, .amount = AMOUNT_SHARE, .what = N_("a number between 0 and 1")},
    {"cost-per-partner", 0, "EUR", IN_PLAN, question, KIND_NUMBER,
        N_("The largest campaign that costs at most this much per partner"),
        AT(plan.cost_per_partner_eur), .below = RECEPT_MOST_EURO,
        .what = N_("an amount of more than 0")},
    {"companies", 0, "N", IN_PLAN, question, KIND_WHOLE,
        N_("Consider at most N companies (default: 1000)"), AT(plan.companies), .least = 1,
        .most = RECEPT_MOST_COMPANIES},
    {"baseline", 0, "ID", IN_COMPARE, question, KIND_NAME,
        N_("Hold the other strategies against this one (default: the first); of several "
           "configs CONFIG:ID"),
        AT(compare.baseline)},
    {"value", 0, "EURO", IN_COMPARE, question, KIND_NUMBER,
        N_("What a partner is worth to you (default: the average fee of each strategy's own)"),
        AT(value), .above = -DBL_MIN, .below = RECEPT_MOST_EURO,
        .what = N_("an amount in euros")},
    {"equal", 0, "cost|hours", IN_COMPARE, question, KIND_CHOICE,
        N_("Also give every strategy as many companies as the baseline's cost or hours pay "
           "for"),
        AT(compare.equal), WORDS("cost", "hours"), .least = RECEPT_EQUAL_COST},
    {"without", 0, N_("CONTACT"), IN_COMPARE, question, KIND_NAME,
        N_("Also simulate each strategy without this contact moment: what it is worth"),
        AT(compare.without)},
    {"until-sure", 0, "P", IN_COMPARE, question, KIND_NUMBER,
        N_("Go on until the best strategy is known with probability P (0.95); status 5 when "
           "that takes too long"),
        AT(compare.until_sure), .above = 0.5, .below = 1.0, .amount = AMOUNT_SHARE,
        .what = N_("a probability above 0.5 and below 1")},
    {"difference", 0, "D", IN_COMPARE, question, KIND_NUMBER,
        N_("With --until-sure: difference that does not matter, in conversion rate (0.02 is "
           "two points) or, with --value, in euros a campaign"),
        AT(compare.difference), .below = RECEPT_MOST_EURO, .amount = AMOUNT_HOURS,
        .what = N_("a number above 0")},
    {"call-list", 0, N_("[FILE.csv]"), IN_RUN, question, KIND_FILE,
        N_("Rank the companies on the list by their chance to join: on screen, or all of them "
           "in "
           "a file for a CRM or a spreadsheet"),
        AT(call_list), WORDS(".csv"), .what = N_("a file's name that ends in .csv")},
    {"from-list", 0, N_("LIST"), IN_INIT, question, KIND_NAME,
        N_("Build the campaign around this company list (.csv, .xlsx, .ods)"), AT(from_list)},
    {"logbook", 0, NULL, IN_INIT, question, KIND_FLAG,
        N_("Write a logbook to fill in as well, and one that is made up, as an example"),
        AT(with_logbook)},
    {"dump", 0, NULL, IN_CHECK, question, KIND_FLAG,
        N_("Print the whole config, defaults filled in, and where each value came from"),
        AT(dump)},
    {"facts", 0, NULL, IN_CHECK, question, KIND_FLAG,
        N_("Simulate (20000 campaigns, or --replications) and hold the config against what the "
           "source says"),
        AT(facts)},

    {"companies-file", 0, N_("LIST"), IN_LOGBOOK, reading, KIND_NAME,
        N_("The companies, in the place of the list of CONFIG, with a column 'approached' "
           "where "
           "that is known (.csv, .xlsx, .ods)"),
        AT(log.companies)},
    {"add-companies", 0, NULL, IN_LOGBOOK, reading, KIND_FLAG,
        N_("Add companies that are in the logbook and not on the list"), AT(log.add_companies)},
    {"followed", 0, "ID|none", IN_LOGBOOK, reading, KIND_NAME,
        N_("The strategy that was followed, or none (default: none, with what the first "
           "strategy "
           "says of the offer and aids)"),
        AT(log.followed)},
    {"layout", 0, N_("NAME|FILE"), IN_LOGBOOK, reading, KIND_NAME,
        N_("How the files are laid out, by the name of a layout or in a file of your own "
           "(default: found out by the headings)"),
        AT(log.layout)},
    {"columns", 0, N_("HEADING=COLUMN"), IN_LOGBOOK, reading, KIND_NAME,
        N_("What headings mean, as 'Datum=date,Soort=contact'"), AT(log.columns)},
    {"kept", 0, N_("LIST"), IN_LOGBOOK, reading, KIND_TEXT,
        N_("Which of planned,moved,no_show,not_reached were written down whenever they "
           "happened (default: what the layout says)"),
        AT(log.kept)},
    {"sheet", 0, N_("NAME"), IN_LOGBOOK, reading, KIND_NAME,
        N_("The sheet of workbooks (default: the first with content)"), AT(log.sheet)},
    {"until", 0, N_("DATE"), IN_LOGBOOK, reading, KIND_NAME,
        N_("The last day that is known, as 2025-03-14 (default: the last that something "
           "happened on)"),
        AT(log.until)},
    {"dry-run", 0, NULL, IN_LOGBOOK, reading, KIND_FLAG,
        N_("Say how the files are understood, and write nothing"), AT(log.dry_run)},

    {"replications", 'n', "N", STUDIES | IN_CHECK, simulation, KIND_WHOLE,
        N_("Simulate N campaigns of each strategy"), AT(study.replications), .least = 1,
        .most = RECEPT_MOST_REPLICATIONS},
    {"precision", 0, "P", IN_RUN | IN_COMPARE, simulation, KIND_NUMBER,
        N_("Stop as soon as every conversion rate is known to within P (0.01 is one point); "
           "status 5 when N campaigns are not enough"),
        AT(study.precision), .below = 1.0, .amount = AMOUNT_SHARE,
        .what = N_("a number between 0 and 1")},
    {"seed", 0, "S", STUDIES | IN_CHECK, simulation, KIND_WHOLE,
        N_("Start the random numbers from S"), AT(seed), .most = INT64_MAX},
    {"threads", 't', "T", STUDIES, simulation, KIND_WHOLE,
        N_("Use at most T threads (default: OMP_NUM_THREADS, else all cores)"),
        AT(study.threads), .least = 1, .most = RECEPT_MOST_THREADS},
    {"max-time", 0, N_("TIME"), IN_RUN | IN_COMPARE, simulation, KIND_TIME,
        N_("Simulate for at most TIME (90s, 30m, 8h; minutes without a letter), then keep what "
           "there is, to go on with --resume; status 4"),
        AT(max_seconds), .what = N_("a time such as 90s, 30m or 8h")},
    {"checkpoint", 0, N_("TIME"), IN_RUN | IN_COMPARE, simulation, KIND_TIME,
        N_("Keep what there is every TIME (default: 10 minutes)"), AT(checkpoint_seconds),
        .what = N_("a time such as 90s, 30m or 8h")},
    {"resume", 0, NULL, IN_RUN | IN_COMPARE, simulation, KIND_FLAG,
        N_("Go on with work that was interrupted or ran out of time; -n may be more by then"),
        AT(resume)},
    {"fresh", 0, NULL, IN_RUN | IN_COMPARE, simulation, KIND_FLAG,
        N_("Begin such work anew; what there is of it is moved aside"), AT(fresh)},

    {"set", 0, N_("PATH=VALUE"), STUDIES | IN_CHECK | IN_LOGBOOK, config, KIND_SETTING,
        N_("Change a setting of the config, as campaign.outreach_days=365 or "
           "strategies.spark.steering=0.0; may be repeated"),
        COUNTED(set, MOST_SETS, n_sets)},
    {"vary", 0, N_("PATH=A,B"), STUDIES, config, KIND_SETTING,
        N_("Do everything for each of these values of a setting; may be repeated"),
        COUNTED(vary, MOST_VARIED, n_varied)},
    {"strategy", 0, "ID,ID", STUDIES, config, KIND_TEXT,
        N_("Only these strategies, by id or by label"), AT(study.strategies)},
    {"fixed", 0, NULL, STUDIES, config, KIND_FLAG,
        N_("Take every uncertain parameter at its mean"), AT(study.fixed)},
    {"no-controls", 0, NULL, STUDIES, config, KIND_FLAG,
        N_("Take plain averages of what campaigns came to, and do not hold these against what "
           "was expected of them"),
        AT(study.no_controls)},

    {"from-results", 0, N_("DIR"), STUDIES, config, KIND_NAME,
        N_("Do once more what the results folder DIR is of, to the same bytes, from that "
           "folder "
           "alone; in the place of CONFIG"),
        AT(from_results)},
    {"from", 0, "FOLDER", IN_RUN | IN_COMPARE, config, KIND_NAME,
        N_("Go on from how the campaign of a logbook stands: the folder that recept logbook "
           "wrote"),
        AT(from)},
    {"strict", 0, NULL, STUDIES | IN_CHECK | IN_LOGBOOK, config, KIND_FLAG,
        N_("Take what is likely not meant, as a company that is listed twice, for an error"),
        AT(strict)},

    {"output", 'o', N_("DIR"), WRITES, results, KIND_TEXT,
        N_("Write results to DIR (default: the folder named above)"), AT(output)},
    {"force", 0, NULL, WRITES, results, KIND_FLAG,
        N_("Move what is in the way of results aside, to DIR.1 or the next number"), AT(force)},
    {"keep", 0, NULL, WRITES, results, KIND_FLAG,
        N_("Leave earlier results as they are: write these to DIR-DATE"), AT(keep)},
    {"no-names", 0, NULL, STUDIES, results, KIND_FLAG,
        N_("Write numbers in the place of names of companies, and leave their list out of the "
           "results"),
        AT(no_names)},
    {"names", 0, NULL, IN_LOGBOOK, results, KIND_FLAG,
        N_("Write names of companies, and not only their numbers"), AT(log.names)},
    {"xlsx", 0, N_("FILE"), WRITES, results, KIND_NAME,
        N_("Also write a workbook for Excel or LibreOffice, FILE.xlsx: a sheet for each table, "
           "and one that explains them"),
        AT(xlsx), WORDS(".xlsx"), .what = N_("the name of a file that ends in .xlsx")},
    {"no-plots", 0, NULL, WRITES, results, KIND_FLAG, N_("Write no plots"), AT(no_plots)},
    {"scripts", 0, NULL, WRITES, results, KIND_FLAG,
        N_("Write the gnuplot script of each plot beside it"), AT(scripts)},
    {"save-replications", 0, NULL, IN_RUN | IN_COMPARE, results, KIND_FLAG,
        N_("Write what every single campaign came to, replications.csv"),
        AT(save_replications)},
    {"save-logbook", 0, "N", IN_RUN, results, KIND_WHOLE,
        N_("Write the first N campaigns as logbooks, logbook-0.csv and so on, as a hub would "
           "have "
           "kept them: of one strategy"),
        AT(save_logbook), .least = 1, .most = 10000},
    {"format", 0, "table|csv|json", WRITES, results, KIND_CHOICE,
        N_("Print a table, csv or json"), AT(format), WORDS("table", "csv", "json"),
        .least = FORMAT_TABLE},
    {"format", 0, "svg|png|pdf", IN_PLOT, results, KIND_WORDS,
        N_("Draw as svg, png or pdf (default: svg), or several: svg,pdf"),
        COUNTED(plot_format, MOST_FORMATS, n_formats), WORDS("svg", "png", "pdf")},
    {"to", 0, "xes|etm", IN_LOGBOOK, results, KIND_CHOICE,
        N_("Write the records as an event log as well (logbook.xes), or what became of the "
           "companies for R's package etm (etm.csv)"),
        AT(log.to), WORDS("xes", "etm"), .least = LOG_AS_XES},
    {"legend", 0, NULL, STUDIES, results, KIND_FLAG,
        N_("Explain every column of the tables on screen"), AT(legend)},
    {"terminal", 0, NULL, IN_PLOT, results, KIND_FLAG, N_("Draw in the terminal"),
        AT(terminal)},

    {"lang", 0, "nl|en", IN_COMMANDS | IN_RECEPT, general, KIND_CHOICE,
        N_("Language (default: that of the system)"), AT(spoken), WORDS("nl", "en"),
        .least = SPOKEN_DUTCH},
    {"quiet", 'q', NULL, IN_COMMANDS, general, KIND_FLAG,
        N_("Say nothing but results and errors"), AT(quiet)},
    {"verbose", 'v', NULL, IN_COMMANDS, general, KIND_FLAG, N_("Say more"), AT(verbose)},
    {"help", 'h', NULL, IN_COMMANDS | IN_RECEPT, general, KIND_FLAG, N_("Show this help"),
        AT(help)},
    {"version", 0, NULL, IN_RECEPT, general, KIND_FLAG, N_("Show the version"), AT(version)},
    {0},
};

_Static_assert(offsetof(struct recept_plan, active) ==
                       offsetof(struct recept_plan, in_view) + sizeof(int) &&
                   offsetof(struct recept_plan, paying) ==
                       offsetof(struct recept_plan, active) + sizeof(int),
    "--target counts them off");
_Static_assert(RECEPT_MOST_NUMBERS == 200, "texts of --budget and --hours say so");
_Static_assert(sizeof option_table / sizeof option_table[0] <= MOST_OPTIONS, "MOST_OPTIONS");
