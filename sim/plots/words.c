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
               ? content_words(pictures_case_content(pictures, i))
               : "";
}

const char *say_cost(struct page *page, struct pictures *pictures, int i, int panel)
{
    double cost = pictures_total(pictures, "cost_per_partner", i, "estimate");
    double low = pictures_total(pictures, "cost_per_partner", i, "mc_low");
    double high = pictures_total(pictures, "cost_per_partner", i, "mc_high");
    (void)panel;
    if (isnan(cost))
        return "";
    const char *euros = page_number(page, cost, NUMBER_MONEY);
    if (pictures->replications == 1)
        return euros;
    /* What it is divided by may be 0. */
    const char *bounds = isnan(low) ? _("no bounds") : page_span(page, low, high, NUMBER_WHOLE);
    return page_format(page, "%s (%s)", euros, bounds);
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

static int target_of(const struct pictures *pictures, int i, int ring)
{
    return pictures->plot->panel[ring].target(&pictures->one[i].of->scenario->campaign.targets);
}

const char *say_chance(struct page *page, struct pictures *pictures, int i, int panel)
{
    static const char *const measure[] = {"p_in_view", "p_active", "p_paying"};
    return target_of(pictures, i, panel) > 0 ? chance_words(page, pictures, i, measure[panel])
                                             : "";
}

const char *say_chance_of_all(struct page *page, struct pictures *pictures, int i, int panel)
{
    bool given = false;
    (void)panel;
    for (int ring = 0; ring < 3; ring++)
        given = given || target_of(pictures, i, ring) > 0;
    return given ? chance_words(page, pictures, i, "p_all_targets") : "";
}

const char *say_target(struct page *page, struct pictures *pictures, int panel)
{
    int first = pictures->n > 0 ? target_of(pictures, 0, panel) : 0;
    for (int i = 1; i < pictures->n; i++)
        if (target_of(pictures, i, panel) != first)
            return _("target: as marked");
    return first > 0
               ? page_format(page, _("target: %s"), page_number(page, first, NUMBER_WHOLE))
               : _("no target");
}
