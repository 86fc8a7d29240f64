/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solvers/packet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_WAVES = 3 + SQ_STEP_MOST_STAGES, N_TABLES = 3 };

/* Never less, or all that N spins have. */
enum { LEAST_LENGTH = 4 * SQ_WAVE_WIDTH };

/* ---- room ---- */

static void
fill_elements(sq_packet *p)
{
    sq_wave_elements_fill(p->rest, p->lower, p->root, p->J, p->length);
}

static void
place(sq_packet *p, double *memory, int length)
{
    size_t wave = sq_wave_size(length), table = (size_t)length + 2 * SQ_WAVE_GUARD;
    double **waves[N_WAVES] = {&p->psi, &p->trial, &p->product};
    for (int i = 0; i < SQ_STEP_MOST_STAGES; i++)
        waves[3 + i] = &p->stage[i];
    p->memory = memory;
    p->length = length;
    for (int i = 0; i < N_WAVES; i++, memory += wave)
        *waves[i] = memory;
    double **tables[N_TABLES] = {&p->root, &p->rest, &p->lower};
    for (int i = 0; i < N_TABLES; i++, memory += table)
        *tables[i] = memory;
    sq_wave_elements_fill_root(p->root, length);
    fill_elements(p);
}

static size_t
memory_bytes(int length)
{
    size_t doubles =
        N_WAVES * sq_wave_size(length) + N_TABLES * ((size_t)length + 2 * SQ_WAVE_GUARD);
    return (doubles * sizeof(double) + 63) / 64 * 64;
}

static double *
allocate(int length)
{
    void *memory = aligned_alloc(64, memory_bytes(length));
    if (memory)
        memset(memory, 0, memory_bytes(length));
    return memory;
}

/* Keeps the amplitudes that fit. */
static enum sq_status
resize(sq_packet *p, int length, sq_errors *errors)
{
    double *memory = allocate(length), *old = p->memory, *psi = p->psi;
    int old_length = p->length;
    if (!memory)
        return sq_errors_add(errors, SQ_ERR_MEMORY,
                             "no memory for a trajectory of %d amplitudes", length);
    place(p, memory, length);
    int both = length < old_length ? length : old_length;
    if (old) {
        size_t part = (size_t)both * sizeof(double);
        memcpy(p->psi + SQ_WAVE_GUARD, psi + SQ_WAVE_GUARD, part);
        memcpy(p->psi + sq_wave_imaginary(length), psi + sq_wave_imaginary(old_length), part);
    }
    free(old);
    if (length > p->longest)
        p->longest = length;
    return SQ_OK;
}

static int
rounded_up(int n)
{
    return (n + SQ_WAVE_WIDTH - 1) / SQ_WAVE_WIDTH * SQ_WAVE_WIDTH;
}

/* Of a coherent state, and the least there is memory for. */
static int
first_length(double N)
{
    int full = rounded_up((int)N + 3);
    return full < LEAST_LENGTH ? full : LEAST_LENGTH;
}

enum sq_status
sq_packet_init(sq_packet *p, double N, sq_errors *errors)
{
    *p = (sq_packet){.N = N, .J = N / 2};
    return resize(p, first_length(N), errors);
}

void
sq_packet_free(sq_packet *p)
{
    free(p->memory);
    *p = (sq_packet){0};
}

void
sq_packet_restart(sq_packet *p)
{
    /* The memory is at least as long as at first; the rest of it lies idle until it grows. */
    int length = first_length(p->N);
    p->J = p->N / 2;
    memset(p->memory, 0, memory_bytes(length));
    place(p, p->memory, length);
    p->longest = length;
    p->psi[SQ_WAVE_GUARD] = 1;
    p->norm = 1;
}

enum sq_status
sq_packet_adapt(sq_packet *p, double tail, sq_errors *errors)
{
    int full = rounded_up((int)(2 * p->J) + 3), m = p->length, wanted = m;
    if (m < full && sq_wave_tail(p->psi, m - SQ_WAVE_WIDTH, m) > tail)
        wanted = m + SQ_WAVE_WIDTH * (1 + m / (8 * SQ_WAVE_WIDTH));
    else if (m > LEAST_LENGTH && sq_wave_tail(p->psi, m - 3 * SQ_WAVE_WIDTH, m) < 0.1 * tail)
        wanted = m - SQ_WAVE_WIDTH;
    if (wanted > full)
        wanted = full;
    if (wanted < first_length(p->N))
        wanted = first_length(p->N);
    return wanted == m ? SQ_OK : resize(p, wanted, errors);
}

enum sq_status
sq_packet_copy(sq_packet *to, const sq_packet *from, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    if (to->length != from->length)
        status = resize(to, from->length, errors);
    if (status)
        return status;
    to->J = from->J;
    to->norm = from->norm;
    to->longest = from->longest;
    memcpy(to->psi, from->psi, sq_wave_size(from->length) * sizeof(double));
    fill_elements(to);
    return SQ_OK;
}

/* ---- the state ---- */

sq_wave_elements
sq_packet_elements(const sq_packet *p)
{
    return (sq_wave_elements){.J = p->J, .root = p->root, .rest = p->rest, .lower = p->lower};
}

void
sq_packet_change_spin(sq_packet *p, int change)
{
    p->J += change;
    fill_elements(p);
}

void
sq_packet_take_trial(sq_packet *p)
{
    double *psi = p->psi;
    p->psi = p->trial;
    p->trial = psi;
    p->norm = p->trial_norm;
}

void
sq_packet_normalise(sq_packet *p)
{
    sq_wave_scale(p->psi, 1 / sqrt(p->norm), sq_wave_size(p->length));
    p->norm = 1;
}

void
sq_packet_mean(double inner[3], const sq_packet *p, const double *psi)
{
    sq_wave_mean mean;
    sq_wave_mean_of(&mean, psi, p->lower, p->length);
    inner[0] = creal(mean.raise) / mean.norm;
    inner[1] = cimag(mean.raise) / mean.norm;
    inner[2] = p->J - mean.k / mean.norm;
}

void
sq_packet_moments(sq_moments *moments, const sq_packet *p, const sq_frame *frame)
{
    double inner[3], cov[3][3];
    sq_packet_mean(inner, p, p->psi);
    sq_wave_covariance(cov, p->psi, p->norm, inner, p->J, p->lower, p->length);
    sq_frame_moments(moments, frame, inner, cov);
    moments->N = p->N;
}
