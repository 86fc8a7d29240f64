/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ensembles in files: what is read is what was written, and nothing else is taken. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "predict/ensemble_file.h"
#include "predict/ensemble_run.h"

static char path[64], other[64];
static char bytes[200000], again[200000];

static void
make_paths(void)
{
    snprintf(path, sizeof path, "ensemble-%d.tmp", (int)getpid());
    snprintf(other, sizeof other, "ensemble-%d.tmp2", (int)getpid());
}

static void
remove_paths(void)
{
    remove(path);
    remove(other);
}

TestSuite(ensemble_file, .init = make_paths, .fini = remove_paths);

static sq_ensemble
ensemble_of(uint64_t first, long n)
{
    double times[] = {0, 0.013, 0.2385};
    unsigned segment[3] = {0};
    const sq_axis axis = {.n = 3, .t = times, .segment = segment};
    const sq_rates rates = {
        .N = 37, .Gamma = 1.13, .chi = 0.2385, .gamma_s = 4.1, .Omega = 13.7};
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 5};
    const double spin[3] = {-0.48, 0.6, -0.64};
    const sq_ensemble_run_goal goal = {.most = n};
    sq_protocol protocol;
    sq_ensemble e;
    sq_errors errors = {0};
    sq_protocol_hold(&protocol, &rates, INFINITY);
    cr_assert(sq_ensemble_init(&e, &protocol, spin, &options, &axis, &errors) == SQ_OK);
    e.first = first;
    cr_assert(sq_ensemble_run(&e, &goal, &errors) == SQ_OK);
    return e;
}

static size_t
read_file(const char *name, char *to)
{
    FILE *in = fopen(name, "rb");
    cr_assert(in != NULL);
    size_t n = fread(to, 1, sizeof bytes, in);
    fclose(in);
    return n;
}

static void
write_file(const char *name, const char *from, size_t n)
{
    FILE *out = fopen(name, "wb");
    cr_assert(out != NULL);
    cr_assert(fwrite(from, 1, n, out) == n);
    fclose(out);
}

/* The same through a quench and two pulses, one at the beginning and one of no time. */
static sq_ensemble
ensemble_of_segments(uint64_t first, long n)
{
    double times[] = {0, 0.0625, 0.0625, 0.0625, 0.125};
    unsigned segment[] = {0, 0, 1, 2, 2};
    const sq_axis axis = {.n = 5, .t = times, .segment = segment};
    sq_ensemble e = ensemble_of(first, 1);
    sq_protocol protocol = {.n = 3};
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = n};
    for (int i = 0; i < 3; i++) {
        protocol.segment[i] = e.protocol.segment[0];
        protocol.segment[i].duration = i == 0 ? 0.0625 : i == 1 ? 0 : INFINITY;
        protocol.segment[i].before =
            (sq_protocol_pulse){.axis = {0.48, -0.6, 0.64}, .angle = i - 0.2385};
    }
    protocol.segment[2].rates.Omega *= -0.5;
    double spin[3] = {e.spin[0], e.spin[1], e.spin[2]};
    sq_trajectory_options options = e.options;
    sq_ensemble_free(&e);
    cr_assert(sq_ensemble_init(&e, &protocol, spin, &options, &axis, &errors) == SQ_OK);
    e.first = first;
    cr_assert(sq_ensemble_run(&e, &goal, &errors) == SQ_OK);
    return e;
}

/* Saves, and returns how many bytes that takes. */
static size_t
saved(const sq_ensemble *e, const char *name, char *to)
{
    sq_errors errors = {0};
    cr_assert(sq_ensemble_file_save(e, name, &errors) == SQ_OK);
    return read_file(name, to);
}

Test(ensemble_file, round_trip)
{
    sq_ensemble e = ensemble_of(7, 20), back;
    sq_errors errors = {0};
    size_t n = saved(&e, path, bytes);
    cr_assert(sq_ensemble_file_load(&back, path, &errors) == SQ_OK);
    cr_expect(back.n == 20 && back.first == 7 && back.n_times == 3 && back.options.seed == 5);
    cr_expect(sq_ensemble_difference(&e, &back) == NULL);
    cr_expect(memcmp(e.sample, back.sample, 60 * sizeof *e.sample) == 0);
    cr_expect(saved(&back, other, again) == n && memcmp(bytes, again, n) == 0);
    sq_ensemble_free(&e);
    sq_ensemble_free(&back);
}

/* The segments are told one by one. */
Test(ensemble_file, format)
{
    sq_ensemble e = ensemble_of(0, 2), several = ensemble_of_segments(0, 2);
    static const char one[] = "squint ensemble 4\norder little\nsegments 1\nrates 0x1.28p+5 ",
                      more[] = "squint ensemble 4\norder little\nsegments 3\nrates ";
    saved(&e, path, bytes);
    cr_expect(strncmp(bytes, one, sizeof one - 1) == 0 || strstr(bytes, "order big"));
    saved(&several, path, bytes);
    cr_expect(strncmp(bytes, more, sizeof more - 1) == 0 || strstr(bytes, "order big"));
    cr_expect(strstr(bytes, "\nduration 0x1p-4\nof it 2\n") != NULL);
    cr_expect(strstr(bytes, "\nduration inf\nof it 2\nspin ") != NULL);
    e.protocol.segment[0].before = (sq_protocol_pulse){.axis = {1, 0, 0}, .angle = 0.3};
    saved(&e, path, bytes); /* a pulse at the beginning is not to be lost */
    cr_expect(strstr(bytes, "\npulse 0x1p+0 0x0p+0 0x0p+0 0x1.3333333333333p-2\n") != NULL);
    sq_ensemble_free(&e);
    sq_ensemble_free(&several);
}

/* Files of earlier programs are read, and written in the format of today; all of their times
 * were asked for. */
static void
read_earlier(const char *name, bool has_norms)
{
    const char *dir = getenv("srcdir");
    char old[512];
    sq_ensemble e, back;
    sq_errors errors = {0};
    snprintf(old, sizeof old, "%s/tests/data/%s", dir ? dir : ".", name);
    enum sq_status status = sq_ensemble_file_load(&e, old, &errors);
    if (status && strstr(sq_errors_first(&errors), "byte order"))
        cr_skip_test("the file is of the other byte order");
    cr_assert(status == SQ_OK, "%s", sq_errors_first(&errors));
    cr_expect(e.n == 5 && e.n_times == 3 && e.protocol.n == 1 && e.options.seed == 7);
    cr_expect(e.protocol.segment[0].rates.N == 37 && (e.norm_error[2] > 0) == has_norms);
    cr_expect(e.asked[0] && e.asked[1] && e.asked[2]);
    saved(&e, path, bytes);
    cr_assert(sq_ensemble_file_load(&back, path, &errors) == SQ_OK);
    cr_expect(sq_ensemble_difference(&e, &back) == NULL);
    cr_expect(memcmp(e.sample, back.sample, 15 * sizeof *e.sample) == 0);
    sq_ensemble_free(&e);
    sq_ensemble_free(&back);
}

Test(ensemble_file, earlier_format)
{
    read_earlier("ensemble_format1.sqe", false);
}

Test(ensemble_file, format_without_marks)
{
    read_earlier("ensemble_format3.sqe", true);
}

/* Times that nobody asked for stay so. */
Test(ensemble_file, marks)
{
    sq_ensemble e = ensemble_of(0, 2), back;
    sq_errors errors = {0};
    e.asked[1] = false;
    saved(&e, path, bytes);
    cr_assert(sq_ensemble_file_load(&back, path, &errors) == SQ_OK);
    cr_expect(back.asked[0] && !back.asked[1] && back.asked[2]);
    cr_expect(sq_ensemble_difference(&e, &back) == NULL);
    back.asked[1] = true;
    cr_expect_str_eq(sq_ensemble_difference(&e, &back), "the times that are shown");
    sq_ensemble_free(&e);
    sq_ensemble_free(&back);
}

Test(ensemble_file, round_trip_of_segments)
{
    sq_ensemble e = ensemble_of_segments(7, 20), back;
    sq_errors errors = {0};
    size_t n = saved(&e, path, bytes);
    cr_assert(sq_ensemble_file_load(&back, path, &errors) == SQ_OK);
    cr_expect(sq_ensemble_difference(&e, &back) == NULL);
    cr_expect(memcmp(e.segment, back.segment, 5 * sizeof *e.segment) == 0);
    cr_expect(saved(&back, other, again) == n && memcmp(bytes, again, n) == 0);
    sq_ensemble_free(&e);
    sq_ensemble_free(&back);
}

/* Run on, or joined of parts, as those of one segment are. */
Test(ensemble_file, same_bytes_of_segments)
{
    sq_ensemble whole = ensemble_of_segments(0, 30), head = ensemble_of_segments(0, 11),
                tail = ensemble_of_segments(11, 19);
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = 30, .threads = 1};
    size_t n = saved(&whole, path, bytes);
    saved(&head, other, again);
    cr_assert(sq_ensemble_append(&head, &tail, &errors) == SQ_OK);
    cr_expect(saved(&head, path, again) == n && memcmp(bytes, again, n) == 0);
    sq_ensemble_free(&head);
    head = ensemble_of_segments(0, 11);
    saved(&head, other, again);
    sq_ensemble_free(&head);
    cr_assert(sq_ensemble_file_load(&head, other, &errors) == SQ_OK);
    cr_assert(sq_ensemble_run(&head, &goal, &errors) == SQ_OK);
    cr_expect(saved(&head, other, again) == n && memcmp(bytes, again, n) == 0);
    sq_ensemble_free(&whole);
    sq_ensemble_free(&head);
    sq_ensemble_free(&tail);
}

/* Joined of parts, or read and run on: the bytes of one long run. */
Test(ensemble_file, same_bytes)
{
    sq_ensemble whole = ensemble_of(0, 30), head = ensemble_of(0, 11),
                tail = ensemble_of(11, 19);
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = 30};
    size_t n = saved(&whole, path, bytes);
    cr_assert(sq_ensemble_append(&head, &tail, &errors) == SQ_OK);
    cr_expect(saved(&head, other, again) == n && memcmp(bytes, again, n) == 0);
    sq_ensemble_free(&head);
    head = ensemble_of(0, 11);
    saved(&head, other, again);
    sq_ensemble_free(&head);
    cr_assert(sq_ensemble_file_load(&head, other, &errors) == SQ_OK);
    cr_assert(sq_ensemble_run(&head, &goal, &errors) == SQ_OK);
    cr_expect(saved(&head, other, again) == n && memcmp(bytes, again, n) == 0);
    sq_ensemble_free(&whole);
    sq_ensemble_free(&head);
    sq_ensemble_free(&tail);
}

/* Loads bytes that are no ensemble; the message has to hold the words. */
static void
refused(const char *from, size_t n, const char *words)
{
    sq_ensemble e;
    sq_errors errors = {0};
    write_file(other, from, n);
    cr_expect(sq_ensemble_file_load(&e, other, &errors) == SQ_ERR_INPUT, "%s", words);
    cr_expect(errors.n == 1 && strstr(errors.fault[0].text, words), "%s: %s", words,
              errors.n ? errors.fault[0].text : "no fault");
    cr_expect(e.sample == NULL && e.t == NULL);
    sq_errors_free(&errors);
}

/* Replaces the value of a line in the head by another of the same length. */
static void
with_line(const char *key, const char *value, size_t n, const char *words)
{
    memcpy(again, bytes, n);
    char *at = strstr(again, key);
    cr_assert(at != NULL);
    memcpy(at + strlen(key), value, strlen(value));
    refused(again, n, words);
}

Test(ensemble_file, damage)
{
    sq_ensemble e = ensemble_of(0, 20);
    size_t n = saved(&e, path, bytes);
    refused(bytes, 0, "no ensemble");
    refused("squint: 1\nplatform: model\n", 26, "no ensemble");
    refused(bytes, 10, "no ensemble");
    refused(bytes, 300, "no ensemble");
    refused(bytes, n - 1, "not as long");
    bytes[n] = 'x';
    refused(bytes, n + 1, "not as long");
    with_line("trajectories ", "21", n, "not as long");
    with_line("trajectories ", "-1", n, "no ensemble");
    with_line("times ", "0", n, "no ensemble");
    with_line("unraveling ", "7", n, "no ensemble");
    with_line("order ", "bigger", n, "byte order");
    memcpy(again, bytes, n);
    again[n - 3] ^= 1;
    refused(again, n, "checksum");
    sq_ensemble_free(&e);
}

Test(ensemble_file, damage_of_segments)
{
    sq_ensemble e = ensemble_of_segments(0, 20);
    size_t n = saved(&e, path, bytes);
    with_line("segments ", "9", n, "no ensemble");
    with_line("segments ", "2", n, "no ensemble");
    with_line("of it ", "3", n, "no ensemble");
    with_line("duration 0x1p-", "3", n, "its times lie outside of their segments");
    with_line("duration 0x1p-", "5", n, "its times lie outside of their segments");
    with_line("duration ", "nan   ", n, "it holds impossible numbers");
    with_line("rates 0x1.", "3", n, "it holds impossible numbers");
    refused(bytes, 300, "no ensemble");
    sq_ensemble_free(&e);
}

/* Counts beyond what a file can hold ask for no memory. */
Test(ensemble_file, absurd_counts)
{
    sq_ensemble e = ensemble_of(0, 2);
    size_t n = saved(&e, path, bytes);
    char *at = strstr(bytes, "trajectories 2\n"), *rest = at + strlen("trajectories 2\n");
    size_t head = (size_t)(at - bytes);
    memcpy(again, bytes, head);
    int more = sprintf(again + head, "trajectories 4611686018427387904\n");
    memcpy(again + head + more, rest, n - (size_t)(rest - bytes));
    refused(again, head + (size_t)more + n - (size_t)(rest - bytes), "not as long");
    sq_ensemble_free(&e);
}

Test(ensemble_file, what_differs)
{
    sq_ensemble a = ensemble_of(0, 1), b = ensemble_of(0, 1);
    double t = a.t[2];
    b.protocol.segment[0].rates.chi = 0;
    cr_expect_str_eq(sq_ensemble_difference(&a, &b), "the rates");
    b.protocol = a.protocol;
    b.spin[1] *= -1;
    cr_expect_str_eq(sq_ensemble_difference(&a, &b), "the initial directions");
    b.spin[1] *= -1;
    b.options.seed++;
    cr_expect_str_eq(sq_ensemble_difference(&a, &b), "the seeds");
    b.options.seed--;
    b.options.unraveling = SQ_TRAJECTORY_DIRECT;
    cr_expect_str_eq(sq_ensemble_difference(&a, &b), "the unravelings");
    b.options.unraveling = SQ_TRAJECTORY_DISPLACED;
    b.protocol.n = 2;
    cr_expect_str_eq(sq_ensemble_difference(&a, &b), "the numbers of segments");
    b.protocol.n = 1;
    b.t[2] = 2 * t;
    cr_expect_str_eq(sq_ensemble_difference(&a, &b), "the times");
    sq_ensemble_free(&a);
    sq_ensemble_free(&b);
}

Test(ensemble_file, no_such_file)
{
    sq_ensemble e;
    sq_errors errors = {0};
    cr_expect(sq_ensemble_file_load(&e, "nowhere/ensemble", &errors) == SQ_ERR_INPUT);
    cr_expect(sq_ensemble_file_load(&e, ".", &errors) == SQ_ERR_INPUT);
    sq_errors_free(&errors);
}
