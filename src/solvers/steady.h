/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collective steady state, without one-spin processes, in closed form. */
#ifndef SQ_STEADY_H
#define SQ_STEADY_H

#include "base/public.h"
#include "model/rates.h"
#include "model/squeezing.h"

SQ_PUBLIC_BEGIN

/* Above this the threshold takes more than some seconds (6 N^(2/3) terms), and the
 * rounding of the rates alone moves the moments there by 1e-8. */
#define SQ_STEADY_LARGEST_N 1e12

/* The purity takes N steps wherever the drive is. */
#define SQ_STEADY_LARGEST_PURITY_N 1e9

/* Is the closed form there for these rates?  It needs a whole number of spins, Gamma > 0 and,
 * besides chi, Gamma and Omega, nothing.  SQ_ERR_UNSUPPORTED with one fault for each thing in
 * the way, or what sq_rates_check finds. */
enum sq_status sq_steady_applicable(const sq_rates *rates, sq_errors *errors) SQ_CHECK_RESULT;

/* Means and covariances of the steady state that is reached from any state of maximal spin.
 * Calls sq_steady_applicable and returns its faults; there are no others.  Means and
 * variances are right to 1e-13, at threshold to 1e-16 N^(2/3), as far as the rounding of the
 * rates lets them be; 10 ms for N = 10^8.
 * Puri and Lawande, Phys. Lett. A 72, 200 (1979); Barberena et al., PRA 99, 053411 (2019). */
enum sq_status sq_steady_collective(sq_moments *moments, const sq_rates *rates,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* tr rho² of the same state, in N steps (1 s for N = 10^8).  Faults as above, and
 * SQ_ERR_UNSUPPORTED above SQ_STEADY_LARGEST_PURITY_N. */
enum sq_status sq_steady_purity(double *purity, const sq_rates *rates,
                                sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
