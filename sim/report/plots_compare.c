/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots_compare.h"

#include "plot_parts.h"

static void (*const of_study[])(struct page *page, const struct study *study) = {
    plot_conversion_by_day,
    plot_conversion_by_contact,
};

static void (*const of_comparison[])(struct page *page, const struct comparison *comparison) = {
    plot_plane,
    plot_best_on_average,
    plot_best_in_one,
    plot_expected_loss,
    plot_differences,
    plot_segments,
};

enum status plots_compare_write(
    const struct comparison *comparison, const char *folder, struct messages *errors)
{
    enum status status = STATUS_OK;
    struct page page;
    for (size_t i = 0; i < sizeof of_study / sizeof of_study[0] && status == STATUS_OK; i++) {
        of_study[i](&page, comparison->compare->study);
        status = plots_add(&page, folder, errors);
    }
    for (size_t i = 0;
         i < sizeof of_comparison / sizeof of_comparison[0] && status == STATUS_OK; i++) {
        of_comparison[i](&page, comparison);
        status = plots_add(&page, folder, errors);
    }
    return status;
}
