/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the Dicke basis along z the Hamiltonian is, but for a constant,
 *
 *   H = twist J_z² + h·J,   twist = chi_z − chi,   h = (Omega, 0, delta + chi),
 *
 * since J_+ J_− = J² − J_z² + J_z.  It is diagonal where there is no field across z, and then
 * the phases at any time are known.  Else it is tridiagonal, and its exponential is a sum of
 * Chebyshev polynomials (Tal-Ezer & Kossoff, J. Chem. Phys. 81, 3967 (1984)), which is right to
 * rounding: there is no tolerance, and so no error that the squeezed variance could magnify.
 * A field along any azimuth is one along x between two turns about z, which are diagonal.
 *
 * A product couples neighbours, so that a sum of degree K reaches K amplitudes beyond those
 * that there were: the window is made that much wider before, and trimmed behind.  So a state
 * is as many numbers as it is wide (some ten sqrt(N)), and the spectral radius that of the
 * window. */
#include "solvers/pure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/chebyshev.h"

/* Phase, radius times time, of one Chebyshev sum: long enough for few additional terms, short
 * enough not to widen the window much. */
#define LEAST_PHASE 40
#define PHASE_OF_WIDTH 0.125

bool
sq_pure_applicable(const sq_rates *r)
{
    return r->Gamma == 0 && r->Gamma_up == 0 && r->Gamma_phi == 0 && sq_rates_one_spin(r) == 0;
}

bool
sq_pure_is_diagonal(const sq_rates *rates)
{
    double field[3];
    sq_rates_field(field, rates);
    return field[0] == 0 && field[1] == 0;
}

/* ---- memory ---- */

static double *
part(const sq_pure *p, int i)
{
    return p->memory + (size_t)i * p->room;
}

static bool
make_room(sq_pure *p, size_t n)
{
    if (n <= p->room)
        return true;
    size_t room = n + n / 2;
    double *memory = calloc(SQ_PURE_N_VECTORS * room, sizeof *memory);
    if (!memory)
        return false;
    if (p->n > 0) {
        memcpy(memory, p->re, (size_t)p->n * sizeof *memory);
        memcpy(memory + room, p->im, (size_t)p->n * sizeof *memory);
    }
    free(p->memory);
    p->memory = memory;
    p->room = room;
    p->re = part(p, 0);
    p->im = part(p, 1);
    return true;
}

bool
sq_pure_init(sq_pure *p, double N, const double spin[3])
{
    *p = (sq_pure){.N = N};
    sq_frame_from_axis(&p->frame, spin);
    if (!make_room(p, 1))
        return false;
    p->n = 1;
    p->re[0] = 1;
    return true;
}

void
sq_pure_free(sq_pure *p)
{
    free(p->memory);
    *p = (sq_pure){0};
}

bool
sq_pure_copy(sq_pure *to, const sq_pure *from)
{
    if (!make_room(to, (size_t)from->n))
        return false;
    to->N = from->N;
    to->frame = from->frame;
    to->first = from->first;
    to->n = from->n;
    memcpy(to->re, from->re, (size_t)from->n * sizeof *to->re);
    memcpy(to->im, from->im, (size_t)from->n * sizeof *to->im);
    return true;
}

/* ---- window ---- */

static double
population(const sq_pure *p, long i)
{
    return p->re[i] * p->re[i] + p->im[i] * p->im[i];
}

static void
shift_amplitudes(sq_pure *p, long from, long n)
{
    memmove(p->re, p->re + from, (size_t)n * sizeof *p->re);
    memmove(p->im, p->im + from, (size_t)n * sizeof *p->im);
    p->first += from;
    p->n = n;
}

static void
trim(sq_pure *p)
{
    long begin = 0, end = p->n;
    while (begin < end - 1 && population(p, begin) < SQ_PURE_LEAST_POPULATION)
        begin++;
    while (end > begin + 1 && population(p, end - 1) < SQ_PURE_LEAST_POPULATION)
        end--;
    shift_amplitudes(p, begin, end - begin);
}

/* Room for `margin` amplitudes more at either end, as far as there are so many. */
static bool
widen(sq_pure *p, long margin)
{
    long last = lrint(p->N), old = p->n;
    long before = margin < p->first ? margin : p->first;
    long free_behind = last - (p->first + old - 1);
    long behind = margin < free_behind ? margin : free_behind;
    long n = old + before + behind;
    if (!make_room(p, (size_t)n))
        return false;
    for (int c = 0; c < 2; c++) {
        double *x = part(p, c);
        memmove(x + before, x, (size_t)old * sizeof *x);
        memset(x, 0, (size_t)before * sizeof *x);
        memset(x + before + old, 0, (size_t)behind * sizeof *x);
    }
    p->first -= before;
    p->n = n;
    return true;
}

/* ---- coherent states ---- */

static void
put_amplitude(sq_pure *p, long i, double size, double phase)
{
    p->re[i] = size * cos(phase);
    p->im[i] = size * sin(phase);
}

/* How many amplitudes a coherent state has on this side of its largest, at k. */
static long
coherent_reach(double N, long k, int side, double odds)
{
    long reach = 0;
    for (double weight = 1; weight > SQ_PURE_LEAST_POPULATION; reach++) {
        double at = (double)(k + side * reach);
        weight *= side > 0 ? odds * (N - at) / (at + 1) : at / (odds * (N - at + 1));
    }
    return reach;
}

static void
normalise(sq_pure *p)
{
    double sum = 0;
    for (long i = 0; i < p->n; i++)
        sum += population(p, i);
    for (long i = 0; i < p->n; i++) {
        p->re[i] /= sqrt(sum);
        p->im[i] /= sqrt(sum);
    }
}

/* All spins along a unit vector of the frame.  Ratios of neighbours, from the largest outwards,
 * lose no digits at any N. */
static bool
make_coherent(sq_pure *p, const double spin[3])
{
    double N = p->N, across = hypot(spin[0], spin[1]), azimuth = atan2(spin[1], spin[0]);
    double tangent = spin[2] > 0 ? across / (1 + spin[2]) : (1 - spin[2]) / across;
    double odds = tangent * tangent; /* of down to up */
    long k = isfinite(odds) ? lrint(N * odds / (1 + odds)) : lrint(N);
    long below = odds > 0 && isfinite(odds) ? coherent_reach(N, k, -1, odds) : 0;
    long above = odds > 0 && isfinite(odds) ? coherent_reach(N, k, 1, odds) : 0;
    long begin = k - below > 0 ? k - below : 0, end = k + above < N ? k + above : lrint(N);
    if (!make_room(p, (size_t)(end - begin + 1)))
        return false;
    p->first = begin;
    p->n = end - begin + 1;
    double size = 1;
    for (long i = k; i >= begin; i--) {
        put_amplitude(p, i - begin, size, azimuth * (double)i);
        size *= sqrt((double)i / (N - (double)i + 1)) / tangent;
    }
    size = 1;
    for (long i = k + 1; i <= end; i++) {
        size *= sqrt((N - (double)i + 1) / (double)i) * tangent;
        put_amplitude(p, i - begin, size, azimuth * (double)i);
    }
    normalise(p);
    return true;
}

/* ---- a Hamiltonian that is diagonal ---- */

/* exp(−i t (twist J_z² + field J_z)), less the phase at the middle of the window. */
static void
turn_phases(sq_pure *p, double twist, double field, double t)
{
    double middle = p->N / 2 - (double)(p->first + p->n / 2);
    for (long i = 0; i < p->n; i++) {
        double d = (double)(p->n / 2 - i);
        double phase = -t * d * (twist * (d + 2 * middle) + field);
        double c = cos(phase), s = sin(phase), re = p->re[i];
        p->re[i] = c * re - s * p->im[i];
        p->im[i] = c * p->im[i] + s * re;
    }
}

/* ---- one that is not ---- */

double
sq_pure_longest_phase(double n)
{
    double most = SQ_CHEBYSHEV_MOST_PHASE;
    return fmin(LEAST_PHASE + PHASE_OF_WIDTH * n, most);
}

/* twist J_z² + drive J_x + detuning J_z in the window; its spectral radius by Gershgorin's
 * circles, about the centre of the diagonal. */
static sq_chebyshev
make_band(sq_pure *p, double twist, double drive, double detuning)
{
    sq_chebyshev b = {.n = p->n,
                      .diagonal = part(p, 6),
                      .ladder = part(p, 7),
                      .work = {part(p, 2), part(p, 3), part(p, 4), part(p, 5)}};
    double J = p->N / 2, middle = J - (double)(p->first + p->n / 2);
    double least = INFINITY, most = -INFINITY, before = 0;
    for (long i = 0; i < b.n; i++) {
        double d = (double)(p->n / 2 - i);
        double k = (double)(p->first + i);
        b.diagonal[i] = d * (twist * (d + 2 * middle) + detuning);
        b.ladder[i] = i + 1 < b.n ? drive / 2 * sqrt((2 * J - k) * (k + 1)) : 0;
        double circle = fabs(before) + fabs(b.ladder[i]);
        before = b.ladder[i];
        least = fmin(least, b.diagonal[i] - circle);
        most = fmax(most, b.diagonal[i] + circle);
    }
    b.radius = (most - least) / 2;
    for (long i = 0; i < b.n; i++) {
        b.diagonal[i] = (b.diagonal[i] - (most + least) / 2) / b.radius;
        b.ladder[i] /= b.radius;
    }
    return b;
}

/* exp(−i t (twist J_z² + drive J_x + detuning J_z)) */
static bool
drive_along_x(sq_pure *p, double twist, double drive, double detuning, double t)
{
    for (double left = t; left > 0;) {
        double phase = sq_pure_longest_phase((double)p->n);
        if (!widen(p, sq_chebyshev_degree(phase)))
            return false;
        sq_chebyshev b = make_band(p, twist, drive, detuning);
        double x = fmin(phase, b.radius * left);
        if (x > 1e-17) /* less does not move a number */
            sq_chebyshev_apply(&b, p->re, p->im, x);
        left = x < phase ? 0 : left - x / b.radius;
        trim(p);
    }
    return true;
}

/* exp(−i t (twist J_z² + field·J)) in the state's frame. */
static bool
evolve(sq_pure *p, double twist, const double field[3], double t)
{
    if (field[0] == 0 && field[1] == 0) {
        turn_phases(p, twist, field[2], t);
        return true;
    }
    if (field[1] == 0)
        return drive_along_x(p, twist, field[0], field[2], t);
    double azimuth = atan2(field[1], field[0]);
    turn_phases(p, 0, 1, -azimuth);
    bool done = drive_along_x(p, twist, hypot(field[0], field[1]), field[2], t);
    turn_phases(p, 0, 1, azimuth);
    return done;
}

/* ---- frames ---- */

void
sq_pure_rotate(sq_pure *p, const double axis[3], double angle)
{
    sq_frame turned;
    sq_frame_turn(&turned, &p->frame, axis, angle);
    p->frame = turned;
}

/* The old axes in the new frame are columns of r = R_z(alpha) R_y(beta) R_z(gamma), whose
 * angles are found one after the other, so that alpha may be any where beta is 0. */
static bool
turn_amplitudes(sq_pure *p, double r[3][3])
{
    static const double y[3] = {0, 1, 0};
    double alpha = atan2(r[1][2], r[0][2]), beta = atan2(hypot(r[0][2], r[1][2]), r[2][2]);
    double along = cos(alpha) * r[0][0] + sin(alpha) * r[1][0];
    double gamma = atan2(cos(alpha) * r[1][0] - sin(alpha) * r[0][0],
                         cos(beta) * along - sin(beta) * r[2][0]);
    turn_phases(p, 0, 1, gamma);
    bool done = evolve(p, 0, y, beta);
    turn_phases(p, 0, 1, alpha);
    return done;
}

bool
sq_pure_see_from(sq_pure *p, const sq_frame *frame)
{
    double r[3][3] = {{0}}, difference = 0;
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            for (int i = 0; i < 3; i++)
                r[a][b] += frame->r[i][a] * p->frame.r[i][b];
            difference = fmax(difference, fabs(frame->r[a][b] - p->frame.r[a][b]));
        }
    p->frame = *frame;
    if (difference == 0)
        return true;
    double spin[3] = {r[0][2], r[1][2], r[2][2]};
    return p->n == 1 && p->first == 0 ? make_coherent(p, spin) : turn_amplitudes(p, r);
}

bool
sq_pure_advance(sq_pure *p, const sq_rates *rates, double dt)
{
    static const sq_frame laboratory = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    double field[3];
    sq_rates_field(field, rates);
    field[2] += rates->chi;
    return sq_pure_see_from(p, &laboratory) && evolve(p, rates->chi_z - rates->chi, field, dt);
}
