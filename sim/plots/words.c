/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"

#include <math.h>

/* What stands in words beside the rows of plots. */

const char *say_why_not(struct page *page, struct pictures *pictures, int i, int panel)
{
    (void)page;
    (void)panel;
    return isnan(pictures_total(pictures, "cost_per_partner", i, "estimate"))
               ? content_words(pictures_content(pictures, i))
               : "";
}

const char *say_cost(struct page *page, struct pictures *pictures, int i, int panel)
{
    double cost = pictures_total(pictures, "cost_per_partner", i, "estimate");
    double low = pictures_total(pictures, "cost_per_partner", i, "mc_low");
    double high = pictures_total(pictures, "cost_per_partner", i, "mc_high");
    struct text words = {0};
    (void)panel;
    if (isnan(cost))
        return "";
    number_add(&words, cost, NUMBER_MONEY);
    if (pictures->replications > 1) /* what it is divided by may be 0 */
        text_printf(&words, " (%s)",
            isnan(low) ? _("no bounds") : page_span(page, low, high, NUMBER_WHOLE));
    return page_keep(page, &words);
}

int target_of(const struct pictures *pictures, int i, enum target target)
{
    const struct targets *targets = &pictures->one[i].of->scenario->campaign.targets;
    return (const int[]){0, targets->in_view, targets->active, targets->paying}[target];
}

/* The chance that targets are reached; of one campaign, whether they were. */
static const char *chance_words(
    struct page *page, struct pictures *pictures, int i, const char *measure)
{
    double hit = pictures_total(pictures, measure, i, "estimate");
    if (pictures->replications == 1)
        return hit > 0.5 ? _("yes") : _("no");
    return page_number(page, hit, NUMBER_SHARE);
}

const char *say_chance(struct page *page, struct pictures *pictures, int i, int panel)
{
    static const char *const measure[] = {"p_in_view", "p_active", "p_paying"};
    return target_of(pictures, i, IN_VIEW + panel) > 0
               ? chance_words(page, pictures, i, measure[panel])
               : "";
}

const char *say_chance_of_all(struct page *page, struct pictures *pictures, int i, int panel)
{
    (void)panel;
    for (enum target target = IN_VIEW; target <= PAYING; target++)
        if (target_of(pictures, i, target) > 0)
            return chance_words(page, pictures, i, "p_all_targets");
    return "";
}
