/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/process.h"

#include <math.h>

double
sq_process_sum(const sq_process *process, size_t n, const void *record,
               enum sq_process_effect effect)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double rate = process[i].rate(record);
        if (process[i].effect == effect && !isnan(rate))
            sum += rate;
    }
    return sum;
}

void
sq_process_rates(sq_rates *rates, const sq_process *process, size_t n, const void *record)
{
    rates->gamma_s = sq_process_sum(process, n, record, SQ_PROCESS_RELAXES);
    rates->gamma_up = sq_process_sum(process, n, record, SQ_PROCESS_PUMPS);
    rates->gamma_phi = sq_process_sum(process, n, record, SQ_PROCESS_DEPHASES);
}

const char *
sq_process_effect_name(enum sq_process_effect effect)
{
    static const char *const names[SQ_PROCESS_EFFECTS] = {[SQ_PROCESS_RELAXES] = "gamma_s",
                                                          [SQ_PROCESS_PUMPS] = "gamma_up",
                                                          [SQ_PROCESS_DEPHASES] = "gamma_phi",
                                                          [SQ_PROCESS_LOSES] = "loss"};
    return names[effect];
}
