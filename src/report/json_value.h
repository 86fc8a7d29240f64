/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of JSON documents, by jansson. */
#ifndef SQ_JSON_VALUE_H
#define SQ_JSON_VALUE_H

#include <jansson.h>

/* null for NaN and infinity, which do not exist in JSON, nor in an answer. */
json_t *sq_json_number(double value);

/* null for NULL. */
json_t *sq_json_text(const char *text);

/* Gives the value to the object. */
void sq_json_put(json_t *object, const char *key, json_t *value);

#endif
