/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/noises.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "input/noise_rows.h"
#include "lab/inputs.h"
#include "lab/lab_fault.h"

static const struct {
    const char *key;
    enum sq_noises_of of;
} others[] = {
    {"initial.direction.polar", SQ_NOISES_OF_POLAR},
    {"initial.direction.azimuth", SQ_NOISES_OF_AZIMUTH},
    {"time.stop", SQ_NOISES_OF_STOP},
    {"readout.atoms", SQ_NOISES_OF_READOUT},
};

static enum sq_noises_of
what_of(const char *key)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(others[i].key, key) == 0)
            return others[i].of;
    return SQ_NOISES_OF_INPUT;
}

static double
mean_of(const sq_lab *lab, const char *key, enum sq_noises_of of)
{
    return of == SQ_NOISES_OF_STOP      ? NAN
           : of == SQ_NOISES_OF_READOUT ? lab->common.number.value
                                        : sq_inputs_value(lab, key);
}

static double
rms_of(const sq_noises_one *one, double size)
{
    switch (one->spread) {
    case SQ_SPREAD_POISSON:
        return sqrt(size * one->mean);
    case SQ_SPREAD_RELATIVE:
        return one->of == SQ_NOISES_OF_STOP ? size : size * fabs(one->mean);
    default:
        return size;
    }
}

/* ---- faults ---- */

/* A known key that excludes this one; NULL: there is none. */
static const char *
given_instead(const sq_lab *lab, const char *noise_key)
{
    const sq_lab_noise *noise = &lab->noise;
    const sq_param_row *row = NULL;
    for (size_t i = 0; i < noise->n; i++)
        if (strcmp(noise->row[i].key, noise_key) == 0)
            row = &noise->row[i];
    for (size_t i = 0; row && i < noise->n; i++)
        if (sq_param_row_excludes(row, &noise->row[i]) &&
            sq_inputs_are_known(lab, sq_noise_rows_key(&noise->row[i])))
            return sq_noise_rows_key(&noise->row[i]);
    return NULL;
}

static enum sq_status
refuse_unknown(const sq_lab *lab, const sq_param_row *row, const sq_noises_one *one,
               sq_errors *errors)
{
    const char *instead = given_instead(lab, row->key);
    if (instead)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "%s = %s: the lab gives %s in place of %s; write the noise of that, "
            "as %s%s",
            row->key, one->text, instead, one->key, SQ_NOISE_ROWS_SECTION, instead);
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "%s = %s: the lab has no %s that it could be the noise of; give that, "
                         "too, or leave out its noise",
                         row->key, one->text, one->key);
}

static enum sq_status
check(const sq_lab *lab, const sq_param_row *row, const sq_noises_one *one, sq_errors *errors)
{
    if (one->of == SQ_NOISES_OF_INPUT && !isfinite(one->mean))
        return refuse_unknown(lab, row, one, errors);
    if (one->spread == SQ_SPREAD_RELATIVE && one->mean == 0)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "%s = %s: %s is 0, and so would be its noise; write an rms such as "
            "'%s'",
            row->key, one->text, one->key,
            lab->platform->dimensionless ? "0.1" : sq_dimension_describe(row->dim)->example);
    return SQ_OK;
}

/* ---- all of a lab ---- */

static enum sq_status
add(sq_noises *noises, const sq_lab *lab, const sq_param_row *row,
    const sq_param_row_noise *noise, sq_errors *errors)
{
    assert(noises->n < SQ_NOISES_MOST);
    const char *key = sq_noise_rows_key(row);
    enum sq_noises_of of = what_of(key);
    sq_noises_one one = {.key = key,
                         .text = noise->size.text,
                         .of = of,
                         .spread = noise->spread,
                         .mean = mean_of(lab, key, of)};
    enum sq_status status = check(lab, row, &one, errors);
    one.rms = rms_of(&one, noise->size.value);
    if (!status)
        noises->one[noises->n++] = one;
    return status;
}

static bool
acts(const sq_param_row_noise *noise)
{
    return noise->size.known && noise->size.value > 0;
}

enum sq_status
sq_noises_of_lab(sq_noises *noises, const sq_lab *lab, sq_errors *errors)
{
    sq_errors found = {0};
    *noises = (sq_noises){0};
    for (size_t i = 0; i < lab->noise.n; i++)
        if (acts(&lab->noise.record[i]) &&
            add(noises, lab, &lab->noise.row[i], &lab->noise.record[i], &found))
            continue;
    enum sq_status status = sq_errors_status(&found);
    sq_lab_fault_add(lab, &found, errors);
    return status;
}

void
sq_noises_poisson(sq_noises *noises, const sq_lab *lab)
{
    double N = lab->common.number.value;
    *noises = (sq_noises){.n = 1,
                          .one = {{.key = "atoms.number",
                                   .text = "poisson",
                                   .spread = SQ_SPREAD_POISSON,
                                   .mean = N,
                                   .rms = sqrt(N)}}};
}

sq_noises_one
sq_noises_alone(const sq_lab *lab, const char *key, double rms)
{
    enum sq_noises_of of = what_of(key);
    return (sq_noises_one){.key = key,
                           .text = "",
                           .of = of,
                           .spread = SQ_SPREAD_ABSOLUTE,
                           .mean = mean_of(lab, key, of),
                           .rms = rms};
}

bool
sq_noises_are_given(const sq_lab *lab)
{
    for (size_t i = 0; i < lab->noise.n; i++)
        if (acts(&lab->noise.record[i]))
            return true;
    return false;
}

/* ---- of one kind ---- */

const sq_noises_one *
sq_noises_find(const sq_noises *noises, enum sq_noises_of of)
{
    for (size_t i = noises->n; i-- > 0;)
        if (noises->one[i].of == of)
            return &noises->one[i];
    return NULL;
}

void
sq_noises_read_out(sq_moments *m, const sq_noises *noises)
{
    const sq_noises_one *readout = sq_noises_find(noises, SQ_NOISES_OF_READOUT);
    for (int a = 0; a < 3 && readout; a++)
        m->cov[a][a] += readout->rms * readout->rms / 4;
}
