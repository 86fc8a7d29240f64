/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities as people write them, and what they are told when that is wrong. */
#include "input/quantity.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define TWO_PI 6.283185307179586
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A conversion multiplies two or three rounded factors. */
#define TOLERANCE (4 * DBL_EPSILON)

static void
assert_near(double actual, double expected, const char *text)
{
    cr_assert(fabs(actual - expected) <= TOLERANCE * fabs(expected), "%s: %.17g, not %.17g",
              text, actual, expected);
}

typedef struct good {
    const char *text;
    enum sq_dimension dim;
    double value, sd;
} good;

static void
assert_good(const good *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sq_quantity number;
        char reason[SQ_TEXT_REASON_SIZE] = "";
        enum sq_status status =
            sq_quantity_read(row[i].text, row[i].dim, NULL, &number, reason, sizeof reason);
        cr_assert_eq(status, SQ_OK, "%s: %s", row[i].text, reason);
        assert_near(number.value, row[i].value, row[i].text);
        assert_near(number.sd, row[i].sd, row[i].text);
    }
}

typedef struct bad {
    const char *text;
    enum sq_dimension dim;
    const char *reason;
} bad;

static void
assert_bad(const bad *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sq_quantity number = {.value = 37, .sd = 0.2385};
        char reason[SQ_TEXT_REASON_SIZE] = "";
        enum sq_status status =
            sq_quantity_read(row[i].text, row[i].dim, NULL, &number, reason, sizeof reason);
        cr_assert_eq(status, SQ_ERR_INPUT, "%s", row[i].text);
        cr_assert_str_eq(reason, row[i].reason);
        cr_assert(number.value == 37 && number.sd == 0.2385, "%s was written", row[i].text);
    }
}

Test(quantity, hertz_counts_cycles)
{
    static const good row[] = {
        {"1 Hz", SQ_DIM_RATE, TWO_PI, 0},
        {"150 kHz", SQ_DIM_RATE, TWO_PI * 150e3, 0},
        {"150kHz", SQ_DIM_RATE, TWO_PI * 150e3, 0},
        {"0.2385 MHz", SQ_DIM_RATE, TWO_PI * 0.2385e6, 0},
        {"0.2385 mHz", SQ_DIM_RATE, TWO_PI * 0.2385e-3, 0},
        {"37 GHz", SQ_DIM_RATE, TWO_PI * 37e9, 0},
        {"37 uHz", SQ_DIM_RATE, TWO_PI * 37e-6, 0},
        {"37 \u00b5Hz", SQ_DIM_RATE, TWO_PI * 37e-6, 0},
        {"37 \u03bcHz", SQ_DIM_RATE, TWO_PI * 37e-6, 0},
        {"37 hertz", SQ_DIM_RATE, TWO_PI * 37, 0},
        {"37 kilohertz", SQ_DIM_RATE, TWO_PI * 37e3, 0},
        {"37 cycles/s", SQ_DIM_RATE, TWO_PI * 37, 0},
    };
    assert_good(row, COUNT(row));
}

Test(quantity, radians_and_plain_rates_are_taken_as_they_are)
{
    static const good row[] = {
        {"37 rad/s", SQ_DIM_RATE, 37, 0},          {"2.5 rad/ms", SQ_DIM_RATE, 2500, 0},
        {"4 mrad/s", SQ_DIM_RATE, 4e-3, 0},        {"0.2385 1/s", SQ_DIM_RATE, 0.2385, 0},
        {"0.2385 /s", SQ_DIM_RATE, 0.2385, 0},     {"0.2385/s", SQ_DIM_RATE, 0.2385, 0},
        {"0.2385 s^-1", SQ_DIM_RATE, 0.2385, 0},   {"0.2385 s-1", SQ_DIM_RATE, 0.2385, 0},
        {"0.2385 s**-1", SQ_DIM_RATE, 0.2385, 0},  {"0.2385 s⁻¹", SQ_DIM_RATE, 0.2385, 0},
        {"3 /min", SQ_DIM_RATE, 0.05, 0},          {"37 rad s-1", SQ_DIM_RATE, 37, 0},
        {"37 rad·s^-1", SQ_DIM_RATE, 37, 0},       {"1/s", SQ_DIM_RATE, 1, 0},
        {"180 deg/s", SQ_DIM_RATE, TWO_PI / 2, 0}, {"37 rad · s^-1", SQ_DIM_RATE, 37, 0},
        {"37 per second", SQ_DIM_RATE, 37, 0},
    };
    assert_good(row, COUNT(row));
}

Test(quantity, other_dimensions)
{
    static const good row[] = {
        {"2.7 s", SQ_DIM_TIME, 2.7, 0},
        {"37 ms", SQ_DIM_TIME, 37e-3, 0},
        {"37 µs", SQ_DIM_TIME, 37e-6, 0},
        {"3 min", SQ_DIM_TIME, 180, 0},
        {"2 h", SQ_DIM_TIME, 7200, 0},
        {"37 seconds", SQ_DIM_TIME, 37, 0},
        {"121.92 deg", SQ_DIM_ANGLE, 121.92 * TWO_PI / 360, 0},
        {"121.92°", SQ_DIM_ANGLE, 121.92 * TWO_PI / 360, 0},
        {"37 degrees", SQ_DIM_ANGLE, 37 * TWO_PI / 360, 0},
        {"0.2385 rad", SQ_DIM_ANGLE, 0.2385, 0},
        {"238.5 mrad", SQ_DIM_ANGLE, 0.2385, 0},
        {"37 fW", SQ_DIM_POWER, 37e-15, 0},
        {"1.2 nW", SQ_DIM_POWER, 1.2e-9, 0},
        {"37 milliwatts", SQ_DIM_POWER, 37e-3, 0},
        {"698 nm", SQ_DIM_LENGTH, 698e-9, 0},
        {"6980 Å", SQ_DIM_LENGTH, 698e-9, 0},
        {"3.7 cm", SQ_DIM_LENGTH, 0.037, 0},
        {"37 µK", SQ_DIM_TEMPERATURE, 37e-6, 0},
        {"37 mW/cm²", SQ_DIM_INTENSITY, 370, 0},
        {"37 J/(s m2)", SQ_DIM_INTENSITY, 37, 0},
    };
    assert_good(row, COUNT(row));
}

Test(quantity, numbers_in_every_spelling)
{
    static const good row[] = {
        {"1e4", SQ_DIM_NUMBER, 1e4, 0},
        {"  37  ", SQ_DIM_NUMBER, 37, 0},
        {"+37", SQ_DIM_NUMBER, 37, 0},
        {"-0.2385", SQ_DIM_NUMBER, -0.2385, 0},
        {"\u2212"
         "0.2385",
         SQ_DIM_NUMBER, -0.2385, 0},
        {".2385", SQ_DIM_NUMBER, 0.2385, 0},
        {"37.", SQ_DIM_NUMBER, 37, 0},
        {"3.7E+1", SQ_DIM_NUMBER, 37, 0},
        {"0", SQ_DIM_NUMBER, 0, 0},
        {"0e-999", SQ_DIM_NUMBER, 0, 0},
        {"85 %", SQ_DIM_NUMBER, 0.85, 0},
        {"37\u00a0s", SQ_DIM_TIME, 37, 0},
        {"5e-324", SQ_DIM_NUMBER, 5e-324, 0},
        {"1.5x10^5", SQ_DIM_NUMBER, 1.5e5, 0},
        {"1.5 · 10^5", SQ_DIM_NUMBER, 1.5e5, 0},
        {"1.5×10⁻⁵", SQ_DIM_NUMBER, 1.5e-5, 0},
        {"-1.5*10**5", SQ_DIM_NUMBER, -1.5e5, 0},
        {"10^5", SQ_DIM_NUMBER, 1e5, 0},
        {"−10⁵", SQ_DIM_NUMBER, -1e5, 0},
        {"\uff13\uff17", SQ_DIM_NUMBER, 37, 0}, /* digits of full width */
        {"37\u3000s", SQ_DIM_TIME, 37, 0},
        {"\u20133.7", SQ_DIM_NUMBER, -3.7, 0}, /* an en dash */
        {"74 microns", SQ_DIM_LENGTH, 74e-6, 0},
        {"1 micron", SQ_DIM_LENGTH, 1e-6, 0},
        {"37 usec", SQ_DIM_TIME, 37e-6, 0},
        {"3 mins", SQ_DIM_TIME, 180, 0},
        {"3 hrs", SQ_DIM_TIME, 10800, 0},
        {"130 ppm", SQ_DIM_NUMBER, 130e-6, 0},
        {"121.92º", SQ_DIM_ANGLE, 121.92 * TWO_PI / 360, 0},  /* the ordinal */
        {"121.92 ˚", SQ_DIM_ANGLE, 121.92 * TWO_PI / 360, 0}, /* the ring */
        {"6980 \u212b", SQ_DIM_LENGTH, 698e-9, 0},
        {"37 \u212a", SQ_DIM_TEMPERATURE, 37, 0},
    };
    assert_good(row, COUNT(row));
}

Test(quantity, uncertainties)
{
    static const good row[] = {
        {"4.00 ± 0.05 Hz", SQ_DIM_RATE, TWO_PI * 4, TWO_PI * 0.05},
        {"4 +/- 0.05 Hz", SQ_DIM_RATE, TWO_PI * 4, TWO_PI * 0.05},
        {"4+/-0.05Hz", SQ_DIM_RATE, TWO_PI * 4, TWO_PI * 0.05},
        {"(4.00 ± 0.05) Hz", SQ_DIM_RATE, TWO_PI * 4, TWO_PI * 0.05},
        {"4.00(5) Hz", SQ_DIM_RATE, TWO_PI * 4, TWO_PI * 0.05},
        {"-4.00(5)e3 rad/s", SQ_DIM_RATE, -4000, 50},
        {"37(2) s", SQ_DIM_TIME, 37, 2},
        {"37.2(15) s", SQ_DIM_TIME, 37.2, 1.5},
        {"4 kHz ± 50 Hz", SQ_DIM_RATE, TWO_PI * 4e3, TWO_PI * 50},
        {"4 kHz ± 50 rad/s", SQ_DIM_RATE, TWO_PI * 4e3, 50},
        {"4 kHz ± 2 %", SQ_DIM_RATE, TWO_PI * 4e3, TWO_PI * 80},
        {"-4 kHz ± 2 %", SQ_DIM_RATE, -TWO_PI * 4e3, TWO_PI * 80},
        {"85 % ± 5 %", SQ_DIM_NUMBER, 0.85, 0.05},
        {"(85 ± 5) %", SQ_DIM_NUMBER, 0.85, 0.05},
        {"(4.00 ± 0.05) kHz", SQ_DIM_RATE, TWO_PI * 4e3, TWO_PI * 50},
        {"1e4 ± 37", SQ_DIM_NUMBER, 1e4, 37},
        {"1e4 ± 1 %", SQ_DIM_NUMBER, 1e4, 100},
        {"37 ± 2%", SQ_DIM_NUMBER, 37, 0.74},
        {"150+-5 kHz", SQ_DIM_RATE, TWO_PI * 150e3, TWO_PI * 5e3},
        {"150 +\u22125 kHz", SQ_DIM_RATE, TWO_PI * 150e3, TWO_PI * 5e3},
        {"150 \\pm 5 kHz", SQ_DIM_RATE, TWO_PI * 150e3, TWO_PI * 5e3},
        {"(1.50 +- 0.02)x10^5 Hz", SQ_DIM_RATE, TWO_PI * 150e3, TWO_PI * 2e3},
        {"1.50(2)×10⁵ Hz", SQ_DIM_RATE, TWO_PI * 150e3, TWO_PI * 2e3},
        {"37 ± 0 s", SQ_DIM_TIME, 37, 0},
    };
    assert_good(row, COUNT(row));
}

Test(quantity, bad_numbers)
{
    static const bad row[] = {
        {"", SQ_DIM_RATE, "'': there is no value; write for example '150 kHz'"},
        {" \t ", SQ_DIM_TIME, "'': there is no value; write for example '2.7 s'"},
        {"nan", SQ_DIM_NUMBER, "'nan' is not a number; write for example '1e4'"},
        {"inf Hz", SQ_DIM_RATE, "'inf Hz' is not a number; write for example '150 kHz'"},
        {"-", SQ_DIM_NUMBER, "'-' is not a number; write for example '1e4'"},
        {".", SQ_DIM_NUMBER, "'.' is not a number; write for example '1e4'"},
        {"Hz", SQ_DIM_RATE, "'Hz' is not a number; write for example '150 kHz'"},
        {"(4 Hz", SQ_DIM_RATE, "'(4 Hz' is not a number; write for example '150 kHz'"},
        {"0x10 s", SQ_DIM_TIME, "'0x10 s' is a hexadecimal number; write it in decimal"},
        {"1e999 Hz", SQ_DIM_RATE, "'1e999 Hz' is too large for a number"},
        {"1e308 GHz", SQ_DIM_RATE, "'1e308 GHz' is too large for a number"},
        {"1e-999 Hz", SQ_DIM_RATE, "'1e-999 Hz' is too small for a number"},
        {"1,5 kHz", SQ_DIM_RATE,
         "'1,5 kHz' contains a comma; write a decimal point, and nothing between thousands"},
        {"10 000 Hz", SQ_DIM_RATE,
         "'10 000 Hz' contains two numbers; write one number and its unit, for example '150 "
         "kHz'"},
        {"4 Hz 5", SQ_DIM_RATE,
         "'4 Hz 5' contains two numbers; write one number and its unit, for example '150 kHz'"},
        {"4 +5", SQ_DIM_NUMBER, "'4 +5' is not a plain number; write for example '1e4'"},
        {"150_000 Hz", SQ_DIM_RATE,
         "'150_000 Hz' has a sign between its digits; write nothing between thousands"},
        {"150'000", SQ_DIM_NUMBER,
         "'150'000' has a sign between its digits; write nothing between thousands"},
        {"1.5x10^999 Hz", SQ_DIM_RATE, "'1.5x10^999 Hz' is too large for a number"},
    };
    assert_bad(row, COUNT(row));
}

Test(quantity, bad_units)
{
    static const bad row[] = {
        {"150", SQ_DIM_RATE, "'150' has no unit; write for example '150 kHz'"},
        {"-37", SQ_DIM_ANGLE, "'-37' has no unit; write for example '-37 deg'"},
        {"3 kg", SQ_DIM_RATE, "'3 kg' is a mass; a rate is wanted, for example '150 kHz'"},
        {"3 amu", SQ_DIM_TIME, "'3 amu' is a mass; a time is wanted, for example '2.7 s'"},
        {"3 mol", SQ_DIM_RATE,
         "'3 mol' is an amount of substance; a rate is wanted, for example '150 kHz'"},
        {"10 s", SQ_DIM_RATE, "'10 s' is a time; a rate is wanted, for example '150 kHz'"},
        {"10 Hz", SQ_DIM_TIME, "'10 Hz' is a rate; a time is wanted, for example '2.7 s'"},
        {"37 rad", SQ_DIM_RATE,
         "'37 rad' is an angle; a rate is wanted, for example '150 kHz'"},
        {"150 k\u0397z", SQ_DIM_RATE, /* a Greek Eta */
         "'150 k\u0397z': unknown unit 'k\u0397z' (with U+0397 in it); write a rate in Hz, "
         "kHz, "
         "MHz, mHz …, rad/s or 1/s, for example '150 kHz'"},
        {"4 ± 5% Hz", SQ_DIM_RATE,
         "'4 ± 5% Hz' has a per cent within its unit; write for example '4 Hz ± 5 %'"},
        {"4 percent Hz", SQ_DIM_RATE,
         "'4 percent Hz' has a per cent within its unit; write for example '4 Hz ± 5 %'"},
        {"5 %", SQ_DIM_ANGLE,
         "'5 %' is a plain number; an angle is wanted, for example '121.92 deg'"},
        {"3 K", SQ_DIM_POWER,
         "'3 K' is a temperature; a power is wanted, for example '1.2 nW'"},
        {"3 mG", SQ_DIM_RATE,
         "'3 mG' is a magnetic field; a rate is wanted, for example '150 kHz'"},
        {"3 G/cm", SQ_DIM_RATE,
         "'3 G/cm' has the unit of something else; a rate is wanted, for example '150 kHz'"},
        {"4 Hz", SQ_DIM_NUMBER,
         "'4 Hz' carries a unit; a plain number is wanted here, for example '1e4'"},
        {"4 deg", SQ_DIM_NUMBER,
         "'4 deg' carries a unit; a plain number is wanted here, for example '1e4'"},
        {"1e4 atoms", SQ_DIM_NUMBER,
         "'1e4 atoms' is not a plain number; write for example '1e4'"},
        {"150 kHzz", SQ_DIM_RATE,
         "'150 kHzz': unknown unit 'kHzz'; write a rate in Hz, kHz, MHz, mHz …, rad/s or 1/s, "
         "for "
         "example '150 kHz'"},
        {"150 khz", SQ_DIM_RATE,
         "'150 khz': unknown unit 'khz'; write a rate in Hz, kHz, MHz, mHz …, rad/s or 1/s, "
         "for "
         "example '150 kHz'"},
        {"2 rad/mss", SQ_DIM_RATE,
         "'2 rad/mss': unknown unit 'mss'; write a rate in Hz, kHz, MHz, mHz …, rad/s or 1/s, "
         "for "
         "example '150 kHz'"},
        {"4 Hz)", SQ_DIM_RATE,
         "'4 Hz)': unknown unit 'Hz)'; write a rate in Hz, kHz, MHz, mHz …, rad/s or 1/s, for "
         "example '150 kHz'"},
        {"-17 dBm", SQ_DIM_POWER,
         "'-17 dBm': unknown unit 'dBm'; write a power in W, mW, uW, nW, pW or fW, for example "
         "'1.2 nW'"},
        {"3 lg(re mW)", SQ_DIM_POWER,
         "'3 lg(re mW)': unknown unit 'lg'; write a power in W, mW, uW, nW, pW or fW, for "
         "example "
         "'1.2 nW'"},
        {"3 s since s", SQ_DIM_TIME,
         "'3 s since s': unknown unit 'since'; write a time in s, ms, us …, min or h, for "
         "example "
         "'2.7 s'"},
        {"3 s since2 s", SQ_DIM_TIME,
         "'3 s since2 s': unknown unit 'since'; write a time in s, ms, us …, min or h, for "
         "example '2.7 s'"},
        {"3 s^m", SQ_DIM_TIME,
         "'3 s^m': unknown unit 's^m'; write a time in s, ms, us …, min or h, for example '2.7 "
         "s'"},
        {"3 s @ s", SQ_DIM_TIME,
         "'3 s @ s': unknown unit '@'; write a time in s, ms, us …, min or h, for example '2.7 "
         "s'"},
    };
    assert_bad(row, COUNT(row));
}

Test(quantity, two_pi_is_refused)
{
    static const bad row[] = {
        {"2pi x 4 Hz", SQ_DIM_RATE,
         "'2pi x 4 Hz': Hz already means cycles per second; write '4 Hz' or '25.1 rad/s'"},
        {"2π·4 Hz", SQ_DIM_RATE,
         "'2π·4 Hz': Hz already means cycles per second; write '4 Hz' or '25.1 rad/s'"},
        {"2π × 4 Hz", SQ_DIM_RATE,
         "'2π × 4 Hz': Hz already means cycles per second; write '4 Hz' or '25.1 rad/s'"},
        {"2*pi*4Hz", SQ_DIM_RATE,
         "'2*pi*4Hz': Hz already means cycles per second; write '4Hz' or '25.1 rad/s'"},
        {"2pi x 4 rad/s", SQ_DIM_RATE,
         "'2pi x 4 rad/s': pi is not read here; write the number out, for example '150 kHz'"},
        {"π/2 rad", SQ_DIM_ANGLE,
         "'π/2 rad': pi is not read here; write the number out, for example '121.92 deg'"},
    };
    assert_bad(row, COUNT(row));
}

Test(quantity, bad_uncertainties)
{
    static const char digits[] = ": an uncertainty in parentheses consists of digits, '4.00(5) "
                                 "Hz'; or write '4.00 ± 0.05 Hz'";
    static const bad row[] = {
        {"4 ± -0.05 Hz", SQ_DIM_RATE,
         "'4 ± -0.05 Hz' has a negative uncertainty; write '±' and a standard deviation"},
        {"4 ± nan Hz", SQ_DIM_RATE,
         "'4 ± nan Hz' is not a number; write for example '150 kHz'"},
        {"4 ±", SQ_DIM_NUMBER, "'4 ±' is not a number; write for example '1e4'"},
        {"± 4 Hz", SQ_DIM_RATE, "'± 4 Hz' is not a number; write for example '150 kHz'"},
        {"4 ± 0.05", SQ_DIM_RATE, "'4 ± 0.05' has no unit; write for example '4 kHz'"},
        {"4 kHz ± 50", SQ_DIM_RATE,
         "'4 kHz ± 50': the uncertainty has no unit; write for example '(4.00 ± 0.05) Hz'"},
        {"4 kHz ± 50 s", SQ_DIM_RATE,
         "'4 kHz ± 50 s' is a time; a rate is wanted, for example '150 kHz'"},
        {"4.00(5) ± 0.05 Hz", SQ_DIM_RATE,
         "'4.00(5) ± 0.05 Hz' has two uncertainties; keep one of them"},
        {"4 ± 1e999 Hz", SQ_DIM_RATE, "'4 ± 1e999 Hz' is too large for a number"},
        {"0.5 .. 1.2", SQ_DIM_NUMBER,
         "'0.5 .. 1.2' is a range; one value is wanted here, for example '1e4'"},
        {"150-160 kHz", SQ_DIM_RATE,
         "'150-160 kHz' is a range; one value is wanted here, for example '150 kHz'"},
        {"150\u2013160 kHz", SQ_DIM_RATE,
         "'150\u2013160 kHz' is a range; one value is wanted here, for example '150 kHz'"},
        {"150 to 160 kHz", SQ_DIM_RATE,
         "'150 to 160 kHz' is a range; one value is wanted here, for example '150 kHz'"},
        {"150 +5 \u22123 kHz", SQ_DIM_RATE,
         "'150 +5 \u22123 kHz' has two uncertainties, up and down; write one standard "
         "deviation, for example '(150 ± 4) kHz'"},
        {"1…2 Hz", SQ_DIM_RATE,
         "'1…2 Hz' is a range; one value is wanted here, for example '150 kHz'"},
    };
    assert_bad(row, COUNT(row));
    static const char *const text[] = {"4.0(0.1) Hz", "4.0() Hz", "4.0(5 Hz", "4.0(-5) Hz"};
    for (size_t i = 0; i < COUNT(text); i++) {
        char reason[SQ_TEXT_REASON_SIZE];
        snprintf(reason, sizeof reason, "'%s'%s", text[i], digits);
        const bad one = {text[i], SQ_DIM_RATE, reason};
        assert_bad(&one, 1);
    }
}

Test(quantity, a_novel_is_refused)
{
    char text[2386], reason[SQ_TEXT_REASON_SIZE];
    sq_quantity number;
    memset(text, '(', sizeof text - 1);
    text[0] = '4';
    text[sizeof text - 1] = '\0';
    cr_assert_eq(sq_quantity_read(text, SQ_DIM_TIME, NULL, &number, reason, sizeof reason),
                 SQ_ERR_INPUT);
    cr_assert(
        strstr(reason, "(((…' is too long for a number and a unit; write for example '2.7 s'"),
        "%s", reason);
}

Test(quantity, a_short_reason_is_cut)
{
    sq_quantity number;
    char reason[8];
    cr_assert_eq(sq_quantity_read("3 kg", SQ_DIM_TIME, NULL, &number, reason, sizeof reason),
                 SQ_ERR_INPUT);
    cr_assert_str_eq(reason, "'3 kg' ");
}

Test(quantity, every_dimension_reads_its_own_example)
{
    for (int i = 0; i < SQ_N_DIM; i++) {
        const sq_dimension_info *info = sq_dimension_describe((enum sq_dimension)i);
        sq_quantity number;
        char reason[SQ_TEXT_REASON_SIZE] = "", one[32];
        cr_assert_eq(sq_quantity_read(info->example, (enum sq_dimension)i, NULL, &number,
                                      reason, sizeof reason),
                     SQ_OK, "%s", reason);
        snprintf(one, sizeof one, "37 %s", info->unit);
        cr_assert_eq(
            sq_quantity_read(one, (enum sq_dimension)i, NULL, &number, reason, sizeof reason),
            SQ_OK);
        cr_assert(number.value == 37, "%s is the unit inside, so its factor is exactly 1", one);
    }
}
