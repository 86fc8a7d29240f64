/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/dimension.h"

#include <math.h>

static const sq_dimension_info dimension[SQ_N_DIM] = {
    [SQ_DIM_NUMBER] = {"plain number", "1e4", "", "none", 0, INFINITY},
    [SQ_DIM_RATE] = {"rate", "150 kHz", "rad/s", "Hz, kHz, MHz, mHz …, rad/s or 1/s",
                     2 * M_PI * 1e-15, 2 * M_PI * 1e18},
    [SQ_DIM_TIME] = {"time", "2.7 s", "s", "s, ms, us …, min or h", 1e-18, 1e15},
    [SQ_DIM_ANGLE] = {"angle", "121.92 deg", "rad", "deg, rad or mrad", 0, INFINITY},
    [SQ_DIM_POWER] = {"power", "1.2 nW", "W", "W, mW, uW, nW, pW or fW", 1e-30, 1e15},
    [SQ_DIM_LENGTH] = {"length", "698 nm", "m", "m, cm, mm, um or nm", 1e-12, 1e6},
    [SQ_DIM_TEMPERATURE] = {"temperature", "300 K", "K", "K, mK or uK", 1e-12, 1e6},
    [SQ_DIM_INTENSITY] = {"intensity", "1 W/cm2", "W/m2", "W/m2, W/cm2 or mW/cm2", 1e-12, 1e24},
};

const sq_dimension_info *
sq_dimension_describe(enum sq_dimension dim)
{
    return &dimension[dim];
}
