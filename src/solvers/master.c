/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generator, block by block.
 *
 * Each kind of jump O (J_−, J_+, J_z) is displaced, L = O − d, which changes nothing:
 *   D[O] rho = D[L] rho − i [(i/2)(d* O − d O†), rho],
 *   chi O†O  = chi L†L + chi (d* O + d O†) + const.
 * With d near <O> the large parts cancel against the drive and the turning of the
 * frame, and what is left is of the size of the fluctuations.  So
 *   drho/dt = A + A†,
 *   A = K rho + sum_O { (−rate/2 − i chi) L†L rho + (rate/2) L rho L†
 *                       + (single/2) sum_s T_s rho_{J−s} T_s† },
 * K linear in the spin (Hamiltonian, −omega·J of the frame, losses of single spins), T_s
 * the part of a one-spin jump that leads from J − s to J (Chase & Geremia 2008).  All
 * operators are tridiagonal in k.  A + A† is formed last: the generator is only stable
 * on Hermitian matrices, and rounding must not leave them. */
#include "solvers/master.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "solvers/dicke.h"

enum { N_CHANNELS = 3, N_KINDS = 3, N_PLACES = 3 };

/* One kind of jump: J_−, J_+ or J_z (s_z/2 for single spins). */
typedef struct channel {
    sq_frame_ladder jump, displaced;
    double rate, single; /* collective and one-spin rates */
    double chi;          /* Hamiltonian chi O†O */
} channel;

/* What a thread needs while it works on one block. */
typedef struct workspace {
    double *memory;
    sq_band_matrix product;
    sq_band band, adjoint;
    double *scratch;
} workspace;

struct sq_master {
    sq_density_window window;
    double *lower; /* [n][m] sq_dicke_lower */
    double *jump;  /* [n][s][q][m] sq_dicke_jump by source block and row */
    workspace *thread;
    int n_threads;
};

/* ---- tables ---- */

static double *
jump_table(const sq_master *master, int block, int s, int q)
{
    size_t place = (((size_t)block * N_PLACES + (size_t)(s + 1)) * N_KINDS + (size_t)(q + 1));
    return master->jump + place * (size_t)master->window.m;
}

static void
fill_tables(sq_master *master)
{
    const sq_density_window *w = &master->window;
    for (int block = 0; block < w->n; block++) {
        double J = sq_density_window_spin(w, block);
        int rows = sq_density_window_rows(w, block);
        for (int k = 0; k < rows; k++) {
            master->lower[(size_t)block * (size_t)w->m + (size_t)k] = sq_dicke_lower(J, k);
            for (int s = -1; s <= 1; s++)
                for (int q = -1; q <= 1; q++)
                    jump_table(master, block, s, q)[k] = sq_dicke_jump(w->N, J, s, q, k);
        }
    }
}

static size_t
workspace_doubles(const sq_density_window *w)
{
    size_t matrix = 2 * (size_t)w->m * (size_t)w->stride + 2 * SQ_BAND_GUARD;
    return matrix + 2 * 6 * (size_t)w->m + (size_t)sq_band_scratch(w->m);
}

static bool
workspace_init(workspace *t, const sq_density_window *w)
{
    size_t part = (size_t)w->m * (size_t)w->stride;
    double *at = t->memory = calloc(workspace_doubles(w), sizeof *at);
    if (!at)
        return false;
    t->product = (sq_band_matrix){
        .re = at + SQ_BAND_GUARD, .im = at + SQ_BAND_GUARD + part, .stride = w->stride};
    at += 2 * part + 2 * SQ_BAND_GUARD;
    for (int b = 0; b < 3; b++) {
        t->band.re[b] = at, at += w->m;
        t->band.im[b] = at, at += w->m;
        t->adjoint.re[b] = at, at += w->m;
        t->adjoint.im[b] = at, at += w->m;
    }
    t->scratch = at;
    return true;
}

static int
count_threads(void)
{
#ifdef _OPENMP
    return omp_get_max_threads();
#else
    return 1;
#endif
}

static int
thread_number(void)
{
#ifdef _OPENMP
    return omp_get_thread_num();
#else
    return 0;
#endif
}

sq_master *
sq_master_create(sq_density_window window)
{
    sq_master *master = calloc(1, sizeof *master);
    if (!master)
        return NULL;
    size_t n = (size_t)window.n, m = (size_t)window.m;
    master->window = window;
    master->lower = calloc(n * m, sizeof *master->lower);
    master->jump = calloc(n * m * N_PLACES * N_KINDS, sizeof *master->jump);
    int wanted = count_threads();
    master->thread = calloc((size_t)wanted, sizeof *master->thread);
    bool complete = master->lower && master->jump && master->thread;
    while (complete && master->n_threads < wanted)
        complete = workspace_init(&master->thread[master->n_threads++], &window);
    if (!complete) {
        sq_master_free(master);
        return NULL;
    }
    fill_tables(master);
    return master;
}

void
sq_master_free(sq_master *master)
{
    if (!master)
        return;
    for (int i = 0; i < master->n_threads; i++)
        free(master->thread[i].memory);
    free(master->thread);
    free(master->lower);
    free(master->jump);
    free(master);
}

size_t
sq_master_bytes(const sq_density_window *w)
{
    size_t tables = (size_t)w->n * (size_t)w->m * (1 + N_PLACES * N_KINDS);
    return (tables + (size_t)count_threads() * workspace_doubles(w)) * sizeof(double);
}

/* ---- operators as bands ---- */

static void
set_band(sq_band *band, int b, int k, double complex value)
{
    band->re[b][k] = creal(value);
    band->im[b][k] = cimag(value);
}

static void
ladder_band(const sq_master *master, sq_band *band, int block, sq_frame_ladder a)
{
    double J = sq_density_window_spin(&master->window, block);
    int rows = sq_density_window_rows(&master->window, block);
    const double *lower = master->lower + (size_t)block * (size_t)master->window.m;
    band->shift = 0;
    for (int k = 0; k < rows; k++) {
        set_band(band, 0, k, k > 0 ? a.lower * lower[k - 1] : 0);
        set_band(band, 1, k, a.z * (J - k) + a.one);
        set_band(band, 2, k, k + 1 < rows ? a.raise * lower[k] : 0);
    }
}

/* The part of a one-spin jump that leads from `source` to the block s above it in J. */
static void
jump_band(const sq_master *master, sq_band *band, int source, int s, int rows,
          sq_frame_ladder a)
{
    const double complex weight[N_KINDS] = {a.lower, a.z, a.raise};
    int source_rows = sq_density_window_rows(&master->window, source);
    band->shift = s;
    for (int q = -1; q <= 1; q++) {
        const double *amplitude = jump_table(master, source, s, q);
        for (int k = 0; k < rows; k++) {
            int from = k - s + q;
            bool exists = from >= 0 && from < source_rows;
            set_band(band, q + 1, k, exists ? weight[q + 1] * amplitude[from] : 0);
        }
    }
}

/* ---- the generator ---- */

static int
list_channels(channel list[N_CHANNELS], const sq_rates *r, const sq_gauge *g,
              const sq_frame *frame)
{
    static const double z_axis[3] = {0, 0, 1};
    sq_frame_ladder lowering = sq_frame_ladder_lowering(frame),
                    raising = sq_frame_ladder_adjoint(lowering);
    sq_frame_ladder z = sq_frame_ladder_component(frame, z_axis);
    channel all[N_CHANNELS] = {
        {.jump = lowering, .rate = r->Gamma, .single = r->gamma_s, .chi = r->chi},
        {.jump = raising, .rate = r->Gamma_up, .single = r->gamma_up},
        {.jump = z, .rate = r->Gamma_phi, .single = r->gamma_phi, .chi = r->chi_z},
    };
    const double complex d = g->mean[0] - I * g->mean[1];
    const double complex displacement[N_CHANNELS] = {d, conj(d), g->mean[2]};
    int n = 0;
    for (int c = 0; c < N_CHANNELS; c++) {
        if (all[c].rate == 0 && all[c].single == 0 && all[c].chi == 0)
            continue;
        list[n] = all[c];
        list[n].displaced = all[c].jump;
        list[n++].displaced.one -= displacement[c];
    }
    return n;
}

/* What is linear in the spin: −i (Hamiltonian − omega·J) − losses/2. */
static sq_frame_ladder
linear_part(const sq_rates *r, const sq_gauge *g, const sq_frame *frame, const channel *list,
            int n)
{
    const double loss[3] = {0, 0, -(r->gamma_s - r->gamma_up) / 2};
    double field[3];
    sq_rates_field(field, r);
    for (int a = 0; a < 3; a++)
        field[a] -= g->omega[a];
    sq_frame_ladder sum = sq_frame_ladder_sum(sq_frame_ladder_component(frame, loss), -I,
                                              sq_frame_ladder_component(frame, field));
    sum.one -= (r->gamma_s + r->gamma_up) * r->N / 4 + r->gamma_phi * r->N / 8;
    for (int c = 0; c < n; c++) {
        double complex d = list[c].jump.one - list[c].displaced.one;
        /* chi (d* O + d O†) + (i rate/2)(d* O − d O†) */
        sum = sq_frame_ladder_sum(sum, -I * conj(d) * (list[c].chi + I * list[c].rate / 2),
                                  list[c].jump);
        sum = sq_frame_ladder_sum(sum, -I * d * (list[c].chi - I * list[c].rate / 2),
                                  sq_frame_ladder_adjoint(list[c].jump));
    }
    return sum;
}

/* (−rate/2 − i chi) L†L rho + (rate/2) L rho L† */
static void
add_collective(sq_master *master, workspace *t, int block, const channel *c, sq_band_matrix in,
               sq_band_matrix out)
{
    int rows = sq_density_window_rows(&master->window, block);
    double complex factor = -c->rate / 2 - I * c->chi;
    sq_frame_ladder adjoint = sq_frame_ladder_sum((sq_frame_ladder){0}, factor,
                                                  sq_frame_ladder_adjoint(c->displaced));
    ladder_band(master, &t->band, block, c->displaced);
    ladder_band(master, &t->adjoint, block, adjoint);
    sq_band_left(t->product, &t->band, in, rows, rows, rows, false);
    sq_band_left(out, &t->adjoint, t->product, rows, rows, rows, true);
    if (c->rate > 0)
        sq_band_right_adjoint(out, &t->band, t->product, rows, rows, rows, c->rate / 2,
                              t->scratch);
}

/* (single/2) sum_s T_s rho_{J−s} T_s† */
static void
add_single(sq_master *master, workspace *t, int block, const channel *c,
           const sq_density *density, sq_band_matrix out)
{
    int rows = sq_density_window_rows(&master->window, block);
    for (int s = -1; s <= 1; s++) {
        int source = block + s;
        if (source < 0 || source >= master->window.n)
            continue;
        int source_rows = sq_density_window_rows(&master->window, source);
        jump_band(master, &t->band, source, s, rows, c->jump);
        sq_band_left(t->product, &t->band, sq_density_block(density, source), rows, source_rows,
                     source_rows, false);
        sq_band_right_adjoint(out, &t->band, t->product, rows, rows, source_rows, c->single / 2,
                              t->scratch);
    }
}

static void
apply_to_block(sq_master *master, workspace *t, int block, sq_frame_ladder linear,
               const channel *list, int n, const sq_density *density, sq_density *derivative)
{
    int rows = sq_density_window_rows(&master->window, block);
    sq_band_matrix in = sq_density_block(density, block),
                   out = sq_density_block(derivative, block);
    ladder_band(master, &t->band, block, linear);
    sq_band_left(out, &t->band, in, rows, rows, rows, false);
    for (int c = 0; c < n; c++) {
        if (list[c].rate > 0 || list[c].chi != 0)
            add_collective(master, t, block, &list[c], in, out);
        if (list[c].single > 0)
            add_single(master, t, block, &list[c], density, out);
    }
    sq_band_add_adjoint(out, rows);
}

void
sq_master_apply(sq_master *master, const sq_rates *rates, const sq_gauge *gauge, double tau,
                const sq_density *density, sq_density *derivative)
{
    channel list[N_CHANNELS];
    sq_frame frame;
    sq_gauge_frame(&frame, gauge, tau);
    int n = list_channels(list, rates, gauge, &frame);
    sq_frame_ladder linear = linear_part(rates, gauge, &frame, list, n);
    /* Below some 10^5 numbers a block is done before a thread is woken. */
    bool worth_it = sq_density_window_size(&master->window) > 100000;
#pragma omp parallel for schedule(dynamic) if (worth_it)
    for (int block = 0; block < master->window.n; block++)
        apply_to_block(master, &master->thread[thread_number()], block, linear, list, n,
                       density, derivative);
}
