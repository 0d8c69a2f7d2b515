/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Prints what a figure has to be and whether it is, after what stands on the line. */
void target_at_most(double value, double target, const char *unit);
void target_at_least(double value, double target, const char *unit);
