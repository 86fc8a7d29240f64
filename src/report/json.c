/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in JSON; the apparatus itself is in json_apparatus.c. */
#include "report/json.h"

#include <math.h>
#include <stddef.h>

#include "report/columns.h"
#include "report/json_value.h"
#include "report/columns_single.h"

static json_t *
vector(const double *v)
{
    /* A direction exists as a whole or not at all. */
    if (!isfinite(v[0]) || !isfinite(v[1]) || !isfinite(v[2]))
        return json_null();
    json_t *array = json_array();
    for (int i = 0; i < 3; i++)
        json_array_append_new(array, sq_json_number(v[i]));
    return array;
}

void
sq_json_add_plan(json_t *document, const sq_plan *plan)
{
    json_t *object = json_object(), *orders = json_array();
    sq_json_put(object, "solver", json_string(plan->solver->name));
    for (size_t i = 0; i < plan->n && plan->solver->largest_order; i++)
        json_array_append_new(orders, json_integer(plan->options[i].order));
    sq_json_put(object, "orders", orders);
    sq_json_put(object, "reason", json_string(plan->reason));
    sq_json_put(object, "seconds", sq_json_number(plan->cost.seconds));
    sq_json_put(object, "bytes", sq_json_number(plan->cost.bytes));
    sq_json_put(document, "plan", object);
}

static json_t *
prediction_object(const sq_prediction *p)
{
    const sq_squeezing *s = &p->judgement.best.squeezing;
    const sq_plan *plan = &p->plan;
    bool exists = p->judgement.kind != SQ_BEST_NONE;
    json_t *object = json_object();
    sq_json_put(object, "xi2", sq_json_number(s->xi2));
    sq_json_put(object, "db", sq_json_number(p->judgement.db));
    sq_json_put(object, "time",
                exists && p->judgement.kind != SQ_BEST_STEADY
                    ? sq_json_number(p->judgement.best.t)
                    : json_null());
    sq_json_put(object, "db_error", sq_json_number(p->judgement.db_error));
    sq_json_put(object, "solver", json_string(plan->solver->name));
    sq_json_put(object, "order",
                plan->solver->largest_order ? json_integer(plan->options[p->run.primary].order)
                                            : json_null());
    sq_json_put(object, "trajectories",
                p->run.ensemble ? json_integer(p->run.ensemble->n) : json_null());
    sq_json_put(object, "reason", json_string(sq_prediction_answer(p)->reason));
    sq_json_put(object, "remark", sq_json_text(*p->remark ? p->remark : NULL));
    sq_json_put(object, "valid_until", sq_json_number(p->judgement.valid_until));
    sq_json_put(object, "breakdown", sq_json_text(p->judgement.breakdown));
    sq_json_put(object, "best", json_string(sq_best_kind_name(p->judgement.kind)));
    sq_json_put(object, "contrast", exists ? sq_json_number(s->contrast) : json_null());
    sq_json_put(object, "antisqueezing_db", sq_json_number(-sq_decibel(s->antisqueezed)));
    sq_json_put(object, "n_eff", exists ? sq_json_number(s->n_eff) : json_null());
    sq_json_put(object, "direction", exists ? vector(s->direction) : json_null());
    sq_json_put(object, "angle", exists ? sq_json_number(s->angle) : json_null());
    sq_json_put(object, "mean_spin", exists ? vector(s->n) : json_null());
    sq_json_put(object, "critical_time", sq_json_number(p->judgement.t_critical));
    return object;
}

static json_t *
minima_array(const sq_prediction *p)
{
    const sq_curve *curve = &p->run.curve[p->run.primary];
    json_t *array = json_array();
    for (size_t i = 0; i < curve->n_minima && curve->minimum[i].t <= p->judgement.valid_until;
         i++) {
        json_t *row = json_object();
        sq_json_put(row, "time", sq_json_number(curve->minimum[i].t));
        sq_json_put(row, "xi2", sq_json_number(curve->minimum[i].squeezing.xi2));
        sq_json_put(row, "db", sq_json_number(sq_decibel(curve->minimum[i].squeezing.xi2)));
        sq_json_put(row, "kind",
                    json_string(sq_minimum_kind(&p->judgement, &curve->minimum[i])));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
orders_array(const sq_prediction *p)
{
    json_t *array = json_array();
    for (size_t i = 0; i < p->plan.n; i++) {
        const sq_curve *curve = &p->run.curve[i];
        sq_point best;
        bool exists =
            sq_curve_best(&best, curve, curve->valid_until, p->run.until) != SQ_BEST_NONE;
        json_t *row = json_object();
        sq_json_put(row, "order",
                    curve->solver->largest_order ? json_integer(curve->options.order)
                                                 : json_null());
        sq_json_put(row, "db",
                    exists ? sq_json_number(sq_decibel(best.squeezing.xi2)) : json_null());
        sq_json_put(row, "time", exists ? sq_json_number(best.t) : json_null());
        sq_json_put(row, "valid_until", sq_json_number(curve->valid_until));
        sq_json_put(row, "breakdown", sq_json_text(curve->breakdown));
        sq_json_put(row, "steps", json_integer(curve->steps));
        sq_json_put(row, "seconds", sq_json_number(curve->seconds));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
series_object(const sq_prediction *p)
{
    json_t *object = json_object();
    for (size_t c = 0; c < sq_n_columns; c++) {
        json_t *array = json_array();
        for (size_t i = 0; i < sq_series_length(p); i++)
            json_array_append_new(array, sq_json_number(sq_columns[c].value(p, i)));
        sq_json_put(object, sq_columns[c].name, array);
    }
    return object;
}

static json_t *
answer_object(const sq_answer *a)
{
    json_t *row = json_object();
    sq_json_put(row, "solver", json_string(a->solver));
    sq_json_put(row, "order", a->order ? json_integer(a->order) : json_null());
    sq_json_put(row, "trajectories",
                a->trajectories ? json_integer(a->trajectories) : json_null());
    sq_json_put(row, "db", sq_json_number(a->db));
    sq_json_put(row, "db_error", sq_json_number(a->db_error));
    sq_json_put(row, "time", sq_json_number(a->time));
    sq_json_put(row, "until", sq_json_number(a->until));
    sq_json_put(row, "seconds", sq_json_number(a->seconds));
    sq_json_put(row, "reason", json_string(a->reason));
    return row;
}

static json_t *
answers_array(const sq_prediction *p)
{
    json_t *array = json_array();
    for (size_t i = 0; i < p->n_answers; i++)
        json_array_append_new(array, answer_object(&p->answer[i]));
    return array;
}

static json_t *
checks_array(const sq_prediction *p)
{
    json_t *array = json_array();
    for (size_t i = 0; i < p->n_cross_checks; i++) {
        const sq_answer_pair *c = &p->cross_check[i];
        json_t *row = json_object();
        sq_json_put(row, "rates", sq_json_rates(&c->rates));
        sq_json_put(row, "answer", answer_object(&c->answer));
        sq_json_put(row, "second", answer_object(&c->second));
        sq_json_put(row, "difference_db", sq_json_number(c->difference_db));
        sq_json_put(row, "error_db", sq_json_number(c->error_db));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
sampling_object(const sq_prediction *p)
{
    const sq_ensemble *e = p->run.ensemble;
    if (!e)
        return json_null();
    json_t *object = json_object();
    sq_json_put(object, "trajectories", json_integer(e->n));
    sq_json_put(object, "unraveling",
                json_string(e->options.unraveling == SQ_DIRECT ? "direct" : "displaced"));
    sq_json_put(object, "interrupted", json_boolean(p->run.interrupted));
    sq_json_put(object, "xi2_bias", sq_json_number(p->judgement.best.xi2_bias));
    sq_json_put(object, "top_share", sq_json_number(p->judgement.best.top_share));
    sq_json_put(object, "heavy_tail",
                json_boolean(p->judgement.best.top_share > SQ_HEAVY_TAIL));
    sq_json_put(object, "steps", json_integer(e->work.steps));
    sq_json_put(object, "products", json_integer(e->work.products));
    sq_json_put(object, "single_jumps", json_integer(e->work.single_jumps));
    sq_json_put(object, "collective_jumps", json_integer(e->work.collective_jumps));
    return object;
}

void
sq_json_add_kept(json_t *document, const sq_ensemble *e, long keep)
{
    json_t *array = json_array();
    for (long i = 0; i < sq_columns_single_count(e, keep); i++) {
        json_t *row = json_object();
        sq_json_put(row, "number", json_integer((json_int_t)e->first + i));
        for (size_t c = 0; c < sq_n_columns_single; c++) {
            json_t *values = json_array();
            for (size_t k = 0; k < e->n_times; k++) {
                sq_columns_single_point p;
                sq_columns_single_at(&p, e, i, k);
                json_array_append_new(values, sq_json_number(sq_columns_single[c].value(&p)));
            }
            sq_json_put(row, sq_columns_single[c].name, values);
        }
        json_array_append_new(array, row);
    }
    sq_json_put(document, "trajectories", array);
}

void
sq_json_add_prediction(json_t *document, const sq_prediction *p, bool series)
{
    if (p->run.ensemble)
        sq_json_put(document, "seed", json_integer((json_int_t)p->run.ensemble->options.seed));
    sq_json_put(document, "prediction", prediction_object(p));
    sq_json_put(document, "minima", minima_array(p));
    sq_json_put(document, "orders", orders_array(p));
    sq_json_put(document, "answers", answers_array(p));
    if (p->n_cross_checks)
        sq_json_put(document, "cross_check", checks_array(p));
    sq_json_put(document, "sampling", sampling_object(p));
    if (series)
        sq_json_put(document, "series", series_object(p));
}

void
sq_json_add_steady(json_t *document, const sq_stationary *s)
{
    json_t *object = json_object();
    sq_json_put(object, "xi2", sq_json_number(s->squeezing.xi2));
    sq_json_put(object, "db", sq_json_number(s->db));
    sq_json_put(object, "db_error", sq_json_number(s->db_error));
    sq_json_put(object, "method", json_string(s->method));
    sq_json_put(object, "order", s->order ? json_integer(s->order) : json_null());
    sq_json_put(object, "time", sq_json_number(s->time));
    sq_json_put(object, "contrast", sq_json_number(s->squeezing.contrast));
    sq_json_put(object, "antisqueezing_db",
                sq_json_number(-sq_decibel(s->squeezing.antisqueezed)));
    sq_json_put(object, "n_eff", sq_json_number(s->squeezing.n_eff));
    sq_json_put(object, "direction", vector(s->squeezing.direction));
    sq_json_put(object, "jx", sq_json_number(s->moments.mean[0]));
    sq_json_put(object, "jy", sq_json_number(s->moments.mean[1]));
    sq_json_put(object, "jz", sq_json_number(s->moments.mean[2]));
    sq_json_put(document, "steady", object);
}

enum sq_status
sq_json_write(FILE *out, json_t *document, sq_errors *errors)
{
    int failed = json_dumpf(document, out, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    json_decref(document);
    if (failed)
        return sq_errors_add(errors, SQ_ERR_IO, "the JSON document could not be written");
    fputc('\n', out);
    return SQ_OK;
}
