/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collective steady state without one-spin processes.
 *
 * drho/dt = −i[chi J+J− + h·J, rho] + Gamma L(J−), h across z, is stationary at
 *   rho = L^-1 (L^-1)† / D,   L = J− − alpha,   alpha = −i (h_x − i h_y)/(Gamma + 2i chi)
 * (Puri and Lawande, Phys. Lett. A 72, 200 (1979)); D is a sum over weights,
 *   D = sum_{k=0}^N t_k,   t_0 = (N+1)/|alpha|²,
 *   t_k/t_{k−1} = [(N+1)² − k²] k / [2(2k+1)|alpha|²].
 * We turn about z until alpha = a > 0.  With the averages <.> over t_k/D, <.>_m those that
 * leave out k < m, q = t_0/D and p = <1>_1 = 1 − q, the traces <L> = −aq, <L†L> = a²q,
 * <L²> = q (a² − N(N+2)/6) and <J_z L> = 0 give
 *   <J_x> = ap,                         <J_y> = V_xy = V_yz = 0,   <J_z> = −<k>/2,
 *   V_yy = <k>/4 + q N(N+2)/12,         V_xx − V_yy = q (a²<1>_2 − p N(N+2)/6),
 *   V_zz = var(k)/4 + (a²/2)<1/k>_1,    V_xz = (a/2)(p² − q<k−1>_1).
 * So nothing large is ever subtracted: <J−J−> − <J−>² and its like are made of the small
 * factor q, and alpha -> 0 and alpha -> infinity are no special cases.  Two identities do
 * it: q N(N+2)/6 = a²t_1/D in V_xx, and 2(2k+1)a² t_k/k = [(N+1)² − k²] t_{k−1} summed over
 * k, by which V_zz = N(N+2)/4 + <J_z> − a²p − <J_z>² becomes a sum of two positive terms.
 *
 * Weights are taken relative to one near the largest, by the ratio in both directions until
 * they vanish: sqrt(N) terms below threshold, N^(2/3) at it, few above.  Logarithms of
 * factorials would lose the digits of N log N. */
#include "solvers/steady.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* Weights below this fraction of the sum are dropped.  q is multiplied by N² and compared
 * with N^(2/3) at least, and the weight may rise by sqrt(N) again towards k = 0, so this is
 * 1e-16 N^(-11/6) with room for N = SQ_STEADY_LARGEST_N. */
#define NEGLIGIBLE 1e-40

/* |alpha| beyond this is taken as this: |alpha|² must not overflow, and the state has been
 * the full mixture since |alpha| was about 1e16 N. */
#define LARGEST_DRIVE 1e100

/* For the purity |alpha| is at least this, where it is 1 to rounding, and populations are
 * scaled down when one exceeds that: no square may overflow. */
#define LEAST_DRIVE 1e-40
#define LARGEST_POPULATION 1e50

/* The closed form knows chi, Gamma and the drive. */
static bool
is_known(const sq_rates_row *row)
{
    bool exchange =
        row->role == SQ_RATES_EXCHANGE && row->member != offsetof(sq_rates, Gamma_up);
    return exchange || row->role == SQ_RATES_DRIVE;
}

static enum sq_status
check_rates(const sq_rates *rates, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        double value = sq_rates_value(rates, row);
        if (value != 0 && !is_known(row))
            status = sq_errors_add(
                errors, SQ_ERR_UNSUPPORTED,
                "collective steady state: %s (%s) is %g, and the closed form knows "
                "only chi, Gamma and Omega; set it to 0, or let a solver run until "
                "nothing changes",
                row->name, row->meaning, value);
    }
    if (!(rates->Gamma > 0))
        status = sq_errors_add(
            errors, SQ_ERR_UNSUPPORTED,
            "collective steady state: without Gamma (collective emission) nothing "
            "relaxes and there is none; give a positive Gamma");
    return status;
}

static enum sq_status
check_number(double N, sq_errors *errors)
{
    if (N > SQ_STEADY_LARGEST_N)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "collective steady state: the number of spins is %g, and above %g "
                             "the sum is too long; below threshold mean field gives xi² = "
                             "sqrt(1 − (Upsilon/Upsilon_c)²)",
                             N, SQ_STEADY_LARGEST_N);
    if (N != floor(N))
        return sq_errors_add(
            errors, SQ_ERR_UNSUPPORTED,
            "collective steady state: the number of spins is %.17g; the closed "
            "form needs a whole number, such as %.17g",
            N, round(N));
    return SQ_OK;
}

enum sq_status
sq_steady_applicable(const sq_rates *rates, sq_errors *errors)
{
    enum sq_status status = sq_rates_check(rates, errors);
    if (status)
        return status;
    enum sq_status number = check_number(rates->N, errors);
    status = check_rates(rates, errors);
    return number ? number : status;
}

/* |alpha| */
static double
drive(const sq_rates *rates)
{
    return fmin(fabs(sq_rates_drive(rates)) / sq_rates_upsilon_critical(rates), LARGEST_DRIVE);
}

/* ---- the weights ---- */

/* Running sums over the weights, each relative to the weight at k = start. */
typedef struct sums {
    double start;
    double zero, one, more; /* k = 0, k = 1, k >= 2 */
    double inverse;         /* of 1/k over k >= 1 */
    double above;           /* of k − 1 over k >= 1 */
    double shift, square;   /* of k − start and of its square */
} sums;

/* t_k/t_{k−1} */
static double
ratio(double N, double a, double k)
{
    return (N + 1 - k) * (N + 1 + k) * k / (2 * (2 * k + 1)) / (a * a);
}

/* k near the largest weight, where the ratio is 1 but for the factor 2k/(2k+1).  That factor
 * moves it by about one below threshold; at threshold, and above it where the weights fall
 * from k = 0 on, the weight here is of the order of the largest all the same. */
static double
start_of_weights(double N, double a)
{
    return 2 * a < N + 1 ? fmin(floor(sqrt((N + 1 - 2 * a) * (N + 1 + 2 * a))), N) : 0;
}

/* False when the weight is negligible. */
static bool
add_weight(sums *s, double k, double weight)
{
    double d = k - s->start;
    *(k > 1 ? &s->more : k > 0 ? &s->one : &s->zero) += weight;
    s->inverse += k > 0 ? weight / k : 0;
    s->above += k > 0 ? (k - 1) * weight : 0;
    s->shift += d * weight;
    s->square += d * d * weight;
    return weight > NEGLIGIBLE * (s->zero + s->one + s->more);
}

static sums
sum_weights(double N, double a)
{
    sums s = {.start = start_of_weights(N, a)};
    double weight = 1;
    add_weight(&s, s.start, weight);
    for (double k = s.start + 1; k <= N; k++)
        if (!add_weight(&s, k, weight *= ratio(N, a, k)))
            break;
    weight = 1;
    for (double k = s.start - 1; k >= 0; k--)
        if (!add_weight(&s, k, weight /= ratio(N, a, k + 1)))
            break;
    return s;
}

/* ---- the moments ---- */

/* In the frame where alpha is real: the numbers that do not vanish. */
typedef struct aligned {
    double x, z;                    /* <J_x>, <J_z> */
    double yy, zz, xz, xx_minus_yy; /* V */
} aligned;

static aligned
aligned_moments(double N, double a)
{
    sums s = sum_weights(N, a);
    double D = s.zero + s.one + s.more, q = s.zero / D, p = (s.one + s.more) / D;
    double above = s.above / D, mean = above + p, shift = s.shift / D, squared = N * (N + 2);
    return (aligned){
        .x = a * p,
        .z = -mean / 2,
        .yy = mean / 4 + q * squared / 12,
        .zz = (s.square / D - shift * shift) / 4 + a * a * s.inverse / (2 * D),
        .xz = a / 2 * (p * p - q * above),
        .xx_minus_yy = q * (a * a * s.more / D - p * squared / 6),
    };
}

/* Turns back by the phase of alpha: J− -> exp(i phi) J−, with
 * exp(i phi) = alpha/|alpha| = (−2 chi − i Gamma) (h_x − i h_y)/(|h| Upsilon_c); any phase will
 * do where there is no drive. */
static void
turn_to_laboratory(sq_moments *m, const aligned *v, const sq_rates *rates)
{
    double field[3], drive = fabs(sq_rates_drive(rates)),
                     scale = 1 / sq_rates_upsilon_critical(rates);
    sq_rates_field(field, rates);
    double x = drive > 0 ? field[0] / drive * scale : scale;
    double y = drive > 0 ? field[1] / drive * scale : 0;
    double cosine = -2 * rates->chi * x - rates->Gamma * y;
    double sine = -rates->Gamma * x + 2 * rates->chi * y;
    m->mean[0] = cosine * v->x;
    m->mean[1] = -sine * v->x;
    m->mean[2] = v->z;
    m->cov[0][0] = v->yy + cosine * cosine * v->xx_minus_yy;
    m->cov[1][1] = v->yy + sine * sine * v->xx_minus_yy;
    m->cov[2][2] = v->zz;
    m->cov[0][1] = m->cov[1][0] = -cosine * sine * v->xx_minus_yy;
    m->cov[0][2] = m->cov[2][0] = cosine * v->xz;
    m->cov[1][2] = m->cov[2][1] = -sine * v->xz;
}

enum sq_status
sq_steady_collective(sq_moments *moments, const sq_rates *rates, sq_errors *errors)
{
    enum sq_status status = sq_steady_applicable(rates, errors);
    if (status)
        return status;
    aligned v = aligned_moments(rates->N, drive(rates));
    *moments = (sq_moments){.N = rates->N};
    turn_to_laboratory(moments, &v, rates);
    return SQ_OK;
}

/* ---- the purity ---- */

/* L^-1 is minus a lower triangle u_i/(a u_j), i >= j, where i counts down from M = J and
 * u_{i+1}/u_i = sqrt(g_i), g_i = (N−i)(i+1)/a².  Hence, but for a common factor,
 * rho_ij = u_i u_j sum_{l <= min(i,j)} u_l^-2, and with the populations w_i = rho_ii and
 * y_j = sum_{i<j} rho_ij²,
 *   w_{i+1} = g_i w_i + 1,   y_{j+1} = g_j (y_j + w_j²),   tr rho² = sum (w² + 2y) / (sum w)².
 * All terms are positive.  `one` is the unit in which w is counted, the common factor. */
static double
purity_sum(double N, double a)
{
    double w = 1, y = 0, one = 1, trace = 1, squares = 1;
    for (double i = 0; i < N; i++) {
        double g = (N - i) * (i + 1) / (a * a);
        y = g * (y + w * w);
        w = g * w + one;
        trace += w;
        squares += w * w + 2 * y;
        if (w > LARGEST_POPULATION) {
            double down = 1 / w;
            w *= down, trace *= down, one *= down;
            y *= down * down, squares *= down * down;
        }
    }
    return squares / (trace * trace);
}

enum sq_status
sq_steady_purity(double *purity, const sq_rates *rates, sq_errors *errors)
{
    enum sq_status status = sq_steady_applicable(rates, errors);
    if (status)
        return status;
    if (rates->N > SQ_STEADY_LARGEST_PURITY_N)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "collective steady state: the purity takes one step per spin, and "
                             "%g spins are too many; lower N to %g (below threshold so many "
                             "have purity 1)",
                             rates->N, SQ_STEADY_LARGEST_PURITY_N);
    *purity = purity_sum(rates->N, fmax(drive(rates), LEAST_DRIVE));
    return SQ_OK;
}
