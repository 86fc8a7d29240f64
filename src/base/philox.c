/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/philox.h"

#include <gsl/gsl_cdf.h>

enum { ROUNDS = 10 };

/* Multipliers and Weyl increments of the paper. */
#define M0 0xD2511F53U
#define M1 0xCD9E8D57U
#define W0 0x9E3779B9U
#define W1 0xBB67AE85U

void
sq_philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p0 = (uint64_t)M0 * c0, p1 = (uint64_t)M1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += W0;
        k1 += W1;
    }
    out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

double
sq_philox_uniform(sq_philox_stream *stream)
{
    const uint32_t key[2] = {(uint32_t)stream->seed, (uint32_t)(stream->seed >> 32)};
    const uint32_t counter[4] = {(uint32_t)stream->used, (uint32_t)(stream->used >> 32),
                                 (uint32_t)stream->index, (uint32_t)(stream->index >> 32)};
    uint32_t word[4];
    sq_philox(word, counter, key);
    stream->used++;
    uint64_t bits = ((uint64_t)word[0] << 32 | word[1]) >> 11;
    return ((double)bits + 0.5) * 0x1p-53;
}

double
sq_philox_normal(sq_philox_stream *stream)
{
    return gsl_cdf_ugaussian_Pinv(sq_philox_uniform(stream));
}
