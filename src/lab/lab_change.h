/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This lab with KEY = VALUE: what a file with `--set KEY=VALUE` would give, to the last bit,
 * but for a fraction of the time.
 *
 * A change says which keys; it is made once, and serves any number of values and threads:
 *
 *     sq_lab_change *change;
 *     sq_lab varied = {0};
 *     const char *const key[] = {"drive.rabi", "atoms.number"};
 *     if (sq_lab_change_create(&change, &lab, key, 2, &errors) == SQ_OK)
 *         for (…) {
 *             if (sq_lab_changed(&varied, change, (double[]){Omega, N}, &errors) == SQ_OK)
 *                 … varied.rates …
 *         }
 *     sq_lab_free(&varied);
 *     sq_lab_change_free(change);
 */
#ifndef SQ_LAB_CHANGE_H
#define SQ_LAB_CHANGE_H

#include "base/public.h"
#include "lab/lab.h"

SQ_PUBLIC_BEGIN

typedef struct sq_lab_change sq_lab_change;

/* Looks up n keys of a lab, which may be a changed one.  The two angles of the initial
 * direction are initial.direction.polar and initial.direction.azimuth; one that is changed
 * alone leaves the other as it is in `lab`, also where that follows from the rates.
 *
 * As in a file, what is not given follows what is: where the lab gives drive.ratio, Omega goes
 * with atoms.number.  A key replaces those that it excludes, drive.rabi the drive.ratio, and
 * defaults are what they would be then.
 *
 * SQ_ERR_INPUT: a key is unknown, or no number; the keys exclude each other; or nothing can be
 * said of a lab that gives them, cavity.finesse without a length, say.  *change is NULL then.
 *
 * The texts stay the lab's, which has to outlive the change and all labs made with it. */
enum sq_status sq_lab_change_create(sq_lab_change **change, const sq_lab *lab,
                                    const char *const *key, size_t n,
                                    sq_errors *errors) SQ_CHECK_RESULT;
void sq_lab_change_free(sq_lab_change *change); /* NULL is allowed */

/* The lab with its keys at these values, in the program's units: rad/s, s, rad, …; a choice by
 * its index.
 *
 * to      {0}, or made by an earlier call, whose memory is used again (by one thread at a
 * time); free it with sq_lab_free.  After a failure it holds nothing of use.  It has no
 *         variations; sq_uncertainty_prepare makes them.
 * value   one for each key, in their order
 *
 * SQ_ERR_INPUT where the file would be refused: a value out of its row's range, or a lab that
 * contradicts itself.  Only whole numbers need not be whole, since derivatives and averages are
 * made of those in between.  SQ_ERR_UNSUPPORTED: there is no mean-field steady state to start
 * from. */
enum sq_status sq_lab_changed(sq_lab *to, const sq_lab_change *change, const double *value,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* How the value of the i-th key of a lab so changed is written, in whatever unit: it has to be
 * read as what was given, and is cut off at 63 bytes. */
void sq_lab_change_say(sq_lab *changed, size_t i, const char *text);

/* The same as far as the rates: the direction and the length of the run stay those of the lab,
 * also where they follow from the rates. */
enum sq_status sq_lab_changed_rates(sq_lab *to, const sq_lab_change *change,
                                    const double *value, sq_errors *errors) SQ_CHECK_RESULT;

/* The rates if misreading i of the platform applied. */
enum sq_status sq_lab_misread(const sq_lab *lab, size_t i, sq_rates *rates,
                              sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
