/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labs against the worked examples: rates to six digits. */
#include "labs.h"

#include "lab/lab_change.h"

/* 87Sr with the numbers printed in Tucker et al. 2020. */
Test(platforms, strontium_87)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    expect_digits(lab.rates.chi, 0.000536165146);
    expect_digits(lab.rates.Gamma, 0.000536165146);
    expect_digits(sq_rates_upsilon_critical(&lab.rates), 0.00119890171);
    expect_digits(lab.rates.gamma_s / lab.rates.Gamma, 186.509699);
    expect_digits(fact(&lab, "collective_emission"), 5.36165146);
    expect_digits(fact(&lab, "collective_coupling"), 2513.27412);
    expect_digits(fact(&lab, "cooperativity"), 0.0268082573);
    expect_digits(fact(&lab, "critical_power"), 9.530653e-15);
    cr_expect(fabs(fact(&lab, "natural_linewidth_over_Gamma") - 11.7) < 0.05);
    cr_expect(sq_validity_holds(&lab));
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
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        sq_lab lab = lab_with("sr87-clock-cavity", variants[i].setting);
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
    sq_lab lab = lab_with("sr88-intercombination-cavity", NULL);
    expect_digits(lab.rates.chi, 14.93007);
    expect_digits(lab.rates.Gamma, 0.0456860141);
    expect_digits(lab.rates.gamma_s / lab.rates.Gamma, 1031472.99);
    expect_digits(sq_rates_upsilon_critical(&lab.rates), 29.8601749);
    expect_digits(fact(&lab, "cooperativity"), 0.414152505);
    cr_expect(sq_validity_holds(&lab));
    sq_validity_verdict v = verdict(&lab, "bad-cavity"); /* g sqrt(N)/|K| = sqrt(eps) */
    cr_expect(v.ok && v.colour == SQ_COLOUR_AMBER);
    expect_digits(v.ratio, sqrt(0.0475238888));
    v = verdict(&lab, "elimination");
    expect_digits(v.ratio, 0.0475238888);
    cr_expect(v.ok && v.colour == SQ_COLOUR_AMBER);
    v = verdict(&lab, "collective-decay"); /* the exchange is 327 times as fast as emission */
    cr_expect(v.colour == SQ_COLOUR_GREEN && strcmp(v.condition, "gamma_s <~ N |chi|") == 0);
    expect_digits(v.ratio, 1031472.99 / 326.797386 / 1e6);
    cr_expect(has_note(&lab, "g sqrt(N) is 71.2 kappa"));
    cr_expect(has_note(&lab, "leave the window 1 <= N Gamma/gamma_s <= 2.04"));
    sq_lab_free(&lab);
}

/* Where two of the hierarchy's << say the same as eps, they judge the same: 2 sqrt(eps) at
 * resonance, sqrt(eps) far from it. */
Test(platforms, hierarchy_agrees_with_eps)
{
    static const struct {
        const char *detuning, *row;
        double per_root;
    } where[] = {{"cavity.detuning=0 Hz", "weak-superradiance", 2},
                 {"cavity.detuning=731 kHz", "bad-cavity", 1}};
    static const char *const numbers[] = {"3.1e6", "3.1e7", "3.9e7", "3.1e9", "3.9e9"};
    for (size_t i = 0; i < sizeof where / sizeof where[0]; i++)
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            char number[64];
            snprintf(number, sizeof number, "atoms.number=%s", numbers[k]);
            const char *const set[] = {where[i].detuning, number, NULL};
            sq_lab lab = lab_with("sr87-clock-cavity", set);
            sq_validity_verdict eps = verdict(&lab, "elimination"),
                                v = verdict(&lab, where[i].row);
            expect_digits(v.ratio, where[i].per_root * sqrt(eps.ratio));
            cr_expect_eq(v.ok, eps.ok, "%s, N = %s", where[i].row, numbers[k]);
            sq_lab_free(&lab);
        }
}

/* What is not in gamma_s is asked for too, and a drive beside the spins. */
Test(platforms, all_that_spoils)
{
    static const struct {
        const char *setting, *row;
        double ratio;
        bool ok;
    } cases[] = {
        {"decoherence.dephasing_rate=1000 1/s", "decoherence", 1000.1 / 5.36165146, false},
        {"decoherence.pumping_rate=0.3 1/s", "decoherence", 0.4 / 5.36165146, true},
        {"drive.detuning=0.37 rad/s", "resonant-drive", 0.37 / 5.99450857, true},
        {"drive.detuning=-5 rad/s", "resonant-drive", 5 / 5.99450857, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS(cases[i].setting));
        sq_validity_verdict v = verdict(&lab, cases[i].row);
        expect_digits(v.ratio, cases[i].ratio);
        cr_expect(v.ok == cases[i].ok, "%s", cases[i].setting);
        sq_lab_free(&lab);
    }
}

/* Sentences that a lab is told where they are due, and only there. */
Test(platforms, notes)
{
    static const struct {
        const char *lab, *setting, *words;
        bool due;
    } cases[] = {
        {"cs133-lossy-cavity", NULL, "strong coupling: g sqrt(N) > kappa/4", true},
        {"sr87-clock-cavity", NULL, "strong coupling", false},
        {"sr87-clock-cavity", "decoherence.relaxation_time=1000 s",
         "the relaxation given, gamma_s = 0.001 1/s, is less than the natural decay of the "
         "transition, 0.006283 1/s",
         true},
        {"sr87-clock-cavity", NULL, "natural decay", false},
        {"yb171-intercombination-cavity", NULL, "g is taken to be the same all along the axis",
         true},
        {"sr87-clock-cavity", NULL, "g is taken", false}, /* it says so itself */
        {"sr87-effective-cavity", NULL,
         "'squint predict' follows the atoms in classes of coupling, and says by how much",
         true},
        {"sr87-clock-cavity", NULL, "--classes", false},
        {"sr88-intercombination-cavity", NULL, "chi = 2π × 2.273 Hz (x 0.9565)", true},
        {"sr87-clock-cavity", NULL, "with all orders", false},
        {"sr87-clock-cavity", "cavity.coupling=4.00 ± 50 mHz", "is larger than the value",
         true},
        {"sr87-clock-cavity", "cavity.coupling=4.00 Hz ± 50 mHz", "larger", false},
        {"sr87-clock-cavity", "time.until=2.7 ± 0.1 s", "is not used", true},
        {"sr87-clock-cavity", "drive.rabi=0 Hz", "Poisson", false},
        {"sr87-clock-cavity", "drive.ratio=1.3",
         "the drive is above threshold, |Upsilon/Upsilon_c| = 1.3", true},
        {"sr87-clock-cavity", "drive.rabi=-1.3 Hz", "as a transient", true},
        {"sr87-clock-cavity", "drive.ratio=0.97", "threshold, |", false},
        {"sr87-clock-cavity", "decoherence.dephasing_rate=37 mHz",
         "decoherence.dephasing_rate = 37 mHz is taken as a width, 2 pi times as many per "
         "second: "
         "0.2325 1/s; if that many events per second are meant, write 0.037 1/s",
         true},
        {"sr87-clock-cavity", "decoherence.collective_dephasing_rate=37 millihertz",
         "is taken as a width", true},
        {"sr87-clock-cavity", "decoherence.dephasing_rate=0.037 1/s", "as a width", false},
        {"mg25-penning", "decoherence.relaxation_rate=0.37 Hz", "as a width", true},
        {"sr87-geometry-cavity", "cavity.transition_strength=1", "full strength", false},
        {"rb87-d2-cavity", NULL, "full strength", false}, /* its coupling is given */
        {"transmons-circuit", "drive.rabi=0 Hz", "quanta", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_lab lab = lab_with(cases[i].lab, SETTINGS(cases[i].setting));
        cr_expect(has_note(&lab, cases[i].words) == cases[i].due, "%s %s: %s", cases[i].lab,
                  cases[i].setting ? cases[i].setting : "", cases[i].words);
        sq_lab_free(&lab);
    }
}

/* How fast the ensemble acts together is up to the fastest of its terms. */
Test(platforms, collective_terms)
{
    static const struct {
        const char *rates, *condition;
        double ratio;
        enum sq_colour colour;
    } cases[] = {
        {"gamma_s: 36.26", "gamma_s <~ N Gamma", 0.98, SQ_COLOUR_AMBER},
        {"gamma_s: 3.33", "gamma_s <~ N Gamma", 0.09, SQ_COLOUR_GREEN},
        {"gamma_s: 370, chi: -20", "gamma_s <~ N |chi|", 0.5, SQ_COLOUR_AMBER},
        {"gamma_s: 37, chi: 4, chi_z: -50", "gamma_s <~ N |chi_z|", 0.02, SQ_COLOUR_GREEN},
        {"gamma_s: 1, gamma_collective: 0, chi_z: 1", "gamma_s <~ N |chi_z|", 1 / 37.,
         SQ_COLOUR_GREEN},
        {"gamma_s: 74, gamma_collective: 3, gamma_collective_up: 2", "gamma_s <~ N Gamma", 2,
         SQ_COLOUR_RED},
        {"gamma_s: 1, gamma_collective: 0", "gamma_s <~ N Gamma", INFINITY, SQ_COLOUR_RED},
        {"gamma_collective: 0", "gamma_s <~ N Gamma", 0, SQ_COLOUR_GREEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        sq_lab lab;
        sq_errors errors = {0};
        snprintf(text, sizeof text,
                 "squint: 1\nplatform: model\natoms: {number: 37}\nrates: {%s}\n"
                 "drive: {rabi: 0}\ninitial: {direction: +x}\n",
                 cases[i].rates);
        cr_assert(lab_read_text(&lab, text, &errors) == SQ_OK);
        sq_validity_verdict v = verdict(&lab, "collective-decay");
        cr_expect(v.ratio == cases[i].ratio || fabs(v.ratio - cases[i].ratio) < 1e-12, "%s: %g",
                  cases[i].rates, v.ratio);
        cr_expect(v.colour == cases[i].colour, "%s", cases[i].rates);
        cr_expect_str_eq(v.condition, cases[i].condition);
        sq_lab_free(&lab);
    }
}

/* Full strength is not taken for granted of atoms with hyperfine structure. */
Test(platforms, strength_of_the_transition)
{
    static const struct {
        const char *atoms, *cavity;
        bool due;
    } cases[] = {
        {"Rb-87", "", true},
        {"Sr-88", "", false},
        {"Rb-87", ", transition_strength: 0.5", false},
        {"Yb-171", ", transition_strength: 1", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        sq_lab lab;
        sq_errors errors = {0};
        snprintf(text, sizeof text,
                 "squint: 1\nplatform: cavity\natoms: {species: %s, number: 3700}\n"
                 "cavity: {waist: 74 um, length: 4.08 cm, linewidth: 150 kHz%s}\n"
                 "drive: {ratio: 0.9}\n",
                 cases[i].atoms, cases[i].cavity);
        cr_assert(lab_read_text(&lab, text, &errors) == SQ_OK);
        cr_expect(has_note(&lab, "full strength, cavity.transition_strength = 1") ==
                  cases[i].due);
        sq_lab_free(&lab);
    }
}

/* That of all one-spin rates, and that of the line alone. */
Test(platforms, cooperativities)
{
    sq_lab lab = lab_with("sr88-intercombination-cavity",
                          SETTINGS("decoherence.dephasing_rate=23.7 kHz"));
    double natural = fact(&lab, "natural_cooperativity");
    expect_digits(natural, 0.414152505);
    expect_digits(fact(&lab, "cooperativity") / natural, 7.5 / (7.5 + 23.7));
    sq_lab_free(&lab);
}

/* A state that a drive holds is asked for only where there is a drive. */
Test(platforms, no_drive)
{
    static const char *const settings[] = {"drive.rabi=0 Hz", "drive.rabi=-100 MHz"};
    for (size_t i = 0; i < 2; i++) {
        sq_validity_verdict all[SQ_VALIDITY_MOST_VERDICTS];
        sq_lab lab =
            lab_with("transmons-circuit", SETTINGS("resonator.occupation=0.03", settings[i]));
        size_t n = sq_validity_verdicts(all, &lab);
        for (size_t k = 0; k < n; k++)
            cr_expect_str_neq(all[k].name, "cold-mode");
        cr_expect(isnan(fact(&lab, "largest_occupation")));
        sq_lab_free(&lab);
    }
}

/* A geometry that makes another coupling than the one given. */
Test(platforms, two_couplings)
{
    const char *const far[] = {"cavity.waist=7 um", "cavity.length=4.08 cm", NULL};
    const char *const near[] = {"cavity.waist=74 um", "cavity.length=4.08 cm", NULL};
    sq_lab lab;
    sq_errors errors = {0};
    cr_expect(lab_read(&lab, "sr87-clock-cavity", far, &errors) == SQ_ERR_INPUT);
    cr_expect(strstr(errors.fault[0].text,
                     "cavity.coupling = 4 Hz is one coupling, cavity.waist = 7 um with "
                     "cavity.length = 4.08 cm another"));
    cr_expect(strstr(errors.fault[0].text, "sr87-clock-cavity.yaml:10:13: "));
    sq_errors_free(&errors);
    cr_expect(lab_read(&lab, "sr87-clock-cavity", near, &errors) == SQ_OK);
    sq_lab_free(&lab);
}

/* Every lab, by formulas put into another program: g_eff and N_eff from the averages over a
 * lattice, chi and Gamma of the eliminated mode, gamma_s from the table of species. */
static const struct {
    const char *name;
    double N, chi, Gamma, gamma_s, eps;
} distributed[] = {
    {"sr87-clock-cavity", 10000, 0.0005361651462, 0.0005361651462, 0.1, 5.688888889e-06},
    {"sr87-effective-cavity", 6666.666667, 0.0004021238597, 0.0004021238597, 0.1,
     2.844444444e-06},
    {"sr87-geometry-cavity", 6635.773306, 0.0003023245959, 0.0003085329307, 0.09283382307,
     2.1285992e-06},
    {"sr88-intercombination-cavity", 1000000, 14.93006998, 0.04568601413, 47123.8898,
     0.04752388875},
    {"yb171-intercombination-cavity", 1000, 6893.961768, 91.34499342, 1156106.097,
     0.02743020232},
    {"rb87-d2-cavity", 33333.33333, 488.213302, 0.164365145, 38107518.89, 0.00086335067},
    {"cs133-lossy-cavity", 133000, 0, 226194.6711, 32886191.9, 2992.5},
    {"ca40-two-ions-cavity", 2, 0, 513939425.4, 144513262.1, 1635.92},
};

Test(platforms, every_lab)
{
    for (size_t i = 0; i < sizeof distributed / sizeof distributed[0]; i++) {
        sq_mode mode;
        sq_lab lab = lab_with(distributed[i].name, NULL);
        expect_digits(lab.rates.N, distributed[i].N);
        cr_expect(fabs(lab.rates.chi - distributed[i].chi) <= 5e-7 * fabs(distributed[i].chi));
        expect_digits(lab.rates.Gamma, distributed[i].Gamma);
        expect_digits(lab.rates.gamma_s, distributed[i].gamma_s);
        cr_expect(lab.until > 0);
        sq_lab_mode(&lab, &mode);
        expect_digits(sq_mode_epsilon(&mode, lab.rates.N), distributed[i].eps);
        sq_lab_free(&lab);
    }
}

/* Two transmons, eps = 0.053; occupation and linewidth from temperature and quality. */
Test(platforms, circuit)
{
    sq_lab lab = lab_with("transmons-circuit", NULL);
    expect_digits(lab.rates.Gamma, 2 * M_PI * 4 * 3.5e6 * 3.5 / 43);
    cr_expect(fabs(verdict(&lab, "elimination").ratio - 0.053) < 5e-5);
    expect_digits(lab.rates.gamma_s, 1 / 3.979e-6);
    cr_expect(lab.rates.gamma_phi == 0 && lab.rates.Gamma_up == 0);
    sq_lab_free(&lab);
    lab = lab_with("transmons-circuit",
                   SETTINGS("resonator.quality=160", "resonator.frequency=7 GHz",
                            "resonator.temperature=0.1 K", "decoherence.coherence_time=5 us",
                            "decoherence.excited_population=0.1"));
    double nbar = 1 / expm1(6.62607015e-34 * 7e9 / (1.380649e-23 * 0.1));
    expect_digits(lab.rates.Gamma_up / lab.rates.Gamma, nbar / (nbar + 1));
    expect_digits(fact(&lab, "kappa"), 2 * M_PI * 7e9 / 160);
    expect_digits(sq_rates_one_spin(&lab.rates), 2 / 5e-6);
    expect_digits(lab.rates.gamma_up / lab.rates.gamma_s, 1.0 / 9);
    sq_lab_free(&lab);
    sq_errors errors = {0};
    const char *longer[] = {"decoherence.coherence_time=10 us", NULL};
    cr_expect(lab_read(&lab, "transmons-circuit", longer, &errors) == SQ_ERR_INPUT);
    cr_expect(strstr(errors.fault[0].text, "decoherence.coherence_time = 10 us is longer than "
                                           "twice decoherence.relaxation_time = 3.979 us"));
    sq_errors_free(&errors);
}

/* The first neglected order and all orders, worked examples W1, W2, W8. */
Test(platforms, beyond_the_elimination)
{
    static const struct {
        sq_mode mode;
        double N, first[2], all[2];
    } cases[] = {
        {{.g = 4, .kappa = 150e3, .detuning = 150e3},
         1e4,
         {0.999987484, 0.999998862},
         {0.999987485, 0.999998862}},
        {{.g = 4, .kappa = 150e3}, 1e4, {1.00002844, 1}, {1.00002845, NAN}},
        {{.g = 10900, .kappa = 153e3, .detuning = 50e6},
         1e6,
         {0.857428779, 0.952476556},
         {0.876804645, 0.956519375}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_mode_correction first = sq_mode_first_order(&cases[i].mode, cases[i].N);
        sq_mode_correction all = sq_mode_pole(&cases[i].mode, cases[i].N);
        cr_expect(fabs(first.Gamma - cases[i].first[0]) < 1e-8, "%.10f", first.Gamma);
        cr_expect(fabs(all.Gamma - cases[i].all[0]) < 1e-8, "%.10f", all.Gamma);
        if (cases[i].mode.detuning == 0) {
            cr_expect(isnan(first.chi) && isnan(all.chi));
            continue;
        }
        cr_expect(fabs(first.chi - cases[i].first[1]) < 1e-8, "%.10f", first.chi);
        cr_expect(fabs(all.chi - cases[i].all[1]) < 1e-8, "%.10f", all.chi);
    }
    const sq_mode resonant = {.g = 1, .kappa = 10}, far = {.g = 1, .kappa = 10, .detuning = 10};
    cr_expect(!sq_mode_is_split(&resonant, 6) && sq_mode_is_split(&resonant, 6.5));
    cr_expect(!sq_mode_is_split(&far, 1e6));
}

/* Waist 74 um, length 4.08 cm: 2 pi x 10.76 kHz at 689 nm, and by scaling 4.210 or 3.624 Hz at
 * 698 nm for the measured linewidth of 1.35 mHz or 1 mHz; kappa = 2 pi x 153 kHz for a
 * finesse of 2.4e4. */
Test(platforms, coupling_from_geometry)
{
    const char *setting[] = {
        "atoms.species=Sr-88",          "atoms.cloud_radius=0 um",
        "cavity.transition_strength=1", "decoherence.relaxation_rate=1 kHz",
        "cavity.coupling_is=uniform",   NULL};
    sq_lab lab = lab_with("sr87-geometry-cavity", setting);
    cr_expect(fabs(fact(&lab, "g") / (2 * M_PI * 10.76e3) - 1) < 5e-4);
    cr_expect(fabs(fact(&lab, "kappa") / (2 * M_PI * 153e3) - 1) < 1e-3);
    expect_digits(lab.rates.N, 1e4);
    double g689 = fact(&lab, "g");
    sq_lab_free(&lab);
    lab = lab_with("sr87-geometry-cavity", SETTINGS("atoms.cloud_radius=0 um"));
    double g698 = fact(&lab, "peak_coupling");
    expect_digits(g698 / g689,
                  sqrt(1e-3 / 7.5e3 * 9 / 11) * 434829121311e3 / 429228004229873.0);
    expect_digits(lab.rates.N, 20000.0 / 3);
    sq_lab_free(&lab);
}

/* A cloud as wide as a quarter of the waist: <g²> by 1/(1 + 4/16), <g⁴> by 1/(1 + 8/16). */
Test(platforms, cloud_across_the_mode)
{
    const char *setting[] = {"cavity.waist=80 um", "atoms.cloud_radius=20 um",
                             "cavity.coupling_is=peak", NULL};
    sq_lab lab = lab_with("sr87-clock-cavity", setting);
    double second = 0.5 / 1.25, fourth = 0.375 / 1.5;
    expect_digits(lab.rates.N, 1e4 * second * second / fourth);
    expect_digits(fact(&lab, "g"), 2 * M_PI * 4 * sqrt(fourth / second));
    expect_digits(fact(&lab, "atoms"), 1e4);
    sq_lab_free(&lab);
}

/* Black-body radiation at 300 K: 3.15e-3 1/s to the ground state, 1.5e-4 1/s elsewhere; 164.6
 * recoil energies scatter what 118 s of natural lifetime leave of 0.1 1/s. */
Test(platforms, channels)
{
    sq_lab lab = lab_with("sr87-geometry-cavity", SETTINGS("decoherence.lattice_depth=164.6"));
    const sq_platform *p = lab.platform;
    double sum = 0;
    for (size_t i = 0; i < p->n_channels; i++) {
        double rate = p->channel[i].rate(lab.record);
        if (strcmp(p->channel[i].key, "black_body") == 0)
            cr_expect(fabs(rate - 3.15e-3) < 5e-6, "%g", rate);
        if (strcmp(p->channel[i].key, "black_body_loss") == 0)
            cr_expect(fabs(rate - 1.5e-4) < 5e-6, "%g", rate);
        if (strcmp(p->channel[i].key, "lattice") == 0)
            cr_expect(fabs(rate - (0.1 - 1 / 118.0)) < 1e-5, "%g", rate);
        if (p->channel[i].effect == SQ_PROCESS_RELAXES && rate > 0)
            sum += rate;
    }
    expect_digits(lab.rates.gamma_s, sum);
    sq_lab_free(&lab);
}

/* Power and Rabi frequency give the same drive as the ratio they belong to
 * (kappa_1 = kappa/2, everything in the mode). */
Test(platforms, drive_three_ways)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("drive.ratio=0.9"));
    double omega = lab.rates.Omega;
    expect_digits(fact(&lab, "drive_power"), 7.71982923e-15);
    expect_digits(omega, 0.9 * 5.99450857);
    sq_lab_free(&lab);
    lab = lab_with("sr87-clock-cavity", SETTINGS("drive.power=7.71982923 fW"));
    expect_digits(lab.rates.Omega, omega);
    sq_lab_free(&lab);
    /* kappa_1 = T_1 c/(2 L): half of kappa for these two */
    lab = lab_with("sr87-clock-cavity",
                   SETTINGS("drive.power=7.71982923 fW", "cavity.length=4 cm",
                            "cavity.input_transmission=1.2575070e-4"));
    cr_expect(fabs(lab.rates.Omega / omega - 1) < 1e-6, "%.9g", lab.rates.Omega / omega);
    sq_lab_free(&lab);
    lab = lab_with("sr87-clock-cavity", SETTINGS("drive.rabi=5.394955 rad/s"));
    cr_expect(fabs(lab.rates.Omega - 5.394955) < 1e-12);
    sq_lab_free(&lab);
}

/* Left out, gamma_s is the natural linewidth plus the extra. */
Test(platforms, natural_relaxation)
{
    static const char text[] =
        "squint: 1\nplatform: cavity\natoms: {species: Sr-87, number: 100}\n"
        "cavity: {coupling: 4 Hz, linewidth: 150 kHz}\n"
        "drive: {ratio: 0.9}\n%s";
    const struct {
        const char *more;
        double extra;
    } cases[] = {{"", 0}, {"decoherence: {extra_relaxation_rate: 0.02 1/s}\n", 0.02}};
    for (size_t i = 0; i < 2; i++) {
        char whole[512];
        sq_lab lab;
        sq_errors errors = {0};
        snprintf(whole, sizeof whole, text, cases[i].more);
        cr_assert(lab_read_text(&lab, whole, &errors) == SQ_OK);
        expect_digits(lab.rates.gamma_s, 2 * M_PI * 1e-3 + cases[i].extra);
        sq_lab_free(&lab);
    }
}

/* What the usual misreadings do to gamma_s/Gamma (doc/physics.md, conventions). */
Test(platforms, misreadings)
{
    static const double wanted[] = {46.6274, 149.208, 373.019, 1171.875, 373.019, 7363.1};
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
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

Test(platforms, tables_agree)
{
    for (size_t i = 0; sq_platforms[i] || sq_platform_names[i]; i++) {
        cr_assert(sq_platforms[i] && sq_platform_names[i]);
        cr_expect_str_eq(sq_platforms[i]->name, sq_platform_names[i]);
    }
    cr_expect(sq_platform_find("nowhere") == NULL);
}
