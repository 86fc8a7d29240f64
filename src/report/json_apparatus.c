/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The apparatus in JSON: input in effect, rates, derived values, the mode, validity, and what
 * is computed of the apparatus alone. */
#include <math.h>
#include <string.h>

#include "report/json.h"
#include "report/json_value.h"
#include "lab/lab_change.h"
#include "lab/numbers.h"
#include "lab/validity.h"
#include "base/version.h"

static json_t *
numbers_object(const sq_number_row *row, const sq_rates *rates)
{
    json_t *object = json_object();
    for (; row->key; row++)
        sq_json_put(object, row->key, sq_json_number(sq_number_of(row, rates)));
    return object;
}

json_t *
sq_json_rates(const sq_rates *rates)
{
    return numbers_object(sq_rate_numbers, rates);
}

static json_t *
derived_object(const sq_lab *lab)
{
    json_t *object = numbers_object(sq_derived_numbers, &lab->rates);
    for (size_t i = 0; i < lab->platform->n_facts; i++) {
        const sq_fact *fact = &lab->platform->fact[i];
        sq_json_put(object, fact->key, sq_json_number(sq_fact_value(lab, fact)));
    }
    return object;
}

static void
put_uncertainty(json_t *object, const char *key, const sq_lab *lab, sq_lab_value *value,
                const void *context)
{
    double sd = sq_uncertainty_of(lab, value, context);
    if (sd != 0)
        sq_json_put(object, key, sq_json_number(sd));
}

static double
correction_value(const sq_lab *lab, const sq_mode_row *row)
{
    return sq_mode_value(lab, row);
}

static double
correction_sd(const sq_lab *lab, const sq_mode_row *row)
{
    return sq_uncertainty_of(lab, sq_mode_value, row);
}

/* {"Gamma": …, "chi": …} for the next order and for all. */
static void
put_corrections(json_t *object, const sq_lab *lab,
                double (*number)(const sq_lab *lab, const sq_mode_row *row))
{
    for (int i = 0; i < SQ_CORRECTIONS; i += 2) {
        const sq_mode_row *row = &sq_correction_numbers[i];
        json_t *pair = json_object();
        sq_json_put(pair, "Gamma", sq_json_number(number(lab, &row[0])));
        sq_json_put(pair, "chi", sq_json_number(number(lab, &row[1])));
        sq_json_put(object, row->key, pair);
    }
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
    if (lab->platform->mode && lab->n_variations)
        put_corrections(elimination, lab, correction_sd);
    sq_json_put(object, "rates", rates);
    sq_json_put(object, "derived", derived);
    sq_json_put(object, "elimination", elimination);
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
        sq_json_put(row, "name", json_string(verdict.name));
        sq_json_put(row, "condition", json_string(verdict.condition));
        sq_json_put(row, "ratio", sq_json_number(verdict.ratio));
        sq_json_put(row, "ratio_sd", sq_json_number(verdict.ratio_sd));
        sq_json_put(row, "limit", sq_json_number(verdict.limit));
        sq_json_put(row, "caution", sq_json_number(verdict.caution));
        sq_json_put(row, "ok", json_boolean(verdict.ok));
        sq_json_put(row, "colour", json_string(sq_colour_name(verdict.colour)));
        sq_json_put(row, "meaning", json_string(verdict.meaning));
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
        sq_json_put(row, "name", json_string(channel->key));
        sq_json_put(row, "label", json_string(channel->label));
        sq_json_put(row, "effect", json_string(sq_effect_name(channel->effect)));
        sq_json_put(row, "rate", sq_json_number(rate));
        sq_json_put(row, "rate_sd",
                    sq_json_number(sq_uncertainty_of(lab, sq_channel_value, channel)));
        json_array_append_new(array, row);
    }
    return array;
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
        sq_json_put(object, row->key, sq_json_number(row->value(&mode, &lab->rates)));
    sq_json_put(object, "colour",
                json_string(sq_colour_name(sq_mode_colour(sq_mode_epsilon(&mode, N)))));
    put_corrections(object, lab, correction_value);
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
            sq_json_put(object, section, json_object());
        object = json_object_get(object, section);
    }
    sq_json_put(object, sq_key_last(key), value);
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
    sq_json_put(document, "squint", json_string(SQ_VERSION));
    sq_json_put(document, "input", input_object(lab));
    sq_json_put(document, "seed", json_null()); /* nothing random, unless trajectories run */
    sq_json_put(document, "rates", sq_json_rates(&lab->rates));
    sq_json_put(document, "derived", derived_object(lab));
    sq_json_put(document, "uncertainty", uncertainty_object(lab));
    sq_json_put(document, "processes", channels_array(lab));
    sq_json_put(document, "elimination", elimination_object(lab));
    sq_json_put(document, "validity", validity_array(lab));
    sq_json_put(document, "notes", notes_array(lab));
    return document;
}

static json_t *
curve_object(const sq_classes_cost *lattice)
{
    json_t *object = json_object(), *t = json_array(), *db = json_array(), *seen = json_array();
    for (size_t i = 0; i < lattice->n; i++) {
        json_array_append_new(t, sq_json_number(lattice->t[i]));
        json_array_append_new(db, sq_json_number(lattice->curve_db[i]));
        json_array_append_new(seen, sq_json_number(lattice->weighted_curve_db[i]));
    }
    sq_json_put(object, "t", t);
    sq_json_put(object, "db", db);
    sq_json_put(object, "weighted_db", seen);
    return object;
}

void
sq_json_add_lattice(json_t *document, const sq_classes_cost *lattice)
{
    json_t *object = json_object();
    sq_json_put(object, "classes", json_integer((json_int_t)lattice->classes));
    sq_json_put(object, "atoms", sq_json_number(lattice->atoms));
    sq_json_put(object, "db", sq_json_number(lattice->db));
    sq_json_put(object, "time", sq_json_number(lattice->time));
    sq_json_put(object, "weighted_db", sq_json_number(lattice->weighted_db));
    sq_json_put(object, "fewer_db", sq_json_number(lattice->fewer_db));
    sq_json_put(object, "uniform_db", sq_json_number(lattice->uniform_db));
    sq_json_put(object, "uniform_time", sq_json_number(lattice->uniform_time));
    sq_json_put(object, "cost_db",
                sq_json_number(lattice->given_up ? NAN : lattice->uniform_db - lattice->db));
    sq_json_put(object, "until", sq_json_number(lattice->until));
    sq_json_put(object, "breakdown", sq_json_text(lattice->breakdown));
    sq_json_put(object, "start", json_string(lattice->at_rest ? "rest" : "direction"));
    sq_json_put(object, "curve", curve_object(lattice));
    sq_json_put(object, "seconds", sq_json_number(lattice->seconds));
    sq_json_put(document, "classes", object);
}

static void
put_deep_answer(json_t *object, const sq_mode_pair_answer *a)
{
    sq_json_put(object, "db", sq_json_number(a->db));
    sq_json_put(object, "time", sq_json_number(a->time));
    sq_json_put(object, "limit_db", sq_json_number(a->limit_db));
    sq_json_put(object, "limit_time", sq_json_number(a->limit_time));
    sq_json_put(object, "settled", json_boolean(a->settled));
    sq_json_put(object, "ended", json_boolean(a->ended));
    sq_json_put(object, "squeezed", json_boolean(a->squeezed));
    sq_json_put(object, "difference_db", sq_json_number(a->squeezed ? a->difference_db : NAN));
    sq_json_put(object, "largest_db", sq_json_number(a->squeezed ? a->largest_db : NAN));
    sq_json_put(object, "largest_time", sq_json_number(a->largest_time));
    sq_json_put(object, "later_db", sq_json_number(a->squeezed ? a->later_db : NAN));
    sq_json_put(object, "until", sq_json_number(a->until));
    sq_json_put(object, "breakdown", sq_json_text(a->breakdown));
    sq_json_put(object, "quanta", sq_json_number(a->quanta));
}

static json_t *
few_object(const sq_mode_cost_few *few)
{
    json_t *object = json_object(), *hierarchy = json_object(), *exact = json_null();
    put_deep_answer(hierarchy, &few->hierarchy);
    if (!few->reason) {
        exact = json_object();
        put_deep_answer(exact, &few->exact);
    }
    sq_json_put(object, "N", sq_json_number(few->N));
    sq_json_put(object, "epsilon", sq_json_number(few->epsilon));
    sq_json_put(object, "levels", few->reason ? json_null() : json_integer(few->levels));
    sq_json_put(object, "reason", sq_json_text(few->reason));
    sq_json_put(object, "hierarchy", hierarchy);
    sq_json_put(object, "exact", exact);
    return object;
}

void
sq_json_add_deep(json_t *document, const sq_mode_cost *deep)
{
    json_t *object = json_object();
    sq_json_put(object, "epsilon", sq_json_number(deep->epsilon));
    sq_json_put(object, "method", json_string(deep->exact ? "exact" : "hierarchy"));
    put_deep_answer(object, &deep->lab);
    sq_json_put(object, "few", few_object(&deep->few));
    sq_json_put(object, "seconds", sq_json_number(deep->seconds));
    sq_json_put(document, "deep", object);
}

void
sq_json_add_conventions(json_t *document, const sq_lab *lab)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lab->platform->n_misreadings; i++) {
        sq_rates rates;
        sq_errors found = {0};
        bool possible = sq_lab_misread(lab, i, &rates, &found) == SQ_OK;
        json_t *row = json_object();
        sq_json_put(row, "misreading", json_string(lab->platform->misreading[i].label));
        sq_json_put(row, "rates", possible ? sq_json_rates(&rates) : json_null());
        sq_json_put(row, "gamma_s_over_Gamma",
                    possible ? sq_json_number(sq_relaxation_over_emission(&rates))
                             : json_null());
        sq_json_put(row, "reason", sq_json_text(possible ? NULL : sq_errors_first(&found)));
        sq_errors_free(&found);
        json_array_append_new(array, row);
    }
    sq_json_put(document, "conventions", array);
}
