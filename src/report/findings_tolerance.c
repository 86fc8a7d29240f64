/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_tolerance.h"

#include <math.h>
#include <string.h>

#include "base/locale.h"
#include "report/findings_doubt.h"
#include "report/findings_prediction.h"

/* Numbers with more decimals, or that large, are told with an exponent, up to so many digits.
 */
enum { MOST_DECIMALS = 6, MOST_DIGITS = 4 };
#define LARGE 1e7

/* Digits of a value, fewer where its column is too narrow for them and the unit. */
enum { VALUE_DIGITS = 6, LEAST_DIGITS = 3, VALUE_WIDTH = 10 };

/* ---- cells ---- */

static const char *
order_words(sq_findings *f, int order)
{
    return order ? sq_findings_words(f, "order %d", order) : "closed form";
}

/* The power of ten of a number; far below all others of 0. */
static int
power_of(double value)
{
    return value != 0 ? (int)floor(log10(fabs(value))) : -300;
}

sq_format_label
sq_findings_tolerance_number(const sq_tolerance_input *input, double value)
{
    sq_format_label text;
    double shown = value / input->unit_size,
           distance = (value - input->value) / input->unit_size;
    int last = power_of(distance) - 1, decimals = last < 0 ? -last : 0,
        digits = power_of(shown) - last;
    bool plain = decimals <= MOST_DECIMALS && fabs(shown) < LARGE;
    if (shown == 0 || distance == 0)
        return sq_format_number(shown, VALUE_DIGITS);
    if (!plain && digits > MOST_DIGITS) /* 90-6e-07: too near to be told otherwise */
        sq_locale_print(text.s, sizeof text.s, "%.3g%+.0e", input->value / input->unit_size,
                        distance);
    if (!plain && digits > MOST_DIGITS)
        return text;
    sq_locale_print(text.s, sizeof text.s, plain ? "%.*f" : "%.*e",
                    plain        ? decimals
                    : digits < 1 ? 1
                                 : digits,
                    shown);
    return text;
}

sq_format_label
sq_findings_tolerance_value(const sq_tolerance_input *input)
{
    sq_format_label shown;
    int digits = strcmp(input->key.text, "time.stop") == 0 ? 4 : VALUE_DIGITS;
    do {
        sq_locale_print(shown.s, sizeof shown.s, "%.*g%s%.24s", digits,
                        input->value / input->unit_size, *input->unit.text ? " " : "",
                        input->unit.text);
    } while (strlen(shown.s) > VALUE_WIDTH && --digits >= LEAST_DIGITS);
    return shown;
}

/* Is the end where it is by one order only? */
#define OPEN_PART 0.2

static bool
is_open(const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    return side->end == SQ_TOLERANCE_LOSS &&
           side->error > OPEN_PART * fabs(side->value - input->value);
}

/* Columns for an end, and for half the width. */
enum { END_WIDTH = 8, HALF_WIDTH = 9 };

static bool
is_wide(const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    return strlen(sq_findings_tolerance_number(input, side->value).s) > END_WIDTH;
}

/* What its column has no room for is told as the distance. */
static const char *
number_words(sq_findings *f, const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    return is_wide(input, side)
               ? sq_findings_words(f, "(%+.0e)",
                                   (side->value - input->value) / input->unit_size)
               : sq_findings_words(f, "%s", sq_findings_tolerance_number(input, side->value).s);
}

static const char *
marked(sq_findings *f, const char *number, char mark)
{
    return sq_findings_words(f, "%s%s%c", number, strlen(number) < END_WIDTH ? " " : "", mark);
}

static const char *
end_words(sq_findings *f, const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    const char *number = number_words(f, input, side);
    bool above = side->value > input->value;
    switch (side->end) {
    case SQ_TOLERANCE_BOUND:
        return side->value == input->value ? "-" : "no limit";
    case SQ_TOLERANCE_FAR:
        return sq_findings_words(f, "%s%.2g", above ? ">" : "<",
                                 side->value / input->unit_size);
    case SQ_TOLERANCE_TRUST:
        return marked(f, number, '?');
    case SQ_TOLERANCE_LAB:
        return marked(f, number, '!');
    default:
        return is_open(input, side) ? marked(f, number, '~') : number;
    }
}

/* Two digits, or all before the point: 140 and not 1.4e+02. */
static const char *
width_words(sq_findings *f, double width)
{
    return sq_findings_words(f, width >= 100 && width < 1e6 ? "%.0f" : "%.2g", width);
}

/* Half the width of the interval, or how far its one end is. */
static const char *
half_words(sq_findings *f, const sq_tolerance_input *input)
{
    bool low = input->low.end == SQ_TOLERANCE_LOSS, high = input->high.end == SQ_TOLERANCE_LOSS;
    const char *sign = low && high ? "±" : low ? "-" : "+";
    double half = input->half * input->scale;
    if (!isfinite(half))
        return "-";
    if (input->relative)
        return sq_findings_words(f, "%s %s %%", sign, width_words(f, 100 * input->half));
    const char *number =
        sq_findings_words(f, "%s %s", sign, width_words(f, half / input->unit_size));
    size_t signs = low && high; /* ± has two bytes */
    bool has_room = strlen(number) + strlen(input->unit.text) < HALF_WIDTH + signs;
    return input->value == 0 || !has_room
               ? number
               : sq_findings_words(f, "%s %s", number, input->unit.text);
}

/* ---- one input ---- */

/* NULL: the loss is larger beyond it. */
static const char *
reason_of(const sq_tolerance_side *side)
{
    return side->end == SQ_TOLERANCE_LOSS ? NULL : sq_tolerance_end_name(side->end);
}

static double
if_reached(const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    return side->end == SQ_TOLERANCE_LOSS ? side->value / input->unit_size : NAN;
}

static void
add_input(sq_findings *f, const sq_tolerance_input *input)
{
    const char *key = sq_findings_words(f, "%s", input->key.text);
    sq_findings_section(f, "tolerances[]", NULL,
                        "key value unit low high low_error high_error low_reason high_reason "
                        "low_known high_known half_width percent");
    sq_findings_text(f, "key", key, key);
    if (input->done)
        sq_findings_shown(f, "%s\t%s\t%s\t%s", sq_findings_tolerance_value(input).s,
                          end_words(f, input, &input->low), end_words(f, input, &input->high),
                          half_words(f, input));
    else
        sq_findings_shown(f, "%s\tinterrupted", sq_findings_tolerance_value(input).s);
    sq_findings_value(f, "value", input->value / input->unit_size);
    sq_findings_text(f, "unit", NULL, sq_findings_words(f, "%s", input->unit.text));
    if (!input->done)
        return;
    sq_findings_value(f, "low", if_reached(input, &input->low));
    sq_findings_value(f, "high", if_reached(input, &input->high));
    sq_findings_text(f, "low_reason", NULL, reason_of(&input->low));
    sq_findings_text(f, "high_reason", NULL, reason_of(&input->high));
    sq_findings_value(f, "low_error", input->low.error / input->unit_size);
    sq_findings_value(f, "high_error", input->high.error / input->unit_size);
    sq_findings_value(f, "low_known", input->low.value / input->unit_size);
    sq_findings_value(f, "high_known", input->high.value / input->unit_size);
    sq_findings_value(f, "half_width", input->half * input->scale / input->unit_size);
    sq_findings_value(f, "percent", input->relative ? 100 * input->half : NAN);
}

/* The order that tells the errors of the ends. */
static int
other_order(const sq_tolerance *t)
{
    return t->order > 2 ? t->order - 1 : t->order + 1;
}

/* Is there one of them? */
static bool
has(const sq_tolerance *t,
    bool (*is)(const sq_tolerance_input *input, const sq_tolerance_side *side))
{
    for (size_t i = 0; i < t->n; i++) {
        const sq_tolerance_input *input = &t->input[i];
        if (input->done && (is(input, &input->low) || is(input, &input->high)))
            return true;
    }
    return false;
}

static bool
is_of_trust(const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    (void)input;
    return side->end == SQ_TOLERANCE_TRUST;
}

static bool
is_of_lab(const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    (void)input;
    return side->end == SQ_TOLERANCE_LAB;
}

static bool
is_told_as_distance(const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    bool told = side->end != SQ_TOLERANCE_BOUND && side->end != SQ_TOLERANCE_FAR;
    return told && is_wide(input, side);
}

static void
add_inputs(sq_findings *f, const sq_tolerance *t)
{
    sq_findings_into(f, "tolerances[]");
    sq_findings_line(f, sq_findings_words(f, "costs %g dB, alone, beyond", t->loss_db),
                     "value\tfrom\tto\thalf");
    for (size_t i = 0; i < t->n; i++)
        add_input(f, &t->input[i]);
    sq_findings_into(f, "tolerance");
    if (has(t, is_of_trust))
        sq_findings_text(f, NULL, "? no order can be trusted beyond: the limit is not known",
                         NULL);
    if (has(t, is_open))
        sq_findings_text(f, NULL,
                         sq_findings_words(f,
                                           "~ order %d puts it elsewhere, by more than a fifth "
                                           "of its distance",
                                           other_order(t)),
                         NULL);
    if (has(t, is_told_as_distance))
        sq_findings_text(f, NULL, "( ) how far from the value: too near for its digits", NULL);
    if (has(t, is_of_lab))
        sq_findings_text(f, NULL, "! there is no such lab beyond: it contradicts itself", NULL);
}

/* ---- all together ---- */

static const char *
behind_words(sq_findings *f, const sq_yield_part *part)
{
    return sq_findings_words(f, " (half: %s)",
                             isfinite(part->median_db)
                                 ? sq_findings_decibel_label(part->median_db, NAN, 2).s
                                 : "unknown");
}

/* By what, and what stands against it. */
static const char *
doubt_words(sq_findings *f, const sq_yield_part *part)
{
    const char *words = sq_findings_words(f, "by %s", order_words(f, part->order));
    if (isfinite(part->at_most_db))
        words = sq_findings_words(f, "order %d: %s", part->order,
                                  sq_findings_decibel_label(part->db, part->error_db, 1).s);
    if (part->distrusted >= 5e-4)
        words = sq_findings_words(f, "%s, %.2g %% past trust", words, 100 * part->distrusted);
    return words;
}

/* Where it is not a quantile of draws that are known. */
static void
show_unknown(sq_findings *f, const sq_yield_part *part)
{
    if (!part->drawn)
        sq_findings_shown(f, "unknown: interrupted");
    else if (isnan(part->db))
        sq_findings_shown(f, "unknown: too many are past trust");
    else if (isfinite(part->at_most_db))
        sq_findings_shown(f, "at most %s dB%s",
                          sq_findings_decibel_label(part->at_most_db, NAN, 1).s,
                          behind_words(f, part));
}

static void
add_part(sq_findings *f, const char *path, const char *label, bool given,
         const sq_yield_part *part)
{
    sq_findings_section(f, path, NULL,
                        "share draws order db db_error draws_error_db order_error_db "
                        "at_most_db median_db distrusted left_out");
    sq_findings_value(f, "share", SQ_YIELD_SHARE);
    if (!given)
        return;
    sq_findings_decibel(f, "db", label, part->db, part->error_db, 2, behind_words(f, part));
    show_unknown(f, part);
    if (!part->drawn)
        return;
    sq_findings_note(f, doubt_words(f, part));
    sq_findings_count(f, "draws", (long long)part->n);
    sq_findings_count_if_any(f, "order", part->order);
    sq_findings_value(f, "db_error", part->error_db);
    sq_findings_value(f, "draws_error_db", part->draws_error_db);
    sq_findings_value(f, "order_error_db", part->order_error_db);
    sq_findings_value(f, "at_most_db", part->at_most_db);
    sq_findings_value(f, "median_db", part->median_db);
    sq_findings_value(f, "distrusted", part->distrusted);
    sq_findings_value(f, "left_out", part->left_out);
    if (part->left_out > 0)
        sq_findings_line(f, "", "%.2g %% cannot be", 100 * part->left_out);
    if (isfinite(part->at_most_db))
        sq_findings_line(f, "CAUTION", "not known: too many are past trust");
}

static void
add_yield(sq_findings *f, const sq_yield *y)
{
    add_part(f, "tolerance.shots", "9 of 10 shots reach", y->has_noise, &y->shots);
    add_part(f, "tolerance.labs",
             y->has_noise ? "9 of 10 labs reach, noise averaged" : "9 of 10 labs reach",
             y->has_uncertainty, &y->labs);
    sq_findings_into(f, "tolerance");
    if (!y->has_noise && !y->has_uncertainty)
        sq_findings_text(f, NULL,
                         "all together: give noise (--noise KEY=RMS) or uncertainties (4.00 ± "
                         "0.05 Hz)",
                         NULL);
}

/* ---- the whole ---- */

static void
add_plan(sq_findings *f, const sq_tolerance *t, const sq_prediction *p)
{
    sq_findings_value(f, "loss_db", t->loss_db);
    sq_findings_planned(f, p, t->planned);
    sq_findings_value(f, "ideal_db", t->ideal_db);
    sq_findings_count_if_any(f, "order", t->closed_form ? 0 : t->order);
    sq_findings_line(f, "", "%s dB by %s, as all below",
                     sq_findings_decibel_label(t->ideal_db, NAN, 2).s,
                     order_words(f, t->closed_form ? 0 : t->order));
    sq_findings_flag(f, "interrupted", t->interrupted);
}

void
sq_findings_tolerance(sq_findings *f, const sq_lab *lab, const sq_tolerance *t,
                      const sq_yield *y, const sq_prediction *p, uint64_t seed)
{
    sq_findings_section(f, "", NULL, "tolerance tolerances[]");
    if (y->shots.drawn || y->labs.drawn || p->run.ensemble)
        sq_findings_count(f, "seed", (long long)seed);
    sq_findings_section(
        f, "tolerance", "Tolerances",
        "loss_db time db db_error verdict order ideal_db interrupted shots{} labs{}");
    sq_findings_doubt_of_model(f, lab);
    add_plan(f, t, p);
    add_inputs(f, t);
    add_yield(f, y);
    if (t->interrupted)
        sq_findings_line(f, "CAUTION", "interrupted: not all is here");
}
