/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers by counting: any number of any stream without the ones before it, so
 * that an ensemble does not depend on which thread makes which member. */
#ifndef SQ_PHILOX_H
#define SQ_PHILOX_H

#include <stdint.h>

/* Philox4x32-10: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC'11. */
void sq_philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2]);

/* One stream of uniform numbers: that of `index` under `seed`. */
typedef struct sq_philox_stream {
    uint64_t seed, index, used;
} sq_philox_stream;

/* The next number, in the open interval (0, 1), 53 bits. */
double sq_philox_uniform(sq_philox_stream *stream);

/* Made of the next number: normal, of mean 0 and variance 1. */
double sq_philox_normal(sq_philox_stream *stream);

#endif
