/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer: how many dB, when, how sure, and up to when to believe it.  Its parts are made
 * one after the other, each by the file that declares it. */
#ifndef SQ_PREDICTION_H
#define SQ_PREDICTION_H

#include "base/public.h"
#include "predict/answer.h"

SQ_PUBLIC_BEGIN

enum { SQ_PREDICTION_MOST_ANSWERS = 4, SQ_PREDICTION_MOST_CHECKS = 2 };

typedef struct sq_prediction {
    sq_plan plan;                                 /* what was to run, */
    sq_run run;                                   /* what ran, */
    sq_judgement judgement;                       /* and what that says */
    sq_answer answer[SQ_PREDICTION_MOST_ANSWERS]; /* of all solvers that ran for it, the one
                                                     that is reported last */
    size_t n_answers;
    sq_answer_pair cross_check[SQ_PREDICTION_MOST_CHECKS]; /* beside a second solver */
    size_t n_cross_checks;
    bool until_chosen; /* the end of time, which the task had left open */
    char remark[1000]; /* what was not done, and how to have it done; "" */
} sq_prediction;

/* By the solver that the task names, alone; "auto" is the moment hierarchy here. */
enum sq_status sq_prediction_by(sq_prediction *prediction, const sq_task *task,
                                sq_errors *errors) SQ_CHECK_RESULT;

/* By the plan that was made of this task. */
enum sq_status sq_prediction_of_plan(sq_prediction *prediction, const sq_plan *plan,
                                     const sq_task *task, sq_errors *errors) SQ_CHECK_RESULT;
void sq_prediction_free(sq_prediction *prediction);

/* The answer that is reported. */
const sq_answer *sq_prediction_answer(const sq_prediction *prediction);

/* What an exact solver told of the same spins beside the prediction, which has seen more of
 * time than that can be trusted for, to a minimum with nothing better ahead; NULL: none has. */
const sq_answer *sq_prediction_seen_beyond(const sq_prediction *prediction);

/* How far an exact solver has to go to see what the prediction saw: not much beyond its last
 * minimum, or beyond where it could be trusted. */
double sq_prediction_horizon(const sq_prediction *prediction);

SQ_PUBLIC_END

#endif
