/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to say of a key that is none. */
#ifndef SQ_UNKNOWN_KEY_H
#define SQ_UNKNOWN_KEY_H

#include "input/slot.h"

/* Writes (in n bytes) the way out: "did you mean 'drive.rabi'?", or the keys that there are.
 * SQ_OK or SQ_ERR_MEMORY. */
enum sq_status sq_unknown_key_advice(const sq_slot_table *table, const char *key, char *advice,
                                     size_t n) SQ_CHECK_RESULT;

#endif
