/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a logbook of the shipped config: CSV or XES, by the shipped layouts or (up to a
 * NUL) by one that the bytes say. It is read and told of, or refused with located errors; what
 * was read is read back as itself; campaigns go on from it. */
#include "config.h"
#include "language.h"
#include "log_state.h"
#include "log_write.h"
#include "logbook.h"
#include "shipped.h"
#include "xes_xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 leaks the text of a string that is not closed or stands where none can. */
const char *__lsan_default_suppressions(void)
{
    return "leak:strbuf_append\nleak:libconfig_yylex";
}

/* Other files are the program's. */
struct files {
    const struct text *log, *layout, *companies;
};

static enum status read_file(
    void *context, const char *name, size_t most, struct text *out, struct messages *errors)
{
    const struct files *files = context;
    const struct text *held = strcmp(name, "log") == 0         ? files->log
                              : strcmp(name, "own.cfg") == 0   ? files->layout
                              : strcmp(name, "companies") == 0 ? files->companies
                                                               : NULL;
    if (held == NULL)
        return files_of_program.read(NULL, name, most, out, errors);
    text_add(out, text_string(held), held->length);
    return STATUS_OK;
}

static struct config config;
static struct arena kept;
static struct campaign campaign;

static void open_config(void)
{
    struct messages errors = {0};
    const struct config_origin origin = {.path = SOURCE_DIR "/configs/spark.cfg"};
    if (config.scenario != NULL)
        return;
    if (config_open(&config, &origin, &errors) != STATUS_OK)
        abort();
    /* Any contact moment may be agreed. */
    memset(config.scenario->logged.contact, true, sizeof config.scenario->logged.contact);
    config.scenario->logged.most_held = 1000;
    campaign_init(&campaign, &kept, config.scenario, 0, 1);
}

static void check(const struct logbook *logbook)
{
    const struct log *log = &logbook->log;
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *r = &log->record[i];
        if (r->company < 0 || r->company >= log->n_companies || r->contact < NONE ||
            r->contact >= log->scenario->catalogue.n || r->outcome < 0 ||
            r->outcome >= N_LOG_OUTCOMES || r->day == LOG_NO_DAY)
            abort();
    }
    if (logbook->history.n != log->n)
        abort();
}

/* What is written of it has as many records, none of them refused. */
static void read_back(const struct logbook *logbook, const struct log_ask *asked)
{
    struct text records = {0}, companies = {0};
    struct messages notices = {0}, errors = {0};
    struct logbook again;
    static const bool numbered[] = {true};
    struct log log = logbook->log;
    log.columns = (1u << N_LOG_COLUMNS) - 1;
    log_write(&records, &log, false);
    log_write_companies(&companies, &logbook->log, false);
    struct files files = {&records, NULL, &companies};
    const struct file_reader reader = {.read = read_file, .context = &files};
    struct log_ask ask = *asked;
    struct arena arena = {0};
    ask.files = &reader;
    ask.layout = shipped_layouts(&arena);
    ask.n_layouts = 1;
    ask.companies = "companies";
    ask.numbered = numbered;
    ask.add_companies = false;
    bool none = logbook->log.n == 0 || logbook->log.n_companies == 0;
    if (!none && (logbook_read(&again, &ask, (struct logbook_model){&campaign, false}, 0.95,
                      &notices, &errors) != STATUS_OK ||
                     again.log.n + again.reading.after_until != logbook->log.n ||
                     logbook_refused(&again) > 0))
        abort();
    if (!none)
        logbook_free(&again);
    messages_free(&notices);
    messages_free(&errors);
    text_free(&records);
    text_free(&companies);
    arena_free(&arena);
}

static void go_on(const struct logbook *logbook)
{
    struct log_hidden hidden;
    struct log_state state;
    struct campaign_state own;
    struct block block;
    int most = 0;
    for (int i = 0; i < logbook->log.n_companies; i++)
        most =
            logbook->history.company[i].held > most ? logbook->history.company[i].held : most;
    if (log_state_day(&logbook->log) > campaign.days || most > 1000 ||
        logbook->log.n_companies != campaign.n_companies)
        return;
    log_hidden_init(&hidden, &logbook->history, &campaign, false);
    log_state_init(&state, &logbook->history, &hidden, &campaign);
    block_init_for(&block, &campaign, 2);
    state_init(&own, &campaign);
    state_copy(&own, &campaign, &state.known);
    state_run_drawn(&state.source, &own, &block, 0, 2);
    state_free(&own);
    block_free(&block);
    log_state_free(&state);
    log_hidden_free(&hidden);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text log = {0}, layout = {0};
    struct messages notices = {0}, errors = {0};
    struct arena arena = {0};
    struct logbook logbook;
    const uint8_t *nul = memchr(data, '\0', size);
    size_t before = nul != NULL ? (size_t)(nul - data) : 0;
    static const char *const paths[] = {"log"}, *const own[] = {"own.cfg"};
    open_config();
    text_add(&layout, (const char *)data, before);
    text_add(&log, (const char *)data + before + (nul != NULL), size - before - (nul != NULL));
    struct files files = {&log, &layout, NULL};
    const struct file_reader reader = {
        .read = read_file, .context = &files, .parse_events = xes_read};
    struct log_ask ask = {.scenario = config.scenario,
        .files = &reader,
        .n_paths = 1,
        .path = paths,
        .layout = nul != NULL ? own : shipped_layouts(&arena),
        .add_companies = size % 2 == 0};
    ask.n_layouts = nul != NULL;
    while (nul == NULL && ask.layout[ask.n_layouts] != NULL)
        ask.n_layouts++;
    language_use(size % 3 == 0 ? DUTCH : ENGLISH);
    enum status status = logbook_read(
        &logbook, &ask, (struct logbook_model){&campaign, false}, 0.95, &notices, &errors);
    if ((status == STATUS_OK) != (errors.count == 0))
        abort();
    if (status == STATUS_OK) {
        check(&logbook);
        read_back(&logbook, &ask);
        go_on(&logbook);
    }
    logbook_free(&logbook);
    messages_free(&notices);
    messages_free(&errors);
    text_free(&log);
    text_free(&layout);
    arena_free(&arena);
    return 0;
}
