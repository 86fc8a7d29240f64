/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solvers/density.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/dicke.h"

enum { LANES = 8 }; /* rows begin at multiples of this many doubles */

sq_density_window
sq_density_window_of(double N, int first, int n, int m)
{
    int padded = m + SQ_BAND_GUARD;
    return (sq_density_window){
        .N = N, .first = first, .n = n, .m = m, .stride = (padded + LANES - 1) / LANES * LANES};
}

int
sq_density_window_blocks(double N)
{
    return (int)(N / 2) + 1;
}

double
sq_density_window_spin(const sq_density_window *w, int block)
{
    return w->N / 2 - w->first - block;
}

int
sq_density_window_rows(const sq_density_window *w, int block)
{
    int rows = (int)lrint(2 * sq_density_window_spin(w, block)) + 1;
    return rows < w->m ? rows : w->m;
}

static size_t
part_size(const sq_density_window *w)
{
    return (size_t)w->m * (size_t)w->stride;
}

size_t
sq_density_window_size(const sq_density_window *w)
{
    return 2 * part_size(w) * (size_t)w->n + 2 * SQ_BAND_GUARD;
}

bool
sq_density_init(sq_density *d, sq_density_window window)
{
    d->window = window;
    d->data = calloc(sq_density_window_size(&window), sizeof *d->data);
    return d->data != NULL;
}

void
sq_density_free(sq_density *d)
{
    free(d->data);
    *d = (sq_density){0};
}

sq_band_matrix
sq_density_block(const sq_density *d, int block)
{
    size_t size = part_size(&d->window);
    double *re = d->data + SQ_BAND_GUARD + 2 * size * (size_t)block;
    return (sq_band_matrix){.re = re, .im = re + size, .stride = d->window.stride};
}

static void
copy_block(sq_density *to, int target, const sq_density *from, int source)
{
    sq_band_matrix a = sq_density_block(to, target), b = sq_density_block(from, source);
    int rows = sq_density_window_rows(&to->window, target);
    int old = sq_density_window_rows(&from->window, source);
    int n = rows < old ? rows : old;
    for (int k = 0; k < n; k++) {
        memcpy(a.re + (size_t)k * (size_t)a.stride, b.re + (size_t)k * (size_t)b.stride,
               (size_t)n * sizeof *a.re);
        memcpy(a.im + (size_t)k * (size_t)a.stride, b.im + (size_t)k * (size_t)b.stride,
               (size_t)n * sizeof *a.im);
    }
}

bool
sq_density_resize(sq_density *d, sq_density_window window)
{
    sq_density larger;
    if (!sq_density_init(&larger, window))
        return false;
    for (int block = 0; block < window.n; block++) {
        int source = window.first + block - d->window.first;
        if (source >= 0 && source < d->window.n)
            copy_block(&larger, block, d, source);
    }
    sq_density_free(d);
    *d = larger;
    return true;
}

static double
population(const sq_band_matrix *r, int k)
{
    return r->re[(size_t)k * (size_t)r->stride + (size_t)k];
}

/* r(k, k + shift), the coherence that lowers k by `shift` */
static double complex
coherence(const sq_band_matrix *r, int k, int shift)
{
    size_t at = (size_t)k * (size_t)r->stride + (size_t)(k + shift);
    return r->re[at] + I * r->im[at];
}

double
sq_density_block_trace(const sq_density *d, int block)
{
    sq_band_matrix r = sq_density_block(d, block);
    double sum = 0;
    for (int k = 0; k < sq_density_window_rows(&d->window, block); k++)
        sum += population(&r, k);
    return sum;
}

double
sq_density_tail(const sq_density *d, int from)
{
    double sum = 0;
    for (int block = 0; block < d->window.n; block++) {
        sq_band_matrix r = sq_density_block(d, block);
        for (int k = from > 0 ? from : 0; k < sq_density_window_rows(&d->window, block); k++)
            sum += fabs(population(&r, k));
    }
    return sum;
}

void
sq_density_mean(const sq_density *d, double mean[3])
{
    double complex lowering = 0;
    mean[2] = 0;
    for (int block = 0; block < d->window.n; block++) {
        sq_band_matrix r = sq_density_block(d, block);
        int rows = sq_density_window_rows(&d->window, block);
        double J = sq_density_window_spin(&d->window, block);
        for (int k = 0; k < rows; k++) {
            mean[2] += population(&r, k) * (J - k);
            if (k + 1 < rows)
                lowering += sq_dicke_lower(J, k) * coherence(&r, k, 1);
        }
    }
    mean[0] = creal(lowering);
    mean[1] = -cimag(lowering);
}

/* Covariances in the frame.  z is centred before it is squared; x and y have means of
 * order one there, so nothing is lost. */
static void
frame_covariance(const sq_density *d, const double mean[3], double cov[3][3])
{
    double complex twice = 0, mixed = 0; /* <J'_−²>, <{J'_−, J'_z − mean}>/2 */
    double transverse = 0, zz = 0;
    for (int block = 0; block < d->window.n; block++) {
        sq_band_matrix r = sq_density_block(d, block);
        int rows = sq_density_window_rows(&d->window, block);
        double J = sq_density_window_spin(&d->window, block);
        for (int k = 0; k < rows; k++) {
            double z = J - k, p = population(&r, k);
            zz += p * (z - mean[2]) * (z - mean[2]);
            transverse += p * (J + k * (2 * J - k)); /* J(J+1) − z² */
            double l = sq_dicke_lower(J, k);
            if (k + 1 < rows)
                mixed += l * coherence(&r, k, 1) * (z - 0.5 - mean[2]);
            if (k + 2 < rows)
                twice += l * sq_dicke_lower(J, k + 1) * coherence(&r, k, 2);
        }
    }
    cov[0][0] = (transverse + creal(twice)) / 2 - mean[0] * mean[0];
    cov[1][1] = (transverse - creal(twice)) / 2 - mean[1] * mean[1];
    cov[0][1] = cov[1][0] = -cimag(twice) / 2 - mean[0] * mean[1];
    cov[0][2] = cov[2][0] = creal(mixed);
    cov[1][2] = cov[2][1] = -cimag(mixed);
    cov[2][2] = zz;
}

void
sq_density_moments(const sq_density *d, const sq_frame *frame, sq_moments *moments)
{
    double mean[3], cov[3][3];
    sq_density_mean(d, mean);
    frame_covariance(d, mean, cov);
    sq_frame_moments(moments, frame, mean, cov);
    moments->N = d->window.N;
}

double
sq_density_least_variance(const sq_density *d)
{
    double mean[3], cov[3][3];
    sq_density_mean(d, mean);
    frame_covariance(d, mean, cov);
    double half = (cov[0][0] - cov[1][1]) / 2;
    return (cov[0][0] + cov[1][1]) / 2 - hypot(half, cov[0][1]);
}
