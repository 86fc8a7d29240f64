/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solvers/solver.h"

#include <string.h>

extern const sq_solver sq_solver_ising, sq_solver_mean_field, sq_solver_cumulant, sq_solver_exact,
    sq_solver_trajectories, sq_solver_steady;

/* clang-format off */
const sq_solver *const sq_solvers[] = {
    &sq_solver_steady,
    &sq_solver_ising,
    &sq_solver_mean_field,
    &sq_solver_cumulant,
    &sq_solver_exact,
    &sq_solver_trajectories,
    NULL,
};
/* clang-format on */

const sq_solver *
sq_solver_find(const char *name)
{
    for (size_t i = 0; sq_solvers[i]; i++)
        if (strcmp(sq_solvers[i]->name, name) == 0)
            return sq_solvers[i];
    return NULL;
}

void
sq_solver_options_init(sq_solver_options *options)
{
    /* 1e-8 per step keeps moments to about 1e-9 and minima to 1e-6 dB over the runs of
     * the test suite. */
    *options =
        (sq_solver_options){.order = 2, .tolerance = 1e-8, .trajectories = 200, .seed = 1};
}
