/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/space.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input/key.h"
#include "lab/shot.h"
#include "planning/varied.h"

/* A free input without a range may be so many times smaller and larger. */
#define TIMES 10

/* Of the drive, in units of the critical one: below, squeezing is next to none; above, the
 * steady state is mixed, but a transient may be squeezed. */
#define LEAST_RATIO 0.05
#define LARGEST_RATIO 1.2

/* In even steps so many times the lab's own value, and otherwise so many times the lower end.
 */
#define WIDEST_EVEN 1e3
#define WIDEST 1e20

/* Of so few whole numbers those in between say nothing: a model of 3 spins is not one of 3.4.
 */
#define FEW_WHOLE 64

static bool
is_few(const sq_space_axis *axis)
{
    return axis->whole && axis->range.high - axis->range.low <= FEW_WHOLE;
}

/* ---- axes ---- */

static bool
ends_in(const char *key, const char *end)
{
    size_t n = strlen(key), m = strlen(end);
    return n >= m && strcmp(key + n - m, end) == 0;
}

static bool
is_azimuth(const char *key)
{
    return ends_in(key, ".azimuth");
}

/* What the row says of a key that can be changed. */
static enum sq_status
describe(sq_space_axis *axis, sq_varied *varied, const sq_lab *lab, const char *option,
         const char *key, sq_errors *errors)
{
    enum sq_status status = sq_varied_find(varied, lab, option, key, "free", errors);
    if (status)
        return status;
    axis->key = varied->key;
    axis->whole = varied->whole;
    axis->unit = varied->unit;
    axis->range = (sq_range){varied->quantity->low, varied->quantity->high};
    return SQ_OK;
}

/* The range of an input of which nothing but the value is known. */
static bool
guess_range(sq_range *range, const sq_param_row *row, const char *key, double value)
{
    if (strcmp(key, "drive.ratio") == 0)
        *range = (sq_range){LEAST_RATIO, LARGEST_RATIO};
    else if (is_azimuth(key))
        *range = (sq_range){0, 2 * M_PI};
    else if (row->bounds == SQ_WITHIN)
        *range = (sq_range){row->min, row->max};
    else if (value > 0)
        *range = (sq_range){value / TIMES, value * TIMES};
    else if (value < 0)
        *range = (sq_range){value * TIMES, value / TIMES};
    else
        return false;
    if (row->bounds == SQ_WHOLE)
        *range = (sq_range){fmax(ceil(range->low), row->min), fmin(range->high, row->max)};
    return true;
}

static enum sq_status
read_range(sq_space_axis *axis, const sq_lab *lab, const sq_varied *varied, const char *option,
           const char *text, sq_errors *errors)
{
    char reason[SQ_TEXT_REASON_SIZE];
    const char *example = sq_param_row_example(varied->row, lab->platform->dimensionless);
    if (sq_range_read(text, axis->unit.dim, example, &axis->range, reason, sizeof reason))
        return sq_errors_add(errors, SQ_ERR_INPUT, "--%s %s: %s (%s)", option, axis->key.text,
                             reason, varied->row->help);
    enum sq_status status = sq_varied_check(varied, lab, option, axis->range.low, text, errors);
    return status ? status
                  : sq_varied_check(varied, lab, option, axis->range.high, text, errors);
}

/* A range that begins at zero, or on its other side, is searched in even steps, and one that is
 * too wide in steps that are too long: neither finds what lies in a corner of it. */
static enum sq_status
check_width(const sq_space_axis *axis, double value, const char *option, const char *text,
            sq_errors *errors)
{
    const sq_range *r = &axis->range;
    double reach = fmax(fabs(r->low), fabs(r->high));
    bool even = r->low <= 0, small = isfinite(value) && value != 0;
    if (even && small && reach > WIDEST_EVEN * fabs(value))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: '%s' is searched in even steps, which are longer than "
                             "%s is; end it nearer, or begin it above zero",
                             option, axis->key.text, text,
                             sq_inputs_text(&axis->unit, value, 4).s);
    if (r->low > 0 && r->high / r->low > WIDEST)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: '%s' is more than %.0f decades; a narrower range is "
                             "wanted",
                             option, axis->key.text, text, log10(WIDEST));
    return SQ_OK;
}

/* Those of the range that may stand in a file. */
static enum sq_status
keep_whole(sq_space_axis *axis, const char *option, sq_errors *errors)
{
    const sq_range asked = axis->range;
    axis->range = (sq_range){ceil(asked.low), floor(asked.high)};
    if (axis->range.low < axis->range.high)
        return SQ_OK;
    return axis->range.low == axis->range.high
               ? sq_errors_add(errors, SQ_ERR_INPUT,
                               "--%s %s: %.0f is the only whole number from %g to %g; write "
                               "--set %s=%.0f",
                               option, axis->key.text, axis->range.low, asked.low, asked.high,
                               axis->key.text, axis->range.low)
               : sq_errors_add(errors, SQ_ERR_INPUT,
                               "--%s %s: there is no whole number from %g to %g", option,
                               axis->key.text, asked.low, asked.high);
}

/* A key that is named twice is found out when the change is made. */
static enum sq_status
add_axis(sq_space *space, const char *option, const char *key, const char *text,
         sq_errors *errors)
{
    sq_varied varied;
    if (space->n == SQ_SPACE_MOST)
        return sq_errors_add(errors, SQ_ERR_INPUT, "%s: at most %d inputs can be free at once",
                             key, SQ_SPACE_MOST);
    sq_space_axis *axis = &space->axis[space->n];
    enum sq_status status = describe(axis, &varied, space->lab, option, key, errors);
    if (!status && text)
        status = read_range(axis, space->lab, &varied, option, text, errors);
    if (!status && text)
        status = check_width(axis, varied.value, option, text, errors);
    if (!status && !text && axis->range.low == axis->range.high &&
        !guess_range(&axis->range, varied.row, key, varied.value))
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "--%s %s: there is no value to put a range around; write "
                               "--%s '%s=LOW..HIGH'",
                               option, key, option, key);
    if (!status && axis->whole)
        status = keep_whole(axis, option, errors);
    if (status)
        return status;
    axis->periodic =
        is_azimuth(key) && axis->range.high - axis->range.low >= 2 * M_PI * (1 - 1e-12);
    space->n++;
    return SQ_OK;
}

/* ---- which ---- */

typedef struct gathering {
    sq_space *space;
    const char *const *free;
    size_t n_free;
    const char *sought;
    sq_errors *errors;
} gathering;

void
sq_space_key(char key[SQ_KEY_SIZE], const char *named)
{
    size_t n = strcspn(named, "=");
    while (n && strchr(" \t", named[n - 1]))
        n--;
    snprintf(key, SQ_KEY_SIZE, "%.*s", (int)n, named);
}

static bool
is_name_of(const char *named, const char *key)
{
    char its[SQ_KEY_SIZE];
    sq_space_key(its, named);
    return strcmp(its, key) == 0;
}

static bool
is_named(const gathering *g, const char *key)
{
    for (size_t i = 0; i < g->n_free; i++)
        if (is_name_of(g->free[i], key))
            return true;
    return g->sought && strchr(g->sought, '=') && is_name_of(g->sought, key);
}

/* What is named on the command line overrules the file. */
static enum sq_status
gather(const sq_inputs_one *input, void *context)
{
    gathering *g = context;
    return is_named(g, input->key.text)
               ? SQ_OK
               : add_axis(g->space, "free", input->key.text, NULL, g->errors);
}

/* Of a name "KEY" or "KEY=LOW..HIGH" the number of its axis, or space->n. */
static size_t
axis_of(const sq_space *space, const char *named)
{
    size_t k = 0;
    while (k < space->n && !is_name_of(named, space->axis[k].key.text))
        k++;
    return k;
}

static enum sq_status
add_named(sq_space *space, const char *option, const char *named, sq_errors *errors)
{
    char key[SQ_KEY_SIZE];
    const char *sign = strchr(named, '=');
    sq_space_key(key, named);
    if (!*key)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: a key is missing; write for example --%s "
                             "'drive.ratio=0.5 .. 1.2'",
                             option, named, option);
    return add_axis(space, option, key, sign ? sign + 1 : NULL, errors);
}

/* The direction, and the drive where there is a critical one to compare with. */
static enum sq_status
add_usual(sq_space *space, sq_errors *errors)
{
    static const char *const key[] = {"initial.direction.polar", "initial.direction.azimuth",
                                      "drive.ratio"};
    size_t n = sq_rates_upsilon_critical(&space->lab->rates) > 0 ? 3 : 2;
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < n && !status; i++)
        if (axis_of(space, key[i]) == space->n)
            status = add_axis(space, "free", key[i], NULL, errors);
    return status;
}

/* ---- influence ---- */

/* An input that moves nothing was meant for something else. */
static enum sq_status
check_influence(const sq_space *space, sq_errors *errors)
{
    sq_lab one = {0}, other = {0};
    enum sq_status status = SQ_OK;
    for (size_t k = 0; k < space->n && !status; k++) {
        sq_errors ignored = {0};
        double x[SQ_SPACE_MOST], y[SQ_SPACE_MOST];
        for (size_t i = 0; i < space->n; i++)
            x[i] = y[i] = 0.4;
        y[k] = 0.7;
        if (is_few(&space->axis[k]))
            x[k] = 0, y[k] = 1;
        bool known = sq_space_lab(&one, space, x, &ignored) == SQ_OK &&
                     sq_space_lab(&other, space, y, &ignored) == SQ_OK;
        if (known && sq_shot_is_same(&one, &other))
            status = sq_errors_add(errors, SQ_ERR_INPUT,
                                   "%s: it does not end in the rates or the initial "
                                   "direction: there is nothing to choose",
                                   space->axis[k].key.text);
        sq_errors_free(&ignored);
    }
    sq_lab_free(&one);
    sq_lab_free(&other);
    return status;
}

static enum sq_status
add_all_named(sq_space *space, const char *option, const char *const *named, size_t n,
              sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < n && !status; i++)
        status = add_named(space, option, named[i], errors);
    return status;
}

static enum sq_status
add_axes(sq_space *space, const char *const *free, size_t n_free, const char *sought,
         sq_errors *errors)
{
    gathering g = {space, free, n_free, sought, errors};
    enum sq_status status = sq_inputs_visit_ranges(space->lab, gather, &g);
    if (!status)
        status = add_all_named(space, "free", free, n_free, errors);
    if (sought && !status && axis_of(space, sought) == space->n)
        status = add_named(space, space->most ? "most" : "least", sought, errors);
    if (!status && space->n == (sought != NULL))
        status = add_usual(space, errors);
    space->sought = sought ? axis_of(space, sought) : SQ_SPACE_NONE;
    return status;
}

static enum sq_status
make_change(sq_space *space, sq_errors *errors)
{
    const char *key[SQ_SPACE_MOST];
    for (size_t i = 0; i < space->n; i++)
        key[i] = space->axis[i].key.text;
    enum sq_status status =
        sq_lab_change_create(&space->change, space->lab, key, space->n, errors);
    return status ? status : check_influence(space, errors);
}

enum sq_status
sq_space_make(sq_space *space, const sq_lab *lab, const char *const *free, size_t n_free,
              const char *sought, bool most, sq_errors *errors)
{
    *space = (sq_space){.lab = lab, .most = most};
    enum sq_status status = add_axes(space, free, n_free, sought, errors);
    return status ? status : make_change(space, errors);
}

enum sq_status
sq_space_make_named(sq_space *space, const sq_lab *lab, const char *option,
                    const char *const *named, size_t n, sq_errors *errors)
{
    *space = (sq_space){.lab = lab, .sought = SQ_SPACE_NONE};
    enum sq_status status = add_all_named(space, option, named, n, errors);
    return status ? status : make_change(space, errors);
}

void
sq_space_free(sq_space *space)
{
    sq_lab_change_free(space->change);
    *space = (sq_space){0};
}

/* ---- points ---- */

double
sq_space_value(const sq_space_axis *axis, double x)
{
    double value = sq_range_value(&axis->range, x);
    return is_few(axis) ? rint(value) : value;
}

void
sq_space_values(double value[SQ_SPACE_MOST], const sq_space *space, const double *x)
{
    for (size_t k = 0; k < space->n; k++)
        value[k] = sq_space_value(&space->axis[k], x[k]);
}

double
sq_space_coordinate(const sq_space_axis *axis, double value)
{
    const sq_range *r = &axis->range;
    double turn = axis->periodic ? 2 * M_PI : 0;
    double x = turn > 0 ? (value - r->low) / turn - floor((value - r->low) / turn)
               : sq_range_is_logarithmic(r) ? log(value / r->low) / log(r->high / r->low)
                                            : (value - r->low) / (r->high - r->low);
    return fmin(fmax(x, 0), 1);
}

bool
sq_space_here(double x[SQ_SPACE_MOST], const sq_space *space)
{
    bool inside = true;
    for (size_t k = 0; k < space->n; k++) {
        const sq_space_axis *axis = &space->axis[k];
        double value = sq_inputs_value(space->lab, axis->key.text);
        inside = inside &&
                 (axis->periodic || (value >= axis->range.low && value <= axis->range.high));
        x[k] = isfinite(value) ? sq_space_coordinate(axis, value) : 0.5;
    }
    return inside;
}

enum sq_status
sq_space_lab(sq_lab *lab, const sq_space *space, const double *x, sq_errors *errors)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, space, x);
    return sq_lab_changed(lab, space->change, value, errors);
}

double
sq_space_round(sq_format_label *text, const sq_space_axis *axis, double value, int digits)
{
    return sq_varied_round(text, &axis->unit, axis->whole, value, digits);
}
