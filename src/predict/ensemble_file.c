/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A readable head of one line for each thing, numbers in hexadecimal where every bit
 * counts, then the times and the samples as they are in memory.  Nothing in the file
 * depends on when or how fast it was made. */
#include "predict/ensemble_file.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/locale.h"
#include "base/output.h"

static const char magic[] = "squint ensemble 1\n";

enum { MOST_TIMES = 10000000 };
static_assert(sizeof(sq_sample) == 9 * sizeof(double), "samples are doubles alone");

static const char *
byte_order(void)
{
    const uint16_t one = 1;
    return *(const unsigned char *)&one ? "little" : "big";
}

/* FNV-1a, 64 bits: Fowler, Noll & Vo (1991), over 64-bit words. */
static uint64_t
checksum(uint64_t sum, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t word;
        memcpy(&word, &values[i], sizeof word);
        sum = (sum ^ word) * UINT64_C(0x100000001b3);
    }
    return sum;
}

static size_t
sample_doubles(const sq_ensemble *e)
{
    return (size_t)e->n * e->n_times * (sizeof(sq_sample) / sizeof(double));
}

static uint64_t
checksum_of(const sq_ensemble *e)
{
    uint64_t sum = checksum(UINT64_C(0xcbf29ce484222325), e->t, e->n_times);
    return checksum(sum, (const double *)e->sample, sample_doubles(e));
}

/* ---- writing ---- */

static void
write_head(FILE *out, const sq_ensemble *e)
{
    locale_t before = sq_locale_enter();
    fputs(magic, out);
    fprintf(out, "order %s\nrates %a", byte_order(), e->rates.N);
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        fprintf(out, " %a", sq_rates_value(&e->rates, row));
    fprintf(out, "\nspin %a %a %a\n", e->spin[0], e->spin[1], e->spin[2]);
    fprintf(out, "unraveling %d\ntolerance %a\nseed %" PRIu64 "\nfirst %" PRIu64 "\n",
            (int)e->options.unraveling, e->options.tolerance, e->options.seed, e->first);
    fprintf(out, "trajectories %ld\ntimes %zu\n", e->n, e->n_times);
    fprintf(out, "work %ld %ld %ld %ld %d\n", e->work.steps, e->work.products,
            e->work.single_jumps, e->work.collective_jumps, e->work.longest);
    fprintf(out, "checksum %016" PRIx64 "\n\n", checksum_of(e));
    sq_locale_leave(before);
}

enum sq_status
sq_ensemble_save(const sq_ensemble *e, const char *path, sq_errors *errors)
{
    sq_output output;
    enum sq_status status = sq_output_open(&output, path, NULL, errors);
    if (status)
        return status;
    write_head(output.stream, e);
    fwrite(e->t, sizeof *e->t, e->n_times, output.stream);
    fwrite(e->sample, sizeof *e->sample, (size_t)e->n * e->n_times, output.stream);
    return sq_output_commit(&output, errors);
}

/* ---- reading ---- */

/* Reads the head; false: it is not one. */
static bool
read_head(FILE *in, sq_ensemble *e, char order[8], uint64_t *sum)
{
    char line[sizeof magic];
    int kind;
    if (!fgets(line, sizeof line, in) || strcmp(line, magic) != 0)
        return false;
    bool good = fscanf(in, "order %7s rates %la", order, &e->rates.N) == 2;
    for (const sq_rates_row *row = sq_rates_rows; row->name && good; row++)
        good = fscanf(in, "%la", sq_rates_member(&e->rates, row)) == 1;
    good = good && fscanf(in, " spin %la %la %la", &e->spin[0], &e->spin[1], &e->spin[2]) == 3;
    good =
        good && fscanf(in, " unraveling %d tolerance %la", &kind, &e->options.tolerance) == 2;
    good = good &&
           fscanf(in, " seed %" SCNu64 " first %" SCNu64, &e->options.seed, &e->first) == 2;
    good = good && fscanf(in, " trajectories %ld times %zu", &e->n, &e->n_times) == 2;
    good =
        good && fscanf(in, " work %ld %ld %ld %ld %d", &e->work.steps, &e->work.products,
                       &e->work.single_jumps, &e->work.collective_jumps, &e->work.longest) == 5;
    good = good && fscanf(in, " checksum %" SCNx64, sum) == 1;
    good = good && fgetc(in) == '\n' && fgetc(in) == '\n';
    if (!good || (kind != SQ_DISPLACED && kind != SQ_DIRECT))
        return false;
    e->options.unraveling = (enum sq_unraveling)kind;
    return e->n >= 1 && e->n_times >= 1 && e->n_times <= MOST_TIMES && e->options.tolerance > 0;
}

/* Is the file as long as its head says?  Asked before memory is. */
static bool
has_length(FILE *in, const sq_ensemble *e)
{
    struct stat status;
    long head = ftell(in);
    if (head < 0 || fstat(fileno(in), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    double wanted = (double)head + (double)e->n_times * sizeof(double) +
                    (double)e->n * (double)e->n_times * sizeof(sq_sample);
    return (double)status.st_size == wanted;
}

static bool
read_body(FILE *in, sq_ensemble *e)
{
    size_t samples = (size_t)e->n * e->n_times;
    return fread(e->t, sizeof *e->t, e->n_times, in) == e->n_times &&
           fread(e->sample, sizeof *e->sample, samples, in) == samples;
}

static bool
are_finite(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

/* What is wrong with an ensemble that was read, in words; NULL: nothing. */
static const char *
find_fault(const sq_ensemble *e, uint64_t sum)
{
    sq_errors ignored = {0};
    bool possible = sq_rates_check(&e->rates, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (checksum_of(e) != sum)
        return "its checksum is wrong: it was damaged";
    if (!possible || !are_finite(e->spin, 3) || !are_finite(e->t, e->n_times) ||
        !are_finite((const double *)e->sample, sample_doubles(e)))
        return "it holds impossible numbers";
    for (size_t i = 1; i < e->n_times; i++)
        if (e->t[i] < e->t[i - 1])
            return "its times do not ascend";
    return e->t[0] != 0 ? "its times do not begin at 0" : NULL;
}

static enum sq_status
read_ensemble(FILE *in, sq_ensemble *e, const char *path, sq_errors *errors)
{
    char order[8] = "";
    uint64_t sum = 0;
    locale_t before = sq_locale_enter();
    bool good = read_head(in, e, order, &sum);
    sq_locale_leave(before);
    if (!good)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: this is no ensemble of squint; make one with --save", path);
    if (strcmp(order, byte_order()) != 0)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: made on a machine of the other byte order (%s endian)", path,
                             order);
    if (!has_length(in, e))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: not as long as its head says; it was cut off or damaged",
                             path);
    e->t = malloc(e->n_times * sizeof *e->t);
    e->sample = malloc((size_t)e->n * e->n_times * sizeof *e->sample);
    e->room = e->n;
    if (!e->t || !e->sample)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "%s: no memory for its %ld trajectories",
                             path, e->n);
    if (!read_body(in, e))
        return sq_errors_add(errors, SQ_ERR_IO, "%s: cannot read: %s", path, strerror(errno));
    const char *fault = find_fault(e, sum);
    return fault ? sq_errors_add(errors, SQ_ERR_INPUT, "%s: %s", path, fault) : SQ_OK;
}

enum sq_status
sq_ensemble_load(sq_ensemble *e, const char *path, sq_errors *errors)
{
    *e = (sq_ensemble){0};
    FILE *in = fopen(path, "rb");
    if (!in)
        return sq_errors_add(errors, SQ_ERR_INPUT, "%s: cannot read: %s", path,
                             strerror(errno));
    enum sq_status status = read_ensemble(in, e, path, errors);
    fclose(in);
    if (status)
        sq_ensemble_free(e);
    return status;
}

/* ---- joining ---- */

const char *
sq_ensemble_difference(const sq_ensemble *a, const sq_ensemble *b)
{
    if (!sq_rates_are_equal(&a->rates, &b->rates))
        return "the rates";
    if (memcmp(a->spin, b->spin, sizeof a->spin) != 0)
        return "the initial directions";
    if (a->options.unraveling != b->options.unraveling)
        return "the unravelings";
    if (a->options.tolerance != b->options.tolerance)
        return "the tolerances";
    if (a->options.seed != b->options.seed)
        return "the seeds";
    if (a->n_times != b->n_times || memcmp(a->t, b->t, a->n_times * sizeof *a->t) != 0)
        return "the times";
    return NULL;
}

enum sq_status
sq_ensemble_append(sq_ensemble *e, const sq_ensemble *next, sq_errors *errors)
{
    size_t n = (size_t)(e->n + next->n) * e->n_times;
    sq_sample *larger = realloc(e->sample, n * sizeof *larger);
    if (!larger)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld trajectories",
                             e->n + next->n);
    memcpy(larger + (size_t)e->n * e->n_times, next->sample,
           (size_t)next->n * e->n_times * sizeof *larger);
    e->sample = larger;
    e->n = e->room = e->n + next->n;
    sq_trajectory_work_add(&e->work, &next->work);
    return SQ_OK;
}
