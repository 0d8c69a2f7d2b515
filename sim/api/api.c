/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api.h"

#include "language.h"
#include "measures.h"
#include "parameters.h"
#include "version.h"

#include <gsl/gsl_errno.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>

/* ---- Calls ---- */

struct call {
    enum status (*work)(void *context);
    void *context;
    enum status status;
};

static void run_call(void *context)
{
    struct call *call = context;
    call->status = call->work(call->context);
}

static void switch_handler_off(void)
{
    gsl_set_error_handler_off();
}

static enum recept_status public_status(enum status status)
{
    switch (status) {
    case STATUS_OK:
    case STATUS_UNSURE:
        return RECEPT_OK;
    case STATUS_USAGE:
        return RECEPT_USAGE;
    case STATUS_CONFIG:
        return RECEPT_CONFIG;
    case STATUS_INTERRUPTED:
    case STATUS_OUT_OF_TIME:
        return RECEPT_STOPPED;
    case STATUS_FAILED:
        break;
    }
    return RECEPT_FAILED;
}

enum recept_status api_work(struct memory_owner *owner, enum recept_language language,
    enum status (*work)(void *context), void *context)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, switch_handler_off);
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c == (locale_t)0)
        return RECEPT_NO_MEMORY;
    locale_t locale = uselocale(c);
    enum language spoken = language_used();
    struct memory_owner *before = memory_work_for(owner);
    language_use(language == RECEPT_DUTCH ? DUTCH : ENGLISH);
    struct call call = {work, context, STATUS_OK};
    bool done = memory_attempt(run_call, &call);
    language_use(spoken);
    memory_work_for(before);
    uselocale(locale);
    freelocale(c);
    return done ? public_status(call.status) : RECEPT_NO_MEMORY;
}

struct creation {
    void **object;
    size_t size;
};

static enum status create(void *context)
{
    const struct creation *creation = context;
    *creation->object = memory_new(1, creation->size);
    return STATUS_OK;
}

enum recept_status api_new(void **object, size_t size, enum recept_language language,
    enum status (*work)(void *context), void *context)
{
    *object = NULL;
    struct memory_owner *owner = memory_owner_new();
    if (owner == NULL)
        return RECEPT_NO_MEMORY;
    struct creation creation = {object, size};
    enum recept_status status = api_work(owner, language, create, &creation);
    if (status == RECEPT_OK) {
        *(struct memory_owner **)*object = owner;
        status = api_work(owner, language, work, context);
    }
    if (status != RECEPT_NO_MEMORY)
        return status;
    memory_owner_free(owner);
    *object = NULL;
    return status;
}

/* ---- What there is ---- */

const char *recept_version(void)
{
    return RECEPT_VERSION;
}

const char *recept_status_text(enum recept_status status, enum recept_language language)
{
    static const char *const texts[] = {
        [RECEPT_OK] = N_("done"),
        [RECEPT_FAILED] = N_("a file could not be read or made"),
        [RECEPT_USAGE] = N_("what is asked for is wrong"),
        [RECEPT_CONFIG] = N_("the config or its data are wrong"),
        [RECEPT_STOPPED] = N_("stopped before it was done"),
        [RECEPT_NO_MEMORY] = N_("out of memory"),
    };
    enum language spoken = language_used();
    language_use(language == RECEPT_DUTCH ? DUTCH : ENGLISH);
    const char *text = _(texts[status]);
    language_use(spoken);
    return text;
}

size_t recept_parameters(void)
{
    return (size_t)n_parameters;
}

struct recept_parameter recept_parameter(size_t i)
{
    const struct parameter *p = &parameters[i];
    return (struct recept_parameter){p->section, p->name, p->unit, p->text,
        p->absence == HAS_DEFAULT || p->absence == MAY_BE_OFF ? p->fallback : NAN, p->low,
        p->high, p->basis};
}

size_t recept_measures(void)
{
    return (size_t)n_measures;
}

struct recept_measure recept_measure(size_t i)
{
    return (struct recept_measure){measures[i].name, measures[i].unit};
}
