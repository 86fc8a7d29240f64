/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solvers/coherences.h"

#include <math.h>
#include <stdlib.h>

#include "solvers/dicke.h"

/* ---- places ---- */

int
sq_coherences_count(const sq_coherences *s, int D, int c)
{
    int least = c < s->N - c - D ? c : s->N - c - D;
    return (least < s->blocks - 1 ? least : s->blocks - 1) + 1;
}

static size_t *
first_at(const sq_coherences *s, int D, int c)
{
    return s->first + (size_t)D * (size_t)(s->N + 2) + (size_t)c;
}

size_t
sq_coherences_size(const sq_coherences *s, int D)
{
    return *first_at(s, D, s->N - D + 1);
}

static size_t
place(const sq_coherences *s, int D, int b, int c)
{
    return *first_at(s, D, c) + (size_t)b;
}

static void
fill_places(sq_coherences *s)
{
    for (int D = 0; D < s->orders; D++) {
        size_t n = 0;
        for (int c = 0; c <= s->N - D; c++) {
            *first_at(s, D, c) = n;
            n += (size_t)sq_coherences_count(s, D, c);
        }
        *first_at(s, D, s->N - D + 1) = n;
    }
}

bool
sq_coherences_init(sq_coherences *s, const sq_rates *rates)
{
    double field[3];
    sq_rates_field(field, rates);
    *s = (sq_coherences){.rates = *rates, .N = (int)rates->N};
    s->raise = (field[0] - I * field[1]) / 2;
    s->blocks = sq_rates_one_spin(rates) > 0 ? s->N / 2 + 1 : 1;
    s->orders = sq_rates_drive(rates) != 0 ? s->N + 1 : 1;
    s->first = calloc((size_t)s->orders * (size_t)(s->N + 2), sizeof *s->first);
    if (s->first)
        fill_places(s);
    return s->first != NULL;
}

void
sq_coherences_free(sq_coherences *s)
{
    free(s->first);
    *s = (sq_coherences){0};
}

static void
fill_element(sq_coherences_element *e, const sq_coherences *s)
{
    e->k = e->c - e->b;
    e->J = s->rates.N / 2 - e->b;
    e->place = place(s, e->D, e->b, e->c);
}

sq_coherences_element
sq_coherences_begin(const sq_coherences *s, int D)
{
    sq_coherences_element e = {.D = D};
    fill_element(&e, s);
    return e;
}

bool
sq_coherences_next(sq_coherences_element *e, const sq_coherences *s)
{
    if (++e->b == sq_coherences_count(s, e->D, e->c)) {
        e->b = 0;
        e->c++;
    }
    if (e->c > s->N - e->D)
        return false;
    fill_element(e, s);
    return true;
}

/* ---- elements ---- */

/* −i E − loss/2 of |J, k>: of what is diagonal in H, and of all jumps. */
static double complex
decay(const sq_rates *r, double J, int k)
{
    double M = J - k, lower = sq_dicke_lower(J, k), raise = k ? sq_dicke_lower(J, k - 1) : 0;
    double energy = r->chi * lower * lower + r->delta * M + r->chi_z * M * M;
    double collective =
        r->Gamma * lower * lower + r->Gamma_up * raise * raise + r->Gamma_phi * M * M;
    double single =
        r->gamma_s * (r->N / 2 + M) + r->gamma_up * (r->N / 2 - M) + r->gamma_phi * r->N / 4;
    return -I * energy - (collective + single) / 2;
}

/* Jumps lead from element e of `matrix`, which has n columns. */

static void
add_single_jumps(const sq_coherences *s, const sq_coherences_element *e, double *matrix,
                 size_t n)
{
    const double rate[3] = {s->rates.gamma_s, s->rates.gamma_phi, s->rates.gamma_up};
    for (int step = -1; step <= 1; step++)
        for (int q = -1; q <= 1; q++) {
            double gain = rate[q + 1] * sq_dicke_jump(s->rates.N, e->J, step, q, e->k) *
                          sq_dicke_jump(s->rates.N, e->J, step, q, e->k + e->D);
            if (gain != 0)
                matrix[place(s, e->D, e->b - step, e->c - q) * n + e->place] += gain;
        }
}

static void
add_collective_jumps(const sq_coherences *s, const sq_coherences_element *e, double *matrix,
                     size_t n)
{
    const sq_rates *r = &s->rates;
    int l = e->k + e->D;
    double M = e->J - e->k;
    matrix[e->place * n + e->place] += r->Gamma_phi * M * (M - e->D);
    if (l < 2 * e->J)
        matrix[place(s, e->D, e->b, e->c + 1) * n + e->place] +=
            r->Gamma * sq_dicke_lower(e->J, e->k) * sq_dicke_lower(e->J, l);
    if (e->k > 0)
        matrix[place(s, e->D, e->b, e->c - 1) * n + e->place] +=
            r->Gamma_up * sq_dicke_lower(e->J, e->k - 1) * sq_dicke_lower(e->J, l - 1);
}

void
sq_coherences_fill(const sq_coherences *s, int D, double *re, double *im)
{
    size_t n = sq_coherences_size(s, D);
    sq_coherences_element e = sq_coherences_begin(s, D);
    do {
        double complex both = decay(&s->rates, e.J, e.k) + conj(decay(&s->rates, e.J, e.k + D));
        re[e.place * n + e.place] += creal(both);
        if (im)
            im[e.place * n + e.place] += cimag(both);
        add_single_jumps(s, &e, re, n);
        add_collective_jumps(s, &e, re, n);
    } while (sq_coherences_next(&e, s));
}

/* ---- the drive ---- */

int
sq_coherences_from_above(sq_coherences_link link[2], const sq_coherences *s,
                         const sq_coherences_element *e)
{
    int n = 0;
    if (e->k > 0)
        link[n++] = (sq_coherences_link){place(s, e->D + 1, e->b, e->c - 1),
                                         -I * conj(s->raise) * sq_dicke_lower(e->J, e->k - 1)};
    if (e->k + e->D < 2 * e->J)
        link[n++] =
            (sq_coherences_link){place(s, e->D + 1, e->b, e->c),
                                 I * conj(s->raise) * sq_dicke_lower(e->J, e->k + e->D)};
    return n;
}

void
sq_coherences_from_below(sq_coherences_link link[2], const sq_coherences *s,
                         const sq_coherences_element *e)
{
    link[0] = (sq_coherences_link){place(s, e->D - 1, e->b, e->c + 1),
                                   -I * s->raise * sq_dicke_lower(e->J, e->k)};
    link[1] = (sq_coherences_link){place(s, e->D - 1, e->b, e->c),
                                   I * s->raise * sq_dicke_lower(e->J, e->k + e->D - 1)};
}
