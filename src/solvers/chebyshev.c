/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exp(−i x H) = J_0(x) + 2 sum_k (−i)^k J_k(x) T_k(H) for a spectrum within −1 … 1: Tal-Ezer &
 * Kossoff, J. Chem. Phys. 81, 3967 (1984). */
#include "solvers/chebyshev.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Of the largest phase, with room. */
enum { MOST_DEGREE = 2 * SQ_CHEBYSHEV_MOST_PHASE };

/* A complex vector within the memory. */
typedef struct vector {
    double *re, *im;
} vector;

/* The Bessel functions beyond are below rounding. */
int
sq_chebyshev_degree(double x)
{
    return (int)(x + 11 * cbrt(x) + 12);
}

/* J_0(x) … J_K(x), by the recurrence downwards (Miller; Abramowitz & Stegun 9.12). */
static void
bessel(double *value, int degree, double x)
{
    double sum = 0, after = 0, here = 1e-290;
    for (int k = degree; k >= 0; k--) {
        value[k] = here;
        sum += k == 0 ? here : k % 2 == 0 ? 2 * here : 0;
        double before = 2 * k / x * here - after;
        after = here;
        here = before;
    }
    for (int k = 0; k <= degree; k++)
        value[k] /= sum;
}

/* out = factor H in − out, of one component; in[−1] and in[n] exist nowhere. */
static void
recur(const sq_chebyshev *b, double *restrict out, const double *restrict in, double factor)
{
    const double *restrict d = b->diagonal, *restrict l = b->ladder;
    long n = b->n;
    if (n == 1) {
        out[0] = factor * d[0] * in[0] - out[0];
        return;
    }
    out[0] = factor * (d[0] * in[0] + l[0] * in[1]) - out[0];
    for (long i = 1; i < n - 1; i++)
        out[i] = factor * (l[i - 1] * in[i - 1] + d[i] * in[i] + l[i] * in[i + 1]) - out[i];
    out[n - 1] = factor * (l[n - 2] * in[n - 2] + d[n - 1] * in[n - 1]) - out[n - 1];
}

static void
add(double *restrict sum, double factor, const double *restrict x, long n)
{
    for (long i = 0; i < n; i++)
        sum[i] += factor * x[i];
}

/* sum += (−i)^k factor x */
static void
add_turned(vector sum, int k, double factor, vector x, long n)
{
    static const int sign_re[4] = {1, 1, -1, -1}, sign_im[4] = {1, -1, -1, 1};
    bool swap = k % 2 == 1;
    add(sum.re, sign_re[k % 4] * factor, swap ? x.im : x.re, n);
    add(sum.im, sign_im[k % 4] * factor, swap ? x.re : x.im, n);
}

void
sq_chebyshev_apply(const sq_chebyshev *b, double *re, double *im, double x)
{
    double value[MOST_DEGREE];
    int degree = sq_chebyshev_degree(x);
    size_t bytes = (size_t)b->n * sizeof(double);
    vector last = {re, im}, now = {b->work[0], b->work[1]};
    vector sum = {b->work[2], b->work[3]};
    bessel(value, degree, x);
    memset(sum.re, 0, bytes);
    memset(sum.im, 0, bytes);
    memset(now.re, 0, bytes);
    memset(now.im, 0, bytes);
    for (int k = 0; k <= degree; k++) {
        add_turned(sum, k, k == 0 ? value[k] : 2 * value[k], last, b->n);
        recur(b, now.re, last.re, k == 0 ? 1 : 2);
        recur(b, now.im, last.im, k == 0 ? 1 : 2);
        vector next = now;
        now = last;
        last = next;
    }
    memcpy(re, sum.re, bytes);
    memcpy(im, sum.im, bytes);
}
