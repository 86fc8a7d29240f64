/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_steady.h"

#include <math.h>

#include "base/format.h"
#include "model/phases.h"
#include "solvers/steady.h"

void
sq_findings_steady_squeezing(sq_findings *f, const sq_squeezing *s, bool all)
{
    sq_findings_number(f, "xi2", "xi^2", s->xi2);
    sq_findings_decibel(f, "antisqueezing_db", "antisqueezing",
                        -sq_squeezing_decibel(s->antisqueezed), NAN, 2, "");
    sq_findings_number(f, "contrast", "contrast, 2 |<J>|/N", s->contrast);
    sq_findings_number(f, "n_eff", "N_eff", s->n_eff);
    sq_findings_vector(f, all ? "mean_spin" : NULL, "mean spin along (x, y, z)", s->n);
    sq_findings_vector(f, "direction", "squeezed along (x, y, z)", s->direction);
    sq_findings_measured(f, SQ_FINDING_ANGLE, all ? "angle" : NULL,
                         "its angle from increasing polar angle", s->angle, 0);
}

/* What a branch is called, in a document and by people. */
typedef struct branch_name {
    const char *key, *label;
} branch_name;

/* Has it about the total spin of the maximum less one flipped spin, or of the maximum? */
static bool
has_spin(const sq_stationary_branch *b, int flipped)
{
    return fabs(b->squeezing.n_eff - (b->moments.N - 2 * flipped)) < 0.2;
}

/* Two or three spins have two total spins, between which nothing goes that acts on all alike:
 * what is long-lived are these, and the mean field's branches come with more spins. */
static branch_name
name_of(const sq_stationary *s, int b)
{
    static const branch_name by_inversion[2] = {{"lower", "lower branch"},
                                                {"upper", "upper branch"}};
    static const branch_name by_spin[2][2] = {
        {{"triplet", "triplet, J = 1"}, {"singlet", "dark singlet, J = 0"}},
        {{"quartet", "quartet, J = 3/2"}, {"doublet", "doublet, J = 1/2"}}};
    double N = s->moments.N;
    int flipped = s->branch[b].squeezing.n_eff < s->branch[!b].squeezing.n_eff;
    bool few = (N == 2 || N == 3) && has_spin(&s->branch[b], flipped) &&
               has_spin(&s->branch[!b], !flipped);
    return few ? by_spin[(int)N - 2][flipped] : by_inversion[b];
}

static const char *
branch_words(sq_findings *f, const sq_stationary_branch *b)
{
    double error = b->db_error > 0 ? b->db_error : NAN;
    if (!isnan(b->db))
        return sq_findings_words(f, "%s dB", sq_findings_decibel_label(b->db, error, 3).s);
    return b->db_error == 0 ? "no mean spin" : "xi^2 not known";
}

static void
add_stationary_branch(sq_findings *f, const sq_stationary_branch *b, branch_name name)
{
    double N = b->moments.N;
    sq_findings_section(f, "steady.branches[]", NULL,
                        "name weight db db_error xi2 jx jy jz inversion");
    sq_findings_text(f, "name", NULL, name.key);
    sq_findings_value(f, "weight", b->weight);
    sq_findings_decibel(f, "db", name.label, b->db, b->db_error > 0 ? b->db_error : NAN, 3, "");
    const char *weight =
        isnan(b->weight) ? "" : sq_findings_words(f, ", weight %.4f", b->weight);
    sq_findings_shown(f, "%s, 2 <Jz>/N = %s%s", branch_words(f, b),
                      sq_findings_decibel_label(2 * b->moments.mean[2] / N, NAN, 4).s, weight);
    sq_findings_value(f, "db_error", b->db_error);
    sq_findings_value(f, "xi2", b->squeezing.xi2);
    sq_findings_value(f, "jx", b->moments.mean[0]);
    sq_findings_value(f, "jy", b->moments.mean[1]);
    sq_findings_value(f, "jz", b->moments.mean[2]);
    sq_findings_value(f, "inversion", 2 * b->moments.mean[2] / N);
}

static void
add_stationary_branches(sq_findings *f, const sq_stationary *s)
{
    if (!s->branches)
        return;
    sq_findings_section(f, "steady.branches",
                        "Two long-lived states, between which it switches", NULL);
    for (int b = 0; b < 2; b++)
        add_stationary_branch(f, &s->branch[b], name_of(s, b));
    sq_findings_into(f, "steady");
    if (isnan(s->switching))
        sq_findings_text(
            f, NULL,
            sq_findings_words(f,
                              "the numbers above are those of the %s branch, to which "
                              "the initial state leads; weights are not known",
                              name_of(s, s->taken).key),
            NULL);
    else
        sq_findings_time(f, NULL, "mean time to relax between them", 1 / s->switching);
}

void
sq_findings_steady(sq_findings *f, const sq_lab *lab, const sq_stationary *s)
{
    const double *mean = s->moments.mean;
    bool exists = !isnan(s->db), inexact = !(s->db_error == 0);
    sq_findings_section(
        f, "steady", "Steady state",
        "xi2 db db_error method order time contrast antisqueezing_db n_eff "
        "direction jx jy jz jz_error settling_time switching_rate region branches[]");
    sq_findings_decibel(f, "db", "squeezing", s->db, inexact ? s->db_error : NAN,
                        inexact ? 3 : 4, "");
    if (exists && isnan(s->db_error))
        sq_findings_note(f, "how far it is off is not known");
    if (!exists && !isnan(s->wanted))
        sq_findings_shown(f,
                          "not known: mean field alone tells of so many spins; trajectories "
                          "that settle would take about %s",
                          sq_format_si(s->wanted, "s", 2).s);
    else if (!exists)
        sq_findings_shown(f, "undefined: the mean spin %s",
                          s->unresolved ? "is lost in noise" : "vanishes");
    sq_findings_value(f, "db_error", s->db_error);
    sq_findings_measured(f, SQ_FINDING_NUMBER, NULL, "inversion, 2 <Jz>/N",
                         2 * mean[2] / s->moments.N,
                         s->jz_error > 0 ? 2 * s->jz_error / s->moments.N : 0);
    f->hidden = !exists;
    sq_findings_steady_squeezing(f, &s->squeezing, false);
    f->hidden = false;
    sq_findings_text(f, "method", "method", s->method);
    if (s->order)
        sq_findings_shown(f, "%s, order %d", s->method, s->order);
    sq_findings_count_if_any(f, "order", s->order);
    sq_findings_time(f, "time", isnan(s->time) ? NULL : "followed for", s->time);
    sq_findings_time(f, "settling_time", isnan(s->settling) ? NULL : "settles within, 1/e",
                     s->settling);
    sq_findings_value(f, "switching_rate", s->switching);
    const char *words = sq_phases_words(sq_phases_region(&lab->rates));
    sq_findings_text(f, "region", words ? "phase" : NULL, words);
    sq_findings_value(f, "jx", mean[0]);
    sq_findings_value(f, "jy", mean[1]);
    sq_findings_value(f, "jz", mean[2]);
    sq_findings_value(f, "jz_error", s->jz_error);
    add_stationary_branches(f, s);
}

/* Whether there is one to compare with: gamma_s acts on what the closed form knows, and the
 * drive is below threshold. */
static bool
has_collective_limit(double *db, const sq_rates *rates)
{
    sq_errors errors = {0};
    sq_moments moments;
    sq_squeezing squeezing;
    sq_rates collective = *rates, whole;
    enum sq_phases_region region = sq_phases_region(rates);
    collective.gamma_s = 0;
    sq_rates_at_whole_number(&whole, &collective);
    bool exists = region != SQ_PHASES_UNKNOWN && region != SQ_PHASES_NORMAL &&
                  !sq_steady_collective(&moments, &whole, &errors);
    sq_errors_free(&errors);
    if (!exists)
        return false;
    sq_squeezing_compute(&squeezing, &moments);
    *db = sq_squeezing_decibel(squeezing.xi2);
    return !isnan(*db);
}

void
sq_findings_steady_gain(sq_findings *f, const sq_lab *lab, double db)
{
    double limit;
    if (!has_collective_limit(&limit, &lab->rates))
        return;
    sq_findings_value(f, "steady_db_without_gamma_s", limit);
    sq_findings_decibel(f, "gain_over_steady_db", "gain over gamma_s = 0", db - limit, NAN, 2,
                        sq_findings_words(f, ", whose steady state has %s dB",
                                          sq_findings_decibel_label(limit, NAN, 2).s));
}
