/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each cause costs: the squeezing of the lab without one of them, and with one alone.
 *
 * All by order 4 of the moment hierarchy as far as order 3 agrees, or by order 3, where only
 * that is trusted up to the planned time, or by the closed form; with noise as sq_noise_of tells
 * it, so that it is the same number everywhere.  A cause that is taken out leaves
 * everything else as it is: the drive and the initial direction, too, which were chosen with
 * it.  Costs may be negative: relaxation of single spins squeezes (Tucker et al., PRA 102,
 * 051701 (2020)). */
#ifndef SQ_BUDGET_H
#define SQ_BUDGET_H

#include "base/public.h"
#include "base/text.h"
#include "lab/lab.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

struct sq_classes_cost; /* of beyond/classes_cost.h, which is not for users of the library */

/* A best point over time. */
typedef struct sq_budget_best {
    double db, time; /* NaN: unknown, or none */
    bool ended; /* time or trust end there, or before the planned time: there may be more */
} sq_budget_best;

typedef struct sq_budget_cause {
    struct sq_text_excerpt name; /* "relaxation", "noise.atoms.number", "stop", "spread" */
    struct sq_text_excerpt words;
    double without_planned_db; /* at the planned time, everything else there; NaN: unknown */
    sq_budget_best without;    /* the same at its own best time */
    sq_budget_best only;       /* with this cause and no other; NaN where there is no sense in
                                  that */
    double cost_db;            /* without.db less the best with all causes; of the stop the best
                                  less the planned */
} sq_budget_cause;

/* Poisson fluctuations of the number, of which the lab says nothing: they are no cause of it
 * and in no other number, but what atoms have that nobody counts. */
typedef struct sq_budget_poisson {
    bool asked;          /* the lab has no noise of its number */
    double planned_db;   /* with them and all causes, at the planned time; NaN: unknown */
    sq_budget_best with; /* the same at its own best time */
    sq_budget_best only; /* with them and no cause */
    double cost_db;      /* best with all causes less with.db */
} sq_budget_poisson;

/* Of the coupling, which all rates are the effective ones of: what is told is of atoms that are
 * all alike, but for the cause "spread". */
enum sq_budget_spread {
    SQ_BUDGET_UNIFORM, /* it is the same for all, or the atoms were not followed in classes */
    SQ_BUDGET_IN_CLASSES, /* it differs, and is a cause */
    SQ_BUDGET_GIVEN_UP    /* the classes took too long */
};

enum { SQ_BUDGET_MOST = 84 };

typedef struct sq_budget {
    int by_order;         /* of the hierarchy, by which all is told, */
    bool closed_form;     /* but where there is one; without a cause there may be one, too */
    bool noisy;           /* the lab has noise */
    double planned;       /* when the sequence ends */
    double planned_db;    /* then, with all causes; NaN: unknown */
    sq_budget_best now;   /* with all causes, at the best time */
    sq_budget_best ideal; /* with none */
    size_t n;
    sq_budget_cause cause[SQ_BUDGET_MOST];
    size_t order[SQ_BUDGET_MOST]; /* [n] costliest first */
    /* From now to ideal: causes of the spin model and its noise are taken out one after the
     * other, costliest first, and nothing is put back. */
    size_t n_steps;
    size_t step[SQ_BUDGET_MOST];         /* [n_steps] which cause is taken out, */
    sq_budget_best left[SQ_BUDGET_MOST]; /* and what there is then */
    sq_budget_poisson poisson;
    enum sq_budget_spread spread;
    bool interrupted; /* some numbers are NaN for that */
} sq_budget;

/* planned  when the sequence ends, where the lab as it is squeezes best
 * spread   atoms in classes of coupling: NULL where they are all alike, or were not followed
 * task     who waits, and may interrupt, and its threads; NULL: nobody */
enum sq_status sq_budget_make(sq_budget *budget, const sq_lab *lab, double planned,
                              const struct sq_classes_cost *spread, const sq_task *task,
                              sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
