/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows against files and settings: values, every fault, and the way back to a file. */
#include "input/param.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWO_PI 6.283185307179586
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A conversion multiplies two or three rounded factors. */
#define TOLERANCE (4 * DBL_EPSILON)

/* ---- a laboratory ---- */

typedef struct apparatus {
    sq_quantity coupling, coupling_is, linewidth, phase, power, ratio, rabi;
} apparatus;

typedef struct common {
    sq_quantity version, name, number, share, until;
    sq_param_row_direction direction;
} common;

static const char *const couplings[] = {"uniform", "peak", "rms", NULL};
static const char *const directions[] = {"-x", "-z", "mean-field", NULL};

static const sq_param_row common_row[] = {
    {.key = "squint",
     .member = offsetof(common, version),
     .required = true,
     .bounds = SQ_WITHIN,
     .min = 1,
     .max = 1,
     .help = "format version"},
    {.key = "name",
     .kind = SQ_PARAM_TEXT,
     .member = offsetof(common, name),
     .help = "any text"},
    {.key = "atoms.number",
     .member = offsetof(common, number),
     .required = true,
     .bounds = SQ_WHOLE,
     .min = 2,
     .help = "number of atoms N"},
    {.key = "initial.direction",
     .kind = SQ_PARAM_DIRECTION,
     .member = offsetof(common, direction),
     .choices = directions,
     .fallback = "-z",
     .help = "where the spin points first"},
    {.key = "time.until",
     .dim = SQ_DIM_TIME,
     .member = offsetof(common, until),
     .bounds = SQ_POSITIVE,
     .help = "end of the run"},
    {.key = "atoms.share",
     .member = offsetof(common, share),
     .bounds = SQ_WITHIN,
     .min = 0,
     .max = 1,
     .fallback = "0.2385",
     .help = "share that takes part"},
};

static const sq_param_row apparatus_row[] = {
    {.key = "cavity.coupling",
     .dim = SQ_DIM_RATE,
     .member = offsetof(apparatus, coupling),
     .required = true,
     .bounds = SQ_POSITIVE,
     .help = "g; 2 g is the single-photon Rabi frequency"},
    {.key = "cavity.coupling_is",
     .kind = SQ_PARAM_CHOICE,
     .choices = couplings,
     .member = offsetof(apparatus, coupling_is),
     .fallback = "uniform",
     .help = "which average"},
    {.key = "cavity.linewidth",
     .dim = SQ_DIM_RATE,
     .member = offsetof(apparatus, linewidth),
     .bounds = SQ_NOT_NEGATIVE,
     .help = "kappa, full width"},
    {.key = "cavity.phase",
     .dim = SQ_DIM_ANGLE,
     .member = offsetof(apparatus, phase),
     .bounds = SQ_WITHIN,
     .min = 0,
     .max = TWO_PI / 4,
     .help = "phase"},
    {.key = "drive.ratio",
     .member = offsetof(apparatus, ratio),
     .required = true,
     .excludes = "drive.rabi drive.power",
     .help = "drive over its critical value"},
    {.key = "drive.rabi",
     .dim = SQ_DIM_RATE,
     .member = offsetof(apparatus, rabi),
     .excludes = "drive.power",
     .help = "Omega"},
    {.key = "drive.power",
     .dim = SQ_DIM_POWER,
     .member = offsetof(apparatus, power),
     .help = "power before the cavity"},
};

typedef struct lab {
    common common;
    apparatus apparatus;
    sq_param_row_set set[2];
    sq_tree_node *root;
    sq_errors errors;
} lab;

#define GOOD                                                                                   \
    "squint: 1\n"                                                                              \
    "atoms:\n"                                                                                 \
    "  number: 1e4\n"                                                                          \
    "cavity:\n"                                                                                \
    "  coupling: 4.00 ± 0.05 Hz\n"                                                            \
    "drive:\n"                                                                                 \
    "  ratio: 0.9477\n"

#define MAX_SETTINGS 8

static enum sq_status
read_source(lab *l, const char *text, const char *const *setting, bool dimensionless)
{
    *l = (lab){.set = {{common_row, COUNT(common_row), NULL},
                       {apparatus_row, COUNT(apparatus_row), NULL}}};
    l->set[0].record = &l->common;
    l->set[1].record = &l->apparatus;
    if (text)
        cr_assert_eq(sq_tree_read_text(&l->root, text, strlen(text), "lab.yaml", &l->errors),
                     SQ_OK, "%s", l->errors.n ? l->errors.fault[0].text : "");
    sq_param_source source = {.name = "lab.yaml",
                              .root = l->root,
                              .setting = setting,
                              .dimensionless = dimensionless};
    while (source.n_settings < MAX_SETTINGS && setting && setting[source.n_settings])
        source.n_settings++;
    return sq_param_read(&source, l->set, 2, &l->errors);
}

static void
close_lab(lab *l)
{
    sq_param_free(l->set, 2);
    sq_tree_free(l->root);
    sq_errors_free(&l->errors);
}

static void
read_good(lab *l, const char *text, const char *const *setting)
{
    enum sq_status status = read_source(l, text, setting, false);
    cr_assert_eq(status, SQ_OK, "%s", l->errors.n ? l->errors.fault[0].text : "");
    cr_assert_eq(l->errors.n, 0);
}

/* The messages, in their order, up to NULL. */
static void
assert_faults(const char *text, const char *const *setting, const char *const *message)
{
    lab l;
    cr_assert_eq(read_source(&l, text, setting, false), SQ_ERR_INPUT, "%s", text);
    for (size_t i = 0; i < l.errors.n || message[i]; i++) {
        cr_assert(message[i], "also: %s", l.errors.fault[i].text);
        cr_assert(i < l.errors.n, "missing: %s", message[i]);
        cr_assert_str_eq(l.errors.fault[i].text, message[i]);
    }
    close_lab(&l);
}

#define LIST(...)                                                                              \
    (const char *const[])                                                                      \
    {                                                                                          \
        __VA_ARGS__, NULL                                                                      \
    }

static void
assert_fault(const char *text, const char *message)
{
    assert_faults(text, NULL, LIST(message));
}

static void
assert_setting_fault(const char *setting, const char *message)
{
    assert_faults(GOOD, LIST(setting), LIST(message));
}

static void
assert_near(double actual, double expected)
{
    cr_assert(fabs(actual - expected) <= TOLERANCE * fabs(expected), "%.17g, not %.17g", actual,
              expected);
}

/* ---- values ---- */

Test(param, a_file_fills_the_records)
{
    lab l;
    read_good(&l, GOOD "name: '  a lab  '\n", NULL);
    cr_assert(l.common.number.value == 1e4 && l.common.number.given);
    assert_near(l.apparatus.coupling.value, TWO_PI * 4);
    assert_near(l.apparatus.coupling.sd, TWO_PI * 0.05);
    cr_assert_str_eq(l.apparatus.coupling.text, "4.00 ± 0.05 Hz");
    cr_assert(l.apparatus.coupling.mark.line == 5 && l.apparatus.coupling.mark.column == 13);
    cr_assert_str_eq(l.common.name.text, "a lab");
    close_lab(&l);
}

Test(param, defaults_are_known_and_not_given)
{
    lab l;
    read_good(&l, GOOD, NULL);
    cr_assert(l.common.share.known && !l.common.share.given && l.common.share.value == 0.2385);
    cr_assert_str_eq(l.common.share.text, "0.2385");
    cr_assert_eq(l.common.share.mark.line, 0);
    cr_assert(l.common.direction.named.known && l.common.direction.named.value == 1);
    cr_assert(!l.common.until.known && !l.common.until.text);
    close_lab(&l);
}

Test(param, directions)
{
    lab l;
    read_good(&l, GOOD "initial: {direction: -x}\n", NULL);
    cr_assert(l.common.direction.named.given && l.common.direction.named.value == 0);
    close_lab(&l);
    read_good(&l, GOOD "initial:\n  direction: [180 deg, -0.2385 ± 0.0037 rad]\n", NULL);
    cr_assert(!l.common.direction.named.known && l.common.direction.polar.given);
    assert_near(l.common.direction.polar.value, TWO_PI / 2);
    assert_near(l.common.direction.azimuthal.value, -0.2385);
    assert_near(l.common.direction.azimuthal.sd, 0.0037);
    cr_assert_eq(l.common.direction.azimuthal.mark.column, 24);
    close_lab(&l);
}

Test(param, settings_replace_the_file)
{
    lab l;
    read_good(&l, GOOD,
              LIST("cavity.coupling=37kHz", "cavity.coupling = 7 Hz ", "name=a = b: c",
                   "initial.direction=[121.92 deg, 147.70 deg]", "cavity.coupling_is=rms"));
    assert_near(l.apparatus.coupling.value, TWO_PI * 7);
    cr_assert_str_eq(l.apparatus.coupling.text, "7 Hz");
    cr_assert(l.apparatus.coupling.given && l.apparatus.coupling.mark.line == 0);
    cr_assert_str_eq(l.common.name.text, "a = b: c");
    cr_assert_str_eq(l.common.direction.azimuthal.text, "147.70 deg");
    cr_assert_eq(l.apparatus.coupling_is.value, 2);
    close_lab(&l);
}

Test(param, a_setting_replaces_what_excludes_it)
{
    lab l;
    read_good(&l, GOOD, LIST("drive.power=37 fW"));
    cr_assert(!l.apparatus.ratio.known && l.apparatus.power.given);
    assert_near(l.apparatus.power.value, 37e-15);
    close_lab(&l);
}

Test(param, a_setting_hides_a_fault_of_the_file)
{
    lab l;
    read_good(
        &l, "squint: 1\natoms: {number: 37}\ncavity: {coupling: nonsense}\ndrive: {ratio: 2}\n",
        LIST("cavity.coupling=37 Hz"));
    close_lab(&l);
}

Test(param, settings_alone_are_enough)
{
    lab l;
    read_good(
        &l, NULL,
        LIST("squint=1", "atoms.number=37", "cavity.coupling=4 Hz", "drive.ratio=0.2385"));
    cr_assert_eq(l.common.number.value, 37);
    close_lab(&l);
}

Test(param, a_model_takes_plain_numbers)
{
    static const char text[] =
        "squint: 1\natoms: {number: 37}\ncavity: {coupling: 0.2385, phase: 90 "
        "deg}\ndrive: {ratio: 2}\ntime: {until: 3.7}\n";
    lab l;
    cr_assert_eq(read_source(&l, text, NULL, true), SQ_OK);
    cr_assert(l.apparatus.coupling.value == 0.2385 && l.common.until.value == 3.7);
    assert_near(l.apparatus.phase.value, TWO_PI / 4);
    close_lab(&l);
    cr_assert_eq(read_source(&l, GOOD, NULL, true), SQ_ERR_INPUT);
    cr_assert_str_eq(l.errors.fault[0].text,
                     "lab.yaml:5:13: cavity.coupling: '4.00 ± 0.05 Hz' carries a unit; a plain "
                     "number is wanted here, for example '1' (g; 2 g is the single-photon "
                     "Rabi frequency)");
    close_lab(&l);
}

/* ---- faults ---- */

Test(param, unknown_keys)
{
    assert_fault(GOOD "  raabi: 1\n",
                 "lab.yaml:8:3: unknown key 'drive.raabi'; did you mean 'drive.rabi'?");
    assert_fault(GOOD "  quirk: 1\n",
                 "lab.yaml:8:3: unknown key 'drive.quirk'; the keys of 'drive' "
                 "are ratio, rabi, power");
    assert_fault(GOOD "linewidth: 1\n",
                 "lab.yaml:8:1: unknown key 'linewidth'; did you mean 'cavity.linewidth'?");
    assert_fault(GOOD "cavty: {x: 1, y: 2}\n",
                 "lab.yaml:8:1: unknown key 'cavty'; did you mean 'cavity'?");
    assert_fault(GOOD "quirk: 1\n",
                 "lab.yaml:8:1: unknown key 'quirk'; known are squint, name, "
                 "atoms, initial, time, cavity, drive");
    assert_fault(GOOD "<<: 1\n", "lab.yaml:8:1: unknown key '<<'; known are squint, name, "
                                 "atoms, initial, time, cavity, drive");
    assert_fault(GOOD "time.until: 3 s\n",
                 "lab.yaml:8:1: write 'time.until' as two lines: 'time:', "
                 "and indented below it 'until: …'");
}

Test(param, sections_and_values)
{
    assert_fault(GOOD "time: 3 s\n",
                 "lab.yaml:8:1: 'time' is a section, it cannot have a value; "
                 "write its keys indented below it");
    assert_fault(GOOD "time: [3 s]\n",
                 "lab.yaml:8:1: 'time' is a section, it cannot have a value; "
                 "write its keys indented below it");
    assert_fault(
        GOOD "time:\n  until: {a: 3}\n",
        "lab.yaml:9:3: 'time.until' is a value, not a section; write 'until: …' on one "
        "line (end of the run)");
    assert_fault(GOOD "name: {a: 3}\n", "lab.yaml:8:1: 'name' is a value, not a section; write "
                                        "'name: …' on one line (any text)");
    assert_fault(GOOD "time:\n  until: [3 s]\n",
                 "lab.yaml:9:10: time.until: a list is given; one "
                 "value is wanted (end of the run)");
    assert_fault(GOOD "time: {until: ''}\n",
                 "lab.yaml:8:15: time.until: there is no value (end of the run)");
}

Test(param, wrong_values)
{
    assert_fault(GOOD "time: {until: 37}\n", "lab.yaml:8:15: time.until: '37' has no unit; "
                                             "write for example '37 s' (end of the run)");
    assert_fault(GOOD "time: {until: 0 s}\n",
                 "lab.yaml:8:15: time.until: '0 s' is out of range, it "
                 "must be larger than 0 (end of the run)");
    assert_setting_fault(
        "cavity.linewidth=-4 kHz",
        "--set cavity.linewidth=-4 kHz: '-4 kHz' is out of range, it must be 0 or "
        "more (kappa, full width)");
    assert_setting_fault("atoms.share=1.5",
                         "--set atoms.share=1.5: '1.5' is out of range, it must "
                         "be between 0 and 1 (share that takes part)");
    assert_setting_fault("cavity.phase=91 deg",
                         "--set cavity.phase=91 deg: '91 deg' is out of "
                         "range, it must be between 0 deg and 90 deg (phase)");
    assert_setting_fault("atoms.number=12.5",
                         "--set atoms.number=12.5: '12.5' is not a whole number; it must be 2 "
                         "or more (number of atoms N)");
    assert_setting_fault("atoms.number=1",
                         "--set atoms.number=1: '1' is out of range, it must be 2 "
                         "or more (number of atoms N)");
    assert_setting_fault(
        "atoms.number=1e17",
        "--set atoms.number=1e17: '1e17' is too large, at most 9007199254740992 can "
        "be counted (number of atoms N)");
}

Test(param, wrong_choices)
{
    assert_setting_fault(
        "cavity.coupling_is=peek",
        "--set cavity.coupling_is=peek: 'peek' is not one of uniform, peak and "
        "rms; did you mean 'peak'? (which average)");
    assert_setting_fault("cavity.coupling_is=37",
                         "--set cavity.coupling_is=37: '37' is not one of uniform, peak and "
                         "rms (which average)");
}

Test(param, wrong_directions)
{
    assert_setting_fault(
        "initial.direction=up",
        "--set initial.direction=up: 'up' is not one of -x, -z and mean-field, nor "
        "a pair of angles such as '[121.92 deg, 147.70 deg]' (where the spin points first)");
    assert_setting_fault(
        "initial.direction=[3 deg]",
        "--set initial.direction=[3 deg]: the list has 1 entry; two angles are "
        "wanted, polar and azimuthal, for example '[121.92 deg, 147.70 deg]' (where the spin "
        "points first)");
    assert_setting_fault(
        "initial.direction=[3 deg, 4 deg, 5 deg]",
        "--set initial.direction=[3 deg, 4 deg, 5 deg]: the list has 3 entries; two "
        "angles are wanted, polar and azimuthal, for example '[121.92 deg, 147.70 "
        "deg]' (where the spin points first)");
    assert_setting_fault(
        "initial.direction=[181 deg, 4 deg]",
        "--set initial.direction=[181 deg, 4 deg]: polar angle: '181 deg' is out of "
        "range, it must be between 0 deg and 180 deg (where the spin "
        "points first)");
    assert_fault(
        GOOD "initial:\n  direction: [37 deg, 37]\n",
        "lab.yaml:9:14: initial.direction: azimuthal angle: '37' has no unit; write for "
        "example '37 deg' (where the spin points first)");
}

Test(param, missing_keys)
{
    assert_faults(
        "squint: 1\ncavity:\n  linewidth: 37 Hz\ndrive:\n", NULL,
        LIST("lab.yaml:2:1: required key 'cavity.coupling' is missing: g; 2 g is the "
             "single-photon Rabi frequency",
             "lab.yaml:4:1: required key 'drive.ratio' (or 'drive.rabi' or 'drive.power') "
             "is missing: drive over its critical value",
             "lab.yaml: required key 'atoms.number' is missing: number of atoms N"));
}

Test(param, a_faulty_section_is_not_also_incomplete)
{
    assert_fault("squint: 1\natoms: {number: 37}\ncavity: 5\ndrive: {rabi: 37 Hz}\n",
                 "lab.yaml:3:1: 'cavity' is a section, it cannot have a value; write its keys "
                 "indented below it");
}

Test(param, exclusions)
{
    assert_fault(GOOD "  power: 37 nW\n",
                 "lab.yaml:8:3: 'drive.ratio = 0.9477' (line 7) and 'drive.power = 37 nW' "
                 "(line 8) exclude each other; keep one of them");
    assert_fault(
        "squint: 1\natoms: {number: 37}\ncavity: {coupling: 4 Hz}\ndrive:\n  power: 3 W\n  "
        "rabi: 37 Hz\n",
        "lab.yaml:6:3: 'drive.power = 3 W' (line 5) and 'drive.rabi = 37 Hz' (line 6) exclude "
        "each other; "
        "keep one of them");
    assert_faults(GOOD, LIST("drive.power=37 nW", "drive.rabi=37 Hz"),
                  LIST("--set drive.power=37 nW: 'drive.rabi = 37 Hz' and 'drive.power = 37 "
                       "nW' exclude each other; "
                       "keep one of them"));
}

Test(param, wrong_settings)
{
    assert_setting_fault("cavity.linewidth",
                         "--set cavity.linewidth: write KEY=VALUE, for example "
                         "'cavity.detuning=300 kHz'");
    assert_setting_fault("cavity.linewidth=",
                         "--set cavity.linewidth=: there is no value (kappa, "
                         "full width)");
    assert_setting_fault(
        "cavity.linwidth=3 Hz",
        "--set cavity.linwidth=3 Hz: unknown key 'cavity.linwidth'; did you mean "
        "'cavity.linewidth'?");
    assert_setting_fault(
        "cavty.coupling=3 Hz",
        "--set cavty.coupling=3 Hz: unknown key 'cavty.coupling'; did you mean "
        "'cavity.coupling'?");
    assert_setting_fault("cavity=3 Hz",
                         "--set cavity=3 Hz: 'cavity' is a section; write for example "
                         "'cavity.coupling=…'");
    assert_setting_fault("=3 Hz", "--set =3 Hz: write KEY=VALUE, for example "
                                  "'cavity.detuning=300 kHz'");
    assert_setting_fault("name=a\x1b",
                         "--set name=a?: contains a control character, or is not UTF-8");
}

Test(param, all_faults_at_once_sorted_by_line)
{
    assert_faults(
        "drive:\n  ratio: x\nquirk: 37\ncavity:\n  coupling: 3 kg\n  phase: 37\n  lniewidth: "
        "37\natoms: {number: 3.7}\n",
        LIST("drive.foo=1"),
        LIST(
            "lab.yaml:2:10: drive.ratio: 'x' is not a number; write for example '1e4' (drive "
            "over its critical value)",
            "lab.yaml:3:1: unknown key 'quirk'; known are squint, name, atoms, initial, "
            "time, cavity, drive",
            "lab.yaml:5:13: cavity.coupling: '3 kg' is a mass; a rate is wanted, for "
            "example '150 kHz' (g; 2 g is the single-photon Rabi frequency)",
            "lab.yaml:6:10: cavity.phase: '37' has no unit; write for example '37 deg' (phase)",
            "lab.yaml:7:3: unknown key 'cavity.lniewidth'; did you mean "
            "'cavity.linewidth'?",
            "lab.yaml:8:17: atoms.number: '3.7' is not a whole number; it must be 2 or more "
            "(number of atoms N)",
            "lab.yaml: required key 'squint' is missing: format version",
            "--set drive.foo=1: unknown key 'drive.foo'; the keys of 'drive' are ratio, "
            "rabi, power"));
}

/* A faulty default is our bug, not the user's. */
Test(param, a_bad_default_is_a_bug, .signal = SIGABRT)
{
    static const sq_param_row row[] = {{.key = "a.b", .fallback = "3 kg", .help = ""}};
    sq_quantity member = {0};
    sq_errors errors = {0};
    const sq_param_row_set set = {row, 1, &member};
    const sq_param_source source = {.name = "lab.yaml"};
    fclose(stderr); /* the assertion's words are not for the log */
    cr_assert_eq(sq_param_read(&source, &set, 1, &errors), SQ_OK);
}

/* ---- single values ---- */

Test(param, peek)
{
    static const char text[] = "platform: cavity\natoms: {number: 37}\n";
    static const char *const setting[] = {"platform=penning", "platform = model"};
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    sq_error_mark mark;
    cr_assert_eq(sq_tree_read_text(&root, text, strlen(text), "lab.yaml", &errors), SQ_OK);
    sq_param_source source = {.name = "lab.yaml", .root = root, .setting = setting};
    cr_assert_str_eq(sq_param_peek(&source, "platform", &mark), "cavity");
    cr_assert(mark.line == 1 && mark.column == 11);
    cr_assert_null(sq_param_peek(&source, "atoms", &mark));
    cr_assert_null(sq_param_peek(&source, "nothing", NULL));
    source.n_settings = 2;
    cr_assert_str_eq(sq_param_peek(&source, "platform", &mark), "model");
    cr_assert_eq(mark.line, 0);
    sq_tree_free(root);
}

Test(param, computed_values)
{
    sq_quantity quantity = {0};
    cr_assert_eq(sq_quantity_set(&quantity, 1.0 / 37, "s"), SQ_OK);
    cr_assert_eq(sq_quantity_set(&quantity, 0.1 + 0.2, "rad/s"), SQ_OK);
    cr_assert_str_eq(quantity.text, "0.30000000000000004 rad/s");
    cr_assert(quantity.known && !quantity.given && quantity.value == 0.1 + 0.2);
    cr_assert_eq(sq_quantity_set(&quantity, (double)INFINITY, "s"), SQ_ERR_NUMERIC);
    cr_assert_str_eq(quantity.text, "0.30000000000000004 rad/s", "unchanged");
    cr_assert_eq(sq_quantity_set(&quantity, 37, ""), SQ_OK);
    cr_assert_str_eq(quantity.text, "37");
    free(quantity.text);
}

/* ---- the effective input ---- */

typedef struct written {
    char text[2048], section[32];
} written;

/* A YAML writer as a caller would make it. */
static enum sq_status
write_yaml(const sq_param_entry *entry, void *context)
{
    written *w = context;
    const char *key = entry->row->key, *dot = strchr(key, '.');
    char section[32] = "";
    if (dot)
        snprintf(section, sizeof section, "%.*s", (int)(dot - key), key);
    if (*section && strcmp(section, w->section) != 0)
        sq_text_append(w->text, sizeof w->text, "%s:\n", section);
    strcpy(w->section, section);
    sq_text_append(w->text, sizeof w->text, "%s%s: %s", dot ? "  " : "", dot ? dot + 1 : key,
                   entry->n == 2 ? "[" : "");
    for (size_t i = 0; i < entry->n; i++) {
        char *yaml = sq_text_yaml(entry->value[i]->text);
        sq_text_append(w->text, sizeof w->text, "%s%s", i ? ", " : "", yaml);
        free(yaml);
    }
    sq_text_append(w->text, sizeof w->text, "%s\n", entry->n == 2 ? "]" : "");
    return SQ_OK;
}

Test(param, the_effective_input_in_order_of_sections)
{
    lab l;
    written w = {"", ""};
    read_good(&l, GOOD "name: 'a: #b'\n", NULL);
    cr_assert_eq(sq_param_visit(l.set, 2, write_yaml, &w), SQ_OK);
    cr_assert_str_eq(w.text, "squint: 1\n"
                             "name: 'a: #b'\n"
                             "atoms:\n"
                             "  number: 1e4\n"
                             "  share: 0.2385\n"
                             "initial:\n"
                             "  direction: '-z'\n"
                             "cavity:\n"
                             "  coupling: 4.00 ± 0.05 Hz\n"
                             "  coupling_is: uniform\n"
                             "drive:\n"
                             "  ratio: 0.9477\n");
    close_lab(&l);
}

Test(param, the_effective_input_reads_to_the_same_numbers)
{
    lab first, second;
    written once = {"", ""}, twice = {"", ""};
    read_good(&first,
              GOOD "initial: {direction: [121.92 deg, 147.70 deg]}\nname: \"two\\nlines\"\n",
              LIST("drive.rabi=0.2385(37) kHz"));
    cr_assert_eq(sq_quantity_set(&first.common.until, 1.0 / 37, "s"), SQ_OK);
    cr_assert_eq(sq_quantity_set(&first.apparatus.linewidth, TWO_PI / 37, "rad/s"), SQ_OK);
    cr_assert_eq(sq_quantity_set(&first.apparatus.power, 1e-9 / 37, "W"), SQ_OK);
    cr_assert_eq(sq_param_visit(first.set, 2, write_yaml, &once), SQ_OK);
    cr_assert_null(strstr(once.text, "power"), "it excludes what was given");

    read_good(&second, once.text, NULL);
    cr_assert_eq(sq_param_visit(second.set, 2, write_yaml, &twice), SQ_OK);
    cr_assert_str_eq(once.text, twice.text);
    cr_assert(second.common.until.value == first.common.until.value);
    cr_assert(second.apparatus.linewidth.value == first.apparatus.linewidth.value);
    cr_assert(second.apparatus.rabi.value == first.apparatus.rabi.value);
    cr_assert(second.apparatus.rabi.sd == first.apparatus.rabi.sd);
    cr_assert(second.common.direction.polar.value == first.common.direction.polar.value);
    cr_assert_str_eq(second.common.name.text, "two\nlines");
    close_lab(&first);
    close_lab(&second);
}

Test(param, of_two_computed_rows_that_exclude_each_other_the_first_is_written)
{
    lab l = {.set = {{apparatus_row, COUNT(apparatus_row), NULL}}};
    written w = {"", ""};
    l.set[0].record = &l.apparatus;
    cr_assert_eq(sq_quantity_set(&l.apparatus.power, 0.2385, "W"), SQ_OK);
    cr_assert_eq(sq_quantity_set(&l.apparatus.rabi, 37, "rad/s"), SQ_OK);
    cr_assert_eq(sq_param_visit(l.set, 1, write_yaml, &w), SQ_OK);
    cr_assert_str_eq(w.text, "drive:\n  rabi: 37 rad/s\n");
    sq_param_free(l.set, 1);
}

static enum sq_status
refuse(const sq_param_entry *entry, void *context)
{
    (void)entry;
    ++*(int *)context;
    return SQ_ERR_IO;
}

Test(param, a_visitor_can_end_the_visit)
{
    lab l;
    int calls = 0;
    read_good(&l, GOOD, NULL);
    cr_assert_eq(sq_param_visit(l.set, 2, refuse, &calls), SQ_ERR_IO);
    cr_assert_eq(calls, 1);
    close_lab(&l);
}

Test(param, free_may_be_repeated)
{
    lab l;
    read_good(&l, GOOD, NULL);
    sq_param_free(l.set, 2);
    cr_assert(!l.apparatus.coupling.known && !l.apparatus.coupling.text);
    close_lab(&l);
}
