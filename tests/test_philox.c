/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "base/philox.h"

/* Known answers of the Random123 distribution (Salmon et al. 2011), philox4x32-10. */
Test(philox, known_answers)
{
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        uint32_t out[4];
        sq_philox(out, known[i].counter, known[i].key);
        for (int j = 0; j < 4; j++)
            cr_expect(out[j] == known[i].answer[j], "%zu: %08x", i, out[j]);
    }
}

/* Mean 1/2 and variance 1/12, to five standard deviations of 10^5 numbers. */
Test(philox, uniform)
{
    sq_philox_stream stream = {.seed = 37, .index = 2385};
    double sum = 0, square = 0;
    const int n = 100000;
    for (int i = 0; i < n; i++) {
        double u = sq_philox_uniform(&stream);
        cr_assert(u > 0 && u < 1);
        sum += u;
        square += u * u;
    }
    double mean = sum / n;
    cr_expect(fabs(mean - 0.5) < 5 * sqrt(1.0 / 12 / n), "%g", mean);
    cr_expect(fabs(square / n - mean * mean - 1.0 / 12) < 5 * sqrt(1.0 / 180 / n));
}

/* The same stream again, and other ones: by index, by seed, beyond 32 bits. */
Test(philox, streams)
{
    sq_philox_stream one = {.seed = 1, .index = 7}, again = one;
    sq_philox_stream others[] = {{.seed = 1, .index = 8},
                                 {.seed = 2, .index = 7},
                                 {.seed = 1, .index = 7 + (UINT64_C(1) << 32)},
                                 {.seed = 1 + (UINT64_C(1) << 32), .index = 7}};
    double first = sq_philox_uniform(&one);
    cr_expect(first == sq_philox_uniform(&again));
    cr_expect(first != sq_philox_uniform(&one));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        cr_expect(first != sq_philox_uniform(&others[i]));
}
