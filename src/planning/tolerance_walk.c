/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each side of an input is walked outwards from the lab as it is, in steps that grow, until the
 * loss is reached, between which and the step before Brent's method finds where; or until
 * nothing is known any more, where halving finds from when on. */
#include "planning/tolerance_walk.h"

#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

#include "lab/shot.h"
#include "planning/sight.h"

/* The first step, in units of the scale, and by how much they grow. */
#define FIRST 1e-4
#define FIRST_OF_ZERO 1e-6
#define WIDER 3

/* By how much from the end of one order on to that of another. */
#define WIDER_BY_ORDER 1.2

/* To which an end is found: of the loss, and of its distance. */
#define CLOSE_LOSS 2e-4
#define CLOSE 1e-3
#define NARROW 1e-9

enum { MOST_ROOT_STEPS = 60 };

/* ---- one input ---- */

typedef struct walk {
    const sq_tolerance_question *t;
    sq_tolerance_candidate c;
    int order;       /* by which, */
    double ideal_db; /* and what the lab as it is has by that */
    bool lenient;    /* whatever the next order makes of it */
    bool of_stop;
    sq_shot shot; /* of the input, by one unit of the program */
    sq_lab varied;
    gsl_root_fsolver *solver;
    double side; /* -1, 1 */
} walk;

static double
value_at(const walk *w, double u)
{
    const sq_tolerance_input *input = w->c.input;
    double value = w->c.logarithmic ? input->value * exp(w->side * u)
                                    : input->value + w->side * u * input->scale;
    return fmin(fmax(value, w->c.low), w->c.high);
}

/* How far the walk may go; *bound: to the end of what the input may be. */
static double
reach(const walk *w, bool *bound)
{
    double end = w->side > 0 ? w->c.high : w->c.low, value = w->c.input->value,
           far = w->c.logarithmic ? log(SQ_TOLERANCE_FAR_TIMES) : SQ_TOLERANCE_FAR_TIMES,
           most = w->c.logarithmic ? fabs(log(end / value))
                                   : fabs(end - value) / w->c.input->scale;
    *bound = most <= far;
    return *bound ? most : far;
}

/* The lab in which the input has this value, and its loss. */
static enum sq_sight
look(double *loss, walk *w, double value)
{
    double difference = value - w->c.input->value, time = w->of_stop ? value : w->t->planned;
    sq_errors ignored = {0};
    const sq_lab *lab = w->of_stop ? w->t->lab : &w->varied;
    bool made = w->of_stop || sq_shot_lab(&w->varied, &w->shot, &difference, &ignored) == SQ_OK;
    sq_sight_view view = {SQ_SIGHT_NO_LAB, 0, NAN, NAN, NAN};
    if (made)
        sq_sight_look(&view, lab, NULL, time, w->order, w->order);
    sq_errors_free(&ignored);
    if (w->lenient && view.sight == SQ_SIGHT_DISTRUSTED)
        view.sight = SQ_SIGHT_TRUSTED;
    *loss = view.sight != SQ_SIGHT_TRUSTED ? NAN
            : isnan(view.db)               ? INFINITY
                                           : w->ideal_db - view.db;
    return view.sight;
}

/* ---- ends ---- */

/* The loss beyond the wanted one, finite everywhere: on the way to a root it need not be known.
 */
static double
excess(double u, void *context)
{
    walk *w = context;
    double loss, wanted = w->t->loss_db;
    if (u == 0)
        return -wanted;
    look(&loss, w, value_at(w, u));
    return isfinite(loss) ? fmin(loss - wanted, 10 * wanted) : 10 * wanted;
}

static double
root(walk *w, double inner, double outer)
{
    gsl_function f = {excess, w};
    gsl_root_fsolver *s = w->solver;
    double u = outer;
    bool going = gsl_root_fsolver_set(s, &f, inner, outer) == 0;
    for (int i = 0; going && i < MOST_ROOT_STEPS; i++) {
        going = gsl_root_fsolver_iterate(s) == 0;
        u = gsl_root_fsolver_root(s);
        double width = gsl_root_fsolver_x_upper(s) - gsl_root_fsolver_x_lower(s);
        going = going && width > NARROW * u && fabs(excess(u, w)) > CLOSE_LOSS * w->t->loss_db;
    }
    return u;
}

/* By the neighbouring order the end lies elsewhere; that it finds none nearby is all that is
 * known of it then. */
#define FARTHEST 2

static double
error_of_end(walk *w, double u)
{
    walk other = *w;
    double outer = u, loss;
    if (w->t->closed_form)
        return 0;
    other.order = w->order > SQ_SIGHT_LOWEST ? w->order - 1 : w->order + 1;
    other.ideal_db = w->t->other_ideal_db;
    other.lenient = true;
    other.varied = (sq_lab){0};
    while (outer < FARTHEST * u &&
           look(&loss, &other, value_at(w, outer)) == SQ_SIGHT_TRUSTED && loss < w->t->loss_db)
        outer *= WIDER_BY_ORDER;
    double end = root(&other, 0, outer);
    sq_lab_free(&other.varied);
    return fabs(value_at(w, end) - value_at(w, u));
}

/* Where the loss is reached. */
static sq_tolerance_side
loss_between(walk *w, double inner, double outer)
{
    double u = root(w, inner, outer);
    return (sq_tolerance_side){value_at(w, u), SQ_TOLERANCE_LOSS, error_of_end(w, u)};
}

static sq_tolerance_side
side_of(const walk *w, double u, enum sq_tolerance_end end)
{
    return (sq_tolerance_side){value_at(w, u), end, NAN};
}

/* At `outer` nothing is known any more. */
static sq_tolerance_side
step_back(walk *w, double inner, double outer, enum sq_sight sight)
{
    while (outer - inner > CLOSE * outer && outer > CLOSE * FIRST_OF_ZERO) {
        double middle = (inner + outer) / 2, loss;
        enum sq_sight seen = look(&loss, w, value_at(w, middle));
        if (seen != SQ_SIGHT_TRUSTED)
            outer = middle, sight = seen;
        else if (loss >= w->t->loss_db)
            return loss_between(w, inner, middle);
        else
            inner = middle;
    }
    return side_of(w, inner, sight == SQ_SIGHT_NO_LAB ? SQ_TOLERANCE_LAB : SQ_TOLERANCE_TRUST);
}

/* The loss is smaller as far as was looked: towards 0 that is not all there is. */
static sq_tolerance_side
harmless(walk *w, double most, bool bound)
{
    double loss;
    bool towards_zero = w->side < 0 && w->c.logarithmic && w->c.low == 0 && w->c.ends_belong;
    if (towards_zero && look(&loss, w, 0) == SQ_SIGHT_TRUSTED && loss < w->t->loss_db)
        return (sq_tolerance_side){0, SQ_TOLERANCE_BOUND, NAN};
    return side_of(w, most, bound ? SQ_TOLERANCE_BOUND : SQ_TOLERANCE_FAR);
}

static sq_tolerance_side
walk_out(walk *w, double side)
{
    bool bound;
    double inner = 0, loss, u = w->c.input->value != 0 ? FIRST : FIRST_OF_ZERO;
    w->side = side;
    double most = reach(w, &bound);
    while (inner < most) {
        u = fmin(u, most);
        enum sq_sight sight = look(&loss, w, value_at(w, u));
        if (sight != SQ_SIGHT_TRUSTED)
            return step_back(w, inner, u, sight);
        if (loss >= w->t->loss_db)
            return loss_between(w, inner, u);
        inner = u;
        u *= WIDER;
    }
    return harmless(w, most, bound);
}

static double
half_width(const sq_tolerance_input *input)
{
    bool low = input->low.end == SQ_TOLERANCE_LOSS, high = input->high.end == SQ_TOLERANCE_LOSS;
    double below = (input->value - input->low.value) / input->scale,
           above = (input->high.value - input->value) / input->scale;
    return low && high ? (below + above) / 2 : low ? below : high ? above : INFINITY;
}

static enum sq_status
walk_begin(walk *w, const sq_tolerance_question *t, const sq_tolerance_candidate *c,
           sq_errors *errors)
{
    *w = (walk){.t = t,
                .c = *c,
                .order = t->order,
                .ideal_db = t->ideal_db,
                .of_stop = strcmp(c->input->key.text, SQ_TOLERANCE_STOP) == 0,
                .solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent)};
    if (!w->solver)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for tolerances");
    if (w->of_stop)
        return SQ_OK;
    sq_noises one = {.n = 1, .one = {sq_noises_alone(t->lab, c->input->key.text, 1)}};
    return sq_shot_make(&w->shot, t->lab, &one, errors);
}

static void
walk_end(walk *w)
{
    if (w->solver)
        gsl_root_fsolver_free(w->solver);
    sq_shot_free(&w->shot);
    sq_lab_free(&w->varied);
}

/* ---- for others ---- */

bool
sq_tolerance_walk_matters(const sq_tolerance_question *t, const sq_tolerance_candidate *c)
{
    walk w;
    bool changes = false;
    sq_errors ignored = {0};
    bool made = walk_begin(&w, t, c, &ignored) == SQ_OK;
    for (int i = 0; made && !w.of_stop && i < 2; i++) {
        double step = (i ? 1 : -1) * FIRST * c->input->scale;
        changes = changes || (sq_shot_lab(&w.varied, &w.shot, &step, &ignored) == SQ_OK &&
                              !sq_shot_is_same(&w.varied, t->lab));
    }
    sq_errors_free(&ignored);
    changes = changes || w.of_stop;
    walk_end(&w);
    return changes;
}

enum sq_status
sq_tolerance_walk(const sq_tolerance_question *t, const sq_tolerance_candidate *c,
                  sq_errors *errors)
{
    walk w;
    sq_tolerance_input *input = c->input;
    enum sq_status status = walk_begin(&w, t, c, errors);
    if (!status) {
        input->low = walk_out(&w, -1);
        input->high = walk_out(&w, 1);
        input->half = half_width(input);
        input->done = true;
    }
    walk_end(&w);
    return status;
}
