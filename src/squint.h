/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsquint: plans spin-squeezing experiments.  This header brings them all.
 *
 *   lab/lab_read.h         sq_lab_read: a YAML lab file -> apparatus, rates, initial state
 *   lab/lab_change.h       sq_lab_changed: the same with some keys changed, 10^5 times a second
 *   lab/shot.h             sq_shot_lab: the lab as it is in one shot
 *   planning/optimize.h    sq_optimize: the best settings of the free inputs of a lab (space.h)
 *   planning/limit.h       sq_limit_find: how little of an input is enough for so many dB
 *   planning/pareto.h      sq_pareto_find: squeezing against time
 *   planning/nearby.h      sq_nearby_find: what tuning could gain, in a moment
 *   planning/trial.h       sq_trial_run: squeezing over time by the cheapest solver
 *   planning/noise.h       sq_noise_of: what shot-to-shot noise leaves of the squeezing
 *   planning/budget.h      sq_budget_make: what each cause costs
 *   planning/clock.h       sq_clock_plan_make: what squeezing is worth to a clock
 *   planning/sweep.h       sq_sweep: the answer at many settings of a lab
 *   planning/tolerance.h   sq_tolerance_make: how well each input has to be held
 *   planning/yield.h       sq_yield_make: the squeezing that nine of ten shots or labs reach
 *   beyond/task_of.h       sq_task_of: what is asked of a lab
 *   predict/predict.h      sq_predict: a task -> best squeezing, when, how sure
 *   model/protocol.h       sq_protocol: segments of constant rates, and pulses
 *   solvers/solver.h       sq_solver_find: solvers one by one: create, advance, ask
 *   solvers/steady.h       sq_steady_*: the collective steady state in closed form
 *   solvers/trajectory.h   sq_trajectory_*: one quantum trajectory
 *   predict/ensemble.h     sq_ensemble_*: many: their mean, its error, continued and merged
 *   predict/ensemble_run.h sq_ensemble_run: adds trajectories to one
 *   model/squeezing.h      sq_squeezing_*: moments -> xi², direction, N_eff
 *
 * Units: rates in rad/s, times in s, hbar = 1 (platform `model`: the user's own).
 * Nothing here prints or exits; faults are collected in an sq_errors (base/error.h). */
#ifndef SQUINT_H
#define SQUINT_H

#include "base/error.h"
#include "base/format.h"
#include "base/text.h"
#include "model/initial.h"
#include "model/phases.h"
#include "model/protocol.h"
#include "model/rates.h"
#include "model/squeezing.h"
#include "input/dimension.h"
#include "input/param.h"
#include "input/param_row.h"
#include "input/quantity.h"
#include "input/tree.h"
#include "apparatus/platform.h"
#include "apparatus/ion.h"
#include "apparatus/species.h"
#include "solvers/relaxation.h"
#include "solvers/solver.h"
#include "solvers/statistics.h"
#include "solvers/steady.h"
#include "solvers/trajectory.h"
#include "predict/choice.h"
#include "predict/curve.h"
#include "predict/ensemble.h"
#include "predict/ensemble_curve.h"
#include "predict/ensemble_file.h"
#include "predict/ensemble_run.h"
#include "predict/horizon.h"
#include "predict/predict.h"
#include "predict/stationary.h"
#include "lab/inputs.h"
#include "lab/lab.h"
#include "lab/lab_change.h"
#include "lab/lab_read.h"
#include "lab/noises.h"
#include "lab/shot.h"
#include "beyond/task_of.h"
#include "planning/budget.h"
#include "planning/clock.h"
#include "planning/limit.h"
#include "planning/merit.h"
#include "planning/nearby.h"
#include "planning/noise.h"
#include "planning/optimize.h"
#include "planning/pareto.h"
#include "planning/space.h"
#include "planning/sweep.h"
#include "planning/sweep_table.h"
#include "planning/tolerance.h"
#include "planning/trial.h"
#include "planning/yield.h"

#endif
