/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact: the master equation in the Dicke basis, permutation symmetry used up.
 *
 * The basis follows the state: |J, k> along the instantaneous mean spin.  There a
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
 * Errors: of the steps by the embedded estimate; of the window by the populations at its
 * edge, kept below WINDOW_SHARE of the tolerance.
 *
 * Longer than 400 lines: window, frame and steps each change the others. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/density.h"
#include "base/machine.h"
#include "solvers/master.h"
#include "base/step.h"
#include "solvers/solver.h"

static const sq_step_scheme *const scheme = &sq_step_cash_karp;
static const sq_step_control control = {
    .order = 5, .safety = 0.85, .least = 0.2, .largest = 3, .rejected = 0.85};

enum { N_STAGES = 6 };

/* Shares of the tolerance: the error of one step (Frobenius norm of rho, whose largest
 * moments are N²/4 times larger but smooth), and the population at the window's edge. */
#define STEP_SHARE 1e-1
#define WINDOW_SHARE 1e-2

/* Windows: rows looked at as the edge, least sizes, and growth. */
enum { EDGE = 3, LEAST_ROWS = 12, LEAST_BLOCKS = 4, NEW_BLOCKS = 2 };
#define GROWTH 1.2

/* The window's memory may not grow beyond this, nor beyond this part of the machine's;
 * states that need more are too broad. */
#define MOST_BYTES 4e9
#define MOST_PART 0.7

typedef struct exact_state {
    sq_rates rates;
    sq_frame frame;
    sq_density rho;
    double tolerance;
    sq_step step;
    bool too_broad; /* more memory than MOST_BYTES would be needed to go on */
    /* Made by the first advance, remade when the window changes. */
    sq_master *master;
    sq_density stage[N_STAGES], trial;
} exact_state;

/* ---- workspace ---- */

static void
free_workspace(exact_state *s)
{
    sq_master_free(s->master);
    s->master = NULL;
    for (int i = 0; i < N_STAGES; i++)
        sq_density_free(&s->stage[i]);
    sq_density_free(&s->trial);
}

static double
workspace_bytes(const sq_density_window *w)
{
    return (double)sq_master_bytes(w) +
           (N_STAGES + 2.0) * (double)sq_density_window_size(w) * sizeof(double);
}

static double
most_bytes(void)
{
    return fmin(MOST_BYTES, MOST_PART * sq_machine_bytes());
}

static enum sq_status
out_of_memory(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the density matrix");
}

static enum sq_status
make_workspace(exact_state *s, sq_errors *errors)
{
    if (s->master)
        return SQ_OK;
    bool complete = sq_density_init(&s->trial, s->rho.window);
    for (int i = 0; i < N_STAGES && complete; i++)
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
wanted_window(const exact_state *s)
{
    const sq_density_window *w = &s->rho.window;
    double edge = WINDOW_SHARE * s->tolerance;
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
    if (sq_density_tail(&s->rho, m - EDGE) > edge)
        m = grown(m);
    else if (m > LEAST_ROWS &&
             sq_density_tail(&s->rho, (int)(m / (GROWTH * GROWTH))) < 1e-3 * edge)
        m = (int)(m / GROWTH);
    first = first < 0 ? 0 : first;
    end = end > all ? all : end;
    m = m < LEAST_ROWS ? LEAST_ROWS : m;
    return sq_density_window_of(w->N, first, end - first, m > most ? most : m);
}

static enum sq_status
adapt_window(exact_state *s, sq_errors *errors)
{
    const sq_density_window *w = &s->rho.window;
    sq_density_window wanted = wanted_window(s);
    if (wanted.first == w->first && wanted.n == w->n && wanted.m == w->m)
        return SQ_OK;
    s->too_broad = workspace_bytes(&wanted) > most_bytes();
    if (s->too_broad)
        return SQ_OK;
    free_workspace(s);
    return sq_density_resize(&s->rho, wanted) ? SQ_OK : out_of_memory(errors);
}

/* ---- one step ---- */

static size_t
length_of(const exact_state *s)
{
    return sq_density_window_size(&s->rho.window);
}

/* sum = base + h sum_j w_j k_j */
static void
combine(const exact_state *s, double *restrict sum, double h, const double *w, int n)
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

static double
error_of_step(const exact_state *s, double h)
{
    size_t length = length_of(s);
    double sum = 0;
    for (size_t i = 0; i < length; i++) {
        double e = 0;
        for (int j = 0; j < N_STAGES; j++)
            e += scheme->error[j] * s->stage[j].data[i];
        sum += e * e;
    }
    return h * sqrt(sum) / (STEP_SHARE * s->tolerance);
}

/* A step from the gauge. */
typedef struct attempt {
    exact_state *state;
    sq_gauge gauge;
} attempt;

/* The result is left in the state's trial. */
static double
try_step(void *method, double h)
{
    const attempt *a = method;
    exact_state *s = a->state;
    for (int i = 1; i < N_STAGES; i++) {
        combine(s, s->trial.data, h, scheme->stage[i], i);
        sq_master_apply(s->master, &s->rates, &a->gauge, scheme->node[i] * h, &s->trial,
                        &s->stage[i]);
    }
    double error = error_of_step(s, h);
    combine(s, s->trial.data, h, scheme->weight, N_STAGES);
    return isfinite(error) ? error : INFINITY;
}

static void
take_trial(exact_state *s)
{
    sq_density rho = s->rho;
    s->rho = s->trial;
    s->trial = rho;
}

static enum sq_status
make_step(exact_state *s, double t_end, sq_errors *errors)
{
    attempt from_here = {.state = s};
    double inner[3];
    enum sq_status status = adapt_window(s, errors);
    if (!status && !s->too_broad)
        status = make_workspace(s, errors);
    if (status || s->too_broad)
        return status;
    sq_density_mean(&s->rho, inner);
    sq_gauge_follow(&from_here.gauge, inner, &s->frame, &s->rates, 4 * s->step.size);
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

/* ---- the record ---- */

static sq_solver_cost
cost(const sq_rates *rates, const sq_solver_options *options, double duration, int points)
{
    (void)options;
    /* Measured on two cores: 1e-9 s N⁴ for Gamma t = 0.1 from N = 100 to 300 while the state is
     * narrow; 6e-9 s N⁵ per 1/Gamma (N = 50, 100) once it is broad, which one-spin processes
     * make it after about half of their time.  The memory is that of the broadest state. */
    double N = rates->N, scale = fmax(sq_rates_collective(rates) / N, 1e-300);
    double broad = fmax(0, duration - 0.5 / sq_rates_one_spin(rates));
    sq_density_window whole =
        sq_density_window_of(N, 0, sq_density_window_blocks(N), (int)N + 1);
    double seconds =
        scale * (1e-8 * pow(N, 4) * duration + 6e-9 * pow(N, 5) * broad) + 1e-5 * points;
    return (sq_solver_cost){.seconds = seconds,
                            .bytes = fmin(workspace_bytes(&whole), most_bytes())};
}

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    enum sq_status status = sq_rates_check(rates, errors);
    if (status)
        return status;
    if (rates->N != floor(rates->N))
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'exact' wants a whole number of spins, not %g", rates->N);
    if (rates->N > 2000)
        return sq_errors_add(
            errors, SQ_ERR_UNSUPPORTED,
            "solver 'exact' is for up to 2000 spins, not %g: the time grows as "
            "N^4; use solver 'cumulant'",
            rates->N);
    return SQ_OK;
}

static void
free_state(void *state)
{
    exact_state *s = state;
    if (!s)
        return;
    free_workspace(s);
    sq_density_free(&s->rho);
    free(s);
}

static enum sq_status
create(void **state, const sq_rates *rates, const double spin[3],
       const sq_solver_options *options, sq_errors *errors)
{
    exact_state *s = *state = calloc(1, sizeof *s);
    if (!s)
        return out_of_memory(errors);
    int blocks = sq_rates_one_spin(rates) > 0 ? LEAST_BLOCKS : 1;
    int all = sq_density_window_blocks(rates->N), most = (int)rates->N + 1;
    sq_density_window window = sq_density_window_of(rates->N, 0, blocks < all ? blocks : all,
                                                    LEAST_ROWS < most ? LEAST_ROWS : most);
    s->rates = *rates;
    s->tolerance = options->tolerance;
    s->step.size = 1e-3 / fmax(sq_rates_collective(rates), 1e-300);
    sq_frame_from_axis(&s->frame, spin);
    if (!sq_density_init(&s->rho, window)) {
        free_state(s);
        *state = NULL;
        return out_of_memory(errors);
    }
    sq_density_block(&s->rho, 0).re[0] = 1;
    return SQ_OK;
}

static enum sq_status
quench(void *state, const sq_rates *rates, sq_errors *errors)
{
    exact_state *s = state;
    s->rates = *rates;
    s->step.size = fmin(s->step.size, 1e-3 / fmax(sq_rates_collective(rates), 1e-300));
    /* One-spin processes may begin: give them the blocks that they lead to. */
    sq_density_window w = s->rho.window;
    int all = sq_density_window_blocks(w.N), n = w.n < LEAST_BLOCKS ? LEAST_BLOCKS : w.n;
    free_workspace(s);
    w = sq_density_window_of(w.N, w.first, n > all - w.first ? all - w.first : n, w.m);
    return sq_density_resize(&s->rho, w) ? SQ_OK : out_of_memory(errors);
}

/* All spins turn alike, so the density in its frame stays and the frame turns. */
static void
rotate(void *state, const double axis[3], double angle)
{
    exact_state *s = state;
    sq_frame turned;
    sq_frame_turn(&turned, &s->frame, axis, angle);
    s->frame = turned;
}

static enum sq_status
advance(void *state, double until, enum sq_solver_stride stride, sq_errors *errors)
{
    exact_state *s = state;
    enum sq_status status = SQ_OK;
    while (!status && s->step.t < until && !s->too_broad) {
        status = make_step(s, until, errors);
        if (stride == SQ_SOLVER_ONE_STEP)
            break;
    }
    return status;
}

static double
current_time(const void *state)
{
    return ((const exact_state *)state)->step.t;
}

static void
moments(const void *state, sq_moments *m)
{
    const exact_state *s = state;
    sq_density_moments(&s->rho, &s->frame, m);
}

static enum sq_breakdown
breakdown(const void *state)
{
    return ((const exact_state *)state)->too_broad ? SQ_BREAKDOWN_MEMORY : SQ_BREAKDOWN_NONE;
}

static enum sq_status
copy(void *to, const void *from, sq_errors *errors)
{
    exact_state *target = to;
    const exact_state *source = from;
    const sq_density_window *a = &target->rho.window, *b = &source->rho.window;
    if (a->first != b->first || a->n != b->n || a->m != b->m) {
        free_workspace(target);
        if (!sq_density_resize(&target->rho, *b))
            return out_of_memory(errors);
    }
    memcpy(target->rho.data, source->rho.data,
           sq_density_window_size(b) * sizeof *target->rho.data);
    target->rates = source->rates;
    target->frame = source->frame;
    target->step = source->step;
    target->too_broad = source->too_broad;
    return SQ_OK;
}

static long
count_steps(const void *state)
{
    return ((const exact_state *)state)->step.steps;
}

const sq_solver sq_solver_exact = {
    .name = "exact",
    .summary = "master equation in the Dicke basis along the moving mean spin",
    .range = "N up to some hundreds (2000 before the transition); no approximation",
    .correlated = true,
    .exact = true,
    .applicable = applicable,
    .cost = cost,
    .create = create,
    .free = free_state,
    .quench = quench,
    .rotate = rotate,
    .advance = advance,
    .time = current_time,
    .moments = moments,
    .breakdown = breakdown,
    .copy = copy,
    .steps = count_steps,
};
