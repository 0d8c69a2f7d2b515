/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw_list.h"
#include "scenario.h"
#include "tree.h"

/* Hubs that work side by side, each with its own population, team and strategy. */
enum { MAX_HUBS = 32 };
/* Numbers of companies in random streams that each hub has for itself, so that its luck does
 * not depend on how many companies other hubs have. At least MAX_COMPANIES. */
enum { HUB_COMPANIES = 1 << 20 };
struct hub {
    const char *name;
    uint32_t first_company; /* in random streams: its place in the list times HUB_COMPANIES */
    int strategy;           /* of its scenario */
    struct config *config;
};

/* A number that is given as a distribution. */
struct unknown {
    const struct distribution *distribution;
    uint32_t key; /* of its random stream */
    int step;     /* of the draw list */
};

/* A config that was read, checked and turned into a scenario. */
struct config {
    struct tree tree;
    struct arena arena;        /* what the scenario lives in */
    struct scenario *scenario; /* with hubs: the first hub's, but for name and targets, which
                                  are those of all */
    int n_hubs;
    struct hub hub[MAX_HUBS];
    int n_uncertain; /* numbers that are given as a distribution; the scenario has their means
                      */
    struct unknown *unknown; /* [n_uncertain] in the order of the config; NULL with hubs */
    struct draw_list draws;
    const struct facts *facts;       /* that it states; NULL: none */
    const struct company_list *list; /* with the companies; NULL: they are drawn */
    struct messages notices;         /* what is no error, but likely not meant, each located */
    struct basis basis;              /* numbers of the model that results rest on */
};

/* Where a config comes from: the file `path`, or memory, where `path` stands for its file. */
struct config_origin {
    const char *path;
    const char *bytes; /* [length]; NULL: those of the file */
    size_t length;
    const struct file_reader *files; /* NULL: those on disk */
    const char *const *sets;         /* [n_sets] PATH=VALUE, carried out in this order */
    int n_sets;
    int n_varied; /* the last so many of them come from --vary, the others from --set */
};

/* Tells of every two of `n` changes ("PATH=VALUE") that meet in `tree`: the later would stand
 * instead of the earlier, in silence. False when there are any. */
bool config_sets_apart(
    const struct tree *tree, const char *const *sets, int n, struct messages *errors);

/* Reads a config, carries out its sets, fills in defaults and checks everything: `errors` gets
 * every error, each with file, line, setting and what would be right. STATUS_CONFIG when there
 * are any, STATUS_USAGE when one of the sets cannot be carried out. config_free() in any case.
 */
enum status config_open(
    struct config *config, const struct config_origin *origin, struct messages *errors);

/* Reads the axes of a config alone, into its scenario, whatever else there is. config_free() in
 * any case. */
enum status config_open_axes(
    struct config *config, const struct config_origin *origin, struct messages *errors);

void config_free(struct config *config);

/* What several configs (without hubs) rest on together: a setting that has the same value in
 * several of them, or the same distribution, is one number. O(N log N) in all their numbers. */
struct basis config_basis(const struct config *configs, int n);

/* Whether several configs agree on what is not known: no number that is given as a distribution
 * in the one has a value in another. */
bool config_agree(const struct config *configs, int n);

/* The uncertain numbers of draw number `draw` under `seed`, n_uncertain of them in the order of
 * the config: the same for every thread and strategy. */
void config_draw(const struct config *config, uint64_t seed, uint64_t draw, double *number);

/* A config (without hubs) whose uncertain numbers can be drawn: the scenario of one way in
 * which they may fall. One per thread; the config has to outlive it. */
struct redraw {
    const struct config *config;
    struct arena own; /* what follows, but for the present draw */
    struct scenario *scenario;
    double **at;            /* of each landing of the draw list; NULL: not of the scenario */
    double *number, *value; /* drawn; and made by each step of the draw list */
    struct arena arena;     /* for tables of the present draw */
};

void redraw_init(struct redraw *redraw, const struct config *config);
void redraw_free(struct redraw *redraw);

/* The scenario of that draw, until the next; what is in redraw->arena goes. It is at the same
 * place for every draw, and shares with the config's what is known. */
const struct scenario *redraw_scenario(struct redraw *redraw, uint64_t seed, uint64_t draw);
