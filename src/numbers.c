/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numbers.h"

#include <stddef.h>

static double
chi_over_Gamma(const sq_rates *r)
{
    return r->chi / r->Gamma;
}

static double
relaxation_over_Gamma(const sq_rates *r)
{
    return r->gamma_s / r->Gamma;
}

static double
drive_ratio(const sq_rates *r)
{
    return sq_upsilon(r) / sq_upsilon_critical(r);
}

static double
collective_time(const sq_rates *r)
{
    return 1 / (r->N * r->Gamma);
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
     .kind = SQ_FACT_NUMBER,
     .value = chi_over_Gamma},
    {.key = "gamma_s_over_Gamma",
     .label = "gamma_s/Gamma",
     .kind = SQ_FACT_NUMBER,
     .value = relaxation_over_Gamma},
    {.key = "ratio",
     .label = "Upsilon/Upsilon_c",
     .kind = SQ_FACT_NUMBER,
     .value = drive_ratio},
    {.key = "critical_number",
     .label = "N_c = 2 Omega/Upsilon_c",
     .kind = SQ_FACT_NUMBER,
     .value = sq_critical_number},
    {.key = "collective_time",
     .label = "collective time, 1/(N Gamma)",
     .kind = SQ_FACT_TIME,
     .value = collective_time},
    {.key = "relaxation_time",
     .label = "relaxation time, 1/gamma_s",
     .kind = SQ_FACT_TIME,
     .value = relaxation_time},
    {.key = NULL},
};

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
sq_fact_value(const sq_lab *lab, const void *fact)
{
    return ((const sq_fact *)fact)->value(lab->record, &lab->rates);
}

double
sq_channel_value(const sq_lab *lab, const void *channel)
{
    return ((const sq_channel_row *)channel)->rate(lab->record);
}
