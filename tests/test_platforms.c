/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labs against the worked examples: rates to six digits. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lab.h"

static void
lab_path(char *path, size_t n, const char *name)
{
    const char *folder = getenv("srcdir");
    snprintf(path, n, "%s/platforms/%s.yaml", folder ? folder : ".", name);
}

static sq_lab
read_lab(const char *path, const char *const *setting, size_t n)
{
    sq_lab lab;
    sq_errors errors = {0};
    cr_assert(sq_lab_read(&lab, path, setting, n, &errors) == SQ_OK, "%s",
              errors.n ? errors.fault[0].text : "");
    return lab;
}

#define expect_digits(value_, wanted_)                                                         \
    cr_expect(fabs((value_) / (wanted_)-1) < 5e-7, #value_ " is %.9g, not %.9g", (value_),     \
              (wanted_))

static double
fact(const sq_lab *lab, const char *key)
{
    for (size_t i = 0; i < lab->platform->n_facts; i++)
        if (strcmp(lab->platform->fact[i].key, key) == 0)
            return lab->platform->fact[i].value(lab->record, &lab->rates);
    cr_assert_fail("no fact %s", key);
    return NAN;
}

/* 87Sr with the numbers printed in Tucker et al. 2020. */
Test(platforms, strontium_87)
{
    char path[1024];
    lab_path(path, sizeof path, "sr87-clock-cavity");
    sq_lab lab = read_lab(path, NULL, 0);
    expect_digits(lab.rates.chi, 0.000536165146);
    expect_digits(lab.rates.Gamma, 0.000536165146);
    expect_digits(sq_upsilon_critical(&lab.rates), 0.00119890171);
    expect_digits(lab.rates.gamma_s / lab.rates.Gamma, 186.509699);
    expect_digits(fact(&lab, "collective_rate"), 5.36165146);
    expect_digits(fact(&lab, "collective_coupling"), 2513.27412);
    expect_digits(fact(&lab, "cooperativity"), 0.0268082573);
    expect_digits(fact(&lab, "critical_power"), 9.530653e-15);
    cr_expect(fabs(fact(&lab, "natural_linewidth_over_Gamma") - 11.7) < 0.05);
    cr_expect(sq_lab_is_valid(&lab));
    sq_lab_free(&lab);
}

/* The other worked examples as settings on top of the first. */
static const struct {
    const char *setting[3];
    double chi, Gamma, N, gamma_s_over_Gamma;
} variants[] = {
    {{"cavity.detuning=0 Hz"}, 0, 0.00268082573, 1e4, 37.3019398},
    {{"cavity.coupling=2.828427125 Hz"}, 0.000268082573, 0.000268082573, 1e4, 373.019398},
    {{"cavity.coupling_is=peak"}, 0.00040212386, 0.00040212386, 20000.0 / 3, 248.679599},
    {{"cavity.coupling_is=rms", "cavity.coupling=2.8284271247461903 Hz"},
     0.00040212386,
     0.00040212386,
     20000.0 / 3,
     248.679599},
    {{"cavity.coupling_is=fourth-moment", "cavity.coupling=3.4641016151377544 Hz"},
     0.00040212386,
     0.00040212386,
     20000.0 / 3,
     248.679599},
    {{"cavity.detuning=-150 kHz"}, -0.000536165146, 0.000536165146, 1e4, 186.509699},
    {{"decoherence.relaxation_rate=0.1 1/s"}, 0.000536165146, 0.000536165146, 1e4, 186.509699},
};

Test(platforms, variants_of_strontium_87)
{
    char path[1024];
    lab_path(path, sizeof path, "sr87-clock-cavity");
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        size_t n = 0;
        while (n < 3 && variants[i].setting[n])
            n++;
        sq_lab lab = read_lab(path, variants[i].setting, n);
        if (variants[i].chi != 0)
            expect_digits(lab.rates.chi, variants[i].chi);
        else
            cr_expect(lab.rates.chi == 0);
        expect_digits(lab.rates.Gamma, variants[i].Gamma);
        expect_digits(lab.rates.N, variants[i].N);
        expect_digits(lab.rates.gamma_s / lab.rates.Gamma, variants[i].gamma_s_over_Gamma);
        sq_lab_free(&lab);
    }
}

/* 88Sr with the published values: outside the hierarchy. */
Test(platforms, strontium_88)
{
    char path[1024];
    lab_path(path, sizeof path, "sr88-intercombination-cavity");
    sq_lab lab = read_lab(path, NULL, 0);
    expect_digits(lab.rates.chi, 14.93007);
    expect_digits(lab.rates.Gamma, 0.0456860141);
    expect_digits(lab.rates.gamma_s / lab.rates.Gamma, 1031472.99);
    expect_digits(sq_upsilon_critical(&lab.rates), 29.8601749);
    expect_digits(fact(&lab, "cooperativity"), 0.414152505);
    cr_expect_not(sq_lab_is_valid(&lab));
    for (size_t i = 0; i < lab.platform->n_validity; i++) {
        sq_verdict v = sq_lab_verdict(&lab, i);
        if (strcmp(v.row->name, "bad-cavity") == 0) {
            cr_expect_not(v.ok);
            expect_digits(v.ratio, 71.2418301);
        }
    }
    sq_lab_free(&lab);
}

/* Power and Rabi frequency give the same drive as the ratio they belong to
 * (kappa_1 = kappa/2, everything in the mode). */
Test(platforms, drive_three_ways)
{
    char path[1024];
    lab_path(path, sizeof path, "sr87-clock-cavity");
    sq_lab lab = read_lab(path, (const char *[]){"drive.ratio=0.9"}, 1);
    double omega = lab.rates.Omega;
    expect_digits(fact(&lab, "drive_power"), 7.71982923e-15);
    expect_digits(omega, 0.9 * 5.99450857);
    sq_lab_free(&lab);
    lab = read_lab(path, (const char *[]){"drive.power=7.71982923 fW"}, 1);
    expect_digits(lab.rates.Omega, omega);
    sq_lab_free(&lab);
    /* kappa_1 = T_1 c/(2 L): half of kappa for these two */
    lab = read_lab(path,
                   (const char *[]){"drive.power=7.71982923 fW", "cavity.length=4 cm",
                                    "cavity.input_transmission=1.2575070e-4"},
                   3);
    cr_expect(fabs(lab.rates.Omega / omega - 1) < 1e-6, "%.9g", lab.rates.Omega / omega);
    sq_lab_free(&lab);
    lab = read_lab(path, (const char *[]){"drive.rabi=5.394955 rad/s"}, 1);
    cr_expect(fabs(lab.rates.Omega - 5.394955) < 1e-12);
    sq_lab_free(&lab);
}

/* Left out, gamma_s is the natural linewidth plus the extra. */
Test(platforms, natural_relaxation)
{
    static const char text[] =
        "squint: 1\nplatform: cavity\natoms: {species: Sr-87, number: 100}\n"
        "cavity: {coupling: 4 Hz, linewidth: 150 kHz}\n"
        "drive: {ratio: 0.9}\n";
    char path[] = "/tmp/squint-test-XXXXXX";
    int descriptor = mkstemp(path);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    sq_lab lab = read_lab(path, NULL, 0);
    expect_digits(lab.rates.gamma_s, 2 * M_PI * 1e-3);
    sq_lab_free(&lab);
    lab = read_lab(path, (const char *[]){"decoherence.extra_relaxation_rate=0.02 1/s"}, 1);
    expect_digits(lab.rates.gamma_s, 2 * M_PI * 1e-3 + 0.02);
    sq_lab_free(&lab);
    remove(path);
}

/* What the usual misreadings do to gamma_s/Gamma (doc/physics.md, conventions). */
Test(platforms, misreadings)
{
    static const double wanted[] = {46.6274, 149.208, 373.019, 1171.875, 373.019, 7363.1};
    char path[1024];
    lab_path(path, sizeof path, "sr87-clock-cavity");
    sq_lab lab = read_lab(path, NULL, 0);
    for (size_t i = 0; i < 6; i++) {
        sq_rates rates;
        sq_errors errors = {0};
        cr_assert(sq_lab_misread(&lab, i, &rates, &errors) == SQ_OK);
        cr_expect(fabs(rates.gamma_s / rates.Gamma / wanted[i] - 1) < 1e-4, "%s: %.6g",
                  lab.platform->misreading[i].label, rates.gamma_s / rates.Gamma);
    }
    expect_digits(lab.rates.gamma_s / lab.rates.Gamma, 186.509699); /* the lab is untouched */
    sq_lab_free(&lab);
}

/* Every lab that is distributed can be read. */
Test(platforms, all_labs)
{
    static const char *const labs[] = {"sr87-clock-cavity", "sr88-intercombination-cavity"};
    for (size_t i = 0; i < sizeof labs / sizeof labs[0]; i++) {
        char path[1024];
        lab_path(path, sizeof path, labs[i]);
        sq_lab lab = read_lab(path, NULL, 0);
        cr_expect(lab.until > 0);
        sq_lab_free(&lab);
    }
}

Test(platforms, tables_agree)
{
    for (size_t i = 0; sq_platforms[i] || sq_platform_names[i]; i++) {
        cr_assert(sq_platforms[i] && sq_platform_names[i]);
        cr_expect_str_eq(sq_platforms[i]->name, sq_platform_names[i]);
    }
    cr_expect(sq_platform_find("nowhere") == NULL);
}
