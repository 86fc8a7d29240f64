/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each side of an input is walked outwards from the lab as it is, in steps that grow, until the
 * loss is reached, between which and the step before Brent's method finds where; or until
 * nothing is known any more, where halving finds from when on. */
#include "planning/tolerance.h"

#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

#include "base/format.h"
#include "beyond/sketch.h"
#include "input/param_value.h"
#include "lab/inputs.h"
#include "lab/shot.h"
#include "planning/noise_watch.h"
#include "planning/sight.h"

/* The first step, in units of the scale, and by how much they grow. */
#define FIRST 1e-4
#define FIRST_OF_ZERO 1e-6
#define WIDER 3

/* To which an end is found: of the loss, and of its distance. */
#define CLOSE_LOSS 2e-4
#define CLOSE 1e-3
#define NARROW 1e-9

enum { MOST_ROOT_STEPS = 60 };

static const char STOP[] = "time.stop";

const char *
sq_tolerance_end_name(enum sq_tolerance_end end)
{
    static const char *const names[SQ_TOLERANCE_N_ENDS] = {
        [SQ_TOLERANCE_LOSS] = "loss", [SQ_TOLERANCE_BOUND] = "bound",
        [SQ_TOLERANCE_FAR] = "far",   [SQ_TOLERANCE_TRUST] = "trust",
        [SQ_TOLERANCE_LAB] = "lab",
    };
    return names[end];
}

/* ---- one input ---- */

/* What is known of an input before it is varied. */
typedef struct candidate {
    sq_tolerance_input *input;
    double low, high; /* it may be */
    bool ends_belong; /* low is one of the values that it may be */
    bool logarithmic; /* it cannot change its sign */
} candidate;

typedef struct walk {
    const sq_tolerance *t;
    const sq_lab *lab;
    candidate c;
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
    double difference = value - w->c.input->value, db,
           time = w->of_stop ? value : w->t->planned;
    sq_errors ignored = {0};
    const sq_lab *lab = w->of_stop ? w->lab : &w->varied;
    bool made = w->of_stop || sq_shot_lab(&w->varied, &w->shot, &difference, &ignored) == SQ_OK;
    enum sq_sight sight = SQ_SIGHT_NO_LAB;
    if (made)
        sight = sq_sight_of(&db, lab, time);
    sq_errors_free(&ignored);
    *loss = sight != SQ_SIGHT_TRUSTED ? NAN : isnan(db) ? INFINITY : w->t->ideal_db - db;
    return sight;
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

static sq_tolerance_side
side_of(const walk *w, double u, enum sq_tolerance_end end)
{
    return (sq_tolerance_side){value_at(w, u), end};
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
            return side_of(w, root(w, inner, middle), SQ_TOLERANCE_LOSS);
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
        return (sq_tolerance_side){0, SQ_TOLERANCE_BOUND};
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
            return side_of(w, root(w, inner, u), SQ_TOLERANCE_LOSS);
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
walk_begin(walk *w, const sq_tolerance *t, const sq_lab *lab, const candidate *c,
           sq_errors *errors)
{
    *w = (walk){.t = t,
                .lab = lab,
                .c = *c,
                .of_stop = strcmp(c->input->key.text, STOP) == 0,
                .solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent)};
    if (!w->solver)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for tolerances");
    if (w->of_stop)
        return SQ_OK;
    sq_noises one = {.n = 1, .one = {sq_noises_alone(lab, c->input->key.text, 1)}};
    return sq_shot_make(&w->shot, lab, &one, errors);
}

static void
walk_end(walk *w)
{
    if (w->solver)
        gsl_root_fsolver_free(w->solver);
    sq_shot_free(&w->shot);
    sq_lab_free(&w->varied);
}

/* ---- which inputs ---- */

typedef struct gathering {
    sq_tolerance *t;
    const sq_lab *lab;
    candidate candidate[SQ_TOLERANCE_MOST];
    sq_errors *errors;
} gathering;

static void
allow(candidate *c, const sq_param_row *row)
{
    c->low = -INFINITY, c->high = INFINITY;
    if (row->bounds == SQ_POSITIVE || row->bounds == SQ_NOT_NEGATIVE)
        c->low = 0;
    else if (row->bounds == SQ_WITHIN || row->bounds == SQ_WHOLE)
        c->low = row->min;
    if (row->bounds == SQ_WITHIN || (row->bounds == SQ_WHOLE && row->max > row->min))
        c->high = row->max;
    c->ends_belong = row->bounds != SQ_POSITIVE;
}

/* Does a small step to either side change the model? */
static bool
matters(const sq_tolerance *t, const sq_lab *lab, const candidate *c)
{
    walk w;
    bool changes = false;
    sq_errors ignored = {0};
    bool made = walk_begin(&w, t, lab, c, &ignored) == SQ_OK;
    for (int i = 0; made && !w.of_stop && i < 2; i++) {
        double step = (i ? 1 : -1) * FIRST * c->input->scale;
        changes = changes || (sq_shot_lab(&w.varied, &w.shot, &step, &ignored) == SQ_OK &&
                              !sq_shot_is_same(&w.varied, lab));
    }
    sq_errors_free(&ignored);
    changes = changes || w.of_stop;
    walk_end(&w);
    return changes;
}

static double
scale_of(bool *relative, const sq_lab *lab, double value, const sq_inputs_unit *unit,
         bool is_angle)
{
    *relative = !is_angle && value != 0;
    if (*relative)
        return fabs(value);
    bool is_rate = unit->dim == SQ_DIM_RATE || lab->platform->dimensionless;
    return is_angle ? 1 : is_rate ? sq_rates_collective(&lab->rates) : unit->size;
}

/* Seconds are not for every apparatus. */
static void
shorten_unit(sq_inputs_unit *unit, double time)
{
    static const struct {
        const char *name;
        double size;
    } units[] = {{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}};
    size_t i = 0;
    while (i < 3 && time < units[i].size)
        i++;
    unit->name = sq_text_excerpt(units[i].name);
    unit->size = units[i].size;
}

/* Takes the input if the model depends on it. */
static enum sq_status
add(gathering *g, const sq_param_row *row, const char *key, double value, bool is_angle)
{
    sq_inputs_unit unit;
    candidate *c = &g->candidate[g->t->n];
    sq_tolerance_input *input = &g->t->input[g->t->n];
    if (g->t->n == SQ_TOLERANCE_MOST || !isfinite(value))
        return SQ_OK;
    const char *unit_key = strcmp(key, STOP) == 0 ? "time.until" : key;
    enum sq_status status = sq_inputs_unit_of(&unit, g->lab, unit_key, g->errors);
    if (status)
        return status;
    if (strcmp(key, STOP) == 0 && strcmp(unit.name.text, "s") == 0)
        shorten_unit(&unit, value);
    *input = (sq_tolerance_input){
        .key = sq_text_excerpt(key), .unit = unit.name, .unit_size = unit.size, .value = value};
    input->scale = scale_of(&input->relative, g->lab, value, &unit, is_angle);
    *c = (candidate){.input = input};
    allow(c, row);
    if (is_angle && c->high - c->low > 2 * M_PI)
        c->low = value - M_PI, c->high = value + M_PI;
    c->logarithmic = !is_angle && value > 0 && c->low >= 0;
    if (input->scale > 0 && matters(g->t, g->lab, c))
        g->t->n++;
    return SQ_OK;
}

/* Angles are asked for by themselves: the lab may have them by name. */
static enum sq_status
gather(const sq_inputs_one *input, void *context)
{
    gathering *g = context;
    bool skipped = input->angle || input->row->kind != SQ_PARAM_QUANTITY;
    double value = strcmp(input->key.text, "drive.ratio") == 0
                       ? sq_inputs_value(g->lab, input->key.text)
                       : input->quantity->value;
    return skipped ? SQ_OK : add(g, input->row, input->key.text, value, false);
}

static enum sq_status
gather_all(gathering *g)
{
    static const char *const angle[] = {"initial.direction.polar", "initial.direction.azimuth"};
    static const sq_param_row stop = {.bounds = SQ_NOT_NEGATIVE};
    enum sq_status status = sq_inputs_visit(g->lab, gather, g);
    for (size_t i = 0; i < 2 && !status; i++)
        status = add(g, &sq_param_value_angles[i], angle[i], sq_inputs_value(g->lab, angle[i]),
                     true);
    return status ? status : add(g, &stop, STOP, g->t->planned, false);
}

/* ---- all of them ---- */

static enum sq_status
walk_both_ways(const gathering *g, size_t i, sq_errors *errors)
{
    walk w;
    sq_tolerance_input *input = &g->t->input[i];
    enum sq_status status = walk_begin(&w, g->t, g->lab, &g->candidate[i], errors);
    if (!status) {
        input->low = walk_out(&w, -1);
        input->high = walk_out(&w, 1);
        input->half = half_width(input);
        input->done = true;
    }
    walk_end(&w);
    return status;
}

static enum sq_status
walk_all(const gathering *g, const sq_task *task)
{
    enum sq_status failed = SQ_OK;
    sq_noise_watch watch = sq_noise_watch_begin(task, "tolerances", (long)g->t->n, 0);
#pragma omp parallel for schedule(dynamic) num_threads(sq_noise_watch_threads(&watch))
    for (size_t i = 0; i < g->t->n; i++) {
        sq_errors found = {0};
        if (!sq_noise_watch_goes_on(&watch))
            continue;
        enum sq_status status = walk_both_ways(g, i, &found);
        sq_noise_watch_one_more(&watch);
#pragma omp critical
        if (status && !failed)
            failed = sq_errors_add(g->errors, status, "%s", sq_errors_first(&found));
        sq_errors_free(&found);
    }
    return failed;
}

/* What is not done comes last; what is alike stays in the order of the file. */
static void
rank(sq_tolerance *t)
{
    for (size_t i = 0; i < t->n; i++) {
        sq_tolerance_input one = t->input[i];
        size_t k = i;
        if (!one.done)
            one.half = INFINITY, t->interrupted = true;
        for (; k > 0 && t->input[k - 1].half > one.half; k--)
            t->input[k] = t->input[k - 1];
        t->input[k] = one;
    }
}

static enum sq_status
look_here(sq_tolerance *t, const sq_lab *lab, sq_errors *errors)
{
    sq_rates taken;
    enum sq_sight sight = sq_sight_of(&t->ideal_db, lab, t->planned);
    const char *unit = lab->platform->dimensionless ? "" : "s";
    t->closed_form = sq_sketch_solver(&taken, &lab->rates)->largest_order == 0;
    if (sight != SQ_SIGHT_TRUSTED)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: at the planned time, %s, order 2 of the hierarchy cannot be "
                             "trusted, and how the squeezing changes with the inputs is not "
                             "known; end the run earlier, by --set time.until=...",
                             lab->path, sq_format_si(t->planned, unit, 4).s);
    if (!(t->ideal_db > 0))
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: this lab shows no squeezing: there is nothing to hold; "
                             "'squint optimize' looks for settings that do",
                             lab->path);
    return SQ_OK;
}

enum sq_status
sq_tolerance_make(sq_tolerance *t, const sq_lab *lab, double planned, double loss_db,
                  const sq_task *task, sq_errors *errors)
{
    gathering g = {.t = t, .lab = lab, .errors = errors};
    *t = (sq_tolerance){.loss_db = loss_db, .planned = planned};
    enum sq_status status = look_here(t, lab, errors);
    if (!status)
        status = gather_all(&g);
    if (!status)
        status = walk_all(&g, task);
    rank(t);
    return status;
}
