/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items shared between threads: each is done once, and what ends the work ends it.  Ranks are
 * tried by tests/cli/mpi.sh. */
#include <criterion/criterion.h>

#include "base/share.h"

enum { ITEMS = 200, FAULTY = 57 };

typedef struct ledger {
    int answered[ITEMS], kept[ITEMS], workers, kept_in_all;
    bool faulty, keeper_faulty, refuses, partial;
    int over_after; /* kept items; 0: never */
} ledger;

static enum sq_status
open_one(void **worker, void *context, sq_errors *errors)
{
    ledger *l = context;
#pragma omp atomic
    l->workers++;
    if (l->refuses)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no worker");
    *worker = &l->answered;
    return SQ_OK;
}

static void
close_one(void *worker)
{
    (void)worker;
}

static enum sq_status
answer(void *worker, size_t item, void *result, bool *whole, sq_errors *errors)
{
    int *answered = worker;
    size_t *number = result;
    const ledger *l = (const ledger *)((char *)worker - offsetof(ledger, answered));
#pragma omp atomic
    answered[item]++;
    *number = item;
    *whole = !(l->partial && item % 2);
    if (l->faulty && item == FAULTY)
        return sq_errors_add(errors, SQ_ERR_NUMERIC, "item %zu", item);
    return SQ_OK;
}

static enum sq_status
keep(void *context, size_t item, const void *result, sq_errors *errors)
{
    ledger *l = context;
    const size_t *number = result;
    cr_expect(*number == item);
    l->kept[item]++;
    l->kept_in_all++;
    if (l->keeper_faulty && item == FAULTY)
        return sq_errors_add(errors, SQ_ERR_IO, "full");
    return SQ_OK;
}

static bool
is_over(void *context)
{
    const ledger *l = context;
    return l->over_after && l->kept_in_all >= l->over_after;
}

static enum sq_status
share_out(ledger *l, const bool *known, int threads, sq_errors *errors)
{
    const sq_share share = {.n = ITEMS,
                            .known = known,
                            .result_size = sizeof(size_t),
                            .threads = threads,
                            .context = l,
                            .open = open_one,
                            .close = close_one,
                            .answer = answer,
                            .keep = keep,
                            .is_over = is_over};
    return sq_share_run(&share, NULL, errors);
}

Test(share, every_item_that_is_not_known_is_done_once)
{
    bool known[ITEMS];
    for (int i = 0; i < ITEMS; i++)
        known[i] = i % 3 == 0 || i > ITEMS - 5;
    for (int threads = 1; threads < 5; threads++) {
        ledger l = {0};
        sq_errors errors = {0};
        cr_expect(share_out(&l, known, threads, &errors) == SQ_OK && errors.n == 0);
        for (int i = 0; i < ITEMS; i++)
            cr_expect(l.answered[i] == !known[i] && l.kept[i] == !known[i]);
    }
}

Test(share, what_was_interrupted_is_not_kept)
{
    ledger l = {.partial = true};
    sq_errors errors = {0};
    cr_expect(share_out(&l, NULL, 3, &errors) == SQ_OK);
    for (int i = 0; i < ITEMS; i++)
        cr_expect(l.answered[i] == 1 && l.kept[i] == !(i % 2));
}

Test(share, a_fault_ends_the_work_and_is_told_once)
{
    for (int threads = 1; threads < 5; threads++) {
        ledger l = {.faulty = true}, k = {.keeper_faulty = true}, none = {.refuses = true};
        sq_errors errors = {0};
        cr_expect(share_out(&l, NULL, threads, &errors) == SQ_ERR_NUMERIC);
        cr_expect(errors.n == 1 && !l.kept[FAULTY]);
        cr_expect(threads > 1 || l.kept_in_all == FAULTY);
        sq_errors_free(&errors);
        cr_expect(share_out(&k, NULL, threads, &errors) == SQ_ERR_IO);
        cr_expect(errors.n == 1 && k.kept[FAULTY] == 1);
        cr_expect(threads > 1 || k.kept_in_all == FAULTY + 1);
        sq_errors_free(&errors);
        cr_expect(share_out(&none, NULL, threads, &errors) == SQ_ERR_MEMORY && errors.n == 1);
        cr_expect(none.kept_in_all == 0);
        sq_errors_free(&errors);
    }
}

Test(share, no_item_is_begun_when_it_is_over)
{
    ledger l = {.over_after = 10};
    sq_errors errors = {0};
    cr_expect(share_out(&l, NULL, 2, &errors) == SQ_OK);
    cr_expect(l.kept_in_all >= 10 && l.kept_in_all <= 11);
}
