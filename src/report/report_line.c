/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report_line.h"

/* Column of the values. */
enum { NAME_WIDTH = 42 };

void
sq_line_start(FILE *out, const char *name)
{
    fputs("  ", out);
    sq_print_padded(out, name, NAME_WIDTH);
}

sq_label
sq_time_text(const sq_lab *lab, double t, int digits)
{
    return lab->platform->dimensionless ? sq_format_number(t, digits)
                                        : sq_format_si(t, "s", digits);
}
