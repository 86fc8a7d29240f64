/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program whose decimal sign is a comma. */
#ifndef TESTS_COMMA_H
#define TESTS_COMMA_H

#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static inline bool
comma_is_chosen(const char *name)
{
    return setlocale(LC_NUMERIC, name) && localeconv()->decimal_point[0] == ',';
}

/* LC_NUMERIC as localedef compiles it for glibc, which has its number of strings, where they
 * begin, and the strings: decimal sign, thousands' sign and groups, the two signs as wide
 * characters, and the code set. */
typedef struct comma_file {
    uint32_t magic, n, at[6];
    char strings[8];
    uint32_t wide[2];
    char code_set[8];
} comma_file;

/* Writes a locale "comma" into a folder where glibc looks for it, and chooses it. */
static inline bool
comma_made(void)
{
    char folder[] = "/tmp/squint-locale-XXXXXX", inner[64], path[96];
    const comma_file file = {.magic = 0x20031115 ^ LC_NUMERIC,
                             .n = 6,
                             .at = {32, 34, 36, 40, 44, 48},
                             .strings = ",\0.\0\3\3",
                             .wide = {',', '.'},
                             .code_set = "UTF-8"};
    if (!mkdtemp(folder))
        return false;
    snprintf(inner, sizeof inner, "%s/comma", folder);
    snprintf(path, sizeof path, "%s/LC_NUMERIC", inner);
    FILE *out = mkdir(inner, 0700) == 0 ? fopen(path, "wb") : NULL;
    bool chosen = out && fwrite(&file, sizeof file, 1, out) == 1 && fclose(out) == 0 &&
                  setenv("LOCPATH", folder, 1) == 0 && comma_is_chosen("comma");
    remove(path);
    rmdir(inner);
    rmdir(folder);
    return chosen;
}

/* Goes over to a comma, for the rest of the test; without one the test is skipped. */
static inline void
comma_choose(void)
{
    if (!comma_is_chosen("de_DE.UTF-8") && !comma_made())
        cr_skip_test("no locale with a decimal comma");
}

#endif
