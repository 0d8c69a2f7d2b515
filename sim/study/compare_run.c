/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_run.h"

#include "language.h"
#include "runner.h"
#include "setup.h"

enum status compared_init(
    struct compared_setup *compared, struct setup *setup, const struct compare_ask *ask)
{
    *compared = (struct compared_setup){.setup = setup, .ask = *ask};
    if (setup->study.has_hubs)
        messages_add(&setup->errors, "%s",
            _("hubs differ in people and region, not only in strategy: "
              "compare the strategies of one hub's config"));
    else if (setup->study.n_cases > MOST_COMPARED)
        messages_add(&setup->errors,
            _("%d strategies are too many to compare; at most %d are "
              "possible"),
            setup->study.n_cases, MOST_COMPARED);
    if (setup->errors.count > 0)
        return STATUS_USAGE;
    enum status status = setup_find(setup, ask->baseline, &compared->baseline);
    return status == STATUS_OK && ask->without != NULL
               ? compare_without_check(setup, ask->without)
               : status;
}

void compared_free(struct compared_setup *compared)
{
    compare_variants_free(&compared->equal);
    compare_variants_free(&compared->without);
    compare_free(&compared->compare);
    unknowns_free(&compared->unknowns);
}

/* Where each campaign goes. */
struct saving {
    struct compare *compare;
    void (*save)(void *context, int one, uint64_t replication, const double *x);
    void *context;
};

static void save_both(void *context, int one, uint64_t replication, const double *x)
{
    const struct saving *saving = context;
    compare_save(saving->compare, one, replication, x);
    if (saving->save != NULL)
        saving->save(saving->context, one, replication, x);
}

enum status compared_run(struct compared_setup *compared, struct setup *setup,
    struct runner *runner, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context)
{
    const struct compare_ask *ask = &compared->ask;
    struct compare *compare = &compared->compare;
    struct unknowns *unknowns = &compared->unknowns;
    struct saving saving = {compare, save, context};
    compare_init(compare, &setup->study, compared->baseline, plan.replications);
    enum status status = runner_run(runner, &setup->study, plan, save_both, &saving);
    if (status != STATUS_OK)
        return status;
    unknowns_init(unknowns, setup, compare_draws(setup->study.replications));
    compare_finish(compare, unknowns->n, unknowns->theta);
    comparison_init(&compared->comparison, compare, ask->value, unknowns->agree);
    status = compare_longer(&compared->longer, setup, runner);
    if (status == STATUS_OK && (ask->equal_cost || ask->equal_hours))
        status =
            compare_equal(&compared->equal, setup, runner, compare, ask->equal_hours, plan);
    if (status == STATUS_OK && ask->without != NULL)
        status = compare_without(&compared->without, setup, runner, ask->without, plan);
    return status;
}
