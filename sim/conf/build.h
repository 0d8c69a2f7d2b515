/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_BUILD_H
#define RECEPT_BUILD_H

#include "config.h"

/* From a tree to a scenario: the steps that config.c and hubs.c share. */

/* An empty config with an arena and a scenario to fill. */
void config_start(struct config *config);

/* Turns the config's tree into its scenario; a list of companies that --set names is looked for
 * beside `path`. STATUS_CONFIG, with every error, when there are any. */
enum status config_build(struct config *config, const char *path, struct messages *errors);

/* The same for a tree with the list `hubs`: a config for each hub, and what is said of all of
 * them. Every hub is read, whatever is wrong with others. */
enum status config_build_hubs(
    struct config *config, struct node *hubs, const char *path, struct messages *errors);

#endif
