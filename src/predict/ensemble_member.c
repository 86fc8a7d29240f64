/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ensemble_member.h"

#include <math.h>

size_t
sq_ensemble_member_size(const sq_ensemble *e)
{
    return sizeof(sq_ensemble_member) + e->n_times * sizeof(sq_ensemble_member_look);
}

enum sq_status
sq_ensemble_member_begin(sq_trajectory **trajectory, const sq_ensemble *e, sq_errors *errors)
{
    return sq_trajectory_create(trajectory, &e->protocol.segment[0].rates, e->spin, &e->options,
                                0, errors);
}

static void
apply_pulse(sq_trajectory *trajectory, const sq_protocol_pulse *pulse)
{
    if (pulse->angle != 0)
        sq_trajectory_rotate(trajectory, pulse->axis, pulse->angle);
}

/* From segment *segment to the time k, through the boundaries on the way. */
static enum sq_status
travel(const sq_ensemble *e, sq_trajectory *trajectory, unsigned *segment, size_t k,
       sq_errors *errors)
{
    const sq_protocol *p = &e->protocol;
    enum sq_status status = SQ_OK;
    while (!status && *segment < e->segment[k]) {
        const sq_protocol_segment *here = &p->segment[*segment], *next = here + 1;
        status = sq_trajectory_advance(trajectory, sq_protocol_start(p, *segment + 1), errors);
        apply_pulse(trajectory, &next->before);
        if (!sq_rates_are_equal(&here->rates, &next->rates))
            sq_trajectory_quench(trajectory, &next->rates);
        ++*segment;
    }
    return status ? status : sq_trajectory_advance(trajectory, e->t[k], errors);
}

static void
look(sq_ensemble_member_look *at, const sq_trajectory *trajectory)
{
    sq_moments moments;
    sq_trajectory_moments(trajectory, &moments);
    sq_statistics_sample_take(&at->sample, &moments);
    at->norm_error = sq_trajectory_norm_error(trajectory);
}

enum sq_status
sq_ensemble_member_run(sq_ensemble_member *member, bool *whole, const sq_ensemble *e,
                       sq_trajectory *trajectory, long i, sq_ensemble_member_patience patience,
                       sq_errors *errors)
{
    const sq_protocol_segment *first = &e->protocol.segment[0];
    enum sq_status status = SQ_OK;
    unsigned segment = 0;
    sq_trajectory_restart(trajectory, &first->rates, e->spin, e->first + (uint64_t)i);
    apply_pulse(trajectory, &first->before);
    *whole = true;
    for (size_t k = 0; k < e->n_times && *whole && !status; k++) {
        *whole = !patience.is_over(patience.context, (double)k / (double)e->n_times);
        if (*whole)
            status = travel(e, trajectory, &segment, k, errors);
        look(&member->at[k], trajectory);
    }
    member->work = sq_trajectory_done(trajectory);
    return status;
}

/* The worst norm does not depend on the order in which they come. */
void
sq_ensemble_member_keep(sq_ensemble *e, long i, const sq_ensemble_member *member)
{
    sq_statistics_sample *sample = e->sample + (size_t)i * e->n_times;
    for (size_t k = 0; k < e->n_times; k++) {
        sample[k] = member->at[k].sample;
        e->norm_error[k] = fmax(e->norm_error[k], member->at[k].norm_error);
    }
}
