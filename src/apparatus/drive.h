/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drive, and what makes its phase wander, as every platform has them: rows, their part of
 * the record, and what they make of the rates.
 *
 * A platform's record has a member `sq_drive drive`; its rows hold the macros below, with the
 * words that its people use. */
#ifndef SQ_DRIVE_H
#define SQ_DRIVE_H

#include "input/param.h"
#include "model/rates.h"

typedef struct sq_drive {
    sq_quantity ratio;                /* Upsilon/Upsilon_c, or */
    sq_quantity rabi;                 /* Omega */
    sq_quantity detuning;             /* delta */
    sq_quantity collective_dephasing; /* Gamma_phi */
} sq_drive;

/* How strong it is.  others_: " KEY KEY" that say the same in another way, or "". */
#define SQ_DRIVE_ROWS(record_, others_, drive_, rabi_, example_)                               \
    SQ_PARAM_ROW(record_, "drive.ratio", "Upsilon/Upsilon_c", drive.ratio, NUMBER,             \
                 NOT_NEGATIVE, .example = "0.9", .suggested = true,                            \
                 .excludes = "drive.rabi" others_,                                             \
                 .help = drive_ " in units of the critical one, 2 Omega/(N Upsilon_c)"),       \
        SQ_PARAM_ROW(record_, "drive.rabi", "Omega", drive.rabi, RATE, ANY,                    \
                     .example = example_, .excludes = "drive.ratio" others_,                   \
                     .help = rabi_ ", H = Omega Jx")

#define SQ_DRIVE_DETUNING_ROW(record_, key_, fallback_, words_)                                \
    SQ_PARAM_ROW(record_, key_, "delta", drive.detuning, RATE, ANY, .fallback = fallback_,     \
                 .help = words_ ", H = delta Jz")

#define SQ_DRIVE_DEPHASING_ROW(record_, key_, fallback_, words_)                               \
    SQ_PARAM_ROW(record_, key_, "Gamma_phi", drive.collective_dephasing, RATE, NOT_NEGATIVE,   \
                 .fallback = fallback_, .help = words_ ", Gamma_phi L(Jz)")

/* Is it given how strong it is? */
bool sq_drive_is_given(const sq_drive *drive);

/* The fault that it is not. */
enum sq_status sq_drive_missing(sq_errors *errors);

/* Sets Omega (where neither ratio nor Rabi frequency is known it stays) and Gamma_phi, and adds
 * to delta.  The ratio is one to rates->chi, Gamma and Gamma_up. */
void sq_drive_translate(const sq_drive *drive, sq_rates *rates);

#endif
