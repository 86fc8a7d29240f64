/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors (J_a − <J_a>) psi are formed, and their scalar products are the covariances.
 * Differences of second moments, of size N², would lose what is squeezed. */
#include <math.h>

#include "solvers/pure.h"

/* The components of J psi at the place i, which may lie just outside: re and im. */
static void
spin_at(const sq_pure *p, long i, double re[3], double im[3])
{
    double k = (double)(p->first + i), z = p->N / 2 - k;
    bool above = i > 0, here = i >= 0 && i < p->n, below = i + 1 < p->n;
    double down = above ? sqrt((p->N - k + 1) * k) : 0,
           up = below ? sqrt((p->N - k) * (k + 1)) : 0;
    double down_re = above ? down * p->re[i - 1] : 0, down_im = above ? down * p->im[i - 1] : 0;
    double up_re = below ? up * p->re[i + 1] : 0, up_im = below ? up * p->im[i + 1] : 0;
    re[0] = (up_re + down_re) / 2;
    im[0] = (up_im + down_im) / 2;
    re[1] = (up_im - down_im) / 2;
    im[1] = -(up_re - down_re) / 2;
    re[2] = here ? z * p->re[i] : 0;
    im[2] = here ? z * p->im[i] : 0;
}

static void
add_mean(double mean[3], const sq_pure *p)
{
    for (long i = 0; i < p->n; i++) {
        double re[3], im[3];
        spin_at(p, i, re, im);
        for (int a = 0; a < 3; a++)
            mean[a] += p->re[i] * re[a] + p->im[i] * im[a];
    }
}

static void
add_covariance(double cov[3][3], const sq_pure *p, const double mean[3])
{
    for (long i = -1; i <= p->n; i++) {
        double re[3], im[3];
        spin_at(p, i, re, im);
        bool here = i >= 0 && i < p->n;
        for (int a = 0; a < 3 && here; a++) {
            re[a] -= mean[a] * p->re[i];
            im[a] -= mean[a] * p->im[i];
        }
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++)
                cov[a][b] += re[a] * re[b] + im[a] * im[b];
    }
}

void
sq_pure_moments(const sq_pure *p, sq_moments *moments)
{
    double mean[3] = {0}, cov[3][3] = {{0}};
    add_mean(mean, p);
    add_covariance(cov, p, mean);
    sq_frame_moments(moments, &p->frame, mean, cov);
    moments->N = p->N;
}
