/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noise as it is written, and the rows of its section. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/param_noise.h"
#include "labs.h"

/* Of what is counted, and of a rate. */
static const sq_param_row counted = {.key = "noise.atoms.number", .bounds = SQ_WHOLE},
                          rate = {.key = "noise.drive.rabi", .dim = SQ_DIM_RATE};

static sq_param_row_noise
read_noise(const sq_param_row *row, const char *text)
{
    sq_param_row_noise noise = {.size.value = NAN};
    char reason[SQ_TEXT_REASON_SIZE] = "";
    cr_expect(sq_param_noise_read(&noise, row, row->dim, text, reason), "%s: %s", text, reason);
    return noise;
}

static void
expect_noise(const sq_param_row *row, const char *text, enum sq_param_row_spread spread,
             double size)
{
    sq_param_row_noise noise = read_noise(row, text);
    cr_expect(noise.spread == spread, "%s", text);
    /* Conversions multiply two rounded factors. */
    cr_expect(fabs(noise.size.value - size) <= 1e-15 * size, "%s: %g", text, noise.size.value);
}

Test(param_noise, as_people_write_it)
{
    expect_noise(&counted, "poisson", SQ_SPREAD_POISSON, 1);
    expect_noise(&counted, "0.3 poisson", SQ_SPREAD_POISSON, 0.3);
    expect_noise(&counted, "0 Poisson", SQ_SPREAD_POISSON, 0);
    expect_noise(&counted, "37", SQ_SPREAD_ABSOLUTE, 37);
    expect_noise(&counted, "1.7 %", SQ_SPREAD_RELATIVE, 0.017);
    expect_noise(&counted, "1.7 percent", SQ_SPREAD_RELATIVE, 0.017);
    expect_noise(&rate, "2.3 mHz", SQ_SPREAD_ABSOLUTE, 2 * M_PI * 2.3e-3);
    expect_noise(&rate, "2.3e-3 1/s", SQ_SPREAD_ABSOLUTE, 2.3e-3);
    expect_noise(&rate, "0.7\u00a0%", SQ_SPREAD_RELATIVE, 0.007);
    expect_noise(&rate, "0 Hz", SQ_SPREAD_ABSOLUTE, 0);
}

static void
expect_refused(const sq_param_row *row, const char *text, const char *words)
{
    sq_param_row_noise noise = {0};
    char reason[SQ_TEXT_REASON_SIZE] = "";
    cr_expect(!sq_param_noise_read(&noise, row, row->dim, text, reason), "%s", text);
    cr_expect(strstr(reason, words), "%s: %s", text, reason);
}

Test(param_noise, refuses_with_the_way_out)
{
    expect_refused(&rate, "poisson", "is for what is counted, atoms.number");
    expect_refused(&rate, "0.3 poisson", "is for what is counted");
    expect_refused(&rate, "2.3", "has no unit; write for example '2.3 kHz'");
    expect_refused(&rate, "2.3 s", "is a time; a rate is wanted");
    expect_refused(&rate, "-2.3 Hz", "is negative");
    expect_refused(&rate, "-2 %", "is negative");
    expect_refused(&rate, "2.3 ± 0.1 Hz", "has an uncertainty");
    expect_refused(&rate, "1 .. 2 Hz", "is a range");
    expect_refused(&rate, "1e40 Hz", "beyond any laboratory");
    expect_refused(&rate, "gauss", "is not a number");
    expect_refused(&counted, "poison", "write 'poisson', '0.3 poisson'");
    expect_refused(&counted, "-0.3 poisson", "is a negative variance");
    expect_refused(&counted, "0.3 poisson 2", "write 'poisson'");
    expect_refused(&counted, "0.3(1) poisson", "write 'poisson'");
    expect_refused(&counted, "3 Hz", "carries a unit");
    char longer[400];
    memset(longer, '1', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    expect_refused(&rate, longer, "is too long");
}

static const char lab_text[] =
    "squint: 1\nplatform: model\natoms: {number: 37}\nrates: {gamma_s: 3.7}\n"
    "drive: {ratio: 0.83}\n";

static const sq_param_row_noise *
noise_of(const sq_lab *lab, const char *key)
{
    for (size_t i = 0; i < lab->noise.n; i++)
        if (strcmp(lab->noise.row[i].key, key) == 0)
            return &lab->noise.record[i];
    cr_assert_fail("no noise %s", key);
    return NULL;
}

/* With dots, and one key below the other. */
Test(param_noise, in_a_file)
{
    char text[1024];
    sq_lab lab;
    sq_errors errors = {0};
    snprintf(text, sizeof text, "%s%s", lab_text,
             "noise: {atoms: {number: 0.7 poisson}, initial: {direction: {polar: 1 deg}}, "
             "drive.rabi: 1.3 %, time.stop: 0.01}\n");
    cr_assert(lab_read_text(&lab, text, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    cr_expect(noise_of(&lab, "noise.atoms.number")->spread == SQ_SPREAD_POISSON);
    cr_expect(noise_of(&lab, "noise.drive.rabi")->spread == SQ_SPREAD_RELATIVE);
    cr_expect(noise_of(&lab, "noise.time.stop")->size.value == 0.01);
    cr_expect(noise_of(&lab, "noise.initial.direction.polar")->size.value == M_PI / 180);
    cr_expect(!noise_of(&lab, "noise.readout.atoms")->size.known);
    sq_lab_free(&lab);
}

static void
expect_file_refused(const char *noise, const char *words)
{
    char text[1024];
    sq_lab lab;
    sq_errors errors = {0};
    snprintf(text, sizeof text, "%snoise: {%s}\n", lab_text, noise);
    cr_expect(lab_read_text(&lab, text, &errors) == SQ_ERR_INPUT, "%s", noise);
    cr_expect(strstr(sq_errors_first(&errors), words), "%s: %s", noise,
              sq_errors_first(&errors));
    sq_errors_free(&errors);
}

Test(param_noise, of_a_file_that_is_refused)
{
    expect_file_refused("number: poisson", "did you mean 'noise.atoms.number'?");
    expect_file_refused("atoms.numbr: poisson", "did you mean 'noise.atoms.number'?");
    expect_file_refused("drive.rabi: 1 %, drive.ratio: 1 %", "exclude each other");
    expect_file_refused("atoms.number: 1 %, atoms: {number: 2 %}", "stands in line 6, too");
    expect_file_refused("time.until: 1", "the keys of 'noise' are");
}
