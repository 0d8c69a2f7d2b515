/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "check_list.h"
#include "facts.h"
#include "language.h"
#include "progress.h"
#include "screen.h"
#include "shipped.h"
#include "wrap.h"

#include <math.h>
#include <stdio.h>

/* ---- Facts ---- */

/* The columns: what the source says, what the config gives, and whether that holds. */
enum { TEXT, FIGURE, VERDICT, COLUMNS };
static const int widths[COLUMNS] = {34, 46, 16};
enum { INDENT = 2 };

static const char *const verdict_text[] = {
    [HOLDS] = N_("holds"),
    [FAILS] = N_("does not hold"),
    [TOO_CLOSE] = N_("too close to call: simulate more"),
    [UNTOLD] = N_("cannot be told: needs more partners"),
};

static const char *in_language(struct label label)
{
    return language_is_dutch() ? label.nl : label.en;
}

/* Adds a paragraph to a cell, in lines that fit its column. */
static void add_paragraph(
    struct grid *grid, int row, int column, const char *string, int indent)
{
    const char **cell = grid_cell(grid, row, column);
    struct text wrapped = {0};
    wrap_add(&wrapped, string, widths[column], indent, 0);
    *cell = arena_printf(
        &grid->arena, "%s%s%s", *cell, (*cell)[0] != '\0' ? "\n" : "", text_string(&wrapped));
    text_free(&wrapped);
}

/* "(must be at least 60%)", "(must be 2 to 4)", whole where it is; nothing without bounds. */
static void add_bounds(struct sentences *s, const struct fact_figure *figure)
{
    bool points = figure->is_share && figure->operation == FACT_DIFFERENCE;
    double times = points ? 100.0 : 1.0;
    enum number_form form = figure->is_share && !points ? NUMBER_PERCENT_SHORT : NUMBER_SHORT;
    const char *least = part(s, times * figure->least, form);
    const char *most = part(s, times * figure->most, form);
    if (isfinite(figure->least) && isfinite(figure->most))
        text_printf(&s->text, _(" (must be %s to %s)"), least, most);
    else if (isfinite(figure->least))
        text_printf(&s->text, _(" (must be at least %s)"), least);
    else if (isfinite(figure->most))
        text_printf(&s->text, _(" (must be at most %s)"), most);
}

static void add_figure(struct grid *grid, int row, const struct fact_result *result)
{
    const struct fact_figure *figure = result->figure;
    struct estimate e = result->estimate;
    bool points = figure->is_share && figure->operation == FACT_DIFFERENCE;
    enum number_form error = figure->is_share  ? NUMBER_POINTS
                             : e.value >= 20.0 ? NUMBER_TENTHS
                                               : NUMBER_HUNDREDTHS;
    struct sentences s = {0};
    text_printf(&s.text, "%s: %s ± %s%s%s", in_language(figure->label),
        part(&s, e.value, figure->is_share && !points ? NUMBER_CHANCE_EXACT : error),
        part(&s, (e.high - e.low) / 2.0, error), points ? " " : "", points ? _("points") : "");
    add_bounds(&s, figure);
    add_paragraph(grid, row, FIGURE, s.text.data, INDENT);
    sentences_free(&s);
}

static void add_fact(struct grid *grid, int row, const struct fact_told *told)
{
    const char *count = NULL;
    add_paragraph(grid, row, TEXT, in_language(told->fact->label), 0);
    for (int r = 0; r < told->n; r++)
        if (told->result[r].segment == NONE && told->result[r].figure->label.en != NULL)
            add_figure(grid, row, &told->result[r]);
    if (told->fact->lacking != NULL)
        count = arena_printf(&grid->arena, _("cannot be told: needs %s"), told->fact->lacking);
    else if (told->segments > 0)
        count = arena_printf(&grid->arena, _("so in %d of %d segments (must be all)"),
            told->holding, told->segments);
    if (count != NULL)
        add_paragraph(grid, row, FIGURE, count, INDENT);
    if (told->fact->lacking == NULL)
        add_paragraph(grid, row, VERDICT, _(verdict_text[told->verdict]), 0);
}

static void print_facts(const struct facts_told *told)
{
    const struct scenario *scenario = told->config->scenario;
    struct label note = told->config->facts->note;
    struct sentences s = {0};
    struct screen screen = {0};
    struct grid grid;
    grid_init(&grid, told->n, COLUMNS,
        (const char *[COLUMNS]){
            _("what the source says"), _("what this config gives"), _("the fact")});
    grid.prose = true;
    for (int i = 0; i < told->n; i++)
        add_fact(&grid, i, &told->fact[i]);
    screen_add_table(&screen, &grid);
    screen_add_blank(&screen);
    text_printf(&s.text,
        _("Strategy %s; ±: Monte Carlo error of %s simulated campaigns (%s%%), parameters at "
          "their means."),
        in_language(scenario->strategy[0].label),
        part(&s, (double)told->replications, NUMBER_WHOLE),
        part(&s, scenario->simulation.confidence * 100.0, NUMBER_WHOLE));
    text_printf(&s.text, "\n%s", note.en != NULL ? in_language(note) : "");
    screen_say(&screen, &s);
    screen_print(stdout, &screen);
    screen_free(&screen);
}

/* ---- The config ---- */

static int days_closed(const struct campaign_terms *terms)
{
    struct arena arena = {0};
    struct calendar calendar;
    int closed = 0;
    calendar_init(&calendar, &arena, terms->outreach_days, terms->closed, terms->n_closed);
    for (int day = 0; day < terms->outreach_days; day++)
        closed += calendar_open(&calendar, day) != day;
    arena_free(&arena);
    return closed;
}

/* "spark.csv: size small 6, larger 8; ..." */
static void print_list(const struct company_list *list)
{
    struct arena arena = {0};
    printf("  %s:", arena_printable(&arena, list->path));
    for (int a = 0; a < list->axes->n; a++)
        printf("%s %s %s", a > 0 ? ";" : "",
            arena_printable(&arena, list_column_label(list->axes, LIST_AXES + a)),
            arena_printable(&arena, check_list_counts(list, LIST_AXES + a, &arena)));
    putchar('\n');
    arena_free(&arena);
}

/* ---- Where numbers come from ---- */

enum { MOST_TOLD = 12 }; /* of those of one provenance */

/* "    published: peers.referrals = 0.4 (a survey of 2019)", and of the rest that there are. */
static void print_numbers(const struct node *node, enum provenance from, int *told)
{
    if (node->rests && node->provenance == from && (*told)++ < MOST_TOLD) {
        struct text path = {0}, value = {0}, source = {0};
        node_path(node, &path);
        if (!node_value(node, &value))
            text_add_number(&value, node->real, 0);
        if (node->mark != NULL && node->mark->source != NULL)
            text_add_printable(&source, node->mark->source);
        else if (node_was_set(node))
            text_add_string(&source, _("set on the command line"));
        printf("    %s: %s = %s%s%s%s\n", _(provenance_names[from]), text_string(&path),
            text_string(&value), source.length > 0 ? " (" : "", text_string(&source),
            source.length > 0 ? ")" : "");
        text_free(&path);
        text_free(&value);
        text_free(&source);
    }
    node_each (member, node)
        print_numbers(member, from, told);
}

/* Of what is neither stated nor assumed each number, for somebody should know its source. */
static void print_basis(const struct config *config)
{
    struct arena arena = {0};
    if (!basis_has_more(&config->basis))
        printf(_("  %d numbers, of which %d are assumed\n"), basis_numbers(&config->basis),
            config->basis.of[ASSUMED]);
    else
        printf(_("  %d numbers: %s\n"), basis_numbers(&config->basis),
            basis_words(&arena, &config->basis));
    for (enum provenance from = PUBLISHED; from < ASSUMED; from++) {
        int told = 0;
        print_numbers(config->tree.root, from, &told);
        if (told > MOST_TOLD)
            printf(_("    %s: %d more; --dump shows them\n"), _(provenance_names[from]),
                told - MOST_TOLD);
    }
    arena_free(&arena);
}

static void print_scenario(const struct config *config)
{
    const struct scenario *s = config->scenario;
    printf(s->population.list != NULL ? _("  %d listed companies in %d segments\n")
                                      : _("  %d drawn companies in %d segments\n"),
        s->population.n, axes_segments(&s->axes));
    if (config->list != NULL)
        print_list(config->list);
    printf(_("  %d contact moments, %d packages, %d strategies\n"), s->catalogue.n,
        s->packages.n, s->n_strategies);
    printf(_("  outreach of %d days, partners followed for %d\n"), s->campaign.outreach_days,
        s->campaign.horizon_days);
    if (s->campaign.n_closed > 0)
        printf(_("  closed on %d of the days of outreach\n"), days_closed(&s->campaign));
    print_basis(config);
}

static void print_hub(const struct hub *hub)
{
    struct text name = {0}, strategy = {0};
    text_add_printable(&name, hub->name);
    text_add_printable(&strategy, hub->config->scenario->strategy[hub->strategy].id);
    printf(_("%s, with strategy %s:\n"), text_string(&name), text_string(&strategy));
    print_scenario(hub->config);
    text_free(&name);
    text_free(&strategy);
}

static void print_summary(const struct config *config, const char *path)
{
    size_t notices = config->notices.count;
    if (notices == 0)
        printf(_("%s: no errors\n"), path);
    else
        printf(ngettext("%s: no errors, %zu notice\n", "%s: no errors, %zu notices\n",
                   (unsigned long)notices),
            path, notices);
    if (config->n_hubs == 0)
        print_scenario(config);
    else
        printf(_("  %d hubs side by side\n"), config->n_hubs);
    for (int h = 0; h < config->n_hubs; h++)
        print_hub(&config->hub[h]);
}

static void print_dump(const struct config *config)
{
    struct text dump = {0};
    tree_dump(&config->tree, true, &dump);
    fputs(text_string(&dump), stdout);
    text_free(&dump);
}

static void show(void *progress, double share, double campaigns)
{
    progress_show(progress, share, campaigns);
}

/* Reads what the config's facts are told under, and simulates and prints them if asked to. */
static enum status tell_facts(const struct config *config, const struct config_origin *origin,
    const struct options *options, struct messages *errors)
{
    const struct setup_ask ask = {
        .n_configs = 1, .config = origin, .seed = options->study.seed};
    struct progress progress;
    struct runner runner = {.engine = {.stop = &interrupted},
        .progress = show,
        .context = &progress,
        .span = {0.0, 1.0}};
    progress_start(&progress, !options->quiet);
    struct arena arena = {0};
    enum status status = STATUS_OK;
    int last = options->facts ? 1 : 0;
    for (int simulate = 0; simulate <= last && status == STATUS_OK; simulate++) {
        struct facts_told told = {.config = config};
        status = facts_tell(&told, &arena, &ask, options->study.replications,
            simulate ? &runner : NULL, errors);
        if (simulate)
            progress_end(&progress);
        if (status == STATUS_OK && simulate)
            print_facts(&told);
    }
    arena_free(&arena);
    if (status == STATUS_INTERRUPTED)
        messages_add(errors, "%s", _("interrupted"));
    return status;
}

static enum status print_asked(const struct config *config, const struct config_origin *origin,
    const struct options *options, struct messages *errors)
{
    enum status status = STATUS_OK;
    struct arena arena = {0};
    const char *path = arena_printable(&arena, options->argument);
    if (options->dump)
        print_dump(config);
    else if (config->facts != NULL)
        status = tell_facts(config, origin, options, errors);
    else if (options->facts)
        printf(_("%s states no facts; a group 'facts', as in configs/facts/spark.cfg, does\n"),
            path);
    if (status == STATUS_OK && !options->dump && !options->facts)
        print_summary(config, path);
    arena_free(&arena);
    return status;
}

static enum status check(struct config *config, const struct config_origin *origin,
    const struct options *options, struct messages *errors)
{
    guard_reading(true);
    enum status status = config_open(config, origin, errors);
    guard_reading(false);
    if (status != STATUS_OK)
        return status;
    if (!config_sets_apart(&config->tree, options->set, options->n_sets, errors))
        return STATUS_USAGE;
    bool refused = options->strict && config->notices.count > 0;
    return refused ? STATUS_CONFIG : print_asked(config, origin, options, errors);
}

static enum status check_config(const struct options *options)
{
    struct arena arena = {0};
    struct messages errors = {0};
    struct config config;
    const struct config_origin origin = {
        .path = config_path(options->argument, &arena, &errors),
        .files = &files_of_program,
        .sets = options->set,
        .n_sets = options->n_sets};
    if (origin.path == NULL) {
        arena_free(&arena);
        return fail_with(&errors, STATUS_CONFIG);
    }
    enum status status = check(&config, &origin, options, &errors);
    print_messages(&errors, status == STATUS_CONFIG ? "" : "recept: ");
    print_messages(&config.notices, "");
    messages_free(&errors);
    config_free(&config);
    arena_free(&arena);
    return status == STATUS_OK ? finish_output() : status;
}

enum status cmd_check(const struct options *options)
{
    int list = 0;
    while (list < options->n_arguments && !check_is_list(options->arguments[list]))
        list++;
    if (list < options->n_arguments)
        return check_list(options, options->arguments[list],
            options->n_arguments > 1 ? options->arguments[1 - list] : NULL);
    if (options->n_arguments == 1)
        return check_config(options);
    struct messages errors = {0};
    messages_add(&errors, _("%s and %s: check one config at a time, or a company list with it"),
        options->arguments[0], options->arguments[1]);
    return fail_with(&errors, STATUS_USAGE);
}
