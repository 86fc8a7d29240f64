/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as the lab file needs it; see text.h.
 *
 * Nothing here trusts its input: a lab file may come from anywhere, and a message about
 * it goes to a terminal, so control characters never get through. */
#include "base/text.h"

#include "base/locale.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ELLIPSIS "…"

/* ---- UTF-8 ---- */

size_t
sq_text_decode(const char *text, size_t n, uint32_t *code)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } form[] = {
        {0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};

    const unsigned char *byte = (const unsigned char *)text;
    for (size_t i = 0; i < sizeof form / sizeof *form && i < n; i++) {
        if ((byte[0] & form[i].mask) != form[i].lead)
            continue;
        *code = byte[0] & (unsigned char)~form[i].mask;
        for (size_t k = 1; k <= i; k++) {
            if ((byte[k] & 0xc0) != 0x80)
                return 0;
            *code = *code << 6 | (byte[k] & 0x3f);
        }
        bool surrogate = *code >= 0xd800 && *code <= 0xdfff;
        return *code < form[i].least || *code > 0x10ffff || surrogate ? 0 : i + 1;
    }
    return 0;
}

/* May this character stand in a lab file?  YAML takes U+0085, U+2028 and U+2029 for line
 * ends, which no editor shows, so they are out as well. */
static bool
is_printable(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } refused[] = {
        {0x00, 0x08},     {0x0b, 0x0c},     {0x0e, 0x1f},     {0x7f, 0x9f},
        {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff}, {0xfffe, 0xffff},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (code >= refused[i].first && code <= refused[i].last)
            return false;
    return true;
}

size_t
sq_text_check(const char *text, size_t n)
{
    uint32_t code = 0;
    size_t length = 0;
    size_t i = sq_text_decode(text, n, &code) && code == 0xfeff ? 3 : 0;
    for (; i < n; i += length) {
        length = sq_text_decode(text + i, n - i, &code);
        if (length == 0 || !is_printable(code))
            break;
    }
    return i;
}

struct sq_text_excerpt
sq_text_excerpt(const char *text)
{
    struct sq_text_excerpt excerpt = {""};
    const size_t room = sizeof excerpt.text - sizeof ELLIPSIS;
    size_t left = strnlen(text, 2 * sizeof excerpt.text), used = 0, length = 0;
    for (; left; text += length, left -= length) {
        uint32_t code = 0;
        length = sq_text_decode(text, left, &code);
        bool plain = length && is_printable(code) && code >= ' ';
        size_t width = plain ? length : 1;
        if (used + width > room) {
            strcpy(excerpt.text + used, ELLIPSIS);
            break;
        }
        if (plain)
            memcpy(excerpt.text + used, text, width);
        else
            excerpt.text[used] = code == '\n' || code == '\t' || code == '\r' ? ' ' : '?';
        used += width;
        length = length ? length : 1;
    }
    return excerpt;
}

void
sq_text_append(char *buffer, size_t n, const char *format, ...)
{
    size_t used = strlen(buffer);
    va_list args;
    locale_t before = sq_locale_enter();
    va_start(args, format);
    int length = vsnprintf(buffer + used, n - used, format, args);
    va_end(args);
    sq_locale_leave(before);
    if (length < 0 || (size_t)length < n - used)
        return;
    size_t end = n - sizeof ELLIPSIS;
    while (end > 0 && ((unsigned char)buffer[end] & 0xc0) == 0x80)
        end--; /* do not cut a character in two */
    strcpy(buffer + end, ELLIPSIS);
}

char *
sq_text_trim(const char *text, size_t n)
{
    static const char blanks[] = " \t\r\n";
    while (n && memchr(blanks, text[0], sizeof blanks - 1)) {
        text++;
        n--;
    }
    while (n && memchr(blanks, text[n - 1], sizeof blanks - 1))
        n--;
    return strndup(text, n);
}

/* ---- numbers ---- */

double
sq_text_to_number(const char *text, char **end)
{
    locale_t before = sq_locale_enter();
    double value = strtod(text, end);
    sq_locale_leave(before);
    return value;
}

void
sq_text_from_number(double value, char text[SQ_TEXT_NUMBER_SIZE])
{
    for (int digits = 15; digits <= 17; digits++) {
        sq_locale_print(text, SQ_TEXT_NUMBER_SIZE, "%.*g", digits, value);
        double again = sq_text_to_number(text, NULL);
        if (!(again < value) && !(again > value))
            break;
    }
}

/* ---- YAML ---- */

/* Words that YAML readers take for something else than text. */
static bool
is_reserved(const char *text)
{
    static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Plain is only what is plain beyond doubt: quotes too many do no harm. */
static bool
is_plain(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    bool negative = c[0] == '-' && (isdigit(c[1]) || c[1] == '.');
    if (!(isalnum(c[0]) || c[0] >= 0x80 || c[0] == '(' || c[0] == '+' || negative))
        return false;
    for (; *c; c++)
        if (!(isalnum(*c) || *c >= 0x80 || strchr(" _.+-/()^*%=", *c)))
            return false;
    return c[-1] != ' ' && !is_reserved(text);
}

/* A line end can be kept on one line only in double quotes, as an escape. */
static char *
quote(const char *text, bool one_line)
{
    static const struct {
        char c, escape[3];
    } escaped[] = {{'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}, {'"', "\\\""}, {'\\', "\\\\"}};

    char *quoted = malloc(2 * strlen(text) + 3), *to = quoted;
    if (!quoted)
        return NULL;
    *to++ = one_line ? '\'' : '"';
    for (; *text; text++) {
        const char *escape = one_line && *text == '\'' ? "''" : NULL;
        for (size_t i = 0; !one_line && i < sizeof escaped / sizeof *escaped; i++)
            if (*text == escaped[i].c)
                escape = escaped[i].escape;
        if (escape)
            to = stpcpy(to, escape);
        else
            *to++ = *text;
    }
    *to++ = one_line ? '\'' : '"';
    *to = '\0';
    return quoted;
}

char *
sq_text_yaml(const char *text)
{
    return is_plain(text) ? strdup(text) : quote(text, !strpbrk(text, "\n\r\t"));
}

/* ---- the nearest name ---- */

#define LONGEST_NAME 64

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool
same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Optimal string alignment: insertions, deletions, substitutions and transpositions of
 * neighbours.  Needs the last three rows of the table only. */
static size_t
distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
    size_t rows[3][LONGEST_NAME + 1];
    for (size_t j = 0; j <= n_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            now[j] = least(above[j], now[j - 1]) + 1;
            now[j] = least(now[j], above[j - 1] + !same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                now[j] = least(now[j], two_above[j - 2] + 1);
        }
    }
    return rows[n_a % 3][n_b];
}

/* A third of the letters may be wrong, but at least one. */
const char *
sq_text_nearest(const char *word, const char *const *names)
{
    const char *nearest = NULL;
    size_t n = strlen(word), best = n < 6 ? 2 : n / 3 + 1;
    if (n > LONGEST_NAME)
        return NULL;
    for (; *names; names++) {
        size_t n_name = strlen(*names);
        size_t d = n_name > LONGEST_NAME ? best : distance(word, n, *names, n_name);
        if (d < best) {
            best = d;
            nearest = *names;
        }
    }
    return nearest;
}
