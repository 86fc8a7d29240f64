/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The basis follows the state: |J, k> along the instantaneous mean spin.  There a
 * coherent state is one number, a squeezed one needs k up to some sqrt(N), and one-spin
 * decay populates some tens of the values of J.  The window of k and J grows and shrinks
 * with the state, so nothing is dropped that exceeds the tolerance, and a state that
 * spreads over the sphere after the transition simply becomes expensive.
 *
 * Time stepping, as measured (chi = 0, ratio 0.9, gamma_s = 4 Gamma, to Gamma t = 0.1):
 * the spectrum of the generator fills a wedge, |Im| up to 1.3 |Re|, out to 0.67 Gamma N²
 * in the laboratory basis.  So stabilised Chebyshev methods do not apply, and Chebyshev
 * polynomials on an ellipse around the wedge need as many products as an explicit
 * Runge–Kutta method (280 against 300 at N = 50, estimated).  In the moving basis the
 * radius falls to about Gamma N m, and the window holds few numbers; there Cash–Karp 5(4)
 * takes 34 steps at N = 50, 76 at 100, 495 at 300 (tolerance 1e-6).
 *
 * Errors are measured by what they do to the squeezed variance, in units of itself: what is
 * wrong at the level k adds N k to it, and it may be 10^-3 of N/4.  Those of the steps by the
 * embedded estimate; those of the window by the populations at its edge. */
#include "solvers/mixed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/machine.h"

static const sq_step_scheme *const scheme = &sq_step_cash_karp;
static const sq_step_control control = {
    .order = 5, .safety = 0.85, .least = 0.2, .largest = 3, .rejected = 0.85};

/* Shares of the tolerance: the error of one step, and the population at the window's edge. */
#define STEP_SHARE 1
#define WINDOW_SHARE 1e-2

/* Windows: rows looked at as the edge, least sizes, and growth. */
enum { EDGE = 3, LEAST_ROWS = 12, LEAST_BLOCKS = 4, NEW_BLOCKS = 2 };
#define GROWTH 1.2

/* The window's memory may not grow beyond this, nor beyond this part of the machine's;
 * states that need more are too broad. */
#define MOST_BYTES 4e9
#define MOST_PART 0.7

/* ---- workspace ---- */

static void
free_workspace(sq_mixed *s)
{
    sq_master_free(s->master);
    s->master = NULL;
    for (int i = 0; i < SQ_MIXED_STAGES; i++)
        sq_density_free(&s->stage[i]);
    sq_density_free(&s->trial);
}

double
sq_mixed_bytes(const sq_density_window *w)
{
    return (double)sq_master_bytes(w) +
           (SQ_MIXED_STAGES + 2.0) * (double)sq_density_window_size(w) * sizeof(double);
}

double
sq_mixed_most_bytes(void)
{
    return fmin(MOST_BYTES, MOST_PART * sq_machine_bytes());
}

static enum sq_status
out_of_memory(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the density matrix");
}

static enum sq_status
make_workspace(sq_mixed *s, sq_errors *errors)
{
    if (s->master)
        return SQ_OK;
    bool complete = sq_density_init(&s->trial, s->rho.window);
    for (int i = 0; i < SQ_MIXED_STAGES && complete; i++)
        complete = sq_density_init(&s->stage[i], s->rho.window);
    s->master = complete ? sq_master_create(s->rho.window) : NULL;
    if (s->master)
        return SQ_OK;
    free_workspace(s);
    return out_of_memory(errors);
}

/* ---- window ---- */

static int
grown(int m)
{
    int larger = (int)(GROWTH * m) + 4;
    return larger;
}

/* The window that the state wants: room where its edges carry weight, none where a
 * thousandth of that would not be missed. */
static sq_density_window
wanted_window(const sq_mixed *s)
{
    const sq_density_window *w = &s->rho.window;
    double edge = WINDOW_SHARE * s->tolerance * s->least_variance;
    int all = sq_density_window_blocks(w->N), most = (int)w->N + 1;
    int first = w->first, end = w->first + w->n, m = w->m;
    bool single = sq_rates_one_spin(&s->rates) > 0;
    if (single && sq_density_block_trace(&s->rho, w->n - 1) > edge)
        end += NEW_BLOCKS;
    while (end - first > LEAST_BLOCKS &&
           fabs(sq_density_block_trace(&s->rho, first - w->first)) < 1e-3 * edge)
        first++;
    if (first == w->first && first > 0 && sq_density_block_trace(&s->rho, 0) > edge)
        first -= NEW_BLOCKS; /* pumping leads upwards */
    if (sq_density_tail(&s->rho, m - EDGE) * m > edge)
        m = grown(m);
    else if (m > LEAST_ROWS &&
             sq_density_tail(&s->rho, (int)(m / (GROWTH * GROWTH))) * m < 1e-3 * edge)
        m = (int)(m / GROWTH);
    first = first < 0 ? 0 : first;
    end = end > all ? all : end;
    m = m < LEAST_ROWS ? LEAST_ROWS : m;
    return sq_density_window_of(w->N, first, end - first, m > most ? most : m);
}

static enum sq_status
adapt_window(sq_mixed *s, sq_errors *errors)
{
    const sq_density_window *w = &s->rho.window;
    sq_density_window wanted = wanted_window(s);
    if (wanted.first == w->first && wanted.n == w->n && wanted.m == w->m)
        return SQ_OK;
    s->too_broad = sq_mixed_bytes(&wanted) > sq_mixed_most_bytes();
    if (s->too_broad)
        return SQ_OK;
    free_workspace(s);
    return sq_density_resize(&s->rho, wanted) ? SQ_OK : out_of_memory(errors);
}

/* ---- one step ---- */

static size_t
length_of(const sq_mixed *s)
{
    return sq_density_window_size(&s->rho.window);
}

/* sum = base + h sum_j w_j k_j */
static void
combine(const sq_mixed *s, double *restrict sum, double h, const double *w, int n)
{
    size_t length = length_of(s);
    memcpy(sum, s->rho.data, length * sizeof *sum);
    for (int j = 0; j < n; j++) {
        const double *restrict k = s->stage[j].data;
        double factor = h * w[j];
        for (size_t i = 0; i < length && factor != 0; i++)
            sum[i] += factor * k[i];
    }
}

/* Square of the embedded error in one row of a block, at `at` in the data, each column with the
 * weight of its level. */
static double
row_error(const sq_mixed *s, size_t at, int columns)
{
    double sum = 0;
    for (int c = 0; c < columns; c++) {
        double e = 0;
        for (int j = 0; j < SQ_MIXED_STAGES; j++)
            e += scheme->error[j] * s->stage[j].data[at + (size_t)c];
        sum += e * e * (1 + c);
    }
    return sum;
}

/* The norm of the embedded error with the weight of the levels, in units of the squeezed
 * variance and of the tolerance. */
static double
error_of_step(const sq_mixed *s, double h)
{
    double sum = 0;
    for (int block = 0; block < s->rho.window.n; block++) {
        sq_band_matrix r = sq_density_block(&s->rho, block);
        int rows = sq_density_window_rows(&s->rho.window, block);
        for (int k = 0; k < rows; k++) {
            size_t re = (size_t)(r.re - s->rho.data) + (size_t)k * (size_t)r.stride;
            size_t im = (size_t)(r.im - s->rho.data) + (size_t)k * (size_t)r.stride;
            sum += (1 + k) * (row_error(s, re, rows) + row_error(s, im, rows));
        }
    }
    return h * sqrt(sum) / (STEP_SHARE * s->tolerance * s->least_variance);
}

/* A step from the gauge. */
typedef struct attempt {
    sq_mixed *state;
    sq_gauge gauge;
} attempt;

/* The result is left in the state's trial. */
static double
try_step(void *method, double h)
{
    const attempt *a = method;
    sq_mixed *s = a->state;
    for (int i = 1; i < SQ_MIXED_STAGES; i++) {
        combine(s, s->trial.data, h, scheme->stage[i], i);
        sq_master_apply(s->master, &s->rates, &a->gauge, scheme->node[i] * h, &s->trial,
                        &s->stage[i]);
    }
    double error = error_of_step(s, h);
    combine(s, s->trial.data, h, scheme->weight, SQ_MIXED_STAGES);
    return isfinite(error) ? error : INFINITY;
}

static void
take_trial(sq_mixed *s)
{
    sq_density rho = s->rho;
    s->rho = s->trial;
    s->trial = rho;
}

/* In how long the frame comes to where the spin points: some steps.  But where the mean spin
 * goes through zero and turns over, the frame has far to go, and must not go the faster the
 * smaller it makes the steps. */
#define FASTEST 10.0 /* in units of the collective rate */

static double
settling(const sq_mixed *s)
{
    return fmax(4 * s->step.size, 1 / (FASTEST * sq_rates_collective(&s->rates)));
}

enum sq_status
sq_mixed_advance(sq_mixed *s, double t_end, sq_errors *errors)
{
    attempt from_here = {.state = s};
    double inner[3];
    double variance = sq_density_least_variance(&s->rho) / (s->rates.N / 4);
    s->least_variance = fmax(variance, 1 / s->rates.N);
    enum sq_status status = adapt_window(s, errors);
    if (!status && !s->too_broad)
        status = make_workspace(s, errors);
    if (status || s->too_broad)
        return status;
    sq_density_mean(&s->rho, inner);
    sq_gauge_follow(&from_here.gauge, inner, &s->frame, &s->rates, settling(s));
    sq_master_apply(s->master, &s->rates, &from_here.gauge, 0, &s->rho, &s->stage[0]);
    if (!sq_step_make(&s->step, &control, t_end, try_step, &from_here))
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "solver 'exact' finds no step that keeps a tolerance of %g at "
                             "t = %g; ask for less accuracy",
                             s->tolerance, s->step.t);
    take_trial(s);
    sq_gauge_frame(&s->frame, &from_here.gauge, s->step.taken);
    return SQ_OK;
}

/* ---- states ---- */

/* |psi><psi| in the window, whose block of the largest J is its first. */
static void
put_projector(sq_density *rho, const sq_pure *state)
{
    sq_band_matrix r = sq_density_block(rho, 0);
    const double *re = state->re, *im = state->im;
    for (long i = 0; i < state->n; i++)
        for (long j = 0; j < state->n; j++) {
            size_t at =
                (size_t)(state->first + i) * (size_t)r.stride + (size_t)(state->first + j);
            r.re[at] = re[i] * re[j] + im[i] * im[j];
            r.im[at] = im[i] * re[j] - re[i] * im[j];
        }
}

static double
first_step(const sq_rates *rates)
{
    return 1e-3 / fmax(sq_rates_collective(rates), 1e-300);
}

static sq_density_window
first_window(const sq_rates *rates, const sq_pure *state)
{
    int blocks = sq_rates_one_spin(rates) > 0 ? LEAST_BLOCKS : 1;
    int all = sq_density_window_blocks(rates->N), most = (int)rates->N + 1;
    int rows = (int)(state->first + state->n);
    rows = rows < LEAST_ROWS ? LEAST_ROWS : rows;
    return sq_density_window_of(rates->N, 0, blocks < all ? blocks : all,
                                rows < most ? rows : most);
}

static bool
follow_mean(sq_pure *state)
{
    sq_moments m;
    sq_frame frame;
    sq_pure_moments(state, &m);
    double length = sq_moments_length(&m);
    if (!(length > 0) || (state->n == 1 && state->first == 0))
        return true;
    for (int a = 0; a < 3; a++)
        m.mean[a] /= length;
    sq_frame_from_axis(&frame, m.mean);
    return sq_pure_see_from(state, &frame);
}

enum sq_status
sq_mixed_init(sq_mixed *s, const sq_rates *rates, sq_pure *state, double t, double tolerance,
              sq_errors *errors)
{
    *s = (sq_mixed){.rates = *rates, .tolerance = tolerance};
    if (!follow_mean(state))
        return out_of_memory(errors);
    sq_density_window window = first_window(rates, state);
    s->frame = state->frame;
    s->step = (sq_step){.t = t, .size = first_step(rates)};
    s->too_broad = sq_mixed_bytes(&window) > sq_mixed_most_bytes();
    if (s->too_broad)
        window = sq_density_window_of(rates->N, 0, 1, LEAST_ROWS);
    if (!sq_density_init(&s->rho, window))
        return out_of_memory(errors);
    if (!s->too_broad)
        put_projector(&s->rho, state);
    return SQ_OK;
}

void
sq_mixed_free(sq_mixed *s)
{
    free_workspace(s);
    sq_density_free(&s->rho);
}

enum sq_status
sq_mixed_quench(sq_mixed *s, const sq_rates *rates, sq_errors *errors)
{
    s->rates = *rates;
    s->step.size = fmin(s->step.size, first_step(rates));
    /* One-spin processes may begin: give them the blocks that they lead to. */
    sq_density_window w = s->rho.window;
    int all = sq_density_window_blocks(w.N), n = w.n < LEAST_BLOCKS ? LEAST_BLOCKS : w.n;
    free_workspace(s);
    w = sq_density_window_of(w.N, w.first, n > all - w.first ? all - w.first : n, w.m);
    return sq_density_resize(&s->rho, w) ? SQ_OK : out_of_memory(errors);
}

static bool
has_window(const sq_mixed *s, const sq_density_window *w)
{
    const sq_density_window *mine = &s->rho.window;
    return s->rho.data && mine->first == w->first && mine->n == w->n && mine->m == w->m;
}

enum sq_status
sq_mixed_copy(sq_mixed *to, const sq_mixed *from, sq_errors *errors)
{
    const sq_density_window *w = &from->rho.window;
    if (!has_window(to, w)) {
        free_workspace(to);
        sq_density_free(&to->rho);
        if (!sq_density_init(&to->rho, *w))
            return out_of_memory(errors);
    }
    memcpy(to->rho.data, from->rho.data, sq_density_window_size(w) * sizeof *to->rho.data);
    to->rates = from->rates;
    to->frame = from->frame;
    to->tolerance = from->tolerance;
    to->step = from->step;
    to->too_broad = from->too_broad;
    return SQ_OK;
}
