/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/key.h"

#include <string.h>

size_t
sq_key_section(const char *key)
{
    const char *dot = strchr(key, '.');
    return dot ? (size_t)(dot - key) : 0;
}

const char *
sq_key_last(const char *key)
{
    const char *dot = strchr(key, '.');
    return dot ? dot + 1 : key;
}

bool
sq_key_same_section(const char *a, const char *b)
{
    size_t n = sq_key_section(a);
    return n == sq_key_section(b) && strncmp(a, b, n) == 0;
}

bool
sq_key_is_in(const char *key, const char *section)
{
    size_t n = sq_key_section(key);
    return n && n == strlen(section) && strncmp(key, section, n) == 0;
}
