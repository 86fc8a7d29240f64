/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time that has passed, for reports and for progress. */
#ifndef SQ_CLOCK_H
#define SQ_CLOCK_H

/* Seconds since some fixed moment; never runs backwards. */
double sq_clock(void);

#endif
