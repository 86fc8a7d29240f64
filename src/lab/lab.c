/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/lab.h"

#include <assert.h>
#include <stdlib.h>

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

/* The texts of a changed lab are others'. */
void
sq_lab_free(sq_lab *lab)
{
    if (lab->platform && lab->record && !lab->room) {
        sq_param_row_set sets[SQ_LAB_SETS];
        sq_lab_sets(lab, sets);
        sq_param_free(sets, SQ_LAB_SETS);
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
