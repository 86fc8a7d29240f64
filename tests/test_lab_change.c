/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labs with keys changed, against files read with the same settings: to the last bit. */
#include <dirent.h>

#include "labs.h"

#include "input/param_value.h"
#include "lab/lab_change.h"
#include "model/initial.h"

/* ---- what is compared ---- */

static bool
same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Everything that is said of one quantity, its place in the file apart. */
static bool
same_quantity(const sq_quantity *a, const sq_quantity *b)
{
    return memcmp(&a->value, &b->value, sizeof a->value) == 0 && a->sd == b->sd &&
           a->given == b->given && a->known == b->known && same_text(a->text, b->text);
}

static void
expect_same_input(const sq_lab *a, const sq_lab *b, const char *what)
{
    sq_param_row_set set[2][SQ_LAB_SETS];
    sq_lab_sets(a, set[0]);
    sq_lab_sets(b, set[1]);
    for (size_t s = 0; s < SQ_LAB_SETS; s++)
        for (size_t i = 0; i < set[0][s].n; i++) {
            const sq_param_row *row = &set[0][s].row[i];
            sq_quantity *of[2][SQ_PARAM_VALUE_MEMBERS];
            size_t n = sq_param_value_members(row, set[0][s].record, of[0]);
            sq_param_value_members(row, set[1][s].record, of[1]);
            for (size_t k = 0; k < n; k++)
                cr_expect(same_quantity(of[0][k], of[1][k]), "%s: %s is %s, not %s", what,
                          row->key, of[0][k]->text, of[1][k]->text);
        }
}

static void
expect_same_lab(const sq_lab *a, const sq_lab *b, const char *what)
{
    cr_expect(memcmp(&a->rates, &b->rates, sizeof a->rates) == 0, "%s: rates", what);
    cr_expect(memcmp(a->spin, b->spin, sizeof a->spin) == 0, "%s: direction", what);
    cr_expect(a->until == b->until && a->at_rest == b->at_rest, "%s: run", what);
    expect_same_input(a, b, what);
}

/* ---- every key of every lab ---- */

/* The lab with a key changed; false: it cannot be. */
static bool
change_one(sq_lab *to, const sq_lab *lab, const char *key, double value)
{
    sq_lab_change *change;
    sq_errors errors = {0};
    bool changed = sq_lab_change_create(&change, lab, &key, 1, &errors) == SQ_OK &&
                   sq_lab_changed(to, change, &value, &errors) == SQ_OK;
    cr_expect(changed == (errors.n == 0), "%s: a fault has words", key);
    sq_lab_change_free(change);
    sq_errors_free(&errors);
    return changed;
}

static int compared, refused;

/* The value as the program would write it. */
static void
write_setting(char *setting, size_t n, const sq_param_row *row, double value,
              bool dimensionless)
{
    char number[SQ_TEXT_NUMBER_SIZE];
    if (row->kind != SQ_PARAM_QUANTITY) {
        snprintf(setting, n, "%s=%s", row->key, row->choices[(size_t)value]);
        return;
    }
    sq_text_from_number(value, number);
    snprintf(setting, n, "%s=%s %s", row->key, number,
             sq_dimension_describe(sq_param_value_dimension(row, dimensionless))->unit);
}

static void
compare(const char *path, const sq_lab *lab, const sq_param_row *row, double value)
{
    char setting[256], what[2048];
    sq_lab read, changed = {0};
    sq_errors errors = {0};
    write_setting(setting, sizeof setting, row, value, lab->platform->dimensionless);
    snprintf(what, sizeof what, "%s with %s", path, setting);
    bool good = sq_lab_read(&read, path, SETTINGS(setting), 1, &errors) == SQ_OK;
    sq_errors_free(&errors);
    cr_expect(change_one(&changed, lab, row->key, value) == good, "%s: %s", what,
              good ? "can be read" : "cannot be read");
    if (good) {
        expect_same_lab(&changed, &read, what);
        sq_lab_free(&read);
    }
    good ? compared++ : refused++;
    sq_lab_free(&changed);
}

/* A value of the row's own example, or the default's; and where there is one now, one near it.
 */
static void
compare_values(const char *path, const sq_lab *lab, const sq_param_row *row, void *record)
{
    sq_quantity *now = (sq_quantity *)(void *)((char *)record + row->member);
    if (row->kind != SQ_PARAM_QUANTITY) {
        for (size_t i = 0; row->choices[i]; i++)
            compare(path, lab, row, (double)i);
        return;
    }
    sq_param_value_text text;
    char reason[SQ_TEXT_REASON_SIZE], *example = calloc(1, lab->platform->record_size + 4096);
    cr_assert(example);
    cr_assert(sq_param_value_from_string(
                  &text, sq_param_row_example(row, lab->platform->dimensionless), row) ==
              SQ_OK);
    cr_assert(sq_param_value_read(row, &text, lab->platform->dimensionless, example, reason));
    sq_quantity *q = (sq_quantity *)(void *)(example + row->member);
    compare(path, lab, row, q->value);
    if (now->known && row->bounds != SQ_WHOLE)
        compare(path, lab, row, 1.0137 * now->value);
    if (now->known && row->bounds == SQ_WHOLE)
        compare(path, lab, row, now->value + 3);
    free(q->text);
    free(example);
    sq_param_value_text_free(&text);
}

static void
compare_keys(const char *path)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab lab;
    sq_errors errors = {0};
    cr_assert(sq_lab_read(&lab, path, NULL, 0, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    sq_lab_sets(&lab, sets);
    for (size_t s = 0; s < SQ_LAB_SETS; s++)
        for (size_t i = 0; i < sets[s].n; i++) {
            const sq_param_row *row = &sets[s].row[i];
            if (row->kind != SQ_PARAM_TEXT && row->kind != SQ_PARAM_NOISE &&
                strcmp(row->key, "platform") != 0)
                compare_values(path, &lab, row, sets[s].record);
        }
    sq_lab_free(&lab);
}

Test(lab_change, every_key_of_every_lab)
{
    char labs[1024], path[2048];
    const char *top = getenv("srcdir");
    snprintf(labs, sizeof labs, "%s/platforms", top ? top : ".");
    DIR *folder = opendir(labs);
    cr_assert(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char *end = strstr(entry->d_name, ".yaml");
        if (!end || end[5])
            continue;
        snprintf(path, sizeof path, "%s/%s", labs, entry->d_name);
        compare_keys(path);
    }
    closedir(folder);
    cr_expect(compared > 300 && refused > 20, "%d alike, %d refused", compared, refused);
}

/* And where what those labs do not give is given, so that it is replaced. */
static const char *const texts[] = {
    "squint: 1\nplatform: model\natoms: {number: 37}\n"
    "rates: {chi: 0.2385, gamma_s: 4, delta: -0.31}\ndrive: {rabi: 1.71}\n"
    "initial: {direction: mean-field}\ntime: {until: 0.23}\n",

    "squint: 1\nplatform: cavity\natoms: {wavelength: 698 nm, natural_linewidth: 1.35 mHz, "
    "cloud_radius: 9 um, number: 31234}\n"
    "cavity: {vacuum_rabi: 5 Hz, coupling_is: rms, waist: 74 um, length: 4.08 cm, finesse: "
    "2.3e4, input_transmission: 1.1e-4}\n"
    "decoherence: {relaxation_rate: 0.13 1/s, dephasing_rate: 0.02 1/s}\n"
    "drive: {power: 6.1 fW, mode_matching: 0.83}\n",

    "squint: 1\nplatform: circuit\natoms: {number: 7}\n"
    "resonator: {coupling: 3.3 MHz, quality: 171, frequency: 6.9 GHz, temperature: 83 mK}\n"
    "decoherence: {relaxation_time: 4.1 us, coherence_time: 5.3 us, excited_population: 0.07}\n"
    "drive: {rabi: 0.91 MHz, detuning: 0.13 MHz}\ninitial: {direction: +y}\n",

    "squint: 1\nplatform: penning\natoms: {number: 124}\ntrap: {ions: 217, axial_frequency: "
    "1.57 MHz}\n"
    "raman: {crossing_angle: 19 deg, intensity: 9 W/cm2, detuning: -590 GHz}\n"
    "cooling: {damping: 4.1 kHz, occupation: 0.31}\ndrive: {rabi: 37 Hz}\n",
};

Test(lab_change, every_key_of_other_labs)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char path[] = "/tmp/squint-lab-XXXXXX";
        int descriptor = mkstemp(path);
        cr_assert(descriptor >= 0);
        FILE *file = fdopen(descriptor, "w");
        fputs(texts[i], file);
        fclose(file);
        compare_keys(path);
        remove(path);
    }
    cr_expect(compared > 100 && refused > 10, "%d alike, %d refused", compared, refused);
}

Test(lab_change, model)
{
    static const char text[] = "squint: 1\nplatform: model\natoms: {number: 37}\n"
                               "rates: {chi: 0.2385, gamma_s: 4}\ndrive: {ratio: 0.9}\n";
    sq_lab lab, changed = {0};
    sq_errors errors = {0};
    cr_assert(lab_read_text(&lab, text, &errors) == SQ_OK);
    cr_assert(change_one(&changed, &lab, "rates.gamma_collective", 1.13));
    cr_expect(changed.rates.Omega == sq_rates_rabi_of_ratio(&changed.rates, 0.9));
    cr_expect(changed.rates.Gamma == 1.13 && changed.rates.chi == 0.2385);
    cr_expect(change_one(&changed, &lab, "drive.rabi", 1.71) && changed.rates.Omega == 1.71);
    sq_lab_free(&changed);
    sq_lab_free(&lab);
}

/* ---- several keys ---- */

static sq_lab
changed_by(const sq_lab *lab, const char *const *key, const double *value, size_t n)
{
    sq_lab_change *change;
    sq_lab to = {0};
    sq_errors errors = {0};
    cr_assert(sq_lab_change_create(&change, lab, key, n, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    cr_assert(sq_lab_changed(&to, change, value, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    sq_lab_change_free(change);
    return to;
}

Test(lab_change, several_keys)
{
    sq_lab lab = lab_with("sr87-geometry-cavity", NULL);
    sq_lab read =
        lab_with("sr87-geometry-cavity", SETTINGS("atoms.number=31234", "drive.rabi=2.71 rad/s",
                                                  "cavity.input_transmission=1.3e-4",
                                                  "decoherence.relaxation_time=11.3 s"));
    static const char *const key[] = {"decoherence.relaxation_time", "drive.rabi",
                                      "cavity.input_transmission", "atoms.number"};
    sq_lab changed = changed_by(&lab, key, (double[]){11.3, 2.71, 1.3e-4, 31234}, 4);
    cr_expect(memcmp(&changed.rates, &read.rates, sizeof read.rates) == 0);
    cr_expect(memcmp(changed.spin, read.spin, sizeof read.spin) == 0);
    cr_expect(changed.until == read.until);
    sq_lab_free(&changed);
    sq_lab_free(&read);
    sq_lab_free(&lab);
}

/* Of a Rabi frequency that follows the ratio, and of one that has replaced it. */
Test(lab_change, what_follows)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    static const char *const key[] = {"atoms.number", "drive.rabi"};
    const double value[] = {3e4, lab.rates.Omega};
    sq_lab changed = changed_by(&lab, key, value, 1);
    cr_expect(fabs(changed.rates.Omega / lab.rates.Omega - 3) < 1e-12);
    sq_lab_free(&changed);
    changed = changed_by(&lab, key, value, 2);
    cr_expect(changed.rates.Omega == lab.rates.Omega);
    cr_expect(fabs(sq_rates_drive_ratio(&changed.rates) - 0.9477 / 3) < 1e-12);
    sq_lab_free(&changed);
    sq_lab_free(&lab);
}

/* A change of what has been changed, as after a search for the best settings. */
Test(lab_change, of_a_changed_lab)
{
    sq_lab lab = lab_with("mg25-penning-cold", NULL);
    static const char *const key[] = {"cooling.saturation", "raman.rabi"};
    sq_lab first = changed_by(&lab, key, (double[]){0.083}, 1),
           second = changed_by(&first, key + 1, (double[]){5e4}, 1);
    sq_lab both = changed_by(&lab, key, (double[]){0.083, 5e4}, 2);
    expect_same_lab(&second, &both, "one after the other");
    sq_lab_free(&first);
    sq_lab_free(&second);
    sq_lab_free(&both);
    sq_lab_free(&lab);
}

/* Its uncertainties are made on demand, and go with the next change. */
Test(lab_change, uncertainties)
{
    sq_lab lab = lab_with("rb87-d2-cavity", NULL), to = {0};
    sq_errors errors = {0};
    sq_lab_change *change;
    const char *const key[] = {"cavity.coupling"};
    const double value = 3.5e6;
    cr_assert(lab.n_variations == 2);
    cr_assert(sq_lab_change_create(&change, &lab, key, 1, &errors) == SQ_OK);
    for (int i = 0; i < 2; i++) {
        cr_assert(sq_lab_changed(&to, change, &value, &errors) == SQ_OK);
        cr_expect(to.n_variations == 0);
        cr_assert(sq_uncertainty_prepare(&to, &errors) == SQ_OK);
        cr_expect(to.n_variations == 1);
        cr_expect_str_eq(to.variation[0].key, "cavity.linewidth");
    }
    sq_lab_change_free(change);
    sq_lab_free(&to);
    sq_lab_free(&lab);
}

/* ---- the direction ---- */

/* A single angle leaves the other one where the lab has it, also that of the steady state. */
Test(lab_change, one_angle)
{
    static const char *const labs[] = {"sr87-clock-cavity", "sr87-effective-cavity",
                                       "transmons-circuit"};
    for (size_t i = 0; i < sizeof labs / sizeof labs[0]; i++) {
        sq_lab lab = lab_with(labs[i], NULL);
        double azimuth = atan2(lab.spin[1], lab.spin[0]), spin[3];
        static const char *const key[] = {"initial.direction.polar",
                                          "initial.direction.azimuth"};
        sq_lab changed = changed_by(&lab, key, (double[]){0.83}, 1);
        sq_initial_from_angles(spin, 0.83, azimuth);
        for (int axis = 0; axis < 3; axis++)
            cr_expect(fabs(changed.spin[axis] - spin[axis]) < 1e-14, "%s", labs[i]);
        cr_expect(!changed.at_rest && changed.common.direction.polar.given);
        sq_lab_free(&changed);
        sq_lab read = lab_with(labs[i], SETTINGS("initial.direction=[0.83 rad, -2.1 rad]"));
        changed = changed_by(&lab, key, (double[]){0.83, -2.1}, 2);
        expect_same_lab(&changed, &read, labs[i]);
        sq_lab_free(&changed);
        sq_lab_free(&read);
        sq_lab_free(&lab);
    }
}

/* Above threshold there is nothing to start from; the memory serves again after that. */
Test(lab_change, steady_state_follows)
{
    sq_lab lab = lab_with("sr87-effective-cavity", NULL), to = {0};
    sq_errors errors = {0};
    sq_lab_change *change;
    const char *const key[] = {"drive.ratio"};
    cr_assert(sq_lab_change_create(&change, &lab, key, 1, &errors) == SQ_OK);
    cr_assert(sq_lab_changed(&to, change, (double[]){0.53}, &errors) == SQ_OK);
    cr_expect(to.at_rest && fabs(to.spin[2] + sqrt(1 - 0.53 * 0.53)) < 1e-12);
    const void *memory = to.record;
    cr_expect(sq_lab_changed(&to, change, (double[]){1.07}, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect(errors.n == 1 && strstr(errors.fault[0].text, "Upsilon/Upsilon_c = 1.07"));
    sq_errors_free(&errors);
    cr_expect(sq_lab_changed_rates(&to, change, (double[]){1.07}, &errors) == SQ_OK);
    cr_expect(fabs(sq_rates_drive_ratio(&to.rates) - 1.07) < 1e-12);
    cr_assert(sq_lab_changed(&to, change, (double[]){0.53}, &errors) == SQ_OK);
    cr_expect(to.record == memory, "nothing is allocated again");
    sq_lab_change_free(change);
    sq_lab_free(&to);
    sq_lab_free(&lab);
}

/* ---- what is refused ---- */

static const struct {
    const char *lab, *key[2], *words;
} bad_keys[] = {
    {"sr87-clock-cavity",
     {"cavity.copling"},
     "unknown key 'cavity.copling'; did you mean "
     "'cavity.coupling'?"},
    {"sr87-clock-cavity",
     {"q"},
     "unknown key 'q'; known are squint, name, platform, atoms, cavity, "
     "decoherence, drive, readout, initial, time, clock, noise"},
    {"sr87-clock-cavity", {"initial.direction.polr"}, "unknown key 'initial.direction.polr'"},
    {"sr87-clock-cavity", {"cavity.coupling.polar"}, "unknown key 'cavity.coupling.polar'"},
    {"sr87-clock-cavity", {"name"}, "name: a text is no number"},
    {"sr87-clock-cavity", {"platform"}, "platform: it decides which keys there are"},
    {"sr87-clock-cavity",
     {"drive.rabi", "drive.power"},
     "drive.rabi and drive.power exclude each other; change one of them"},
    {"sr87-clock-cavity", {"drive.rabi", "drive.rabi"}, "drive.rabi is named twice"},
    {"sr87-clock-cavity",
     {"initial.direction.polar", "initial.direction"},
     "initial.direction.polar and initial.direction exclude each other"},
    {"sr87-clock-cavity",
     {"cavity.finesse"},
     "cavity.finesse makes a linewidth together with cavity.length: give both"},
    {"sr87-clock-cavity", {"cavity.transition_strength"}, "the coupling is not known"},
    {"mg25-penning", {"cooling.damping"}, "cooling.damping alone says nothing of the"},
};

Test(lab_change, keys_that_cannot_change)
{
    for (size_t i = 0; i < sizeof bad_keys / sizeof bad_keys[0]; i++) {
        sq_lab lab = lab_with(bad_keys[i].lab, NULL);
        sq_errors errors = {0};
        sq_lab_change *change;
        size_t n = bad_keys[i].key[1] ? 2 : 1;
        cr_expect(sq_lab_change_create(&change, &lab, bad_keys[i].key, n, &errors) ==
                  SQ_ERR_INPUT);
        cr_expect(!change && errors.n == 1 && strstr(errors.fault[0].text, lab.path) &&
                      strstr(errors.fault[0].text, bad_keys[i].words),
                  "%s: %s", bad_keys[i].words, sq_errors_first(&errors));
        sq_errors_free(&errors);
        sq_lab_free(&lab);
    }
}

static const struct {
    const char *lab, *key;
    double value;
    const char *words;
} bad_values[] = {
    {"sr87-clock-cavity", "cavity.coupling", -3.5,
     "cavity.coupling: '-3.5 rad/s' is out of range, it must be larger than 0 (atom-cavity "
     "coupling g"},
    {"sr87-clock-cavity", "cavity.coupling", NAN, "'nan rad/s' is out of range"},
    {"sr87-clock-cavity", "cavity.detuning", INFINITY, "it must be a finite number"},
    {"sr87-clock-cavity", "cavity.detuning", 1e60, "is beyond any laboratory"},
    {"sr87-clock-cavity", "atoms.number", 1.5, "it must be between 2 and 1e+15"},
    {"sr87-clock-cavity", "initial.direction.polar", 3.7,
     "initial.direction.polar: '3.7 rad' is out of range, it must be between 0 deg and 180 "
     "deg"},
    {"sr87-clock-cavity", "cavity.coupling_is", 4,
     "cavity.coupling_is: there is no choice 4, of 4 that count from 0"},
    {"sr87-clock-cavity", "cavity.coupling_is", 0.5, "there is no choice 0.5"},
    {"sr87-geometry-cavity", "cavity.coupling", 1e4,
     "cavity.coupling = 10000 rad/s is one coupling, cavity.waist = 74 um with"},
    {"mg25-penning", "cooling.detuning", 3e6, "cooling.detuning = 3000000 rad/s heats"},
};

Test(lab_change, values_that_cannot_be)
{
    for (size_t i = 0; i < sizeof bad_values / sizeof bad_values[0]; i++) {
        sq_lab lab = lab_with(bad_values[i].lab, NULL), to = {0};
        sq_errors errors = {0};
        sq_lab_change *change;
        cr_assert(sq_lab_change_create(&change, &lab, &bad_values[i].key, 1, &errors) == SQ_OK);
        cr_expect(sq_lab_changed(&to, change, &bad_values[i].value, &errors) == SQ_ERR_INPUT);
        cr_expect(errors.n == 1 && strstr(errors.fault[0].text, lab.path) &&
                      strstr(errors.fault[0].text, bad_values[i].words),
                  "%s: %s", bad_values[i].words, sq_errors_first(&errors));
        sq_errors_free(&errors);
        sq_lab_change_free(change);
        sq_lab_free(&to);
        sq_lab_free(&lab);
    }
}

/* Derivatives need numbers between whole ones. */
Test(lab_change, broken_numbers)
{
    sq_lab lab = lab_with("mg25-penning", NULL), to = {0};
    cr_expect(change_one(&to, &lab, "atoms.number", 124.37));
    cr_expect(to.rates.N == 124.37);
    sq_lab_free(&to);
    sq_lab_free(&lab);
}

/* ---- threads ---- */

/* One change, many threads. */
Test(lab_change, threads)
{
    enum { N = 4000 };
    static sq_rates rates[N];
    sq_lab lab = lab_with("sr87-geometry-cavity", NULL);
    sq_errors errors = {0};
    sq_lab_change *change;
    const char *const key[] = {"cavity.waist"};
    double waist = 74e-6;
    int failed = 0;
    cr_assert(sq_lab_change_create(&change, &lab, key, 1, &errors) == SQ_OK);
#pragma omp parallel num_threads(4) reduction(+ : failed)
    {
        sq_lab to = {0};
        sq_errors own = {0};
#pragma omp for
        for (int i = 0; i < N; i++) {
            double value = waist * (1 + 1e-4 * i);
            failed += sq_lab_changed(&to, change, &value, &own) != SQ_OK;
            rates[i] = to.rates;
        }
        sq_errors_free(&own);
        sq_lab_free(&to);
    }
    cr_expect(failed == 0);
    sq_lab to = {0};
    for (int i = 0; i < N; i++) {
        double value = waist * (1 + 1e-4 * i);
        cr_assert(sq_lab_changed(&to, change, &value, &errors) == SQ_OK);
        cr_assert(memcmp(&to.rates, &rates[i], sizeof to.rates) == 0, "%d", i);
    }
    sq_lab_free(&to);
    sq_lab_change_free(change);
    sq_lab_free(&lab);
}
