/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models drawn at random, the same ones in every run, for tests of what holds whatever the
 * numbers. */
#ifndef TESTS_RANDOM_MODELS_H
#define TESTS_RANDOM_MODELS_H

#include <math.h>

#include "base/philox.h"
#include "predict/predict.h"

typedef struct random_model {
    sq_rates rates;
    double spin[3];
} random_model;

static inline double
random_between(sq_philox_stream *s, double low, double high)
{
    return low + (high - low) * sq_philox_uniform(s);
}

static inline double
random_log(sq_philox_stream *s, double low, double high)
{
    return low * pow(high / low, sq_philox_uniform(s));
}

static inline bool
random_chance(sq_philox_stream *s, double p)
{
    return sq_philox_uniform(s) < p;
}

static inline void
random_direction(double spin[3], sq_philox_stream *s)
{
    static const double usual[3][3] = {{-1, 0, 0}, {1, 0, 0}, {0, 0, -1}};
    size_t kind = (size_t)(5 * sq_philox_uniform(s));
    double z = random_between(s, -1, 1), phi = random_between(s, 0, 2 * M_PI);
    const double any[3] = {sqrt(1 - z * z) * cos(phi), sqrt(1 - z * z) * sin(phi), z};
    for (int i = 0; i < 3; i++)
        spin[i] = kind < 3 ? usual[kind][i] : any[i];
}

/* The model of the paper, and now and then every one of its neighbours. */
static inline random_model
random_model_of(uint64_t number)
{
    random_model m = {0};
    sq_philox_stream s = {.seed = 5, .index = number};
    sq_rates *r = &m.rates;
    r->N = rint(random_log(&s, 4, 60));
    r->Gamma = 1;
    r->chi = random_chance(&s, 0.5) ? random_between(&s, -2, 2) : 0;
    r->gamma_s = random_log(&s, 0.02, r->N);
    r->gamma_up = random_chance(&s, 0.2) ? random_log(&s, 0.02, r->N / 2) : 0;
    r->gamma_phi = random_chance(&s, 0.3) ? random_log(&s, 0.02, r->N / 2) : 0;
    r->Gamma_up = random_chance(&s, 0.15) ? random_log(&s, 0.01, 0.5) : 0;
    r->Gamma_phi = random_chance(&s, 0.15) ? random_log(&s, 0.01, 0.5) : 0;
    r->delta = random_chance(&s, 0.2) ? random_between(&s, -r->N, r->N) / 4 : 0;
    r->chi_z = random_chance(&s, 0.2) ? random_between(&s, -1, 1) : 0;
    double ratio = random_chance(&s, 0.9) ? random_between(&s, 0.1, 1.2) : 0;
    r->Omega = sq_rates_rabi_of_ratio(r, ratio);
    random_direction(m.spin, &s);
    return m;
}

/* Twisting with what solver `ising` allows. */
static inline random_model
random_twisting(uint64_t number)
{
    random_model m = {0};
    sq_philox_stream s = {.seed = 6, .index = number};
    sq_rates *r = &m.rates;
    r->N = rint(random_log(&s, 2, 60));
    r->chi_z = random_between(&s, -1, 1);
    r->delta = random_chance(&s, 0.3) ? random_between(&s, -3, 3) : 0;
    r->gamma_s = random_chance(&s, 0.7) ? random_log(&s, 0.02, r->N) : 0;
    r->gamma_up = random_chance(&s, 0.5) ? random_log(&s, 0.02, r->N) : 0;
    r->gamma_phi = random_chance(&s, 0.5) ? random_log(&s, 0.02, r->N) : 0;
    r->Gamma_phi = random_chance(&s, 0.3) ? random_log(&s, 0.02, 1) : 0;
    random_direction(m.spin, &s);
    return m;
}

static inline sq_task
random_task(const random_model *m, const char *solver)
{
    sq_task task;
    sq_task_init(&task);
    sq_protocol_hold(&task.protocol, &m->rates, INFINITY);
    for (int i = 0; i < 3; i++)
        task.spin[i] = m->spin[i];
    task.solver = solver;
    return task;
}

#endif
