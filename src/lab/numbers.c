/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/numbers.h"

#include <math.h>
#include <stddef.h>

/* What emission is left when pumping is taken off: that of a cold mode, whatever its
 * occupation; NaN where pumping prevails. */
static double
net_emission(const sq_rates *r)
{
    double net = r->Gamma - r->Gamma_up;
    return net > 0 ? net : NAN;
}

static double
chi_over_Gamma(const sq_rates *r)
{
    return r->chi / net_emission(r);
}

double
sq_relaxation_over_emission(const sq_rates *r)
{
    return r->gamma_s / net_emission(r);
}

static double
collective_time(const sq_rates *r)
{
    return 1 / (r->N * net_emission(r));
}

static double
relaxation_time(const sq_rates *r)
{
    return 1 / r->gamma_s;
}

#define MEMBER(name_, hidden_)                                                                 \
    {                                                                                          \
        .key = #name_, .label = #name_, .kind = SQ_FACT_RATE, .if_not_zero = hidden_,          \
        .member = offsetof(sq_rates, name_)                                                    \
    }

const sq_number_row sq_rate_numbers[] = {
    {.key = "N", .label = "N", .kind = SQ_FACT_NUMBER, .member = offsetof(sq_rates, N)},
    MEMBER(chi, false),
    MEMBER(Gamma, false),
    MEMBER(Omega, false),
    MEMBER(gamma_s, false),
    MEMBER(gamma_up, true),
    MEMBER(gamma_phi, true),
    MEMBER(Gamma_up, true),
    MEMBER(Gamma_phi, true),
    MEMBER(delta, true),
    MEMBER(chi_z, true),
    {.key = "Upsilon",
     .label = "Upsilon = 2 Omega/N",
     .kind = SQ_FACT_RATE,
     .value = sq_upsilon},
    {.key = "Upsilon_c",
     .label = "Upsilon_c = |Gamma - Gamma_up + 2i chi|",
     .kind = SQ_FACT_RATE,
     .value = sq_upsilon_critical},
    {.key = NULL},
};

const sq_number_row sq_derived_numbers[] = {
    {.key = "chi_over_Gamma",
     .label = "chi/Gamma",
     .pumped_label = "chi/(Gamma - Gamma_up)",
     .kind = SQ_FACT_NUMBER,
     .value = chi_over_Gamma},
    {.key = "gamma_s_over_Gamma",
     .label = "gamma_s/Gamma",
     .pumped_label = "gamma_s/(Gamma - Gamma_up)",
     .kind = SQ_FACT_NUMBER,
     .value = sq_relaxation_over_emission},
    {.key = "ratio",
     .label = "Upsilon/Upsilon_c",
     .kind = SQ_FACT_NUMBER,
     .value = sq_drive_ratio},
    {.key = "critical_number",
     .label = "N_c = 2 Omega/Upsilon_c",
     .kind = SQ_FACT_NUMBER,
     .value = sq_critical_number},
    {.key = "collective_time",
     .label = "collective time, 1/(N Gamma)",
     .pumped_label = "collective time, 1/(N (Gamma - Gamma_up))",
     .kind = SQ_FACT_TIME,
     .value = collective_time},
    {.key = "relaxation_time",
     .label = "relaxation time, 1/gamma_s",
     .kind = SQ_FACT_TIME,
     .value = relaxation_time},
    {.key = NULL},
};

/* ---- the mode ---- */

static double
coupling(const sq_mode *m, const sq_rates *r)
{
    (void)r;
    return m->g;
}

static double
collective_coupling(const sq_mode *m, const sq_rates *r)
{
    return m->g * sqrt(r->N);
}

static double
decay(const sq_mode *m, const sq_rates *r)
{
    (void)r;
    return m->kappa;
}

static double
detuning(const sq_mode *m, const sq_rates *r)
{
    (void)r;
    return m->detuning;
}

static double
occupation(const sq_mode *m, const sq_rates *r)
{
    (void)r;
    return m->nbar;
}

static double
largest_occupation(const sq_mode *m, const sq_rates *r)
{
    return m->thermal ? sq_mode_largest_occupation(r) : NAN;
}

static double
thermal_shift(const sq_mode *m, const sq_rates *r)
{
    return 2 * r->chi * m->nbar;
}

static double
collective_emission(const sq_mode *m, const sq_rates *r)
{
    return r->N * sq_mode_emission(m);
}

static double
one_spin_rate(const sq_mode *m, const sq_rates *r)
{
    (void)m;
    return sq_one_spin_rate(r);
}

static double
cooperativity(const sq_mode *m, const sq_rates *r)
{
    return 4 * m->g * m->g / (m->kappa * sq_one_spin_rate(r));
}

static double
collective_cooperativity(const sq_mode *m, const sq_rates *r)
{
    return r->N * sq_mode_emission(m) / sq_one_spin_rate(r);
}

static double
epsilon(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_epsilon(m, r->N);
}

const sq_mode_row sq_mode_numbers[] = {
    {"g", "coupling used, g", SQ_FACT_RATE, false, coupling},
    {"collective_coupling", "collective coupling, g sqrt(N)", SQ_FACT_RATE, false,
     collective_coupling},
    {"kappa", "decay rate of its energy, kappa", SQ_FACT_RATE, false, decay},
    {"detuning", "detuning, spins - mode", SQ_FACT_RATE, false, detuning},
    {"nbar", "occupation, nbar", SQ_FACT_NUMBER, true, occupation},
    {"largest_occupation", "nbar below which squeezing survives", SQ_FACT_NUMBER, false,
     largest_occupation},
    {"thermal_shift", "thermal shift, 2 chi nbar", SQ_FACT_RATE, true, thermal_shift},
    {"collective_emission", "collective emission, N Gamma (cold mode)", SQ_FACT_RATE, false,
     collective_emission},
    {"one_spin_rate", "gamma, all one-spin rates together", SQ_FACT_RATE, false, one_spin_rate},
    {"cooperativity", "cooperativity, 4 g^2/(kappa gamma)", SQ_FACT_NUMBER, false,
     cooperativity},
    {"collective_cooperativity", "N Gamma/gamma", SQ_FACT_NUMBER, false,
     collective_cooperativity},
    {"epsilon", "eps = N Gamma/kappa", SQ_FACT_NUMBER, false, epsilon},
    {.key = NULL},
};

static double
first_Gamma(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_first_order(m, r->N).Gamma;
}

static double
first_chi(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_first_order(m, r->N).chi;
}

static double
all_Gamma(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_pole(m, r->N).Gamma;
}

static double
all_chi(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_pole(m, r->N).chi;
}

const sq_mode_row sq_correction_numbers[SQ_CORRECTIONS] = {
    {"first_order", "next order, near the ground state", SQ_FACT_NUMBER, false, first_Gamma},
    {"first_order", "next order, near the ground state", SQ_FACT_NUMBER, false, first_chi},
    {"all_orders", "all orders, near the ground state", SQ_FACT_NUMBER, false, all_Gamma},
    {"all_orders", "all orders, near the ground state", SQ_FACT_NUMBER, false, all_chi},
};

/* ---- of a lab ---- */

double
sq_number_of(const sq_number_row *row, const sq_rates *rates)
{
    if (row->value)
        return row->value(rates);
    return *(const double *)(const void *)((const char *)rates + row->member);
}

double
sq_number_value(const sq_lab *lab, const void *row)
{
    return sq_number_of(row, &lab->rates);
}

double
sq_mode_value(const sq_lab *lab, const void *row)
{
    sq_mode mode;
    sq_lab_mode(lab, &mode);
    return ((const sq_mode_row *)row)->value(&mode, &lab->rates);
}

double
sq_fact_value(const sq_lab *lab, const void *fact)
{
    return ((const sq_fact *)fact)->value(lab->record, &lab->rates);
}

double
sq_channel_value(const sq_lab *lab, const void *channel)
{
    return ((const sq_channel_row *)channel)->rate(lab->record);
}
