/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units: what each is, how they are put together, and where a text ceases to be one. */
#include "input/units.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define TWO_PI 6.283185307179586
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Text against a factor and powers of s, rad, m, kg, A, K and mol. */
typedef struct good {
    const char *text;
    sq_units units;
} good;

static void
assert_good(const good *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sq_units units;
        const char *rest;
        cr_assert(sq_units_read(row[i].text, &units, &rest), "%s", row[i].text);
        cr_expect_str_eq(rest, "");
        cr_expect(fabs(units.factor / row[i].units.factor - 1) < 4 * DBL_EPSILON,
                  "%s: %.17g, not %.17g", row[i].text, units.factor, row[i].units.factor);
        for (size_t k = 0; k < SQ_UNITS_BASES; k++)
            cr_expect(units.power[k] == row[i].units.power[k], "%s: power %zu is %g",
                      row[i].text, k, units.power[k]);
    }
}

/* From their definitions in other units. */
Test(units, each_is_what_the_others_make_it)
{
    static const char *const equal[][2] = {
        {"min", "s"},
        {"h", "min"},
        {"d", "h"},
        {"cycle", "rad"},
        {"Hz", "cycle/s"},
        {"deg", "cycle"},
        {"N", "kg m/s2"},
        {"Pa", "N/m2"},
        {"J", "N m"},
        {"W", "J/s"},
        {"C", "A s"},
        {"V", "W/A"},
        {"ohm", "V/A"},
        {"T", "V s/m2"},
        {"eV", "J"},
        {"G", "T"},
        {"u", "kg"},
        {"g", "kg"},
        {"Å", "m"},
        {"°", "deg"},
        {"amu", "dalton"},
        {"Da", "u"},
        {"sec", "second"},
        {"metre", "meters"},
        {"turn", "revolution"},
        {"Ω", "ohms"},
        {"%", "percent"},
        {"mol", "moles"},
    };
    static const double ratio[] = {60,
                                   60,
                                   24,
                                   TWO_PI,
                                   1,
                                   1.0 / 360,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1.602176634e-19,
                                   1e-4,
                                   1.66053906892e-27,
                                   1e-3,
                                   1e-10,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1,
                                   1};
    for (size_t i = 0; i < COUNT(equal); i++) {
        sq_units a, b;
        const char *rest;
        cr_assert(sq_units_read(equal[i][0], &a, &rest) &&
                      sq_units_read(equal[i][1], &b, &rest),
                  "%s", equal[i][0]);
        cr_expect(sq_units_match(&a, equal[i][1]), "%s", equal[i][0]);
        cr_expect(fabs(a.factor / b.factor / ratio[i] - 1) < 4 * DBL_EPSILON, "%s: %.17g",
                  equal[i][0], a.factor / b.factor);
    }
}

Test(units, prefixes)
{
    static const struct {
        const char *name, *symbol;
        double factor;
    } row[] = {
        {"yotta", "Y", 1e24},      {"zetta", "Z", 1e21}, {"exa", "E", 1e18},
        {"peta", "P", 1e15},       {"tera", "T", 1e12},  {"giga", "G", 1e9},
        {"mega", "M", 1e6},        {"kilo", "k", 1e3},   {"hecto", "h", 1e2},
        {"deca", "da", 1e1},       {"deci", "d", 1e-1},  {"centi", "c", 1e-2},
        {"milli", "m", 1e-3},      {"micro", "u", 1e-6}, {"MICRO", "\u00b5", 1e-6},
        {"Micro", "\u03bc", 1e-6}, {"nano", "n", 1e-9},  {"pico", "p", 1e-12},
        {"femto", "f", 1e-15},     {"atto", "a", 1e-18}, {"zepto", "z", 1e-21},
        {"yocto", "y", 1e-24},     {"", "", 1},
    };
    for (size_t i = 0; i < COUNT(row); i++) {
        char text[3][32];
        snprintf(text[0], sizeof text[0], "%sHz", row[i].symbol);
        snprintf(text[1], sizeof text[1], "%shertz", row[i].name);
        snprintf(text[2], sizeof text[2], "%ssec", row[i].name);
        const good three[] = {{text[0], {TWO_PI * row[i].factor, {-1, 1}}},
                              {text[1], {TWO_PI * row[i].factor, {-1, 1}}},
                              {text[2], {row[i].factor, {1}}}};
        assert_good(three, COUNT(three));
    }
}

/* A unit is itself before it is another with a prefix. */
Test(units, no_prefix_where_none_is_meant)
{
    static const good row[] = {
        {"min", {60, {1}}},
        {"h", {3600, {1}}},
        {"Pa", {1, {-2, 0, -1, 1}}},
        {"cd", {864, {1}}},
        {"mm", {1e-3, {0, 0, 1}}},
        {"T", {1, {-2, 0, 0, 1, -1}}},
        {"kg", {1, {0, 0, 0, 1}}},
        {"dam", {10, {0, 0, 1}}},
        {"m", {1, {0, 0, 1}}},
        {"kmin", {60e3, {1}}},
        {"mmol", {1e-3, {0, 0, 0, 0, 0, 0, 1}}},
        {"G", {1e-4, {-2, 0, 0, 1, -1}}},
    };
    assert_good(row, COUNT(row));
}

Test(units, products_quotients_and_powers)
{
    static const good row[] = {
        {"rad/s", {1, {-1, 1}}},
        {"rad / s", {1, {-1, 1}}},
        {"rad per s", {1, {-1, 1}}},
        {"per s", {1, {-1}}},
        {"/s", {1, {-1}}},
        {"1/s", {1, {-1}}},
        {"1 / s", {1, {-1}}},
        {"1 per ms", {1e3, {-1}}},
        {"s-1", {1, {-1}}},
        {"s^-1", {1, {-1}}},
        {"s**-1", {1, {-1}}},
        {"s^+2", {1, {2}}},
        {"s+2", {1, {2}}},
        {"s10", {1, {10}}},
        {"s0", {1, {0}}},
        {"kg m2 s-3", {1, {-3, 0, 2, 1}}},
        {"kg.m2.s-3", {1, {-3, 0, 2, 1}}},
        {"kg*m*m/s/s/s", {1, {-3, 0, 2, 1}}},
        {"kg * m . m", {1, {0, 0, 2, 1}}},
        {"m/s.s", {1, {0, 0, 1}}},
        {"mW/cm2", {10, {-3, 0, 0, 1}}},
        {"mW/cm^2", {10, {-3, 0, 0, 1}}},
        {"W/(cm.cm)", {1e4, {-3, 0, 0, 1}}},
        {"J/(s m2)", {1, {-3, 0, 0, 1}}},
        {"((m/s))^2", {1, {-2, 0, 2}}},
        {"1/( ms )", {1e3, {-1}}},
        {"(km/ms)**-2", {1e-12, {2, 0, -2}}},
        {"cm3", {1e-6, {0, 0, 3}}},
        {"µm-2", {1e12, {0, 0, -2}}},
        {"s ", {1, {1}}},
    };
    assert_good(row, COUNT(row));
}

/* What is not a unit, and the rest that says where. */
Test(units, texts_that_are_none)
{
    static const char *const row[][2] = {
        {"khz", "khz"},
        {"HZ", "HZ"},
        {"kHzz", "kHzz"},
        {"rad/mss", "mss"},
        {"s foo m", "foo m"},
        {"rad per", ""},
        {"lg(re mW)", "lg(re mW)"},
        {"s since s", "since s"},
        {"s @ s", "@ s"},
        {"Hz 5", "5"},
        {"000 Hz", "000 Hz"},
        {"m 2", "2"},
        {"1 s", "1 s"},
        {"rad/2 s", "2 s"},
        {"Hz)", ""},
        {"(Hz", ""},
        {"((Hz)", ""},
        {"()", ")"},
        {"s^m", ""},
        {"s^", ""},
        {"s -1", "-1"},
        {"s**", "*"},
        {"rad/", ""},
        {"rad//s", "/s"},
        {".s", ".s"},
        {"*", "*"},
        {"", ""},
        {"1", "1"},
        {"/", ""},
        {"kkHz", "kkHz"},
        {"kilomegahertz", "kilomegahertz"},
        {"k", "k"},
        {"milli", "milli"},
        {"per", ""},
        {"°C", "°C"},
        {"kHz2s", ""},
        {"s(m)", ""},
        {"dBm", "dBm"},
        {"+5", "+5"},
        {"s\t", "s\t"},
        {"\xff", "\xff"},
        {"s²", "s²"},
    };
    for (size_t i = 0; i < COUNT(row); i++) {
        sq_units units;
        const char *rest;
        cr_expect(!sq_units_read(row[i][0], &units, &rest), "%s", row[i][0]);
        cr_expect_str_eq(rest, row[i][1], "%s: %s", row[i][0], rest);
    }
}

/* Factors that no double holds. */
Test(units, powers_beyond_all_numbers_are_refused)
{
    static const char *const row[] = {"km999", "mm999", "((s^99)^99)^99 km^999",
                                      "(mm^200)/(m^199)", "km^99999999999999999999"};
    for (size_t i = 0; i < COUNT(row); i++) {
        sq_units units;
        const char *rest;
        cr_expect(!sq_units_read(row[i], &units, &rest), "%s", row[i]);
    }
}

Test(units, kinds)
{
    sq_units units;
    const char *rest;
    cr_assert(sq_units_read("mW s / eV", &units, &rest));
    cr_expect(sq_units_match(&units, "") && sq_units_match(&units, "%"));
    cr_expect(!sq_units_match(&units, "rad") && !sq_units_match(&units, "nonsense"));
    cr_assert(sq_units_read("kHz", &units, &rest));
    cr_expect(sq_units_match(&units, "rad/s") && !sq_units_match(&units, "1/s"));
}

Test(units, words)
{
    cr_expect_eq(sq_units_word("cm2/s"), 2);
    cr_expect_eq(sq_units_word("Å-1"), 2);
    cr_expect_eq(sq_units_word("/s"), 0);
    cr_expect_eq(sq_units_word(""), 0);
}
