/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include "check.h"
#include "small_study.h"
#include "tally.h"

/* Where things lie in the file: what it is, byte order, version, checksum, all else. */
enum { BYTE_ORDER_AT = 16, VERSION_AT = 24, SUM_AT = 32, BODY_AT = SUM_AT + SHA256_DIGITS };

static const char path[] = "small.checkpoint";
static const struct checkpoint_term terms[] = {{"the seed", "42"}, {"the config", "abc"}};
static struct checkpoint known = {2, terms, 1.5};

/* All of a study's tallies, to be compared. */
static void all_bytes(struct text *out)
{
    text_free(out);
    for (int i = 0; i < study.n_cases; i++)
        tally_write(out, &cases[i].tally);
}

static void clear_study(void)
{
    study_free(&study);
    study.left = (struct engine_position){0, 0, 0};
    for (int i = 0; i < STRATEGIES; i++)
        memset(&cases[i].tally, 0, sizeof cases[i].tally);
}

static void start_again(void)
{
    clear_study();
    study_start(&study);
}

/* Pauses after so many parts; every pause writes a file. */
struct pausing {
    uint64_t asked, every;
    enum status status;
};

static bool is_time(void *context)
{
    struct pausing *pausing = context;
    return pausing->asked++ % (pausing->every + 1) == pausing->every;
}

static enum status keep(
    void *context, struct engine_position position, const struct tally *tallies, int n)
{
    const struct pausing *pausing = context;
    assert_int_equal(checkpoint_write(path, &known, position, tallies, n, &errors), STATUS_OK);
    return pausing->status;
}

static enum status run(int threads, struct pausing *pausing, double precision)
{
    struct engine engine = {.threads = threads};
    if (pausing != NULL) {
        engine.pause = is_time;
        engine.keep = keep;
        engine.pause_context = pausing;
    }
    struct study_plan plan = {.replications = REPLICATIONS, .precision = precision};
    return study_run(&study, &engine, plan);
}

static enum status read_back(const struct text *file)
{
    return checkpoint_read(path, file, &known, &study, &errors);
}

static void load(struct text *file)
{
    text_free(file);
    assert_int_equal(file_read(path, 100000000, file, &errors), STATUS_OK);
}

static void forget_errors(void)
{
    messages_free(&errors);
}

static void said(const char *words)
{
    assert_true(errors.count > 0);
    assert_non_null(strstr(errors.lines[errors.count - 1], words));
    forget_errors();
}

static void a_run_in_stages_comes_to_the_same_bytes(void **state)
{
    (void)state;
    struct text whole = {0}, stages = {0}, file = {0};
    run_study(true, REPLICATIONS);
    all_bytes(&whole);
    for (int threads = 1; threads <= 2; threads++) {
        struct pausing pausing = {.every = 2, .status = STATUS_OUT_OF_TIME};
        int times = 0;
        clear_study();
        enum status status = run(threads, &pausing, 0.0);
        for (; status == STATUS_OUT_OF_TIME; times++) {
            load(&file);
            start_again();
            pausing.asked = 0;
            assert_int_equal(read_back(&file), STATUS_OK);
            assert_int_equal(study.left.to, REPLICATIONS);
            assert_true(study.left.chunks > 0 && study.left.chunks < 6);
            status = run(threads, &pausing, 0.0);
        }
        assert_int_equal(status, STATUS_OK);
        assert_true(times >= 2);
        all_bytes(&stages);
        assert_int_equal(stages.length, whole.length);
        assert_memory_equal(stages.data, whole.data, whole.length);
    }
    text_free(&whole);
    text_free(&stages);
    text_free(&file);
}

/* Pauses after which the run goes on by itself. */
static void pauses_change_nothing(void **state)
{
    (void)state;
    struct text whole = {0}, paused = {0};
    struct pausing pausing = {.every = 1};
    run_study(false, REPLICATIONS);
    all_bytes(&whole);
    clear_study();
    assert_int_equal(run(2, &pausing, 0.0), STATUS_OK);
    all_bytes(&paused);
    assert_int_equal(paused.length, whole.length);
    assert_memory_equal(paused.data, whole.data, whole.length);
    text_free(&whole);
    text_free(&paused);
}

/* A file of a run that is half done. */
static void make_file(struct text *file)
{
    struct pausing pausing = {.every = 3, .status = STATUS_OUT_OF_TIME};
    run_study(true, 10);
    clear_study();
    assert_int_equal(run(1, &pausing, 0.0), STATUS_OUT_OF_TIME);
    load(file);
}

/* As if it had been written so. */
static void repair_sum(struct text *file)
{
    char hex[SHA256_DIGITS + 1];
    sha256_hex(file->data + BODY_AT, file->length - BODY_AT, hex);
    memcpy(file->data + SUM_AT, hex, SHA256_DIGITS);
}

static void a_file_that_ends_early_is_refused(void **state)
{
    (void)state;
    struct text file = {0};
    make_file(&file);
    size_t all = file.length;
    for (size_t length = 0; length < all; length += length < 300 ? 1 : 4999) {
        struct text cut = {0};
        text_add(&cut, file.data, length);
        start_again();
        assert_int_equal(read_back(&cut), STATUS_CONFIG);
        if (length > BODY_AT) {
            repair_sum(&cut);
            start_again();
            assert_int_equal(read_back(&cut), STATUS_CONFIG);
            said("is damaged");
        }
        assert_int_equal(study.left.to, 0);
        text_free(&cut);
        forget_errors();
    }
    text_add(&file, "", 1);
    repair_sum(&file);
    start_again();
    assert_int_equal(read_back(&file), STATUS_CONFIG);
    said("is damaged");
    text_free(&file);
}

/* One wrong bit is found by its sum. With a sum that fits, as nobody but an enemy makes, it is
 * refused or read, and nothing breaks. */
static void wrong_bits_are_refused(void **state)
{
    (void)state;
    struct text file = {0};
    make_file(&file);
    for (size_t at = 0; at < file.length; at += at < 300 ? 1 : 4999) {
        char right = file.data[at];
        file.data[at] ^= (char)(1 << at % 8);
        start_again();
        assert_int_equal(read_back(&file), STATUS_CONFIG);
        file.data[at] = (char)~right;
        repair_sum(&file);
        start_again();
        enum status status = read_back(&file);
        assert_true(status == STATUS_OK || status == STATUS_CONFIG);
        file.data[at] = right;
        repair_sum(&file);
        forget_errors();
    }
    start_again();
    assert_int_equal(read_back(&file), STATUS_OK);
    text_free(&file);
}

static void other_files_and_versions_are_told_apart(void **state)
{
    (void)state;
    struct text file = {0}, other = {0};
    make_file(&file);
    text_add_string(&other, "# a config, long enough to have a head: ");
    for (int i = 0; i < 10; i++)
        text_add_string(&other, "0123456789 0123456789");
    start_again();
    assert_int_equal(read_back(&other), STATUS_CONFIG);
    said("is not a run that can go on");
    file.data[VERSION_AT]++;
    assert_int_equal(read_back(&file), STATUS_CONFIG);
    said("another version");
    file.data[VERSION_AT]--;
    file.data[BYTE_ORDER_AT]++;
    assert_int_equal(read_back(&file), STATUS_CONFIG);
    said("another kind of machine");
    text_free(&file);
    text_free(&other);
}

static void what_changed_is_named(void **state)
{
    (void)state;
    struct text file = {0};
    make_file(&file);
    const struct checkpoint_term changed[] = {{"the seed", "43"},
        {"the config", "0123456789012345678901234567890123456789012345678901234567890"}};
    struct checkpoint other = {2, changed, 0.0}, fewer = {1, terms, 0.0};
    start_again();
    assert_int_equal(checkpoint_read(path, &file, &other, &study, &errors), STATUS_CONFIG);
    assert_int_equal(errors.count, 2);
    assert_string_equal(
        errors.lines[0], "small.checkpoint: cannot go on, as the seed changed from 42 to 43");
    assert_string_equal(
        errors.lines[1], "small.checkpoint: cannot go on, as the config changed");
    forget_errors();
    assert_int_equal(checkpoint_read(path, &file, &fewer, &study, &errors), STATUS_CONFIG);
    said("is damaged");
    start_again();
    assert_int_equal(read_back(&file), STATUS_OK);
    assert_true(known.seconds == 1.5);
    text_free(&file);
}

/* A position beyond the end would never be reached. */
static void a_place_that_cannot_be_is_refused(void **state)
{
    (void)state;
    struct text file = {0};
    struct engine_position position;
    static const struct engine_position wrong[] = {
        {0, 0, 0}, {600, 600, 0}, {1, 600, 0}, {0, 600, 7}, {0, UINT64_MAX, 3}};
    make_file(&file);
    size_t at = BODY_AT + 8 + (8 + 2) + (8 + 3) + sizeof(double);
    memcpy(&position, file.data + at, sizeof position);
    assert_int_equal(position.to, REPLICATIONS);
    assert_int_equal(position.chunks, 3);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        memcpy(file.data + at, &wrong[i], sizeof wrong[i]);
        repair_sum(&file);
        start_again();
        assert_int_equal(read_back(&file), STATUS_CONFIG);
        said("is damaged");
    }
    text_free(&file);
}

static void what_cannot_be_written_is_told_and_the_old_file_stays(void **state)
{
    (void)state;
    struct text file = {0}, again = {0};
    make_file(&file);
    start_again();
    struct engine_position position = {0, REPLICATIONS, 0};
    struct tally tallies[STRATEGIES] = {cases[0].tally, cases[1].tally};
    assert_int_equal(symlink("/dev/full", "small.checkpoint.new"), 0);
    assert_int_equal(
        checkpoint_write(path, &known, position, tallies, STRATEGIES, &errors), STATUS_FAILED);
    said("small.checkpoint: cannot be written");
    assert_int_equal(checkpoint_write("none/x", &known, position, tallies, STRATEGIES, &errors),
        STATUS_FAILED);
    said("none/x: cannot be written");
    load(&again);
    assert_int_equal(again.length, file.length);
    assert_memory_equal(again.data, file.data, file.length);
    text_free(&file);
    text_free(&again);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, start, end)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_run_in_stages_comes_to_the_same_bytes),
        IN_FOLDER(pauses_change_nothing),
        IN_FOLDER(a_file_that_ends_early_is_refused),
        IN_FOLDER(wrong_bits_are_refused),
        IN_FOLDER(other_files_and_versions_are_told_apart),
        IN_FOLDER(what_changed_is_named),
        IN_FOLDER(a_place_that_cannot_be_is_refused),
        IN_FOLDER(what_cannot_be_written_is_told_and_the_old_file_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
