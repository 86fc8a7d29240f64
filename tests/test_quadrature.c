/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Averages over normal distributions. */
#include <criterion/criterion.h>
#include <math.h>

#include "planning/quadrature.h"

/* The average of z_0^i z_1^k. */
static double
average(const sq_quadrature *q, const double *part, int i, int k)
{
    double sum = 0;
    for (size_t p = 0; p < q->n; p++)
        sum += part[p] * pow(q->z[p * q->axes], i) * pow(q->z[p * q->axes + 1], k);
    return sum;
}

/* 1, 1, 3, 15, 105: moments of even orders. */
static double
moment(int i)
{
    double product = i % 2 == 0;
    for (int k = i - 1; k > 1; k -= 2)
        product *= k;
    return product;
}

/* n nodes are exact up to order 2 n - 1 along each axis. */
Test(quadrature, products_are_exact)
{
    sq_quadrature q;
    sq_errors errors = {0};
    cr_assert(sq_quadrature_product(&q, 2, 5, 3, &errors) == SQ_OK);
    cr_expect(q.n == 25 + 9);
    cr_expect(q.z[2 * q.centre] == 0 && q.z[2 * q.centre + 1] == 0 && q.part[q.centre] > 0.2);
    for (int i = 0; i < 10; i++)
        for (int k = 0; k < 10; k++) {
            double wanted = moment(i) * moment(k);
            /* Rounding, of the largest node to the power 18. */
            cr_expect(fabs(average(&q, q.part, i, k) - wanted) < 1e-9 * (1 + wanted), "%d %d",
                      i, k);
            if (i < 6 && k < 6)
                cr_expect(fabs(average(&q, q.check, i, k) - wanted) < 1e-9 * (1 + wanted));
        }
    sq_quadrature_free(&q);
}

/* To third order on each axis and across, in place of the check that there was. */
Test(quadrature, a_star)
{
    sq_quadrature q;
    sq_errors errors = {0};
    cr_assert(sq_quadrature_product(&q, 3, 3, 0, &errors) == SQ_OK);
    cr_assert(sq_quadrature_check_by_star(&q, &errors) == SQ_OK);
    cr_expect(q.n == 27 + 6 && q.part[q.centre] > 0.2 && q.z[3 * q.centre] == 0);
    for (int i = 0; i < 4; i++)
        for (int k = 0; i + k < 4; k++)
            cr_expect(fabs(average(&q, q.check, i, k) - moment(i) * moment(k)) < 1e-12, "%d %d",
                      i, k);
    cr_expect(fabs(average(&q, q.part, 2, 2) - 1) < 1e-12);
    sq_quadrature_free(&q);
}

Test(quadrature, without_an_axis)
{
    sq_quadrature q;
    sq_errors errors = {0};
    cr_assert(sq_quadrature_product(&q, 0, 1, 1, &errors) == SQ_OK);
    cr_expect(q.n == 2 && q.centre == 0);
    cr_expect(fabs(q.part[0] - 1) < 1e-14 && fabs(q.check[1] - 1) < 1e-14);
    sq_quadrature_free(&q);
}

/* Points that are random would be off by 0.04 in the second moments, and by 0.4 in the fourth.
 */
Test(quadrature, quasi_random_points)
{
    sq_quadrature q;
    sq_errors errors = {0};
    cr_assert(sq_quadrature_sobol(&q, 7, 512, &errors) == SQ_OK);
    cr_expect(q.part[q.centre] == 0 && q.z[7 * q.centre + 3] == 0);
    cr_expect(fabs(average(&q, q.part, 0, 0) - 1) < 1e-12);
    cr_expect(fabs(average(&q, q.check, 0, 0) - 1) < 1e-12);
    cr_expect(fabs(average(&q, q.part, 1, 0)) < 0.01);
    cr_expect(fabs(average(&q, q.part, 2, 0) - 1) < 0.03);
    cr_expect(fabs(average(&q, q.part, 1, 1)) < 0.03);
    cr_expect(fabs(average(&q, q.part, 2, 2) - 1) < 0.1);
    sq_quadrature_free(&q);
}
