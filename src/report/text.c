/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for people: aligned, with units, the 2 pi written out. */
#include <string.h>

#include "report/report.h"

enum { CELLS = 3 };

/* Columns of the label and of the cells beside it, but for the last, in sections that do not
 * take those of the first row; and of the cells where numbers have uncertainties. */
typedef struct layout {
    const char *section;
    int label, cell[CELLS], uncertain[CELLS];
} layout;

static const layout layouts[] = {
    {"", 42, {22}, {32}},
    {"processes[]", 42, {22}, {22}},
    {"validity[]", 9, {26, 18}, {26, 29}},
    {"notes[]", 9, {0}, {0}},
    {"conventions", 60, {18, 19}, {18, 19}},
    {"clock", 28, {14, 17}, {14, 17}},
    {"comparison", 25, {18, 18}, {18, 18}},
    {"optimum", 28, {13}, {13}},
    {"budget[]", 36, {9, 10, 9}, {9, 10, 9}},
    {"pareto", 14, {12}, {12}},
    {"sweep", 26, {22, 12}, {22, 12}},
    {"tolerances[]", 38, {11, 10, 10}, {11, 10, 10}},
};
#define N_LAYOUTS (sizeof layouts / sizeof layouts[0])

static const layout *
layout_of(const sq_finding *row)
{
    sq_format_label path = sq_findings_path(row);
    for (size_t i = 1; i < N_LAYOUTS; i++)
        if (strncmp(path.s, layouts[i].section, strlen(layouts[i].section)) == 0)
            return &layouts[i];
    return &layouts[0];
}

static void
write_cells(FILE *out, const char *text, const int width[CELLS])
{
    const char *tab;
    for (int i = 0; i < CELLS && (tab = strchr(text, '\t')); i++, text = tab + 1) {
        sq_format_label cell;
        snprintf(cell.s, sizeof cell.s, "%.*s", (int)(tab - text), text);
        sq_format_print_padded(out, cell.s, width[i]);
    }
    fprintf(out, "%s\n", text);
}

static void
write_row(FILE *out, const sq_finding *row, bool uncertain)
{
    const layout *l = layout_of(row);
    fputs("  ", out);
    if (row->shown) {
        sq_format_print_padded(out, row->label, l->label);
        write_cells(out, row->shown, uncertain ? l->uncertain : l->cell);
    } else {
        fprintf(out, "%s\n", row->label);
    }
    if (row->note)
        fprintf(out, "  %*s%s\n", l->label, "", row->note);
}

/* Are both in one section, or in one list of it?  Past the ends of the rows nothing is. */
static bool
share(const sq_findings *f, size_t i, size_t other, bool key)
{
    const sq_finding *row = f->row;
    return other < f->n && strcmp(row[i].section, row[other].section) == 0 &&
           (!key || (row[other].key && strcmp(row[i].key, row[other].key) == 0));
}

/* The lines of the input are a lab file. */
static void
write_input(FILE *out, const sq_findings *f, size_t i)
{
    const sq_finding *row = &f->row[i];
    const char *dot = strchr(row->section, '.'), *list = strstr(row->key, "[]");
    if (dot && !share(f, i, i - 1, false))
        fprintf(out, "  %s:\n", dot + 1);
    if (share(f, i, i - 1, true))
        fputs(", ", out);
    else
        fprintf(out, "%s%.*s: %s", dot ? "    " : "  ", (int)strcspn(row->key, "["), row->key,
                list ? "[" : "");
    fputs(row->shown, out);
    if (!share(f, i, i + 1, true))
        fputs(list ? "]\n" : "\n", out);
}

static enum sq_status
write_text(FILE *out, const sq_findings *f, sq_errors *errors)
{
    (void)errors;
    for (size_t i = 0; i < f->n; i++) {
        const sq_finding *row = &f->row[i];
        if (!row->label)
            continue;
        if (row->kind == SQ_FINDING_SECTION)
            fprintf(out, "\n%s\n", row->label);
        else if (row->kind == SQ_FINDING_TITLE)
            fprintf(out, "%s\n%s\n", row->label, row->shown);
        else if (row->kind == SQ_FINDING_INPUT)
            write_input(out, f, i);
        else
            write_row(out, row, f->uncertain);
    }
    return SQ_OK;
}

const sq_report_format sq_report_text = {.name = "text", .write = write_text};
