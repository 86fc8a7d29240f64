/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports for people, written to a stream that the caller chose. */
#ifndef SQ_REPORT_H
#define SQ_REPORT_H

#include <stdio.h>

#include "beyond/mode_cost.h"
#include "beyond/classes_cost.h"
#include "lab/lab.h"
#include "predict/prediction.h"
#include "predict/stationary.h"

/* Title, version, file. */
void sq_report_title(FILE *out, const sq_lab *lab);

/* The title and the effective input, defaults included: its indented lines are a lab
 * file that can be run again to the same numbers.  Fails only for want of memory. */
enum sq_status sq_report_head(FILE *out, const sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

/* Rates of the model, characteristic times, derived values. */
void sq_report_rates(FILE *out, const sq_lab *lab);

/* Rates under each usual misreading of the inputs. */
void sq_report_conventions(FILE *out, const sq_lab *lab);

/* One line per validity condition, and what breaks where one is violated. */
void sq_report_validity(FILE *out, const sq_lab *lab);

/* What the elimination of the mode costs. */
void sq_report_deep(FILE *out, const sq_lab *lab, const sq_mode_cost *deep);

/* What it costs that the coupling differs from atom to atom. */
void sq_report_lattice(FILE *out, const sq_lab *lab, const sq_classes_cost *lattice);

/* What would run, and its cost. */
void sq_report_plan(FILE *out, const sq_plan *plan);

/* The answer; with `verbose`, each order's too. */
void sq_report_prediction(FILE *out, const sq_lab *lab, const sq_prediction *prediction,
                          bool verbose);

/* The steady state. */
void sq_report_steady(FILE *out, const sq_lab *lab, const sq_stationary *stationary);

#endif
