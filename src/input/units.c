/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laboratory quantities: text with a unit -> number in the program's units; see units.h.
 *
 * The numbers are read here, the units by UDUNITS-2.  Its database of 20 XML files takes
 * 6 to 12 ms to read, more than all the rest of a short command, and makes the radian a
 * synonym of 1; so the system is built from the table `unit_row` below, in which
 *
 *     the radian is a base unit of its own,
 *     Hz = 1 cycle/s = 2 pi rad/s,
 *
 * and a rate is whatever converts to rad/s or to 1/s.  The 2 pi rule needs no more than
 * that: UDUNITS-2 multiplies by it with every prefix and in every compound.
 *
 * Messages follow one pattern: the value as written, what is wrong, the way out.
 *
 * Longer than 400 lines because the tables of units and the many ways in which people
 * write a quantity, rightly or wrongly, belong together. */
#include "input/units.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <udunits2.h>

/* ---- tables ---- */

static const sq_dimension_info dimension[SQ_N_DIM] = {
    [SQ_DIM_NUMBER] = {"plain number", "1e4", "", "none", 0, INFINITY},
    [SQ_DIM_RATE] = {"rate", "150 kHz", "rad/s", "Hz, kHz, MHz, mHz …, rad/s or 1/s",
                     2 * M_PI * 1e-15, 2 * M_PI * 1e18},
    [SQ_DIM_TIME] = {"time", "2.7 s", "s", "s, ms, us …, min or h", 1e-18, 1e15},
    [SQ_DIM_ANGLE] = {"angle", "121.92 deg", "rad", "deg, rad or mrad", 0, INFINITY},
    [SQ_DIM_POWER] = {"power", "1.2 nW", "W", "W, mW, uW, nW, pW or fW", 1e-30, 1e15},
    [SQ_DIM_LENGTH] = {"length", "698 nm", "m", "m, cm, mm, um or nm", 1e-12, 1e6},
    [SQ_DIM_TEMPERATURE] = {"temperature", "300 K", "K", "K, mK or uK", 1e-12, 1e6},
    [SQ_DIM_INTENSITY] = {"intensity", "1 W/cm2", "W/m2", "W/m2, W/cm2 or mW/cm2", 1e-12, 1e24},
};

const sq_dimension_info *
sq_dimension_describe(enum sq_dimension dim)
{
    return &dimension[dim];
}

/* What a value must convert to; a rate comes with or without the radian. */
#define MAX_TARGETS 2
static const char *const target[SQ_N_DIM][MAX_TARGETS] = {
    [SQ_DIM_NUMBER] = {"1"},      [SQ_DIM_RATE] = {"rad/s", "1/s"}, [SQ_DIM_TIME] = {"s"},
    [SQ_DIM_ANGLE] = {"rad"},     [SQ_DIM_POWER] = {"W"},           [SQ_DIM_LENGTH] = {"m"},
    [SQ_DIM_TEMPERATURE] = {"K"}, [SQ_DIM_INTENSITY] = {"W/m2"},
};

/* Other kinds of quantities, to tell a user what he wrote. */
static const struct {
    const char *name, *unit;
} other_kind[] = {
    {"mass", "kg"},           {"current", "A"},
    {"voltage", "V"},         {"energy", "J"},
    {"magnetic field", "T"},  {"speed", "m/s"},
    {"wave number", "1/m"},   {"area", "m2"},
    {"volume", "m3"},         {"density", "1/m3"},
    {"force", "N"},           {"pressure", "Pa"},
    {"charge", "C"},          {"resistance", "ohm"},
    {"acceleration", "m/s2"}, {"electric field", "V/m"},
    {"solid angle", "rad2"},  {"chirp rate", "rad/s2"},
    {"plain number", "1"},
};

/* The unit system, in the order of definition: factor times an earlier unit, or a base
 * unit.  Names are read in upper and lower case, symbols as they stand; both take
 * prefixes.  Conversion factors are exact but for the dalton: CODATA 2022. */
static const struct {
    double factor;
    const char *of, *names, *symbols;
} unit_row[] = {
    {1, NULL, "second seconds", "s sec"},
    {1, NULL, "meter meters metre metres", "m"},
    {1, NULL, "kilogram kilograms", "kg"},
    {1, NULL, "kelvin kelvins", "K"},
    {1, NULL, "ampere amperes", "A"},
    {1, NULL, "radian radians", "rad"},
    {60, "s", "minute minutes", "min"},
    {3600, "s", "hour hours", "h"},
    {86400, "s", "day days", "d"},
    {M_PI / 180, "rad", "degree degrees", "deg °"},
    {2 * M_PI, "rad", "cycle cycles turn turns revolution revolutions", ""},
    {1, "cycle/s", "hertz", "Hz"},
    {1e-10, "m", "angstrom angstroms", "Å"},
    {1e-3, "kg", "gram grams", "g"},
    {1.66053906892e-27, "kg", "dalton daltons", "u amu Da"},
    {1, "kg.m/s2", "newton newtons", "N"},
    {1, "N/m2", "pascal pascals", "Pa"},
    {1, "N.m", "joule joules", "J"},
    {1.602176634e-19, "J", "electronvolt electronvolts", "eV"},
    {1, "J/s", "watt watts", "W"},
    {1, "A.s", "coulomb coulombs", "C"},
    {1, "W/A", "volt volts", "V"},
    {1, "V/A", "ohm ohms", "Ω"},
    {1, "V.s/m2", "tesla teslas", "T"},
    {1e-4, "T", "gauss", "G"},
    {1e-2, "1", "percent", "%"},
};

static const struct {
    double factor;
    const char *name, *symbol;
} prefix_row[] = {
    {1e24, "yotta", "Y"},   {1e21, "zetta", "Z"}, {1e18, "exa", "E"},
    {1e15, "peta", "P"},    {1e12, "tera", "T"},  {1e9, "giga", "G"},
    {1e6, "mega", "M"},     {1e3, "kilo", "k"},   {1e2, "hecto", "h"},
    {1e1, "deca", "da"},    {1e-1, "deci", "d"},  {1e-2, "centi", "c"},
    {1e-3, "milli", "m"},   {1e-6, "micro", "u"}, {1e-6, NULL, "\u00b5"},
    {1e-6, NULL, "\u03bc"}, {1e-9, "nano", "n"},  {1e-12, "pico", "p"},
    {1e-15, "femto", "f"},  {1e-18, "atto", "a"}, {1e-21, "zepto", "z"},
    {1e-24, "yocto", "y"},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- the unit system ---- */

struct sq_units {
    ut_system *system;
    ut_unit *percent;
    ut_unit *target[SQ_N_DIM][MAX_TARGETS];
};

typedef ut_status map_function(const char *word, ut_encoding encoding, const ut_unit *unit);

/* Maps each of the words (separated by blanks) to the unit. */
static bool
map_words(const char *words, const ut_unit *unit, map_function *map)
{
    char word[32];
    for (size_t n; *words; words += n + (words[n] == ' ')) {
        n = strcspn(words, " ");
        if (n >= sizeof word)
            return false;
        memcpy(word, words, n);
        word[n] = '\0';
        if (map(word, UT_UTF8, unit) != UT_SUCCESS)
            return false;
    }
    return true;
}

static bool
define_unit(ut_system *system, size_t i)
{
    ut_unit *of =
        unit_row[i].of ? ut_parse(system, unit_row[i].of, UT_UTF8) : ut_new_base_unit(system);
    ut_unit *unit = ut_scale(unit_row[i].factor, of);
    bool ok = unit && map_words(unit_row[i].names, unit, ut_map_name_to_unit) &&
              map_words(unit_row[i].symbols, unit, ut_map_symbol_to_unit);
    ut_free(of);
    ut_free(unit);
    return ok;
}

static bool
define_prefix(ut_system *system, size_t i)
{
    const char *name = prefix_row[i].name, *symbol = prefix_row[i].symbol;
    double factor = prefix_row[i].factor;
    return (!name || ut_add_name_prefix(system, name, factor) == UT_SUCCESS) &&
           ut_add_symbol_prefix(system, symbol, factor) == UT_SUCCESS;
}

static bool
define_targets(sq_units *units)
{
    units->percent = ut_parse(units->system, "%", UT_UTF8);
    bool ok = units->percent != NULL;
    for (size_t dim = 0; dim < SQ_N_DIM; dim++)
        for (size_t k = 0; k < MAX_TARGETS && target[dim][k]; k++) {
            units->target[dim][k] = ut_parse(units->system, target[dim][k], UT_UTF8);
            ok = ok && units->target[dim][k];
        }
    return ok;
}

static bool
define_all(sq_units *units)
{
    units->system = ut_new_system();
    bool ok = units->system != NULL;
    for (size_t i = 0; ok && i < COUNT(prefix_row); i++)
        ok = define_prefix(units->system, i);
    for (size_t i = 0; ok && i < COUNT(unit_row); i++)
        ok = define_unit(units->system, i);
    return ok && define_targets(units);
}

/* The tables are constant, so only a lack of memory can make this fail. */
enum sq_status
sq_units_create(sq_units **units, sq_errors *errors)
{
    ut_set_error_message_handler(ut_ignore);
    *units = calloc(1, sizeof **units);
    if (*units && define_all(*units))
        return SQ_OK;
    sq_units_free(*units);
    *units = NULL;
    return sq_errors_add(errors, SQ_ERR_MEMORY, "out of memory for the table of units");
}

void
sq_units_free(sq_units *units)
{
    if (!units)
        return;
    for (size_t dim = 0; dim < SQ_N_DIM; dim++)
        for (size_t k = 0; k < MAX_TARGETS; k++)
            ut_free(units->target[dim][k]);
    ut_free(units->percent);
    ut_free_system(units->system);
    free(units);
}

/* ---- messages ---- */

/* Longer than any quantity; protects UDUNITS-2's parser from novels. */
#define MAX_TEXT 128

/* What one call of sq_units_parse knows. */
typedef struct request {
    const sq_units *units;
    enum sq_dimension dim;
    const char *example; /* NULL: that of the dimension */
    sq_excerpt text;     /* as the user wrote it, for messages */
    char *reason;
    size_t n;
} request;

/* Begins every message with the value. */
static enum sq_status SQ_PRINTF(2, 3) fail(const request *r, const char *format, ...)
{
    char what[SQ_REASON_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(r->reason, r->n, "'%s'%s", r->text.text, what);
    return SQ_ERR_INPUT;
}

static const char *
example(const request *r)
{
    return r->example ? r->example : dimension[r->dim].example;
}

static const char *
article(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "an" : "a";
}

static enum sq_status
fail_not_a_number(const request *r)
{
    return fail(r, " is not a number; write for example '%s'", example(r));
}

/* The example takes the user's own number, which is what he wants to keep. */
static enum sq_status
fail_no_unit(const request *r, const char *number, size_t n)
{
    return fail(r, " has no unit; write for example '%.*s%s'", (int)n, number,
                strchr(example(r), ' '));
}

/* ---- units ---- */

/* The factor that turns values in unit into values in wanted, 0 when there is none.
 * UDUNITS-2 also converts s to 1/s, by the reciprocal, which maps 0 to infinity. */
static double
factor_between(ut_unit *unit, ut_unit *wanted)
{
    if (!wanted || !ut_are_convertible(unit, wanted))
        return 0;
    cv_converter *converter = ut_get_converter(unit, wanted);
    if (!converter)
        return 0;
    double of_zero = cv_convert_double(converter, 0.0);
    double factor = cv_convert_double(converter, 1.0);
    cv_free(converter);
    return isfinite(of_zero) && isfinite(factor) ? factor : 0;
}

static double
factor_to(const sq_units *units, ut_unit *unit, enum sq_dimension dim)
{
    double factor = 0;
    for (size_t k = 0; k < MAX_TARGETS && factor <= 0; k++)
        factor = factor_between(unit, units->target[dim][k]);
    return factor;
}

static const char *
kind_of(const sq_units *units, ut_unit *unit)
{
    for (size_t dim = SQ_DIM_NUMBER + 1; dim < SQ_N_DIM; dim++)
        if (factor_to(units, unit, (enum sq_dimension)dim) > 0)
            return dimension[dim].name;
    for (size_t i = 0; i < COUNT(other_kind); i++) {
        ut_unit *other = ut_parse(units->system, other_kind[i].unit, UT_UTF8);
        bool same = factor_between(unit, other) > 0;
        ut_free(other);
        if (same)
            return other_kind[i].name;
    }
    return NULL;
}

static enum sq_status
fail_wrong_kind(const request *r, ut_unit *unit)
{
    const char *kind = kind_of(r->units, unit), *wanted = dimension[r->dim].name;
    if (r->dim == SQ_DIM_NUMBER)
        return fail(r, " carries a unit; a plain number is wanted here, for example '%s'",
                    example(r));
    if (!kind)
        return fail(r, " has the unit of something else; %s %s is wanted, for example '%s'",
                    article(wanted), wanted, example(r));
    return fail(r, " is %s %s; %s %s is wanted, for example '%s'", article(kind), kind,
                article(wanted), wanted, example(r));
}

/* Words that UDUNITS-2 takes for operators: "s since s" and "lg(re mW)" are no units here. */
static bool
is_operator(const char *word, size_t n)
{
    static const char *const operators[] = {"since", "after", "from", "ref",
                                            "re",    "lg",    "ln",   "lb"};
    for (size_t i = 0; i < COUNT(operators); i++)
        if (strlen(operators[i]) == n && strncasecmp(word, operators[i], n) == 0)
            return true;
    return false;
}

/* Every word is a word and every sign stands before an exponent?  UDUNITS-2 is content
 * with "Hz)" and "Hz]", and loses memory when a word comes where it expects a number. */
static bool
is_well_formed(const char *unit)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%";
    int open = 0;
    for (size_t n = 1; *unit && open >= 0; unit += n) {
        unsigned char c = (unsigned char)*unit;
        n = strspn(unit, letters);
        if (n && is_operator(unit, n))
            return false;
        n = n ? n : 1;
        if (c < 0x80 && !strchr(letters, c) && !strchr(" ./*^+-()", c))
            return false;
        if (strchr("+-", c) && !isdigit((unsigned char)unit[1]))
            return false;
        if (c == '^' && !strchr("+-0123456789", unit[1] ? unit[1] : ' '))
            return false;
        open += (c == '(') - (c == ')');
    }
    return open == 0;
}

/* UDUNITS-2 does not read "/s". */
static ut_unit *
parse_unit(const sq_units *units, const char *text)
{
    char unit[MAX_TEXT + 2] = "";
    if (!is_well_formed(text))
        return NULL;
    snprintf(unit, sizeof unit, "%s%s", text[0] == '/' ? "1" : "", text);
    return ut_parse(units->system, unit, UT_UTF8);
}

/* The first word of a compound that is not a unit; all of it when each word is one. */
static void
find_culprit(const sq_units *units, const char *unit, char culprit[MAX_TEXT])
{
    static const char between[] = " ./*^+-0123456789()";
    const char *word = unit;
    for (size_t n = 0; *word; word += n + strspn(word + n, between)) {
        n = strcspn(word, between);
        memcpy(culprit, word, n);
        culprit[n] = '\0';
        ut_unit *known = n ? parse_unit(units, culprit) : NULL;
        if (n && !known)
            return;
        ut_free(known);
    }
    strcpy(culprit, unit);
}

static enum sq_status
fail_unknown(const request *r, const char *unit)
{
    char culprit[MAX_TEXT];
    find_culprit(r->units, unit, culprit);
    const char *what = dimension[r->dim].name;
    if (r->dim == SQ_DIM_NUMBER)
        return fail(r, " is not a plain number; write for example '%s'", example(r));
    return fail(r, ": unknown unit '%s'; write %s %s in %s, for example '%s'",
                sq_text_excerpt(culprit).text, article(what), what, dimension[r->dim].written,
                example(r));
}

/* UDUNITS-2 takes "3 Hz" or "Hz 3" for a unit, which would make "10 3 Hz" a value.  A
 * number may stand in a unit only as an exponent and as the 1 of "1/s". */
static bool
has_factor(const char *unit)
{
    if (unit[0] == '1' && unit[1 + strspn(unit + 1, " ")] == '/')
        unit++;
    char before = ' ', before_that = ' ';
    for (; *unit; before_that = before, before = *unit++) {
        bool exponent = strchr("^-+", before) || (before == '*' && before_that == '*');
        bool letter = isalnum((unsigned char)before) || (unsigned char)before >= 0x80;
        if (isdigit((unsigned char)*unit) && !exponent && !letter)
            return true;
    }
    return false;
}

/* Reads a unit that is not empty. */
static enum sq_status
read_unit(const request *r, const char *text, double *factor)
{
    if (has_factor(text))
        return fail(r, " contains two numbers; write one number and its unit, for example '%s'",
                    example(r));
    ut_unit *unit = parse_unit(r->units, text);
    if (!unit)
        return fail_unknown(r, text);
    *factor = factor_to(r->units, unit, r->dim);
    enum sq_status status = *factor > 0 ? SQ_OK : fail_wrong_kind(r, unit);
    ut_free(unit);
    return status;
}

static bool
is_percent(const sq_units *units, const char *text)
{
    ut_unit *unit = *text ? parse_unit(units, text) : NULL;
    bool percent = unit && ut_compare(unit, units->percent) == 0;
    ut_free(unit);
    return percent;
}

/* ---- numbers ---- */

/* One number with what stands behind it. */
typedef struct piece {
    double value;
    double last_digits; /* 0.05 of 4.00(5); NaN when there is none */
    const char *number; /* where it begins, and its length with the parenthesis */
    size_t length;
    const char *unit; /* the rest, "" when nothing is left */
} piece;

static const char *
skip_digits(const char *at)
{
    return at + strspn(at, "0123456789");
}

static const char *
skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* The end of a decimal number without its exponent, at itself when there is none. */
static const char *
skip_decimal(const char *at)
{
    const char *first = at + (*at == '-' || *at == '+'), *end = skip_digits(first);
    size_t n = (size_t)(end - first);
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        n += (size_t)(end - fraction);
    }
    return n ? end : at;
}

static const char *
skip_exponent(const char *at)
{
    if (*at != 'e' && *at != 'E')
        return at;
    const char *first = at + 1 + (at[1] == '-' || at[1] == '+'), *end = skip_digits(first);
    return end > first ? end : at;
}

/* strtod on the characters from `from` to `to`, and then on those from `exponent` to `end`:
 * 4.00(5)e3 has a parenthesis between the two. */
static double
convert(const char *from, const char *to, const char *exponent, const char *end)
{
    char text[2 * MAX_TEXT];
    snprintf(text, sizeof text, "%.*s%.*s", (int)(to - from), from, (int)(end - exponent),
             exponent);
    return sq_text_to_number(text, NULL);
}

/* The digits in parentheses count in units of the last digit: 4.00(5) has the value
 * that 5 has there, 0.05.  So put zeros for the digits of the number, and those digits
 * in their place. */
static double
convert_last_digits(const char *from, const char *to, const char *digits,
                    const char *digits_end)
{
    const char *point = memchr(from, '.', (size_t)(to - from));
    char scale[MAX_TEXT];
    int n_scale = snprintf(scale, sizeof scale, "e-%td", point ? to - point - 1 : 0);
    return convert(digits, digits_end, scale, scale + n_scale);
}

static double
power_of_ten(const char *exponent, const char *end)
{
    static const char one[] = "1";
    return convert(one, one + 1, exponent, end);
}

/* Too large, or so small that nothing of it is left. */
static bool
is_out_of_range(double value, const char *from, const char *to)
{
    bool zero = true;
    for (; from < to && *from != 'e' && *from != 'E'; from++)
        zero = zero && !(*from >= '1' && *from <= '9');
    return !isfinite(value) || (!zero && fabs(value) <= 0);
}

/* Reads the number at the beginning of `at`. */
static enum sq_status
read_number(const request *r, const char *at, piece *p)
{
    const char *from = skip_blanks(at), *to = skip_decimal(from), *exponent = to;
    *p = (piece){.number = from, .last_digits = NAN};
    if (to == from)
        return fail_not_a_number(r);
    if (*to == '(') {
        const char *digits = to + 1, *digits_end = skip_digits(digits);
        if (digits_end == digits || *digits_end != ')')
            return fail(r,
                        ": an uncertainty in parentheses consists of digits, '4.00(5) Hz'; or "
                        "write '4.00 ± 0.05 Hz'");
        p->last_digits = convert_last_digits(from, to, digits, digits_end);
        exponent = digits_end + 1;
    }
    const char *end = skip_exponent(exponent);
    p->value = convert(from, to, exponent, end);
    p->last_digits *= power_of_ten(exponent, end);
    p->length = (size_t)(end - from);
    p->unit = skip_blanks(end);
    if (is_out_of_range(p->value, from, to))
        return fail(r, " is too %s for a number", isfinite(p->value) ? "small" : "large");
    if (*end == ',')
        return fail(r,
                    " contains a comma; write a decimal point, and nothing between thousands");
    if (from[0] == '0' && to == from + 1 && (*to == 'x' || *to == 'X'))
        return fail(r, " is a hexadecimal number; write it in decimal");
    return SQ_OK;
}

/* ---- quantities ---- */

/* The factor of a piece: that of its own unit. */
static enum sq_status
factor_of(const request *r, const piece *p, double *factor)
{
    *factor = 1;
    if ((strchr(p->unit, '%') || strstr(p->unit, "percent")) && !is_percent(r->units, p->unit))
        return fail(r, " has a per cent within its unit; write for example '4 Hz ± 5 %%'");
    if (*p->unit)
        return read_unit(r, p->unit, factor);
    return r->dim == SQ_DIM_NUMBER ? SQ_OK : fail_no_unit(r, p->number, p->length);
}

static enum sq_status
finish(const request *r, double value, double sd, sq_number *number)
{
    if (sd < 0)
        return fail(r, " has a negative uncertainty; write '±' and a standard deviation");
    if (!isfinite(value) || !isfinite(sd))
        return fail(r, " is too large for a number");
    *number = (sq_number){.value = value, .sd = sd};
    return SQ_OK;
}

/* `150 kHz` and `4.00(5) Hz`. */
static enum sq_status
read_single(const request *r, const char *text, sq_number *number)
{
    piece p;
    double factor = 1;
    enum sq_status status = read_number(r, text, &p);
    if (status == SQ_OK)
        status = factor_of(r, &p, &factor);
    if (status)
        return status;
    double sd = isnan(p.last_digits) ? 0 : p.last_digits;
    return finish(r, factor * p.value, factor * sd, number);
}

/* A value and an uncertainty, each with its own unit if it has one.  A unit behind the
 * second only belongs to both; behind the first only, it could be meant either way. */
static enum sq_status
combine(const request *r, piece *value, const piece *sd, sq_number *number)
{
    double factor = 1, sd_factor = 1;
    bool relative = is_percent(r->units, sd->unit) && !is_percent(r->units, value->unit) &&
                    (*value->unit || r->dim == SQ_DIM_NUMBER);
    if (!isnan(value->last_digits) || !isnan(sd->last_digits))
        return fail(r, " has two uncertainties; keep one of them");
    if (*value->unit && !*sd->unit)
        return fail(r, ": the uncertainty has no unit; write for example '(4.00 ± 0.05) Hz'");
    if (relative && !*value->unit)
        return fail(r, ": the per cent could belong to one number or to both; write "
                       "'(90 ± 1) %%', or both as plain numbers");
    if (!*value->unit)
        value->unit = sd->unit;
    enum sq_status status = factor_of(r, value, &factor);
    if (status == SQ_OK && !relative)
        status = factor_of(r, sd, &sd_factor);
    if (status)
        return status;
    double in_percent = fabs(factor * value->value) * 0.01;
    return finish(r, factor * value->value, sd->value * (relative ? in_percent : sd_factor),
                  number);
}

#define PLUS_MINUS "+/-"

/* `4.00 ± 0.05 Hz`, `4 kHz ± 50 Hz`; at points to the sign. */
static enum sq_status
read_pair(const request *r, char *text, char *at, sq_number *number)
{
    piece value = {0}, sd = {0};
    *at = '\0';
    for (char *end = at; end > text && end[-1] == ' ';)
        *--end = '\0';
    enum sq_status status = read_number(r, text, &value);
    if (status == SQ_OK)
        status = read_number(r, at + strlen(PLUS_MINUS), &sd);
    return status ? status : combine(r, &value, &sd, number);
}

/* `(4.00 ± 0.05) Hz`: the unit belongs to both numbers. */
static enum sq_status
read_bracket(const request *r, char *text, sq_number *number)
{
    char *sign = strstr(text, PLUS_MINUS), *end = strchr(text, ')');
    int place = 0;
    if (!sign || !end || end < sign)
        return fail_not_a_number(r);
    const char *unit = end + 1;
    char both[3 * MAX_TEXT];
    *end = *sign = '\0';
    snprintf(both, sizeof both, "%s %s%n" PLUS_MINUS "%s %s", text + 1, unit, &place,
             sign + strlen(PLUS_MINUS), unit);
    return read_pair(r, both, both + place, number);
}

/* ---- refusals ---- */

/* The word pi or the letter π. */
static const char *
find_pi(const char *text, size_t *length)
{
    const char *pi = strstr(text, "π");
    *length = strlen("π");
    if (pi)
        return pi;
    *length = strlen("pi");
    for (pi = strstr(text, "pi"); pi; pi = strstr(pi + 1, "pi"))
        if (!isalpha((unsigned char)pi[2]) && (pi == text || !isalpha((unsigned char)pi[-1])))
            return pi;
    return NULL;
}

/* `2π × 4 Hz` is how papers write it; what is meant depends on the reader, so ask. */
static enum sq_status
refuse_pi(const request *r, const char *rest)
{
    request inner = *r;
    char ignored[8];
    sq_number number;
    inner.reason = ignored;
    inner.n = sizeof ignored;
    rest += strspn(rest, " *x.");
    if (r->dim == SQ_DIM_RATE && strstr(rest, "Hz") &&
        read_single(&inner, rest, &number) == SQ_OK)
        return fail(r, ": Hz already means cycles per second; write '%s' or '%.3g rad/s'", rest,
                    number.value);
    return fail(r, ": pi is not read here; write the number out, for example '%s'", example(r));
}

/* Replaces the characters that have an equal in ASCII.  False: the text is too long. */
static bool
normalise(const char *text, char plain[MAX_TEXT])
{
    static const struct {
        const char *from, *to;
    } equals[] = {
        {"±", PLUS_MINUS}, {"\u2212", "-"},  {"\u00a0", " "}, {"\u2009", " "},
        {"\u202f", " "},   {"\u2026", ".."}, {"×", "x"},      {"·", "."},
        {"\u207b", "-"},   {"\u00b9", "1"},  {"\u00b2", "2"}, {"\u00b3", "3"},
    };
    size_t used = 0;
    while (*text) {
        size_t i = 0;
        while (i < COUNT(equals) && strncmp(text, equals[i].from, strlen(equals[i].from)) != 0)
            i++;
        const char *to = i < COUNT(equals) ? equals[i].to : text;
        size_t n = i < COUNT(equals) ? strlen(to) : 1;
        if (used + n >= MAX_TEXT)
            return false;
        memcpy(plain + used, to, n);
        used += n;
        text += i < COUNT(equals) ? strlen(equals[i].from) : 1;
    }
    while (used && *skip_blanks(plain + used - 1) == '\0' && strchr(" \t\r\n", plain[used - 1]))
        used--;
    plain[used] = '\0';
    return true;
}

static enum sq_status
read_quantity(const request *r, char *text, sq_number *number)
{
    size_t length = 0;
    const char *pi = find_pi(text, &length);
    char *sign = strstr(text, PLUS_MINUS);
    if (!*text)
        return fail(r, ": there is no value; write for example '%s'", example(r));
    if (strstr(text, ".."))
        return fail(r, " is a range; one value is wanted here, for example '%s'", example(r));
    if (pi)
        return refuse_pi(r, pi + length);
    if (*text == '(')
        return read_bracket(r, text, number);
    return sign ? read_pair(r, text, sign, number) : read_single(r, text, number);
}

enum sq_status
sq_units_parse(const sq_units *units, const char *text, enum sq_dimension dim,
               const char *example_, sq_number *number, char *reason, size_t n)
{
    char plain[MAX_TEXT] = "";
    text = skip_blanks(text);
    request r = {units, dim, example_, sq_text_excerpt(text), reason, n};
    if (!normalise(text, plain))
        return fail(&r, " is too long for a number and a unit; write for example '%s'",
                    example(&r));
    return read_quantity(&r, plain, number);
}
