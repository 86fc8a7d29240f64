/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the coupling differs from atom to atom the number is that of atoms in classes of equal
 * coupling, closed at order 2.  Its error: the prediction's own, what the closure makes of the
 * uniform model, and what half as many classes make of the answer. */
#include "planning/headline.h"

#include <math.h>
#include <stdio.h>

#include "lab/validity.h"
#include "planning/noise_sampled.h"

/* Changed labs are followed with so many classes: what is wanted is a difference. */
enum { CLASSES_OF_CHANGES = 8 };

/* Up to that many times the best time, where an input has changed. */
#define HORIZON 2.5

/* ---- whose, and its verdict ---- */

static enum sq_headline_of
whose(const sq_lab *lab, const sq_prediction *p, const sq_classes_cost *classes)
{
    bool moving = p->judgement.kind != SQ_BEST_STEADY && p->judgement.kind != SQ_BEST_NONE;
    if (!classes || classes->classes < 2 || classes->given_up || !moving)
        return SQ_HEADLINE_MODEL;
    return lab->platform->readout(lab->record) == SQ_COUPLING_BY_MODE ? SQ_HEADLINE_MODE
                                                                      : SQ_HEADLINE_ATOMS;
}

enum sq_headline_verdict
sq_headline_verdict_of(const sq_lab *lab, bool uniform_only)
{
    sq_validity_verdict row[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(row, lab);
    enum sq_colour worst = SQ_COLOUR_GREEN;
    for (size_t i = 0; i < n; i++)
        worst = row[i].colour > worst ? row[i].colour : worst;
    return worst == SQ_COLOUR_RED     ? SQ_HEADLINE_MODEL_ONLY
           : uniform_only             ? SQ_HEADLINE_UNIFORM_ONLY
           : worst == SQ_COLOUR_AMBER ? SQ_HEADLINE_CAUTION
                                      : SQ_HEADLINE_OK;
}

/* ---- the number ---- */

static double
if_finite(double value)
{
    return isfinite(value) ? fabs(value) : 0;
}

static enum sq_best_kind
kind_of_classes(const sq_headline *h, bool ended, enum sq_breakdown why)
{
    return isnan(h->db)   ? SQ_BEST_NONE
           : h->time == 0 ? SQ_BEST_START
           : !ended       ? SQ_BEST_MINIMUM
           : why          ? SQ_BEST_TRUST_ENDS
                          : SQ_BEST_TIME_ENDS;
}

static void
take_classes(sq_headline *h, const sq_judgement *judgement, const sq_classes_cost *c)
{
    bool weighted = h->of == SQ_HEADLINE_MODE;
    double fewer_db = weighted ? c->weighted_fewer_db : c->fewer_db;
    h->db = weighted ? c->weighted_db : c->db;
    h->time = weighted ? c->weighted_time : c->time;
    h->db_error = if_finite(judgement->db_error) + if_finite(judgement->db - c->uniform_db) +
                  if_finite(h->db - fewer_db);
    h->kind = kind_of_classes(h, weighted ? c->weighted_ended : c->ended, c->breakdown);
}

static void
take_prediction(sq_headline *h, const sq_judgement *judgement)
{
    h->kind = judgement->kind;
    h->db = h->time = h->db_error = NAN;
    if (h->kind == SQ_BEST_NONE)
        return;
    h->db = judgement->db;
    h->db_error = judgement->db_error;
    if (h->kind != SQ_BEST_STEADY)
        h->time = judgement->best.t;
}

/* Noise may be of what a lab that was changed no longer has. */
static void
take_noises(sq_headline *h, const sq_lab *lab)
{
    sq_errors found = {0};
    if (sq_noises_of_lab(&h->noises, lab, &found))
        snprintf(h->no_noise, sizeof h->no_noise, "%s", sq_errors_first(&found));
    sq_errors_free(&found);
}

/* By the solver that the answer is of, where that samples: then it can sample noise as well. */
static enum sq_status
spoil(sq_headline *h, const sq_lab *lab, const sq_prediction *p, const sq_task *task,
      sq_errors *errors)
{
    double planned = p->judgement.best.t;
    if (!p->run.ensemble)
        return sq_noise_of(&h->noise, lab, &h->noises, planned, task, errors);
    h->noise.ideal_db = p->judgement.db;
    return sq_noise_sampled(&h->noise, lab, &h->noises, p->run.ensemble, planned, task, errors);
}

void
sq_headline_number(sq_headline *h, const sq_lab *lab, const sq_prediction *p,
                   const sq_classes_cost *classes)
{
    *h = (sq_headline){.of = whose(lab, p, classes),
                       .verdict = sq_headline_verdict_of(lab, classes && classes->given_up),
                       .classes = classes};
    if (h->of == SQ_HEADLINE_MODEL)
        take_prediction(h, &p->judgement);
    else
        take_classes(h, &p->judgement, classes);
    h->inputs = (sq_interval){.loss = NAN, .gain = NAN};
    h->poisson = h->noise = sq_noise_unknown;
}

enum sq_status
sq_headline_make(sq_headline *h, const sq_lab *lab, const sq_prediction *p,
                 const sq_classes_cost *classes, const sq_task *task, sq_errors *errors)
{
    const sq_judgement *judgement = &p->judgement;
    sq_headline_number(h, lab, p, classes);
    take_noises(h, lab);
    if (!sq_judgement_is_squeezed(judgement)) {
        if (h->noises.n)
            snprintf(h->no_noise, sizeof h->no_noise,
                     "there is no squeezing that it could spoil");
        return SQ_OK;
    }
    const sq_interval_method method = {
        .classes = h->of == SQ_HEADLINE_MODEL ? 0 : CLASSES_OF_CHANGES,
        .weighted = h->of == SQ_HEADLINE_MODE,
        .until = fmin(HORIZON * judgement->best.t, p->run.until)};
    enum sq_status status = sq_interval_make(&h->inputs, lab, &method, errors);
    if (!status)
        status = sq_noise_poisson(&h->poisson, lab, judgement->best.t, task, errors);
    if (!status && h->noises.n && !*h->no_noise)
        status = spoil(h, lab, p, task, errors);
    return status;
}

const char *
sq_headline_verdict_name(enum sq_headline_verdict verdict)
{
    static const char *const names[] = {
        [SQ_HEADLINE_OK] = "ok",
        [SQ_HEADLINE_CAUTION] = "caution",
        [SQ_HEADLINE_UNIFORM_ONLY] = "uniform model only",
        [SQ_HEADLINE_MODEL_ONLY] = "model only",
    };
    return names[verdict];
}
