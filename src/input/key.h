/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the lab file: "section.key", or "key" at the top level. */
#ifndef SQ_KEY_H
#define SQ_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/public.h"

SQ_PUBLIC_BEGIN

enum { SQ_KEY_SIZE = 160 }; /* bytes; no known key comes near it */

/* The length of the section's name in a key, 0 at the top level; the key without it; and
 * whether two keys stand in the same section. */
size_t sq_key_section(const char *key);
const char *sq_key_last(const char *key);
bool sq_key_same_section(const char *key, const char *other);

/* Is it in the section of that name? */
bool sq_key_is_in(const char *key, const char *section);

SQ_PUBLIC_END

#endif
