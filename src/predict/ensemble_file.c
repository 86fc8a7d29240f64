/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A readable head of one line for each thing, numbers in hexadecimal where every bit
 * counts, then the times, what the steps did to the norm there, 1 or 0 as they were asked for
 * or not, and the samples, as they are in memory.  Nothing in the file depends on when or how
 * fast it was made.
 *
 * Written is format 4.  Read are also 3, whose times were all asked for, 2, which has no norms
 * either, and 1, which is of one segment without a pulse or a line of its own. */
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

#define MAGIC "squint ensemble "
enum { PLAIN_FORMAT = 1, NORMLESS_FORMAT = 2, MARKLESS_FORMAT = 3, FORMAT = 4 };

enum { MOST_TIMES = 10000000 };
static_assert(sizeof(sq_statistics_sample) == 9 * sizeof(double), "samples are doubles alone");

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
    return (size_t)e->n * e->n_times * (sizeof(sq_statistics_sample) / sizeof(double));
}

static uint64_t
checksum_of(const sq_ensemble *e, int format)
{
    uint64_t sum = checksum(UINT64_C(0xcbf29ce484222325), e->t, e->n_times);
    if (format > NORMLESS_FORMAT)
        sum = checksum(sum, e->norm_error, e->n_times);
    for (size_t i = 0; i < e->n_times && format > MARKLESS_FORMAT; i++)
        sum = checksum(sum, &(double){e->asked[i]}, 1);
    return checksum(sum, (const double *)e->sample, sample_doubles(e));
}

/* ---- writing ---- */

static void
write_rates(FILE *out, const sq_rates *rates)
{
    fprintf(out, "rates %a", rates->N);
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        fprintf(out, " %a", sq_rates_value(rates, row));
    fputc('\n', out);
}

/* How many of the times are of a segment. */
static size_t
times_of(const sq_ensemble *e, unsigned segment)
{
    size_t n = 0;
    for (size_t i = 0; i < e->n_times; i++)
        n += e->segment[i] == segment;
    return n;
}

static void
write_segments(FILE *out, const sq_ensemble *e)
{
    fprintf(out, "segments %zu\n", e->protocol.n);
    for (unsigned i = 0; i < e->protocol.n; i++) {
        const sq_protocol_segment *s = &e->protocol.segment[i];
        const double *axis = s->before.axis;
        write_rates(out, &s->rates);
        fprintf(out, "pulse %a %a %a %a\n", axis[0], axis[1], axis[2], s->before.angle);
        fprintf(out, "duration %a\nof it %zu\n", s->duration, times_of(e, i));
    }
}

static void
write_head(FILE *out, const sq_ensemble *e)
{
    locale_t before = sq_locale_enter();
    fprintf(out, MAGIC "%d\norder %s\n", FORMAT, byte_order());
    write_segments(out, e);
    fprintf(out, "spin %a %a %a\n", e->spin[0], e->spin[1], e->spin[2]);
    fprintf(out, "unraveling %d\ntolerance %a\nseed %" PRIu64 "\nfirst %" PRIu64 "\n",
            (int)e->options.unraveling, e->options.tolerance, e->options.seed, e->first);
    fprintf(out, "trajectories %ld\ntimes %zu\n", e->n, e->n_times);
    fprintf(out, "work %ld %ld %ld %ld %d\n", e->work.steps, e->work.products,
            e->work.single_jumps, e->work.collective_jumps, e->work.longest);
    fprintf(out, "checksum %016" PRIx64 "\n\n", checksum_of(e, FORMAT));
    sq_locale_leave(before);
}

enum sq_status
sq_ensemble_file_save(const sq_ensemble *e, const char *path, sq_errors *errors)
{
    sq_output output;
    enum sq_status status = sq_output_open(&output, path, NULL, errors);
    if (status)
        return status;
    write_head(output.stream, e);
    fwrite(e->t, sizeof *e->t, e->n_times, output.stream);
    fwrite(e->norm_error, sizeof *e->norm_error, e->n_times, output.stream);
    for (size_t i = 0; i < e->n_times; i++)
        fwrite(&(double){e->asked[i]}, sizeof(double), 1, output.stream);
    fwrite(e->sample, sizeof *e->sample, (size_t)e->n * e->n_times, output.stream);
    return sq_output_commit(&output, errors);
}

/* ---- reading ---- */

static bool
read_rates(FILE *in, sq_rates *rates)
{
    bool good = fscanf(in, " rates %la", &rates->N) == 1;
    for (const sq_rates_row *row = sq_rates_rows; row->name && good; row++)
        good = fscanf(in, "%la", sq_rates_member(rates, row)) == 1;
    return good;
}

/* What the head says beside the ensemble. */
typedef struct head {
    int format;
    char order[8];                  /* of bytes */
    size_t times[SQ_PROTOCOL_MOST]; /* of each segment */
    uint64_t sum;
} head;

static bool
read_segments(FILE *in, sq_protocol *p, head *h)
{
    bool good = fscanf(in, " segments %zu", &p->n) == 1 && p->n <= SQ_PROTOCOL_MOST;
    for (size_t i = 0; i < p->n && good; i++) {
        sq_protocol_segment *s = &p->segment[i];
        double *axis = s->before.axis;
        good = read_rates(in, &s->rates) &&
               fscanf(in, " pulse %la %la %la %la", &axis[0], &axis[1], &axis[2],
                      &s->before.angle) == 4 &&
               fscanf(in, " duration %la of it %zu", &s->duration, &h->times[i]) == 2;
    }
    return good;
}

/* Do the times of the segments add up? */
static bool
is_complete(const sq_ensemble *e, const head *h)
{
    size_t n = 0;
    for (size_t i = 0; i < e->protocol.n && n <= MOST_TIMES; i++)
        n += h->times[i] <= MOST_TIMES ? h->times[i] : MOST_TIMES + 1;
    return n == e->n_times;
}

/* Reads the head; false: it is not one. */
static bool
read_head(FILE *in, sq_ensemble *e, head *h)
{
    int kind;
    bool good = fscanf(in, MAGIC "%1d order %7s", &h->format, h->order) == 2;
    bool plain = h->format == PLAIN_FORMAT;
    if (!good || h->format < PLAIN_FORMAT || h->format > FORMAT)
        return false;
    sq_protocol_hold(&e->protocol, &(sq_rates){0}, INFINITY);
    good = plain ? read_rates(in, &e->protocol.segment[0].rates)
                 : read_segments(in, &e->protocol, h);
    good = good && fscanf(in, " spin %la %la %la", &e->spin[0], &e->spin[1], &e->spin[2]) == 3;
    good =
        good && fscanf(in, " unraveling %d tolerance %la", &kind, &e->options.tolerance) == 2;
    good = good &&
           fscanf(in, " seed %" SCNu64 " first %" SCNu64, &e->options.seed, &e->first) == 2;
    good = good && fscanf(in, " trajectories %ld times %zu", &e->n, &e->n_times) == 2;
    good =
        good && fscanf(in, " work %ld %ld %ld %ld %d", &e->work.steps, &e->work.products,
                       &e->work.single_jumps, &e->work.collective_jumps, &e->work.longest) == 5;
    good = good && fscanf(in, " checksum %" SCNx64, &h->sum) == 1;
    good = good && fgetc(in) == '\n' && fgetc(in) == '\n';
    if (!good || (kind != SQ_TRAJECTORY_DISPLACED && kind != SQ_TRAJECTORY_DIRECT))
        return false;
    e->options.unraveling = (enum sq_trajectory_unraveling)kind;
    if (plain)
        h->times[0] = e->n_times;
    return e->n >= 1 && e->n_times >= 1 && e->n_times <= MOST_TIMES &&
           e->options.tolerance > 0 && is_complete(e, h);
}

/* Is the file as long as its head says?  Asked before memory is. */
static bool
has_length(FILE *in, const sq_ensemble *e, int format)
{
    struct stat status;
    long begin = ftell(in);
    if (begin < 0 || fstat(fileno(in), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    int columns = format > MARKLESS_FORMAT ? 3 : format > NORMLESS_FORMAT ? 2 : 1;
    double wanted = (double)begin + columns * (double)e->n_times * sizeof(double) +
                    (double)e->n * (double)e->n_times * sizeof(sq_statistics_sample);
    return (double)status.st_size == wanted;
}

/* Earlier programs had no other times than those that were asked for. */
static bool
read_marks(FILE *in, sq_ensemble *e, int format)
{
    double mark = 1;
    for (size_t i = 0; i < e->n_times; i++) {
        if (format > MARKLESS_FORMAT && fread(&mark, sizeof mark, 1, in) != 1)
            return false;
        e->asked[i] = mark != 0;
    }
    return true;
}

static bool
read_body(FILE *in, sq_ensemble *e, int format)
{
    size_t n = e->n_times, samples = (size_t)e->n * n;
    return fread(e->t, sizeof *e->t, n, in) == n &&
           (format <= NORMLESS_FORMAT ||
            fread(e->norm_error, sizeof *e->norm_error, n, in) == n) &&
           read_marks(in, e, format) &&
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

static void
fill_segments(sq_ensemble *e, const head *h)
{
    size_t k = 0;
    for (unsigned i = 0; i < e->protocol.n; i++)
        for (size_t of_it = 0; of_it < h->times[i]; of_it++)
            e->segment[k++] = i;
}

/* What is wrong with the times, in words; NULL: nothing. */
static const char *
find_fault_of_times(const sq_ensemble *e)
{
    for (size_t i = 1; i < e->n_times; i++)
        if (e->t[i] < e->t[i - 1])
            return "its times do not ascend";
    for (size_t i = 0; i < e->n_times; i++)
        if (e->t[i] < sq_protocol_start(&e->protocol, e->segment[i]) ||
            e->t[i] > sq_protocol_start(&e->protocol, e->segment[i] + 1))
            return "its times lie outside of their segments";
    return e->t[0] != 0 ? "its times do not begin at 0" : NULL;
}

/* What is wrong with an ensemble that was read, in words; NULL: nothing. */
static const char *
find_fault(const sq_ensemble *e, const head *h)
{
    sq_errors ignored = {0};
    bool possible = sq_protocol_check(&e->protocol, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (checksum_of(e, h->format) != h->sum)
        return "its checksum is wrong: it was damaged";
    if (!possible || !are_finite(e->spin, 3) || !are_finite(e->t, e->n_times) ||
        !are_finite(e->norm_error, e->n_times) ||
        !are_finite((const double *)e->sample, sample_doubles(e)))
        return "it holds impossible numbers";
    return find_fault_of_times(e);
}

static enum sq_status
make_room(sq_ensemble *e, const char *path, sq_errors *errors)
{
    e->t = malloc(e->n_times * sizeof *e->t);
    e->segment = malloc(e->n_times * sizeof *e->segment);
    e->asked = malloc(e->n_times * sizeof *e->asked);
    e->norm_error = calloc(e->n_times, sizeof *e->norm_error);
    e->sample = malloc((size_t)e->n * e->n_times * sizeof *e->sample);
    e->room = e->n;
    return e->t && e->segment && e->asked && e->norm_error && e->sample
               ? SQ_OK
               : sq_errors_add(errors, SQ_ERR_MEMORY, "%s: no memory for its %ld trajectories",
                               path, e->n);
}

static enum sq_status
read_ensemble(FILE *in, sq_ensemble *e, const char *path, sq_errors *errors)
{
    head h = {.sum = 0};
    locale_t before = sq_locale_enter();
    bool good = read_head(in, e, &h);
    sq_locale_leave(before);
    if (!good)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: this is no ensemble of squint; make one with --save", path);
    if (strcmp(h.order, byte_order()) != 0)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: made on a machine of the other byte order (%s endian)", path,
                             h.order);
    if (!has_length(in, e, h.format))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: not as long as its head says; it was cut off or damaged",
                             path);
    enum sq_status status = make_room(e, path, errors);
    if (status)
        return status;
    fill_segments(e, &h);
    if (!read_body(in, e, h.format))
        return sq_errors_add(errors, SQ_ERR_IO, "%s: cannot read: %s", path, strerror(errno));
    const char *fault = find_fault(e, &h);
    return fault ? sq_errors_add(errors, SQ_ERR_INPUT, "%s: %s", path, fault) : SQ_OK;
}

enum sq_status
sq_ensemble_file_load(sq_ensemble *e, const char *path, sq_errors *errors)
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
