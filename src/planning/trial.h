/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One model, followed by the cheapest solver there is for it, and asked for its squeezing over
 * time: for those who try thousands of models to find one. */
#ifndef SQ_TRIAL_H
#define SQ_TRIAL_H

#include "base/public.h"
#include "base/error.h"
#include "lab/lab.h"
#include "model/breakdown.h"

SQ_PUBLIC_BEGIN

enum { SQ_TRIAL_POINTS = 600 };

/* Squeezing over time, in the solver's own steps, which are no longer than a twentieth of the
 * time itself.  Nothing in it is owned. */
typedef struct sq_trial {
    size_t n;
    double t[SQ_TRIAL_POINTS], db[SQ_TRIAL_POINTS]; /* [n] s, dB; NaN: undefined there */
    double antisqueezed[SQ_TRIAL_POINTS];           /* N max Var/|<J>|² */
    enum sq_breakdown why; /* the last point is where the solver could go no further; else that
                              is where it was told to end */
} sq_trial;

/* Follows all spins from the unit vector `spin`, by the closed form where there is one, else by
 * the moment hierarchy of that order, 2 to 4, until the time `until`, s. */
enum sq_status sq_trial_run(sq_trial *trial, const sq_rates *rates, const double spin[3],
                            int order, double until, sq_errors *errors) SQ_CHECK_RESULT;

/* The same, ending where the order below, which *lower receives, parts from it; of order 2, all
 * that there is. */
enum sq_status sq_trial_run_trusted(sq_trial *trial, sq_trial *lower, const sq_rates *rates,
                                    const double spin[3], int order, double until,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* The same of the atoms of a lab whose coupling differs, in so many classes of it, as it reads
 * them: of order 2, as long as orders 2 and 3 agree on the effective uniform model.  Where the
 * classes take too long to follow, as for a prediction, that model itself, of order 3. */
enum sq_status sq_trial_run_classes(sq_trial *trial, sq_trial *lower, const sq_lab *lab,
                                    size_t classes, double until,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* The best point, in dB; *time receives when, *inside whether squeezing falls again behind it.
 * NaN: there is none. */
double sq_trial_best(const sq_trial *trial, double *time, bool *inside);

/* The squeezing at a time, in dB; NaN: that is beyond the last point. */
double sq_trial_at(const sq_trial *trial, double time);

/* When the squeezing first reaches so many dB; NaN: never. */
double sq_trial_first(const sq_trial *trial, double db);

SQ_PUBLIC_END

#endif
