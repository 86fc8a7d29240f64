/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/numbers.h"

#include <math.h>
#include <stddef.h>

#include "model/phases.h"

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
sq_numbers_relaxation_over_emission(const sq_rates *r)
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

/* What the design calls rates too. */
static const sq_numbers_row drive_numbers[] = {
    {.key = "Upsilon",
     .label = "Upsilon = 2 Omega/N",
     .kind = SQ_FACT_RATE,
     .value = sq_rates_upsilon},
    {.key = "Upsilon_c",
     .label = "Upsilon_c = |Gamma - Gamma_up + 2i chi|",
     .kind = SQ_FACT_RATE,
     .value = sq_rates_upsilon_critical},
    {.key = "Upsilon_lower",
     .label = "Upsilon_lower, bistable above",
     .kind = SQ_FACT_RATE,
     .if_known = true,
     .value = sq_phases_lower},
    {.key = "Upsilon_upper",
     .label = "Upsilon_upper = Upsilon'_c",
     .kind = SQ_FACT_RATE,
     .if_known = true,
     .value = sq_phases_upper},
};

bool
sq_numbers_rate(sq_numbers_row *row, size_t i)
{
    static const sq_numbers_row spins = {
        .key = "N", .label = "N", .kind = SQ_FACT_NUMBER, .member = offsetof(sq_rates, N)};
    size_t n = 1;
    *row = spins;
    for (const sq_rates_row *rate = sq_rates_rows; rate->name && n <= i; rate++, n++)
        *row = (sq_numbers_row){.key = rate->name,
                                .label = rate->name,
                                .kind = SQ_FACT_RATE,
                                .if_not_zero = !rate->of_paper,
                                .member = rate->member};
    if (i < n)
        return true;
    bool there = i - n < sizeof drive_numbers / sizeof drive_numbers[0];
    if (there)
        *row = drive_numbers[i - n];
    return there;
}

const sq_numbers_row sq_numbers_derived[] = {
    {.key = "chi_over_Gamma",
     .label = "chi/Gamma",
     .pumped_label = "chi/(Gamma - Gamma_up)",
     .kind = SQ_FACT_NUMBER,
     .value = chi_over_Gamma},
    {.key = "gamma_s_over_Gamma",
     .label = "gamma_s/Gamma",
     .pumped_label = "gamma_s/(Gamma - Gamma_up)",
     .kind = SQ_FACT_NUMBER,
     .value = sq_numbers_relaxation_over_emission},
    {.key = "ratio",
     .label = "Upsilon/Upsilon_c",
     .kind = SQ_FACT_NUMBER,
     .value = sq_rates_drive_ratio},
    {.key = "critical_number",
     .label = "N_c = 2 Omega/Upsilon_c",
     .kind = SQ_FACT_NUMBER,
     .value = sq_rates_critical_number},
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
    return sq_rates_one_spin(r);
}

static double
cooperativity(const sq_mode *m, const sq_rates *r)
{
    return 4 * m->g * m->g / (m->kappa * sq_rates_one_spin(r));
}

static double
collective_cooperativity(const sq_mode *m, const sq_rates *r)
{
    return r->N * sq_mode_emission(m) / sq_rates_one_spin(r);
}

static double
epsilon(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_epsilon(m, r->N);
}

/* The numbers of a mode that do not exist are not shown, nor, where if_not_zero, those that do
 * not act. */
#define MODE(key_, label_, kind_, value_, if_not_zero_)                                        \
    {                                                                                          \
        .key = key_, .label = label_, .kind = SQ_FACT_##kind_, .if_known = true,               \
        .of_mode = value_, .if_not_zero = if_not_zero_                                         \
    }

const sq_numbers_row sq_numbers_mode[] = {
    MODE("g", "coupling used, g", RATE, coupling, false),
    MODE("collective_coupling", "collective coupling, g sqrt(N)", RATE, collective_coupling,
         false),
    MODE("kappa", "decay rate of its energy, kappa", RATE, decay, false),
    MODE("detuning", "detuning, spins - mode", RATE, detuning, false),
    MODE("nbar", "occupation, nbar", NUMBER, occupation, true),
    MODE("largest_occupation", "nbar below which squeezing survives", NUMBER,
         largest_occupation, false),
    MODE("thermal_shift", "thermal shift, 2 chi nbar", RATE, thermal_shift, true),
    MODE("collective_emission", "collective emission, N Gamma (cold mode)", RATE,
         collective_emission, false),
    MODE("one_spin_rate", "gamma, all one-spin rates together", RATE, one_spin_rate, false),
    MODE("cooperativity", "cooperativity with gamma in all", NUMBER, cooperativity, false),
    MODE("collective_cooperativity", "N Gamma/gamma", NUMBER, collective_cooperativity, false),
    MODE("epsilon", "eps = N Gamma/kappa", NUMBER, epsilon, false),
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

const sq_numbers_order sq_numbers_orders[SQ_NUMBERS_ORDERS] = {
    {"first_order", "next order, near the ground state",
     MODE("Gamma", "Gamma", NUMBER, first_Gamma, false),
     MODE("chi", "chi", NUMBER, first_chi, false)},
    {"all_orders", "all orders, near the ground state",
     MODE("Gamma", "Gamma", NUMBER, all_Gamma, false),
     MODE("chi", "chi", NUMBER, all_chi, false)},
};

/* ---- of a lab ---- */

double
sq_numbers_of_rates(const sq_numbers_row *row, const sq_rates *rates)
{
    if (row->value)
        return row->value(rates);
    return *(const double *)(const void *)((const char *)rates + row->member);
}

double
sq_numbers_value(const sq_lab *lab, const void *row_)
{
    const sq_numbers_row *row = row_;
    sq_mode mode;
    if (!row->of_mode)
        return sq_numbers_of_rates(row, &lab->rates);
    sq_lab_mode(lab, &mode);
    return row->of_mode(&mode, &lab->rates);
}

double
sq_numbers_of_fact(const sq_lab *lab, const void *fact)
{
    return ((const sq_fact *)fact)->value(lab->record, &lab->rates);
}

double
sq_numbers_of_channel(const sq_lab *lab, const void *channel)
{
    return ((const sq_process *)channel)->rate(lab->record);
}
