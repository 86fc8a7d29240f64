/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the spins: segments of constant rates, one after the other, each of which
 * may begin with a pulse.  A laboratory as it stands is one segment. */
#ifndef SQ_PROTOCOL_H
#define SQ_PROTOCOL_H

#include "base/public.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

/* All spins turned at once, right-handed. */
typedef struct sq_protocol_pulse {
    double axis[3]; /* unit vector */
    double angle;   /* rad; 0: no pulse, whatever the axis */
} sq_protocol_pulse;

typedef struct sq_protocol_segment {
    sq_protocol_pulse before; /* at its start */
    sq_rates rates;
    double duration; /* 0: the pulse alone; INFINITY, of the last segment: open, as long as it
                        is looked at */
} sq_protocol_segment;

#define SQ_PROTOCOL_MOST 256

typedef struct sq_protocol {
    size_t n; /* segments, at least 1 */
    sq_protocol_segment segment[SQ_PROTOCOL_MOST];
} sq_protocol;

/* Makes it one segment. */
void sq_protocol_hold(sq_protocol *protocol, const sq_rates *rates, double duration);

/* Another segment at its end; refused beyond SQ_PROTOCOL_MOST. */
enum sq_status sq_protocol_add(sq_protocol *protocol, const sq_protocol_segment *segment,
                               sq_errors *errors) SQ_CHECK_RESULT;

/* Refuses what cannot be done: no segment, impossible rates (sq_rates_check), a number of spins
 * that changes, a duration that is negative or, before the last, infinite, a pulse about no
 * unit vector. */
enum sq_status sq_protocol_check(const sq_protocol *protocol,
                                 sq_errors *errors) SQ_CHECK_RESULT;

/* Hands the faults of segment i on from `found`, which it frees, and says which segment it is
 * where there are several; returns `status`. */
enum sq_status sq_protocol_report(const sq_protocol *protocol, size_t i, enum sq_status status,
                                  sq_errors *found, sq_errors *errors);

/* Number of spins, which stays. */
double sq_protocol_spins(const sq_protocol *protocol);

/* When segment i begins; i = n: when the last one ends, INFINITY if it is open. */
double sq_protocol_start(const sq_protocol *protocol, size_t i);

/* The same with each segment's rates at fewer spins (sq_rates_at_fewer_spins), and as much
 * longer as those are slower. */
void sq_protocol_at_fewer_spins(sq_protocol *fewer, const sq_protocol *protocol, double N);

/* What differs, in words; NULL: nothing.  How long the last segment lasts does not count. */
const char *sq_protocol_difference(const sq_protocol *a, const sq_protocol *b);

SQ_PUBLIC_END

#endif
