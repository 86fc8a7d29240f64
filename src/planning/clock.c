/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/clock.h"

#include <gsl/gsl_integration.h>
#include <math.h>

/* ---- the sequence ---- */

static double
or_zero(const sq_quantity *q)
{
    return q->known ? q->value : 0;
}

enum sq_status
sq_clock_cycle_of(sq_clock_cycle *cycle, const sq_lab *lab, sq_errors *errors)
{
    const sq_lab_record *c = &lab->common;
    sq_line line = {.frequency = NAN, .linewidth = NAN};
    if (lab->platform->line)
        lab->platform->line(lab->record, &line);
    if (!isfinite(line.frequency))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: there is no clock line: platform '%s' %s", lab->path,
                             lab->platform->name,
                             lab->platform->line ? "knows it by atoms.species or "
                                                   "atoms.wavelength"
                                                 : "has none; 'cavity' has");
    if (!c->interrogation.known)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "%s: clock.interrogation is missing: how long is a clock "
            "interrogated? Add  clock: {interrogation: 1 s, dead_time: 0.5 s}  "
            "or --set clock.interrogation=1s",
            lab->path);
    *cycle = (sq_clock_cycle){.line = line,
                              .omega = 2 * M_PI * line.frequency,
                              .atoms = c->number.value,
                              .interrogation = c->interrogation.value,
                              .dead_time = or_zero(&c->dead_time),
                              .laser_phase = or_zero(&c->laser_phase)};
    cycle->tan2 = sq_clock_tan2(cycle->laser_phase);
    return isnan(cycle->tan2) ? sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a clock")
                              : SQ_OK;
}

/* ---- one state ---- */

/* The normal distribution is cut off there. */
#define WIDEST_RMS 6
#define WIDEST_PHASE 1.2

static double
weighted_tan2(double x, void *rms)
{
    double t = tan(*(double *)rms * x);
    return exp(-x * x / 2) * t * t;
}

double
sq_clock_tan2(double rms)
{
    enum { NODES = 32 }; /* exact to rounding where the largest phase is 1.2 rad */
    const double widest = fmin(WIDEST_RMS, WIDEST_PHASE / rms);
    gsl_integration_glfixed_table *table;
    if (!(rms > 0) || !(table = gsl_integration_glfixed_table_alloc(NODES)))
        return rms > 0 ? NAN : 0;
    const gsl_function f = {.function = weighted_tan2, .params = &rms};
    double sum = gsl_integration_glfixed(&f, -widest, widest, table);
    gsl_integration_glfixed_table_free(table);
    return sum / (sqrt(2 * M_PI) * erf(widest / M_SQRT2));
}

double
sq_clock_effort(const sq_clock_cycle *c, double preparation, double xi2, double antisqueezed)
{
    return (xi2 + antisqueezed * c->tan2) * (c->interrogation + c->dead_time + preparation);
}

static double
decibel(double ratio)
{
    return 10 * log10(ratio);
}

void
sq_clock_state_of(sq_clock_state *s, const sq_clock_cycle *c, double preparation, double xi2,
                  double antisqueezed)
{
    double variance = xi2 + antisqueezed * c->tan2;
    double all = sq_clock_effort(c, preparation, xi2, antisqueezed);
    sq_clock_cycle alive = *c, steady = *c;
    alive.dead_time = 0;
    steady.tan2 = 0;
    *s = (sq_clock_state){.preparation = preparation,
                          .db = sq_squeezing_decibel(xi2),
                          .antisqueezing_db = decibel(antisqueezed),
                          .cycle = c->interrogation + c->dead_time + preparation,
                          .phase = sqrt(variance / c->atoms)};
    s->frequency = s->phase / (c->omega * c->interrogation);
    s->stability = s->frequency * sqrt(s->cycle);
    s->gain_db = decibel(sq_clock_effort(c, 0, 1, 1) / all);
    s->cost_db[SQ_CLOCK_PREPARATION] = decibel(all / sq_clock_effort(c, 0, xi2, antisqueezed));
    s->cost_db[SQ_CLOCK_DEAD_TIME] =
        decibel(all / sq_clock_effort(&alive, preparation, xi2, antisqueezed));
    s->cost_db[SQ_CLOCK_LASER_PHASE] =
        decibel(all / sq_clock_effort(&steady, preparation, xi2, antisqueezed));
}

double
sq_clock_averaging(const sq_clock_state *state, double goal)
{
    return state->stability * state->stability / (goal * goal);
}

/* ---- which state ---- */

void
sq_clock_plan_make(sq_clock_plan *plan, const sq_clock_cycle *cycle, const sq_prediction *p)
{
    const sq_judgement *j = &p->judgement;
    const sq_curve *curve = &p->run.curve[p->run.primary];
    const sq_squeezing *deepest = &j->best.squeezing;
    sq_clock_state_of(&plan->plain, cycle, 0, 1, 1);
    plan->deepest = plan->plain;
    if (sq_judgement_is_squeezed(j) && deepest->xi2 < 1)
        sq_clock_state_of(&plan->deepest, cycle, j->best.t, deepest->xi2,
                          deepest->antisqueezed);
    double least = sq_clock_effort(cycle, 0, 1, 1);
    plan->best = plan->plain;
    for (size_t i = 0; i < curve->n && curve->point[i].t <= j->valid_until; i++) {
        const sq_curve_point *point = &curve->point[i];
        const sq_squeezing *s = &point->squeezing;
        double here = sq_clock_effort(cycle, point->t, s->xi2, s->antisqueezed);
        if (here < least) {
            least = here;
            sq_clock_state_of(&plan->best, cycle, point->t, s->xi2, s->antisqueezed);
        }
    }
    if (plan->deepest.gain_db > plan->best.gain_db)
        plan->best = plan->deepest;
}
