/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/lab_template.h"

#include <string.h>

#include "lab/lab.h"

/* Comments are wrapped before this column. */
enum { LINE = 88 };

/* "# " and the words, wrapped. */
static void
write_words(FILE *out, const char *indent, const char *words)
{
    int column = 0;
    for (size_t n; *words; words += n, words += strspn(words, " ")) {
        n = strcspn(words, " ");
        if (column == 0 || column + 1 + (int)n > LINE)
            column = fprintf(out, "%s%s#", column ? "\n" : "", indent);
        column += fprintf(out, " %.*s", (int)n, words);
    }
    fputc('\n', out);
}

static void
write_choices(FILE *out, const char *indent, const sq_param_row *row)
{
    char list[512] = "one of ";
    for (size_t i = 0; row->choices[i]; i++)
        sq_text_append(list, sizeof list, "%s%s", i ? ", " : "", row->choices[i]);
    write_words(out, indent, list);
}

static const char *
value_for(const sq_param_row *row, const sq_platform *platform)
{
    if (strcmp(row->key, "platform") == 0)
        return platform->name;
    if (strcmp(row->key, "atoms.number") == 0)
        return platform->atoms;
    return sq_param_row_example(row, platform->dimensionless);
}

static void
write_row(FILE *out, const sq_param_row *row, const sq_platform *platform)
{
    const char *indent = sq_key_section(row->key) ? "  " : "";
    write_words(out, indent, row->help);
    if (row->choices)
        write_choices(out, indent, row);
    fprintf(out, "%s%s%s: %s\n", indent, row->suggested || row->required ? "" : "#",
            sq_key_last(row->key), value_for(row, platform));
}

/* ---- sections ---- */

typedef struct rows {
    sq_param_row_set set[SQ_LAB_SETS];
    const sq_platform *platform;
} rows;

/* Is the row the first of its section? */
static bool
opens_section(const rows *r, size_t set, size_t row)
{
    const char *key = r->set[set].row[row].key;
    for (size_t s = 0; s <= set; s++)
        for (size_t i = 0; i < (s == set ? row : r->set[s].n); i++)
            if (sq_key_same_section(r->set[s].row[i].key, key))
                return false;
    return sq_key_section(key) > 0;
}

static void
write_section(FILE *out, const rows *r, const char *section)
{
    fprintf(out, "\n%.*s:\n", (int)sq_key_section(section), section);
    for (size_t s = 0; s < SQ_LAB_SETS; s++)
        for (size_t i = 0; i < r->set[s].n; i++)
            if (sq_key_same_section(r->set[s].row[i].key, section))
                write_row(out, &r->set[s].row[i], r->platform);
}

void
sq_lab_template_write(FILE *out, const sq_platform *platform)
{
    rows r = {.platform = platform,
              .set = {sq_lab_head_rows(),
                      {.row = platform->row, .n = platform->n_rows},
                      sq_lab_tail_rows(),
                      sq_lab_noise_rows()}};
    char title[256];
    snprintf(title, sizeof title, "A lab for squint, platform %s: %s.", platform->name,
             platform->summary);
    write_words(out, "", title);
    write_words(out, "", "A line like '#key: value' is optional: take the # away to use it.");
    write_words(out, "",
                platform->dimensionless
                    ? "All values are plain numbers in one unit of your choice."
                    : "Every value carries its unit; Hz counts cycles.  4.00 ± 0.05 Hz is a "
                      "value with its standard uncertainty.");
    fputc('\n', out);
    for (size_t s = 0; s < SQ_LAB_SETS; s++)
        for (size_t i = 0; i < r.set[s].n; i++) {
            const sq_param_row *row = &r.set[s].row[i];
            if (sq_key_section(row->key) == 0)
                write_row(out, row, platform);
            else if (opens_section(&r, s, i))
                write_section(out, &r, row->key);
        }
}
