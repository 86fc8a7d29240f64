/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is looked at as far as its key and the character behind the colon; in braces, each key
 * is.  Comments, and what stands in values, may have any character. */
#include "input/tree_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/plain.h"

/* Letters of keys. */
#define KEY                                                                                    \
    "abcdefghijklmnopqrstuvwxyz"                                                               \
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"                                                               \
    "0123456789_."
#define WIDE_COLON "\uff1a"

/* Nobody writes longer lines by hand; what stands further along is not looked at, so that
 * hostile ones cost no more. */
enum { LONGEST_LINE = 4096 };

/* What is wrong at a place, NULL when nothing is. */
typedef struct finding {
    const char *at, *what, *wanted;
} finding;

static size_t
skip_blanks(const char *at)
{
    return strspn(at, " \t");
}

/* At a key. */
static finding
look_at_key(const char *key)
{
    const char *end = key + strspn(key, KEY), *behind = end + skip_blanks(end);
    if (end == key)
        return (finding){NULL};
    if (strncmp(behind, WIDE_COLON, strlen(WIDE_COLON)) == 0)
        return (finding){behind, "the colon behind the key", "':'"};
    if (*behind == ':' && sq_plain_blank(behind + 1))
        return (finding){behind + 1, "the blank behind the colon", "that of the space bar"};
    return (finding){NULL};
}

/* At the beginning of a line, and behind each brace and comma where its value begins with a
 * brace. */
static finding
look_at_line(const char *line)
{
    const char *at = line + skip_blanks(line);
    if (sq_plain_blank(at))
        return (finding){at, "the indentation", "blanks of the space bar"};
    finding found = look_at_key(at);
    const char *colon = at + strspn(at, KEY);
    const char *brace = *colon == ':' ? colon + 1 + skip_blanks(colon + 1) : at;
    if (found.at || *brace != '{')
        return found;
    for (at = brace; !found.at && *at && *at != '#'; at += strcspn(at, "{,#")) {
        at += *at == '{' || *at == ',';
        found = look_at_key(at + skip_blanks(at));
    }
    return found;
}

/* Columns count characters. */
static size_t
column_of(const char *line, const char *at)
{
    size_t column = 1;
    for (; line < at; line++)
        column += ((unsigned char)*line & 0xc0) != 0x80;
    return column;
}

static enum sq_status
check_lines(const char *text, size_t length, const char *name, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    size_t number = 1;
    for (const char *end, *stop = text + length; text < stop; text = end + 1, number++) {
        end = memchr(text, '\n', (size_t)(stop - text));
        end = end ? end : stop;
        size_t whole = (size_t)(end - text);
        char *line = strndup(text, whole < LONGEST_LINE ? whole : LONGEST_LINE);
        if (!line)
            return sq_errors_add(errors, SQ_ERR_MEMORY, "%s: out of memory", name);
        finding found = look_at_line(line);
        if (found.at)
            status = sq_errors_add(errors, SQ_ERR_INPUT,
                                   "%s:%zu:%zu: %s is %s, which only looks like it; write %s",
                                   name, number, column_of(line, found.at), found.what,
                                   sq_plain_stranger(found.at).text, found.wanted);
        free(line);
    }
    return status;
}

enum sq_status
sq_tree_text_check(const char *text, size_t length, const char *name, sq_errors *errors)
{
    size_t bad = sq_text_check(text, length), line = 1;
    if (bad == length)
        return check_lines(text, length, name, errors);
    for (size_t i = 0; i < bad; i++)
        line += text[i] == '\n';
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "%s:%zu: not a text file: byte 0x%02x at offset %zu is a control "
                         "character or not UTF-8; a lab file is UTF-8 text",
                         name, line, (unsigned)(unsigned char)text[bad], bad);
}
