/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labs with one key changed, per second and on one core, one line per lab: the slowest of
 * its keys, and all of them together; the best of several runs, since a shared machine only
 * ever adds time.  Not a test: nothing here passes or fails.
 *
 *   bench_lab_change           every lab in platforms/, every number that it gives
 *   bench_lab_change once      a few changes of each, to see that it runs
 */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "lab/lab_change.h"
#include "lab/lab_read.h"

enum { REPEATS = 5, CHANGES = 2000, MOST_KEYS = 64 };

typedef struct keys {
    const char *key[MOST_KEYS];
    double value[MOST_KEYS];
    size_t n;
} keys;

static enum sq_status
collect(const sq_param_entry *entry, void *context)
{
    keys *k = context;
    const sq_quantity *q = entry->value[0];
    if (entry->row->kind == SQ_PARAM_QUANTITY && q->given && k->n < MOST_KEYS &&
        strcmp(entry->row->key, "squint") != 0) {
        k->key[k->n] = entry->row->key;
        k->value[k->n++] = q->value;
    }
    return SQ_OK;
}

static void
stop(sq_errors *errors)
{
    fprintf(stderr, "%s\n", sq_errors_first(errors));
    exit(1);
}

/* Seconds per change; the values stay so near that none is refused. */
static double
time_key(sq_lab *to, const sq_lab *lab, const char *key, double value, int changes)
{
    sq_lab_change *change;
    sq_errors errors = {0};
    if (sq_lab_change_create(&change, lab, &key, 1, &errors))
        stop(&errors);
    double start = sq_clock();
    for (int i = 0; i < changes; i++) {
        double changed = value * (1 + 1e-9 * i);
        if (sq_lab_changed(to, change, &changed, &errors))
            stop(&errors);
    }
    double seconds = (sq_clock() - start) / changes;
    sq_lab_change_free(change);
    return seconds;
}

static void
bench(const char *path, const char *name, int repeats, int changes)
{
    sq_lab lab, to = {0};
    sq_errors errors = {0};
    keys k = {.n = 0};
    sq_param_row_set sets[SQ_LAB_SETS];
    if (sq_lab_read(&lab, path, NULL, 0, &errors))
        stop(&errors);
    sq_lab_sets(&lab, sets);
    if (sq_param_visit(sets, SQ_LAB_SETS, collect, &k))
        exit(1);
    double slowest = 0, all = 0;
    const char *slow = "";
    for (size_t i = 0; i < k.n; i++) {
        double best = INFINITY;
        for (int r = 0; r < repeats; r++)
            best = fmin(best, time_key(&to, &lab, k.key[i], k.value[i], changes));
        all += best;
        if (best > slowest) {
            slowest = best;
            slow = k.key[i];
        }
    }
    printf("%-32s %8.0f changes per second, %8.0f of %s\n", name, (double)k.n / all,
           1 / slowest, slow);
    sq_lab_free(&to);
    sq_lab_free(&lab);
}

int
main(int argc, char **argv)
{
    bool once = argc > 1 && strcmp(argv[1], "once") == 0;
    const char *top = getenv("srcdir");
    char folder[1024], path[2048];
    snprintf(folder, sizeof folder, "%s/platforms", top ? top : ".");
    DIR *labs = opendir(folder);
    if (!labs) {
        perror(folder);
        return 1;
    }
    for (struct dirent *entry; (entry = readdir(labs));) {
        const char *end = strstr(entry->d_name, ".yaml");
        if (!end || end[5])
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        bench(path, entry->d_name, once ? 1 : REPEATS, once ? 10 : CHANGES);
    }
    closedir(labs);
    return 0;
}
