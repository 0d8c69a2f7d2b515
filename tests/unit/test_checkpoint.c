/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include "check.h"
#include "small_study.h"
#include "tally.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Where things lie in the file: what it is, byte order, version, checksum, program, all else.
 */
enum {
    BYTE_ORDER_AT = 16,
    VERSION_AT = 24,
    SUM_AT = 32,
    PROGRAM_AT = SUM_AT + SHA256_DIGITS,
    BODY_AT = PROGRAM_AT + CHECKPOINT_PROGRAM + 1
};

static const char path[] = "small.checkpoint";
static const struct checkpoint_term terms[] = {{"the seed", "42"}, {"the config", "abc"}};
static struct checkpoint known = {"0.1.0 (abc)", 2, terms, REPLICATIONS, 0, 1.5};
static bool exists; /* a file of this work */

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
    study.replications = 0;
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
    struct text state = {0}, file = {0};
    known.done = study_done(&study, position);
    run_state_add(&state, &study, position, tallies, n);
    checkpoint_bytes(&known, &state, &file);
    assert_int_equal(checkpoint_store(path, &file, exists, &errors), STATUS_OK);
    exists = true;
    text_free(&state);
    text_free(&file);
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

static enum checkpoint_kind look(const struct text *file, struct checkpoint *checkpoint)
{
    struct bytes state;
    return checkpoint_read(path, file, checkpoint, &state, &errors);
}

static enum checkpoint_kind read_back(const struct text *file)
{
    struct bytes state = {0};
    enum checkpoint_kind kind = checkpoint_read(path, file, &known, &state, &errors);
    if (kind != CHECKPOINT_SAME || run_state_read(state, &study))
        return kind;
    messages_add(&errors, "is damaged");
    return CHECKPOINT_DAMAGED;
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
            assert_int_equal(read_back(&file), CHECKPOINT_SAME);
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
    sha256_hex(file->data + PROGRAM_AT, file->length - PROGRAM_AT, hex);
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
        assert_int_equal(
            read_back(&cut), length < SUM_AT ? CHECKPOINT_FOREIGN : CHECKPOINT_DAMAGED);
        if (length > BODY_AT) {
            repair_sum(&cut);
            start_again();
            assert_int_equal(read_back(&cut), CHECKPOINT_DAMAGED);
            said("is damaged");
        }
        assert_int_equal(study.left.to, 0);
        text_free(&cut);
        forget_errors();
    }
    text_add(&file, "", 1);
    repair_sum(&file);
    start_again();
    assert_int_equal(read_back(&file), CHECKPOINT_DAMAGED);
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
        assert_int_not_equal(read_back(&file), CHECKPOINT_SAME);
        file.data[at] = (char)~right;
        repair_sum(&file);
        start_again();
        read_back(&file);
        file.data[at] = right;
        repair_sum(&file);
        forget_errors();
    }
    start_again();
    assert_int_equal(read_back(&file), CHECKPOINT_SAME);
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
    assert_int_equal(read_back(&other), CHECKPOINT_FOREIGN);
    said("is not a run that can go on");
    file.data[VERSION_AT]++;
    assert_int_equal(read_back(&file), CHECKPOINT_OF_VERSION);
    said("was written by recept 0.1.0 (abc), and this is recept 0.1.0 (abc)");
    file.data[VERSION_AT] = 5; /* had no name of the program */
    assert_int_equal(read_back(&file), CHECKPOINT_OF_VERSION);
    said("another version of recept than this one, 0.1.0 (abc)");
    file.data[VERSION_AT] = 6;
    file.data[BYTE_ORDER_AT]++;
    assert_int_equal(read_back(&file), CHECKPOINT_OF_VERSION);
    said("another kind of machine");
    file.data[BYTE_ORDER_AT]--;
    struct checkpoint newer = known;
    newer.program = "0.2.0 (def)";
    assert_int_equal(look(&file, &newer), CHECKPOINT_OF_VERSION);
    said("was written by recept 0.1.0 (abc), and this is recept 0.2.0 (def)");
    text_free(&file);
    text_free(&other);
}

static void what_changed_is_named(void **state)
{
    (void)state;
    struct text file = {0};
    make_file(&file);
    struct checkpoint_term changed[] = {{"the seed", "42"},
        {"the config", "0123456789012345678901234567890123456789012345678901234567890"}};
    struct checkpoint other = known, fewer = known;
    other.term = changed;
    fewer.n_terms = 1;
    assert_int_equal(look(&file, &other), CHECKPOINT_OTHER);
    assert_int_equal(errors.count, 1);
    assert_string_equal(
        errors.lines[0], "small.checkpoint: cannot go on, as the config changed");
    forget_errors();
    changed[0].value = "43"; /* the first says whether the others mean anything */
    assert_int_equal(look(&file, &other), CHECKPOINT_OTHER);
    assert_int_equal(errors.count, 1);
    assert_string_equal(
        errors.lines[0], "small.checkpoint: cannot go on, as the seed changed from 42 to 43");
    forget_errors();
    assert_int_equal(look(&file, &fewer), CHECKPOINT_DAMAGED);
    said("is damaged");
    start_again();
    known.seconds = 0.0;
    known.asked = known.done = 0;
    assert_int_equal(read_back(&file), CHECKPOINT_SAME);
    assert_true(known.seconds == 1.5);
    assert_int_equal(known.asked, REPLICATIONS);
    assert_int_equal(known.done, REPLICATIONS); /* three chunks: all of the first strategy */
    text_free(&file);
}

/* A run that grows has its whole chunks first, and goes on to more to the same bytes, wherever
 * it was left before the last, and to as many as it had from anywhere. */
static void a_run_goes_on_to_more(void **state)
{
    (void)state;
    struct text whole = {0}, grown = {0}, file = {0};
    run_study(true, 5);
    clear_study();
    study.grows = true;
    struct engine engine = {.threads = 2};
    enum { MORE = 3 * ENGINE_CHUNK + 11 };
    for (int more = 0; more < 2; more++) {
        const struct study_plan to = {.replications = more ? MORE : REPLICATIONS};
        clear_study();
        assert_int_equal(study_run(&study, &engine, to), STATUS_OK);
        all_bytes(&whole);
        for (uint64_t every = 1; every <= 6; every++) {
            if (every == 4)
                continue; /* asked at the end of the whole chunks, where nothing is left to do
                           */
            struct pausing pausing = {.every = every, .status = STATUS_OUT_OF_TIME};
            clear_study();
            assert_int_equal(run(1, &pausing, 0.0), STATUS_OUT_OF_TIME);
            load(&file);
            start_again();
            assert_int_equal(read_back(&file), CHECKPOINT_SAME);
            bool all_but_done = study.left.from > 0 && study.left.chunks > 0;
            assert_int_equal(study_can_grow(study.left), !all_but_done);
            assert_int_equal(all_but_done, every == 6);
            if (more && all_but_done)
                continue;
            assert_int_equal(study_run(&study, &engine, to), STATUS_OK);
            assert_int_equal(study.replications, to.replications);
            all_bytes(&grown);
            assert_int_equal(grown.length, whole.length);
            assert_memory_equal(grown.data, whole.data, whole.length);
        }
    }
    study.grows = false;
    text_free(&whole);
    text_free(&grown);
    text_free(&file);
}

/* Chunks are taken strategy after strategy; the last of each is not whole. */
static void what_is_done_is_counted(void **state)
{
    (void)state;
    run_study(true, 5);
    const struct {
        struct engine_position at;
        uint64_t done;
    } known_ones[] = {{{0, 600, 0}, 0}, {{0, 600, 2}, 512}, {{0, 600, 3}, 600},
        {{0, 600, 5}, 600 + 512}, {{0, 600, 6}, 1200}, {{512, 600, 1}, 1024 + 88}};
    for (size_t i = 0; i < sizeof known_ones / sizeof known_ones[0]; i++)
        assert_int_equal(study_done(&study, known_ones[i].at), known_ones[i].done);
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
    size_t at = BODY_AT + 8 + (8 + 2) + (8 + 3) + 8 + 8 + sizeof(double);
    memcpy(&position, file.data + at, sizeof position);
    assert_int_equal(position.to, REPLICATIONS);
    assert_int_equal(position.chunks, 3);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        memcpy(file.data + at, &wrong[i], sizeof wrong[i]);
        repair_sum(&file);
        start_again();
        assert_int_equal(read_back(&file), CHECKPOINT_DAMAGED);
        said("is damaged");
    }
    text_free(&file);
}

/* ---- Files ---- */

static const struct text small = {.data = (char[]){"new"}, .length = 3};

static void assert_holds(const char *name, const char *content)
{
    struct text bytes = {0};
    assert_int_equal(file_read(name, 1000, &bytes, &errors), STATUS_OK);
    assert_string_equal(text_string(&bytes), content);
    text_free(&bytes);
}

static bool is_there(const char *name)
{
    struct stat facts;
    return lstat(name, &facts) == 0;
}

static void what_cannot_be_written_is_told_and_the_old_file_stays(void **state)
{
    (void)state;
    write_file(path, "old");
    assert_int_equal(checkpoint_store(path, &small, false, &errors), STATUS_FAILED);
    said("small.checkpoint: cannot be written");
    assert_holds(path, "old");
    assert_int_equal(checkpoint_store("none/x", &small, true, &errors), STATUS_FAILED);
    said("none/x: cannot be written");
    assert_int_equal(checkpoint_store(path, &small, true, &errors), STATUS_OK);
    assert_holds(path, "new");
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(checkpoint_store("folder", &small, true, &errors), STATUS_FAILED);
    said("folder: cannot be written");
}

/* Of whoever may write in the folder: nothing is written through a link, in either name. */
static void links_are_not_followed(void **state)
{
    (void)state;
    char temporary[64];
    struct text bytes = {0};
    bool there;
    snprintf(temporary, sizeof temporary, "%s.new-%ld", path, (long)getpid());
    write_file("mine", "mine");
    assert_int_equal(symlink("mine", temporary), 0);
    assert_int_equal(symlink("mine", path), 0);
    assert_int_equal(checkpoint_load(path, &bytes, &there, &errors), STATUS_FAILED);
    said("small.checkpoint: is a link");
    assert_int_equal(checkpoint_store(path, &small, false, &errors), STATUS_FAILED);
    forget_errors();
    assert_int_equal(symlink("mine", temporary), 0);
    assert_int_equal(checkpoint_store(path, &small, true, &errors), STATUS_OK);
    assert_holds("mine", "mine");
    assert_holds(path, "new");
    assert_int_equal(checkpoint_load(path, &bytes, &there, &errors), STATUS_OK);
    assert_true(there);
    assert_int_equal(checkpoint_load("none", &bytes, &there, &errors), STATUS_OK);
    assert_false(there);
    text_free(&bytes);
}

static void what_is_moved_aside_takes_the_first_free_name(void **state)
{
    (void)state;
    struct text to = {0};
    write_file(path, "work");
    write_file("small.checkpoint.1", "before");
    assert_int_equal(checkpoint_move_aside(path, &to, &errors), STATUS_OK);
    assert_string_equal(text_string(&to), "small.checkpoint.2");
    assert_holds("small.checkpoint.1", "before");
    assert_holds("small.checkpoint.2", "work");
    assert_false(is_there(path));
    assert_int_equal(checkpoint_move_aside(path, &to, &errors), STATUS_FAILED);
    said("small.checkpoint: ");
    text_free(&to);
}

/* Whoever has the lock removes what dead processes left, and nothing else. */
static void one_run_at_a_time_has_the_lock(void **state)
{
    (void)state;
    struct checkpoint_lock first = {0}, second = {0};
    write_file("small.checkpoint.new-123", "half");
    write_file("small.checkpoint.new-12a", "mine");
    assert_int_equal(checkpoint_lock(path, &first), LOCK_TAKEN);
    assert_false(is_there("small.checkpoint.new-123"));
    assert_true(is_there("small.checkpoint.new-12a"));
    write_file("small.checkpoint.new-123", "half");
    assert_int_equal(checkpoint_lock(path, &second), LOCK_BUSY);
    assert_true(is_there("small.checkpoint.new-123"));
    checkpoint_unlock(&second);
    assert_true(is_there("small.checkpoint.lock"));
    checkpoint_unlock(&first);
    assert_false(is_there("small.checkpoint.lock"));
    assert_int_equal(checkpoint_lock(path, &second), LOCK_TAKEN);
    checkpoint_unlock(&second);
    write_file("small.checkpoint.lock", "somebody's");
    assert_int_equal(checkpoint_lock(path, &second), LOCK_TAKEN);
    checkpoint_unlock(&second);
    assert_holds("small.checkpoint.lock", "somebody's");
    assert_int_equal(unlink("small.checkpoint.lock"), 0);
    assert_int_equal(symlink("elsewhere", "small.checkpoint.lock"), 0);
    assert_int_equal(checkpoint_lock(path, &second), LOCK_NONE);
    assert_false(is_there("elsewhere"));
    checkpoint_unlock(&second);
}

/* The lock of a process that was killed is free. */
static void a_dead_process_holds_no_lock(void **state)
{
    (void)state;
    struct checkpoint_lock lock = {0};
    pid_t child = fork();
    if (child == 0)
        _exit(checkpoint_lock(path, &lock) == LOCK_TAKEN ? 0 : 1);
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
    assert_true(is_there("small.checkpoint.lock"));
    assert_int_equal(checkpoint_lock(path, &lock), LOCK_TAKEN);
    checkpoint_unlock(&lock);
}

static int start_anew(void **state)
{
    exists = false;
    return start(state);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, start_anew, end)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_run_in_stages_comes_to_the_same_bytes),
        IN_FOLDER(pauses_change_nothing),
        IN_FOLDER(a_file_that_ends_early_is_refused),
        IN_FOLDER(wrong_bits_are_refused),
        IN_FOLDER(other_files_and_versions_are_told_apart),
        IN_FOLDER(what_changed_is_named),
        IN_FOLDER(a_place_that_cannot_be_is_refused),
        IN_FOLDER(a_run_goes_on_to_more),
        IN_FOLDER(what_is_done_is_counted),
        IN_FOLDER(what_cannot_be_written_is_told_and_the_old_file_stays),
        IN_FOLDER(links_are_not_followed),
        IN_FOLDER(what_is_moved_aside_takes_the_first_free_name),
        IN_FOLDER(one_run_at_a_time_has_the_lock),
        IN_FOLDER(a_dead_process_holds_no_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
