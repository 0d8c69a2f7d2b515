/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threads.h"

#include "check.h"
#include "folder.h"

#include <limits.h>
#include <omp.h>
#include <sys/stat.h>

/* A machine's control groups, made up in the current folder. */
static void make_groups(const char *list)
{
    write_file("list", list);
    assert_int_equal(system("mkdir -p mount/a/b mount/cpu,cpuacct/a/b mount/memory/a"), 0);
}

static int quota(void)
{
    return threads_quota("list", "mount");
}

static void without_a_quota_there_is_no_limit(void **state)
{
    (void)state;
    assert_int_equal(quota(), INT_MAX);
    make_groups("0::/a/b\n");
    assert_int_equal(quota(), INT_MAX);
    write_file("mount/a/b/cpu.max", "max 100000\n");
    assert_int_equal(quota(), INT_MAX);
    write_file("list", "nothing that is known\n:\n::\n5\n");
    assert_int_equal(quota(), INT_MAX);
}

/* Half a core is one, and one and a half are two. */
static void a_quota_is_rounded_up_to_whole_cores(void **state)
{
    (void)state;
    static const struct {
        const char *max;
        int cores;
    } known[] = {{"50000 100000\n", 1}, {"100000 100000\n", 1}, {"100001 100000\n", 2},
        {"150000 100000\n", 2}, {"800000 100000\n", 8}, {"30000 10000\n", 3},
        {"1000 0\n", INT_MAX}, {"0 1000\n", INT_MAX}, {"9000000000000000000 1\n", INT_MAX},
        {"", INT_MAX}};
    make_groups("0::/a/b\n");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        write_file("mount/a/b/cpu.max", known[i].max);
        assert_int_equal(quota(), known[i].cores);
    }
}

static void the_least_of_all_groups_above_holds(void **state)
{
    (void)state;
    make_groups("0::/a/b\n");
    write_file("mount/a/b/cpu.max", "400000 100000\n");
    write_file("mount/a/cpu.max", "300000 100000\n");
    assert_int_equal(quota(), 3);
    write_file("mount/cpu.max", "200000 100000\n");
    assert_int_equal(quota(), 2);
    /* In a container: the group has its name outside, and what is mounted is its own. */
    write_file("list", "0::/machine/container-1\n");
    assert_int_equal(quota(), 2);
}

static void version_1_has_quotas_too(void **state)
{
    (void)state;
    make_groups("7:memory:/a\n4:cpu,cpuacct:/a/b\n1:cpuset:/\n0::/\n");
    write_file("mount/cpu,cpuacct/a/b/cpu.cfs_quota_us", "-1\n");
    write_file("mount/cpu,cpuacct/a/b/cpu.cfs_period_us", "100000\n");
    assert_int_equal(quota(), INT_MAX);
    write_file("mount/cpu,cpuacct/a/cpu.cfs_quota_us", "250000\n");
    write_file("mount/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
    assert_int_equal(quota(), 3);
    write_file("mount/memory/a/cpu.max", "100000 100000\n"); /* no folder of processors */
    assert_int_equal(quota(), 3);
}

static void no_more_than_openmp_allows(void **state)
{
    (void)state;
    assert_in_range(threads_allowed(0), 1, omp_get_max_threads());
    assert_int_equal(threads_allowed(1), 1);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, enter_folder, leave_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(without_a_quota_there_is_no_limit),
        IN_FOLDER(a_quota_is_rounded_up_to_whole_cores),
        IN_FOLDER(the_least_of_all_groups_above_holds),
        IN_FOLDER(version_1_has_quotas_too),
        cmocka_unit_test(no_more_than_openmp_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
