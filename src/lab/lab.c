/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/lab.h"

#include <assert.h>
#include <stdlib.h>

#include "input/noise_rows.h"

/* ---- rows that every lab has ---- */

static const sq_param_row head_rows[] = {
    {.key = "squint",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     .member = offsetof(sq_lab_record, format),
     .required = true,
     .example = "1",
     .suggested = true,
     .bounds = SQ_WITHIN,
     .min = 1,
     .max = 1,
     .help = "version of the lab file's format, 1"},
    {.key = "name",
     .kind = SQ_PARAM_TEXT,
     .member = offsetof(sq_lab_record, name),
     .example = "my experiment",
     .suggested = true,
     .help = "title of the lab, for reports and figures"},
    {.key = "platform",
     .kind = SQ_PARAM_CHOICE,
     .member = offsetof(sq_lab_record, platform),
     .required = true,
     .choices = sq_platform_names,
     .help = "kind of apparatus, which decides the keys below"},
    {.key = "atoms.number",
     .symbol = "N",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     .member = offsetof(sq_lab_record, number),
     .required = true,
     .example = "1e4",
     .suggested = true,
     .bounds = SQ_WHOLE,
     .min = 2,
     .max = 1e15,
     .help = "number of atoms (spins) in the ensemble; one alone cannot be squeezed"},
};

static const char *const direction_names[] = {
    "+x", "-x", "+y", "-y", "+z", "-z", [SQ_LAB_MEAN_FIELD] = "mean-field", NULL};

static const sq_param_row tail_rows[] = {
    {.key = "initial.direction",
     .kind = SQ_PARAM_DIRECTION,
     .member = offsetof(sq_lab_record, direction),
     .fallback = "-x",
     .suggested = true,
     .choices = direction_names,
     .help = "where all spins point at time 0: an axis, mean-field (steady state of the "
             "collective model), or [polar angle, azimuth]; for chi < 0 the mirror image of -x "
             "is +x"},
    {.key = "time.until",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_TIME,
     .member = offsetof(sq_lab_record, until),
     .bounds = SQ_POSITIVE,
     .example = "2.7 s",
     .help = "length of the run (default: chosen from the rates, about 1/gamma_s)"},
    {.key = "clock.interrogation",
     .symbol = "T",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_TIME,
     .member = offsetof(sq_lab_record, interrogation),
     .bounds = SQ_POSITIVE,
     .example = "1 s",
     .help = "of squint clock: how long the atoms are interrogated"},
    {.key = "clock.dead_time",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_TIME,
     .member = offsetof(sq_lab_record, dead_time),
     .bounds = SQ_NOT_NEGATIVE,
     .example = "0.5 s",
     .help = "rest of a cycle, squeezing not counted (default: none)"},
    {.key = "clock.laser_phase",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_ANGLE,
     .member = offsetof(sq_lab_record, laser_phase),
     .bounds = SQ_WITHIN,
     .min = 0,
     .max = 0.3,
     .example = "0.1 rad",
     .help = "rms of the laser's phase at the end of an interrogation (default: none); beyond "
             "0.3 rad it leaves the slope of the fringe"},
};

#define NOISE(key_, dim_, bounds_, example_, help_)                                            \
    {                                                                                          \
        .key = SQ_NOISE_ROWS_SECTION key_, .kind = SQ_PARAM_NOISE, .dim = SQ_DIM_##dim_,       \
        .bounds = bounds_, .example = example_, .help = help_                                  \
    }

static const sq_param_row noise_rows[] = {
    NOISE("atoms.number", NUMBER, SQ_WHOLE, "poisson",
          "shot-to-shot noise of N, all else held: poisson, 0.3 poisson (variance in units of "
          "N), "
          "or its rms, such as 100 or 1 %"),
    NOISE(
        "drive.rabi", RATE, SQ_ANY, "0.5 %",
        "noise of the drive alone, its rms; so may stand here every key of a number that ends "
        "in the rates or the initial direction"),
    NOISE("time.stop", TIME, SQ_ANY, "5 ms", "noise of when the sequence ends, rms"),
    NOISE("readout.atoms", NUMBER, SQ_ANY, "30",
          "detection noise: rms error of the difference of both populations, in atoms"),
};

sq_param_row_set
sq_lab_head_rows(void)
{
    return (sq_param_row_set){.row = head_rows, .n = sizeof head_rows / sizeof head_rows[0]};
}

sq_param_row_set
sq_lab_tail_rows(void)
{
    return (sq_param_row_set){.row = tail_rows, .n = sizeof tail_rows / sizeof tail_rows[0]};
}

sq_param_row_set
sq_lab_noise_rows(void)
{
    return (sq_param_row_set){.row = noise_rows, .n = sizeof noise_rows / sizeof noise_rows[0]};
}

/* Numbers of the apparatus and of the initial state, but not of the file and of the run. */
static bool
varies(const sq_param_row *row)
{
    return sq_key_section(row->key) > 0 && !sq_key_is_in(row->key, "time") &&
           !sq_key_is_in(row->key, "clock");
}

enum sq_status
sq_lab_make_noise(sq_lab *lab)
{
    const sq_param_row_set sets[] = {
        sq_lab_head_rows(),
        {.row = lab->platform->row, .n = lab->platform->n_rows},
        sq_lab_tail_rows(),
    };
    const sq_param_row_set own = sq_lab_noise_rows();
    sq_lab_noise *noise = &lab->noise;
    enum sq_status status =
        sq_noise_rows_make(&noise->row, &noise->n, sets, 3, varies, own.row, own.n);
    if (!status)
        noise->record = calloc(noise->n, sizeof *noise->record);
    if (noise->record)
        return SQ_OK;
    noise->n = 0;
    return SQ_ERR_MEMORY;
}

/* The records are handed out writable for reading and freeing; sq_lab_sets gives the
 * same view of a constant lab to those who only visit it. */
void
sq_lab_sets(const sq_lab *lab, sq_param_row_set sets[SQ_LAB_SETS])
{
    sets[0] = sq_lab_head_rows();
    sets[0].record = (void *)&lab->common;
    sets[1] = (sq_param_row_set){
        .row = lab->platform->row, .n = lab->platform->n_rows, .record = lab->record};
    sets[2] = sq_lab_tail_rows();
    sets[2].record = (void *)&lab->common;
    sets[3] = (sq_param_row_set){
        .row = lab->noise.row, .n = lab->noise.n, .record = lab->noise.record};
}

/* ---- the lab ---- */

void
sq_lab_free_variations(sq_lab *lab)
{
    for (size_t i = 0; i < lab->n_variations; i++) {
        sq_lab_free(&lab->variation[i].larger);
        sq_lab_free(&lab->variation[i].smaller);
    }
    free(lab->variation);
    lab->variation = NULL;
    lab->n_variations = 0;
}

static void
free_noise(sq_lab_noise *noise)
{
    free(noise->row);
    free(noise->record);
}

/* The texts and the noise of a changed lab are others'. */
void
sq_lab_free(sq_lab *lab)
{
    if (lab->platform && lab->record && !lab->room) {
        sq_param_row_set sets[SQ_LAB_SETS];
        sq_lab_sets(lab, sets);
        sq_param_free(sets, SQ_LAB_SETS);
        free_noise(&lab->noise);
    }
    sq_lab_free_variations(lab);
    free(lab->record);
    *lab = (sq_lab){0};
}

const char *
sq_lab_title(const sq_lab *lab)
{
    return lab->common.name.known ? lab->common.name.text : lab->path;
}

void
sq_lab_mode(const sq_lab *lab, sq_mode *mode)
{
    assert(lab->platform->mode);
    lab->platform->mode(lab->record, lab->common.number.value, mode);
}
