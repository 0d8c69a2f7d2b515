/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_REPORT_H
#define RECEPT_PLAN_REPORT_H

#include "messages.h"
#include "results.h"

#endif
