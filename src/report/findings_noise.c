/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_noise.h"

#include <math.h>

#include "lab/inputs.h"

/* " (about 27 % of the shots past trust)"; "" of none. */
static const char *
share_words(sq_findings *f, double distrusted)
{
    return distrusted >= 5e-5 ? sq_findings_words(f, " (about %.2g %% of the shots past trust)",
                                                  100 * distrusted)
                              : "";
}

/* Why the best time may not be the best. */
static const char *
end_words(const sq_noise_effect *e)
{
    bool at_horizon = e->sampled || e->time >= e->until * (1 - 1e-9);
    return !e->ended ? "" : at_horizon ? ", and still rising" : ", where trust ends";
}

/* "order 4", "closed form", "trajectories". */
static const char *
method_words(sq_findings *f, const sq_noise_effect *e, int order)
{
    return e->sampled ? "trajectories"
           : order    ? sq_findings_words(f, "order %d", order)
                      : "closed form";
}

/* ---- of N, though nobody asked ---- */

/* "by order 4, 7.89 -> -0.78 dB at that time (about 25 % of the shots past trust); at best 6.94
 * ± 0.00 dB after 1.543 s". */
static const char *
poisson_words(sq_findings *f, const sq_noise_effect *e)
{
    const char *planned = "unknown", *best = "";
    if (isfinite(e->planned_db))
        planned =
            sq_findings_words(f, "%s dB", sq_findings_decibel_label(e->planned_db, NAN, 2).s);
    if (isfinite(e->db))
        best = sq_findings_words(f, "; at best %s dB%s%s",
                                 sq_findings_decibel_label(e->db, e->error_db, 2).s,
                                 sq_findings_after(f, e->time), end_words(e));
    return sq_findings_words(f, "by %s, %s -> %s at that time%s%s",
                             method_words(f, e, e->order),
                             sq_findings_decibel_label(e->ideal_db, NAN, 2).s, planned,
                             share_words(f, e->planned_distrusted), best);
}

static const char *
label_of(const sq_headline *h, const char *of_model, const char *of_others)
{
    return h->of == SQ_HEADLINE_MODEL ? of_model : of_others;
}

static void
add_poisson(sq_findings *f, const sq_prediction *p, const sq_headline *h)
{
    const sq_noise_effect *e = &h->poisson;
    bool known = isfinite(e->ideal_db);
    sq_findings_section(
        f, "noise.poisson", NULL,
        "ideal_db planned_db planned_time planned_error_db planned_distrusted db "
        "time error_db ended by");
    sq_findings_value(f, "ideal_db", e->ideal_db);
    sq_findings_value(f, "planned_db", e->planned_db);
    sq_findings_value(f, "planned_time", known ? p->judgement.best.t : NAN);
    sq_findings_value(f, "planned_error_db", e->planned_error_db);
    sq_findings_value(f, "planned_distrusted", e->planned_distrusted);
    sq_findings_value(f, "db", e->db);
    sq_findings_value(f, "time", e->time);
    sq_findings_value(f, "error_db", e->error_db);
    sq_findings_flag(f, "ended", e->ended);
    sq_findings_text(f, "by", NULL, known ? method_words(f, e, e->order) : NULL);
    if (h->noises.n || *h->no_noise)
        return;
    sq_findings_line(f, label_of(h, "with Poisson N", "with Poisson N, uniform model"), "%s",
                     known ? poisson_words(f, e) : "-");
}

/* ---- of the lab ---- */

static void
add_input(sq_findings *f, const sq_lab *lab, const sq_noises_one *one, double planned)
{
    static const char *const kinds[] = {[SQ_SPREAD_ABSOLUTE] = "absolute",
                                        [SQ_SPREAD_RELATIVE] = "relative",
                                        [SQ_SPREAD_POISSON] = "poisson"};
    sq_inputs_unit unit = {.size = 1};
    sq_errors ignored = {0};
    bool of_stop = one->of == SQ_NOISES_OF_STOP;
    double rms = of_stop && one->spread == SQ_SPREAD_RELATIVE ? one->rms * planned : one->rms;
    if (sq_inputs_unit_of(&unit, lab, of_stop ? "time.until" : one->key, &ignored))
        unit.size = 1;
    sq_errors_free(&ignored);
    sq_findings_section(f, "noise.inputs[]", NULL, "key kind text rms unit");
    sq_findings_text(f, "key", NULL, one->key);
    sq_findings_text(f, "kind", NULL, kinds[one->spread]);
    sq_findings_text(f, "text", NULL, one->text);
    sq_findings_value(f, "rms", rms / unit.size);
    sq_findings_text(f, "unit", NULL, sq_findings_words(f, "%s", unit.name.text));
}

/* What it rests on. */
static const char *
source_words(sq_findings *f, const sq_headline *h, const sq_noise_effect *e)
{
    const char *left_out = "";
    if (e->left_out >= 5e-5)
        left_out = sq_findings_words(f,
                                     "; left out are %.2g %% of the shots, which the lab "
                                     "cannot have",
                                     100 * e->left_out);
    const char *by = e->sampled ? sq_findings_words(f, "%zu trajectories", e->shots)
                                : method_words(f, e, e->order);
    if (!e->sampled && e->planned_order != e->order && isfinite(e->planned_db))
        by =
            sq_findings_words(f, "%s, as planned %s", by, method_words(f, e, e->planned_order));
    return sq_findings_words(f, "by %s%s, %s dB without noise%s", by,
                             h->of == SQ_HEADLINE_MODEL ? "" : " of the uniform model",
                             sq_findings_decibel_label(e->ideal_db, NAN, 2).s, left_out);
}

static const char *
why_unknown(const sq_headline *h)
{
    return *h->no_noise          ? h->no_noise
           : h->noise.shots == 0 ? "interrupted"
                                 : "the hierarchy loses some of the shots at once";
}

static void
add_best(sq_findings *f, const sq_headline *h, const sq_noise_effect *e)
{
    const char *behind =
        sq_findings_words(f, "%s, the best time then%s%s", sq_findings_after(f, e->time),
                          end_words(e), share_words(f, e->distrusted));
    sq_findings_decibel(f, "db", label_of(h, "with noise", "with noise, uniform model"), e->db,
                        e->error_db, 2, behind);
    if (isnan(e->db))
        sq_findings_shown(f, "unknown: %s", why_unknown(h));
    sq_findings_value(f, "time", e->time);
    sq_findings_value(f, "error_db", e->error_db);
    sq_findings_value(f, "distrusted", e->distrusted);
    sq_findings_flag(f, "ended", e->ended);
}

static void
add_planned(sq_findings *f, const sq_headline *h, const sq_noise_effect *e, double planned)
{
    const char *behind = sq_findings_words(f, "%s, as planned%s", sq_findings_after(f, planned),
                                           share_words(f, e->planned_distrusted));
    sq_findings_decibel(f, "planned_db", "", e->planned_db, e->planned_error_db, 2, behind);
    if (isnan(e->planned_db))
        sq_findings_shown(f, "unknown%s", behind);
    sq_findings_note(f, source_words(f, h, e));
    sq_findings_value(f, "planned_time", planned);
    sq_findings_value(f, "planned_error_db", e->planned_error_db);
    sq_findings_value(f, "planned_distrusted", e->planned_distrusted);
}

static void
add_noise(sq_findings *f, const sq_lab *lab, const sq_headline *h, double planned)
{
    const sq_noise_effect *e = &h->noise;
    for (size_t i = 0; i < h->noises.n; i++)
        add_input(f, lab, &h->noises.one[i], planned);
    sq_findings_into(f, "noise");
    if (!h->noises.n && !*h->no_noise)
        return;
    add_best(f, h, e);
    if (isnan(e->ideal_db))
        return;
    sq_findings_value(f, "ideal_db", e->ideal_db);
    sq_findings_value(f, "left_out", e->left_out);
    sq_findings_count(f, "shots", (long long)e->shots);
    sq_findings_text(f, "by", NULL, method_words(f, e, e->order));
    sq_findings_text(f, "planned_by", NULL, method_words(f, e, e->planned_order));
    add_planned(f, h, e, planned);
}

void
sq_findings_noise(sq_findings *f, const sq_lab *lab, const sq_prediction *p,
                  const sq_headline *h)
{
    sq_findings_section(
        f, "noise", NULL,
        "inputs[] ideal_db planned_db planned_time planned_error_db "
        "planned_distrusted db time error_db distrusted ended left_out shots by "
        "planned_by poisson{}");
    add_noise(f, lab, h, p->judgement.best.t);
    add_poisson(f, p, h);
}
