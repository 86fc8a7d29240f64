/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sight.h"

#include <math.h>

#include "beyond/sketch.h"

/* Orders are compared at so many times up to the one that is asked, which is the last but one
 * of all. */
enum { UP_TO = 12, ALL = UP_TO + 2, ASKED = ALL - 2 };

/* One order along the times. */
typedef struct run {
    size_t n; /* times that it reached */
    sq_moments at[ALL];
} run;

static void
fill_times(double t[ALL], double time)
{
    for (int i = 0; i < UP_TO - 1; i++)
        t[i] = time * (i + 1) / UP_TO;
    for (int i = -1; i <= 1; i++)
        t[ASKED + i] = time * (1 + i * SQ_SIGHT_NEAR);
}

static void
follow(run *r, const sq_lab *lab, int order, const double t[ALL])
{
    sq_closure_reach reach = {0};
    sq_errors ignored = {0};
    enum sq_status status =
        sq_sketch_run_order(r->at, &reach, &lab->rates, lab->spin, order, t, ALL, &ignored);
    sq_errors_free(&ignored);
    r->n = status ? 0 : reach.n;
}

static double
decibel(const run *r, int i, const sq_noises *noises)
{
    sq_moments m = r->at[i];
    if (noises)
        sq_noises_read_out(&m, noises);
    return sq_sketch_decibel(&m);
}

/* Do they agree all the way? */
static bool
agree(const run *a, const run *b)
{
    if (b->n <= ASKED)
        return false;
    for (int i = 0; i <= ASKED; i++)
        if (fabs(sq_sketch_decibel(&a->at[i]) - sq_sketch_decibel(&b->at[i])) >
            SQ_SKETCH_ORDERS_PART_DB)
            return false;
    return true;
}

static double
difference(const run *a, const run *b, const sq_noises *noises)
{
    double largest = NAN;
    for (int i = ASKED - 1; i < ALL && (size_t)i < a->n && (size_t)i < b->n; i++)
        largest = fmax(largest, fabs(decibel(a, i, noises) - decibel(b, i, noises)));
    return b->n > ASKED ? largest : NAN;
}

static bool
look_in_closed_form(sq_sight_view *view, const sq_lab *lab, const sq_noises *noises,
                    const double t[ALL])
{
    run r;
    if (!sq_sketch_is_closed(&lab->rates))
        return false;
    follow(&r, lab, 0, t);
    if (r.n > ASKED)
        *view = (sq_sight_view){SQ_SIGHT_TRUSTED, 0, decibel(&r, ASKED, noises), NAN, 0};
    return true;
}

void
sq_sight_look(sq_sight_view *view, const sq_lab *lab, const sq_noises *noises, double time,
              int highest, int lowest)
{
    double t[ALL];
    run one, other;
    *view = (sq_sight_view){SQ_SIGHT_NONE, 0, NAN, NAN, NAN};
    fill_times(t, time);
    if (look_in_closed_form(view, lab, noises, t))
        return;
    follow(&one, lab, highest, t);
    int order = highest;
    for (; one.n <= ASKED && order > lowest; order--)
        follow(&one, lab, order - 1, t);
    if (one.n <= ASKED)
        return;
    follow(&other, lab, order > SQ_SIGHT_LOWEST ? order - 1 : order + 1, t);
    view->sight = agree(&one, &other) ? SQ_SIGHT_TRUSTED : SQ_SIGHT_DISTRUSTED;
    view->order = order;
    view->db = decibel(&one, ASKED, noises);
    view->other_db = other.n > ASKED ? decibel(&other, ASKED, noises) : NAN;
    view->error_db = difference(&one, &other, noises);
}

enum sq_sight
sq_sight_of(double *db, const sq_lab *lab, double time)
{
    sq_sight_view view;
    sq_sight_look(&view, lab, NULL, time, SQ_SIGHT_LOWEST, SQ_SIGHT_LOWEST);
    *db = view.db;
    return view.sight;
}
