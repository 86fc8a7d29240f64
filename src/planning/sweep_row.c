/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers have ten digits, an empty field is one that does not exist; words are in quotes, as
 * they may have commas in them (RFC 4180). */
#include "planning/sweep_row.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *
sq_sweep_number_name(enum sq_sweep_number which)
{
    static const char *const names[] = {
        [SQ_SWEEP_DB] = "db",
        [SQ_SWEEP_DB_ERROR] = "db_error",
        [SQ_SWEEP_TIME] = "time",
        [SQ_SWEEP_XI2] = "xi2",
        [SQ_SWEEP_CONTRAST] = "contrast",
        [SQ_SWEEP_ANTISQUEEZED] = "antisqueezing",
        [SQ_SWEEP_N_EFF] = "n_eff",
        [SQ_SWEEP_EARLY_DB] = "early_db",
        [SQ_SWEEP_EARLY_TIME] = "early_time",
        [SQ_SWEEP_LATE_DB] = "late_db",
        [SQ_SWEEP_LATE_TIME] = "late_time",
        [SQ_SWEEP_ORDER] = "order",
        [SQ_SWEEP_TRAJECTORIES] = "trajectories",
    };
    return names[which];
}

const char *
sq_sweep_word_name(enum sq_sweep_word which)
{
    static const char *const names[] = {
        [SQ_SWEEP_SOLVER] = "solver",     [SQ_SWEEP_KIND] = "kind",
        [SQ_SWEEP_VALIDITY] = "validity", [SQ_SWEEP_STATUS] = "status",
        [SQ_SWEEP_REMARK] = "remark",
    };
    return names[which];
}

bool
sq_sweep_row_is_answered(const sq_sweep_row *row)
{
    return strcmp(row->word[SQ_SWEEP_STATUS], "ok") == 0;
}

bool
sq_sweep_row_is_valid(const sq_sweep_row *row)
{
    static const char violated[] = "violated";
    return strncmp(row->word[SQ_SWEEP_VALIDITY], violated, strlen(violated)) != 0;
}

/* ---- writing ---- */

static void
write_number(FILE *out, double value)
{
    fputc(',', out);
    if (isfinite(value))
        fprintf(out, "%.10g", value);
}

static void
write_word(FILE *out, const char *word)
{
    fputs(",\"", out);
    for (; *word; word++)
        fprintf(out, *word == '"' ? "\"\"" : "%c", *word);
    fputc('"', out);
}

void
sq_sweep_row_write(FILE *out, const sq_sweep_row *row)
{
    fprintf(out, "%zu", row->point);
    for (size_t k = 0; k < row->n_inputs; k++)
        write_number(out, row->input[k]);
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        write_number(out, row->number[i]);
    for (int i = 0; i < SQ_SWEEP_WORDS; i++)
        write_word(out, row->word[i]);
}

void
sq_sweep_row_names(FILE *out)
{
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        fprintf(out, ",%s", sq_sweep_number_name((enum sq_sweep_number)i));
    for (int i = 0; i < SQ_SWEEP_WORDS; i++)
        fprintf(out, ",%s", sq_sweep_word_name((enum sq_sweep_word)i));
}

/* ---- reading ---- */

/* The number after a comma. */
static bool
read_number(double *value, const char **at)
{
    if (**at != ',')
        return false;
    const char *from = ++*at;
    char *end;
    bool empty = *from == ',' || !*from;
    *value = empty ? NAN : sq_text_to_number(from, &end);
    *at = empty ? from : end;
    return **at == ',' || !**at;
}

/* The word in quotes after a comma; within it a quote stands twice. */
static bool
read_word(char word[SQ_SWEEP_WORD_SIZE], const char **at)
{
    const char *from = *at;
    size_t n = 0;
    if (strncmp(from, ",\"", 2) != 0)
        return false;
    for (from += 2; *from && n < SQ_SWEEP_WORD_SIZE - 1; from++) {
        bool quote = *from == '"';
        if (quote && from[1] != '"')
            break;
        from += quote;
        word[n++] = *from;
    }
    word[n] = '\0';
    *at = from + 1;
    return *from == '"' && (from[1] == ',' || !from[1]);
}

bool
sq_sweep_row_read(sq_sweep_row *row, size_t n_inputs, const char *line)
{
    char *end;
    assert(n_inputs <= sizeof row->input / sizeof row->input[0]);
    *row = (sq_sweep_row){.n_inputs = n_inputs};
    row->point = strtoull(line, &end, 10);
    const char *at = end;
    bool good = end != line && *line != '-';
    for (size_t k = 0; k < n_inputs; k++)
        good = good && read_number(&row->input[k], &at);
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        good = good && read_number(&row->number[i], &at);
    for (int i = 0; i < SQ_SWEEP_WORDS; i++)
        good = good && read_word(row->word[i], &at);
    return good && !*at;
}
