/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What squeezing is worth to a clock: the time that it takes to prepare counts, and so does
 * the antisqueezing that the phase of the laser turns into the signal.
 *
 * Of N atoms that are interrogated for T in a cycle of T_c = T + dead time + preparation, with
 * a phase phi that differs from shot to shot,
 *
 *     dphi² = (xi² + xi_anti² <tan² phi>) / N,   sigma_y(tau) = dphi/(omega T) sqrt(T_c/tau).
 *
 * xi² and xi_anti² are N Var/|<J>|² of the least and of the largest variance.  Without
 * squeezing both are 1: quantum projection noise.  Wineland et al., PRA 46, R6797 (1992);
 * antisqueezing: Braverman et al., NJP 20, 103019 (2018); stability: Leroux et al., Metrologia
 * 54, 307 (2017). The Dick effect, which no squeezing reduces, is not in it. */
#ifndef SQ_CLOCK_PLAN_H
#define SQ_CLOCK_PLAN_H

#include "base/public.h"
#include "lab/lab.h"
#include "predict/prediction.h"

SQ_PUBLIC_BEGIN

/* The sequence, as the section `clock` of a lab says. */
typedef struct sq_clock_cycle {
    sq_line line;
    double omega;                    /* 2 pi times its frequency, rad/s */
    double atoms;                    /* N */
    double interrogation, dead_time; /* s */
    double laser_phase;              /* rms at the end of the interrogation, rad, so small that
                                        the phase stays on the slope of the fringe */
    double tan2;                     /* <tan² phi> of that */
} sq_clock_cycle;

/* What makes the averaging longer, and a clock without it by how many dB: in 10 log10 of the
 * averaging time. */
enum sq_clock_cause {
    SQ_CLOCK_PREPARATION,
    SQ_CLOCK_DEAD_TIME,
    SQ_CLOCK_LASER_PHASE,
    SQ_CLOCK_CAUSES
};

/* The clock with atoms that were prepared so long. */
typedef struct sq_clock_state {
    double preparation;          /* s; 0: not squeezed */
    double db, antisqueezing_db; /* −10 log10 xi², and 10 log10 xi_anti² */
    double cycle;                /* T_c, s */
    double phase;                /* dphi of one cycle, rad */
    double frequency;            /* of one cycle, dphi/(omega T) */
    double stability;            /* sigma_y at 1 s */
    double gain_db;              /* in averaging time over atoms that are not squeezed */
    double cost_db[SQ_CLOCK_CAUSES];
} sq_clock_state;

typedef struct sq_clock_plan {
    sq_clock_state plain;   /* not squeezed */
    sq_clock_state deepest; /* at the best squeezing */
    sq_clock_state best;    /* prepared as long as is best for the clock; 0 s: not at all */
} sq_clock_plan;

/* Reads the sequence.  SQ_ERR_INPUT: the platform has no clock line, or the time of
 * interrogation is not given. */
enum sq_status sq_clock_cycle_of(sq_clock_cycle *cycle, const sq_lab *lab,
                                 sq_errors *errors) SQ_CHECK_RESULT;

/* <tan² phi> of a normal distribution that is cut off at six of its rms or 1.2 rad: beyond pi/2
 * the fringe says something else.  NaN: there is no memory for it. */
double sq_clock_tan2(double rms);

/* dphi² N T_c of such atoms, to which their averaging time is proportional. */
double sq_clock_effort(const sq_clock_cycle *cycle, double preparation, double xi2,
                       double antisqueezed);

/* The state of this squeezing; xi2 = antisqueezed = 1, preparation = 0: none. */
void sq_clock_state_of(sq_clock_state *state, const sq_clock_cycle *cycle, double preparation,
                       double xi2, double antisqueezed);

/* Averaging time for a fractional uncertainty, s. */
double sq_clock_averaging(const sq_clock_state *state, double goal);

/* Compares the best squeezing of the prediction and every time before that, as far as it is
 * trusted. */
void sq_clock_plan_make(sq_clock_plan *plan, const sq_clock_cycle *cycle,
                        const sq_prediction *prediction);

SQ_PUBLIC_END

#endif
