/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook_xml.h"

#include "language.h"
#include "late.h"

#include <libxml/parser.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FUNCTIONS(F)                                                                           \
    F(xmlCreatePushParserCtxt)                                                                 \
    F(xmlCtxtGetLastError)                                                                     \
    F(xmlCtxtUseOptions)                                                                       \
    F(xmlFreeDoc)                                                                              \
    F(xmlFreeParserCtxt)                                                                       \
    F(xmlParseChunk)                                                                           \
    F(xmlStopParser)
static struct {
    FUNCTIONS(LATE_MEMBER)
} xml_parser;
#define ROW(function) LATE_ROW(xml_parser, function),
static const struct late_function functions[] = {FUNCTIONS(ROW)};

enum { MOST_FIELDS_IN_ALL = 50000000, MOST_REGIONS = 100000, PIECE = 1 << 16 };

/* Elements of Gnumeric's XML that matter, each at its depth. */
enum element { OTHER, CONVENTION, SHEET, SHEET_NAME, STYLE_REGION, STYLE, ROW_INFO, CELL };
static const struct {
    const char *name;
    int depth;
    enum element element;
} elements[] = {{"DateConvention", 2, CONVENTION}, {"Sheet", 3, SHEET}, {"Name", 4, SHEET_NAME},
    {"StyleRegion", 5, STYLE_REGION}, {"Style", 6, STYLE}, {"RowInfo", 5, ROW_INFO},
    {"Cell", 5, CELL}};
enum { ELEMENTS = sizeof elements / sizeof elements[0] };

/* What cells hold, in Gnumeric's numbers. */
enum { VALUE_EMPTY = 10, VALUE_FLAG = 20, VALUE_INTEGER = 30, VALUE_REAL = 40 };

struct cell {
    long row, column;
    const char *text;
    enum cell_kind kind;
};

struct hidden_rows {
    long first, last;
};

/* One sheet while it is read. */
struct sheet {
    const char *name;
    bool hidden;
    long row, column; /* first ones that are not empty */
    long n, room, n_hidden, hidden_room, regions_room;
    struct cell *cell;
    struct hidden_rows *hides;
    int n_regions;
    struct date_region *region, next; /* `next` is of the style that is being read */
};

struct reading {
    struct workbook *workbook;
    struct arena *arena;
    const char *path, *wanted;
    xmlParserCtxt *parser;
    int depth;
    enum element element; /* the innermost that matters and is open */
    struct cell cell;     /* that is being read */
    int value_type;
    bool shares_formula, found, no_memory;
    struct text text; /* of the element */
    struct sheet sheet, chosen;
    struct text others;
    const char *wrong;
};

/* ---- Attributes ---- */

/* As libxml2 gives them: name, prefix, namespace, start and end of the value. */
struct attributes {
    int n;
    const xmlChar **at;
};

static bool attribute(const struct attributes *attributes, const char *name, struct text *value)
{
    for (int i = 0; i < attributes->n; i++) {
        const xmlChar **a = attributes->at + 5 * (ptrdiff_t)i;
        if (!text_same((const char *)a[0], name))
            continue;
        value->length = 0;
        text_add(value, (const char *)a[3], (size_t)(a[4] - a[3]));
        return true;
    }
    return false;
}

/* A whole number of 0 or more; `otherwise` where there is none. */
static long number_of(const struct attributes *attributes, const char *name, long otherwise)
{
    enum { MOST_DIGITS = 9 };
    struct text value = {0};
    bool is = attribute(attributes, name, &value) && value.length > 0 &&
              value.length <= MOST_DIGITS && strspn(value.data, "0123456789") == value.length;
    long number = is ? strtol(value.data, NULL, 10) : otherwise;
    text_free(&value);
    return number;
}

static bool says(const struct attributes *attributes, const char *name, const char *what)
{
    struct text value = {0};
    bool is = attribute(attributes, name, &value) && text_same(text_string(&value), what);
    text_free(&value);
    return is;
}

/* Whether a format is one of dates: it has a year or a day outside of texts and brackets. */
static bool is_date_format(const char *format)
{
    for (; *format != '\0'; format++) {
        const char *close = *format == '"'   ? strchr(format + 1, '"')
                            : *format == '[' ? strchr(format, ']')
                                             : NULL;
        if (close != NULL)
            format = close;
        else if (*format == '\\' && format[1] != '\0')
            format++;
        else if (strchr("yYdD", *format) != NULL)
            return true;
    }
    return false;
}

/* ---- Sheets ---- */

static void *room_for_more(void *list, long n, long *room, size_t size)
{
    if (n < *room)
        return list;
    *room = *room * 2 + 64;
    return memory_resize(list, (size_t)*room, size);
}

static void sheet_free(struct sheet *sheet)
{
    memory_free(sheet->cell);
    memory_free(sheet->hides);
    memory_free(sheet->region);
    *sheet = (struct sheet){0};
}

static void end_sheet(struct reading *r)
{
    struct sheet *sheet = &r->sheet;
    struct workbook *workbook = r->workbook;
    const char *name = sheet->name != NULL ? sheet->name : "";
    bool fits = r->wanted != NULL ? text_same(name, r->wanted) : !sheet->hidden;
    workbook->sheets++;
    workbook->hidden_sheets += sheet->hidden && sheet->n > 0;
    if (fits && sheet->n > 0 && !r->found) {
        r->found = true;
        r->chosen = *sheet;
        *sheet = (struct sheet){0};
        return;
    }
    if (!sheet->hidden && sheet->n > 0)
        text_printf(&r->others, "%s'%s'", r->others.length > 0 ? ", " : "", name);
    sheet_free(sheet);
}

static void end_cell(struct reading *r)
{
    struct sheet *sheet = &r->sheet;
    struct cell cell = r->cell;
    const char *text = text_string(&r->text);
    bool formula = r->shares_formula || (r->value_type == 0 && text[0] == '=');
    if (cell.row < 0 || cell.column < 0 || r->value_type == VALUE_EMPTY ||
        (!formula && text[0] == '\0'))
        return;
    if (sheet->row > cell.row || sheet->n == 0)
        sheet->row = cell.row;
    if (sheet->column > cell.column || sheet->n == 0)
        sheet->column = cell.column;
    cell.text = arena_trimmed(r->arena, text);
    cell.kind = formula                                                         ? CELL_FORMULA
                : r->value_type == VALUE_FLAG                                   ? CELL_FLAG
                : r->value_type == VALUE_INTEGER || r->value_type == VALUE_REAL ? CELL_NUMBER
                                                                                : CELL_TEXT;
    if (cell.column >= CSV_MOST_FIELDS)
        r->wrong = _("more than a thousand fields");
    sheet->cell = room_for_more(sheet->cell, sheet->n, &sheet->room, sizeof *sheet->cell);
    sheet->cell[sheet->n++] = cell;
}

/* ---- Elements ---- */

static void start_row_info(struct sheet *sheet, const struct attributes *attributes)
{
    long row = number_of(attributes, "No", -1), n = number_of(attributes, "Count", 1);
    if (!says(attributes, "Hidden", "1") || row < 0 || n < 1)
        return;
    sheet->hides =
        room_for_more(sheet->hides, sheet->n_hidden, &sheet->hidden_room, sizeof *sheet->hides);
    sheet->hides[sheet->n_hidden++] = (struct hidden_rows){row, row + n - 1};
}

static void start_style(struct sheet *sheet, const struct attributes *attributes)
{
    struct text format = {0};
    if (attribute(attributes, "Format", &format) && is_date_format(text_string(&format)) &&
        sheet->n_regions < MOST_REGIONS) {
        sheet->region = room_for_more(
            sheet->region, sheet->n_regions, &sheet->regions_room, sizeof *sheet->region);
        sheet->region[sheet->n_regions++] = sheet->next;
    }
    text_free(&format);
}

static void start_element(
    struct reading *r, enum element element, const struct attributes *attributes)
{
    struct sheet *sheet = &r->sheet;
    r->element = element;
    r->text.length = 0;
    text_add(&r->text, "", 0);
    if (element == SHEET) {
        sheet_free(sheet);
        sheet->hidden = attribute(attributes, "Visibility", &r->text) &&
                        !text_same(r->text.data, "GNM_SHEET_VISIBILITY_VISIBLE");
        r->text.length = 0;
    } else if (element == ROW_INFO) {
        start_row_info(sheet, attributes);
    } else if (element == STYLE_REGION) {
        sheet->next = (struct date_region){number_of(attributes, "startRow", -1),
            number_of(attributes, "endRow", -1), number_of(attributes, "startCol", -1),
            number_of(attributes, "endCol", -1)};
    } else if (element == STYLE) {
        start_style(sheet, attributes);
    } else if (element == CELL) {
        r->cell = (struct cell){.row = number_of(attributes, "Row", -1),
            .column = number_of(attributes, "Col", -1)};
        r->value_type = (int)number_of(attributes, "ValueType", 0);
        struct text expression = {0};
        r->shares_formula = attribute(attributes, "ExprID", &expression);
        text_free(&expression);
    }
}

static void end_element(struct reading *r, enum element element)
{
    if (element == SHEET)
        end_sheet(r);
    else if (element == SHEET_NAME)
        r->sheet.name = arena_copy(r->arena, text_string(&r->text));
    else if (element == CELL)
        end_cell(r);
    else if (element == CONVENTION)
        r->workbook->from_1904 = strstr(text_string(&r->text), "1904") != NULL;
    r->element = OTHER;
}

/* ---- What libxml2 calls ---- */

/* An event; want of memory is told to the parser, which must not be left by a jump. */
struct event {
    struct reading *r;
    void (*handle)(const struct event *event);
    enum element element;
    struct attributes attributes;
    const char *text;
    size_t length;
};

static void handle(void *context)
{
    const struct event *event = context;
    event->handle(event);
}

static void raise_event(struct event event)
{
    struct reading *r = event.r;
    if (r->no_memory || r->wrong != NULL)
        return;
    r->no_memory = !memory_attempt(handle, &event);
    if (r->no_memory || r->wrong != NULL)
        xml_parser.xmlStopParser(r->parser);
}

static void on_start(const struct event *event)
{
    start_element(event->r, event->element, &event->attributes);
}

static void on_end(const struct event *event)
{
    end_element(event->r, event->element);
}

static void on_text(const struct event *event)
{
    if (event->r->text.length + event->length > CSV_MOST_BYTES)
        event->r->wrong = _("a text of more than a million characters");
    else
        text_add(&event->r->text, event->text, event->length);
}

static enum element element_of(const struct reading *r, const xmlChar *name)
{
    int i = 0;
    while (i < ELEMENTS &&
           (elements[i].depth != r->depth || !text_same(elements[i].name, (const char *)name)))
        i++;
    return i < ELEMENTS ? elements[i].element : OTHER;
}

static void parser_starts(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *space, int n_spaces, const xmlChar **spaces, int n, int n_defaulted,
    const xmlChar **attributes)
{
    struct reading *r = context;
    (void)prefix, (void)space, (void)n_spaces, (void)spaces, (void)n_defaulted;
    r->depth++;
    if (r->depth == 1 && !text_same((const char *)name, "Workbook"))
        r->wrong = _("is no workbook");
    enum element element = element_of(r, name);
    if (element != OTHER)
        raise_event((struct event){
            .r = r, .handle = on_start, .element = element, .attributes = {n, attributes}});
}

static void parser_ends(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct reading *r = context;
    (void)prefix, (void)space;
    enum element element = element_of(r, name);
    r->depth--;
    if (element != OTHER)
        raise_event((struct event){.r = r, .handle = on_end, .element = element});
}

static void parser_has_text(void *context, const xmlChar *text, int length)
{
    struct reading *r = context;
    if (r->element == CELL || r->element == SHEET_NAME || r->element == CONVENTION)
        raise_event((struct event){
            .r = r, .handle = on_text, .text = (const char *)text, .length = (size_t)length});
}

static void parser_says(void *context, xmlError *error)
{
    (void)context, (void)error; /* xmlCtxtGetLastError() has it, and nothing is printed */
}

static void parse(struct reading *r, const struct text *xml)
{
    /* Entities are not declared to anybody, so that none can be made to grow. */
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
        .startElementNs = parser_starts,
        .endElementNs = parser_ends,
        .characters = parser_has_text,
        .cdataBlock = parser_has_text,
        .serror = parser_says};
    r->parser = xml_parser.xmlCreatePushParserCtxt(&handler, r, NULL, 0, NULL);
    if (r->parser == NULL)
        memory_give_up();
    xml_parser.xmlCtxtUseOptions(r->parser, XML_PARSE_NONET);
    int failed = 0;
    for (size_t at = 0; at <= xml->length && failed == 0; at += PIECE) {
        size_t left = xml->length - at, length = left < PIECE ? left : PIECE;
        failed = xml_parser.xmlParseChunk(r->parser, xml->data + at, (int)length, left < PIECE);
    }
    const xmlError *error = xml_parser.xmlCtxtGetLastError(r->parser);
    r->no_memory = r->no_memory || failed == XML_ERR_NO_MEMORY;
    if (!r->no_memory && r->wrong == NULL && failed != 0)
        r->wrong = arena_printf(r->arena, _("is damaged: %s"),
            error != NULL && error->message != NULL
                ? arena_trimmed(r->arena, arena_printable(r->arena, error->message))
                : "XML");
    /* That of entities that are declared, of which none is ever found. */
    xml_parser.xmlFreeDoc(r->parser->myDoc);
    xml_parser.xmlFreeParserCtxt(r->parser);
    if (r->no_memory)
        memory_give_up();
}

/* ---- The table ---- */

static int by_place(const void *a, const void *b)
{
    const struct cell *one = a, *other = b;
    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    if (one->column != other->column)
        return one->column < other->column ? -1 : 1;
    return strcmp(one->text, other->text);
}

/* Rows and cells to come, in their order. */
struct filling {
    struct reading *r;
    const struct cell *cell, *end;
    size_t fields;
};

/* Reads the cells of the next row with content; false: there is none. */
static bool next_row(struct filling *filling, struct csv_row *row)
{
    struct arena *arena = filling->r->arena;
    const struct cell *cell = filling->cell, *last = cell;
    if (cell == filling->end)
        return false;
    while (last + 1 < filling->end && last[1].row == cell->row)
        last++;
    size_t n = (size_t)last->column + 1;
    const char **field = arena_new(arena, n, sizeof *field);
    unsigned char *kind = arena_new(arena, n, 1);
    for (size_t i = 0; i < n; i++)
        field[i] = "";
    for (; cell <= last; cell++) {
        field[cell->column] = cell->text;
        kind[cell->column] = (unsigned char)cell->kind;
    }
    *row = (struct csv_row){last->row + 1, last->row + 1, (int)n, field, kind};
    filling->cell = last + 1;
    filling->fields += n;
    return true;
}

/* Cells without text are none; formulas have not yet got theirs. */
static long drop_blank(struct cell *cell, long n)
{
    long kept = 0;
    for (long i = 0; i < n; i++)
        if (cell[i].text[0] != '\0' || cell[i].kind == CELL_FORMULA)
            cell[kept++] = cell[i];
    return kept;
}

static const char *fill_table(struct reading *r, struct csv_table *table)
{
    struct sheet *sheet = &r->chosen;
    long n = drop_blank(sheet->cell, sheet->n), rows = 0, i = 0;
    if (n == 0)
        return _("no sheet of the workbook has anything in it");
    qsort(sheet->cell, (size_t)n, sizeof *sheet->cell, by_place);
    for (long c = 0; c < n; c++) {
        rows += c == 0 || sheet->cell[c].row != sheet->cell[c - 1].row;
        r->workbook->formulas += sheet->cell[c].kind == CELL_FORMULA;
    }
    if (rows > CSV_MOST_ROWS + 1)
        return _("more than a million rows");
    struct filling filling = {r, sheet->cell, sheet->cell + n, 0};
    struct csv_row *row = arena_new(r->arena, (size_t)rows, sizeof *row);
    next_row(&filling, &table->header);
    while (next_row(&filling, &row[i])) {
        i++;
        if (filling.fields > MOST_FIELDS_IN_ALL)
            return _("more than fifty million fields");
    }
    table->row = row;
    table->n = i;
    return NULL;
}

static void count_hidden(struct reading *r, const struct csv_table *table)
{
    struct workbook *workbook = r->workbook;
    const struct sheet *sheet = &r->chosen;
    /* Both are in the order of their rows, as far as anybody writes them. */
    for (long i = 0, h = 0; i < table->n; i++) {
        long row = table->row[i].number - 1;
        while (h < sheet->n_hidden && sheet->hides[h].last < row)
            h++;
        if (h == sheet->n_hidden || sheet->hides[h].first > row)
            continue;
        if (workbook->hidden_rows++ == 0)
            workbook->first_hidden_row = row + 1;
    }
}

static void finish(struct reading *r, struct csv_table *table)
{
    struct workbook *workbook = r->workbook;
    struct sheet *sheet = &r->chosen;
    if (r->wrong == NULL)
        r->wrong =
            r->found || r->wanted == NULL
                ? fill_table(r, table)
                : arena_printf(r->arena, _("no sheet '%s' has anything in it"), r->wanted);
    if (r->wrong != NULL)
        return;
    count_hidden(r, table);
    workbook->sheet = sheet->name != NULL ? sheet->name : "";
    workbook->row = sheet->row;
    workbook->column = sheet->column;
    workbook->others = text_keep(&r->others, r->arena);
    struct date_region *region =
        arena_new(r->arena, (size_t)sheet->n_regions + 1, sizeof *region);
    if (sheet->n_regions > 0)
        memcpy(region, sheet->region, (size_t)sheet->n_regions * sizeof *region);
    workbook->region = region;
    workbook->n_regions = sheet->n_regions;
}

enum status workbook_read(struct workbook *workbook, struct csv_table *table,
    struct arena *arena, const char *path, const struct text *xml, const char *wanted,
    struct messages *errors)
{
    struct reading r = {.workbook = workbook, .arena = arena, .path = path, .wanted = wanted};
    *workbook = (struct workbook){.others = ""};
    *table = (struct csv_table){0};
    const char *missing =
        late_load(XML_FILE, functions, sizeof functions / sizeof functions[0]);
    if (missing != NULL) {
        messages_add(errors, _("%s: the library that reads workbooks cannot be loaded: %s"),
            path, missing);
        return STATUS_FAILED;
    }
    parse(&r, xml);
    finish(&r, table);
    if (r.wrong != NULL)
        messages_add(errors, "%s:1: %s", path, r.wrong);
    sheet_free(&r.sheet);
    sheet_free(&r.chosen);
    text_free(&r.text);
    text_free(&r.others);
    return r.wrong == NULL ? STATUS_OK : STATUS_CONFIG;
}
