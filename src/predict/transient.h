/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the early transient is over: what moves at the pace of N Gamma, before the decay of
 * single spins rules.
 *
 * In mean field without that decay (delta = 0), alpha = <J_x> − i <J_y> obeys
 *   d alpha/dt = <J_z> (i Omega + (Gamma + 2 i chi) alpha),
 * so that below the critical drive, u = Upsilon/Upsilon_c < 1, the ensemble swings into its
 * steady state at the rate N Gamma sqrt(1 − u²)/2, turning by N chi sqrt(1 − u²).  Above it the
 * swing never settles.  Decay of single spins lowers N_eff; once it is below N_c there is no
 * steady state of the ensemble any more, and what xi² does then is the decay's doing.  So the
 * early transient ends where the swing can no longer be seen or N_eff has fallen to N_c,
 * whichever comes first: minima of xi² before are early, those after it late ("after the
 * initial collective minimum", Fig. 3 of Tucker et al., PRA 102, 051701(R) (2020)).  A swing
 * that turns goes on beyond, also where N_eff is below N_c: its minima follow each other within
 * a turn and get no deeper, and are early whatever the sign of chi. */
#ifndef SQ_TRANSIENT_H
#define SQ_TRANSIENT_H

#include "predict/curve.h"

/* When N_eff falls to N_c in that segment or any later one, from the curve's points; NaN: it
 * does not. */
double sq_transient_critical_time(const sq_curve *curve, const sq_protocol *protocol,
                                  size_t segment);

/* The end of the early transient of a segment; INFINITY: it has none, above the critical drive
 * or where single spins do not decay. */
double sq_transient_end(const sq_curve *curve, const sq_protocol *protocol, size_t segment);

#endif
