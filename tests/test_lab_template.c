/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New labs: what `squint new` writes can be read, as it is and with every optional line. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/lab_read.h"
#include "lab/lab_template.h"
#include "input/param_value.h"

enum { SIZE = 1 << 16, LINES = 512 };

/* The template in lines. */
static size_t
template_lines(const sq_platform *platform, char *text, char *line[LINES])
{
    FILE *out = fmemopen(text, SIZE, "w");
    size_t n = 0;
    sq_lab_template_write(out, platform);
    fclose(out);
    for (char *at = strtok(text, "\n"); at && n < LINES; at = strtok(NULL, "\n"))
        line[n++] = at;
    return n;
}

/* Reads the lines, of which one may lose its first '#'; false: refused. */
static bool
can_be_read(char *const *line, size_t n, size_t without_mark, sq_errors *errors)
{
    char path[] = "/tmp/squint-lab-XXXXXX";
    int file = mkstemp(path);
    cr_assert(file >= 0);
    FILE *out = fdopen(file, "w");
    for (size_t i = 0; i < n; i++) {
        const char *mark = i == without_mark ? strchr(line[i], '#') : NULL;
        if (mark)
            fprintf(out, "%.*s%s\n", (int)(mark - line[i]), line[i], mark + 1);
        else
            fprintf(out, "%s\n", line[i]);
    }
    fclose(out);
    sq_lab lab;
    bool read = sq_lab_read(&lab, path, NULL, 0, errors) == SQ_OK;
    if (read)
        sq_lab_free(&lab);
    unlink(path);
    return read;
}

/* '#key: value' behind blanks; a comment has a blank after its mark. */
static bool
is_optional(const char *line)
{
    line += strspn(line, " ");
    return line[0] == '#' && line[1] != ' ';
}

/* Words that an optional key needs company, or excludes what is there, or contradicts it: the
 * value itself is good. */
static bool
is_about_others(const char *fault)
{
    static const char *const words[] = {
        "exclude each other", "together",    "alone", "beside", "needs",
        "is missing",         "input-mirror"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(fault, words[i]))
            return true;
    return false;
}

Test(lab_template, can_be_read)
{
    static char text[SIZE];
    static char *line[LINES];
    for (size_t p = 0; sq_platforms[p]; p++) {
        sq_errors errors = {0};
        size_t n = template_lines(sq_platforms[p], text, line);
        cr_expect(can_be_read(line, n, SIZE_MAX, &errors), "%s: %s", sq_platforms[p]->name,
                  errors.n ? errors.fault[0].text : "");
        sq_errors_free(&errors);
        for (size_t i = 0; i < n; i++) {
            if (!is_optional(line[i]) || strchr(line[i], ':')[1] == '\0')
                continue;
            bool read = can_be_read(line, n, i, &errors);
            for (size_t k = 0; k < errors.n && !read; k++)
                cr_expect(is_about_others(errors.fault[k].text), "%s: %s", line[i],
                          errors.fault[k].text);
            sq_errors_free(&errors);
        }
    }
}

/* The example of every row is a value of that row. */
Test(lab_template, examples_are_values)
{
    for (size_t p = 0; sq_platforms[p]; p++) {
        const sq_platform *platform = sq_platforms[p];
        void *record = calloc(1, platform->record_size);
        sq_param_row_set set = {.row = platform->row, .n = platform->n_rows, .record = record};
        for (size_t i = 0; i < platform->n_rows; i++) {
            const sq_param_row *row = &platform->row[i];
            char reason[SQ_TEXT_REASON_SIZE] = "";
            sq_param_value_text text;
            const char *example = sq_param_row_example(row, platform->dimensionless);
            cr_assert(sq_param_value_from_string(&text, example, row) == SQ_OK);
            cr_expect(sq_param_value_read(row, &text, platform->dimensionless, record, reason),
                      "%s: %s: %s", platform->name, row->key, reason);
            sq_param_value_text_free(&text);
        }
        sq_param_free(&set, 1);
        free(record);
    }
}

/* Every row stands in it once, none is wider than the page. */
Test(lab_template, is_complete)
{
    static char text[SIZE];
    static char *line[LINES];
    for (size_t p = 0; sq_platforms[p]; p++) {
        size_t n = template_lines(sq_platforms[p], text, line), found = 0;
        sq_param_row_set head = sq_lab_head_rows(), tail = sq_lab_tail_rows(),
                         noise = sq_lab_noise_rows();
        for (size_t i = 0; i < n; i++) {
            const char *at = line[i] + strspn(line[i], " ");
            bool key = *at != '#' || at[1] != ' ';
            const char *colon = strchr(at, ':');
            found += key && colon && colon[1];
            cr_expect(strlen(line[i]) <= 92, "%s", line[i]);
        }
        cr_expect(found == head.n + tail.n + noise.n + sq_platforms[p]->n_rows, "%zu", found);
    }
}
