/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame turns as the mean spin does in mean field, which takes out the large part of
 * the generator, and slowly onto the actual mean spin, which fluctuations and losses tilt. */
#include "solvers/gauge.h"

#include <math.h>

#include "base/vector.h"

/* A mean spin shorter than this part of N has no direction worth following: a broad
 * state is as good in any frame. */
#define LEAST_SPIN 1e-3

/* Square of an offset in units of N: fluctuations of a collective operator in a coherent
 * state have up to N/2.  Measured: from 1 to 4 the errors of xi² are the same; at 0.25 they
 * are up to twice, without offsets up to five times as large, and a rare jump may have all of
 * them. */
#define OFFSET 2

/* Pulls on a coherent state are the same at all phases; those that differ by less than this
 * part of N leave the phase at 90 degrees, so that it does not hang on rounding. */
#define UNDECIDED 0.01

static void
cross(double c[3], const double a[3], const double b[3])
{
    c[0] = c[1] = c[2] = 0;
    sq_vector_add_cross(c, a, b);
}

void
sq_gauge_mean_field(double field[3], const double mean[3], const sq_rates *r)
{
    double emission = r->Gamma - r->Gamma_up;
    sq_rates_field(field, r);
    field[0] = field[0] + 2 * r->chi * mean[0] - emission * mean[1];
    field[1] = field[1] + 2 * r->chi * mean[1] + emission * mean[0];
    field[2] = field[2] + 2 * r->chi_z * mean[2];
}

static void
mean_field_slope(double slope[3], const double mean[3], const sq_rates *r)
{
    double field[3], one = r->gamma_s + r->gamma_up + r->gamma_phi;
    sq_gauge_mean_field(field, mean, r);
    cross(slope, field, mean);
    slope[0] -= 0.5 * (one + r->Gamma_phi) * mean[0];
    slope[1] -= 0.5 * (one + r->Gamma_phi) * mean[1];
    slope[2] -= r->gamma_s * (mean[2] + r->N / 2) - r->gamma_up * (r->N / 2 - mean[2]);
}

static void
turned_by(sq_frame *turned, const double axis[3], const sq_frame *frame)
{
    for (int b = 0; b < 3; b++)
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3, k = (i + 2) % 3;
            turned->r[i][b] = axis[j] * frame->r[k][b] - axis[k] * frame->r[j][b];
        }
}

static void
prepare_turning(sq_gauge *gauge)
{
    const double *omega = gauge->omega;
    double axis[3];
    gauge->rate = sqrt(omega[0] * omega[0] + omega[1] * omega[1] + omega[2] * omega[2]);
    for (int i = 0; i < 3; i++)
        axis[i] = gauge->rate > 0 ? omega[i] / gauge->rate : 0;
    turned_by(&gauge->once, axis, &gauge->frame);
    turned_by(&gauge->twice, axis, &gauge->once);
}

/* Rodrigues' formula: R + sin(angle) n×R + (1 − cos(angle)) n×(n×R). */
void
sq_gauge_frame(sq_frame *frame, const sq_gauge *gauge, double tau)
{
    double angle = gauge->rate * tau, s = sin(angle), half = sin(angle / 2);
    double c = 2 * half * half;
    for (int i = 0; i < 3; i++)
        for (int b = 0; b < 3; b++)
            frame->r[i][b] =
                gauge->frame.r[i][b] + s * gauge->once.r[i][b] + c * gauge->twice.r[i][b];
}

void
sq_gauge_follow(sq_gauge *gauge, const double inner[3], const sq_frame *frame,
                const sq_rates *rates, double settling)
{
    double slope[3], axis[3], turn[3], tilt[3];
    *gauge = (sq_gauge){.frame = *frame};
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            gauge->mean[a] += frame->r[a][b] * inner[b];
    const double *mean = gauge->mean;
    double square = mean[0] * mean[0] + mean[1] * mean[1] + mean[2] * mean[2];
    if (sqrt(square) < LEAST_SPIN * rates->N)
        return; /* rate 0: the frame stays */
    mean_field_slope(slope, mean, rates);
    cross(turn, mean, slope);
    for (int a = 0; a < 3; a++)
        axis[a] = frame->r[a][2];
    cross(tilt, axis, mean);
    for (int a = 0; a < 3; a++)
        gauge->omega[a] = turn[a] / square + tilt[a] / (sqrt(square) * settling);
    prepare_turning(gauge);
}

void
sq_gauge_hold_at(sq_frame *frame, double inner[3], const sq_gauge_hold *h, double t)
{
    double since = t - h->begin;
    sq_gauge_frame(frame, &h->gauge, since);
    for (int a = 0; a < 3; a++)
        inner[a] = h->inner[a] + since * h->drift[a];
}

/* sum_a <dJ_a dL>² for L = w·J. */
static double complex
squared_pull(const sq_moments *m, const double complex w[3])
{
    double complex sum = 0;
    for (int a = 0; a < 3; a++) {
        double axis[3] = {a == 0, a == 1, a == 2}, torque[3];
        double complex pull = 0;
        cross(torque, m->mean, axis); /* <[J_a, J_b]> = i (<J> × a)_b */
        for (int b = 0; b < 3; b++)
            pull += w[b] * (m->cov[a][b] + I * torque[b] / 2);
        sum += pull * pull;
    }
    return sum;
}

void
sq_gauge_offsets(double complex offset[SQ_GAUGE_OFFSETS], const sq_moments *m)
{
    static const double complex jump[SQ_GAUGE_OFFSETS][3] = {{1, -I, 0}, {1, I, 0}, {0, 0, 1}};
    for (int i = 0; i < SQ_GAUGE_OFFSETS; i++) {
        double complex pull = squared_pull(m, jump[i]) - pow(UNDECIDED * m->N, 2);
        offset[i] = sqrt(OFFSET * m->N) * I * cexp(I * carg(-pull) / 2);
    }
}
