/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges as texts, and as values of a lab. */
#include <criterion/criterion.h>
#include <math.h>

#include "input/range.h"
#include "lab/inputs.h"
#include "labs.h"

/* A conversion of units is two rounded factors. */
#define ROUNDING 1e-15

static void
expect_range(const char *text, enum sq_dimension dim, double low, double high)
{
    sq_range range;
    char reason[SQ_TEXT_REASON_SIZE] = "";
    cr_assert(sq_range_read(text, dim, "4 Hz", &range, reason, sizeof reason) == SQ_OK,
              "%s: %s", text, reason);
    cr_expect(fabs(range.low - low) <= ROUNDING * fabs(low), "%s: %.17g", text, range.low);
    cr_expect(fabs(range.high - high) <= ROUNDING * fabs(high), "%s: %.17g", text, range.high);
}

Test(range, is_read)
{
    const double kHz = 2e3 * M_PI;
    expect_range("0.5 .. 1.2", SQ_DIM_NUMBER, 0.5, 1.2);
    expect_range("0.5..1.2", SQ_DIM_NUMBER, 0.5, 1.2);
    expect_range("100 .. 300 kHz", SQ_DIM_RATE, 100 * kHz, 300 * kHz);
    expect_range("-50 Hz .. 0.3 MHz", SQ_DIM_RATE, -0.05 * kHz, 300 * kHz);
    expect_range("1e3 … 1e5", SQ_DIM_NUMBER, 1e3, 1e5);
    expect_range("90 .. 180 deg", SQ_DIM_ANGLE, M_PI / 2, M_PI);
}

static void
expect_fault(const char *text, enum sq_dimension dim, const char *what)
{
    sq_range range = {7, 8};
    char reason[SQ_TEXT_REASON_SIZE] = "";
    cr_expect(sq_range_read(text, dim, "4 Hz", &range, reason, sizeof reason) == SQ_ERR_INPUT);
    cr_expect_str_eq(reason, what);
    cr_expect(range.low == 7 && range.high == 8, "is untouched");
}

Test(range, is_refused)
{
    expect_fault("1.2 .. 0.5", SQ_DIM_NUMBER,
                 "'1.2 .. 0.5' is a reversed range; write '0.5 .. 1.2'");
    expect_fault("1 .. 1", SQ_DIM_NUMBER, "'1 .. 1' is an empty range: both ends are the same");
    expect_fault("1 .. 2", SQ_DIM_RATE, "'1' has no unit; write for example '1 Hz'");
    expect_fault("1 .. 2 s", SQ_DIM_RATE,
                 "'1 s' is a time; a rate is wanted, for example '4 Hz'");
    expect_fault("1 Hz ..", SQ_DIM_RATE,
                 "'1 Hz ..' is no range; write its two ends, LOW .. HIGH, each such as '4 Hz'");
    expect_fault(".. 1 Hz", SQ_DIM_RATE,
                 "'.. 1 Hz' is no range; write its two ends, LOW .. HIGH, each such as '4 Hz'");
    expect_fault("1 ± 0.1 .. 2", SQ_DIM_NUMBER,
                 "'1 +/- 0.1' ends a range, and cannot have an uncertainty");
}

/* Over more than a decade the middle is that of the quotients. */
Test(range, middle)
{
    const sq_range narrow = {0.5, 1.2}, wide = {1e3, 1e5}, across = {-1, 99};
    cr_expect(fabs(sq_range_value(&narrow, 0.5) - 0.85) < 1e-12);
    cr_expect(fabs(sq_range_value(&wide, 0.5) - 1e4) < 1e-8);
    cr_expect(fabs(sq_range_value(&across, 0.5) - 49) < 1e-12);
    cr_expect(sq_range_value(&wide, 0) == 1e3 && sq_range_value(&wide, 1) == 1e5);
}

/* Both ends have to be what the row may have. */
Test(range, of_a_lab)
{
    sq_lab lab =
        lab_with("sr87-clock-cavity",
                 SETTINGS("atoms.number=1e3 .. 1e5", "initial.direction=[1 .. 2 rad, 3 rad]"));
    cr_expect(lab.common.number.low == 1e3 && lab.common.number.high == 1e5);
    cr_expect(lab.common.number.value == 1e4, "%.17g", lab.common.number.value);
    cr_expect(fabs(lab.common.direction.polar.value - 1.5) < 1e-12);
    sq_lab_free(&lab);
    sq_errors errors = {0};
    cr_expect(lab_read(&lab, "sr87-clock-cavity", SETTINGS("atoms.number=1 .. 1e5"), &errors) ==
              SQ_ERR_INPUT);
    cr_expect(strstr(sq_errors_first(&errors), "'1 .. 1e5' is out of range"), "%s",
              sq_errors_first(&errors));
    sq_errors_free(&errors);
}

/* ---- the unit in which a lab has a number ---- */

static void
expect_unit(const char *setting, const char *key, const char *name, double size)
{
    sq_errors errors = {0};
    sq_inputs_unit unit;
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS(setting));
    cr_assert(sq_inputs_unit_of(&unit, &lab, key, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    cr_expect_str_eq(unit.name.text, name);
    cr_expect(fabs(unit.size - size) <= ROUNDING * size, "%s: %.17g", setting, unit.size);
    sq_lab_free(&lab);
}

Test(range, unit_of_an_input)
{
    const double kHz = 2e3 * M_PI;
    expect_unit("cavity.detuning=150 kHz", "cavity.detuning", "kHz", kHz);
    expect_unit("cavity.detuning=0 .. 0.3 MHz", "cavity.detuning", "MHz", 1e3 * kHz);
    expect_unit("cavity.detuning=(150 ± 2) kHz", "cavity.detuning", "kHz", kHz);
    expect_unit("cavity.detuning=150 kHz ± 2 %", "cavity.detuning", "kHz", kHz);
    expect_unit("cavity.detuning=9e5rad/s", "cavity.detuning", "rad/s", 1);
    expect_unit("drive.ratio=0.9", "drive.ratio", "", 1);
    expect_unit("drive.ratio=0.9", "drive.rabi", "Hz", kHz / 1e3); /* of the row's example */
    expect_unit("initial.direction=-x", "initial.direction.polar", "deg", M_PI / 180);
}

/* Angles have units also where nothing else has. */
Test(range, unit_of_an_angle_of_plain_numbers)
{
    sq_errors errors = {0};
    sq_inputs_unit unit;
    sq_lab lab;
    cr_assert(lab_read_text(&lab,
                            "squint: 1\nplatform: model\natoms: {number: 12}\n"
                            "rates: {gamma_s: 4}\ndrive: {ratio: 0.9}\n",
                            &errors) == SQ_OK);
    cr_assert(sq_inputs_unit_of(&unit, &lab, "initial.direction.azimuth", &errors) == SQ_OK);
    cr_expect_str_eq(unit.name.text, "deg");
    cr_assert(sq_inputs_unit_of(&unit, &lab, "rates.gamma_s", &errors) == SQ_OK);
    cr_expect_str_eq(unit.name.text, "");
    sq_lab_free(&lab);
}
