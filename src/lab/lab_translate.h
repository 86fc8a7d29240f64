/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from the rows of a lab, once they are read or changed. */
#ifndef SQ_LAB_TRANSLATE_H
#define SQ_LAB_TRANSLATE_H

#include "lab/lab.h"

/* The defaults that depend on other keys, and the rates. */
enum sq_status sq_lab_translate_rates(sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

/* And, after the rates, where the spins point at time 0 and how long the run is. */
enum sq_status sq_lab_translate_run(sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

#endif
