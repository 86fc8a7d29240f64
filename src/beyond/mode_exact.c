/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rho = sum_J r_J(kn, k'n') |J,k>|n><n'|<J,k'|, the multiplicity of J traced out.  With the
 * jumps L of the mode, of the common dephasing and (T_s, from J − s to J, dicke.h) of single
 * spins,
 *   drho/dt = B + B† + sum L rho L†,   B = (−i H − sum L†L/2) rho,
 *   H = h·J − Delta a†a + g (a J_+ + a† J_−),   h = (Omega, 0, delta).
 * The row (k, n) of a block stands at k F + n, F being the number of levels.  The jump up from
 * the highest level is left out, so that the trace is kept.
 *
 * Time stepping: Prince–Dormand 8(7) of GSL; for so few spins nothing better is needed. */
#include "beyond/mode_exact.h"

#include <complex.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/density.h"
#include "solvers/dicke.h"

#define TOLERANCE 1e-9

typedef struct system_constants {
    sq_density_window spins; /* blocks, whole */
    int levels;
    size_t size;                           /* of the density matrix */
    double *budget;                        /* numbers that may still be derived */
    double root[SQ_MODE_EXACT_LEVELS + 1]; /* sqrt(n) */
    double g, kappa, Delta, nbar;
    double complex lower,
        raise; /* −i (h_x + i h_y)/2, of J_−, and −i (h_x − i h_y)/2, of J_+ */
    double delta, common; /* delta: h_z */
    double single[3];     /* rates of one-spin jumps q = −1, 0, 1 at [q + 1] */
} system_constants;

typedef struct block {
    double J;
    int rows; /* of the spin, 2J + 1 */
    int size; /* of spin and mode together */
} block;

static block
block_of(const system_constants *c, int index)
{
    int rows = sq_density_window_rows(&c->spins, index);
    return (block){
        .J = sq_density_window_spin(&c->spins, index), .rows = rows, .size = rows * c->levels};
}

static size_t
block_start(const system_constants *c, int index)
{
    size_t start = 0;
    for (int i = 0; i < index; i++) {
        size_t size = (size_t)block_of(c, i).size;
        start += size * size;
    }
    return start;
}

/* out += factor in, rows of n numbers.  In parts, since a complex product looks after
 * infinities first. */
static void
add_row(double complex *out, double complex factor, const double complex *in, int n)
{
    double re = creal(factor), im = cimag(factor);
    double *to = (double *)(void *)out;
    const double *from = (const double *)(const void *)in;
    for (int i = 0; i < 2 * n; i += 2) {
        to[i] += re * from[i] - im * from[i + 1];
        to[i + 1] += re * from[i + 1] + im * from[i];
    }
}

/* ---- H and losses ---- */

static double complex
diagonal(const system_constants *c, double J, int k, int n)
{
    double M = J - k, N = c->spins.N;
    double loss = c->kappa * (c->nbar + 1) * n + c->common * M * M +
                  c->single[0] * (N / 2 + M) + c->single[1] * N / 4 +
                  c->single[2] * (N / 2 - M);
    if (n + 1 < c->levels)
        loss += c->kappa * c->nbar * (n + 1);
    return -loss / 2 - I * (c->delta * M - c->Delta * n);
}

static void
add_drift(double complex *out, const system_constants *c, const block *b,
          const double complex *in)
{
    int F = c->levels;
    ptrdiff_t size = b->size;
    for (int k = 0; k < b->rows; k++) {
        double above = k > 0 ? sq_dicke_lower(b->J, k - 1) : 0;
        double below = k + 1 < b->rows ? sq_dicke_lower(b->J, k) : 0;
        for (int n = 0; n < F; n++) {
            ptrdiff_t row = k * F + n;
            double complex *to = out + row * size;
            const double complex *from = in + row * size;
            add_row(to, diagonal(c, b->J, k, n), from, b->size);
            if (k > 0)
                add_row(to, c->lower * above, from - F * size, b->size);
            if (k + 1 < b->rows)
                add_row(to, c->raise * below, from + F * size, b->size);
            if (k > 0 && n > 0)
                add_row(to, -I * c->g * above * c->root[n], from - (F + 1) * size, b->size);
            if (k + 1 < b->rows && n + 1 < F)
                add_row(to, -I * c->g * below * c->root[n + 1], from + (F + 1) * size, b->size);
        }
    }
}

static void
add_adjoint(double complex *matrix, int size)
{
    for (int i = 0; i < size; i++)
        for (int j = 0; j <= i; j++) {
            double complex sum = matrix[i * size + j] + conj(matrix[j * size + i]);
            matrix[i * size + j] = sum;
            matrix[j * size + i] = conj(sum);
        }
}

/* ---- jumps ---- */

/* Of the mode, down (by = 1) or up (by = −1): out(n, n') from in(n + by, n' + by). */
static void
add_mode_jump(double complex *out, const system_constants *c, const block *b, double rate,
              int by, const double complex *in)
{
    int F = c->levels, first = by > 0 ? 0 : 1, end = by > 0 ? F - 1 : F;
    const double *root = c->root + (by > 0 ? 1 : 0); /* of the quanta before or after */
    ptrdiff_t shift = (ptrdiff_t)by * (b->size + 1);
    for (int row = 0; row < b->size; row++) {
        int n = row % F;
        if (n < first || n >= end)
            continue;
        for (int l = 0; l < b->rows; l++) {
            double complex *to = out + (ptrdiff_t)row * b->size + l * F;
            const double complex *from = in + (ptrdiff_t)row * b->size + l * F + shift;
            for (int m = first; m < end; m++)
                to[m] += rate * root[n] * root[m] * from[m];
        }
    }
}

static void
add_common_dephasing(double complex *out, const system_constants *c, const block *b,
                     const double complex *in)
{
    for (int row = 0; row < b->size; row++)
        for (int column = 0; column < b->size; column++) {
            double M = b->J - row / c->levels, other = b->J - column / c->levels;
            ptrdiff_t place = (ptrdiff_t)row * b->size + column;
            out[place] += c->common * M * other * in[place];
        }
}

/* From the block `source`, whose J is s less, by one-spin jumps of kind q. */
static void
add_single(double complex *out, const system_constants *c, const block *b,
           const double complex *in, const block *source, int s, int q)
{
    double N = c->spins.N, rate = c->single[q + 1];
    int F = c->levels;
    for (int k = 0; k < b->rows; k++)
        for (int l = 0; l < b->rows; l++) {
            int from_k = k - s + q, from_l = l - s + q;
            double weight = rate * sq_dicke_jump(N, source->J, s, q, from_k) *
                            sq_dicke_jump(N, source->J, s, q, from_l);
            if (weight == 0)
                continue;
            for (int n = 0; n < F; n++)
                add_row(out + (ptrdiff_t)(k * F + n) * b->size + l * F, weight,
                        in + (ptrdiff_t)(from_k * F + n) * source->size + from_l * F, F);
        }
}

/* ---- the generator ---- */

static void
derive_block(double complex *all, const system_constants *c, int index,
             const double complex *rho)
{
    block b = block_of(c, index);
    size_t start = block_start(c, index);
    double complex *out = all + start;
    const double complex *in = rho + start;
    add_drift(out, c, &b, in);
    add_adjoint(out, b.size);
    add_mode_jump(out, c, &b, c->kappa * (c->nbar + 1), 1, in);
    if (c->nbar > 0)
        add_mode_jump(out, c, &b, c->kappa * c->nbar, -1, in);
    if (c->common > 0)
        add_common_dephasing(out, c, &b, in);
    for (int s = -1; s <= 1; s++) {
        int from = index + s;
        if (from < 0 || from >= c->spins.n)
            continue;
        block source = block_of(c, from);
        for (int q = -1; q <= 1; q++)
            if (c->single[q + 1] > 0)
                add_single(out, c, &b, rho + block_start(c, from), &source, s, q);
    }
}

static int
rhs(double t, const double y[], double f[], void *context)
{
    const system_constants *c = context;
    (void)t;
    *c->budget -= (double)c->size;
    if (*c->budget < 0)
        return GSL_EBADFUNC;
    for (size_t i = 0; i < 2 * c->size; i++)
        f[i] = 0;
    for (int index = 0; index < c->spins.n; index++)
        derive_block((double complex *)(void *)f, c, index,
                     (const double complex *)(const void *)y);
    return GSL_SUCCESS;
}

/* ---- states ---- */

/* Every spin along the unit vector, the mode thermal. */
static void
fill_start(double complex *rho, const system_constants *c, const double spin[3])
{
    block b = block_of(c, 0);
    int F = c->levels;
    double up = sqrt((1 + spin[2]) / 2), down = sqrt((1 - spin[2]) / 2);
    double complex phase = cexp(I * atan2(spin[1], spin[0]));
    double q = c->nbar / (c->nbar + 1), part = (1 - q) / (1 - pow(q, F));
    for (int k = 0; k < b.rows; k++)
        for (int l = 0; l < b.rows; l++) {
            double chosen = exp((lgamma(c->spins.N + 1) * 2 - lgamma(k + 1) -
                                 lgamma(b.rows - k) - lgamma(l + 1) - lgamma(b.rows - l)) /
                                2);
            double complex value = chosen * pow(up, 2 * (b.rows - 1) - k - l) *
                                   pow(down, k + l) * cpow(phase, k - l);
            for (int n = 0; n < F; n++)
                rho[(ptrdiff_t)(k * F + n) * b.size + l * F + n] = value * part * pow(q, n);
        }
}

/* What the mode holds, and the population of its highest level. */
static void
report_mode(sq_mode_kept_moments *m, double *top, const system_constants *c,
            const double complex *rho)
{
    double complex a = 0;
    double highest = 0;
    int F = c->levels;
    m->quanta = -c->nbar;
    for (int index = 0; index < c->spins.n; index++) {
        block b = block_of(c, index);
        const double complex *r = rho + block_start(c, index);
        for (int row = 0; row < b.size; row++) {
            int n = row % F;
            m->quanta += n * creal(r[(ptrdiff_t)row * (b.size + 1)]);
            if (n + 1 < F) /* <a> = sum sqrt(n + 1) rho(n + 1, n) */
                a += sqrt(n + 1) * r[(ptrdiff_t)(row + 1) * b.size + row];
            else
                highest += creal(r[(ptrdiff_t)row * (b.size + 1)]);
        }
    }
    m->field[0] = 2 * creal(a);
    m->field[1] = -2 * cimag(a);
    *top = fmax(*top, highest);
}

/* The mode is traced out. */
static void
report_spins(sq_mode_kept_moments *m, sq_density *spins, const system_constants *c,
             const double complex *rho)
{
    static const sq_frame laboratory = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    int F = c->levels;
    for (int index = 0; index < c->spins.n; index++) {
        block b = block_of(c, index);
        sq_band_matrix to = sq_density_block(spins, index);
        const double complex *r = rho + block_start(c, index);
        for (int k = 0; k < b.rows; k++)
            for (int l = 0; l < b.rows; l++) {
                double complex sum = 0;
                for (int n = 0; n < F; n++)
                    sum += r[(ptrdiff_t)(k * F + n) * b.size + l * F + n];
                to.re[k * to.stride + l] = creal(sum);
                to.im[k * to.stride + l] = cimag(sum);
            }
    }
    sq_density_moments(spins, &laboratory, &m->spins);
}

/* ---- a run ---- */

static system_constants
constants_of(const sq_mode *m, const sq_rates *r, int levels)
{
    int blocks = sq_rates_one_spin(r) > 0 ? sq_density_window_blocks(r->N) : 1;
    double field[3];
    sq_rates_field(field, r);
    system_constants c = {
        .spins = sq_density_window_of(r->N, 0, blocks, (int)r->N + 1),
        .levels = levels,
        .g = m->g,
        .kappa = m->kappa,
        .Delta = m->detuning,
        .nbar = m->nbar,
        .lower = (field[1] - I * field[0]) / 2,
        .raise = (-field[1] - I * field[0]) / 2,
        .delta = field[2] - 2 * r->chi * m->nbar,
        .common = r->Gamma_phi,
        .single = {r->gamma_s, r->gamma_phi, r->gamma_up},
    };
    for (int n = 0; n <= levels; n++)
        c.root[n] = sqrt(n);
    c.size = block_start(&c, c.spins.n);
    return c;
}

static enum sq_status
follow(system_constants *c, double *y, sq_density *spins, sq_mode_kept_moments *result,
       double *top, const double *t, size_t n, sq_errors *errors)
{
    const double complex *rho = (const double complex *)(const void *)y;
    gsl_odeiv2_system system = {.function = rhs, .dimension = 2 * c->size, .params = c};
    gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_y_new(
        &system, gsl_odeiv2_step_rk8pd, 1e-3 / hypot(c->kappa, c->Delta), TOLERANCE, TOLERANCE);
    enum sq_status status = driver ? SQ_OK : SQ_ERR_MEMORY;
    double now = 0;
    *top = 0;
    for (size_t i = 0; i < n && !status; i++) {
        if (t[i] > now && gsl_odeiv2_driver_apply(driver, &now, t[i], y) != GSL_SUCCESS) {
            *top = NAN;
            if (!(*c->budget < 0))
                status = SQ_ERR_NUMERIC;
            break;
        }
        report_mode(&result[i], top, c, rho);
        report_spins(&result[i], spins, c, rho);
    }
    if (driver)
        gsl_odeiv2_driver_free(driver);
    return status ? sq_errors_add(errors, status, "spins and mode could not be followed to %g",
                                  t[n - 1])
                  : SQ_OK;
}

enum sq_status
sq_mode_exact_run(sq_mode_kept_moments *result, double *top, const sq_mode *mode,
                  const sq_rates *rates, int levels, double *budget, const double spin[3],
                  const double *t, size_t n, sq_errors *errors)
{
    if (rates->chi_z != 0)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "one-axis twisting has no place beside a mode");
    system_constants c = constants_of(mode, rates, levels);
    c.budget = budget;
    sq_density spins = {0};
    double *y = calloc(2 * c.size, sizeof *y);
    enum sq_status status = SQ_OK;
    if (!y || !sq_density_init(&spins, c.spins)) {
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for spins and mode");
    } else {
        fill_start((double complex *)(void *)y, &c, spin);
        status = follow(&c, y, &spins, result, top, t, n, errors);
    }
    sq_density_free(&spins);
    free(y);
    return status;
}
