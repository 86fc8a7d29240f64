/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Atoms in classes of coupling: the uniform model as a special case, a master equation of two
 * unequal spins, the threshold of a lattice. */
#include <criterion/criterion.h>
#include <math.h>

#include "cases.h"
#include "beyond/classes.h"
#include "labs.h"
#include "beyond/classes_cost.h"

/* All classes along one direction. */
static void
point_along(double (*spin)[3], const sq_coupling_classes *classes, const double direction[3])
{
    for (size_t m = 0; m < classes->n; m++)
        memcpy(spin[m], direction, sizeof spin[m]);
}

/* Splitting equal atoms into classes changes nothing: every term of the model, to 1e-10 (of
 * moments up to 340) of the uniform hierarchy, whose steps have 1e-12. */
Test(classes, equal_couplings_are_the_uniform_model)
{
    static const double t[] = {0.01, 0.05, 0.1};
    for (size_t n = 1; n <= 3; n++) {
        sq_coupling_classes classes = {.n = n};
        sq_classes_moments m[3];
        sq_errors errors = {0};
        sq_closure_reach done;
        for (size_t i = 0; i < n; i++) {
            classes.u[i] = 1;
            classes.part[i] = 1.0 / (double)n;
        }
        double spin[SQ_COUPLING_MOST_CLASSES][3];
        point_along(spin, &classes, some_direction);
        cr_assert(sq_classes_run(m, &done, &classes, &every_term, 2, 1e-13, SQ_CLASSES_PATIENT,
                                 (const double(*)[3])spin, t, 3, &errors) == SQ_OK);
        cr_assert(done.n == 3);
        const sq_solver *cumulant = sq_solver_find("cumulant");
        sq_solver_options options;
        void *state;
        sq_solver_options_init(&options);
        options.tolerance = 1e-12;
        cr_assert(cumulant->create(&state, &every_term, some_direction, &options, &errors) ==
                  SQ_OK);
        for (size_t i = 0; i < 3; i++) {
            sq_moments uniform;
            case_advance(cumulant, state, t[i]);
            cumulant->moments(state, &uniform);
            double d = case_distance(&uniform, &m[i].plain);
            cr_expect(d < 1e-11, "%zu classes, t = %g: %g", n, t[i], d);
            cr_expect(case_distance(&m[i].plain, &m[i].weighted) < 1e-12);
        }
        cumulant->free(state);
    }
}

/* Two spins with couplings 1 and 0.4 and every term, by a dense master equation of another
 * program (fourth-order Runge–Kutta, step 5e-4): order 2 drops nothing. */
Test(classes, two_unequal_spins)
{
    static const double wanted[2][9] = {
        {-0.27644522294, 0.664058633737, -0.506882723106, 0.483038903898, 0.280299271689,
         0.385121876139, 0.0886159161944, -0.0913680839291, 0.166947986639},
        {0.140467412508, 0.469141097839, -0.269596431639, 0.508920072063, 0.395414283832,
         0.488926528972, -0.0296192906043, -0.017590537472, 0.0694638532647},
    };
    static const int pair[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    static const double t[] = {0.2, 1};
    const sq_coupling_classes classes = {.n = 2, .u = {1, 0.4}, .part = {0.5, 0.5}};
    const sq_rates rates = {.N = 2,
                            .chi = 0.2385,
                            .Gamma = 1.13,
                            .Omega = 1.7,
                            .gamma_s = 0.41,
                            .gamma_up = 0.17,
                            .gamma_phi = 0.29,
                            .Gamma_up = 0.23,
                            .Gamma_phi = 0.31,
                            .delta = -0.83,
                            .chi_z = 0.57};
    sq_classes_moments m[2];
    sq_errors errors = {0};
    sq_closure_reach done;
    double spin[SQ_COUPLING_MOST_CLASSES][3];
    point_along(spin, &classes, some_direction);
    cr_assert(sq_classes_run(m, &done, &classes, &rates, 2, 1e-12, SQ_CLASSES_PATIENT,
                             (const double(*)[3])spin, t, 2, &errors) == SQ_OK);
    cr_assert(done.n == 2);
    for (int i = 0; i < 2; i++) {
        for (int a = 0; a < 3; a++)
            cr_expect(fabs(m[i].plain.mean[a] - wanted[i][a]) < 1e-10, "%d", a);
        for (int k = 0; k < 6; k++)
            cr_expect(fabs(m[i].plain.cov[pair[k][0]][pair[k][1]] - wanted[i][3 + k]) < 1e-10,
                      "pair %d", k);
    }
}

/* ---- the lattice ---- */

static double
moment_of(const sq_coupling_classes *c, int power)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++)
        sum += c->part[i] * pow(c->u[i], power);
    return sum;
}

/* <cos²> = 1/2, <cos⁴> = 3/8, <|cos|> = 2/pi; a cloud divides by 1 + 4 s²/w² and 1 + 8 s²/w².
 */
Test(classes, quadrature)
{
    sq_coupling_classes c;
    sq_coupling_spread spread = {.lattice = true};
    for (size_t n = 1; n <= 64; n *= 2) {
        cr_assert(sq_coupling_classes_make(&c, &spread, n));
        cr_expect(c.n == n);
        cr_expect(fabs(moment_of(&c, 0) - 1) < 1e-14);
        cr_expect(fabs(moment_of(&c, 2) - 0.5) < 1e-14);
        /* Each node brings two more terms of the series of cos(4 phi). */
        double left = n == 1 ? 0.13 : n == 2 ? 0.04 : n == 4 ? 2e-4 : n == 8 ? 1e-9 : 1e-14;
        cr_expect(fabs(moment_of(&c, 4) - 0.375) < left, "%zu: %.14f", n, moment_of(&c, 4));
        cr_expect(fabs(moment_of(&c, 1) - 2 / M_PI) < left, "%zu: %.14f", n, moment_of(&c, 1));
    }
    spread.cloud = 0.02;
    cr_assert(sq_coupling_classes_make(&c, &spread, 20));
    cr_expect(c.n == 18); /* six phases, three radii */
    cr_expect(fabs(moment_of(&c, 2) - 0.5 / 1.08) < 1e-6);
    cr_expect(fabs(moment_of(&c, 4) - 0.375 / 1.16) < 1e-5);
    spread.lattice = false;
    cr_assert(sq_coupling_classes_make(&c, &spread, 8));
    cr_expect(fabs(moment_of(&c, 2) - 1 / 1.08) < 1e-10);
}

/* A cloud as wide as the mode: n radii are exact to the power 2n − 1, and twice as many classes
 * are more radii, so that a comparison tells when they are too few. */
Test(classes, wide_cloud)
{
    sq_coupling_classes c;
    const sq_coupling_spread cloud = {.cloud = 0.9}, both = {.lattice = true, .cloud = 0.9};
    cr_assert(sq_coupling_classes_make(&c, &cloud, 3));
    for (int power = 0; power <= 5; power++)
        cr_expect(fabs(moment_of(&c, power) - 1 / (1 + 1.8 * power)) < 1e-13, "%d", power);
    double error[3];
    for (int i = 0; i < 3; i++) { /* <u^5.5> needs both */
        cr_assert(sq_coupling_classes_make(&c, &both, i == 0 ? 4 : i == 1 ? 16 : 64));
        cr_expect(fabs(moment_of(&c, 0) - 1) < 1e-13);
        error[i] = 0;
        for (size_t k = 0; k < c.n; k++)
            error[i] += c.part[k] * pow(c.u[k], 5.5);
        error[i] =
            fabs(error[i] / (tgamma(3.25) / (sqrt(M_PI) * tgamma(3.75)) / (1 + 1.8 * 5.5)) - 1);
    }
    cr_expect(error[1] < 0.1 * error[0] && error[2] < 0.1 * error[1], "%g, %g, %g", error[0],
              error[1], error[2]);
}

/* What squeezing a lattice costs is there with few classes: six are 3e-6 dB from sixteen, by
 * quadrature. */
Test(classes, converge)
{
    sq_lab lab = lab_with("sr87-effective-cavity", NULL);
    sq_errors errors = {0};
    sq_classes_cost many, few, chosen;
    cr_assert(sq_classes_cost_run(&many, &lab, 16, SQ_CLASSES_PATIENT, &errors) == SQ_OK);
    cr_assert(sq_classes_cost_run(&few, &lab, 6, SQ_CLASSES_PATIENT, &errors) == SQ_OK);
    cr_expect(fabs(many.db - few.db) < 1e-5, "%.8f, %.8f", many.db, few.db);
    cr_assert(sq_classes_cost_run(&chosen, &lab, SQ_CLASSES_COST_AUTO, SQ_CLASSES_PATIENT,
                                  &errors) == SQ_OK);
    cr_expect(chosen.classes == 16 && fabs(chosen.db - many.db) < 1e-5);
    sq_lab_free(&lab);
}

/* One class is the uniform model of the lab. */
Test(classes, one_is_uniform)
{
    sq_lab lab = lab_with("sr87-effective-cavity", NULL);
    sq_errors errors = {0};
    sq_classes_cost l;
    cr_assert(sq_classes_cost_run(&l, &lab, 1, SQ_CLASSES_PATIENT, &errors) == SQ_OK);
    cr_expect(l.classes == 1 && l.at_rest && l.db == l.uniform_db);
    cr_expect(fabs(l.weighted_db - l.db) < 1e-12);
    sq_lab_free(&lab);
}

/* The numbers of doc/physics.md: all spins along one direction, and each class at rest. */
Test(classes, documented_numbers)
{
    static const struct {
        const char *direction, *detuning;
        bool at_rest;
        double plain, weighted, uniform;
    } cases[] = {
        {"initial.direction=mean-field", "cavity.detuning=150 kHz", true, 1.4457, 4.2526,
         4.9106},
        {"initial.direction=mean-field", "cavity.detuning=0 Hz", true, 1.1499, 4.7323, 5.5482},
        {"initial.direction=[115.84 deg, 153.435 deg]", "cavity.detuning=150 kHz", false,
         2.2911, 3.0838, 4.9106},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_lab lab =
            lab_with("sr87-effective-cavity",
                     SETTINGS(cases[i].direction, cases[i].detuning, "time.until=10 s"));
        sq_errors errors = {0};
        sq_classes_cost l;
        cr_assert(sq_classes_cost_run(&l, &lab, 8, SQ_CLASSES_PATIENT, &errors) == SQ_OK);
        cr_expect(l.at_rest == cases[i].at_rest && l.atoms == 1e4);
        cr_expect(fabs(l.db - cases[i].plain) < 1e-4, "%zu: %.4f", i, l.db);
        cr_expect(fabs(l.weighted_db - cases[i].weighted) < 1e-4, "%zu: %.4f", i,
                  l.weighted_db);
        cr_expect(fabs(l.uniform_db - cases[i].uniform) < 1e-4, "%zu: %.4f", i, l.uniform_db);
        sq_lab_free(&lab);
    }
}

/* At rest no light is left in the cavity: sum u_j <sigma_j> is what the drive asks for; and a
 * drive beyond max J_1 lets nothing rest. */
Test(classes, rest_is_dark)
{
    const sq_coupling_spread spread = {.lattice = true};
    const double azimuth = 2.3;
    double spin[SQ_COUPLING_MOST_CLASSES][3], x = 0, y = 0;
    sq_coupling_classes classes;
    cr_assert(sq_coupling_classes_make(&classes, &spread, 12));
    cr_assert(sq_classes_rest(spin, &classes, 0.53, azimuth));
    for (size_t m = 0; m < classes.n; m++) {
        x += classes.part[m] * classes.u[m] * spin[m][0];
        y += classes.part[m] * classes.u[m] * spin[m][1];
        cr_expect(fabs(hypot(hypot(spin[m][0], spin[m][1]), spin[m][2]) - 1) < 1e-14);
    }
    cr_expect(fabs(x - 0.53 * cos(azimuth)) < 1e-12 && fabs(y - 0.53 * sin(azimuth)) < 1e-12);
    cr_expect(sq_classes_rest(spin, &classes, 0.58186, azimuth));
    cr_expect_not(sq_classes_rest(spin, &classes, 0.58187, azimuth));
}

/* And nothing moves there, at any detuning: neither in mean field nor, but for one-spin terms
 * of 1/N, with correlations. */
Test(classes, rest_is_rest)
{
    const sq_coupling_spread spread = {.lattice = true};
    for (double chi = 0; chi < 40; chi = 5 * chi + 0.3) {
        const sq_rates rates = {
            .N = 1e9, .Gamma = 1e-9, .chi = chi * 1e-9, .Omega = 0.53 * hypot(1, 2 * chi) / 2};
        double spin[SQ_COUPLING_MOST_CLASSES][3],
            azimuth = atan2(-1, -2 * chi) /* of -i/(1 + 2 i chi) */;
        const double t[2] = {0, 30};
        sq_coupling_classes classes;
        sq_classes_moments m[2];
        sq_closure_reach reach;
        sq_errors errors = {0};
        cr_assert(sq_coupling_classes_make(&classes, &spread, 8));
        cr_assert(sq_classes_rest(spin, &classes, sq_rates_drive_ratio(&rates), -azimuth));
        cr_assert(sq_classes_run(m, &reach, &classes, &rates, 1, 1e-10, SQ_CLASSES_PATIENT,
                                 (const double(*)[3])spin, t, 2, &errors) == SQ_OK);
        cr_assert(reach.n == 2);
        for (int a = 0; a < 3; a++)
            cr_expect(fabs(m[1].plain.mean[a] - m[0].plain.mean[a]) < 1e-6 * rates.N, "chi %g",
                      chi);
    }
}

/* Does the mean field of a lattice, from all spins down, come to rest under this drive? */
static bool
comes_to_rest(double drive)
{
    sq_coupling_classes classes;
    const sq_coupling_spread spread = {.lattice = true};
    const sq_rates rates = {.N = 1e9, .Gamma = 1e-9, .Omega = drive * 0.5};
    const double down[3] = {0, 0, -1}, t[2] = {8000, 8040};
    sq_classes_moments m[2];
    sq_errors errors = {0};
    sq_closure_reach done;
    cr_assert(sq_coupling_classes_make(&classes, &spread, 20));
    double spin[SQ_COUPLING_MOST_CLASSES][3];
    point_along(spin, &classes, down);
    cr_assert(sq_classes_run(m, &done, &classes, &rates, 1, 1e-8, SQ_CLASSES_PATIENT,
                             (const double(*)[3])spin, t, 2, &errors) == SQ_OK);
    cr_assert(done.n == 2);
    return fabs(m[1].weighted.mean[1] - m[0].weighted.mean[1]) < 1e-5 * rates.N;
}

/* eta_c = max J_1 N g/2, that is Omega_c = 0.581865 N Gamma/2 for atoms at an antinode.  Just
 * above, the spins linger for a time of some 1/sqrt(excess): (pi/8000)² is 2e-7. */
Test(classes, threshold_of_a_lattice)
{
    double low = 0.5, high = 0.7;
    while (high - low > 1e-6) {
        double middle = (low + high) / 2;
        if (comes_to_rest(middle))
            low = middle;
        else
            high = middle;
    }
    cr_expect(fabs(low - 0.581865) < 2e-6, "%.7f", low);
}
