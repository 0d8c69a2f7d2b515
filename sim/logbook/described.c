/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "described.h"

#include "sort.h"

#include <math.h>

const struct log_figure_kind log_figures[N_LOG_FIGURES] = {
    [FIGURE_COMPANIES] = {"companies", ""},
    [FIGURE_JOINED] = {"joined", ""},
    [FIGURE_SAID_NO] = {"said_no", ""},
    [FIGURE_STOPPED] = {"stopped", ""},
    [FIGURE_OPEN] = {"open", ""},
    [FIGURE_CONTACTS_PER_PARTNER] = {"contacts_per_partner", "contacts"},
    [FIGURE_4_TO_7] = {"contacts_4_to_7_share", "share"},
    [FIGURE_OVER_7] = {"contacts_over_7_share", "share"},
    [FIGURE_CONTACTS_TO_NO] = {"contacts_to_no", "contacts"},
    [FIGURE_ALL_PER_PARTNER] = {"all_contacts_per_partner", "contacts"},
    [FIGURE_DAYS_MEDIAN] = {"days_to_partner_median", "days"},
    [FIGURE_DAYS_OF_JOINED] = {"days_of_those_joined_median", "days"},
    [FIGURE_HOURS_PER_PARTNER] = {"hours_per_partner", "hours"},
    [FIGURE_COST_PER_PARTNER] = {"cost_per_partner", "EUR"},
    [FIGURE_IN_VIEW] = {"in_view", ""},
    [FIGURE_ACTIVE] = {"active", ""},
    [FIGURE_PAYING] = {"paying", ""},
    [FIGURE_MOVED_SHARE] = {"moved_share", "share"},
    [FIGURE_NO_SHOW_SHARE] = {"no_show_share", "share"},
};

const char *const log_ring_names[N_LOG_RINGS] = {"in_view", "active", "paying"};

static int companies_of(const struct history *history)
{
    return history->log->n_companies;
}

static struct estimate plain(double value)
{
    struct estimate e = estimate_undefined();
    e.value = value;
    return e;
}

/* ---- What a company took ---- */

/* Hours and euros that are written up to the ending: those of care are no cost of winning. */
struct taken {
    double hours, cost_eur;
    bool any_hours, any_cost;
};

static void take(struct taken *taken, const struct log_record *record)
{
    taken->any_hours = taken->any_hours || !isnan(record->hours);
    taken->any_cost = taken->any_cost || !isnan(record->cost_eur);
    taken->hours += isnan(record->hours) ? 0.0 : (double)record->hours;
    taken->cost_eur += isnan(record->cost_eur) ? 0.0 : (double)record->cost_eur;
}

static struct taken taken_by(const struct history *history, int company)
{
    const struct company_history *of = &history->company[company];
    struct taken taken = {0};
    for (int64_t i = of->first; i < of->first + of->n; i++)
        if (history->event[i].role == ROLE_COUNTS)
            take(&taken, history->event[i].record);
    return taken;
}

/* ---- Ratios to partners ---- */

/* Sums over companies of y, of partners x, and of their products. */
static void add_ratio(struct ratio_sums *sums, double y, double x)
{
    sums->y += y;
    sums->x += x;
    sums->yy += y * y;
    sums->xx += x * x;
    sums->xy += x * y;
}

/* y for each partner: its limits by the delta method on the log scale, Student's t with as many
 * degrees of freedom as there are companies, less one. None under two partners. */
static struct estimate per_partner(int64_t n, struct ratio_sums sums, double confidence)
{
    struct estimate e = estimate_undefined();
    if (sums.x < 1.0)
        return e;
    e.value = sums.y / sums.x;
    if (sums.x < 2.0 || n < 2 || sums.y <= 0.0)
        return e;
    double count = (double)n, y = sums.y / count, x = sums.x / count;
    /* Of y/mean(y) - x/mean(x), whose mean is 0. */
    double square = sums.yy / (y * y) - 2.0 * sums.xy / (x * y) + sums.xx / (x * x);
    double se = sqrt(fmax(square, 0.0) / (count * (count - 1.0)));
    double t = estimate_t((uint64_t)n, confidence);
    e.se = e.value * se;
    e.low = e.value * exp(-t * se);
    e.high = e.value * exp(t * se);
    return e;
}

/* ---- Curves ---- */

/* It was known before the logbook began, and nobody knows since when. */
static bool is_since_unknown(const struct company_history *of)
{
    return of->late && of->approached == LOG_NO_DAY;
}

bool described_spell(const struct history *history, int company, struct spell *spell)
{
    const struct company_history *of = &history->company[company];
    if (of->origin == LOG_NO_DAY || is_since_unknown(of))
        return false;
    int32_t since = history->first_day - of->origin - 1;
    *spell = (struct spell){
        of->late && since > 0 ? since : FROM_THE_START, of->ended - of->origin, of->ending};
    return spell->exit > spell->entry;
}

/* Contacts held; a company that was known before enters with those that it had. */
static bool spell_by_contact(const struct history *history, int company, struct spell *spell)
{
    const struct company_history *of = &history->company[company];
    int before = history->log->company[company].contacts_before;
    if (of->n == 0)
        return false;
    *spell = (struct spell){before > 0 ? before : FROM_THE_START, of->contacts, of->ending};
    return spell->exit > spell->entry;
}

static void find_curves(struct described *d, double confidence)
{
    const struct history *history = d->history;
    size_t n = (size_t)companies_of(history);
    struct spell *spell = memory_new(n + 1, sizeof *spell);
    int32_t kept = 0;
    for (int i = 0; i < (int)n; i++) {
        const struct company_history *of = &history->company[i];
        kept += described_spell(history, i, &spell[kept]);
        d->without_days += of->n > 0 && is_since_unknown(of);
    }
    incidence_init(&d->by_day, spell, kept, N_LOG_ENDINGS - 1, confidence);
    kept = 0;
    for (int i = 0; i < (int)n; i++)
        kept += spell_by_contact(history, i, &spell[kept]);
    incidence_init(&d->by_contact, spell, kept, N_LOG_ENDINGS - 1, confidence);
    memory_free(spell);
}

/* ---- Whole numbers and their quantiles ---- */

/* Numbers from 0 on, to be sorted. */
struct numbers {
    int n, room;
    struct sortable *item;
};

static void add_number(struct numbers *numbers, int32_t value)
{
    if (numbers->n == numbers->room) {
        numbers->room = 2 * numbers->room + 16;
        numbers->item =
            memory_resize(numbers->item, (size_t)numbers->room, sizeof *numbers->item);
    }
    numbers->item[numbers->n++] = (struct sortable){(uint64_t)(value > 0 ? value : 0), 0};
}

static void sort_them(struct numbers *numbers)
{
    struct sortable *spare = memory_new((size_t)numbers->n + 1, sizeof *spare);
    if (numbers->n > 0)
        sort_by_key(numbers->item, spare, numbers->n);
    memory_free(spare);
}

/* The least that at least a share `p` are at or below; NAN: there are none. */
static double quantile(const struct numbers *sorted, double p)
{
    int at = (int)ceil(p * sorted->n - 1e-9) - 1;
    return sorted->n > 0 ? (double)sorted->item[at > 0 ? at : 0].key : NAN;
}

/* ---- Figures ---- */

/* Contacts that were held with companies of one ending: their mean. */
struct mean_sums {
    uint64_t n;
    double sum, square;
};

static void add_mean(struct mean_sums *sums, double x)
{
    sums->n++;
    sums->sum += x;
    sums->square += x * x;
}

static struct estimate mean_of(struct mean_sums sums, double confidence)
{
    return sums.n > 0 ? estimate_mean(sums.n, sums.sum, sums.square, confidence)
                      : estimate_undefined();
}

struct figure_sums {
    int64_t ended[N_LOG_ENDINGS], known;
    struct mean_sums to_partner, to_no;
    double from_4_to_7, over_7;
    struct ratio_sums contacts, hours, cost;
    bool any_hours, any_cost;
    struct numbers days;
};

static void add_company(struct figure_sums *sums, const struct history *history, int company)
{
    const struct company_history *of = &history->company[company];
    struct taken taken = taken_by(history, company);
    bool joined = of->ending == ENDED_JOINED;
    sums->known++;
    sums->ended[of->ending]++;
    add_ratio(&sums->contacts, of->held, joined);
    add_ratio(&sums->hours, taken.hours, joined);
    add_ratio(&sums->cost, taken.cost_eur, joined);
    sums->any_hours = sums->any_hours || taken.any_hours;
    sums->any_cost = sums->any_cost || taken.any_cost;
    if (of->ending == ENDED_NO)
        add_mean(&sums->to_no, of->contacts);
    if (!joined)
        return;
    add_mean(&sums->to_partner, of->contacts);
    sums->from_4_to_7 += of->contacts >= 4 && of->contacts <= 7;
    sums->over_7 += of->contacts > 7;
    if (of->origin != LOG_NO_DAY && !is_since_unknown(of))
        add_number(&sums->days, of->ended - of->origin);
}

static void set_figures(struct described *d, struct figure_sums *sums, double confidence)
{
    struct estimate *figure = d->figure;
    uint64_t partners = sums->to_partner.n;
    struct incidence_median median = incidence_median(&d->by_day, ENDED_JOINED);
    figure[FIGURE_COMPANIES] = plain((double)sums->known);
    figure[FIGURE_JOINED] = plain((double)sums->ended[ENDED_JOINED]);
    figure[FIGURE_SAID_NO] = plain((double)sums->ended[ENDED_NO]);
    figure[FIGURE_STOPPED] = plain((double)sums->ended[ENDED_STOPPED]);
    figure[FIGURE_OPEN] = plain((double)sums->ended[LOG_OPEN]);
    figure[FIGURE_CONTACTS_PER_PARTNER] = mean_of(sums->to_partner, confidence);
    figure[FIGURE_CONTACTS_TO_NO] = mean_of(sums->to_no, confidence);
    if (partners > 0) {
        figure[FIGURE_4_TO_7] = estimate_share(partners, sums->from_4_to_7, confidence);
        figure[FIGURE_OVER_7] = estimate_share(partners, sums->over_7, confidence);
    }
    figure[FIGURE_ALL_PER_PARTNER] = per_partner(sums->known, sums->contacts, confidence);
    figure[FIGURE_DAYS_MEDIAN] = plain(median.time);
    figure[FIGURE_DAYS_MEDIAN].low = median.low;
    figure[FIGURE_DAYS_MEDIAN].high = median.high;
    sort_them(&sums->days);
    figure[FIGURE_DAYS_OF_JOINED] = plain(quantile(&sums->days, 0.5));
    if (sums->any_hours)
        figure[FIGURE_HOURS_PER_PARTNER] = per_partner(sums->known, sums->hours, confidence);
    if (sums->any_cost)
        figure[FIGURE_COST_PER_PARTNER] = per_partner(sums->known, sums->cost, confidence);
    for (int i = 0; i < N_LOG_RINGS; i++)
        figure[FIGURE_IN_VIEW + i] = plain((double)d->ring[i].companies);
}

static void find_figures(struct described *d, double confidence)
{
    struct figure_sums sums = {0};
    for (int i = 0; i < N_LOG_FIGURES; i++)
        d->figure[i] = estimate_undefined();
    /* Of a list that was not worked through the companies that nothing is written of are not
     * known by the logbook. */
    for (int i = 0; i < companies_of(d->history); i++)
        if (d->history->company[i].n > 0)
            add_company(&sums, d->history, i);
    set_figures(d, &sums, confidence);
    memory_free(sums.days.item);
}

/* ---- Contact moments ---- */

enum { STAGES_TOLD = LOG_PARTNER + 2 }; /* those, and none */

static int stage_place(int stage)
{
    return stage == NONE ? STAGES_TOLD - 1 : stage;
}

/* Whether what came of a held contact is written, and whether that is progress. */
static bool is_recorded(
    const struct described *d, const struct log_event *event, bool *progress)
{
    bool talk = event->record->contact == d->history->log->scenario->catalogue.talk;
    if (talk) {
        *progress = event->joined == YES;
        return event->joined != NOT_SAID;
    }
    *progress = event->stage_after > event->stage_before;
    return event->stage_after != NONE && event->stage_known;
}

/* Rows by contact moment and place of the stage, and days to the next contact of each. */
struct contact_sums {
    struct contact_row *row;
    struct numbers *next;
    struct taken *taken;
    struct numbers between[N_STAGES];
};

/* The next contact that was held with the company; NULL: there is none. */
static const struct log_event *next_held(
    const struct history *history, const struct company_history *of, int64_t i)
{
    for (i++; i < of->first + of->n; i++)
        if (history->event[i].role == ROLE_COUNTS &&
            history->event[i].record->outcome == LOG_HELD)
            return &history->event[i];
    return NULL;
}

static void add_event(const struct described *d, struct contact_sums *sums,
    const struct company_history *of, int64_t i)
{
    const struct log_event *event = &d->history->event[i];
    const struct log_record *record = event->record;
    if (event->role != ROLE_COUNTS || record->contact == NONE || record->outcome > LOG_PLANNED)
        return;
    size_t at =
        (size_t)record->contact * STAGES_TOLD + (size_t)stage_place(event->stage_before);
    struct contact_row *row = &sums->row[at];
    bool progress = false;
    row->moved += record->outcome == LOG_MOVED;
    row->delayed += record->outcome == LOG_MOVED &&
                    (record->reason == REASON_BUSY || record->reason == REASON_WAITED);
    row->no_show += record->outcome == LOG_NO_SHOW;
    row->cancelled += record->outcome == LOG_CANCELLED;
    row->not_reached += record->outcome == LOG_NOT_REACHED;
    take(&sums->taken[at], record);
    if (record->outcome != LOG_HELD)
        return;
    row->held++;
    if (is_recorded(d, event, &progress)) {
        row->recorded++;
        row->progressed += progress;
    }
    const struct log_event *next = next_held(d->history, of, i);
    if (next == NULL)
        return;
    int32_t days = next->record->day - record->day;
    add_number(&sums->next[at], days);
    if (event->stage_before >= 0 && event->stage_before < N_STAGES)
        add_number(&sums->between[event->stage_before], days);
}

static void finish_row(
    struct contact_row *row, struct numbers *next, const struct taken *taken, double confidence)
{
    sort_them(next);
    row->next_p10 = quantile(next, 0.1);
    row->next_median = quantile(next, 0.5);
    row->next_p90 = quantile(next, 0.9);
    row->hours = taken->any_hours ? taken->hours : NAN;
    row->cost_eur = taken->any_cost ? taken->cost_eur : NAN;
    row->share = row->recorded > 0 ? estimate_share_jeffreys((uint64_t)row->recorded,
                                         (double)row->progressed, confidence)
                                   : estimate_undefined();
}

static void find_contacts(struct described *d, double confidence)
{
    const struct history *history = d->history;
    size_t rows = (size_t)history->log->scenario->catalogue.n * STAGES_TOLD;
    struct contact_sums sums = {memory_new(rows, sizeof *sums.row),
        memory_new(rows, sizeof *sums.next), memory_new(rows, sizeof *sums.taken), {{0}}};
    for (int c = 0; c < companies_of(history); c++) {
        const struct company_history *of = &history->company[c];
        for (int64_t i = of->first; i < of->first + of->n; i++)
            add_event(d, &sums, of, i);
    }
    d->contact = arena_new(&d->arena, rows, sizeof *d->contact);
    for (size_t i = 0; i < rows; i++) {
        struct contact_row *row = &sums.row[i];
        int stage = (int)(i % STAGES_TOLD);
        row->contact = (int)(i / STAGES_TOLD);
        row->stage = stage == STAGES_TOLD - 1 ? NONE : stage;
        finish_row(row, &sums.next[i], &sums.taken[i], confidence);
        if (row->held + row->moved + row->no_show + row->cancelled + row->not_reached > 0)
            d->contact[d->n_contacts++] = *row;
        memory_free(sums.next[i].item);
    }
    for (int stage = 0; stage < N_STAGES; stage++) {
        struct numbers *between = &sums.between[stage];
        sort_them(between);
        d->between[stage] = (struct days_between){
            between->n, quantile(between, 0.1), quantile(between, 0.5), quantile(between, 0.9)};
        memory_free(between->item);
    }
    memory_free(sums.row);
    memory_free(sums.next);
    memory_free(sums.taken);
}

/* Of appointments that came due, those that were moved and those to which nobody came; one that
 * waits for a company that is busy, or for hours, comes due when it can. */
static void find_moves(struct described *d, double confidence)
{
    const struct log *log = d->history->log;
    double due = 0.0, moved = 0.0, no_show = 0.0;
    for (int i = 0; i < d->n_contacts; i++) {
        const struct contact_row *row = &d->contact[i];
        const struct contact *contact = &log->scenario->catalogue.contact[row->contact];
        if (!log->scenario->catalogue.mode[contact->mode].appointment)
            continue;
        due += (double)(row->held + row->moved - row->delayed + row->no_show);
        moved += (double)(row->moved - row->delayed);
        no_show += (double)row->no_show;
    }
    if (due > 0.0 && (log->kept >> LOG_MOVED & 1u) != 0)
        d->figure[FIGURE_MOVED_SHARE] = estimate_share((uint64_t)due, moved, confidence);
    if (due > 0.0 && (log->kept >> LOG_NO_SHOW & 1u) != 0)
        d->figure[FIGURE_NO_SHOW_SHARE] = estimate_share((uint64_t)due, no_show, confidence);
}

/* ---- Rings ---- */

static bool is_in_ring(const struct company_history *of, int ring)
{
    bool partner = of->ending == ENDED_JOINED;
    return ring == LOG_IN_VIEW  ? of->held > 0
           : ring == LOG_ACTIVE ? of->active
                                : partner && of->active;
}

static void find_rings(struct described *d)
{
    const struct targets *targets = &d->history->log->scenario->campaign.targets;
    const int target[N_LOG_RINGS] = {targets->in_view, targets->active, targets->paying};
    for (int r = 0; r < N_LOG_RINGS; r++) {
        struct ring_row *ring = &d->ring[r];
        bool any_hours = false, any_cost = false;
        *ring = (struct ring_row){.target = target[r]};
        for (int i = 0; i < companies_of(d->history); i++) {
            if (!is_in_ring(&d->history->company[i], r))
                continue;
            struct taken taken = taken_by(d->history, i);
            ring->companies++;
            ring->hours += taken.hours;
            ring->cost_eur += taken.cost_eur;
            any_hours = any_hours || taken.any_hours;
            any_cost = any_cost || taken.any_cost;
        }
        ring->hours = any_hours ? ring->hours : NAN;
        ring->cost_eur = any_cost ? ring->cost_eur : NAN;
    }
}

void described_init(
    struct described *described, const struct history *history, double confidence)
{
    *described = (struct described){.history = history};
    find_rings(described);
    find_curves(described, confidence);
    find_contacts(described, confidence);
    find_figures(described, confidence);
    find_moves(described, confidence);
}

void described_free(struct described *described)
{
    incidence_free(&described->by_day);
    incidence_free(&described->by_contact);
    arena_free(&described->arena);
    *described = (struct described){0};
}
