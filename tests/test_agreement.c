/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every solver against exact curves made by other people's programs, and against each
 * other, driven by the solver table: a new solver is tested with no new test code. */
#include "cases.h"
#include "reference.h"
#include "solvers/solver.h"

static const double minus_x[3] = {-1, 0, 0};

/* All 2^N states by QuTiP; one file per case, every term of the model in turn. */
static const char *const exact_files[] = {
    "full_N2_chi0_u0p9_gs0.csv", "full_N2_chi0_u0p9_gs1.csv",
    "full_N2_chi0_u0p9_gs4.csv", "full_N2_chi1_u0p9_gs50.csv",
    "full_N3_chi0_u0p9_gs0.csv", "full_N3_chi0_u0p9_gs1.csv",
    "full_N3_chi0_u0p9_gs4.csv", "full_N3_chi1_u0p9_gs50.csv",
    "full_N4_chi0_u0p9_gs0.csv", "full_N4_chi0_u0p9_gs1.csv",
    "full_N4_chi0_u0p9_gs4.csv", "full_N4_chi1_u0p9_gs50.csv",
    "full_cdeph_N4.csv",         "full_cpump_N4.csv",
    "full_delta_N4.csv",         "full_deph_N4.csv",
    "full_oat_N4.csv",           "full_pump_N4.csv",
};
enum { N_EXACT_FILES = sizeof exact_files / sizeof exact_files[0] };

/* The symmetric subspace (gamma_s = 0) and QuTiP's permutation-invariant solver at more
 * spins; the latter keeps its matrix elements in single precision. */
static const struct {
    const char *name;
    double tolerance; /* of a moment's largest size */
} larger_files[] = {
    {"sym_N10_chi0_u0p9_gs0.csv", 1e-8},   {"sym_N10_chi1_u0p9_gs0.csv", 1e-8},
    {"sym_N20_chi0_u0p9_gs0.csv", 1e-8},   {"sym_N20_chi1_u0p9_gs0.csv", 1e-8},
    {"sym_N100_chi0_u0p9_gs0.csv", 1e-8},  {"sym_N100_chi1_u0p9_gs0.csv", 1e-8},
    {"piqs_N10_chi0_u0p9_gs1.csv", 1e-6},  {"piqs_N10_chi0_u0p9_gs4.csv", 1e-6},
    {"piqs_N10_chi1_u0p9_gs50.csv", 1e-6}, {"piqs_N20_chi0_u0p9_gs1.csv", 1e-6},
    {"piqs_N20_chi0_u0p9_gs4.csv", 1e-6},  {"piqs_N20_chi1_u0p9_gs50.csv", 1e-6},
};

/* The largest difference of a sampled solver in five standard errors; what a jump does that
 * none of so few trajectories makes (rule of three) counts as error too.  A second moment's
 * error is at most that of the covariance and those that the means bring. */
static double
sampled_difference(const sq_solver *solver, const void *state, const double *row)
{
    static const int pair[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    sq_solver_options options;
    sq_moments m, e;
    double largest = 0;
    sq_solver_options_init(&options);
    solver->moments(state, &m);
    solver->moment_errors(state, &e);
    double unseen = 3.0 / (double)options.trajectories * m.N / 2;
    for (int a = 0; a < 3; a++)
        largest = fmax(largest, fabs(m.mean[a] - row[1 + a]) / (5 * e.mean[a] + unseen));
    for (int k = 0; k < 6; k++) {
        int a = pair[k][0], b = pair[k][1];
        double error = e.cov[a][b] + fabs(m.mean[a]) * e.mean[b] + fabs(m.mean[b]) * e.mean[a];
        double difference = fabs(sq_moments_second(&m, a, b) - row[4 + k]);
        largest = fmax(largest, difference / (5 * error + unseen * m.N / 2));
    }
    return largest;
}

/* Runs a solver through the times of a reference and returns the largest difference of
 * any moment up to t_last; of a sampled solver in units of `near` for every five standard
 * errors. */
static double
largest_difference(const sq_solver *solver, int order, const reference *r, double t_last,
                   double near)
{
    sq_solver_options options;
    sq_errors errors = {0};
    void *state;
    sq_solver_options_init(&options);
    options.order = order;
    cr_assert(solver->create(&state, &r->rates, minus_x, &options, &errors) == SQ_OK);
    double largest = 0;
    for (size_t i = 0; i < r->n && r->row[i][0] <= t_last; i++) {
        sq_moments m;
        cr_assert(solver->advance(state, r->row[i][0], SQ_SOLVER_TO_THE_END, &errors) == SQ_OK);
        solver->moments(state, &m);
        double d = solver->sampled ? near * sampled_difference(solver, state, r->row[i])
                                   : reference_difference(r->row[i], &m);
        largest = fmax(largest, d);
    }
    solver->free(state);
    return largest;
}

/* Is this solver, at this order, exact for the case? */
static bool
is_exact(const sq_solver *solver, int order, const reference *r)
{
    return case_applies(solver, &r->rates) &&
           (solver->exact || (solver->largest_order && order >= r->rates.N));
}

/* Measured: 3e-9 at step tolerance 1e-8; the files are right to 1e-9. */
Test(agreement, exact_where_nothing_is_dropped)
{
    static reference r;
    int compared = 0;
    for (size_t i = 0; i < N_EXACT_FILES; i++) {
        reference_read(&r, exact_files[i]);
        for (size_t s = 0; sq_solvers[s]; s++)
            for (int order = sq_solvers[s]->least_order; order <= sq_solvers[s]->largest_order;
                 order++)
                if (is_exact(sq_solvers[s], order, &r)) {
                    double d = largest_difference(sq_solvers[s], order, &r, INFINITY, 1e-8);
                    cr_expect(d < 1e-8, "%s, %s order %d: %g", exact_files[i],
                              sq_solvers[s]->name, order, d);
                    compared++;
                }
    }
    cr_expect(compared >= N_EXACT_FILES, "only %d comparisons", compared);
}

/* At N = 100 the moments reach 2550, so 1e-8 of that is compared; to Gamma t = 0.3, past
 * the optimum, where the states get broad. */
Test(agreement, exact_for_more_spins)
{
    static reference r;
    for (size_t i = 0; i < sizeof larger_files / sizeof larger_files[0]; i++) {
        reference_read(&r, larger_files[i].name);
        double size = r.rates.N / 2 * (r.rates.N / 2 + 1);
        for (size_t s = 0; sq_solvers[s]; s++) {
            if (!sq_solvers[s]->exact || !case_applies(sq_solvers[s], &r.rates))
                continue;
            double d =
                largest_difference(sq_solvers[s], 0, &r, 0.3, larger_files[i].tolerance * size);
            cr_expect(d < larger_files[i].tolerance * size, "%s, %s: %g of %g",
                      larger_files[i].name, sq_solvers[s]->name, d, size);
        }
    }
}

/* Largest difference from a sampled curve, in standard errors of that difference. */
static double
standard_errors_apart(const sq_solver *solver, const void *state, const double *row)
{
    sq_moments m, e = {0};
    double largest = 0;
    solver->moments(state, &m);
    if (solver->sampled)
        solver->moment_errors(state, &e);
    for (int a = 0; a < 3; a++)
        largest = fmax(largest, fabs(m.mean[a] - row[1 + a]) / hypot(e.mean[a], row[12 + a]));
    sq_squeezing squeezing;
    sq_squeezing_compute(&squeezing, &m);
    if (!solver->sampled)
        largest = fmax(largest, fabs(squeezing.xi2 - (row[10] - row[17])) / row[15]);
    return largest;
}

/* 2000 trajectories of another program at N = 100, past the optimum (Gamma t =
 * 0.0175); all
 * the way, to Gamma t = 0.5, in the long tests.  Of 40 times, or 200, and four quantities the
 * largest is expected at 3 standard errors. */
Test(agreement, sampled_by_the_first_author)
{
    static reference r;
    sq_solver_options options;
    sq_errors errors = {0};
    double t_last = getenv("SQUINT_LONG") ? 0.5 : 0.1;
    reference_read(&r, "mcwf_N100_chi0_u0p9_gs4.csv");
    sq_solver_options_init(&options);
    for (size_t s = 0; sq_solvers[s]; s++) {
        const sq_solver *solver = sq_solvers[s];
        void *state;
        if (!solver->exact || !case_applies(solver, &r.rates))
            continue;
        cr_assert(solver->create(&state, &r.rates, minus_x, &options, &errors) == SQ_OK);
        for (size_t i = 1; i < r.n && r.row[i][0] <= t_last; i++) {
            cr_assert(solver->advance(state, r.row[i][0], SQ_SOLVER_TO_THE_END, &errors) ==
                      SQ_OK);
            double d = standard_errors_apart(solver, state, r.row[i]);
            cr_expect(d < 4, "%s at %g: %g", solver->name, r.row[i][0], d);
        }
        solver->free(state);
    }
}

/* Below N the orders approach the exact curve one after the other. */
Test(agreement, orders_converge)
{
    static reference r;
    reference_read(&r, "full_N4_chi0_u0p9_gs1.csv");
    const sq_solver *cumulant = sq_solver_find("cumulant");
    double second = largest_difference(cumulant, 2, &r, 0.4, 1);
    double third = largest_difference(cumulant, 3, &r, 0.4, 1);
    double fourth = largest_difference(cumulant, 4, &r, 0.4, 1);
    cr_expect(third < second && fourth < third / 100, "%g %g %g", second, third, fourth);
}

/* Second order against the first author's own equations, integrated by Octave to 1e-9:
 * moments to 1e-5 of their size, N²/4 for second moments. */
static void
compare_second_order(const char *name, double N)
{
    static reference r;
    reference_read(&r, name);
    r.rates = (sq_rates){.N = N, .Gamma = 1, .gamma_s = 4, .Omega = 0.9 * N / 2};
    sq_solver_options options;
    sq_errors errors = {0};
    const sq_solver *solver = sq_solver_find("cumulant");
    void *state;
    sq_solver_options_init(&options);
    cr_assert(solver->create(&state, &r.rates, minus_x, &options, &errors) == SQ_OK);
    for (size_t i = 0; i < r.n && r.row[i][0] <= 0.1; i++) {
        sq_moments m;
        sq_squeezing s;
        cr_assert(solver->advance(state, r.row[i][0], SQ_SOLVER_TO_THE_END, &errors) == SQ_OK);
        solver->moments(state, &m);
        sq_squeezing_compute(&s, &m);
        cr_expect(reference_difference(r.row[i], &m) < 1e-5 * N * N / 4);
        for (int a = 0; a < 3; a++)
            cr_expect(fabs(m.mean[a] - r.row[i][1 + a]) < 1e-5 * N / 2);
        cr_expect(fabs(s.xi2 / r.row[i][10] - 1) < 1e-5, "t %g: %g", r.row[i][0], s.xi2);
        cr_expect(fabs(s.n_eff / r.row[i][11] - 1) < 1e-5);
    }
    solver->free(state);
}

Test(agreement, second_order_of_the_first_author)
{
    compare_second_order("cumulant_N2000_chi0_u0p9_gs4.csv", 2000);
    compare_second_order("cumulant_N100_chi0_u0p9_gs4.csv", 100);
}

/* ---- every solver against every other ---- */

/* All terms of the model at once and one by one, odd and even numbers of spins, chi of either
 * sign, and initial states all over the sphere. */
static const struct agreement_case {
    const char *name;
    sq_rates rates;
    double spin[3], t;
} table[] = {
    {"one spin",
     {.N = 1, .Gamma = 0.9, .gamma_s = 0.7, .gamma_phi = 0.4, .Omega = 2.1},
     {0, 0, 1},
     0.4},
    {"two",
     {.N = 2, .chi = -0.7, .Gamma = 1.1, .gamma_s = 0.5, .Omega = 1.3},
     {0.6, 0, -0.8},
     0.4},
    {"three",
     {.N = 3, .chi = 0.4, .Gamma = 0.8, .gamma_up = 0.6, .Omega = 1.9},
     {0, -0.6, 0.8},
     0.4},
    {"four, every term",
     {.N = 4,
      .chi = 0.2385,
      .Gamma = 1.13,
      .Omega = 1.7,
      .gamma_s = 0.41,
      .gamma_up = 0.17,
      .gamma_phi = 0.29,
      .Gamma_up = 0.23,
      .Gamma_phi = 0.31,
      .delta = -0.83,
      .chi_z = 0.57},
     {-0.48, 0.6, -0.64},
     0.4},
    {"the paper's drive",
     {.N = 21, .Gamma = 1, .gamma_s = 4, .Omega = 0.9 * 10.5},
     {-1, 0, 0},
     0.1},
    {"from the ground state, chi < 0",
     {.N = 24, .chi = -0.83, .Gamma = 1, .gamma_s = 3, .Omega = 9},
     {0, 0, -1},
     0.05},
    {"twisting and dephasing",
     {.N = 20, .chi_z = 0.21, .gamma_phi = 0.7, .Gamma_phi = 0.05},
     {1, 0, 0},
     0.1},
    {"thermal",
     {.N = 17, .Gamma = 0.6, .Gamma_up = 0.2, .gamma_up = 0.9, .gamma_s = 1.4, .delta = 1.2},
     {0, 1, 0},
     0.1},
    {"collective alone", {.N = 30, .chi = 0.5, .Gamma = 1, .Omega = 11}, {0, 0, 1}, 0.03},
};

/* How far a solver may be from the truth, in units of N: exact ones by the errors of their
 * steps or their samples; the hierarchy, while correlations are small, by what order K
 * drops (measured on this table: 0.018, 0.014, 0.00056, 0.000035 at most). */
static double
allowance(const sq_solver *solver, int order, double N)
{
    static const double dropped[] = {0, 0.025, 0.02, 1e-3, 1e-4};
    bool exact = solver->exact || (solver->largest_order && order >= N);
    return exact ? case_near(solver) : dropped[solver->largest_order ? order : 1];
}

/* Mean field has no covariances of its own. */
static double
distance(const sq_solver *solver, const sq_moments *a, const sq_moments *b)
{
    double largest = 0;
    if (solver->correlated)
        return case_distance(a, b);
    for (int i = 0; i < 3; i++)
        largest = fmax(largest, fabs(a->mean[i] - b->mean[i]) / a->N);
    return largest;
}

Test(agreement, every_solver_against_every_other)
{
    enum { MOST_RUNS = 16 };
    for (size_t c = 0; c < sizeof table / sizeof table[0]; c++) {
        const struct agreement_case *k = &table[c];
        sq_moments m[MOST_RUNS];
        double near[MOST_RUNS];
        const sq_solver *by[MOST_RUNS];
        int n = 0;
        FOR_EVERY_SOLVER_OF(solver, order, &k->rates)
        {
            cr_assert(n < MOST_RUNS);
            m[n] = case_run(solver, order, &k->rates, k->spin, k->t);
            near[n] = allowance(solver, order, k->rates.N);
            by[n++] = solver;
        }
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) {
                const sq_solver *poorer = by[i]->correlated ? by[j] : by[i];
                double d = distance(poorer, &m[i], &m[j]);
                cr_expect(d < near[i] + near[j], "%s: %s (%d) and %s (%d): %g", k->name,
                          by[i]->name, i, by[j]->name, j, d);
            }
    }
}
