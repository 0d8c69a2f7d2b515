/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_H
#define RECEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* recept simulates how companies are won as partners by a series of contact moments, and says
 * what conversion, what cost and what risk to expect.
 *
 * A config says what is simulated; a study is what came of simulating it; a table holds the
 * numbers of a study. Each is one object: functions may be called from several threads at a
 * time as long as each thread has objects of its own (a config may serve several studies at a
 * time). Nothing is printed, no process is ended or started, no locale is set or read. Files
 * are read through a function of the caller's, or from disk where there is none.
 *
 * Functions that can fail return a status. After RECEPT_NO_MEMORY an object can only be freed.
 * GSL's handler that ends the program on an error is switched off by the first call.
 * Texts that are returned live as long as the object that they come from. Amounts are in euros,
 * effort in hours, time in days; probabilities and shares are from 0 to 1. NAN: not defined. */

#if defined(__GNUC__)
#define RECEPT_API __attribute__((visibility("default")))
#else
#define RECEPT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum recept_status {
    RECEPT_OK = 0,
    RECEPT_FAILED = 1,  /* a file could not be read or made */
    RECEPT_USAGE = 2,   /* the call, or a setting of it, is wrong */
    RECEPT_CONFIG = 3,  /* the config, or a list that it names, is wrong */
    RECEPT_STOPPED = 4, /* the caller's progress function said so */
    RECEPT_NO_MEMORY = 5,
};

enum recept_language { RECEPT_ENGLISH, RECEPT_DUTCH };

/* "0.1.0" */
RECEPT_API const char *recept_version(void);

/* What a status means, in a few words. */
RECEPT_API const char *recept_status_text(
    enum recept_status status, enum recept_language language);

/* ---- Configs ---- */

struct recept_config;

/* Gives the bytes of the file `name`: a path as a config names it, relative names joined to the
 * folder of the file that they stand in. They have to stay until the next call or the end of
 * recept_config_open(). False: there is no such file. */
typedef bool recept_read_function(
    void *context, const char *name, const char **bytes, size_t *length);

/* Where a config comes from. Unused members are 0. */
struct recept_origin {
    const char *name;  /* of the file; where there are bytes, what messages call them */
    const char *bytes; /* [length] the config itself; NULL: the file's */
    size_t length;
    const char *const *settings; /* [n_settings] PATH=VALUE, as "campaign.outreach_days=365":
                                    carried out in this order after reading */
    size_t n_settings;
    recept_read_function *read; /* reads files; NULL: from disk. Company lists are CSV here */
    void *context;              /* for `read` */
    enum recept_language language; /* of the config's messages */
};

/* Reads a config in libconfig's syntax, fills in defaults and checks everything. *config is
 * NULL only after RECEPT_NO_MEMORY; after RECEPT_CONFIG or RECEPT_USAGE its messages tell every
 * error with file, line, setting and what would be right. Free it in any case. */
RECEPT_API enum recept_status recept_config_open(
    struct recept_config **config, const struct recept_origin *origin);
RECEPT_API void recept_config_free(struct recept_config *config);

RECEPT_API size_t recept_config_messages(const struct recept_config *config);
RECEPT_API const char *recept_config_message(const struct recept_config *config, size_t i);

/* Ids of its strategies, in order. */
RECEPT_API size_t recept_config_strategies(const struct recept_config *config);
RECEPT_API const char *recept_config_strategy(const struct recept_config *config, size_t i);

/* ---- Studies ---- */

struct recept_study;

/* What can be asked for at most: threads, campaigns; of a plan companies, and budgets or hours;
 * amounts up to RECEPT_MOST_EURO. */
enum {
    RECEPT_MOST_THREADS = 4096,
    RECEPT_MOST_REPLICATIONS = INT32_MAX,
    RECEPT_MOST_COMPANIES = 100000,
    RECEPT_MOST_NUMBERS = 200
};
#define RECEPT_MOST_EURO 1e12

/* How to simulate. Unused members are 0. */
struct recept_options {
    uint64_t
        replications; /* campaigns of each strategy; 0: as the config says, of a plan 2,000 */
    /* Stop as soon as every conversion rate is known to within this; a message says so when
     * that is not reached. */
    double precision;
    const uint64_t *seed; /* NULL: the config's */
    /* 0: OMP_NUM_THREADS, else one per core; at most 4,096. Never more than OMP_THREAD_LIMIT
     * and the quota of control groups allow. Where the system has not so many, OpenMP ends the
     * process. */
    int threads;
    const char *strategies; /* ids or labels, "a,b"; NULL: all */
    bool fixed;             /* take every number that is not known at its mean */
    bool no_controls; /* averages are plain ones: not adjusted by what was expected of campaigns
                       */
    enum recept_language language; /* of the study's messages */
    /* Is told which share of all the work is done, NAN where nobody knows, and how many
     * campaigns were simulated, by one thread at a time. False stops the study. NULL: nobody is
     * told. */
    bool (*progress)(void *context, double share, double campaigns);
    void *context;
};

/* Simulates strategies of a config, which has to outlive the study. *study is NULL only after
 * RECEPT_NO_MEMORY; else its messages tell what was wrong, or what a reader of the figures has
 * to know. Free it in any case. */
RECEPT_API enum recept_status recept_run(struct recept_study **study,
    const struct recept_config *config, const struct recept_options *options);
RECEPT_API void recept_study_free(struct recept_study *study);

enum recept_equal { RECEPT_EQUAL_NOTHING, RECEPT_EQUAL_COST, RECEPT_EQUAL_HOURS };

/* What is asked of a comparison. Unused members are 0. */
struct recept_comparison {
    const char *baseline;    /* id of a strategy; NULL: the first */
    const double *value;     /* of a partner, euro; NULL: each strategy's average fee */
    enum recept_equal equal; /* also with as many companies as spend the same of this */
    const char *without;     /* also without this contact moment; NULL: none */
    /* Goes on until the best is known with this probability, of more than 0.5, or no other is
     * so much better: in conversion rate or, where there is a value, in euros a campaign. 0:
     * not asked; both or none. */
    double until_sure, difference;
};

/* The strategies against each other, on the same companies with the same luck. */
RECEPT_API enum recept_status recept_compare(struct recept_study **study,
    const struct recept_config *config, const struct recept_options *options,
    const struct recept_comparison *comparison);

/* What is asked of a plan. Unused members are 0. */
struct recept_plan {
    size_t n_budgets, n_hours;
    const double *budgets_eur;    /* [n_budgets] rising; none: a range that suits */
    const double *hours_per_week; /* [n_hours] rising; none: the config's */
    int companies;                /* considered at most, up to 100,000; 0: 1,000 */
    int in_view, active, paying;  /* targets to be met; 0: not asked */
    double probability;           /* with which they are to be met; 0: 0.9 */
    double cost_per_partner_eur;  /* to stay under; 0: not asked */
};

/* What budgets and hours buy, and what targets take. */
RECEPT_API enum recept_status recept_plan(struct recept_study **study,
    const struct recept_config *config, const struct recept_options *options,
    const struct recept_plan *plan);

RECEPT_API size_t recept_study_messages(const struct recept_study *study);
RECEPT_API const char *recept_study_message(const struct recept_study *study, size_t i);

/* Campaigns simulated of each strategy; of a plan, of each row. */
RECEPT_API uint64_t recept_study_replications(const struct recept_study *study);

/* One figure: the estimate with its standard error and the bounds of its Monte Carlo error, and
 * quantiles over campaigns. */
struct recept_figure {
    double estimate, se, mc_low, mc_high;
    double p05, p50, p95;
};

/* The figure of a measure, as "conversion_rate", for a strategy and a group of companies, as
 * "larger/family/private" or with a star for every level of an axis; NULL: all companies.
 * RECEPT_USAGE where there is no such strategy, group or measure; always so of a plan. */
RECEPT_API enum recept_status recept_study_figure(const struct recept_study *study,
    const char *strategy, const char *segment, const char *measure,
    struct recept_figure *figure);

/* ---- Tables ---- */

struct recept_table;

enum recept_column_type { RECEPT_TEXT, RECEPT_NUMBER, RECEPT_WHOLE };

struct recept_column {
    const char *id;      /* heading and key */
    const char *unit;    /* "" where there is none, "unit": that column of the row has it */
    const char *meaning; /* a sentence, in English */
    enum recept_column_type type;
};

/* Names of the tables of a study, as results folders have them: "summary", "funnel", ... */
RECEPT_API size_t recept_study_tables(const struct recept_study *study);
RECEPT_API const char *recept_study_table_name(const struct recept_study *study, size_t i);

/* The table of that name, made when it is first asked for; it lives as long as the study.
 * RECEPT_USAGE where there is none. */
RECEPT_API enum recept_status recept_study_table(
    struct recept_study *study, const char *name, const struct recept_table **table);

RECEPT_API size_t recept_table_rows(const struct recept_table *table);
RECEPT_API size_t recept_table_columns(const struct recept_table *table);
RECEPT_API struct recept_column recept_table_column(
    const struct recept_table *table, size_t column);

/* A cell of a column of texts (NULL: not defined), or of one of numbers. */
RECEPT_API const char *recept_table_text(
    const struct recept_table *table, size_t row, size_t column);
RECEPT_API double recept_table_number(
    const struct recept_table *table, size_t row, size_t column);

/* The whole table as the text of a file; it lives as long as the study. */
enum recept_format { RECEPT_CSV, RECEPT_JSON };
RECEPT_API enum recept_status recept_table_write(struct recept_study *study,
    const struct recept_table *table, enum recept_format format, const char **bytes,
    size_t *length);

/* ---- What there is ---- */

/* A number of the model. */
struct recept_parameter {
    const char *section, *name; /* as "team", "hourly_rate" */
    const char *unit;
    const char *meaning;
    double fallback, low, high; /* value where it is left out, NAN: must be given; range */
    char basis; /* 'S' stated in the source document, 'A' assumed, ' ' neither */
};
RECEPT_API size_t recept_parameters(void);
RECEPT_API struct recept_parameter recept_parameter(size_t i);

struct recept_measure {
    const char *name, *unit;
};
RECEPT_API size_t recept_measures(void);
RECEPT_API struct recept_measure recept_measure(size_t i);

#ifdef __cplusplus
}
#endif

#endif
