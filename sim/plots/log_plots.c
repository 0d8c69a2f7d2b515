/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_plots.h"

#include "language.h"
#include "page.h"
#include "plot_text.h"
#include "sentences.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

enum { ROW_HEIGHT = 30, LEAST_HEIGHT = 380, MOST_ROWS = 40, MOST_COMPANIES = 120 };

/* Blue, vermilion, orange and grey of M. Okabe and K. Ito, dark to light, so that they are told
 * apart in grey as well. */
static const unsigned colours[] = {0x0072b2, 0xd55e00, 0xe69f00, 0xd9d9d9, 0x333333, 0x009e73};

/* ---- What all of them share ---- */

static const char *numbered(struct page *page, double value, enum number_form form)
{
    return number_text(&page->arena, value, form);
}

/* "1 Nov 2023 - 15 Jan 2024 · 14 companies". */
static const char *about_words(struct page *page, const struct logbook *logbook)
{
    const struct scenario *scenario = logbook->log.scenario;
    int companies = (int)logbook->described.figure[FIGURE_COMPANIES].value;
    long start = 0;
    calendar_parse(scenario->campaign.start, &start);
    return arena_printf(&page->arena, "%s \u2013 %s \u00b7 %s",
        date_text(&page->arena, start + logbook->history.first_day),
        date_text(&page->arena, start + logbook->log.until),
        companies == 1 ? _("1 company")
                       : arena_printf(&page->arena, _("%s companies"),
                             numbered(page, companies, NUMBER_WHOLE)));
}

static void start_page(
    struct page *page, const struct logbook *logbook, const struct plot *plot)
{
    *page = (struct page){.plot = *plot};
    page->about = about_words(page, logbook);
}

static void set_array(struct page *page, const char *name, int n)
{
    page_set(page, "array %s[%d]\n", name, n > 0 ? n : 1);
}

/* ---- Shares that add up to 1 ---- */

static double sum_until(const struct incidence *curve, int parts, int i)
{
    double sum = 0.0;
    for (int ending = 1; ending <= parts; ending++)
        sum += incidence_at(curve, ending, i)->estimate;
    return sum;
}

static void add_steps(struct page *page, const struct incidence *curve)
{
    double below[4] = {0.0, 0.0, 0.0, 0.0};
    text_add_string(&page->data, "# x\tjoined\tsaid no\tstopped\topen");
    plot_add_row(&page->data, 0, 0, 0, 0, 1);
    for (int i = 0; i < curve->n; i++) {
        double x = incidence_at(curve, 1, i)->time;
        plot_add_row(&page->data, x, below[1], below[2], below[3], 1);
        for (int k = 1; k <= 3; k++)
            below[k] = sum_until(curve, k, i);
        plot_add_row(&page->data, x, below[1], below[2], below[3], 1);
    }
}

/* Names in the middle of their parts, moved apart where these are thin. */
static void add_parts(struct page *page, const struct incidence *curve)
{
    static const char *const names[] = {
        N_("joined"), N_("said no"), N_("given up by the hub"), N_("still open")};
    const double apart = 1.2 * PAGE_LINE / page->height;
    double from = 0.0, last = -1.0;
    int longest = 0;
    set_array(page, "colour", 4);
    text_add_string(&page->data, "\n\n\n# at\tname");
    for (int k = 1; k <= 4; k++) {
        double to = k < 4 ? sum_until(curve, k, curve->n - 1) : 1.0;
        double at = fmax((from + to) / 2.0, last + apart);
        const char *words = arena_printf(&page->arena, "%s %s", _(names[k - 1]),
            numbered(page, to - from, NUMBER_PERCENT_SHORT));
        page_set(page, "colour[%d] = %u\n", k, colours[k - 1]);
        plot_add_row(&page->data, at);
        plot_add_word(&page->data, words);
        longest = wrap_columns(words) > longest ? wrap_columns(words) : longest;
        from = to;
        last = at;
    }
    page_set(page, "parts = 4\nname_columns = %d\n", longest);
}

static enum status write_areas(const struct logbook *logbook, const struct incidence *curve,
    const struct plot *plot, const struct plots_target *to)
{
    struct page page;
    if (curve->n == 0)
        return STATUS_OK;
    start_page(&page, logbook, plot);
    page.height = LEAST_HEIGHT;
    add_steps(&page, curve);
    add_parts(&page, curve);
    double last = incidence_at(curve, 1, curve->n - 1)->time;
    struct scale scale = scale_from_zero(last, 8, 1.0);
    scale.end = last > 0.0 ? last : scale.end;
    page_axis(&page, "x", scale, NUMBER_WHOLE);
    page_caption(&page,
        _("Shares of all companies, those under way allowed for (Aalen-Johansen). A company "
          "that came to an end is in its part from then on."));
    return page_end(&page, to);
}

/* ---- Rows ---- */

/* What is drawn of a row; NAN: not there. */
struct log_row {
    const char *name, *words[2];
    double value, low, high, from, to, target;
};

static void add_row_words(struct page *page, const char *const heads[2])
{
    static const double places[] = {2.0, 20.0};
    const char *list = "";
    set_array(page, "word_head", 2);
    set_array(page, "word_upper", 2);
    for (int w = 0; w < 2; w++) {
        page_text(page, "word_head", w + 1, heads[w]);
        page_text(page, "word_upper", w + 1, "");
        list = arena_printf(&page->arena, "%s 1 %g 0", list, places[w]);
    }
    page_set(page, "word_columns = 2\nword_places = '%s'\n", list);
}

/* Adds a name to a row of the data, cut to so many columns; returns how many it takes. */
static int add_name(struct page *page, const char *name, int most)
{
    struct text cut = {0};
    plot_add_cut(&cut, name, most, 1);
    int columns = wrap_columns(text_string(&cut));
    plot_add_word(&page->data, text_string(&cut));
    text_free(&cut);
    return columns;
}

static void add_rows(struct page *page, const struct log_row *row, int n)
{
    int longest = 0;
    text_add_string(&page->data, "# row\tname at\tname\twords");
    for (int i = 0; i < n; i++) {
        plot_add_row(&page->data, i + 1, i + 1);
        int columns = add_name(page, row[i].name, 46);
        longest = columns > longest ? columns : longest;
        for (int w = 0; w < 2; w++)
            plot_add_word(&page->data, row[i].words[w]);
    }
    text_add_string(&page->data, "\n\n\n# panel\trow\tvalue\tlow\thigh\trange from\tto\ttarget"
                                 "\n0\t0\t0\t0\t0\t0\t0\t0");
    for (int i = 0; i < n; i++)
        plot_add_row(&page->data, 1, i + 1, row[i].value, row[i].low, row[i].high, row[i].from,
            row[i].to, row[i].target);
    page->height = n * ROW_HEIGHT;
    page_set(page, "name_columns = %d\nrows = %d\n", longest, n);
}

/* One panel, with an axis from 0 to `most`. */
static void add_panel(
    struct page *page, const char *head, double most, enum number_form form, double least)
{
    static const char *const arrays[] = {
        "x_from", "x_to", "x_step", "x_unit", "head", "below", "colour", "ink"};
    struct scale scale = scale_from_zero(most, 5, least);
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        set_array(page, arrays[i], 1);
    page_set(
        page, "x_from[1] = 0\nx_to[1] = %.10g\nx_step[1] = %.10g\n", scale.end, scale.step);
    page_set(page, "colour[1] = 0\nink[1] = 0\n");
    page_text(page, "x_unit", 1, axis_unit(form));
    page_text(page, "head", 1, head);
    page_text(page, "below", 1, "");
    page_set(page, "parts = 1\npanels = 1\nstacked = 0\naxis = 1\nzero = 0\nbefore = 0\n"
                   "after = 2\nbeside = 44\n");
}

static const char *contact_name(
    struct page *page, const struct logbook *logbook, int contact, int stage)
{
    const char *label = contact_label(&logbook->log.scenario->catalogue.contact[contact]);
    return arena_printf(&page->arena, "%s: %s", list_stage_label(stage), label);
}

/* ---- Working ingredients ---- */

static const char *flag_words(enum ingredient_flag flag)
{
    return flag == WORKS_BETTER  ? _("works better than assumed")
           : flag == WORKS_WORSE ? _("works worse than assumed")
                                 : _("not shown to differ");
}

static enum status write_ingredients(
    const struct logbook *logbook, const struct plots_target *to)
{
    static const struct plot plot = {.name = "ingredients",
        .title = N_("Working ingredients: progress observed against expected"),
        .kind = "rows.gp",
        .top = 104,
        .below = 50,
        .x_title =
            N_("contacts with progress, as a multiple of those expected (1: as assumed)")};
    const struct ingredients *in = &logbook->ingredients;
    struct page page;
    double most = 2.0;
    int n = 0;
    if (in->n == 0 || in->row[0].flag == NOT_RECORDED)
        return STATUS_OK;
    start_page(&page, logbook, &plot);
    struct log_row *row = arena_new(&page.arena, MOST_ROWS, sizeof *row);
    for (; n < in->n && n < MOST_ROWS; n++) {
        const struct ingredient *of = &in->row[n];
        row[n] = (struct log_row){contact_name(&page, logbook, of->contact, of->stage),
            {arena_printf(&page.arena, _("%d of %d (%s)"), of->progressed, of->recorded,
                 numbered(&page, of->expected, NUMBER_TENTHS)),
                flag_words(of->flag)},
            of->ratio.ratio, of->ratio.low, of->ratio.high, NAN, NAN, 1.0};
        most = fmax(most, fmin(of->ratio.ratio * 1.5, 4.0));
    }
    add_row_words(&page, (const char *const[]){_("observed (expected)"), ""});
    add_rows(&page, row, n);
    add_panel(&page, _("observed / expected"), most, NUMBER_TENTHS, 0.1);
    page_caption(&page,
        _("Dot: contacts followed by progress as a multiple of those that the config expects "
          "of the companies that got them. Line: its limits, cut off at the end of the axis. "
          "It is no effect of the contact by itself."));
    return page_end(&page, to);
}

/* ---- Days between contacts ---- */

static enum status write_between(const struct logbook *logbook, const struct plots_target *to)
{
    static const struct plot plot = {.name = "days_between",
        .title = N_("Days between contacts that took place, by stage"),
        .kind = "rows.gp",
        .top = 104,
        .below = 50,
        .x_title = N_("days until the next contact that took place")};
    struct page page;
    struct log_row row[N_STAGES];
    double most = 1.0;
    int n = 0;
    start_page(&page, logbook, &plot);
    for (int stage = 0; stage < N_STAGES; stage++) {
        const struct days_between *of = &logbook->described.between[stage];
        if (of->n == 0)
            continue;
        row[n++] = (struct log_row){list_stage_label(stage),
            {numbered(&page, of->median, NUMBER_WHOLE),
                number_span(&page.arena, of->p10, of->p90, NUMBER_WHOLE)},
            of->median, NAN, NAN, of->p10, of->p90, NAN};
        most = fmax(most, of->p90);
    }
    if (n > 0) {
        add_row_words(&page, (const char *const[]){_("median"), _("8 in 10")});
        add_rows(&page, row, n);
        add_panel(&page, _("days"), most, NUMBER_WHOLE, 1.0);
        page_caption(&page, _("Dot: median. Bar: 8 in 10 contacts, without the tenth that "
                              "followed soonest and the tenth that took longest. By the stage "
                              "before the contact, where it is known."));
    }
    return page_end_if(&page, n > 0, to);
}

/* ---- Rings ---- */

static enum status write_rings(const struct logbook *logbook, const struct plots_target *to)
{
    static const char *const names[N_LOG_RINGS] = {
        N_("in view"), N_("active"), N_("paying and active")};
    static const struct plot plot = {.name = "rings",
        .title = N_("Rings: companies so far against the targets"),
        .kind = "rows.gp",
        .top = 104,
        .below = 50,
        .x_title = N_("companies")};
    struct page page;
    struct log_row row[N_LOG_RINGS];
    double most = 1.0;
    start_page(&page, logbook, &plot);
    for (int i = 0; i < N_LOG_RINGS; i++) {
        const struct ring_row *ring = &logbook->described.ring[i];
        row[i] = (struct log_row){_(names[i]),
            {arena_printf(&page.arena, ring->target > 0 ? _("%d of %d") : _("%d, no target"),
                 (int)ring->companies, ring->target),
                ""},
            (double)ring->companies, NAN, NAN, 0.0, (double)ring->companies,
            ring->target > 0 ? (double)ring->target : (double)NAN};
        most = fmax(most, fmax((double)ring->companies, (double)ring->target));
    }
    add_row_words(&page, (const char *const[]){_("so far, of the target"), ""});
    add_rows(&page, row, N_LOG_RINGS);
    add_panel(&page, _("companies"), most, NUMBER_WHOLE, 1.0);
    page_caption(&page, _("Bar and dot: companies so far. Mark across: the target."));
    return page_end(&page, to);
}

/* ---- The logbook page ---- */

/* Kinds of events, with colour and mark. */
enum event_mark {
    MARK_HELD,
    MARK_NOT_HELD,
    MARK_PLANNED,
    MARK_JOINED,
    MARK_NO,
    MARK_OTHER,
    N_MARKS
};

static enum event_mark mark_of(const struct log_event *event)
{
    switch (event->record->outcome) {
    case LOG_HELD:
    case LOG_REFUSED:
        return MARK_HELD;
    case LOG_PLANNED:
        return MARK_PLANNED;
    case LOG_JOINED:
        return MARK_JOINED;
    case LOG_SAID_NO:
    case LOG_STOPPED:
    case LOG_LEFT:
        return MARK_NO;
    default:
        return event->record->outcome < LOG_PLANNED ? MARK_NOT_HELD : MARK_OTHER;
    }
}

static void add_marks(struct page *page)
{
    static const struct {
        const char *name;
        int colour, point;
    } marks[N_MARKS] = {{N_("took place"), 0, 7}, {N_("did not take place"), 4, 6},
        {N_("planned"), 0, 8}, {N_("joined"), 5, 13}, {N_("no, stopped, left"), 1, 2},
        {N_("introduced, renewed"), 2, 1}};
    set_array(page, "head", N_MARKS);
    set_array(page, "colour", N_MARKS);
    set_array(page, "ink", N_MARKS);
    for (int k = 0; k < N_MARKS; k++) {
        page_text(page, "head", k + 1, _(marks[k].name));
        page_set(page, "colour[%d] = %u\nink[%d] = %d\n", k + 1, colours[marks[k].colour],
            k + 1, marks[k].point);
    }
    page_set(page, "parts = %d\n", N_MARKS);
}

/* About six dates along the axis. */
static void add_dates(struct page *page, const struct logbook *logbook, int from, int to)
{
    enum { DATES = 6 };
    int step = (to - from) / DATES > 0 ? (to - from) / DATES : 1, n = 0;
    const char *places = "";
    long start = 0;
    calendar_parse(logbook->log.scenario->campaign.start, &start);
    set_array(page, "word_head", DATES + 2);
    for (int day = from; day <= to && n < DATES + 1; day += step) {
        page_text(page, "word_head", ++n, date_text(&page->arena, start + day));
        places = arena_printf(&page->arena, "%s %d", places, day);
    }
    page_set(page, "word_columns = %d\nword_places = '%s'\nx_from = %d\nx_to = %d\n", n, places,
        from - 1, to + 1);
}

/* Companies with records, in the order of their first. */
static int list_companies(const struct logbook *logbook, struct page *page, int **list)
{
    const struct history *history = &logbook->history;
    int n = 0;
    *list = arena_new(&page->arena, (size_t)logbook->log.n_companies + 1, sizeof **list);
    for (int i = 0; i < logbook->log.n_companies; i++) {
        if (history->company[i].n == 0)
            continue;
        int at = n++;
        int32_t day = history->event[history->company[i].first].record->day;
        while (at > 0 &&
               history->event[history->company[(*list)[at - 1]].first].record->day > day) {
            (*list)[at] = (*list)[at - 1];
            at--;
        }
        (*list)[at] = i;
    }
    return n;
}

static void add_events(
    struct page *page, const struct logbook *logbook, const int *list, int n, int last[1])
{
    const struct history *history = &logbook->history;
    for (int k = 0; k < N_MARKS; k++) {
        text_add_string(&page->data, k > 0 ? "\n\n\n# day\trow" : "# day\trow");
        plot_add_row(&page->data, NAN, NAN);
        for (int row = 0; row < n; row++) {
            const struct company_history *of = &history->company[list[row]];
            for (int64_t i = of->first; i < of->first + of->n; i++) {
                const struct log_event *event = &history->event[i];
                if (event->role == ROLE_LEFT_OUT || (int)mark_of(event) != k ||
                    event->record->outcome == LOG_STAGE)
                    continue;
                /* An ending stands a little above the contact that it came of. */
                double above = k == MARK_JOINED || k == MARK_NO ? 0.3 : 0.0;
                plot_add_row(&page->data, event->record->day, row + 1 - above);
                last[0] = event->record->day > last[0] ? event->record->day : last[0];
            }
        }
    }
}

static enum status write_events(const struct logbook *logbook, const struct plots_target *to)
{
    static const struct plot plot = {.name = "logbook",
        .title = N_("The logbook: what happened with each company"),
        .kind = "events.gp",
        .top = 110,
        .below = 34};
    struct page page;
    int *list, longest = 1, last = logbook->log.until;
    start_page(&page, logbook, &plot);
    int all = list_companies(logbook, &page, &list);
    int n = all < MOST_COMPANIES ? all : MOST_COMPANIES;
    add_events(&page, logbook, list, n, &last);
    text_add_string(&page.data, "\n\n\n# row\tname");
    for (int row = 0; row < n; row++) {
        plot_add_row(&page.data, row + 1);
        int columns = add_name(&page, logbook_company(logbook, &page.arena, list[row]), 28);
        longest = columns > longest ? columns : longest;
    }
    page.height = n * (n <= 30 ? 20 : 14) + 20;
    add_marks(&page);
    add_dates(&page, logbook, logbook->history.first_day, last);
    page_set(&page, "name_columns = %d\nrows = %d\n", longest, n);
    page_caption(&page,
        logbook->names ? _("A row for each company, in the order of their first record.")
                       : _("A row for each company, by its number in the list, in the order of "
                           "their first record."));
    if (n < all)
        page_caption(&page,
            arena_printf(&page.arena,
                _("The first %d of %d are shown; the tables have all of them."), n, all));
    return page_end_if(&page, n > 0, to);
}

/* ---- All of them ---- */

static enum status write_all(const struct logbook *logbook, const struct plots_target *to)
{
    static const struct plot by_day = {.name = "incidence_by_day",
        .title = N_("What became of the companies, by day since the first contact"),
        .kind = "areas.gp",
        .top = 96,
        .below = 50,
        .x_title = N_("days since the first contact"),
        .y_title = N_("share of the companies")};
    static const struct plot by_contact = {.name = "incidence_by_contact",
        .title = N_("What became of the companies, by number of contacts"),
        .kind = "areas.gp",
        .top = 96,
        .below = 50,
        .x_title = N_("contacts that took place"),
        .y_title = N_("share of the companies")};
    enum status status = write_areas(logbook, &logbook->described.by_day, &by_day, to);
    if (status == STATUS_OK)
        status = write_areas(logbook, &logbook->described.by_contact, &by_contact, to);
    if (status == STATUS_OK)
        status = write_events(logbook, to);
    if (status == STATUS_OK)
        status = write_ingredients(logbook, to);
    if (status == STATUS_OK)
        status = write_between(logbook, to);
    return status == STATUS_OK ? write_rings(logbook, to) : status;
}

enum status log_plots_write(const struct logbook *logbook, const struct plots_target *to)
{
    return logbook->history.n > 0 ? write_all(logbook, to) : STATUS_OK;
}
