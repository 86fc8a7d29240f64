/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs this lab, in dB, that the coupling differs from atom to atom: atoms in classes
 * (classes.h), against the effective uniform model that the lab's rates are. */
#ifndef SQ_CLASSES_COST_H
#define SQ_CLASSES_COST_H

#include "beyond/classes.h"
#include "lab/lab.h"
#include "model/breakdown.h"

enum { SQ_CLASSES_COST_POINTS = 151 };

typedef struct sq_classes_cost {
    size_t classes;
    double atoms;    /* loaded, which xi² refers to */
    double db, time; /* best squeezing with the classes; NaN: xi² is undefined throughout */
    double weighted_db, weighted_time; /* of the spin weighted with the coupling, which the mode
                                          sees */
    bool ended, weighted_ended; /* these are where the classes were followed no further */
    double fewer_db,
        weighted_fewer_db;       /* with half as many: have they converged? NaN for one */
    double uniform_db;           /* of the effective model, closed alike (order 2), */
    double uniform_time;         /* and when */
    double until;                /* how far the classes could be followed */
    enum sq_breakdown breakdown; /* why not longer */
    double most_work;            /* that one run may take (classes.h) */
    bool given_up; /* they took too long to be followed as far as the uniform model */
    bool at_rest;  /* each class starts in its own mean-field steady state; else all along
                      the lab's direction */
    size_t n;      /* the curves with the classes: times, dB */
    double t[SQ_CLASSES_COST_POINTS], curve_db[SQ_CLASSES_COST_POINTS],
        weighted_curve_db[SQ_CLASSES_COST_POINTS];
    double seconds;
} sq_classes_cost;

/* As many classes as the answer needs: doubled until it stays within 0.001 dB. */
#define SQ_CLASSES_COST_AUTO ((size_t)-1)

/* Does the coupling of this lab differ from atom to atom? */
bool sq_classes_cost_is_due(const sq_lab *lab);

/* SQ_ERR_UNSUPPORTED where the coupling is the same for all atoms. */
enum sq_status sq_classes_cost_run(sq_classes_cost *cost, const sq_lab *lab, size_t classes,
                                   double most_work, sq_errors *errors) SQ_CHECK_RESULT;

/* Their moments alone, of so many classes at the ascending times t[n], t[0] >= 0, as far as
 * they can be followed; how long order 2 may be trusted is not asked.  Errors likewise. */
enum sq_status sq_classes_cost_follow(sq_classes_moments *moments, sq_closure_reach *reach,
                                      const sq_lab *lab, size_t classes, double most_work,
                                      const double *t, size_t n,
                                      sq_errors *errors) SQ_CHECK_RESULT;

#endif
