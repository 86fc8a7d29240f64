/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jansson's containers refuse a NULL: where memory runs out a key is missing, and nothing
 * worse happens. */
#include "report/json_value.h"

#include <math.h>

json_t *
sq_json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *
sq_json_text(const char *text)
{
    return text ? json_string(text) : json_null();
}

void
sq_json_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}
