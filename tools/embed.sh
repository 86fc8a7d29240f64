#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the C source of sq_templates[] (src/report/templates.h) to standard output.
# Usage: embed.sh FILE.gp …   The row of plots/NAME.gp is called NAME.
set -eu

cat <<'END'
/* Made by tools/embed.sh from plots/; edit those files instead. */
#include "report/templates.h"

#include <stddef.h>

/* A template may be longer than the 4095 characters that C promises for a string. */
#pragma GCC diagnostic ignored "-Woverlength-strings"

const struct sq_template sq_templates[] = {
END
for file; do
    name=${file##*/}
    printf '    {"%s",\n' "${name%.gp}"
    # Backslash first; ? because of trigraphs.
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/	/\\t/g' \
        -e 's/^/     "/' -e 's/$/\\n"/' "$file"
    # An empty file still needs a string.
    printf '     ""},\n'
done
printf '    {NULL, NULL},\n};\n'
