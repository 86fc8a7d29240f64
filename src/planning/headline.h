/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number that counts: the squeezing that the atoms of this lab will have, which is not
 * always that of the spin model. */
#ifndef SQ_HEADLINE_H
#define SQ_HEADLINE_H

#include "base/text.h"
#include "beyond/classes_cost.h"
#include "lab/lab.h"
#include "lab/noises.h"
#include "planning/interval.h"
#include "planning/noise.h"
#include "predict/prediction.h"

/* Whose squeezing it is. */
enum sq_headline_of {
    SQ_HEADLINE_MODEL, /* the spin model's, whose atoms are all alike */
    SQ_HEADLINE_MODE,  /* of atoms in classes of coupling: of the spin that the mode sees, */
    SQ_HEADLINE_ATOMS  /* or of all of them alike */
};

/* What stands against it. */
enum sq_headline_verdict {
    SQ_HEADLINE_OK,
    SQ_HEADLINE_CAUTION, /* the spin model is near the end of its range for this apparatus */
    SQ_HEADLINE_UNIFORM_ONLY, /* the couplings differ, but the classes could not be followed */
    SQ_HEADLINE_MODEL_ONLY    /* the spin model is out of its range: it need not be the
                                 apparatus' number at all */
};

typedef struct sq_headline {
    enum sq_headline_of of;
    enum sq_headline_verdict verdict;
    enum sq_best_kind kind;
    bool time_is_wanted;                /* it ends where it was asked to, and not by the lab */
    double db, time;                    /* NaN: none */
    double db_error;                    /* of the solvers; NaN: no estimate */
    const sq_classes_cost *classes;     /* borrowed; NULL: were not run */
    sq_interval inputs;                 /* what the uncertainties of the inputs make of it */
    sq_noise_effect poisson;            /* what Poisson fluctuations of N alone would leave */
    sq_noises noises;                   /* that the lab has, */
    sq_noise_effect noise;              /* what they leave, */
    char no_noise[SQ_TEXT_REASON_SIZE]; /* and why there can be none here; "": there can */
    const struct sq_nearby *nearby;     /* borrowed; NULL: was not looked for */
} sq_headline;

/* Makes it of the prediction and, NULL where they were not run, the atoms in classes; runs what
 * else it takes.
 *
 * task  of which the prediction was made: who waits, and may interrupt; NULL: nobody */
enum sq_status sq_headline_make(sq_headline *headline, const sq_lab *lab,
                                const sq_prediction *prediction, const sq_classes_cost *classes,
                                const sq_task *task, sq_errors *errors) SQ_CHECK_RESULT;

/* The number alone: what uncertainties and noise make of it stays unknown. */
void sq_headline_number(sq_headline *headline, const sq_lab *lab,
                        const sq_prediction *prediction, const sq_classes_cost *classes);

/* What stands against a number of this lab; uniform_only: its couplings differ, and it is that
 * of the uniform model. */
enum sq_headline_verdict sq_headline_verdict_of(const sq_lab *lab, bool uniform_only);

/* "ok", "caution", "uniform model only", "model only". */
const char *sq_headline_verdict_name(enum sq_headline_verdict verdict);

#endif
