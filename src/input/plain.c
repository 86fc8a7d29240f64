/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/plain.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* What a character from `first` to `last` stands for; digits count on from it. */
static const struct equal {
    uint32_t first, last;
    const char *to;
    bool counts;
} equals[] = {
    {0x00a0, 0x00a0, " ", false}, /* no-break, and blanks of other widths */
    {0x1680, 0x1680, " ", false},
    {0x2000, 0x200a, " ", false},
    {0x202f, 0x202f, " ", false},
    {0x205f, 0x205f, " ", false},
    {0x3000, 0x3000, " ", false},
    {0x200b, 0x200d, "", false}, /* of no width */
    {0x2060, 0x2060, "", false},
    {0x2010, 0x2014, "-", false}, /* hyphens and dashes */
    {0x2212, 0x2212, "-", false},
    {0xfe63, 0xfe63, "-", false},
    {0xff0d, 0xff0d, "-", false},
    {0xff0b, 0xff0b, "+", false},
    {0x00b1, 0x00b1, "+/-", false},
    {0x00d7, 0x00d7, "x", false}, /* signs of multiplication */
    {0x2715, 0x2715, "x", false},
    {0x00b7, 0x00b7, ".", false},
    {0x22c5, 0x22c5, ".", false},
    {0x2219, 0x2219, ".", false},
    {0xff0e, 0xff0e, ".", false},
    {0x2026, 0x2026, "..", false},
    {0x2044, 0x2044, "/", false},
    {0x2215, 0x2215, "/", false},
    {0xff0f, 0xff0f, "/", false},
    {0xff05, 0xff05, "%", false},
    {0xff1a, 0xff1a, ":", false}, /* of full width */
    {0xff0c, 0xff0c, ",", false},
    {0xff08, 0xff08, "(", false},
    {0xff09, 0xff09, ")", false},
    {0xff10, 0xff19, "0", true},
    {0x00ba, 0x00ba, "°", false}, /* the ordinal and the ring */
    {0x02da, 0x02da, "°", false},
    {0x212b, 0x212b, "Å", false}, /* the signs of units, which are letters */
    {0x2126, 0x2126, "Ω", false},
    {0x212a, 0x212a, "K", false},
};

static const struct equal superscripts[] = {
    {0x207a, 0x207a, "+", false}, {0x207b, 0x207b, "-", false}, {0x00b9, 0x00b9, "1", false},
    {0x00b2, 0x00b3, "2", true},  {0x2070, 0x2070, "0", false}, {0x2074, 0x2079, "4", true},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct equal *
find(const struct equal *table, size_t n, uint32_t code)
{
    for (size_t i = 0; i < n; i++)
        if (code >= table[i].first && code <= table[i].last)
            return &table[i];
    return NULL;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- a copy ---- */

typedef struct copy {
    char *text;
    size_t used, n;
    bool raised; /* behind a superscript */
} copy;

static bool
append(copy *to, const char *text, size_t length)
{
    if (to->used + length >= to->n)
        return false;
    memcpy(to->text + to->used, text, length);
    to->used += length;
    return true;
}

static bool
append_equal(copy *to, const struct equal *equal, uint32_t code)
{
    char digit = (char)(equal->to[0] + (int)(code - equal->first));
    return equal->counts ? append(to, &digit, 1) : append(to, equal->to, strlen(equal->to));
}

/* The power of 10⁵ is none of its digits, as the 2 of m² is none of another number. */
static bool
append_superscript(copy *to, const struct equal *equal, uint32_t code)
{
    bool power = !to->raised && to->used && is_digit(to->text[to->used - 1]);
    to->raised = true;
    return (!power || append(to, "^", 1)) && append_equal(to, equal, code);
}

static bool
append_character(copy *to, const char *text, size_t length, uint32_t code)
{
    const struct equal *raised = find(superscripts, COUNT(superscripts), code);
    const struct equal *equal = find(equals, COUNT(equals), code);
    if (raised)
        return append_superscript(to, raised, code);
    to->raised = false;
    return equal ? append_equal(to, equal, code) : append(to, text, length);
}

bool
sq_plain_text(const char *text, char *plain, size_t n)
{
    copy to = {.text = plain, .n = n};
    for (size_t left = strlen(text), length; left; text += length, left -= length) {
        uint32_t code = 0;
        length = sq_text_decode(text, left, &code);
        length = length ? length : 1;
        if (!append_character(&to, text, length, code))
            return false;
    }
    plain[to.used] = '\0';
    return true;
}

/* ---- names ---- */

size_t
sq_plain_blank(const char *text)
{
    uint32_t code = 0;
    size_t length = sq_text_decode(text, strnlen(text, 4), &code);
    const struct equal *equal = find(equals, COUNT(equals), code);
    return equal && strspn(equal->to, " ") == strlen(equal->to) ? length : 0;
}

sq_plain_name
sq_plain_stranger(const char *text)
{
    sq_plain_name name = {""};
    uint32_t code = 0;
    for (size_t left = strlen(text), length; left; text += length, left -= length) {
        length = sq_text_decode(text, left, &code);
        length = length ? length : 1;
        if (code < 0x80)
            continue;
        snprintf(name.text, sizeof name.text, "U+%04X", (unsigned)code);
        break;
    }
    return name;
}
