/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What noise leaves along the times, by each order of the hierarchy.
 *
 * Averages of order 2 are over all points.  What a higher order changes varies more slowly than
 * the squeezing itself, so that a poorer rule will do: its average by that order less that by
 * order 2, both over the points that are looked at closely, is added. */
#ifndef SQ_NOISE_ORDERS_H
#define SQ_NOISE_ORDERS_H

#include "lab/noises.h"
#include "planning/noise_shots.h"

typedef struct sq_noise_order {
    double db[SQ_NOISE_SHOTS_TIMES];         /* NaN: too many shots are unknown */
    double distrusted[SQ_NOISE_SHOTS_TIMES]; /* part of the shots past the trust, or unknown */
    double error_db[SQ_NOISE_SHOTS_TIMES];   /* what the order below, of the least that above,
                                                makes of it, see SQ_SIGHT_NEAR; NaN: not known */
} sq_noise_order;

typedef struct sq_noise_orders {
    int highest;
    size_t n;
    double t[SQ_NOISE_SHOTS_TIMES];
    double rule_error_db[SQ_NOISE_SHOTS_TIMES]; /* of the average; NaN: without a check */
    sq_noise_order by[SQ_NOISE_SHOTS_ORDERS];   /* from the least order on */
} sq_noise_orders;

enum sq_status sq_noise_orders_make(sq_noise_orders *orders, const sq_noise_shots *shots,
                                    const sq_noises *noises, sq_errors *errors) SQ_CHECK_RESULT;

const sq_noise_order *sq_noise_orders_by(const sq_noise_orders *orders, int order);

/* Which order below (of the least, above) an order is compared with. */
int sq_noise_orders_other(int order);

#endif
