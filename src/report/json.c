/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON document that scripts rely on (keys: doc/json.md).  Numbers in SI, rates in rad/s; a
 * value that does not exist is null. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "report/report.h"

/* jansson's containers refuse a NULL, the sign that memory has run out. */
typedef struct document {
    json_t *root;
    bool failed;
} document;

/* ---- places ---- */

static void
put(document *d, json_t *object, const char *key, json_t *value)
{
    d->failed |= json_object_set_new(object, key, value) != 0;
}

static void
append(document *d, json_t *array, json_t *value)
{
    d->failed |= json_array_append_new(array, value) != 0;
}

/* The length of the first name in a path or in a list of keys, [] or {} left out. */
static size_t
name_length(const char *names)
{
    return strcspn(names, ".[{ ");
}

/* What an object has under the first of the names: it is made there, a list for name[], else an
 * object. */
static json_t *
member(document *d, json_t *object, const char *names)
{
    char name[SQ_FORMAT_SIZE];
    size_t length = name_length(names);
    snprintf(name, sizeof name, "%.*s", (int)length, names);
    json_t *found = json_object_get(object, name);
    if (found && !json_is_null(found))
        return found;
    put(d, object, name, names[length] == '[' ? json_array() : json_object());
    return json_object_get(object, name);
}

/* What stands at the end of a path; of a list its latest record, at the end also the next. */
static json_t *
place(document *d, const char *path, bool next)
{
    json_t *at = d->root;
    while (*path) {
        at = member(d, at, path);
        path += name_length(path);
        if (*path == '[') {
            if (next && !path[2])
                append(d, at, json_object());
            at = json_array_get(at, json_array_size(at) - 1);
            path += 2;
        }
        path += *path == '.';
    }
    return at;
}

/* ---- rows ---- */

static json_t *
number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* A direction exists as a whole or not at all. */
static json_t *
vector(document *d, const double *v)
{
    if (!isfinite(v[0]) || !isfinite(v[1]) || !isfinite(v[2]))
        return json_null();
    json_t *array = json_array();
    for (int i = 0; i < 3; i++)
        append(d, array, number(v[i]));
    return array;
}

static json_t *
value_of(document *d, const sq_finding *row)
{
    switch (row->kind) {
    case SQ_FINDING_VECTOR:
        return vector(d, row->vector);
    case SQ_FINDING_COUNT:
        return json_integer(row->count);
    case SQ_FINDING_FLAG:
        return json_boolean(row->count);
    case SQ_FINDING_TEXT:
    case SQ_FINDING_INPUT:
        return row->text ? json_string(row->text) : json_null();
    default:
        return number(row->value);
    }
}

/* A key may have dots in it: those of the section `noise` do. */
static void
add_value(document *d, const sq_finding *row)
{
    json_t *object = place(d, row->section, false), *value = value_of(d, row);
    if (strchr(row->key, '['))
        append(d, member(d, object, row->key), value);
    else
        put(d, object, row->key, value);
}

/* The next record of a list, and the keys that a section declares. */
static void
add_section(document *d, const sq_finding *row)
{
    json_t *object = place(d, row->section, true);
    for (const char *key = row->text ? row->text : ""; *key; key += strspn(key, " ")) {
        char name[SQ_FORMAT_SIZE];
        size_t length = name_length(key);
        snprintf(name, sizeof name, "%.*s", (int)length, key);
        if (key[length] == '[' || key[length] == '{')
            member(d, object, key);
        else
            put(d, object, name, json_null());
        key += strcspn(key, " ");
    }
}

/* A table is a list for each of its columns. */
static void
add_table(document *d, const char *section, const sq_table *table)
{
    json_t *object = place(d, section, false), *column[SQ_TABLE_COLUMNS];
    for (size_t c = 0; c < table->n_columns; c++) {
        put(d, object, table->name[c], json_array());
        column[c] = json_object_get(object, table->name[c]);
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        double value[SQ_TABLE_COLUMNS];
        table->row(value, table, i);
        for (size_t c = 0; c < table->n_columns; c++)
            append(d, column[c], number(value[c]));
    }
}

static enum sq_status
write_json(FILE *out, const sq_findings *f, sq_errors *errors)
{
    document d = {.root = json_object()};
    for (size_t i = 0; i < f->n; i++) {
        const sq_finding *row = &f->row[i];
        if (row->kind == SQ_FINDING_SECTION)
            add_section(&d, row);
        else if (row->kind == SQ_FINDING_TABLE)
            add_table(&d, row->section, row->table);
        else if (row->key)
            add_value(&d, row);
    }
    if (!d.failed && json_dumpf(d.root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(17)))
        d.failed = !ferror(out); /* who closes the file says why it cannot be written */
    json_decref(d.root);
    if (d.failed)
        return sq_errors_add(errors, SQ_ERR_IO, "the JSON document could not be written");
    fputc('\n', out);
    return SQ_OK;
}

const sq_report_format sq_report_json = {.name = "json", .write = write_json};
