/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <complex.h>
#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_linalg.h>
#include <time.h>

#include "model/initial.h"
#include "reference.h"
#include "solvers/steady.h"

static const double awkward_chi[] = {0, 0.2385, -0.2385, 3};

/* Rates with the drive at `ratio` times the threshold; Gamma is not 1. */
static sq_rates
driven(double N, double chi, double ratio)
{
    sq_rates rates = {.N = N, .chi = chi, .Gamma = 1.13};
    rates.Omega = N / 2 * ratio * sq_rates_upsilon_critical(&rates);
    return rates;
}

static sq_moments
steady(const sq_rates *rates)
{
    sq_errors errors = {0};
    sq_moments m;
    cr_assert(sq_steady_collective(&m, rates, &errors) == SQ_OK);
    cr_assert(errors.n == 0);
    return m;
}

static double
purity_of(const sq_rates *rates)
{
    sq_errors errors = {0};
    double purity;
    cr_assert(sq_steady_purity(&purity, rates, &errors) == SQ_OK);
    return purity;
}

static double
xi2_of(const sq_moments *m)
{
    sq_squeezing s;
    sq_squeezing_compute(&s, m);
    return s.xi2;
}

/* Largest error of a moment: means relative to |<J>|, V_ab to sqrt(V_aa V_bb), the
 * scales that a rotation of the axes leaves alone. */
static double
relative_error(const sq_moments *m, const sq_moments *right)
{
    double largest = 0, length = 0;
    for (int a = 0; a < 3; a++)
        length = hypot(length, right->mean[a]);
    for (int a = 0; a < 3; a++) {
        largest = fmax(largest, fabs(m->mean[a] - right->mean[a]) / length);
        for (int b = 0; b < 3; b++)
            largest = fmax(largest, fabs(m->cov[a][b] - right->cov[a][b]) /
                                        sqrt(right->cov[a][a] * right->cov[b][b]));
    }
    return largest;
}

/* ---- the null vector of the Liouvillian ---- */

enum { LARGEST_DENSE = 13 }; /* N + 1 */

/* The model's operators in the Dicke basis, index m for J_z = m − N/2. */
typedef struct dense {
    int n;
    double lower[LARGEST_DENSE][LARGEST_DENSE];        /* J− */
    double complex free[LARGEST_DENSE][LARGEST_DENSE]; /* −iH − Gamma J+J−/2 */
} dense;

static dense
dense_model(const sq_rates *r)
{
    dense d = {.n = (int)r->N + 1};
    for (int m = 1; m < d.n; m++)
        d.lower[m - 1][m] = sqrt(m * (r->N - m + 1)); /* (J+M)(J−M+1) */
    for (int m = 0; m < d.n; m++)
        for (int k = 0; k < d.n; k++) {
            double number = m > 0 && m == k ? d.lower[m - 1][m] * d.lower[m - 1][m] : 0;
            double x = (d.lower[m][k] + d.lower[k][m]) / 2;
            d.free[m][k] = -I * (r->chi * number + r->Omega * x) - r->Gamma * number / 2;
        }
    return d;
}

/* Element of the Liouvillian that takes rho[k][l] to d rho[m][n]/dt. */
static double complex
liouvillian(const dense *d, double Gamma, int m, int n, int k, int l)
{
    double complex sum = Gamma * d->lower[m][k] * d->lower[n][l];
    if (n == l)
        sum += d->free[m][k];
    if (m == k)
        sum += conj(d->free[n][l]);
    return sum;
}

static void
dense_matrix(gsl_matrix_complex *matrix, const dense *d, double Gamma)
{
    int size = d->n * d->n;
    for (int row = 0; row < size; row++)
        for (int column = 0; column < size; column++) {
            int k = column / d->n, l = column % d->n;
            double complex x = liouvillian(d, Gamma, row / d->n, row % d->n, k, l);
            if (row == 0) /* in place of one of the dependent equations: trace one */
                x = k == l;
            gsl_matrix_complex_set(matrix, (size_t)row, (size_t)column,
                                   gsl_complex_rect(creal(x), cimag(x)));
        }
}

static void
dense_solve(double complex rho[LARGEST_DENSE][LARGEST_DENSE], const dense *d, double Gamma)
{
    size_t n = (size_t)d->n, size = n * n;
    gsl_matrix_complex *matrix = gsl_matrix_complex_alloc(size, size);
    gsl_vector_complex *right = gsl_vector_complex_calloc(size);
    gsl_vector_complex *x = gsl_vector_complex_alloc(size);
    gsl_permutation *permutation = gsl_permutation_alloc(size);
    int sign;
    dense_matrix(matrix, d, Gamma);
    gsl_vector_complex_set(right, 0, gsl_complex_rect(1, 0));
    gsl_linalg_complex_LU_decomp(matrix, permutation, &sign);
    gsl_linalg_complex_LU_solve(matrix, permutation, right, x);
    for (size_t i = 0; i < size; i++) {
        gsl_complex value = gsl_vector_complex_get(x, i);
        rho[i / n][i % n] = GSL_REAL(value) + I * GSL_IMAG(value);
    }
    gsl_permutation_free(permutation);
    gsl_vector_complex_free(x);
    gsl_vector_complex_free(right);
    gsl_matrix_complex_free(matrix);
}

/* <m|J_a|k> */
static double complex
spin(const dense *d, int a, int m, int k)
{
    if (a == 0)
        return (d->lower[m][k] + d->lower[k][m]) / 2;
    if (a == 1)
        return I * (d->lower[m][k] - d->lower[k][m]) / 2; /* J− = J_x − i J_y */
    return m == k ? m - (d->n - 1) / 2.0 : 0;
}

static sq_moments
dense_moments(double complex rho[LARGEST_DENSE][LARGEST_DENSE], const dense *d)
{
    sq_moments m = {.N = d->n - 1};
    for (int a = 0; a < 3; a++)
        for (int i = 0; i < d->n; i++)
            for (int k = 0; k < d->n; k++)
                m.mean[a] += creal(rho[i][k] * spin(d, a, k, i));
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            double complex sum = 0;
            for (int i = 0; i < d->n; i++)
                for (int k = 0; k < d->n; k++)
                    for (int l = 0; l < d->n; l++)
                        sum += rho[i][k] * spin(d, a, k, l) * spin(d, b, l, i);
            m.cov[a][b] = creal(sum) - m.mean[a] * m.mean[b]; /* real part: symmetrised */
        }
    return m;
}

static double
dense_purity(double complex rho[LARGEST_DENSE][LARGEST_DENSE], int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            sum += creal(rho[i][k] * conj(rho[i][k]));
    return sum;
}

/* Solving and then subtracting <J>² ~ N²/4 from <J²> costs the dense way two to three
 * digits; at N = 12, ratio 0.05, V_zz = 0.0075 beside 36 costs one more. */
Test(steady, null_vector_of_the_liouvillian)
{
    static const double N[] = {1, 2, 3, 7, 12}, ratio[] = {0.05, 0.37, 0.83, 1, 1.19, 3};
    static double complex rho[LARGEST_DENSE][LARGEST_DENSE];
    for (int i = 0; i < 5 * 4 * 6; i++) {
        sq_rates rates = driven(N[i % 5], awkward_chi[i / 5 % 4], ratio[i / 20]);
        dense d = dense_model(&rates);
        dense_solve(rho, &d, rates.Gamma);
        sq_moments right = dense_moments(rho, &d), m = steady(&rates);
        double error = relative_error(&m, &right);
        cr_expect(error < 1e-11, "N %g chi %g ratio %g: %g", N[i % 5], rates.chi, ratio[i / 20],
                  error);
        double purity = purity_of(&rates);
        cr_expect(fabs(purity - dense_purity(rho, d.n)) < 1e-12, "%.16g", purity);
    }
}

/* ---- other people's numbers ---- */

enum { TABLE_ROWS = 64, TABLE_COLUMNS = 14 };

/* Rows of 14 numbers below comments and a line of names; returns how many. */
static int
read_table(double row[TABLE_ROWS][TABLE_COLUMNS], const char *name)
{
    char path[1024], line[1024];
    const char *folder = getenv("srcdir");
    int n = 0;
    snprintf(path, sizeof path, "%s/tests/data/%s", folder ? folder : ".", name);
    FILE *file = fopen(path, "r");
    cr_assert(file != NULL, "cannot open %s", path);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == 'N')
            continue;
        cr_assert(n < TABLE_ROWS);
        char *at = line;
        for (int c = 0; c < TABLE_COLUMNS; c++, at += *at == ',')
            row[n][c] = strtod(at, &at);
        n++;
    }
    fclose(file);
    return n;
}

/* The columns J_x … V_yz (or J_yz), as both tables have them. */
static sq_moments
moments_of_columns(double N, const double *column)
{
    static const int pair[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    sq_moments m = {.N = N};
    for (int a = 0; a < 3; a++)
        m.mean[a] = column[a];
    for (int k = 0; k < 6; k++)
        m.cov[pair[k][0]][pair[k][1]] = m.cov[pair[k][1]][pair[k][0]] = column[3 + k];
    return m;
}

/* 15 printed digits; at N = 1000 and threshold, k of up to 600 times the rounding of the
 * rates is another 1e-13. */
Test(steady, sixty_digit_table)
{
    static double row[TABLE_ROWS][TABLE_COLUMNS];
    int n = read_table(row, "steady_gs0.csv");
    cr_assert(n == 48);
    for (int i = 0; i < n; i++) {
        sq_rates rates = {.N = row[i][0], .chi = row[i][1], .Gamma = 1};
        rates.Omega = rates.N / 2 * row[i][2] * sq_rates_upsilon_critical(&rates);
        sq_moments right = moments_of_columns(rates.N, row[i] + 4), m = steady(&rates);
        cr_expect(fabs(xi2_of(&m) / row[i][13] - 1) < 1e-12, "row %d: xi2 %.16g", i,
                  xi2_of(&m));
        for (int a = 0; a < 3; a++) {
            cr_expect(fabs(m.mean[a] - right.mean[a]) < 1e-12 * rates.N, "row %d: J%d", i, a);
            for (int b = 0; b < 3; b++) /* the table holds the uncentred second moments */
                cr_expect(fabs(sq_moments_second(&m, a, b) - right.cov[a][b]) <
                              1e-12 * rates.N * rates.N,
                          "row %d: J%d%d", i, a, b);
        }
    }
}

/* A relative change e of the rates moves the weights at threshold by 2 k e, k up to some
 * N^(2/3): the tolerance is what four roundings do, and 1e-13 for the sums. */
Test(steady, many_spins_in_113_bits)
{
    static double row[TABLE_ROWS][TABLE_COLUMNS];
    int n = read_table(row, "steady_quad.csv");
    cr_assert(n == 27);
    for (int i = 0; i < n; i++) {
        sq_rates rates = {
            .N = row[i][0], .chi = row[i][1], .Gamma = row[i][2], .Omega = row[i][3]};
        sq_moments right = moments_of_columns(rates.N, row[i] + 4), m = steady(&rates);
        double tolerance = 1e-13 + 4.4e-16 * cbrt(rates.N) * cbrt(rates.N);
        double error = relative_error(&m, &right), xi2 = xi2_of(&m);
        cr_expect(error < tolerance, "row %d: %g", i, error);
        cr_expect(fabs(xi2 / row[i][13] - 1) < tolerance, "row %d: %.16g", i, xi2);
    }
}

/* ---- limits and properties ---- */

/* Corrections to mean field are of relative order 1/(N (1 − u²)^(3/2)): 7e-7 at 0.97. */
Test(steady, mean_field_of_many_spins)
{
    static const double ratio[] = {0.013, 0.37, 0.83, 0.97};
    for (int i = 0; i < 4; i++) {
        sq_errors errors = {0};
        sq_rates rates = driven(1e8, 0.2385, ratio[i]);
        sq_moments m = steady(&rates);
        double direction[3], slope = sqrt(1 - ratio[i] * ratio[i]);
        cr_expect(fabs(xi2_of(&m) / slope - 1) < 7e-7, "%g: %g", ratio[i], xi2_of(&m));
        cr_assert(sq_initial_mean_field(direction, &rates, &errors) == SQ_OK);
        for (int a = 0; a < 3; a++)
            cr_expect(fabs(m.mean[a] / 5e7 - direction[a]) < 7e-7, "%g: %d", ratio[i], a);
    }
}

/* <J_z> and V_zz from the populations themselves: rho_MM counted down from M = J obeys
 * w_{i+1} = (N−i)(i+1)/|alpha|² w_i + 1.  Rounding adds up over 12345 steps. */
Test(steady, populations)
{
    static const double ratio[] = {0.83, 0.99, 1, 1.003, 1.7};
    const double N = 12345;
    for (int i = 0; i < 5; i++) {
        sq_rates rates = driven(N, 0.2385, ratio[i]);
        sq_moments m = steady(&rates);
        double w = 1, one = 1, trace = 0, first = 0, second = 0, a = N / 2 * ratio[i];
        for (double k = 0; k <= N; k++) {
            double d = N / 2 - k - m.mean[2]; /* centred, so that no digits are lost */
            trace += w, first += d * w, second += d * d * w;
            w = (N - k) * (k + 1) / (a * a) * w + one;
            if (w > 1e200)
                w *= 1e-200, one *= 1e-200, trace *= 1e-200, first *= 1e-200, second *= 1e-200;
        }
        cr_expect(fabs(first / trace) < 1e-11 * sqrt(m.cov[2][2]), "%g: %g", ratio[i],
                  first / trace);
        cr_expect(fabs(second / trace / m.cov[2][2] - 1) < 1e-11, "%g", ratio[i]);
    }
}

/* Whatever the drive: J(J+1), dJ_z/dt = 0 (Gamma <J+J−> = Omega <J_y>), the uncertainty
 * relation.  The first two are differences of N²/4, so 1e-13 is 450 roundings. */
Test(steady, spin_length_and_balance)
{
    static const double N[] = {1, 2, 3, 37, 1001, 65537, 99999989};
    static const double ratio[] = {1e-3, 0.37, 0.83, 0.9999, 1, 1.0001, 1.19, 17};
    for (int i = 0; i < 7 * 8 * 4; i++) {
        sq_rates r = driven(N[i % 7], awkward_chi[i / 56], ratio[i / 7 % 8]);
        sq_moments m = steady(&r);
        double casimir = r.N / 2 * (r.N / 2 + 1);
        cr_expect(fabs(sq_moments_total_spin(&m) / casimir - 1) < 1e-13, "N %g, ratio %g", r.N,
                  ratio[i / 7 % 8]);
        double number = sq_moments_second(&m, 0, 0) + sq_moments_second(&m, 1, 1) + m.mean[2];
        cr_expect(fabs(r.Gamma * number - r.Omega * m.mean[1]) < 1e-13 * r.Gamma * casimir,
                  "N %g, ratio %g", r.N, ratio[i / 7 % 8]);
        cr_expect(sq_moments_violation(&m, 1e-12) == SQ_BREAKDOWN_NONE, "N %g, ratio %g", r.N,
                  ratio[i / 7 % 8]);
    }
}

/* A drive of the other sign is a turn by pi about z; the other sign of chi is the complex
 * conjugate after a turn; rates in another unit change nothing. */
Test(steady, symmetries)
{
    sq_rates rates = driven(37, 0.2385, 0.96), other = rates;
    sq_moments m = steady(&rates), turned;
    other.Omega = -rates.Omega;
    turned = steady(&other);
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            cr_expect(turned.mean[a] == (a < 2 ? -m.mean[a] : m.mean[a]));
            cr_expect(turned.cov[a][b] == ((a < 2) == (b < 2) ? m.cov[a][b] : -m.cov[a][b]));
        }
    other = rates, other.chi = -rates.chi;
    turned = steady(&other);
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            cr_expect(turned.mean[a] == (a == 0 ? -m.mean[a] : m.mean[a]));
            cr_expect(turned.cov[a][b] == ((a == 0) == (b == 0) ? m.cov[a][b] : -m.cov[a][b]));
        }
    other = rates, other.chi *= 7.3e5, other.Gamma *= 7.3e5, other.Omega *= 7.3e5;
    turned = steady(&other);
    cr_expect(relative_error(&turned, &m) < 1e-14);
}

/* First order in the drive: <J−> = alpha on top of the ground state, with no square that
 * underflows to something else on the way. */
Test(steady, no_drive_and_hardly_any)
{
    static const double N[] = {1, 2, 3, 37, 1e8};
    static const double ratio[] = {0, 1e-308, 1e-162, 1e-20, 1e-9};
    for (int i = 0; i < 5 * 5; i++) {
        double n = N[i % 5];
        sq_rates rates = driven(n, 0.2385, ratio[i / 5]);
        sq_moments m = steady(&rates);
        double alpha = rates.Omega / sq_rates_upsilon_critical(&rates); /* |alpha| */
        cr_expect(fabs(m.mean[2] + n / 2) < 1e-15 * n);
        cr_expect(fabs(hypot(m.mean[0], m.mean[1]) - alpha) <= 1e-14 * alpha);
        for (int a = 0; a < 2; a++) {
            cr_expect(fabs(m.cov[a][a] - n / 4) < 1e-15 * n);
            cr_expect(fabs(2 * m.cov[a][2] - m.mean[a]) <= 1e-14 * alpha);
        }
        cr_expect(fabs(m.cov[2][2]) <= alpha * alpha / n * (1 + 1e-14), "%g", m.cov[2][2]);
        cr_expect(fabs(xi2_of(&m) - 1) < 1e-14);
        if (n < 1e8)
            cr_expect(fabs(purity_of(&rates) - 1) < 1e-15);
    }
}

/* Far above threshold the state is the full mixture of the N + 1 states: V = J(J+1)/3, and
 * to first order <J−> = J(J+1)·2/(3 alpha*); corrections are (N/alpha)². */
Test(steady, full_mixture)
{
    static const double N[] = {1, 2, 37, 1e6};
    static const double ratio[] = {1e7, 1e20, 1e90};
    for (int i = 0; i < 4 * 3; i++) {
        double n = N[i % 4], a = n / 2 * ratio[i / 4], third = n * (n + 2) / 12;
        sq_rates rates = driven(n, -0.2385, ratio[i / 4]);
        sq_moments m = steady(&rates);
        cr_expect(isnan(xi2_of(&m)));
        cr_expect(fabs(hypot(m.mean[0], m.mean[1]) / (2 * third / a) - 1) < 1e-13);
        for (int k = 0; k < 3; k++)
            cr_expect(fabs(m.cov[k][k] / third - 1) < 1e-13, "%g", m.cov[k][k] / third);
        cr_expect(fabs(purity_of(&rates) * (n + 1) - 1) < 1e-12);
        /* V_xy is (N/alpha)² smaller than V_xx: alpha² (t_2 − t_1²)/t_0 and the phase of
         * alpha.  Beyond 1e20 the weight t_2 is dropped, and V_xy with it. */
        double excess = 2 * third / (a * a) * ((n + 3) * (n - 1) / 5 - n * (n + 2) / 6);
        double phase = 2 * rates.chi * rates.Gamma / pow(sq_rates_upsilon_critical(&rates), 2);
        if (ratio[i / 4] < 1e15)
            cr_expect(fabs(m.cov[0][1] / (-phase * excess) - 1) < 1e-12, "%g", m.cov[0][1]);
    }
    sq_rates rates = driven(37, 0.2385, 100); /* a mean spin of 0.7 % is still one */
    sq_moments m = steady(&rates);
    cr_expect(xi2_of(&m) > 1e5);
    rates = driven(37, 1e-300, 1), rates.Gamma = 1e-300; /* alpha overflows */
    rates.Omega = 1e300;
    m = steady(&rates);
    cr_expect(fabs(m.cov[2][2] / (37 * 39 / 12.0) - 1) < 1e-14);
    cr_expect(fabs(m.cov[0][0] / (37 * 39 / 12.0) - 1) < 1e-14);
}

/* Some milliseconds; the limit leaves room for sanitizers and a busy machine. */
Test(steady, many_spins_are_fast)
{
    static const double ratio[] = {0.3, 0.999, 1, 1.0001};
    clock_t start = clock();
    for (int i = 0; i < 4; i++) {
        sq_rates rates = driven(1e8, 0.2385, ratio[i]);
        sq_moments m = steady(&rates);
        cr_expect(isfinite(xi2_of(&m)));
    }
    cr_expect((double)(clock() - start) / CLOCKS_PER_SEC < 1);
}

/* ---- what it refuses ---- */

static void
expect_refusal(const sq_rates *rates, size_t faults, const char *text)
{
    sq_errors errors = {0};
    sq_moments m;
    cr_expect(sq_steady_collective(&m, rates, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect(errors.n == faults, "%zu faults", errors.n);
    cr_expect_str_eq(errors.fault[0].text, text);
    sq_errors_free(&errors);
}

Test(steady, every_other_rate_is_refused)
{
    double *member[7];
    sq_rates rates = driven(37, 0.2385, 0.9);
    const sq_rates clean = rates;
    member[0] = &rates.gamma_s, member[1] = &rates.gamma_up, member[2] = &rates.gamma_phi;
    member[3] = &rates.Gamma_up, member[4] = &rates.Gamma_phi, member[5] = &rates.delta;
    member[6] = &rates.chi_z;
    for (int i = 0; i < 7; i++) {
        sq_errors errors = {0};
        double purity;
        rates = clean;
        cr_expect(sq_steady_applicable(&rates, &errors) == SQ_OK);
        *member[i] = 1e-9;
        cr_expect(sq_steady_applicable(&rates, &errors) == SQ_ERR_UNSUPPORTED);
        cr_expect(sq_steady_purity(&purity, &rates, &errors) == SQ_ERR_UNSUPPORTED);
        cr_expect(errors.n == 2);
        sq_errors_free(&errors);
    }
    rates.gamma_s = 0.41;
    expect_refusal(&rates, 2,
                   "collective steady state: gamma_s (one-spin relaxation) is 0.41, and the "
                   "closed form knows only chi, Gamma and Omega; set it to 0, or let a solver "
                   "run until nothing changes");
}

Test(steady, other_refusals)
{
    sq_errors errors = {0};
    sq_rates rates = driven(37, 0.2385, 0.9);
    double purity;
    rates.Gamma = 0;
    expect_refusal(
        &rates, 1,
        "collective steady state: without Gamma (collective emission) nothing relaxes "
        "and there is none; give a positive Gamma");
    rates = driven(36.7, 0.2385, 0.9);
    expect_refusal(&rates, 1,
                   "collective steady state: the number of spins is 36.700000000000003; the "
                   "closed form needs a whole number, such as 37");
    rates = driven(2e12, 0.2385, 0.9);
    expect_refusal(&rates, 1,
                   "collective steady state: the number of spins is 2e+12, and above 1e+12 the "
                   "sum is too long; below threshold mean field gives xi² = sqrt(1 − "
                   "(Upsilon/Upsilon_c)²)");
    rates = driven(2e9, 0.2385, 0.9);
    cr_expect(sq_steady_purity(&purity, &rates, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect_str_eq(errors.fault[0].text,
                     "collective steady state: the purity takes one step per spin, and 2e+09 "
                     "spins are too many; lower N to 1e+09 (below threshold so many have "
                     "purity 1)");
    sq_errors_free(&errors);
    rates = driven(37, NAN, 0.9); /* the rates themselves are at fault */
    cr_expect(sq_steady_applicable(&rates, &errors) == SQ_ERR_INPUT);
    sq_errors_free(&errors);
}
