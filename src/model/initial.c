/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean-field steady state of the collective model.
 *
 * With a = 2<J−>/N and z = 2<J_z>/N the mean-field equation of a is stationary for
 *   a = −i (h_x − i h_y) / [ (N/2)(Gamma − Gamma_up + 2 i chi) − i (h_z/z + chi_z N) ],
 * h the field (Omega, 0, delta), and |a|² + z² = 1 fixes z in (−1, 0).  Without delta and
 * chi_z this is |a| = Upsilon/Upsilon_c, z = −sqrt(1 − |a|²).  Collective dephasing is of
 * relative order 1/N and left out. */
#include "model/initial.h"

#include <complex.h>
#include <math.h>

/* Grid on which the lowest solution is looked for; solutions nearer to each other
 * than this are at the threshold itself. */
#define N_GRID 4096

void
sq_initial_from_angles(double spin[3], double polar, double azimuth)
{
    spin[0] = sin(polar) * cos(azimuth);
    spin[1] = sin(polar) * sin(azimuth);
    spin[2] = cos(polar);
}

static double complex
stationary_amplitude(const sq_rates *r, double z)
{
    double field[3];
    sq_rates_field(field, r);
    double complex coupling = r->N / 2 * (r->Gamma - r->Gamma_up + 2 * I * r->chi);
    return (-I * field[0] - field[1]) / (coupling - I * (field[2] / z + r->chi_z * r->N));
}

/* |a|² + z² − 1: positive at z = −1, negative between the solutions. */
static double
excess_length(const sq_rates *r, double z)
{
    double complex a = stationary_amplitude(r, z);
    return creal(a) * creal(a) + cimag(a) * cimag(a) + z * z - 1;
}

static double
grid_point(int i)
{
    return -1 + (double)i / N_GRID;
}

/* The first point of the grid behind the lowest solution; N_GRID: there is none.  Where the
 * amplitude is the same for all z, the excess falls from point to point. */
static int
first_point(const sq_rates *r)
{
    int low = 0, high = N_GRID;
    bool falls = r->delta == 0 && r->chi_z == 0;
    while (low + 1 < high) {
        int i = falls ? (low + high) / 2 : low + 1;
        if (excess_length(r, grid_point(i)) > 0)
            low = i;
        else
            high = i;
    }
    return high;
}

static double
bisect(const sq_rates *r, double low, double high)
{
    for (int i = 0; i < 60; i++) { /* 60 halvings exhaust a double */
        double middle = 0.5 * (low + high);
        if (excess_length(r, middle) > 0)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

enum sq_status
sq_initial_mean_field(double spin[3], const sq_rates *rates, sq_errors *errors)
{
    if (sq_rates_drive(rates) == 0 && isnan(excess_length(rates, -0.5)))
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "initial.direction: mean-field: nothing collective acts here, so "
                             "there is no steady state to start from; give a direction such as "
                             "-z");
    int i = first_point(rates);
    if (i < N_GRID) {
        double z = bisect(rates, grid_point(i - 1), grid_point(i));
        double complex a = stationary_amplitude(rates, z);
        double length = sqrt(creal(a * conj(a)) + z * z);
        spin[0] = creal(a) / length;
        spin[1] = -cimag(a) / length;
        spin[2] = z / length;
        return SQ_OK;
    }
    return sq_errors_add(
        errors, SQ_ERR_UNSUPPORTED,
        "initial.direction: mean-field: there is no mean-field steady state in "
        "the superradiant phase (Upsilon/Upsilon_c = %.4g); lower the drive, or "
        "give a direction such as -x or [120 deg, 150 deg]",
        sq_rates_drive_ratio(rates));
}
