/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time that has passed, for reports, for progress and for patience. */
#ifndef SQ_CLOCK_H
#define SQ_CLOCK_H

/* Seconds since some fixed moment; never runs backwards. */
double sq_clock(void);

/* Seconds that the calling thread has computed since some fixed moment.  What may be given up
 * is judged by these, so that an answer does not depend on what else the machine does. */
double sq_clock_work(void);

#endif
