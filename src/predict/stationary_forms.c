/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/stationary_forms.h"

#include "solvers/relaxation.h"
#include "solvers/steady.h"
#include "solvers/thermal.h"

bool
sq_stationary_forms_closed(sq_moments *moments, const sq_rates *rates)
{
    sq_errors why_not = {0};
    sq_rates whole;
    sq_rates_at_whole_number(&whole, rates);
    bool found = sq_steady_collective(moments, rates, &why_not) == SQ_OK ||
                 sq_thermal_state(moments, &whole);
    sq_errors_free(&why_not);
    return found;
}

bool
sq_stationary_forms_are_independent(const sq_rates *rates)
{
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        if ((row->role == SQ_RATES_EXCHANGE || row->role == SQ_RATES_AXIAL) &&
            sq_rates_value(rates, row) != 0)
            return false;
    return true;
}

enum sq_status
sq_stationary_forms_product(sq_moments *moments, double *rate, const sq_rates *rates,
                            sq_errors *errors)
{
    sq_rates one = *rates;
    sq_relaxation r;
    one.N = 1;
    enum sq_status status = sq_relaxation_find(&r, &one, errors);
    if (status)
        return status;
    *rate = r.rate;
    moments->N = rates->N;
    for (int a = 0; a < 3; a++) {
        moments->mean[a] = rates->N * r.moments.mean[a];
        for (int b = 0; b < 3; b++)
            moments->cov[a][b] = rates->N * r.moments.cov[a][b];
    }
    return SQ_OK;
}
