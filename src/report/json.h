/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON documents that scripts rely on (keys: doc/json.md).  Numbers in SI,
 * rates in rad/s; a value that does not exist is null. */
#ifndef SQ_JSON_H
#define SQ_JSON_H

#include <jansson.h>
#include <stdio.h>

#include "beyond/mode_cost.h"
#include "beyond/classes_cost.h"
#include "lab/lab.h"
#include "predict/prediction.h"
#include "predict/stationary.h"

/* Rates alone, with the keys of "rates". */
json_t *sq_json_rates(const sq_rates *rates);

/* {"squint", "input", "seed", "rates", "derived", "validity"}; NULL: out of memory. */
json_t *sq_json_lab(const sq_lab *lab);

/* Adds "classes". */
void sq_json_add_lattice(json_t *document, const sq_classes_cost *lattice);

/* Adds "deep". */
void sq_json_add_deep(json_t *document, const sq_mode_cost *deep);

/* Adds "conventions": the rates under each usual misreading. */
void sq_json_add_conventions(json_t *document, const sq_lab *lab);

/* Adds "plan": what would run, and its cost. */
void sq_json_add_plan(json_t *document, const sq_plan *plan);

/* Adds "prediction", "minima", "orders" and, when wanted, "series". */
void sq_json_add_prediction(json_t *document, const sq_prediction *prediction, bool series);

/* The first `keep` single trajectories. */
void sq_json_add_kept(json_t *document, const sq_ensemble *ensemble, long keep);

/* Adds "steady". */
void sq_json_add_steady(json_t *document, const sq_stationary *stationary);

/* Writes the document and a newline, and releases it. */
enum sq_status sq_json_write(FILE *out, json_t *document, sq_errors *errors) SQ_CHECK_RESULT;

#endif
