/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noise as people write it: `poisson`, `0.3 poisson`, `2 mHz`, `0.5 %`. */
#ifndef SQ_PARAM_NOISE_H
#define SQ_PARAM_NOISE_H

#include "base/text.h"
#include "input/param_row.h"

/* Reads the size and the spread of a noise whose row has this dimension, on success only.
 * False: reason says why not. */
bool sq_param_noise_read(sq_param_row_noise *noise, const sq_param_row *row,
                         enum sq_dimension dim, const char *text,
                         char reason[SQ_TEXT_REASON_SIZE]);

#endif
