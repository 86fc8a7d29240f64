/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whichever allocation fails, a status comes back, and nothing is lost or freed twice. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "predict/ensemble_file.h"
#include "predict/predict.h"
#include "predict/stationary.h"

/* ---- the linker puts these before those of the library ---- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t n);
void *__real_aligned_alloc(size_t alignment, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t n);
void *__wrap_aligned_alloc(size_t alignment, size_t n);

/* How many allocations come before the one that fails, and whether all after it fail too. */
static atomic_long before;
static bool to_the_end;

static bool
fails(void)
{
    long left = atomic_fetch_sub(&before, 1);
    return left == 0 || (left < 0 && to_the_end);
}

void *
__wrap_malloc(size_t n)
{
    return fails() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *old, size_t n)
{
    return fails() ? NULL : __real_realloc(old, n);
}

void *
__wrap_aligned_alloc(size_t alignment, size_t n)
{
    return fails() ? NULL : __real_aligned_alloc(alignment, n);
}

/* ---- the tests ---- */

typedef enum sq_status (*job)(const sq_task *task, sq_errors *errors);

/* Does the job again and again, with the first, second, … allocation failing, until there is
 * none to fail. */
static void
let_fail(const char *name, job do_it, const sq_task *task)
{
    for (int all = 0; all < 2; all++) {
        bool failed = true;
        for (long k = 0; failed; k++) {
            sq_errors errors = {0};
            cr_assert(k < 100000);
            to_the_end = all;
            atomic_store(&before, k);
            enum sq_status status = do_it(task, &errors);
            failed = atomic_load(&before) < 0;
            to_the_end = false;
            cr_expect(status == SQ_OK || status == SQ_ERR_MEMORY, "%s, %ld: %s", name, k,
                      sq_errors_first(&errors));
            cr_expect(failed || status == SQ_OK, "%s, %ld: %s", name, k,
                      sq_errors_first(&errors));
            sq_errors_free(&errors);
        }
    }
}

/* Two segments and a pulse between. */
static sq_task
task_of(const char *solver)
{
    sq_task task;
    sq_protocol_segment segment = {
        .rates = {.N = 6, .chi = 0.2385, .Gamma = 1.13, .gamma_s = 0.41, .Omega = 2.9},
        .duration = 0.01};
    sq_errors errors = {0};
    sq_task_init(&task);
    cr_assert(sq_protocol_add(&task.protocol, &segment, &errors) == SQ_OK);
    segment.rates.Omega = -1.7;
    segment.before = (sq_protocol_pulse){.axis = {0, 0.6, -0.8}, .angle = 0.3};
    cr_assert(sq_protocol_add(&task.protocol, &segment, &errors) == SQ_OK);
    task.spin[0] = -1;
    task.points = 3;
    task.trajectories = 3;
    task.threads = 1;
    task.solver = solver;
    return task;
}

static enum sq_status
predict(const sq_task *task, sq_errors *errors)
{
    sq_prediction p;
    enum sq_status status = sq_predict(&p, task, errors);
    if (!status) {
        cr_expect(sq_prediction_answer(&p)->solver != NULL);
        sq_prediction_free(&p);
    }
    return status;
}

/* What a closed form of twisting follows: no collective terms but that, no drive, no pulse. */
static void
only_twist(sq_protocol *protocol)
{
    const sq_rates twisting = {.N = sq_protocol_spins(protocol), .chi_z = 1, .gamma_s = 0.7};
    sq_protocol_hold(protocol, &twisting, 0.1);
}

Test(memory, every_solver)
{
    for (size_t i = 0; sq_solvers[i]; i++)
        if (!sq_solvers[i]->stationary) {
            sq_task task = task_of(sq_solvers[i]->name);
            if (strcmp(task.solver, "ising") == 0)
                only_twist(&task.protocol);
            task.order = sq_solvers[i]->least_order;
            let_fail(task.solver, predict, &task);
        }
}

static enum sq_status
find_steady_state(const sq_task *task, sq_errors *errors)
{
    sq_stationary s;
    return sq_stationary_find(&s, task, errors);
}

Test(memory, steady_state)
{
    sq_task task = task_of("auto");
    task.protocol.n = 1;
    task.protocol.segment[0].rates.N = 2;
    let_fail("steady", find_steady_state, &task);
}

/* The file that a task resumes. */
static enum sq_status
load(const sq_task *task, sq_errors *errors)
{
    sq_ensemble e;
    enum sq_status status = sq_ensemble_file_load(&e, task->resume, errors);
    if (!status)
        sq_ensemble_free(&e);
    return status;
}

Test(memory, files)
{
    char path[64];
    sq_task task = task_of("trajectories");
    sq_prediction p;
    sq_errors errors = {0};
    snprintf(path, sizeof path, "memory-%d.tmp", (int)getpid());
    atomic_store(&before, -1);
    cr_assert(sq_predict(&p, &task, &errors) == SQ_OK);
    cr_assert(sq_ensemble_file_save(p.run.ensemble, path, &errors) == SQ_OK);
    sq_prediction_free(&p);
    task.resume = path;
    let_fail("load", load, &task);
    let_fail("resume", predict, &task);
    remove(path);
}
