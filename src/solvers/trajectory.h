/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One quantum trajectory: a pure state of N spins, symmetric up to its history of jumps.
 * The mean of many is the solution of the master equation, exactly. */
#ifndef SQ_TRAJECTORY_H
#define SQ_TRAJECTORY_H

#include <stdint.h>

#include "base/public.h"
#include "model/rates.h"
#include "model/squeezing.h"

SQ_PUBLIC_BEGIN

/* Displaced: every jump operator less its mean, so that jumps are rare; direct: quantum jumps
 * as a photon counter sees them.  The mean is the same. */
enum sq_trajectory_unraveling { SQ_TRAJECTORY_DISPLACED, SQ_TRAJECTORY_DIRECT };

/* Measured: xi² is right to 0.002 dB for a twisted state of any N, and to 0.0006 dB where a
 * drive and one-spin rates limit the squeezing. */
#define SQ_TRAJECTORY_TOLERANCE 1e-3

typedef struct sq_trajectory_options {
    enum sq_trajectory_unraveling unraveling;
    double tolerance; /* of one step: what it does to the logarithm of the squeezed variance */
    uint64_t seed;
} sq_trajectory_options;

/* What a run has taken so far. */
typedef struct sq_trajectory_work {
    long steps, products; /* of the state with the generator */
    long single_jumps, collective_jumps;
    int longest; /* amplitudes that were kept at most */
} sq_trajectory_work;

typedef struct sq_trajectory sq_trajectory;

/* Trajectory number `index` of the seed, with all spins along the unit vector `spin`.
 * N must be whole. */
enum sq_status sq_trajectory_create(sq_trajectory **trajectory, const sq_rates *rates,
                                    const double spin[3], const sq_trajectory_options *options,
                                    uint64_t index, sq_errors *errors) SQ_CHECK_RESULT;
void sq_trajectory_free(sq_trajectory *trajectory);

/* Makes it number `index`, at time 0, without new memory. */
void sq_trajectory_restart(sq_trajectory *trajectory, const sq_rates *rates,
                           const double spin[3], uint64_t index);

enum sq_status sq_trajectory_advance(sq_trajectory *trajectory, double until,
                                     sq_errors *errors) SQ_CHECK_RESULT;

/* New rates from now on; all spins turned by an angle about a unit vector. */
void sq_trajectory_quench(sq_trajectory *trajectory, const sq_rates *rates);
void sq_trajectory_rotate(sq_trajectory *trajectory, const double axis[3], double angle);

double sq_trajectory_time(const sq_trajectory *trajectory);
/* Moments of this one pure state. */
void sq_trajectory_moments(const sq_trajectory *trajectory, sq_moments *moments);
/* What the steps have done to the norm since the start beyond the integral of the rate of
 * jumps, in units of the squeezed variance: an error of xi², relative. */
double sq_trajectory_norm_error(const sq_trajectory *trajectory);
/* Sums; the longest is the larger. */
void sq_trajectory_work_add(sq_trajectory_work *sum, const sq_trajectory_work *more);

sq_trajectory_work sq_trajectory_done(const sq_trajectory *trajectory);

enum sq_status sq_trajectory_copy(sq_trajectory *to, const sq_trajectory *from,
                                  sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
