/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"
#include "parameters.h"

/* The parts that a config is read with. Every reader goes on after an error, so that all errors
 * of a file come at once; what it could not read keeps a harmless value. */
struct reader {
    struct tree *tree;
    struct arena *arena; /* what the scenario points to */
    struct messages *errors;
    struct messages *notices;  /* what is no error, but likely not meant */
    struct scenario *scenario; /* being filled: axes first, since much depends on segments */
    struct company_list *list; /* that the population is of; NULL: it is drawn */
    uint64_t segments_meant;   /* a bit for each that a list by segment has to have */
    struct draw_list *draws;   /* being noted: what is done with numbers that are not known */
    struct basis basis;        /* numbers of the model read or filled in */
};

/* ---- Plain settings ---- */

/* A member that must be there; the error is reported and NULL returned when it is not. */
struct node *read_required(struct reader *r, struct node *group, const char *name);

/* A member of that type, or NULL: absent (an error when `required`) or of another type (an
 * error). */
struct node *read_typed(
    struct reader *r, struct node *group, const char *name, enum node_type type, bool required);

/* A text, "" when it could not be read. */
const char *read_text(struct reader *r, struct node *group, const char *name, bool required);

/* An id that no earlier member of `list` has. */
const char *read_id(struct reader *r, struct node *group, const struct node *list);

/* The text under the same name in an earlier member of `list` than that of `text`, if it says
 * the same; NULL if none does. */
const struct node *read_earlier(const struct node *text, const struct node *list);

/* The label in the setting `name`: { nl = "..."; en = "..."; } or one text for both; `fallback`
 * for what is left out. */
struct label read_label(
    struct reader *r, struct node *group, const char *name, const char *fallback);

/* All numbers that the table of parameters has for `section`, into the struct at `into`.
 * `group` may be NULL: then every default is taken. */
void read_numbers(struct reader *r, struct node *group, const char *section, void *into);

/* What the number does matters here, so that results rest on its default if it is left out. */
void read_default(struct reader *r, struct node *group, const char *section, const char *name);

/* Only those that are given. */
void read_given_numbers(struct reader *r, struct node *group, const char *section, void *into);

/* One number by its description; the mean where it is given as a distribution. */
struct drawable read_number(
    struct reader *r, struct node *node, const struct parameter *parameter);

/* Takes what stands in a group for its value in the group's place, as far as it may be one:
 * { value = ...; basis = ...; source = ...; }. */
void read_marked(struct reader *r, struct node *node);

/* Notes what `basis` and `source` of `group`, if it has them, say of where the numbers in `of`
 * come from. */
void read_mark(struct reader *r, struct node *group, struct node *of);

/* Results rest on this number; `node` NULL: it stands nowhere. */
void read_note_number(struct reader *r, struct node *node, const struct parameter *p);

/* The number in a node that was read before. */
struct drawable read_before(const struct node *node);

/* Whether the number can have `value`; else an error at `node` that calls it `what` ("": the
 * node's own value). */
bool read_in_range(struct reader *r, const struct node *node, const char *what, double value,
    const struct parameter *parameter);

/* A distribution { mean; sd; }, { low; mode; high; } or { dist = "beta"; a; b; } in the place
 * of a number of that kind: notes it in the node, whose value becomes the mean. False, with an
 * error, when it is none or its mean, or an end of its range, is not one that the number can
 * have. Draws stay within the number's range. */
bool read_distribution(struct reader *r, struct node *node, const struct parameter *parameter);

/* Which of `names` the text is; reports an unknown one, with the nearest known, and returns -1.
 * `what` is what they are, as "contact moment", in the user's language. */
int read_reference(
    struct reader *r, const struct node *text, const char *what, struct names names);

/* Whether the setting `name` is there and is the text `yes`; reports one that is not `no`
 * either. */
bool read_choice(struct reader *r, struct node *group, const char *name, const char *what,
    const char *no, const char *yes);

/* ---- What depends on the segment ---- */

/* { axis = level; axis = (level, level); }: the selector of the group `name`; all when absent.
 */
struct selector read_selector(struct reader *r, struct node *group, const char *name);

/* Adds to `sum` (n numbers per segment) the effects of `group`: a list of { when; add; }. */
void read_effects(struct reader *r, struct node *group, struct by_segment *sum, int n);

/* For a list of { when; ... }: the first entry that fits each segment, or NULL where none does,
 * which is an error for segments that `needed` holds (a bit each). `entry` has MAX_SEGMENTS
 * places. */
void read_first_fit(
    struct reader *r, struct node *list, uint64_t needed, struct node *entry[MAX_SEGMENTS]);
#define ALL_SEGMENTS UINT64_MAX
#define NO_SEGMENT UINT64_C(0)

/* ---- Sections ---- */

/* Whether company lists have a column of that name, whatever the axes. */
bool is_list_column(const char *name);

void read_axes(struct reader *r);
void read_contacts(struct reader *r);
void read_packages(struct reader *r);
/* A list of companies is looked for beside the config at `config_path`. */
void read_population(struct reader *r, const char *config_path);
void read_strategies(struct reader *r);

/* ---- From a tree to a scenario ---- */

/* An empty config with an arena and a scenario to fill. */
void config_start(struct config *config);

/* Turns the config's tree into its scenario; a list of companies that --set names is looked for
 * beside `path`. STATUS_CONFIG, with every error, when there are any. */
enum status config_build(struct config *config, const char *path, struct messages *errors);

/* The same for a tree with the list `hubs`: a config for each hub, and what is said of all of
 * them. Every hub is read, whatever is wrong with others. */
enum status config_build_hubs(
    struct config *config, struct node *hubs, const char *path, struct messages *errors);
