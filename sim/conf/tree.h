/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "distribution.h"
#include "memory.h"
#include "messages.h"
#include "parameters.h"
#include "config_text.h"
#include "status.h"

/* A config as a tree of settings, each knowing where it stands. */
enum node_type { NODE_GROUP, NODE_LIST, NODE_WHOLE, NODE_REAL, NODE_FLAG, NODE_TEXT };

/* A name that a reader asked a group for: what a misspelt one is compared with. */
struct asked_name {
    const char *name;
    struct asked_name *next;
};

/* Where a number comes from, as a config says it. */
struct mark {
    enum provenance of;
    const char *basis;  /* the config's word; NULL: it says none */
    const char *source; /* "logbook 2025"; NULL */
};

struct node {
    const char *name; /* NULL in a list */
    enum node_type type;
    int64_t whole;
    double real; /* of whole numbers as well */
    bool flag;
    const char *text;
    struct node *parent, *first, *last, *next;
    int n;                    /* members */
    struct location location; /* line 0: `file` says where else it came from */
    const char *hub; /* path of the hub that gives it, as "hubs.SPARK"; NULL: top level */
    bool used;       /* some reader asked for it */
    bool set;        /* an option gave it: --set, --vary */
    bool rests;      /* a number that results rest on, */
    enum provenance provenance; /* and where that is from */
    const struct mark *mark;    /* NULL: the config does not say */
    bool marked; /* it stands in the config as { value = ...; basis = ...; source = ...; } */
    struct asked_name *asked;
    const struct distribution
        *distribution; /* of a number that is not known; `real` is its mean */
    int step;          /* of the draw list, that draws it */
};

static inline struct node *node_first(const struct node *group)
{
    return group != NULL ? group->first : NULL;
}

/* Goes through the members of a group or list; NULL has none. */
#define node_each(member, group)                                                               \
    for (struct node *member = node_first(group); member != NULL; member = member->next)

/* Goes through the members of a list; anything else is the one member of itself. */
#define node_each_of(member, any)                                                              \
    for (struct node *member = (any)->type == NODE_LIST ? (any)->first : (any);                \
         member != NULL; member = member != (any) ? member->next : NULL)

struct tree {
    struct arena arena;
    struct node *root;
    const struct file_reader *files; /* that it is read from, and lists of companies too */
    struct input *inputs;            /* files read, newest first */
    struct messages notices;         /* what is right and most likely not meant */
};

/* Reads a config with what it includes from `files`: the file `path`, or `length` bytes of
 * memory (NULL: not), for which `path` then stands in messages. On STATUS_CONFIG `errors` tells
 * why; the tree can be freed in any case. */
enum status tree_read(struct tree *tree, const struct file_reader *files, const char *path,
    const char *bytes, size_t length, struct messages *errors);

void tree_free(struct tree *tree);

/* A copy whose nodes can be changed, of a node (in no group) or a tree; texts are those of
 * `from`, which has to outlive it. */
struct node *node_clone(struct tree *tree, const struct node *from);
void tree_clone(struct tree *tree, const struct tree *from);

/* Carries out PATH=VALUE, which an `option` gives (--set): VALUE in libconfig syntax (a bare
 * word counts as a text), PATH with names, [index] and ids of list members, as in
 * strategies.spark.steering. Settings and groups that are not there yet are made. STATUS_USAGE
 * when it cannot be carried out. */
enum status tree_set(
    struct tree *tree, const char *option, const char *assignment, struct messages *errors);

/* Whether two paths (up to their ends or a `=`) are of the same setting, or one is of a part of
 * the other. */
bool tree_paths_meet(const struct tree *tree, const char *one, const char *other);

/* The setting at a path as tree_set() takes it, to look at; NULL when there is none. */
const struct node *tree_find(struct tree *tree, const char *path);

/* The member of a group with that name, marked as used; NULL when absent or `group` is NULL. */
struct node *node_get(struct tree *tree, struct node *group, const char *name);

/* The member without marking; for looking ahead. */
struct node *node_find(const struct node *group, const char *name);

/* What a member of a list is called: its id, or name; NULL: nothing. */
const char *node_id(const struct node *node);

/* The setting and all in it count as asked for: what is wrong with it has been told. */
void node_mark_used(struct node *node);

/* Notes in the setting and all in it that the hub with path `hub` gives it. */
void node_mark_hub(struct node *node, const char *hub);

/* Lays the members of `over` over those of `group`: a group over a group member by member (a
 * distribution is one value, not such a group), anything else in the place of what was there.
 * The nodes of `over` become part of the tree; a group that is laid over another is from then
 * on where `over` has it. */
void tree_overlay(struct node *group, struct node *over);

/* Whether a member of one name becomes part of the other there: two groups do, unless either
 * stands for a single number. */
bool node_can_merge(const struct node *there, const struct node *over);

/* The member of a list with that id (or name, or a text that says so); if `id` is NULL, member
 * number `index`; or NULL. */
struct node *node_in_list(const struct node *list, const char *id, long index);

/* Makes a node the last member of a group or list. */
void node_append(struct node *group, struct node *member);

/* Takes a member, if it is not NULL, out of its group. */
void node_remove(struct node *group, const struct node *member);

/* Adds what stands for a setting left out, so that a dump shows it; `name` NULL in a list. */
struct node *node_default(
    struct tree *tree, struct node *group, const char *name, double value, enum node_type type);

/* Whether a group is written as a distribution: it has a mean, a low or a dist. */
bool node_is_distribution(const struct node *group);

/* Whether a group stands for its value: { value = ...; basis = ...; source = ...; }. */
bool node_is_marked(const struct node *group);

/* Whether an option gave the setting or anything in it. */
bool node_was_set(const struct node *node);

/* Puts a value in the place of a setting, which keeps its name and its neighbours. */
void node_replace(struct node *node, const struct node *value);

/* "stated", "published", "learned", "yours", "assumed": as people are told. */
extern const char *const provenance_names[N_PROVENANCES];

/* "response.dropout[2]", "strategies.spark.steering": where a setting is in the tree;
 * "hubs.SPARK.team.fill" for one that a hub gives. */
void node_path(const struct node *node, struct text *path);

/* The setting that is where `node` is, in the tree of another config (by the id of list members
 * that have one, else by their number); NULL when that has none. */
const struct node *node_counterpart(const struct node *root, const struct node *node);

/* Adds an error that names file, line and setting. */
void node_error(const struct node *node, struct messages *errors, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds an error for each setting in the group that no reader asked for, with the name that may
 * have been meant. */
void node_report_unknown(const struct node *group, struct messages *errors);

/* Adds a value as it stands in a config; of a group or a list of groups nothing, false. */
bool node_value(const struct node *node, struct text *out);

/* The tree as a config: every setting with a comment that says where it stands, and of numbers
 * that results rest on where they are from. `origins` false: without the comments. */
void tree_dump(const struct tree *tree, bool origins, struct text *out);
