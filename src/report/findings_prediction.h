/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of what was solved. */
#ifndef SQ_FINDINGS_PREDICTION_H
#define SQ_FINDINGS_PREDICTION_H

#include "planning/headline.h"
#include "predict/choice.h"
#include "predict/prediction.h"
#include "report/findings.h"

/* What would run, and its cost; and whether the atoms would be followed in classes. */
void sq_findings_plan(sq_findings *findings, const sq_choice *choice, bool classes);

/* The answer; with `verbose` people also read of the work that it took. */
void sq_findings_prediction(sq_findings *findings, const sq_lab *lab,
                            const sq_prediction *prediction, const sq_headline *headline,
                            bool verbose);

/* The series of the reported curve; the first `keep` single trajectories. */
void sq_findings_series(sq_findings *findings, const sq_prediction *prediction);
void sq_findings_trajectories(sq_findings *findings, const sq_prediction *prediction,
                              long keep);

/* The time that a prediction plans for, and the squeezing then, by the solver that answers. */
void sq_findings_planned(sq_findings *findings, const sq_prediction *prediction,
                         double planned);

#endif
