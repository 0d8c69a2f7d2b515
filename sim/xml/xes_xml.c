/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xes_xml.h"

#include "language.h"
#include "late.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include <string.h>

#define FUNCTIONS(F)                                                                           \
    F(xmlCreatePushParserCtxt)                                                                 \
    F(xmlCtxtGetLastError)                                                                     \
    F(xmlCtxtUseOptions)                                                                       \
    F(xmlFreeDoc)                                                                              \
    F(xmlFreeParserCtxt)                                                                       \
    F(xmlParseChunk)                                                                           \
    F(xmlSAX2GetLineNumber)                                                                    \
    F(xmlStopParser)
static struct {
    FUNCTIONS(LATE_MEMBER)
} xml_parser;
#define ROW(function) LATE_ROW(xml_parser, function),
static const struct late_function functions[] = {FUNCTIONS(ROW)};

enum { PIECE = 1 << 16 };

/* One cell: column and text. */
struct cell {
    int column;
    const char *text;
};

/* Cells of an event or a trace. */
struct cells {
    int n, room;
    struct cell *cell;
};

struct reading {
    struct arena *arena;
    const char *path;
    xmlParserCtxt *parser;
    int depth, passed; /* passed: the depth of an element that is passed over; 0: none is */
    bool in_trace, in_event, no_memory;
    int columns, columns_room;
    const char **column; /* [columns] */
    struct cells trace, event;
    long line; /* of the event */
    long n, room;
    struct csv_row *row; /* [n] */
    const char *wrong;
    long wrong_line;
};

/* An element that begins or ends. */
struct element {
    struct reading *r;
    const char *name;
    int n; /* attributes, as libxml2 gives them: name, prefix, namespace, start, end */
    const xmlChar **attributes;
};

static void stop(struct reading *r, const char *wrong)
{
    if (r->wrong == NULL) {
        r->wrong = wrong;
        r->wrong_line = xml_parser.xmlSAX2GetLineNumber(r->parser);
    }
    xml_parser.xmlStopParser(r->parser);
}

/* ---- Attributes of events and traces ---- */

/* The text of an attribute of the element, in the arena; NULL: it has none. */
static const char *value_of(const struct element *element, const char *name)
{
    for (int i = 0; i < element->n; i++) {
        const xmlChar **a = element->attributes + 5 * (ptrdiff_t)i;
        if (text_same((const char *)a[0], name))
            return arena_text(element->r->arena, (const char *)a[3], (size_t)(a[4] - a[3]));
    }
    return NULL;
}

/* The number of the column that is called so; -1: there would be too many. */
static int column_of(struct reading *r, const char *name)
{
    for (int i = 0; i < r->columns; i++)
        if (text_same(r->column[i], name))
            return i;
    if (r->columns == CSV_MOST_FIELDS)
        return -1;
    if (r->columns == r->columns_room) {
        r->columns_room = 2 * r->columns_room + 32;
        r->column = memory_resize(r->column, (size_t)r->columns_room, sizeof *r->column);
    }
    r->column[r->columns] = name;
    return r->columns++;
}

static bool is_plain(const char *element)
{
    static const char *const names[] = {"string", "date", "int", "float", "boolean", "id"};
    return text_find(element, NAMES(names, sizeof names / sizeof names[0])) >= 0;
}

static void add_attribute(const struct element *element, struct cells *to, bool of_trace)
{
    struct reading *r = element->r;
    const char *key = value_of(element, "key"), *value = value_of(element, "value");
    if (key == NULL || value == NULL) {
        stop(r, _("an attribute has no key or no value"));
        return;
    }
    int column = column_of(r, of_trace ? arena_printf(r->arena, "case:%s", key) : key);
    if (column < 0) {
        stop(r, _("more than a thousand attributes"));
        return;
    }
    if (to->n == to->room) {
        to->room = 2 * to->room + 16;
        to->cell = memory_resize(to->cell, (size_t)to->room, sizeof *to->cell);
    }
    to->cell[to->n++] = (struct cell){column, value};
}

/* ---- Events ---- */

static void put_cells(const char **field, const struct cells *cells)
{
    for (int i = 0; i < cells->n; i++)
        field[cells->cell[i].column] = cells->cell[i].text;
}

static void add_event(struct reading *r)
{
    if (r->n == CSV_MOST_ROWS) {
        stop(r, _("more than a million rows"));
        return;
    }
    if (r->n == r->room) {
        r->room = 2 * r->room + 1024;
        r->row = memory_resize(r->row, (size_t)r->room, sizeof *r->row);
    }
    const char **field = arena_new(r->arena, (size_t)r->columns + 1, sizeof *field);
    for (int i = 0; i < r->columns; i++)
        field[i] = "";
    put_cells(field, &r->trace);
    put_cells(field, &r->event);
    r->row[r->n] = (struct csv_row){r->line, r->n + 2, r->columns, field, NULL};
    r->n++;
}

static void element_begins(struct element *element)
{
    struct reading *r = element->r;
    if (r->passed > 0)
        return;
    if (r->depth == 1) {
        if (!text_same(element->name, "log"))
            stop(r, _("this is XML, and no event log (XES)"));
    } else if (r->depth == 2 && text_same(element->name, "trace")) {
        r->in_trace = true;
        r->trace.n = 0;
    } else if (r->in_trace && r->depth == 3 && text_same(element->name, "event")) {
        r->in_event = true;
        r->event.n = 0;
        r->line = xml_parser.xmlSAX2GetLineNumber(r->parser);
    } else {
        if (is_plain(element->name) && r->in_event && r->depth == 4)
            add_attribute(element, &r->event, false);
        else if (is_plain(element->name) && r->in_trace && r->depth == 3)
            add_attribute(element, &r->trace, true);
        r->passed = r->depth;
    }
}

static void element_ends(struct element *element)
{
    struct reading *r = element->r;
    if (r->in_event && r->depth == 3) {
        add_event(r);
        r->in_event = false;
    } else if (r->in_trace && r->depth == 2) {
        r->in_trace = false;
    }
}

/* ---- The parser ---- */

static void begins(void *context)
{
    element_begins(context);
}

static void ends(void *context)
{
    element_ends(context);
}

/* What asks for memory in vain ends the parser first, and then the program's work. */
static void tell(void (*handle)(void *context), struct element *element)
{
    struct reading *r = element->r;
    if (r->wrong != NULL || r->no_memory)
        return;
    if (!memory_attempt(handle, element)) {
        r->no_memory = true;
        xml_parser.xmlStopParser(r->parser);
    }
}

static void parser_begins(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *space, int n_spaces, const xmlChar **spaces, int n, int defaulted,
    const xmlChar **attributes)
{
    struct reading *r = context;
    (void)prefix, (void)space, (void)n_spaces, (void)spaces, (void)defaulted;
    r->depth++;
    tell(begins, &(struct element){r, (const char *)name, n, attributes});
}

static void parser_ends(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct reading *r = context;
    (void)prefix, (void)space;
    if (r->passed == 0)
        tell(ends, &(struct element){r, (const char *)name, 0, NULL});
    if (r->passed == r->depth)
        r->passed = 0;
    r->depth--;
}

static void parser_says(void *context, xmlError *error)
{
    (void)context, (void)error; /* xmlCtxtGetLastError() has it, and nothing is printed */
}

static void parse(struct reading *r, const struct text *xml)
{
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
        .startElementNs = parser_begins,
        .endElementNs = parser_ends,
        .serror = parser_says};
    r->parser = xml_parser.xmlCreatePushParserCtxt(&handler, r, NULL, 0, NULL);
    if (r->parser == NULL)
        memory_give_up();
    /* Without NOENT an & in an attribute comes as &#38;; entities are not declared to anybody,
     * so that none can be made to grow. */
    xml_parser.xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_NOENT);
    int failed = 0;
    for (size_t at = 0; at <= xml->length && failed == 0; at += PIECE) {
        size_t left = xml->length - at, length = left < PIECE ? left : PIECE;
        failed = xml_parser.xmlParseChunk(r->parser, xml->data + at, (int)length, left < PIECE);
    }
    const xmlError *error = xml_parser.xmlCtxtGetLastError(r->parser);
    r->no_memory = r->no_memory || failed == XML_ERR_NO_MEMORY;
    if (!r->no_memory && r->wrong == NULL && failed != 0) {
        r->wrong = arena_printf(r->arena, _("is damaged: %s"),
            error != NULL && error->message != NULL
                ? arena_trimmed(r->arena, arena_printable(r->arena, error->message))
                : "XML");
        r->wrong_line = error != NULL ? error->line : 1;
    }
    xml_parser.xmlFreeDoc(r->parser->myDoc);
    xml_parser.xmlFreeParserCtxt(r->parser);
    if (r->no_memory)
        memory_give_up();
}

/* ---- The table ---- */

static void fill_table(const struct reading *r, struct csv_table *table)
{
    size_t columns = (size_t)r->columns, rows = (size_t)r->n;
    const char **field = arena_new(r->arena, columns + 1, sizeof *field);
    struct csv_row *row = arena_new(r->arena, rows + 1, sizeof *row);
    if (columns > 0)
        memcpy(field, r->column, columns * sizeof *field);
    if (rows > 0)
        memcpy(row, r->row, rows * sizeof *row);
    table->header = (struct csv_row){1, 1, r->columns, field, NULL};
    table->row = row;
    table->n = r->n;
}

enum status xes_read(struct csv_table *table, struct arena *arena, const char *path,
    const struct text *xml, struct messages *errors)
{
    struct reading r = {.arena = arena, .path = path};
    *table = (struct csv_table){0};
    const char *missing =
        late_load(XML_FILE, functions, sizeof functions / sizeof functions[0]);
    if (missing != NULL) {
        messages_add(errors, _("%s: the library that reads workbooks cannot be loaded: %s"),
            path, missing);
        return STATUS_FAILED;
    }
    parse(&r, xml);
    if (r.wrong != NULL)
        messages_add(errors, "%s:%ld: %s", path, r.wrong_line, r.wrong);
    else
        fill_table(&r, table);
    memory_free(r.column);
    memory_free(r.row);
    memory_free(r.trace.cell);
    memory_free(r.event.cell);
    return r.wrong == NULL ? STATUS_OK : STATUS_CONFIG;
}
