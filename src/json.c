/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON by jansson, whose containers refuse a NULL: where memory runs out a key is
 * missing, and nothing worse happens. */
#include "json.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "columns.h"
#include "kept.h"
#include "numbers.h"
#include "validity.h"
#include "version.h"

/* NaN and infinity do not exist in JSON, nor in an answer. */
static json_t *
number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static void
put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static json_t *
numbers_object(const sq_number_row *row, const sq_rates *rates)
{
    json_t *object = json_object();
    for (; row->key; row++)
        put(object, row->key, number(sq_number_of(row, rates)));
    return object;
}

static json_t *
rates_object(const sq_rates *rates)
{
    return numbers_object(sq_rate_numbers, rates);
}

static json_t *
derived_object(const sq_lab *lab)
{
    json_t *object = numbers_object(sq_derived_numbers, &lab->rates);
    for (size_t i = 0; i < lab->platform->n_facts; i++) {
        const sq_fact *fact = &lab->platform->fact[i];
        put(object, fact->key, number(sq_fact_value(lab, fact)));
    }
    return object;
}

static void
put_uncertainty(json_t *object, const char *key, const sq_lab *lab, sq_lab_value *value,
                const void *context)
{
    double sd = sq_uncertainty_of(lab, value, context);
    if (sd != 0)
        put(object, key, number(sd));
}

/* Standard uncertainties of what is in these objects; what has none is left out. */
static json_t *
uncertainty_object(const sq_lab *lab)
{
    json_t *object = json_object(), *rates = json_object(), *derived = json_object(),
           *elimination = json_object();
    for (const sq_number_row *row = sq_rate_numbers; row->key; row++)
        put_uncertainty(rates, row->key, lab, sq_number_value, row);
    for (const sq_number_row *row = sq_derived_numbers; row->key; row++)
        put_uncertainty(derived, row->key, lab, sq_number_value, row);
    for (size_t i = 0; i < lab->platform->n_facts; i++)
        put_uncertainty(derived, lab->platform->fact[i].key, lab, sq_fact_value,
                        &lab->platform->fact[i]);
    for (const sq_mode_row *row = sq_mode_numbers; row->key && lab->platform->mode; row++)
        put_uncertainty(elimination, row->key, lab, sq_mode_value, row);
    put(object, "rates", rates);
    put(object, "derived", derived);
    put(object, "elimination", elimination);
    return object;
}

static json_t *
validity_array(const sq_lab *lab)
{
    json_t *array = json_array();
    sq_verdict verdicts[SQ_MAX_VERDICTS];
    size_t n = sq_validity_verdicts(verdicts, lab);
    for (size_t i = 0; i < n; i++) {
        sq_verdict verdict = verdicts[i];
        json_t *row = json_object();
        put(row, "name", json_string(verdict.name));
        put(row, "condition", json_string(verdict.condition));
        put(row, "ratio", number(verdict.ratio));
        put(row, "ratio_sd", number(verdict.ratio_sd));
        put(row, "limit", number(verdict.limit));
        put(row, "ok", json_boolean(verdict.ok));
        put(row, "colour", json_string(sq_colour_name(verdict.colour)));
        put(row, "meaning", json_string(verdict.meaning));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
notes_array(const sq_lab *lab)
{
    json_t *array = json_array();
    sq_note note[SQ_MAX_NOTES];
    size_t n = sq_validity_notes(note, lab);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_string(note[i].text));
    return array;
}

static json_t *
channels_array(const sq_lab *lab)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lab->platform->n_channels; i++) {
        const sq_channel_row *channel = &lab->platform->channel[i];
        double rate = channel->rate(lab->record);
        if (!(rate > 0))
            continue;
        json_t *row = json_object();
        put(row, "name", json_string(channel->key));
        put(row, "label", json_string(channel->label));
        put(row, "effect", json_string(sq_effect_name(channel->effect)));
        put(row, "rate", number(rate));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
correction_object(sq_mode_correction correction)
{
    json_t *object = json_object();
    put(object, "Gamma", number(correction.Gamma));
    put(object, "chi", number(correction.chi));
    return object;
}

/* null for a platform without a mode. */
static json_t *
elimination_object(const sq_lab *lab)
{
    sq_mode mode;
    if (!lab->platform->mode)
        return json_null();
    sq_lab_mode(lab, &mode);
    double N = lab->rates.N;
    json_t *object = json_object();
    for (const sq_mode_row *row = sq_mode_numbers; row->key; row++)
        put(object, row->key, number(row->value(&mode, &lab->rates)));
    put(object, "colour",
        json_string(sq_colour_name(sq_mode_colour(sq_mode_epsilon(&mode, N)))));
    put(object, "first_order", correction_object(sq_mode_first_order(&mode, N)));
    put(object, "all_orders", correction_object(sq_mode_pole(&mode, N)));
    return object;
}

/* A row's text, or the list of its two texts, under its section. */
static enum sq_status
add_entry(const sq_param_entry *entry, void *context)
{
    json_t *object = context, *value = json_array();
    const char *key = entry->row->key;
    size_t length = sq_key_section(key);
    for (size_t i = 0; i < entry->n; i++)
        json_array_append_new(value, json_string(entry->value[i]->text));
    if (entry->n == 1) {
        json_t *only = json_incref(json_array_get(value, 0));
        json_decref(value);
        value = only;
    }
    if (length) {
        char section[64];
        snprintf(section, sizeof section, "%.*s", (int)length, key);
        if (!json_object_get(object, section))
            put(object, section, json_object());
        object = json_object_get(object, section);
    }
    put(object, sq_key_last(key), value);
    return SQ_OK;
}

static json_t *
input_object(const sq_lab *lab)
{
    sq_param_set sets[SQ_LAB_SETS];
    json_t *object = json_object();
    sq_lab_sets(lab, sets);
    if (sq_params_visit(sets, SQ_LAB_SETS, add_entry, object) != SQ_OK) {
        json_decref(object);
        return NULL;
    }
    return object;
}

json_t *
sq_json_lab(const sq_lab *lab)
{
    json_t *document = json_object();
    put(document, "squint", json_string(SQ_VERSION));
    put(document, "input", input_object(lab));
    put(document, "seed", json_null()); /* nothing random, unless trajectories run */
    put(document, "rates", rates_object(&lab->rates));
    put(document, "derived", derived_object(lab));
    put(document, "uncertainty", uncertainty_object(lab));
    put(document, "processes", channels_array(lab));
    put(document, "elimination", elimination_object(lab));
    put(document, "validity", validity_array(lab));
    put(document, "notes", notes_array(lab));
    return document;
}

void
sq_json_add_lattice(json_t *document, const sq_lattice *lattice)
{
    json_t *object = json_object();
    put(object, "classes", json_integer((json_int_t)lattice->classes));
    put(object, "atoms", number(lattice->atoms));
    put(object, "db", number(lattice->db));
    put(object, "time", number(lattice->time));
    put(object, "weighted_db", number(lattice->weighted_db));
    put(object, "fewer_db", number(lattice->fewer_db));
    put(object, "uniform_db", number(lattice->uniform_db));
    put(object, "uniform_time", number(lattice->uniform_time));
    put(object, "cost_db", number(lattice->uniform_db - lattice->db));
    put(object, "until", number(lattice->until));
    put(object, "breakdown", text_or_null(lattice->breakdown));
    put(object, "seconds", number(lattice->seconds));
    put(document, "classes", object);
}

void
sq_json_add_deep(json_t *document, const sq_deep *deep)
{
    json_t *object = json_object();
    put(object, "epsilon", number(deep->epsilon));
    put(object, "db", number(deep->db));
    put(object, "time", number(deep->time));
    put(object, "limit_db", number(deep->limit_db));
    put(object, "difference_db", number(deep->difference_db));
    put(object, "largest_db", number(deep->largest_db));
    put(object, "largest_time", number(deep->largest_time));
    put(object, "until", number(deep->until));
    put(object, "breakdown", text_or_null(deep->breakdown));
    put(object, "quanta", number(deep->quanta));
    put(object, "seconds", number(deep->seconds));
    put(document, "deep", object);
}

enum sq_status
sq_json_add_conventions(json_t *document, const sq_lab *lab, sq_errors *errors)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lab->platform->n_misreadings; i++) {
        sq_rates rates;
        enum sq_status status = sq_lab_misread(lab, i, &rates, errors);
        if (status) {
            json_decref(array);
            return status;
        }
        json_t *row = json_object();
        put(row, "misreading", json_string(lab->platform->misreading[i].label));
        put(row, "rates", rates_object(&rates));
        put(row, "gamma_s_over_Gamma", number(rates.gamma_s / rates.Gamma));
        json_array_append_new(array, row);
    }
    put(document, "conventions", array);
    return SQ_OK;
}

static json_t *
vector(const double *v)
{
    /* A direction exists as a whole or not at all. */
    if (!isfinite(v[0]) || !isfinite(v[1]) || !isfinite(v[2]))
        return json_null();
    json_t *array = json_array();
    for (int i = 0; i < 3; i++)
        json_array_append_new(array, number(v[i]));
    return array;
}

void
sq_json_add_plan(json_t *document, const sq_plan *plan)
{
    json_t *object = json_object(), *orders = json_array();
    put(object, "solver", json_string(plan->solver->name));
    for (size_t i = 0; i < plan->n && plan->solver->largest_order; i++)
        json_array_append_new(orders, json_integer(plan->options[i].order));
    put(object, "orders", orders);
    put(object, "reason", json_string(plan->reason));
    put(object, "seconds", number(plan->cost.seconds));
    put(object, "bytes", number(plan->cost.bytes));
    put(document, "plan", object);
}

static json_t *
prediction_object(const sq_prediction *p)
{
    const sq_squeezing *s = &p->best.squeezing;
    const sq_plan *plan = &p->plan;
    bool exists = p->kind != SQ_BEST_NONE;
    json_t *object = json_object();
    put(object, "xi2", number(s->xi2));
    put(object, "db", number(p->db));
    put(object, "time", exists && p->kind != SQ_BEST_STEADY ? number(p->best.t) : json_null());
    put(object, "db_error", number(p->db_error));
    put(object, "solver", json_string(plan->solver->name));
    put(object, "order",
        plan->solver->largest_order ? json_integer(plan->options[plan->primary].order)
                                    : json_null());
    put(object, "trajectories", p->ensemble ? json_integer(p->ensemble->n) : json_null());
    put(object, "reason", json_string(plan->reason));
    put(object, "remark", text_or_null(*p->remark ? p->remark : NULL));
    put(object, "valid_until", number(p->valid_until));
    put(object, "breakdown", text_or_null(p->breakdown));
    put(object, "best", json_string(sq_best_kind_name(p->kind)));
    put(object, "contrast", exists ? number(s->contrast) : json_null());
    put(object, "antisqueezing_db", number(-sq_decibel(s->antisqueezed)));
    put(object, "n_eff", exists ? number(s->n_eff) : json_null());
    put(object, "direction", exists ? vector(s->direction) : json_null());
    put(object, "angle", exists ? number(s->angle) : json_null());
    put(object, "mean_spin", exists ? vector(s->n) : json_null());
    put(object, "critical_time", number(p->t_critical));
    return object;
}

static json_t *
minima_array(const sq_prediction *p)
{
    const sq_curve *curve = &p->curve[p->plan.primary];
    json_t *array = json_array();
    for (size_t i = 0; i < curve->n_minima && curve->minimum[i].t <= p->valid_until; i++) {
        json_t *row = json_object();
        put(row, "time", number(curve->minimum[i].t));
        put(row, "xi2", number(curve->minimum[i].squeezing.xi2));
        put(row, "db", number(sq_decibel(curve->minimum[i].squeezing.xi2)));
        put(row, "kind", json_string(sq_minimum_kind(p, &curve->minimum[i])));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
orders_array(const sq_prediction *p)
{
    json_t *array = json_array();
    for (size_t i = 0; i < p->plan.n; i++) {
        const sq_curve *curve = &p->curve[i];
        sq_point best;
        bool exists = sq_curve_best(&best, curve, curve->valid_until, p->until) != SQ_BEST_NONE;
        json_t *row = json_object();
        put(row, "order",
            curve->solver->largest_order ? json_integer(curve->options.order) : json_null());
        put(row, "db", exists ? number(sq_decibel(best.squeezing.xi2)) : json_null());
        put(row, "time", exists ? number(best.t) : json_null());
        put(row, "valid_until", number(curve->valid_until));
        put(row, "breakdown", text_or_null(curve->breakdown));
        put(row, "steps", json_integer(curve->steps));
        put(row, "seconds", number(curve->seconds));
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
            json_array_append_new(array, number(sq_columns[c].value(p, i)));
        put(object, sq_columns[c].name, array);
    }
    return object;
}

static json_t *
answer_object(const sq_answer *a)
{
    json_t *row = json_object();
    put(row, "solver", json_string(a->solver));
    put(row, "order", a->order ? json_integer(a->order) : json_null());
    put(row, "trajectories", a->trajectories ? json_integer(a->trajectories) : json_null());
    put(row, "db", number(a->db));
    put(row, "db_error", number(a->db_error));
    put(row, "time", number(a->time));
    put(row, "until", number(a->until));
    put(row, "seconds", number(a->seconds));
    put(row, "reason", json_string(a->reason));
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
    for (size_t i = 0; i < p->n_checks; i++) {
        const sq_check *c = &p->check[i];
        json_t *row = json_object();
        put(row, "rates", rates_object(&c->rates));
        put(row, "answer", answer_object(&c->answer));
        put(row, "second", answer_object(&c->second));
        put(row, "difference_db", number(c->difference_db));
        put(row, "error_db", number(c->error_db));
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *
sampling_object(const sq_prediction *p)
{
    const sq_ensemble *e = p->ensemble;
    if (!e)
        return json_null();
    json_t *object = json_object();
    put(object, "trajectories", json_integer(e->n));
    put(object, "unraveling",
        json_string(e->options.unraveling == SQ_DIRECT ? "direct" : "displaced"));
    put(object, "interrupted", json_boolean(p->interrupted));
    put(object, "xi2_bias", number(p->best.xi2_bias));
    put(object, "top_share", number(p->best.top_share));
    put(object, "heavy_tail", json_boolean(p->best.top_share > SQ_HEAVY_TAIL));
    put(object, "steps", json_integer(e->work.steps));
    put(object, "products", json_integer(e->work.products));
    put(object, "single_jumps", json_integer(e->work.single_jumps));
    put(object, "collective_jumps", json_integer(e->work.collective_jumps));
    return object;
}

void
sq_json_add_kept(json_t *document, const sq_ensemble *e, long keep)
{
    json_t *array = json_array();
    for (long i = 0; i < sq_kept_count(e, keep); i++) {
        json_t *row = json_object();
        put(row, "number", json_integer((json_int_t)e->first + i));
        for (size_t c = 0; c < sq_n_kept_columns; c++) {
            json_t *values = json_array();
            for (size_t k = 0; k < e->n_times; k++) {
                sq_kept_point p;
                sq_kept_at(&p, e, i, k);
                json_array_append_new(values, number(sq_kept_columns[c].value(&p)));
            }
            put(row, sq_kept_columns[c].name, values);
        }
        json_array_append_new(array, row);
    }
    put(document, "trajectories", array);
}

void
sq_json_add_prediction(json_t *document, const sq_prediction *p, bool series)
{
    if (p->ensemble)
        put(document, "seed", json_integer((json_int_t)p->ensemble->options.seed));
    put(document, "prediction", prediction_object(p));
    put(document, "minima", minima_array(p));
    put(document, "orders", orders_array(p));
    put(document, "answers", answers_array(p));
    if (p->n_checks)
        put(document, "cross_check", checks_array(p));
    put(document, "sampling", sampling_object(p));
    if (series)
        put(document, "series", series_object(p));
}

void
sq_json_add_steady(json_t *document, const sq_stationary *s)
{
    json_t *object = json_object();
    put(object, "xi2", number(s->squeezing.xi2));
    put(object, "db", number(s->db));
    put(object, "db_error", number(s->db_error));
    put(object, "method", json_string(s->method));
    put(object, "order", s->order ? json_integer(s->order) : json_null());
    put(object, "time", number(s->time));
    put(object, "contrast", number(s->squeezing.contrast));
    put(object, "antisqueezing_db", number(-sq_decibel(s->squeezing.antisqueezed)));
    put(object, "n_eff", number(s->squeezing.n_eff));
    put(object, "direction", vector(s->squeezing.direction));
    put(object, "jx", number(s->moments.mean[0]));
    put(object, "jy", number(s->moments.mean[1]));
    put(object, "jz", number(s->moments.mean[2]));
    put(document, "steady", object);
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
