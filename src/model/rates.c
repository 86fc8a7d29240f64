/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rates.h"

#include <math.h>

/* Without one-spin decay the axis ends after this many collective time scales
 * divided by the slowing-down sqrt(1 − u²) near threshold. */
#define COLLECTIVE_TIMES 20
#define LEAST_SLOWING 0.05

#define ROW(member_, meaning_, role_, may_be_negative_, of_pairs_, of_paper_)                  \
    {                                                                                          \
        .name = #member_, .meaning = meaning_, .member = offsetof(sq_rates, member_),          \
        .role = SQ_RATES_##role_, .may_be_negative = may_be_negative_, .of_pairs = of_pairs_,  \
        .of_paper = of_paper_                                                                  \
    }

const sq_rates_row sq_rates_rows[] = {
    ROW(chi, "collective exchange", EXCHANGE, true, true, true),
    ROW(Gamma, "collective emission", EXCHANGE, false, true, true),
    ROW(Omega, "drive", DRIVE, true, false, true),
    ROW(gamma_s, "one-spin relaxation", ONE_SPIN, false, false, true),
    ROW(gamma_up, "one-spin pumping", ONE_SPIN, false, false, false),
    ROW(gamma_phi, "one-spin dephasing", ONE_SPIN, false, false, false),
    ROW(Gamma_up, "collective pumping", EXCHANGE, false, true, false),
    ROW(Gamma_phi, "collective dephasing", AXIAL, false, false, false),
    ROW(delta, "drive detuning", DETUNING, true, false, false),
    ROW(chi_z, "one-axis twisting", AXIAL, true, true, false),
    {.name = NULL},
};

double
sq_rates_value(const sq_rates *rates, const sq_rates_row *row)
{
    return *(const double *)(const void *)((const char *)rates + row->member);
}

double *
sq_rates_member(sq_rates *rates, const sq_rates_row *row)
{
    return (double *)(void *)((char *)rates + row->member);
}

bool
sq_rates_are_equal(const sq_rates *a, const sq_rates *b)
{
    bool equal = a->N == b->N;
    for (const sq_rates_row *row = sq_rates_rows; row->name && equal; row++)
        equal = sq_rates_value(a, row) == sq_rates_value(b, row);
    return equal;
}

void
sq_rates_scale(sq_rates *scaled, const sq_rates *rates, const double factor[SQ_RATES_ROLES])
{
    *scaled = *rates;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        *sq_rates_member(scaled, row) *= factor[row->role];
}

enum sq_status
sq_rates_check(const sq_rates *rates, sq_errors *errors)
{
    if (!isfinite(rates->N) || rates->N < 1)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "the number of spins is %g; it must be finite and at least 1",
                             rates->N);
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        double value = sq_rates_value(rates, row);
        if (!isfinite(value))
            return sq_errors_add(errors, SQ_ERR_INPUT,
                                 "the rate %s is %g; it must be finite: check the values it is "
                                 "computed from",
                                 row->name, value);
        if (value < 0 && !row->may_be_negative)
            return sq_errors_add(errors, SQ_ERR_INPUT,
                                 "the rate %s is %g; a decay rate cannot be negative",
                                 row->name, value);
    }
    return SQ_OK;
}

void
sq_rates_field(double field[3], const sq_rates *rates)
{
    field[0] = rates->Omega;
    field[1] = 0;
    field[2] = rates->delta;
}

double
sq_rates_drive(const sq_rates *rates)
{
    double field[3];
    sq_rates_field(field, rates);
    return copysign(hypot(field[0], field[1]), field[0]);
}

double
sq_rates_upsilon(const sq_rates *rates)
{
    return 2 * sq_rates_drive(rates) / rates->N;
}

double
sq_rates_upsilon_critical(const sq_rates *rates)
{
    return hypot(rates->Gamma - rates->Gamma_up, 2 * rates->chi);
}

double
sq_rates_drive_ratio(const sq_rates *rates)
{
    return sq_rates_upsilon(rates) / sq_rates_upsilon_critical(rates);
}

double
sq_rates_rabi_of_ratio(const sq_rates *rates, double ratio)
{
    return ratio * sq_rates_upsilon_critical(rates) * rates->N / 2;
}

double
sq_rates_critical_number(const sq_rates *rates)
{
    double upsilon_c = sq_rates_upsilon_critical(rates);
    return upsilon_c > 0 ? 2 * fabs(sq_rates_drive(rates)) / upsilon_c : NAN;
}

/* So many spins, with the rates that act with N times their value, or the others, times a
 * factor. */
static void
resize(sq_rates *resized, const sq_rates *rates, double N, bool of_pairs, double factor)
{
    *resized = *rates;
    resized->N = N;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        if (row->of_pairs == of_pairs)
            *sq_rates_member(resized, row) *= factor;
}

void
sq_rates_at_fewer_spins(sq_rates *fewer, const sq_rates *rates, double N)
{
    resize(fewer, rates, N, false, N / rates->N);
}

void
sq_rates_at_whole_number(sq_rates *whole, const sq_rates *rates)
{
    double N = rint(rates->N);
    resize(whole, rates, N, true, rates->N / N);
}

double
sq_rates_one_spin(const sq_rates *rates)
{
    double sum = 0;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        if (row->role == SQ_RATES_ONE_SPIN)
            sum += sq_rates_value(rates, row);
    return sum;
}

/* The strongest of the rates that act with N times their value, or of the others. */
static double
strongest(const sq_rates *rates, bool of_pairs)
{
    double largest = 0;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        if (row->of_pairs == of_pairs)
            largest = fmax(largest, fabs(sq_rates_value(rates, row)));
    return of_pairs ? rates->N * largest : largest;
}

double
sq_rates_collective(const sq_rates *rates)
{
    double exchange = rates->N * hypot(rates->Gamma + rates->Gamma_up, 2 * rates->chi);
    double collective = fmax(exchange, strongest(rates, true)), field[3];
    if (collective > 0)
        return collective;
    sq_rates_field(field, rates);
    double precession = hypot(hypot(field[0], field[1]), field[2]);
    return fmax(fmax(precession, sq_rates_one_spin(rates)), strongest(rates, false));
}

double
sq_rates_default_duration(const sq_rates *rates)
{
    double ratio = sq_rates_drive_ratio(rates);
    double slowing = fabs(ratio) < 1 ? sqrt(1 - ratio * ratio) : 1;
    double collective =
        COLLECTIVE_TIMES / (sq_rates_collective(rates) * fmax(slowing, LEAST_SLOWING));
    double one_spin = sq_rates_one_spin(rates);
    double duration = one_spin > 0 ? fmax(1 / one_spin, collective) : collective;
    return isfinite(duration) ? duration : 1; /* nothing moves: any axis will do */
}
