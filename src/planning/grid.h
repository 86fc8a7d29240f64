/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of a sweep: every combination of some values of some inputs of a lab.  The last
 * input changes fastest. */
#ifndef SQ_GRID_H
#define SQ_GRID_H

#include "base/public.h"
#include "lab/inputs.h"
#include "lab/lab_change.h"

SQ_PUBLIC_BEGIN

enum { SQ_GRID_MOST_AXES = 8, SQ_GRID_MOST_POINTS = 10000000 };

/* One input and its values: some, or evenly spaced, by differences or by quotients. */
typedef struct sq_grid_axis {
    struct sq_text_excerpt key;
    sq_inputs_unit unit;
    bool logarithmic;
    size_t n;
    double *value; /* [n] owned; ascending; in the program's unit */
} sq_grid_axis;

typedef struct sq_grid {
    const sq_lab *lab; /* borrowed; as it is */
    size_t n_axes;
    sq_grid_axis axis[SQ_GRID_MOST_AXES];
    size_t n;              /* points */
    sq_lab_change *change; /* owned; of the axes' keys */
} sq_grid;

/* Of texts "KEY=A..B:N" (N values, A and B among them), "KEY=A..B:N:log" (spaced by quotients)
 * and "KEY=V,V,…"; a value without a unit has that of the last.  Values are rounded to what ten
 * digits of a file say, those of whole numbers to whole ones.
 *
 * SQ_ERR_INPUT: there is no text; a key is unknown, not a number, named twice, excluded by
 * another or without influence on the rates and the initial direction; a range is empty or
 * reversed, a value is none, twice there, or not allowed; there are more than
 * SQ_GRID_MOST_POINTS.  Free it in any case. */
enum sq_status sq_grid_make(sq_grid *grid, const sq_lab *lab, const char *const *text, size_t n,
                            sq_errors *errors) SQ_CHECK_RESULT;
void sq_grid_free(sq_grid *grid);

/* Which of the values of axis k a point has, and what that is. */
size_t sq_grid_index(const sq_grid *grid, size_t point, size_t k);
double sq_grid_value(const sq_grid *grid, size_t point, size_t k);

/* The lab at a point; see sq_lab_changed. */
enum sq_status sq_grid_lab(sq_lab *lab, const sq_grid *grid, size_t point,
                           sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
