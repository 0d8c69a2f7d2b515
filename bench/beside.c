/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beside.h"

#include "figures.h"
#include "process.h"
#include "target.h"
#include "timing.h"
#include "work.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OWN, EARLIER, PROGRAMS, MOST_WORDS = 24 };

struct beside {
    const struct settings *settings;
    const char *program[PROGRAMS]; /* the second may be NULL */
    struct text configs, folder;   /* where configs are, and results go */
    bool counts, failed;           /* instructions can be counted; a program failed */
};

/* What is run: command, config, options of both and of recept alone, ended by NULL. */
struct job {
    const char *command, *config;
    const char *both[12], *own[4];
    bool as_users; /* with plots, on all cores */
};

#define YEAR "--set", "campaign.outreach_days=365", "--set", "campaign.horizon_days=365"

/* ---- Programs ---- */

/* "FOLDER/own", "FOLDER/earlier". */
static const char *results_of(const struct beside *b, int which, struct text *path)
{
    text_free(path);
    text_printf(path, "%s/%s", b->folder.data, which == OWN ? "own" : "earlier");
    return path->data;
}

/* The command line of a job; its parts that are made lie in `config` and `results`. */
static void command_line(const struct beside *b, int which, const struct job *job,
    const char *word[MOST_WORDS], struct text *config, struct text *results)
{
    int n = 0;
    text_printf(config, "%s/%s", b->configs.data, job->config);
    word[n++] = b->program[which];
    word[n++] = job->command;
    word[n++] = config->data;
    for (int i = 0; job->both[i] != NULL; i++)
        word[n++] = job->both[i];
    for (int i = 0; which == OWN && job->own[i] != NULL; i++)
        word[n++] = job->own[i];
    const char *const alone[] = {"-t", "1", "--no-plots"};
    for (int i = 0; i < 3 && !job->as_users; i++)
        word[n++] = alone[i];
    word[n++] = "-q";
    word[n++] = "-o";
    word[n++] = results_of(b, which, results);
    word[n] = NULL;
}

/* False, once it is told, when a program fails. */
static bool run(struct beside *b, int which, const struct job *job, struct process_took *took)
{
    const char *word[MOST_WORDS];
    struct text config = {0}, results = {0}, output = {0};
    command_line(b, which, job, word, &config, &results);
    process_remove_folder(results.data);
    int status = process_run_quietly(word, &output, took);
    /* 5: it was done, but for a precision or certainty that was asked for. */
    bool done = status == 0 || status == 5;
    if (!done)
        fprintf(stderr, "%s %s %s ended with %d\n%s", word[0], word[1], word[2], status,
            text_string(&output));
    b->failed = b->failed || !done;
    text_free(&config);
    text_free(&results);
    text_free(&output);
    return done;
}

/* Millions of instructions of a job. */
static double count(
    const struct beside *b, int which, const struct job *job, const char *within)
{
    const char *word[MOST_WORDS];
    struct text config = {0}, results = {0};
    command_line(b, which, job, word, &config, &results);
    process_remove_folder(results.data);
    double millions = work_count(word, b->folder.data, within);
    text_free(&config);
    text_free(&results);
    return millions;
}

/* What two programs took, round by round. */
struct pair {
    struct series seconds[PROGRAMS], processor[PROGRAMS];
    struct process_took last[PROGRAMS];
};

/* Runs a job by both in turn; the second may have one of its own. */
static bool take(
    struct beside *b, const struct job *job, const struct job *earlier, struct pair *pair)
{
    *pair = (struct pair){.seconds = {{.n = 0}}};
    for (int round = 0; round < b->settings->rounds; round++)
        for (int which = OWN; which < PROGRAMS; which++) {
            if (b->program[which] == NULL)
                continue;
            if (!run(b, which, which == OWN ? job : earlier, &pair->last[which]))
                return false;
            series_add(&pair->seconds[which], pair->last[which].seconds);
            series_add(&pair->processor[which], pair->last[which].processor);
        }
    return true;
}

/* ---- Lines ---- */

struct wanted {
    double least, stretch; /* NAN: none */
    const char *prototype; /* what prototypes reached, in words; NULL: nothing of the kind */
};

static void end_line(double times, struct wanted wanted)
{
    target_at_least(times, wanted.least, "times");
    if (!isnan(wanted.stretch))
        printf(" (stretch %g)", wanted.stretch);
    if (wanted.prototype != NULL)
        printf("; prototypes: %s", wanted.prototype);
    printf("\n");
}

/* How many times less one takes than the other, of series or of single figures. */
static void print_times(const char *told, const struct series *own,
    const struct series *earlier, double more, struct wanted wanted)
{
    struct series ratio = series_ratio(earlier, own);
    for (int i = 0; i < ratio.n; i++)
        ratio.value[i] *= more;
    printf("  %-46s %6.2f (%.2f to %.2f)", told, series_median(&ratio), series_least(&ratio),
        series_most(&ratio));
    end_line(series_median(&ratio), wanted);
}

/* ---- Time ---- */

static void speed(struct beside *b, const char *told, const struct job *job,
    const struct job *earlier, struct wanted wanted)
{
    struct pair pair;
    if (b->program[EARLIER] != NULL && take(b, job, earlier, &pair))
        print_times(told, &pair.processor[OWN], &pair.processor[EARLIER], 1.0, wanted);
}

/* How many times smaller the square of the error of a measure is, on average over strategies
 * that have one; `square` of the second table over that of the first. */
static double narrower(
    const struct figures *own, const struct figures *other, const char *by, const char *measure)
{
    double sum = 0.0;
    int n = 0;
    for (int row = 1; row < own->rows; row++) {
        const char *strategy = figures_text(own, row, by);
        if (figures_row(own, by, strategy, "measure", measure) != row)
            continue;
        int there = figures_row(other, by, strategy, "measure", measure);
        double ratio = there > 0
                           ? figures_number(other, there, "se") / figures_number(own, row, "se")
                           : NAN;
        if (isfinite(ratio) && ratio > 0.0) {
            sum += ratio * ratio;
            n++;
        }
    }
    return n > 0 ? sum / n : NAN;
}

static bool read_both(const struct beside *b, const char *file, struct figures table[PROGRAMS])
{
    struct text path = {0};
    bool read = figures_read(&table[OWN], results_of(b, OWN, &path), file);
    read = figures_read(&table[EARLIER], results_of(b, EARLIER, &path), file) && read;
    text_free(&path);
    return read;
}

/* The same width takes as many times less time as a run of as many campaigns, times what the
 * square of its width is smaller. */
static void same_width(
    struct beside *b, const char *told, const struct job *job, const struct wanted wanted[3])
{
    static const char *const measures[] = {"partners", "cost_per_partner", "cost"};
    struct pair pair;
    struct figures table[PROGRAMS];
    if (b->program[EARLIER] == NULL || !take(b, job, job, &pair))
        return;
    bool read = read_both(b, "summary.csv", table);
    for (int m = 0; read && m < 3; m++) {
        char line[64];
        snprintf(line, sizeof line, "%s, %s", told, measures[m]);
        double more = narrower(&table[OWN], &table[EARLIER], "strategy", measures[m]);
        print_times(line, &pair.processor[OWN], &pair.processor[EARLIER], more, wanted[m]);
    }
    figures_free(&table[OWN]);
    figures_free(&table[EARLIER]);
}

/* Differences with controls and without, on top of common random numbers: of recept alone,
 * which once takes the place of the other. */
static void differences(struct beside *b, const char *campaigns)
{
    static const struct {
        const char *strategy, *measure, *told;
        struct wanted wanted;
    } lines[] = {
        {"personal", "partners", "variance of a difference, SPARK - personal",
            {2.5, NAN, "2.7"}},
        {"online_then_personal", "partners", "variance of a difference, SPARK - online first",
            {4.0, NAN, "4.4"}},
    };
    struct job with = {"compare", "spark.cfg",
        {"-n", campaigns, "--strategy", "spark,personal,online_then_personal", NULL}, {NULL},
        false};
    struct job without = with;
    struct figures table[PROGRAMS];
    struct process_took took;
    const char *earlier = b->program[EARLIER];
    without.both[4] = "--no-controls";
    b->program[EARLIER] = b->program[OWN];
    bool done = run(b, OWN, &with, &took) && run(b, EARLIER, &without, &took);
    b->program[EARLIER] = earlier;
    done = done && read_both(b, "compare.csv", table);
    for (size_t i = 0; done && i < sizeof lines / sizeof lines[0]; i++) {
        int at[PROGRAMS];
        for (int which = OWN; which < PROGRAMS; which++)
            at[which] = figures_row(
                &table[which], "strategy", lines[i].strategy, "measure", lines[i].measure);
        double ratio = figures_number(&table[EARLIER], at[EARLIER], "se") /
                       figures_number(&table[OWN], at[OWN], "se");
        printf("  %-46s %6.2f times less", lines[i].told, ratio * ratio);
        end_line(ratio * ratio, lines[i].wanted);
    }
    if (done) {
        figures_free(&table[OWN]);
        figures_free(&table[EARLIER]);
    }
}

/* Nanoseconds a contact that was held, all tables included. */
static void held_contacts(struct beside *b, const char *campaigns)
{
    const struct job job = {
        "run", "bench.cfg", {"-n", campaigns, NULL}, {"--no-controls", NULL}, false};
    struct pair pair;
    struct figures table;
    struct text path = {0};
    double held = 0.0;
    if (b->program[EARLIER] == NULL || !take(b, &job, &job, &pair))
        return;
    if (figures_read(&table, results_of(b, OWN, &path), "contact_moments.csv"))
        for (int row = 1; row < table.rows; row++)
            held += figures_number(&table, row, "held") * strtod(campaigns, NULL);
    print_times("bench.cfg, a held contact", &pair.processor[OWN], &pair.processor[EARLIER],
        1.0, (struct wanted){6.0, 8.0, "11 (AVX-512), 7 (AVX2), 2.5 (SSE2; 2 is wanted)"});
    printf("    %.1f ns, and %.1f of the earlier one\n",
        1e9 * series_median(&pair.processor[OWN]) / held,
        1e9 * series_median(&pair.processor[EARLIER]) / held);
    figures_free(&table);
    text_free(&path);
}

/* ---- As users run it ---- */

/* The widest half of an interval of a conversion rate: what --precision asks for. */
static double widest(const struct beside *b)
{
    struct figures table;
    struct text path = {0};
    double most = 0.0;
    if (figures_read(&table, results_of(b, EARLIER, &path), "summary.csv"))
        for (int row = 1; row < table.rows; row++) {
            const char *strategy = figures_text(&table, row, "strategy");
            if (figures_row(&table, "strategy", strategy, "measure", "conversion_rate") == row)
                most = fmax(most, (figures_number(&table, row, "mc_high") -
                                      figures_number(&table, row, "mc_low")) /
                                      2.0);
        }
    figures_free(&table);
    text_free(&path);
    return most;
}

static void print_share(const char *told, const struct pair *pair, double most)
{
    struct series ratio = series_ratio(&pair->seconds[OWN], &pair->seconds[EARLIER]);
    printf("  %-46s %6.2f (%.2f to %.2f) of %.2f s", told, series_median(&ratio),
        series_least(&ratio), series_most(&ratio), series_median(&pair->seconds[EARLIER]));
    target_at_most(series_median(&ratio), most, "of its time");
    printf("\n");
}

static void as_users(struct beside *b, const char *campaigns)
{
    const struct job job = {"run", "spark.cfg", {"-n", campaigns, NULL}, {NULL}, true};
    struct pair pair;
    char width[32];
    if (b->program[EARLIER] == NULL || !take(b, &job, &job, &pair))
        return;
    print_share("run with plots, all cores, same campaigns", &pair, 0.6);
    struct job precise = job;
    snprintf(width, sizeof width, "%.6g%%", 100.0 * widest(b));
    precise.own[0] = "--precision";
    precise.own[1] = width;
    if (take(b, &precise, &job, &pair))
        print_share("run with plots, all cores, same half-widths", &pair, 0.4);
}

static void two_threads(struct beside *b, const char *campaigns)
{
    struct job job = {
        "run", "spark.cfg", {"-n", campaigns, "--no-plots", "-t", "1", NULL}, {NULL}, true};
    struct series seconds[2] = {{.n = 0}};
    for (int round = 0; round < b->settings->rounds; round++)
        for (int two = 0; two < 2; two++) {
            struct process_took took;
            job.both[4] = two ? "2" : "1";
            if (!run(b, OWN, &job, &took))
                return;
            series_add(&seconds[two], took.seconds);
        }
    if (b->settings->cores > 1)
        print_times("two threads against one, whole run", &seconds[1], &seconds[0], 1.0,
            (struct wanted){1.9, NAN, NULL});
}

/* ---- Work and memory ---- */

static void print_pair(const char *told, const double figure[PROGRAMS], const char *unit)
{
    int digits = figure[OWN] < 1000.0; /* behind the point */
    printf("  %-46s %6.*f %s", told, digits, figure[OWN], unit);
    if (!isnan(figure[EARLIER]))
        printf(", %.*f of the earlier one", digits, figure[EARLIER]);
}

static void peak_memory(struct beside *b, const char *campaigns)
{
    const struct job job = {
        "run", "spark.cfg", {"-n", campaigns, "-t", "2", "--no-plots", NULL}, {NULL}, true};
    double peak[PROGRAMS] = {NAN, NAN};
    for (int which = OWN; which < PROGRAMS; which++) {
        struct process_took took;
        if (b->program[which] != NULL && run(b, which, &job, &took))
            peak[which] = took.peak_mib;
    }
    print_pair("peak memory of run spark.cfg, two threads", peak, "MiB");
    if (!isnan(peak[EARLIER]))
        target_at_most(peak[OWN] / peak[EARLIER], 1.0, "of its memory (stretch 0.5)");
    printf("\n");
}

static void one_campaign(struct beside *b)
{
    const struct job job = {"run", "spark.cfg", {"-n", "1", NULL}, {NULL}, false};
    double faults[PROGRAMS] = {NAN, NAN}, millions[PROGRAMS] = {NAN, NAN},
           hashing[PROGRAMS] = {NAN, NAN};
    for (int which = OWN; which < PROGRAMS; which++) {
        struct process_took took;
        if (b->program[which] == NULL || !run(b, which, &job, &took))
            continue;
        faults[which] = took.faults;
        millions[which] = b->counts ? count(b, which, &job, NULL) : NAN;
        hashing[which] = b->counts ? count(b, which, &job, "nettle_sha256_update") : NAN;
    }
    if (b->counts) {
        print_pair("run -n 1, instructions", millions, "million");
        target_at_most(millions[OWN], 50.0, "million");
        printf("\n");
        print_pair("  of these SHA-256 (where valgrind has it not)", hashing, "million");
        printf("\n");
    }
    print_pair("run -n 1, page faults", faults, "page faults");
    target_at_most(faults[OWN], 1000.0, "");
    printf("\n");
}

/* The difference of two runs, of which one has twice the campaigns of the other. */
static void instructions(struct beside *b)
{
    enum { CAMPAIGNS = 8192 };
    struct job job = {"run", "spark.cfg", {"-n", "8192", YEAR, "--strategy", "spark", NULL},
        {"--no-controls", NULL}, false};
    double each[PROGRAMS] = {NAN, NAN};
    for (int which = OWN; which < PROGRAMS && b->counts; which++) {
        if (b->program[which] == NULL)
            continue;
        job.both[1] = "8192";
        double once = count(b, which, &job, NULL);
        job.both[1] = "16384";
        each[which] = 1e6 * (count(b, which, &job, NULL) - once) / CAMPAIGNS;
    }
    if (!b->counts)
        return;
    print_pair("a campaign over a year, no controls", each, "instructions");
    target_at_most(each[OWN], 65000.0, "(stretch 55000)");
    printf("; prototypes: 48000 to 55000\n");
}

/* ---- All of it ---- */

static void measure(struct beside *b)
{
    bool quick = b->settings->quick;
    const char *n = quick ? "60" : "20000";
    const struct job year = {
        "run", "spark.cfg", {"-n", n, YEAR, NULL}, {"--no-controls", NULL}, false};
    const struct job days = {
        "run", "spark.cfg", {"-n", n, NULL}, {"--no-controls", NULL}, false};
    const struct job year_adjusted = {"run", "spark.cfg", {"-n", n, YEAR, NULL}, {NULL}, false};
    const struct job days_adjusted = {"run", "spark.cfg", {"-n", n, NULL}, {NULL}, false};
    const struct job uncertain = {
        "run", "spark-uncertain.cfg", {"-n", quick ? "20" : "10000", NULL}, {NULL}, false};
    const struct job plan = {"plan", "spark.cfg",
        {"--target", "paying=2", "--probability", "0.9", "-n", quick ? "20" : "2000", NULL},
        {NULL}, false};
    /* The first: what is measured of a process counts what it was started from. */
    peak_memory(b, n);
    one_campaign(b);
    instructions(b);
    speed(b, "spark.cfg over a year, no controls", &year, &year,
        (struct wanted){2.0, 2.4, "2.3 to 2.5, totals only"});
    speed(b, "spark.cfg at 120 days, five strategies", &days, &days,
        (struct wanted){1.6, 1.9, "2.0 to 2.2, totals only"});
    same_width(b, "same half-width, a year", &year_adjusted,
        (const struct wanted[]){{6.0, 12.0, "11.5 in variance"}, {6.0, 12.0, "9.2 in variance"},
            {4.0, 9.0, "7.8 in variance"}});
    same_width(b, "same half-width, 120 days", &days_adjusted,
        (const struct wanted[]){{4.0, 6.0, "6.3 in variance"}, {4.0, 6.0, "6.2 in variance"},
            {2.5, 3.5, "3.7 in variance"}});
    differences(b, n);
    held_contacts(b, quick ? "20" : "10000");
    as_users(b, n);
    if (b->settings->before != NULL)
        b->program[EARLIER] = b->settings->before;
    speed(b, "spark-uncertain.cfg", &uncertain, &uncertain, (struct wanted){2.0, NAN, NULL});
    speed(b, "plan --target paying=2 --probability 0.9", &plan, &plan,
        (struct wanted){1.6, NAN, NULL});
    two_threads(b, n);
}

/* Where the configs of an earlier one stand as it was built: PLACE/build/release/recept. */
static void find_configs(struct text *configs, const struct settings *settings)
{
    const char *earlier = settings->reference;
    if (settings->configs == NULL && earlier != NULL) {
        text_add_string(configs, earlier);
        for (int up = 0; up < 3 && configs->length > 0; up++)
            while (configs->length > 0 && configs->data[--configs->length] != '/')
                ;
        configs->data[configs->length] = '\0';
        text_add_string(configs, configs->length > 0 ? "/configs" : "configs");
    } else {
        text_add_string(configs, settings->configs != NULL ? settings->configs : "configs");
    }
}

bool beside_measure(const struct settings *settings)
{
    struct beside b = {
        .settings = settings, .program = {settings->program, settings->reference}};
    if (process_make_folder(&b.folder) != 0) {
        fprintf(stderr, "cannot make a folder for results\n");
        return false;
    }
    find_configs(&b.configs, settings);
    b.counts = !settings->quick && work_can_count();
    if (settings->reference != NULL)
        printf(
            "\nBeside %s, on %s: how many times less; median (least to most) of %d rounds in "
            "turn, processor time of one thread\n",
            settings->reference, b.configs.data, settings->rounds);
    else
        printf("\nBy itself (RECEPT_REFERENCE=PLACE/build/release/recept holds it against an "
               "earlier one):\n");
    measure(&b);
    process_remove_folder(b.folder.data);
    text_free(&b.folder);
    text_free(&b.configs);
    return !b.failed;
}
