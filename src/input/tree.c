/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YAML text -> a small tree with marks; see tree.h.
 *
 * libyaml's event parser does the YAML; each event has one function here, which adds
 * to the tree or refuses.  The maps and lists that are open at an event stand on a stack
 * of fixed size, so nothing recurses however deep the text is nested, and the first
 * thing that a lab file may not contain ends the reading: a bomb costs what comes before
 * its first charge.
 *
 * Longer than 450 lines by the messages, which are most of what happens here. */
#include "input/tree.h"

#include "base/text.h"
#include "input/tree_text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef struct builder {
    const char *name;
    sq_errors *errors;
    sq_tree_node *root;
    sq_tree_node
        *open[SQ_TREE_MAX_DEPTH]; /* from the root down to the map or list being read */
    size_t depth, n_nodes;
    char *key; /* read, and waiting for its value */
    sq_error_mark key_mark;
    bool seen_document, finished;
    enum sq_status status; /* of the worst fault that did not end the reading */
} builder;

static sq_error_mark
mark_from(const yaml_mark_t *mark)
{
    return (sq_error_mark){.line = mark->line + 1, .column = mark->column + 1};
}

static enum sq_status
refuse(builder *b, const yaml_mark_t *at, const char *what)
{
    sq_error_mark mark = mark_from(at);
    return sq_errors_add(b->errors, SQ_ERR_INPUT, "%s:%zu:%zu: %s", b->name, mark.line,
                         mark.column, what);
}

static enum sq_status
out_of_memory(builder *b)
{
    return sq_errors_add(b->errors, SQ_ERR_MEMORY, "%s: out of memory", b->name);
}

/* ---- nodes ---- */

static bool
wants_key(const builder *b)
{
    return b->depth && b->open[b->depth - 1]->kind == SQ_NODE_MAP && !b->key;
}

static void
append(sq_tree_node *parent, sq_tree_node *node)
{
    if (parent->last)
        parent->last->next = node;
    else
        parent->child = node;
    parent->last = node;
}

/* Anchors and tags are refused here because every value passes here. */
static enum sq_status
check_value(builder *b, const yaml_mark_t *at, const void *anchor, const void *tag)
{
    if (anchor)
        return refuse(b, at,
                      "an anchor (&…) cannot be used in a lab file; write the value itself");
    if (tag)
        return refuse(b, at,
                      "a tag (!…) cannot be used in a lab file; write the value without it");
    if (b->n_nodes >= SQ_TREE_MAX_NODES)
        return sq_errors_add(b->errors, SQ_ERR_INPUT,
                             "%s:%zu: too long for a lab file: more than %d values", b->name,
                             at->line + 1, SQ_TREE_MAX_NODES);
    return SQ_OK;
}

/* Hangs a new node below the innermost open one, under the waiting key. */
static enum sq_status
add_node(builder *b, enum sq_tree_node_kind kind, const yaml_mark_t *at, sq_tree_node **added)
{
    sq_tree_node *node = calloc(1, sizeof *node);
    if (!node)
        return out_of_memory(b);
    *node = (sq_tree_node){
        .kind = kind, .key = b->key, .key_mark = b->key_mark, .mark = mark_from(at)};
    b->key = NULL;
    b->key_mark = (sq_error_mark){0};
    b->n_nodes++;
    if (b->depth)
        append(b->open[b->depth - 1], node);
    else
        b->root = node;
    *added = node;
    return SQ_OK;
}

/* Opens a map or a list, unless it is not allowed here. */
static enum sq_status
open_node(builder *b, enum sq_tree_node_kind kind, const yaml_mark_t *at)
{
    if (b->depth == 0 && kind != SQ_NODE_MAP)
        return refuse(b, at, "a lab file consists of 'key: value' lines; this is a list");
    if (wants_key(b))
        return refuse(b, at, "a map or a list cannot be a key; write 'key: value'");
    if (b->depth && b->open[b->depth - 1]->kind == SQ_NODE_LIST)
        return refuse(b, at, "a list can hold only single values, no lists and no sections");
    if (b->depth == SQ_TREE_MAX_DEPTH) {
        sq_error_mark mark = mark_from(at);
        return sq_errors_add(b->errors, SQ_ERR_INPUT, "%s:%zu:%zu: nested more than %d deep",
                             b->name, mark.line, mark.column, SQ_TREE_MAX_DEPTH);
    }
    sq_tree_node *node = NULL;
    enum sq_status status = add_node(b, kind, at, &node);
    if (status == SQ_OK)
        b->open[b->depth++] = node;
    return status;
}

/* ---- keys ---- */

static const sq_tree_node *
first_with_key(const sq_tree_node *map, const char *key)
{
    for (const sq_tree_node *node = map->child; node; node = node->next)
        if (strcmp(node->key, key) == 0)
            return node;
    return NULL;
}

const sq_tree_node *
sq_tree_child(const sq_tree_node *node, const char *key)
{
    return node && node->kind == SQ_NODE_MAP ? first_with_key(node, key) : NULL;
}

/* `{number: 10,000}`: what stands behind the comma is a key for YAML. */
static enum sq_status
check_comma(builder *b)
{
    const sq_tree_node *before = b->open[b->depth - 1]->last;
    if (!before || before->kind != SQ_NODE_SCALAR || *b->key < '0' || *b->key > '9')
        return SQ_OK;
    return sq_errors_add(b->errors, SQ_ERR_INPUT,
                         "%s:%zu:%zu: %s: '%s,%s' contains a comma; write a decimal point, and "
                         "nothing between thousands",
                         b->name, before->mark.line, before->mark.column,
                         sq_text_excerpt(before->key).text, sq_text_excerpt(before->text).text,
                         sq_text_excerpt(b->key).text);
}

/* The key is kept with the tree all the same (the first one is found first), so that
 * reading can go on. */
static enum sq_status
check_twice(builder *b)
{
    const sq_tree_node *map = b->open[b->depth - 1];
    const sq_tree_node *first = first_with_key(map, b->key);
    if (!first)
        return SQ_OK;
    enum sq_status status = sq_errors_add(
        b->errors, SQ_ERR_INPUT, "%s:%zu:%zu: '%s%s%s' is given twice, first on line %zu",
        b->name, b->key_mark.line, b->key_mark.column,
        map->key ? sq_text_excerpt(map->key).text : "", map->key ? "." : "",
        sq_text_excerpt(b->key).text, first->key_mark.line);
    b->status = SQ_ERR_INPUT;
    return status == SQ_ERR_MEMORY ? status : SQ_OK;
}

static enum sq_status
take_key(builder *b, char *text, const yaml_mark_t *at)
{
    b->key = text;
    b->key_mark = mark_from(at);
    if (!*text)
        return refuse(b, at, "a key is missing before ':'");
    enum sq_status comma = check_comma(b);
    return comma ? comma : check_twice(b);
}

/* ---- events ---- */

static enum sq_status
on_document(builder *b, const yaml_event_t *event)
{
    if (b->seen_document)
        return refuse(b, &event->start_mark,
                      "a second document begins here; put each lab into a file of its own");
    b->seen_document = true;
    return SQ_OK;
}

static enum sq_status
on_alias(builder *b, const yaml_event_t *event)
{
    return refuse(b, &event->start_mark,
                  "an alias (*…) cannot be used in a lab file; write the value itself");
}

static enum sq_status
on_list(builder *b, const yaml_event_t *event)
{
    enum sq_status status =
        check_value(b, &event->start_mark, event->data.sequence_start.anchor,
                    event->data.sequence_start.tag);
    return status ? status : open_node(b, SQ_NODE_LIST, &event->start_mark);
}

static enum sq_status
on_map(builder *b, const yaml_event_t *event)
{
    enum sq_status status = check_value(b, &event->start_mark, event->data.mapping_start.anchor,
                                        event->data.mapping_start.tag);
    return status ? status : open_node(b, SQ_NODE_MAP, &event->start_mark);
}

static enum sq_status
on_end(builder *b, const yaml_event_t *event)
{
    (void)event;
    b->depth--;
    return SQ_OK;
}

/* A text that consists of nothing ("---" alone) is as good as no text. */
static enum sq_status
refuse_root(builder *b, const char *text, const yaml_mark_t *at)
{
    if (*text)
        return refuse(b, at,
                      "a lab file consists of 'key: value' lines; this is a single value");
    b->seen_document = false;
    return SQ_OK;
}

static enum sq_status
place_scalar(builder *b, char *text, const yaml_mark_t *at)
{
    if (wants_key(b))
        return take_key(b, text, at); /* even if it fails, the builder owns text now */
    sq_tree_node *node = NULL;
    enum sq_status status =
        b->depth ? add_node(b, SQ_NODE_SCALAR, at, &node) : refuse_root(b, text, at);
    if (node)
        node->text = text;
    else
        free(text);
    return status;
}

/* The file as a whole has passed sq_text_check, but escapes ("\0") can smuggle in what
 * it refused. */
static enum sq_status
on_scalar(builder *b, const yaml_event_t *event)
{
    const yaml_mark_t *at = &event->start_mark;
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    enum sq_status status =
        check_value(b, at, event->data.scalar.anchor, event->data.scalar.tag);
    if (status)
        return status;
    if (sq_text_check(value, length) < length)
        return refuse(b, at, "this text contains a control character");
    char *text = strndup(value, length);
    return text ? place_scalar(b, text, at) : out_of_memory(b);
}

static enum sq_status
on_stream_end(builder *b, const yaml_event_t *event)
{
    (void)event;
    b->finished = true;
    if (b->seen_document)
        return SQ_OK;
    return sq_errors_add(
        b->errors, SQ_ERR_INPUT,
        "%s: the file is empty; the labs in platforms/ show what one looks like", b->name);
}

static enum sq_status
build(builder *b, const yaml_event_t *event)
{
    static enum sq_status (*const handler[])(builder *, const yaml_event_t *) = {
        [YAML_STREAM_END_EVENT] = on_stream_end, [YAML_DOCUMENT_START_EVENT] = on_document,
        [YAML_ALIAS_EVENT] = on_alias,           [YAML_SCALAR_EVENT] = on_scalar,
        [YAML_SEQUENCE_START_EVENT] = on_list,   [YAML_SEQUENCE_END_EVENT] = on_end,
        [YAML_MAPPING_START_EVENT] = on_map,     [YAML_MAPPING_END_EVENT] = on_end,
    };
    size_t type = (size_t)event->type;
    if (type >= sizeof handler / sizeof *handler || !handler[type])
        return SQ_OK; /* stream start, document end */
    return handler[type](b, event);
}

/* ---- syntax errors ---- */

/* What usually is the matter when libyaml says this. */
static const char *
hint_for(const char *problem)
{
    static const struct {
        const char *problem, *hint;
    } hints[] = {
        {"cannot start any token", "indent with blanks, not tabs; put text that begins with a "
                                   "special character in quotes"},
        {"mapping values are not allowed",
         "is the line indented right, and has the colon of the line before "
         "a blank behind it? put text that contains ': ' in quotes"},
        {"could not find expected ':'", "every line is 'key: value'"},
        {"did not find expected key", "is the line indented like its neighbours?"},
        {"did not find expected ',' or", "is a bracket or a comma missing?"},
        {"unexpected end of stream", "is a closing quote missing?"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(problem, hints[i].problem))
            return hints[i].hint;
    return NULL;
}

/* A key without a colon, a bracket or a quote that is not closed: the line where it begins is
 * the wrong one, and not the line that shows it. */
static bool
is_fault_of_context(const yaml_parser_t *parser)
{
    return parser->context && parser->context_mark.line < parser->problem_mark.line &&
           (strstr(parser->context, "flow") || strstr(parser->problem, "expected ':'") ||
            strstr(parser->problem, "end of stream"));
}

static enum sq_status
report_syntax(builder *b, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR || !parser->problem)
        return out_of_memory(b);
    char text[SQ_TEXT_REASON_SIZE] = "";
    const size_t n = sizeof text;
    bool earlier = is_fault_of_context(parser);
    sq_error_mark mark = mark_from(earlier ? &parser->context_mark : &parser->problem_mark);
    sq_text_append(text, n, "%s", parser->problem);
    if (parser->context)
        sq_text_append(text, n, " %s", parser->context);
    if (earlier)
        sq_text_append(text, n, " (seen on line %zu)", parser->problem_mark.line + 1);
    else if (parser->context && parser->context_mark.line != parser->problem_mark.line)
        sq_text_append(text, n, " that begins on line %zu", parser->context_mark.line + 1);
    const char *hint = hint_for(parser->problem);
    if (hint)
        sq_text_append(text, n, "; %s", hint);
    return sq_errors_add(b->errors, SQ_ERR_INPUT, "%s:%zu:%zu: not YAML: %s", b->name,
                         mark.line, mark.column, text);
}

/* ---- text ---- */

static enum sq_status
read_events(builder *b, yaml_parser_t *parser)
{
    enum sq_status status = SQ_OK;
    while (status == SQ_OK && !b->finished) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return report_syntax(b, parser);
        status = build(b, &event);
        yaml_event_delete(&event);
    }
    return status;
}

enum sq_status
sq_tree_read_text(sq_tree_node **root, const char *text, size_t length, const char *name,
                  sq_errors *errors)
{
    *root = NULL;
    if (length > SQ_TREE_MAX_BYTES)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "%s: larger than a lab file may be (%d KiB); is it the right file?", name,
            SQ_TREE_MAX_BYTES / 1024);
    enum sq_status status = sq_tree_text_check(text, length, name, errors);
    if (status)
        return status;
    builder b = {.name = name, .errors = errors};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return out_of_memory(&b);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    status = read_events(&b, &parser);
    yaml_parser_delete(&parser);
    free(b.key);
    if (status == SQ_OK)
        *root = b.root;
    else
        sq_tree_free(b.root);
    return status ? status : b.status;
}

/* ---- files ---- */

const char *
sq_tree_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static enum sq_status
read_stream(sq_tree_node **root, FILE *file, const char *name, sq_errors *errors)
{
    enum sq_status status;
    const size_t most = SQ_TREE_MAX_BYTES + 1;
    char *text = malloc(most);
    if (!text)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "%s: out of memory", name);
    errno = 0;
    size_t length = fread(text, 1, most, file);
    if (ferror(file))
        status = sq_errors_add(errors, SQ_ERR_IO, "cannot read %s: %s", name, strerror(errno));
    else
        status = sq_tree_read_text(root, text, length, name, errors);
    free(text);
    return status;
}

enum sq_status
sq_tree_read_file(sq_tree_node **root, const char *path, sq_errors *errors)
{
    *root = NULL;
    if (strcmp(path, "-") == 0)
        return read_stream(root, stdin, sq_tree_name(path), errors);
    FILE *file = fopen(path, "rb");
    if (!file)
        return sq_errors_add(errors, SQ_ERR_IO, "cannot open %s: %s", path, strerror(errno));
    enum sq_status status = read_stream(root, file, path, errors);
    fclose(file);
    return status;
}

/* Recurses no deeper than SQ_TREE_MAX_DEPTH. */
void
sq_tree_free(sq_tree_node *root)
{
    if (!root)
        return;
    for (sq_tree_node *child = root->child, *next; child; child = next) {
        next = child->next;
        sq_tree_free(child);
    }
    free(root->key);
    free(root->text);
    free(root);
}
