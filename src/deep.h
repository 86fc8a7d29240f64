/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the elimination of the mode costs this lab, in dB: the hierarchy with the mode kept
 * (kept_mode.h), against the same with a mode infinitely faster at the same chi and Gamma. */
#ifndef SQ_DEEP_H
#define SQ_DEEP_H

#include "lab.h"

typedef struct sq_deep {
    double epsilon;
    double db, time;       /* best squeezing with the mode kept, and when */
    double limit_db;       /* with the infinitely fast mode */
    double difference_db;  /* db − limit_db */
    double largest_db;     /* largest difference before that, while both are squeezed, */
    double largest_time;   /* and when */
    double until;          /* how far both runs could be followed */
    const char *breakdown; /* why not longer; NULL: to the end */
    double quanta;         /* in the mode at `time`, the drive's own displacement apart */
    double seconds;
} sq_deep;

/* Runs both.  SQ_ERR_UNSUPPORTED where the platform has no mode. */
enum sq_status sq_deep_run(sq_deep *deep, const sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

#endif
