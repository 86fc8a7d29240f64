/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/causes.h"

#include "apparatus/mode.h"
#include "solvers/ising.h"

/* So many times more spins with the same collective rates stand for any number: what is left of
 * the granularity of the spin costs less than a hundredth of a decibel. */
#define MANY 1e4

/* ---- one rate ---- */

static double *
rate_of(sq_rates *rates, const sq_causes_row *row)
{
    return (double *)((char *)rates + row->rate);
}

static bool
has_rate(const sq_lab *lab, const sq_causes_row *row)
{
    sq_rates rates = lab->rates;
    return *rate_of(&rates, row) != 0;
}

static void
remove_rate(sq_rates *rates, const sq_causes_row *row)
{
    *rate_of(rates, row) = 0;
}

/* ---- the mode ---- */

static bool
is_thermal(const sq_lab *lab)
{
    sq_mode mode;
    if (!lab->platform->mode)
        return false;
    sq_lab_mode(lab, &mode);
    return mode.thermal;
}

static bool
has_occupation(const sq_lab *lab, const sq_causes_row *row)
{
    return has_rate(lab, row) && is_thermal(lab);
}

/* A mode with nbar photons emits with 1 + nbar and absorbs with nbar. */
static void
remove_occupation(sq_rates *rates, const sq_causes_row *row)
{
    rates->Gamma -= rates->Gamma_up;
    remove_rate(rates, row);
}

static bool
has_pumping(const sq_lab *lab, const sq_causes_row *row)
{
    return has_rate(lab, row) && !is_thermal(lab);
}

/* ---- the number ---- */

/* So many more must be a number that solvers take. */
static bool
has_few_enough(const sq_lab *lab, const sq_causes_row *row)
{
    (void)row;
    return lab->rates.N * MANY <= SQ_ISING_LARGEST_N;
}

/* What mean spins do stays the same, what they fluctuate by becomes small.  Noise of the inputs
 * does not: beside so many spins it would be all that there is. */
static void
remove_number(sq_rates *rates, const sq_causes_row *row)
{
    (void)row;
    rates->N *= MANY;
    for (const sq_rates_row *rate = sq_rates_rows; rate->name; rate++)
        if (rate->of_pairs)
            *sq_rates_member(rates, rate) /= MANY;
}

#define RATE(member_) .rate = offsetof(sq_rates, member_)

const sq_causes_row sq_causes_rows[] = {
    {"relaxation", "relaxation of single spins", has_rate, remove_rate, RATE(gamma_s)},
    {"pumping", "pumping of single spins", has_rate, remove_rate, RATE(gamma_up)},
    {"dephasing", "dephasing of single spins", has_rate, remove_rate, RATE(gamma_phi)},
    {"occupation", "occupation of the mode", has_occupation, remove_occupation, RATE(Gamma_up)},
    {"collective_pumping", "collective pumping", has_pumping, remove_rate, RATE(Gamma_up)},
    {"collective_dephasing", "collective dephasing", has_rate, remove_rate, RATE(Gamma_phi)},
    {"detuning", "detuning of the drive", has_rate, remove_rate, RATE(delta)},
    {"finite_number", "finite number of spins", has_few_enough, remove_number, 0, true},
    {NULL, NULL, NULL, NULL, 0, false},
};
