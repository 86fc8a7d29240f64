/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as comma-separated values: a line of names, then one line per row with 12 significant
 * digits; an empty field is a value that does not exist.  Tables that are counted stand below
 * each other, their number in front. */
#include <math.h>

#include "report/report.h"

static void
write_names(FILE *out, const sq_table *table)
{
    if (table->counted_by)
        fprintf(out, "%s,", table->counted_by);
    for (size_t c = 0; c < table->n_columns; c++)
        fprintf(out, "%s%s", c ? "," : "", table->name[c]);
    fputc('\n', out);
}

static void
write_rows(FILE *out, const sq_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        double value[SQ_TABLE_COLUMNS];
        table->row(value, table, i);
        if (table->counted_by)
            fprintf(out, "%lld,", table->number);
        for (size_t c = 0; c < table->n_columns; c++) {
            if (c)
                fputc(',', out);
            if (isfinite(value[c]))
                fprintf(out, "%.12g", value[c]);
        }
        fputc('\n', out);
    }
}

static enum sq_status
write_csv(FILE *out, const sq_findings *f, sq_errors *errors)
{
    bool named = false;
    (void)errors;
    for (size_t i = 0; i < f->n; i++) {
        if (f->row[i].kind != SQ_FINDING_TABLE)
            continue;
        if (!named)
            write_names(out, f->row[i].table);
        named = true;
        write_rows(out, f->row[i].table);
    }
    return SQ_OK;
}

const sq_report_format sq_report_csv = {.name = "csv", .write = write_csv};
