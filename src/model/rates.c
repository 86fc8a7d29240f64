/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rates.h"

#include <math.h>
#include <stddef.h>

/* Without one-spin decay the axis ends after this many collective time scales
 * divided by the slowing-down sqrt(1 − u²) near threshold. */
#define COLLECTIVE_TIMES 20
#define LEAST_SLOWING 0.05

/* What each member may be; the check and its messages come from this table. */
static const struct {
    const char *name;
    size_t member;
    bool may_be_negative;
} members[] = {
    {"chi", offsetof(sq_rates, chi), true},
    {"Gamma", offsetof(sq_rates, Gamma), false},
    {"Omega", offsetof(sq_rates, Omega), true},
    {"gamma_s", offsetof(sq_rates, gamma_s), false},
    {"gamma_up", offsetof(sq_rates, gamma_up), false},
    {"gamma_phi", offsetof(sq_rates, gamma_phi), false},
    {"Gamma_up", offsetof(sq_rates, Gamma_up), false},
    {"Gamma_phi", offsetof(sq_rates, Gamma_phi), false},
    {"delta", offsetof(sq_rates, delta), true},
    {"chi_z", offsetof(sq_rates, chi_z), true},
};

static double
member_value(const sq_rates *rates, size_t member)
{
    return *(const double *)(const void *)((const char *)rates + member);
}

enum sq_status
sq_rates_check(const sq_rates *rates, sq_errors *errors)
{
    if (!isfinite(rates->N) || rates->N < 1)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "the number of spins is %g; it must be finite and at least 1",
                             rates->N);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        double value = member_value(rates, members[i].member);
        if (!isfinite(value))
            return sq_errors_add(errors, SQ_ERR_INPUT,
                                 "the rate %s is %g; it must be finite: check the values it is "
                                 "computed from",
                                 members[i].name, value);
        if (value < 0 && !members[i].may_be_negative)
            return sq_errors_add(errors, SQ_ERR_INPUT,
                                 "the rate %s is %g; a decay rate cannot be negative",
                                 members[i].name, value);
    }
    return SQ_OK;
}

double
sq_upsilon(const sq_rates *rates)
{
    return 2 * rates->Omega / rates->N;
}

double
sq_upsilon_critical(const sq_rates *rates)
{
    return hypot(rates->Gamma - rates->Gamma_up, 2 * rates->chi);
}

double
sq_drive_ratio(const sq_rates *rates)
{
    return sq_upsilon(rates) / sq_upsilon_critical(rates);
}

double
sq_rabi_of_ratio(const sq_rates *rates, double ratio)
{
    return ratio * sq_upsilon_critical(rates) * rates->N / 2;
}

double
sq_critical_number(const sq_rates *rates)
{
    double upsilon_c = sq_upsilon_critical(rates);
    return upsilon_c > 0 ? 2 * fabs(rates->Omega) / upsilon_c : NAN;
}

void
sq_rates_at_fewer_spins(sq_rates *fewer, const sq_rates *rates, double N)
{
    double factor = N / rates->N;
    *fewer = *rates;
    fewer->N = N;
    /* chi, Gamma, Gamma_up and chi_z act with N times their strength. */
    fewer->Omega *= factor;
    fewer->delta *= factor;
    fewer->gamma_s *= factor;
    fewer->gamma_up *= factor;
    fewer->gamma_phi *= factor;
    fewer->Gamma_phi *= factor;
}

double
sq_one_spin_rate(const sq_rates *rates)
{
    return rates->gamma_s + rates->gamma_up + rates->gamma_phi;
}

double
sq_collective_rate(const sq_rates *rates)
{
    double rate = rates->N * hypot(rates->Gamma + rates->Gamma_up, 2 * rates->chi);
    const double other[] = {rates->Gamma_phi, rates->N * fabs(rates->chi_z), fabs(rates->Omega),
                            fabs(rates->delta), sq_one_spin_rate(rates)};
    for (size_t i = 0; rate == 0 && i < sizeof other / sizeof other[0]; i++)
        rate = other[i];
    return rate;
}

double
sq_default_duration(const sq_rates *rates)
{
    double ratio = sq_drive_ratio(rates);
    double slowing = fabs(ratio) < 1 ? sqrt(1 - ratio * ratio) : 1;
    double collective =
        COLLECTIVE_TIMES / (sq_collective_rate(rates) * fmax(slowing, LEAST_SLOWING));
    double one_spin = sq_one_spin_rate(rates);
    double duration = one_spin > 0 ? fmax(1 / one_spin, collective) : collective;
    return isfinite(duration) ? duration : 1; /* nothing moves: any axis will do */
}
