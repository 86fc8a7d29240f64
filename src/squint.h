/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsquint: plans spin-squeezing experiments.  This header brings them all.
 *
 *   sq_lab_read      a YAML lab file -> apparatus, rates, initial state     lab.h
 *   sq_predict       rates -> best squeezing, when, how sure                prediction.h
 *   sq_solver_find   solvers one by one: create, advance, ask               solver.h
 *   sq_steady_*      rates -> collective steady state in closed form        steady.h
 *   sq_trajectory_*  one quantum trajectory                                 trajectory.h
 *   sq_ensemble_*    many: their mean, its error, continued and merged      ensemble.h
 *   sq_squeezing_*   moments -> xi², direction, N_eff                       squeezing.h
 *
 * Units: rates in rad/s, times in s, hbar = 1 (platform `model`: the user's own).
 * Nothing here prints or exits; faults are collected in an sq_errors (error.h). */
#ifndef SQUINT_H
#define SQUINT_H

#include "curve.h"
#include "ensemble.h"
#include "error.h"
#include "initial.h"
#include "lab.h"
#include "param.h"
#include "platform.h"
#include "prediction.h"
#include "rates.h"
#include "solver.h"
#include "species.h"
#include "squeezing.h"
#include "stationary.h"
#include "statistics.h"
#include "steady.h"
#include "text.h"
#include "trajectory.h"
#include "tree.h"
#include "units.h"

#endif
