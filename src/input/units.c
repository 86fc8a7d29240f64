/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units: text -> a factor and powers of base units; see units.h.
 *
 *     units    = ( power | [ "1" ] divide power ) { operator power }
 *     power    = one [ [ "^" | "**" ] [ "+" | "-" ] digits ]
 *     one      = [ prefix ] unit | "(" units ")"
 *     operator = divide | "." | "*" | blank
 *     divide   = "/" | "per"
 *
 * with one rank for all operators, read from the left.  Names are the same in upper and
 * lower case, symbols are not. */
#include "input/units.h"

#include <math.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DIGITS "0123456789"

/* Factors are exact but for the dalton: CODATA 2022. */
static const struct {
    const char *names, *symbols;
    sq_units units;
} unit_row[] = {
    /* powers of s, rad, m, kg, A, K, mol */
    {"second seconds", "s sec secs", {1, {1}}},
    {"meter meters metre metres", "m", {1, {0, 0, 1}}},
    {"micron microns", "", {1e-6, {0, 0, 1}}},
    {"kilogram kilograms", "kg", {1, {0, 0, 0, 1}}},
    {"kelvin kelvins", "K", {1, {0, 0, 0, 0, 0, 1}}},
    {"ampere amperes", "A", {1, {0, 0, 0, 0, 1}}},
    {"mole moles", "mol", {1, {0, 0, 0, 0, 0, 0, 1}}},
    {"radian radians", "rad", {1, {0, 1}}},
    {"minute minutes", "min mins", {60, {1}}},
    {"hour hours", "h hr hrs", {3600, {1}}},
    {"day days", "d", {86400, {1}}},
    {"degree degrees", "deg degs °", {M_PI / 180, {0, 1}}},
    {"cycle cycles turn turns revolution revolutions", "", {2 * M_PI, {0, 1}}},
    {"hertz", "Hz", {2 * M_PI, {-1, 1}}},
    {"angstrom angstroms", "Å", {1e-10, {0, 0, 1}}},
    {"gram grams", "g", {1e-3, {0, 0, 0, 1}}},
    {"dalton daltons", "u amu Da", {1.66053906892e-27, {0, 0, 0, 1}}},
    {"newton newtons", "N", {1, {-2, 0, 1, 1}}},
    {"pascal pascals", "Pa", {1, {-2, 0, -1, 1}}},
    {"joule joules", "J", {1, {-2, 0, 2, 1}}},
    {"electronvolt electronvolts", "eV", {1.602176634e-19, {-2, 0, 2, 1}}},
    {"watt watts", "W", {1, {-3, 0, 2, 1}}},
    {"coulomb coulombs", "C", {1, {1, 0, 0, 0, 1}}},
    {"volt volts", "V", {1, {-3, 0, 2, 1, -1}}},
    {"ohm ohms", "Ω", {1, {-3, 0, 2, 1, -2}}},
    {"tesla teslas", "T", {1, {-2, 0, 0, 1, -1}}},
    {"gauss", "G", {1e-4, {-2, 0, 0, 1, -1}}},
    {"percent", "%", {1e-2, {0}}},
    {"", "ppm", {1e-6, {0}}},
};

static const struct {
    double factor;
    const char *name, *symbol;
} prefix_row[] = {
    {1, "", ""},          {1e24, "yotta", "Y"},  {1e21, "zetta", "Z"},  {1e18, "exa", "E"},
    {1e15, "peta", "P"},  {1e12, "tera", "T"},   {1e9, "giga", "G"},    {1e6, "mega", "M"},
    {1e3, "kilo", "k"},   {1e2, "hecto", "h"},   {1e1, "deca", "da"},   {1e-1, "deci", "d"},
    {1e-2, "centi", "c"}, {1e-3, "milli", "m"},  {1e-6, "micro", "u"},  {1e-6, "", "\u00b5"},
    {1e-6, "", "\u03bc"}, {1e-9, "nano", "n"},   {1e-12, "pico", "p"},  {1e-15, "femto", "f"},
    {1e-18, "atto", "a"}, {1e-21, "zepto", "z"}, {1e-24, "yocto", "y"},
};

/* ---- words ---- */

typedef bool same_letters(const char *word, const char *entry, size_t n);

/* Names are of small letters of ASCII, so that no locale can have a say. */
static bool
is_same_name(const char *word, const char *entry, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((word[i] | 0x20) != entry[i])
            return false;
    return true;
}

static bool
is_same_symbol(const char *word, const char *entry, size_t n)
{
    return memcmp(word, entry, n) == 0;
}

/* Is the word of n letters one of those in the list, which blanks separate? */
static bool
is_among(const char *word, size_t n, const char *list, same_letters *is_same)
{
    for (size_t length; *list; list += length + (list[length] == ' ')) {
        length = strcspn(list, " ");
        if (length == n && is_same(word, list, n))
            return true;
    }
    return false;
}

static const sq_units *
find_unit(const char *word, size_t n)
{
    for (size_t i = 0; i < COUNT(unit_row); i++)
        if (is_among(word, n, unit_row[i].symbols, is_same_symbol) ||
            is_among(word, n, unit_row[i].names, is_same_name))
            return &unit_row[i].units;
    return NULL;
}

/* The unit of a word that begins with the prefix, NULL when it does not. */
static const sq_units *
find_behind(const char *prefix, const char *word, size_t n, same_letters *is_same)
{
    size_t length = strlen(prefix);
    return length < n && is_same(word, prefix, length) ? find_unit(word + length, n - length)
                                                       : NULL;
}

/* "min" is a minute and no milli-inch, as the empty prefix is the first. */
static bool
find_word(const char *word, size_t n, sq_units *units)
{
    for (size_t i = 0; i < COUNT(prefix_row); i++) {
        const sq_units *unit = find_behind(prefix_row[i].symbol, word, n, is_same_symbol);
        if (!unit && *prefix_row[i].name)
            unit = find_behind(prefix_row[i].name, word, n, is_same_name);
        if (unit) {
            *units = *unit;
            units->factor *= prefix_row[i].factor;
            return true;
        }
    }
    return false;
}

size_t
sq_units_word(const char *text)
{
    return strcspn(text, " ./*^+-()" DIGITS);
}

/* ---- grammar ---- */

/* Each of these moves *at behind what it has read; where that is false, to what it cannot
 * read. */
static bool read_units(const char **at, sq_units *units);

static const char *
skip_blanks(const char *at)
{
    return at + strspn(at, " ");
}

/* 1 for a product, -1 for a quotient, 0 when there is no operator. */
static int
read_operator(const char **at)
{
    const char *from = skip_blanks(*at);
    bool per = sq_units_word(from) == 3 && strncmp(from, "per", 3) == 0;
    bool divide = per || *from == '/', times = *from == '.' || *from == '*';
    bool blank = from > *at && *from && *from != ')';
    *at = skip_blanks(from + (per ? 3 : divide || times));
    return divide ? -1 : times || blank;
}

static bool
read_one(const char **at, sq_units *units)
{
    size_t n = sq_units_word(*at);
    if (**at != '(') {
        bool known = find_word(*at, n, units);
        *at += known ? n : 0;
        return known;
    }
    *at = skip_blanks(*at + 1);
    bool closed = read_units(at, units) && **at == ')';
    *at += closed;
    return closed;
}

/* 1 when there is no exponent. */
static double
read_exponent(const char **at)
{
    const char *sign = *at + (**at == '^' ? 1 : strncmp(*at, "**", 2) == 0 ? 2 : 0);
    const char *digit = sign + (*sign == '-' || *sign == '+');
    size_t n = strspn(digit, DIGITS);
    double exponent = 0;
    for (size_t i = 0; i < n; i++)
        exponent = 10 * exponent + (digit[i] - '0');
    if (n == 0)
        return 1;
    *at = digit + n;
    return *sign == '-' ? -exponent : exponent;
}

static bool
read_power(const char **at, int sign, sq_units *product)
{
    sq_units one;
    if (!read_one(at, &one))
        return false;
    double exponent = sign * read_exponent(at);
    product->factor *= pow(one.factor, exponent); /* 1e-3 * 1e6 is 1e3, 1e-3 / 1e-6 is not */
    for (size_t i = 0; i < SQ_UNITS_BASES; i++)
        product->power[i] += exponent * one.power[i];
    return true;
}

/* The 1 of "1/s" need not be written. */
static bool
read_units(const char **at, sq_units *units)
{
    const char *divided = *at + (**at == '1');
    int sign = read_operator(&divided);
    if (sign < 0)
        *at = divided;
    else
        sign = 1;
    *units = (sq_units){.factor = 1};
    for (; sign; sign = read_operator(at))
        if (!read_power(at, sign, units))
            return false;
    return true;
}

bool
sq_units_read(const char *text, sq_units *units, const char **rest)
{
    *rest = text;
    if (!read_units(rest, units))
        return false;
    bool complete = **rest == '\0';
    *rest += strlen(*rest);
    return complete && isfinite(units->factor) && units->factor > 0;
}

bool
sq_units_match(const sq_units *units, const char *text)
{
    sq_units other = {0};
    bool same = !*text || sq_units_read(text, &other, &text);
    for (size_t i = 0; i < SQ_UNITS_BASES && same; i++)
        same = units->power[i] == other.power[i];
    return same;
}
