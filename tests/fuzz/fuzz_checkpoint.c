/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the file of a run that goes on: it is one, or is refused; never a crash or a
 * hang, and what is taken gives figures. Checksums are made right first, as else hardly
 * anything would get past them. With a folder in FUZZ_SEEDS a file that is right is written
 * there. */
#include "checkpoint.h"
#include "runner.h"
#include "setup.h"

#include <gsl/gsl_errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

enum { SUM_AT = 32, SUMMED_FROM = SUM_AT + SHA256_DIGITS, CAMPAIGNS = 600 };

static struct setup setup;
static const struct checkpoint_term terms[] = {{"the seed", "42"}, {"the config", "abc"}};
static struct text first;

static struct checkpoint work(void)
{
    return (struct checkpoint){
        .program = "fuzz", .n_terms = 2, .term = terms, .asked = CAMPAIGNS};
}

static bool is_time(void *context)
{
    int *asked = context;
    return (*asked)++ == 1;
}

static enum status keep(
    void *context, struct engine_position position, const struct tally *tallies, int n)
{
    struct checkpoint checkpoint = work();
    struct text state = {0};
    (void)context;
    run_state_add(&state, &setup.study, position, tallies, n);
    checkpoint.done = study_done(&setup.study, position);
    checkpoint_bytes(&checkpoint, &state, &first);
    text_free(&state);
    return STATUS_OUT_OF_TIME;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const struct config_origin config = {.path = SOURCE_DIR "/configs/spark.cfg"};
    const struct setup_ask ask = {.n_configs = 1, .config = &config, .strategies = "spark"};
    const char *folder = getenv("FUZZ_SEEDS");
    int asked = 0;
    struct runner runner = {
        .engine = {.threads = 1, .pause = is_time, .keep = keep, .pause_context = &asked}};
    (void)argc;
    (void)argv;
    gsl_set_error_handler_off();
    if (setup_read(&setup, &ask) != STATUS_OK ||
        runner_run(&runner, &setup.study, (struct study_plan){CAMPAIGNS, 0.0}, NULL, NULL) !=
            STATUS_OUT_OF_TIME)
        abort();
    if (folder != NULL) {
        struct messages errors = {0};
        struct text path = {0};
        path_join(&path, folder, "first");
        checkpoint_store(path.data, &first, true, &errors);
        text_free(&path);
        messages_free(&errors);
    }
    return 0;
}

static void go_on(struct bytes state)
{
    struct study *study = &setup.study;
    study_free(study);
    study_start(study);
    if (run_state_read(state, study))
        study_total(study, &study->cases[0], "partners");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct checkpoint checkpoint = work();
    struct messages reasons = {0};
    struct bytes state = {0};
    struct text file = {0};
    char hex[SHA256_DIGITS + 1];
    text_add(&file, (const char *)data, size);
    if (size > SUMMED_FROM) {
        sha256_hex(file.data + SUMMED_FROM, size - SUMMED_FROM, hex);
        memcpy(file.data + SUM_AT, hex, SHA256_DIGITS);
    }
    if (checkpoint_read("fuzz", &file, &checkpoint, &state, &reasons) == CHECKPOINT_SAME)
        go_on(state);
    else if (reasons.count == 0)
        abort();
    messages_free(&reasons);
    text_free(&file);
    return 0;
}
