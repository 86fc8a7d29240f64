/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes that act on single spins: what gamma_s, gamma_up and gamma_phi are made of. */
#ifndef SQ_PROCESS_H
#define SQ_PROCESS_H

#include <stddef.h>

#include "base/public.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

/* What one kind of process does to a single spin. */
enum sq_process_effect {
    SQ_PROCESS_RELAXES, /* to the lower state of the model: part of gamma_s */
    SQ_PROCESS_PUMPS,   /* to the upper state: gamma_up */
    SQ_PROCESS_DEPHASES,
    SQ_PROCESS_LOSES, /* out of the model, which has no rate for it */
    SQ_PROCESS_EFFECTS
};

typedef struct sq_process {
    const char *key;
    const char *label;
    enum sq_process_effect effect;
    double (*rate)(const void *record); /* 1/s; NaN or 0: does not act here */
} sq_process;

/* What processes with this effect make together, 1/s. */
double sq_process_sum(const sq_process *process, size_t n, const void *record,
                      enum sq_process_effect effect);

/* Sets gamma_s, gamma_up and gamma_phi. */
void sq_process_rates(sq_rates *rates, const sq_process *process, size_t n, const void *record);

/* The rate of the model that such a process is part of: "gamma_s", or "loss". */
const char *sq_process_effect_name(enum sq_process_effect effect);

SQ_PUBLIC_END

#endif
