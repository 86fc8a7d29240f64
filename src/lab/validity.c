/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hierarchy of Tucker et al. 2020, gamma_s <~ N Gamma << g sqrt(N) << kappa and
 * kappa >> gamma_s.  Where the mode is far detuned it follows the spins at |K|, not at kappa.
 *
 * Two of its << are square roots of one number, eps = N Gamma/kappa = (g sqrt(N)/|K|)²: N
 * Gamma/(g sqrt(N)) = sqrt(eps) kappa/|K| is 2 sqrt(eps) at resonance, and g sqrt(N)/|K| is
 * sqrt(eps).  So they are violated where they say that eps is more than SQ_MODE_EPSILON_AMBER;
 * a factor of ten, as << is usually read, is what is missing where they are amber. */
#include "lab/validity.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/locale.h"
#include "lab/uncertainty.h"

/* ---- conditions of all rates ---- */

/* What lets N spins act together; net of pumping. */
enum { EMISSION, EXCHANGE, TWISTING, N_COLLECTIVE };

static size_t
fastest(const sq_rates *r, double *rate)
{
    const double term[N_COLLECTIVE] = {fabs(r->Gamma - r->Gamma_up), fabs(r->chi),
                                       fabs(r->chi_z)};
    size_t most = EMISSION;
    for (size_t i = 0; i < N_COLLECTIVE; i++)
        most = term[i] > term[most] ? i : most;
    *rate = r->N * term[most];
    return most;
}

static double
relaxation_over_collective(const sq_rates *r)
{
    double collective;
    fastest(r, &collective);
    return r->gamma_s > 0 ? r->gamma_s / collective : 0;
}

/* NaN: relaxation is all there is. */
static double
decoherence_over_collective(const sq_rates *r)
{
    double collective;
    fastest(r, &collective);
    return r->gamma_up + r->gamma_phi > 0 ? sq_rates_one_spin(r) / collective : NAN;
}

/* At the caution 1.5 dB are the best that emission can do (N = 100, ratios from 0.5 to 0.95,
 * from -x), at the limit 0.2 dB. */
static const struct rates_row {
    const char *name, *condition[N_COLLECTIVE];
    double limit, amber;
    double (*ratio)(const sq_rates *rates);
    bool optional; /* left out where the ratio is NaN */
    const char *meaning;
} rates_rows[] = {
    {"collective-decay",
     {"gamma_s <~ N Gamma", "gamma_s <~ N |chi|", "gamma_s <~ N |chi_z|"},
     1,
     0.1,
     relaxation_over_collective,
     false,
     "single spins relax before the ensemble acts together: no squeezing builds up"},
    {"decoherence",
     {"gamma in all <~ N Gamma", "gamma in all <~ N |chi|", "gamma in all <~ N |chi_z|"},
     1,
     0.1,
     decoherence_over_collective,
     true,
     "single spins lose their coherence before the ensemble acts together: no squeezing builds "
     "up"},
};

/* ---- conditions of every eliminated mode ---- */

static double
emission_over_coupling(const sq_mode *m, const sq_rates *r)
{
    return sqrt(r->N) * sq_mode_emission(m) / m->g;
}

static double
coupling_over_rate(const sq_mode *m, const sq_rates *r)
{
    return m->g * sqrt(r->N) / fmax(m->kappa, sq_mode_rate(m));
}

static double
relaxation_over_linewidth(const sq_mode *m, const sq_rates *r)
{
    return r->gamma_s / m->kappa;
}

/* NaN: resonant, or no drive that it could spoil. */
static double
detuning_over_critical(const sq_mode *m, const sq_rates *r)
{
    (void)m;
    return r->delta != 0 && sq_rates_drive(r) != 0
               ? fabs(r->delta) / (r->N * sq_rates_upsilon_critical(r) / 2)
               : NAN;
}

static double
epsilon(const sq_mode *m, const sq_rates *r)
{
    return sq_mode_epsilon(m, r->N);
}

/* Is there a steady state where emission balances a drive? */
static bool
is_below_threshold(const sq_rates *r)
{
    double u = fabs(sq_rates_drive_ratio(r));
    return u > 0 && u < 1;
}

/* NaN: a cold mode; or no such state. */
static double
thermal_variance(const sq_mode *m, const sq_rates *r)
{
    return m->nbar > 0 && is_below_threshold(r) ? sq_mode_variance(m, r) : NAN;
}

static double
thermal_emission(const sq_mode *m, const sq_rates *r)
{
    (void)r;
    if (!(m->nbar > 0))
        return NAN;
    return sq_mode_emission(m) * (2 * m->nbar + 1) / m->kappa;
}

#define SQRT_AMBER 0.31622776601683794 /* sqrt(SQ_MODE_EPSILON_AMBER) */

static const struct mode_row {
    const char *name, *condition;
    double limit, amber;
    double (*ratio)(const sq_mode *mode, const sq_rates *rates);
    bool optional; /* left out where the ratio is NaN */
    const char *meaning;
} mode_rows[] = {
    {"weak-superradiance", "N Gamma << g sqrt(N)", 2 * SQRT_AMBER, 0.1, emission_over_coupling,
     false,
     "the ensemble emits as fast as it exchanges quanta with the mode, which no longer follows "
     "the spins"},
    {"bad-cavity", "g sqrt(N) << kappa or |K|", SQRT_AMBER, 0.1, coupling_over_rate, false,
     "quanta are reabsorbed before they leak out: the mode cannot be eliminated"},
    {"fast-cavity", "gamma_s << kappa", 0.1, 0, relaxation_over_linewidth, false,
     "spins relax while the mode settles: it cannot be eliminated"},
    {"elimination", "eps = N Gamma/kappa << 1", SQ_MODE_EPSILON_AMBER, SQ_MODE_EPSILON_GREEN,
     epsilon, false,
     "chi and Gamma are the second order in g: above 0.01 they are off by up to 3 eps, above "
     "0.1 do not trust them"},
    {"resonant-drive", "|delta| << Omega_c", 0.3, 0.1, detuning_over_critical, true,
     "the spins turn about z instead of resting where emission balances the drive"},
    {"cold-mode", "(2 nbar+1) sqrt(1-u^2) < 1", 1, 0, thermal_variance, true,
     "the mode is too hot: in the superradiant steady state its noise outweighs the squeezing "
     "(u = Upsilon/Upsilon_c)"},
    {"thermal-emission", "Gamma (2 nbar+1) << kappa", 0.1, 0, thermal_emission, true,
     "the occupied mode acts back on the spins before it forgets them"},
};

/* ---- verdicts ---- */

static double
rates_ratio(const sq_lab *lab, const void *row)
{
    return ((const struct rates_row *)row)->ratio(&lab->rates);
}

static double
mode_ratio(const sq_lab *lab, const void *row)
{
    sq_mode mode;
    sq_lab_mode(lab, &mode);
    return ((const struct mode_row *)row)->ratio(&mode, &lab->rates);
}

static double
platform_ratio(const sq_lab *lab, const void *row)
{
    return ((const sq_platform_condition *)row)->ratio(lab->record, &lab->rates);
}

/* The row's ratio against its limits; the words are the caller's. */
static sq_validity_verdict
judged(const sq_lab *lab, sq_uncertainty_value *ratio, const void *row, double limit,
       double amber)
{
    sq_validity_verdict v = {
        .ratio = ratio(lab, row), .limit = limit, .caution = amber > 0 ? amber : NAN};
    v.ratio_sd = sq_uncertainty_of(lab, ratio, row);
    v.ok = v.ratio <= limit;
    v.colour = !v.ok ? SQ_COLOUR_RED : v.ratio > v.caution ? SQ_COLOUR_AMBER : SQ_COLOUR_GREEN;
    return v;
}

static size_t
judge_rates(sq_validity_verdict *verdict, const sq_lab *lab)
{
    double collective;
    size_t n = 0, term = fastest(&lab->rates, &collective);
    for (size_t i = 0; i < sizeof rates_rows / sizeof rates_rows[0]; i++) {
        const struct rates_row *row = &rates_rows[i];
        sq_validity_verdict v = judged(lab, rates_ratio, row, row->limit, row->amber);
        v.name = row->name, v.condition = row->condition[term], v.meaning = row->meaning;
        if (!row->optional || !isnan(v.ratio))
            verdict[n++] = v;
    }
    return n;
}

static size_t
judge_mode(sq_validity_verdict *verdict, const sq_lab *lab)
{
    sq_mode mode;
    size_t n = 0;
    sq_lab_mode(lab, &mode);
    for (size_t i = 0; i < sizeof mode_rows / sizeof mode_rows[0]; i++) {
        const struct mode_row *row = &mode_rows[i];
        sq_validity_verdict v = judged(lab, mode_ratio, row, row->limit, row->amber);
        v.name = row->name, v.condition = row->condition, v.meaning = row->meaning;
        if (!row->optional || !isnan(v.ratio))
            verdict[n++] = v;
    }
    return n;
}

size_t
sq_validity_verdicts(sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS], const sq_lab *lab)
{
    const sq_platform *p = lab->platform;
    size_t n = judge_rates(verdict, lab);
    n += p->mode ? judge_mode(verdict + n, lab) : 0;
    assert(n + p->n_validity <= SQ_VALIDITY_MOST_VERDICTS);
    for (size_t i = 0; i < p->n_validity; i++) {
        const sq_platform_condition *row = &p->validity[i];
        sq_validity_verdict v = judged(lab, platform_ratio, row, row->limit, row->amber);
        v.name = row->name, v.condition = row->condition, v.meaning = row->meaning;
        if (!isnan(v.ratio) || !row->optional)
            verdict[n++] = v;
    }
    return n;
}

bool
sq_validity_holds(const sq_lab *lab)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(verdict, lab);
    for (size_t i = 0; i < n; i++)
        if (!verdict[i].ok)
            return false;
    return true;
}

/* ---- notes ---- */

/* N Gamma/gamma_s below this is worth a word. */
#define NARROW_WINDOW 30

static void
note_printed_hierarchy(sq_validity_note *note, const sq_mode *m, const sq_rates *r)
{
    double printed = m->g * sqrt(r->N) / m->kappa, rate = sq_mode_rate(m);
    if (printed > 0.1 && rate > m->kappa)
        sq_locale_print(
            note->text, sizeof note->text,
            "the hierarchy as Tucker et al. (2020) print it, g sqrt(N) << kappa, does not "
            "hold: g sqrt(N) is %.3g kappa. The mode is far detuned, where |K| = %.3g kappa "
            "stands for kappa: g sqrt(N) is %.3g |K|",
            printed, rate / m->kappa, m->g * sqrt(r->N) / rate);
}

static void
note_window(sq_validity_note *note, const sq_mode *m, const sq_rates *r)
{
    double most = SQ_MODE_EPSILON_AMBER * m->kappa / r->gamma_s;
    if (most < NARROW_WINDOW)
        sq_locale_print(
            note->text, sizeof note->text,
            "N Gamma/gamma_s = eps kappa/gamma_s: with eps <= 0.1 this linewidth and this "
            "gamma_s %s N Gamma/gamma_s %s %.3g, whatever N and the detuning",
            most > 1 ? "leave the window 1 <=" : "leave no window: they reach",
            most > 1 ? "<=" : "=", most);
}

static void
note_split(sq_validity_note *note, const sq_mode *m, const sq_rates *r)
{
    if (sq_mode_is_split(m, r->N))
        sq_locale_print(
            note->text, sizeof note->text,
            "strong coupling: g sqrt(N) > kappa/4 at resonance, spins and mode exchange "
            "quanta back and forth, and there is no rate Gamma");
}

static void
note_temperature(sq_validity_note *note, const sq_mode *m, const sq_rates *r)
{
    double u = fabs(sq_rates_drive_ratio(r));
    if (m->nbar > 0 && is_below_threshold(r))
        sq_locale_print(
            note->text, sizeof note->text,
            "the mode holds %.3g quanta: the superradiant steady state then has xi^2 = "
            "(2 nbar+1) sqrt(1-u^2) = %.3g at large N; at Upsilon/Upsilon_c = %.3g it is "
            "squeezed below nbar = %.3g only",
            m->nbar, sq_mode_variance(m, r), u, sq_mode_largest_occupation(r));
    else if (m->nbar > 0 && u >= 1)
        sq_locale_print(
            note->text, sizeof note->text,
            "the mode holds %.3g quanta, %.3g times the noise of an empty one; above "
            "threshold there is no superradiant steady state to compare that with",
            m->nbar, 2 * m->nbar + 1);
}

/* The corrected rates, where they differ by something. */
static void
note_next_order(sq_validity_note *note, const sq_mode *m, const sq_rates *r)
{
    if (sq_mode_colour(sq_mode_epsilon(m, r->N)) == SQ_COLOUR_GREEN ||
        sq_mode_is_split(m, r->N))
        return;
    sq_mode_correction c = sq_mode_pole(m, r->N);
    int n = sq_locale_print(note->text, sizeof note->text,
                            "with all orders, near the ground state: %s = %s (x %.4g)",
                            r->Gamma_up > 0 ? "Gamma - Gamma_up" : "Gamma",
                            sq_format_rate(c.Gamma * sq_mode_emission(m), 4).s, c.Gamma);
    if (isfinite(c.chi))
        sq_locale_print(note->text + n, sizeof note->text - (size_t)n, ", chi = %s (x %.4g)",
                        sq_format_rate(c.chi * r->chi, 4).s, c.chi);
}

/* ---- what the mode and the apparatus say ---- */

static void (*const mode_notes[])(sq_validity_note *note, const sq_mode *mode,
                                  const sq_rates *rates) = {
    note_next_order, note_printed_hierarchy, note_window, note_split, note_temperature};

#define N_MODE_NOTES (sizeof mode_notes / sizeof mode_notes[0])

static size_t
note_mode(sq_validity_note *note, const sq_lab *lab)
{
    size_t n = 0;
    sq_mode mode;
    sq_lab_mode(lab, &mode);
    for (size_t i = 0; i < N_MODE_NOTES; i++) {
        note[n].text[0] = '\0';
        mode_notes[i](&note[n], &mode, &lab->rates);
        n += note[n].text[0] != '\0';
    }
    return n;
}

/* Without chi and Gamma nothing is critical. */
static size_t
note_threshold(sq_validity_note *note, const sq_lab *lab)
{
    double u = fabs(sq_rates_drive_ratio(&lab->rates));
    if (!(isfinite(u) && u > 1))
        return 0;
    sq_locale_print(
        note->text, sizeof note->text,
        "the drive is above threshold, |Upsilon/Upsilon_c| = %.4g: emission cannot "
        "balance it, there is no superradiant steady state, and what squeezing there "
        "is comes and goes as a transient",
        u);
    return 1;
}

static size_t
note_spread(sq_validity_note *note, const sq_lab *lab)
{
    sq_coupling_spread spread;
    if (!lab->platform->spread || !lab->platform->spread(lab->record, &spread))
        return 0;
    sq_locale_print(
        note->text, sizeof note->text,
        "the couplings differ from atom to atom: these are the rates of the uniform model "
        "that has the same N Gamma and nearly the same threshold, but squeezes better; "
        "'squint predict' follows the atoms in classes of coupling, and says by how much");
    return 1;
}

static size_t
note_platform(sq_validity_note *note, const sq_lab *lab)
{
    size_t n = 0;
    for (size_t i = 0; i < lab->platform->n_notes; i++) {
        note[n].text[0] = '\0';
        lab->platform->note[i](lab->record, &lab->rates, note[n].text, sizeof note[n].text);
        n += note[n].text[0] != '\0';
    }
    return n;
}

size_t
sq_validity_notes(sq_validity_note note[SQ_VALIDITY_MOST_NOTES], const sq_lab *lab)
{
    assert(SQ_VALIDITY_INPUTS_MOST + N_MODE_NOTES + 2 + lab->platform->n_notes <=
           SQ_VALIDITY_MOST_NOTES);
    size_t n = sq_validity_inputs(note, lab);
    if (lab->platform->mode)
        n += note_mode(note + n, lab);
    n += note_threshold(note + n, lab);
    n += note_spread(note + n, lab);
    n += note_platform(note + n, lab);
    return n;
}
