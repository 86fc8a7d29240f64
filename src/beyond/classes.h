/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spin model with couplings that differ from atom to atom: atoms in classes of equal
 * coupling, as a moment hierarchy of order 2 (or 1, mean field) between the classes. */
#ifndef SQ_CLASSES_H
#define SQ_CLASSES_H

#include "base/public.h"
#include "model/closure.h"
#include "apparatus/coupling.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

/* Of J = sum over all atoms, and of the spin that the mode sees, in which each atom counts by
 * its u; the latter's N is chosen such that a coherent state has xi² = 1. */
typedef struct sq_classes_moments {
    sq_moments plain, weighted;
} sq_classes_moments;

/* How long one run may take: evaluations, times classes or pairs of them, of the equations;
 * some seconds, and some tenths of one. */
#define SQ_CLASSES_PATIENT 1e7
#define SQ_CLASSES_QUICK 1e6

/* Atoms whose coupling is u times that of the rates: collective terms go with u_i u_j, the
 * drive with u_i.  A negative coupling is a spin turned by pi about z, so that u >= 0 is no
 * loss.
 *
 * rates    for u = 1
 * order    1 or 2
 * spin     [classes->n][3]: the direction in which the spins of each class point at time 0
 * t        [n] ascending, t[0] >= 0
 * moments  [n]
 * reach    how many were reached: fewer where the closure breaks down, or where it takes more
 *          than most_work (SQ_BREAKDOWN_CLASSES_WORK) */
enum sq_status sq_classes_run(sq_classes_moments *moments, sq_closure_reach *reach,
                              const sq_coupling_classes *classes, const sq_rates *rates,
                              int order, double tolerance, double most_work,
                              const double (*spin)[3], const double *t, size_t n,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* Where the classes rest in mean field when the drive, which makes each spin turn by its own u,
 * is turned up slowly from all spins down: each is turned by u theta towards one azimuth, where
 * sum part u sin(u theta) = ratio makes the cavity dark.
 *
 * spin     [classes->n][3]
 * ratio    Upsilon/Upsilon_c of the rates for u = 1 and all atoms
 * azimuth  of the spins, rad: that of the uniform model
 *
 * False: the ratio is above the classes' threshold, the largest value of the sum. */
bool sq_classes_rest(double (*spin)[3], const sq_coupling_classes *classes, double ratio,
                     double azimuth);

SQ_PUBLIC_END

#endif
