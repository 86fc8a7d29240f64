/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/shot.h"

#include <math.h>
#include <string.h>

#include "input/noise_rows.h"
#include "lab/inputs.h"
#include "lab/lab_fault.h"
#include "model/initial.h"

static const char RATIO[] = "drive.ratio", RABI[] = "drive.rabi";

/* ---- keys that change ---- */

static void
add_key(sq_shot *shot, const char **key, const char *added, double mean, size_t noise)
{
    key[shot->n_keys] = added;
    shot->mean[shot->n_keys] = mean;
    shot->noise_of[shot->n_keys++] = noise;
}

static void
add_noise(sq_shot *shot, const char **key, const sq_noises_one *one)
{
    const sq_rates *rates = &shot->lab->rates;
    size_t i = shot->n++;
    bool is_ratio = strcmp(one->key, RATIO) == 0;
    shot->one[i] = *one;
    shot->scale[i] = is_ratio ? sq_rates_rabi_of_ratio(rates, 1) * one->rms : one->rms;
    if (one->of == SQ_NOISES_OF_INPUT)
        add_key(shot, key, is_ratio ? RABI : one->key, is_ratio ? rates->Omega : one->mean, i);
}

static bool
has_key(const sq_shot *shot, const char *const *key, const char *wanted)
{
    for (size_t i = 0; i < shot->n_keys; i++)
        if (strcmp(key[i], wanted) == 0)
            return true;
    return false;
}

enum sq_status
sq_shot_make(sq_shot *shot, const sq_lab *lab, const sq_noises *noises, sq_errors *errors)
{
    const char *key[SQ_NOISES_MOST + 1];
    *shot = (sq_shot){.lab = lab};
    for (size_t i = 0; i < noises->n; i++)
        if (noises->one[i].of < SQ_NOISES_OF_STOP)
            add_noise(shot, key, &noises->one[i]);
    if (shot->n_keys == 0)
        return SQ_OK;
    if (sq_inputs_are_known(lab, RATIO) && !has_key(shot, key, RABI))
        add_key(shot, key, RABI, lab->rates.Omega, shot->n);
    return sq_lab_change_create(&shot->change, lab, key, shot->n_keys, errors);
}

void
sq_shot_free(sq_shot *shot)
{
    sq_lab_change_free(shot->change);
    shot->change = NULL;
}

/* ---- one shot ---- */

/* Beyond a pole the direction goes on on the other side. */
static void
turn(double spin[3], const sq_shot *shot, const double *z)
{
    double polar = sq_inputs_value(shot->lab, "initial.direction.polar"),
           azimuth = sq_inputs_value(shot->lab, "initial.direction.azimuth");
    bool turned = false;
    for (size_t i = 0; i < shot->n; i++) {
        polar += shot->one[i].of == SQ_NOISES_OF_POLAR ? shot->scale[i] * z[i] : 0;
        azimuth += shot->one[i].of == SQ_NOISES_OF_AZIMUTH ? shot->scale[i] * z[i] : 0;
        turned = turned || shot->one[i].of != SQ_NOISES_OF_INPUT;
    }
    if (turned)
        sq_initial_from_angles(spin, polar, azimuth);
}

enum sq_status
sq_shot_lab(sq_lab *to, const sq_shot *shot, const double *z, sq_errors *errors)
{
    double value[SQ_NOISES_MOST + 1];
    for (size_t k = 0; k < shot->n_keys; k++) {
        size_t i = shot->noise_of[k];
        value[k] = shot->mean[k] + (i < shot->n ? shot->scale[i] * z[i] : 0);
    }
    if (shot->change) {
        enum sq_status status = sq_lab_changed_rates(to, shot->change, value, errors);
        if (status)
            return status;
    } else {
        to->rates = shot->lab->rates;
    }
    memcpy(to->spin, shot->lab->spin, sizeof to->spin);
    turn(to->spin, shot, z);
    return SQ_OK;
}

/* ---- has it an effect? ---- */

bool
sq_shot_is_same(const sq_lab *a, const sq_lab *b)
{
    return a->rates.N == b->rates.N && sq_rates_are_equal(&a->rates, &b->rates) &&
           memcmp(a->spin, b->spin, sizeof a->spin) == 0;
}

/* To either side, since an input may stand at the edge of what it may be. */
static enum sq_status
compare(bool *possible, bool *changes, const sq_shot *shot)
{
    static const double sides[] = {0.3, -0.3};
    sq_lab varied = {0};
    enum sq_status status = SQ_OK;
    *possible = *changes = false;
    for (size_t i = 0; i < 2 && status != SQ_ERR_MEMORY; i++) {
        sq_errors ignored = {0};
        status = sq_shot_lab(&varied, shot, &sides[i], &ignored);
        *possible = *possible || !status;
        *changes = *changes || (!status && !sq_shot_is_same(&varied, shot->lab));
        sq_errors_free(&ignored);
    }
    sq_lab_free(&varied);
    return status == SQ_ERR_MEMORY ? status : SQ_OK;
}

static enum sq_status
check_one(const sq_lab *lab, const sq_noises_one *one, sq_errors *errors)
{
    const sq_noises alone = {.n = 1, .one = {*one}};
    sq_shot shot;
    bool possible = false, changes = false;
    enum sq_status status = sq_shot_make(&shot, lab, &alone, errors);
    if (!status)
        status = compare(&possible, &changes, &shot);
    sq_shot_free(&shot);
    if (status)
        return status;
    if (!possible)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s%s = %s: the lab contradicts itself wherever %s differs from "
                             "its mean; leave out the noise, or one of the keys that fix the "
                             "value",
                             SQ_NOISE_ROWS_SECTION, one->key, one->text, one->key);
    if (!changes)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s%s = %s: %s does not end in the rates or the initial "
                             "direction of this lab, so that its noise spoils nothing; leave "
                             "it out",
                             SQ_NOISE_ROWS_SECTION, one->key, one->text, one->key);
    return SQ_OK;
}

enum sq_status
sq_shot_check(const sq_lab *lab, sq_errors *errors)
{
    sq_errors found = {0};
    sq_noises noises;
    enum sq_status status = sq_noises_of_lab(&noises, lab, errors);
    for (size_t i = 0; i < noises.n; i++)
        if (noises.one[i].of < SQ_NOISES_OF_STOP && check_one(lab, &noises.one[i], &found))
            continue;
    status = status ? status : sq_errors_status(&found);
    sq_lab_fault_add(lab, &found, errors);
    return status;
}
