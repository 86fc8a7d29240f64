/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model before the mode is eliminated: N spins and one damped mode (driven, damped
 * Tavis–Cummings), as a moment hierarchy of order 2.  Beside the spin model at the same order
 * it tells what the elimination costs. */
#ifndef SQ_MODE_KEPT_H
#define SQ_MODE_KEPT_H

#include "model/closure.h"
#include "apparatus/mode.h"

/* Moments of the spins and of the mode, H = h·J − Delta a†a + g (a J_+ + a† J_−) with the
 * mode's coherent part under the drive displaced away. */
typedef struct sq_mode_kept_moments {
    sq_moments spins;
    double field[2]; /* <a + a†>, <i (a − a†)> */
    double quanta;   /* <a†a> without the displaced part and without the thermal nbar */
} sq_mode_kept_moments;

/* How the mode starts. */
enum sq_mode_kept_start {
    SQ_MODE_KEPT_THERMAL, /* in its own thermal state, as before the spins are there */
    SQ_MODE_KEPT_SETTLED, /* as the spins have made it, so that a fast mode does not ring first
                           */
};

/* Runs from the coherent state along `spin`.
 *
 * rates      of the spin model that the mode leaves (sq_mode_eliminate); chi and Gamma are not
 *            used, and the thermal shift of delta is taken back, since the mode makes it itself
 * tolerance  of a step
 * t          [n] ascending times, t[0] >= 0
 * result     [n]
 * reach      how many of them were reached: fewer where the closure breaks down, or where it
 *            takes more steps than can be waited for
 *
 * SQ_ERR_UNSUPPORTED for one-axis twisting. */
enum sq_status sq_mode_kept_run(sq_mode_kept_moments *result, sq_closure_reach *reach,
                                const sq_mode *mode, const sq_rates *rates,
                                const double spin[3], enum sq_mode_kept_start start,
                                double tolerance, const double *t, size_t n,
                                sq_errors *errors) SQ_CHECK_RESULT;

#endif
