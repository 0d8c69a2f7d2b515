/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "company_list.h"
#include "language.h"

#include <math.h>
#include <string.h>

#define SHARES_TOLERANCE 1e-6
#define LEAST_SHARE 1e-9

/* ---- A company list ---- */

bool is_list_column(const char *name)
{
    return text_find(name, NAMES(list_column_names, N_LIST_COLUMNS)) >= 0;
}

static void read_list(
    struct reader *r, const struct node *node, unsigned ignored, const char *config_path)
{
    struct text folder = {0}, path = {0}, bytes = {0};
    /* A list is looked for beside the file that names it; one that --set names, beside the
     * config. */
    path_folder(&folder, node->location.line > 0 ? node->location.file : config_path);
    bool here = strcmp(text_string(&folder), ".") == 0;
    path_join(&path, here ? "" : text_string(&folder), node->text);
    struct messages why = {0};
    const struct file_reader *files = r->tree->files;
    struct list_source source = {.data = {.path = arena_copy(r->arena, text_string(&path)),
                                     .bytes = &bytes,
                                     .files = files},
        .axes = &r->scenario->axes,
        .ignored = ignored};
    if (files->read(files->context, source.data.path, MOST_LIST_BYTES, &bytes, &why) !=
        STATUS_OK) {
        node_error(node, r->errors, _("cannot be read: %s"), why.count > 0 ? why.lines[0] : "");
    } else {
        config_text_note_input(&r->tree->inputs, &r->tree->arena, source.data.path, &bytes);
        r->list = arena_new(r->arena, 1, sizeof *r->list);
        company_list_read(r->list, r->arena, &source, r->notices, r->errors);
        r->scenario->population.n = r->list->n;
        r->scenario->population.list = r->list->company;
    }
    messages_free(&why);
    text_free(&folder);
    text_free(&path);
    text_free(&bytes);
}

/* ---- A drawn population ---- */

static const struct parameter share_of_companies = {.name = "share",
    .kind = PARAMETER_PROBABILITY,
    .low = 0.0,
    .high = 1.0,
    .unit = "share",
    .basis = 'A'};

static struct drawable reckon(
    struct reader *r, enum step_kind kind, struct drawable a, struct drawable b)
{
    return draw_list_reckon(r->draws, kind, a, b);
}

/* None is 0. A share that is drawn is never quite 0, so that drawn ones can be made to sum
 * to 1. */
static struct drawable read_share(struct reader *r, struct node *node)
{
    struct drawable share =
        node != NULL ? read_number(r, node, &share_of_companies) : known(0.0);
    return share.step != KNOWN ? reckon(r, STEP_AT_LEAST, share, known(LEAST_SHARE)) : share;
}

/* What shares that sum to `sum` are multiplied with to sum to 1, which they must nearly do;
 * draws need not. `errors`: how many there were before they were read. */
static struct drawable scale_of(
    struct reader *r, const struct node *node, struct drawable sum, size_t errors)
{
    if (r->errors->count == errors && fabs(sum.value - 1.0) > SHARES_TOLERANCE)
        node_error(node, r->errors, _("the shares sum to %.6g, not to 1"), sum.value);
    return sum.value > 0.0 ? reckon(r, STEP_QUOTIENT, known(1.0), sum) : known(0.0);
}

/* levels = { axis = { level = share; ... }; ... }: the axes are independent. */
static void read_level_shares(struct reader *r, struct node *levels, struct by_segment *share)
{
    const struct axes *axes = &r->scenario->axes;
    struct drawable of_segment[MAX_SEGMENTS];
    for (int s = 0; s < axes_segments(axes); s++)
        of_segment[s] = known(1.0);
    for (int a = 0; a < axes->n; a++) {
        const struct axis *axis = &axes->axis[a];
        struct node *group = read_typed(r, levels, axis->id, NODE_GROUP, true);
        struct drawable of_level[MAX_LEVELS], sum = known(0.0), scale = known(0.0);
        size_t errors = r->errors->count;
        for (int l = 0; l < axis->n_levels; l++) {
            of_level[l] = read_share(r, node_get(r->tree, group, axis->levels[l]));
            sum = reckon(r, STEP_SUM, sum, of_level[l]);
        }
        if (group != NULL)
            scale = scale_of(r, group, sum, errors);
        for (int s = 0; s < axes_segments(axes); s++)
            of_segment[s] = reckon(r, STEP_PRODUCT, of_segment[s],
                reckon(r, STEP_PRODUCT, of_level[axes_level(axes, s, a)], scale));
    }
    for (int s = 0; s < axes_segments(axes); s++)
        draw_list_land(r->draws, &share->at[s], of_segment[s]);
}

/* segments = ( { when; share; }, ... ): the joint distribution. The share of an entry that fits
 * several segments is divided evenly among those that no earlier entry fits. */
static void read_segment_shares(struct reader *r, struct node *list, struct by_segment *share)
{
    int segments = axes_segments(&r->scenario->axes);
    struct node *entry[MAX_SEGMENTS];
    struct drawable sum = known(0.0), of_segment[MAX_SEGMENTS];
    size_t errors = r->errors->count;
    for (int s = 0; s < segments; s++)
        of_segment[s] = known(0.0);
    read_first_fit(r, list, NO_SEGMENT, entry);
    node_each (member, list) {
        struct node *number = read_required(r, member, "share");
        if (number != NULL)
            read_mark(r, member, number);
        struct drawable of_entry = read_share(r, number);
        int fits = 0;
        for (int s = 0; s < segments; s++)
            fits += entry[s] == member;
        if (fits == 0 && of_entry.value > 0.0)
            node_error(member, r->errors, _("earlier entries have all segments of this one"));
        for (int s = 0; s < segments; s++)
            if (entry[s] == member)
                of_segment[s] = reckon(r, STEP_QUOTIENT, of_entry, known(fits));
        sum = reckon(r, STEP_SUM, sum, of_entry);
    }
    struct drawable scale = scale_of(r, list, sum, errors);
    for (int s = 0; s < segments; s++)
        draw_list_land(r->draws, &share->at[s], reckon(r, STEP_PRODUCT, of_segment[s], scale));
}

static void read_shares(struct reader *r, struct node *group)
{
    struct by_segment *share = &r->scenario->population.share;
    struct node *levels = read_typed(r, group, "levels", NODE_GROUP, false);
    struct node *segments = read_typed(r, group, "segments", NODE_LIST, false);
    if (levels != NULL && segments != NULL)
        node_error(segments, r->errors, _("give either 'levels' or 'segments', not both"));
    if (levels != NULL)
        read_level_shares(r, levels, share);
    if (segments != NULL)
        read_segment_shares(r, segments, share);
    if (node_find(group, "levels") == NULL && node_find(group, "segments") == NULL)
        node_error(group, r->errors,
            _("a drawn population needs 'levels' or 'segments': the shares of its companies"));
}

/* ignore = ("stage", ...): columns without which a list is read, a bit for each
 * LIST_... */
static unsigned read_ignored(struct reader *r, struct node *group)
{
    unsigned ignored = 0;
    node_each (member, read_typed(r, group, "ignore", NODE_LIST, false)) {
        int i = 1 + read_reference(r, member, _("column that a list may lack,"),
                        NAMES(list_column_names + 1, N_LIST_COLUMNS - 1));
        ignored |= i > 0 ? 1u << i : 0;
    }
    return ignored;
}

/* A list says of each company what it is, so it leaves nothing to shares. */
static void refuse_shares(struct reader *r, struct node *group)
{
    static const char *const names[] = {"levels", "segments"};
    for (int i = 0; i < 2; i++) {
        struct node *shares = node_find(group, names[i]);
        if (shares == NULL)
            continue;
        node_error(shares, r->errors, _("is for a drawn population, and there is a 'list'"));
        node_mark_used(shares);
    }
}

/* What companies are like that are more than a list has. */
static void read_beyond(struct reader *r, struct node *group)
{
    const struct node *beyond = node_get(r->tree, group, "beyond");
    if (beyond != NULL && node_find(group, "list") == NULL)
        node_error(beyond, r->errors, _("is for a company list, and there is none"));
    else
        r->scenario->population.beyond_alike =
            read_choice(r, group, "beyond", _("kind of company"), "cold", "alike");
}

void read_population(struct reader *r, const char *config_path)
{
    struct population *population = &r->scenario->population;
    struct node *group = read_typed(r, r->tree->root, "population", NODE_GROUP, true);
    if (group == NULL)
        return;
    read_numbers(r, group, "population", population);
    unsigned ignored = read_ignored(r, group);
    read_beyond(r, group);
    const struct node *count = node_find(group, "count");
    const struct node *list = read_typed(r, group, "list", NODE_TEXT, false);
    if (list != NULL && count != NULL)
        node_error(count, r->errors, _("give either 'list' or 'count', not both"));
    if (node_find(group, "list") == NULL && count == NULL)
        node_error(group, r->errors,
            _("give 'list' (a file with companies) or 'count' (how many to draw)"));
    if (count != NULL)
        read_shares(r, group);
    else if (node_find(group, "list") != NULL)
        refuse_shares(r, group);
    if (list != NULL)
        read_list(r, list, ignored, config_path);
}
