/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of the lab file: text -> member of a record; see param_value.h.
 *
 * The order is: take the text apart (from_…), read it as its kind of value wants (read_…),
 * check it against the bounds of its row.  Nothing is written before everything has been
 * checked. */
#include "input/param_value.h"

#include "base/text.h"
#include "input/bounds.h"
#include "input/key.h"
#include "input/param_noise.h"
#include "input/plain.h"
#include "input/range.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXAMPLE_DIRECTION "[121.92 deg, 147.70 deg]"

/* ---- texts ---- */

static enum sq_status
add_item(sq_param_value_text *text, const char *item, size_t length)
{
    size_t i = text->n++;
    if (i >= sizeof text->item / sizeof *text->item)
        return SQ_OK;
    text->item[i] = sq_text_trim(item, length);
    return text->item[i] ? SQ_OK : SQ_ERR_MEMORY;
}

enum sq_status
sq_param_value_from_node(sq_param_value_text *text, const sq_tree_node *node)
{
    *text = (sq_param_value_text){.list = node->kind == SQ_NODE_LIST};
    if (!text->list)
        return add_item(text, node->text, strlen(node->text));
    enum sq_status status = SQ_OK;
    for (const sq_tree_node *item = node->child; item && status == SQ_OK; item = item->next)
        status = add_item(text, item->text, strlen(item->text));
    return status;
}

enum sq_status
sq_param_value_from_string(sq_param_value_text *text, const char *string,
                           const sq_param_row *row)
{
    *text = (sq_param_value_text){0};
    string += strspn(string, " \t\r\n");
    size_t length = strlen(string);
    while (length && strchr(" \t\r\n", string[length - 1]))
        length--;
    text->list = row->kind == SQ_PARAM_DIRECTION && length > 1 && string[0] == '[' &&
                 string[length - 1] == ']';
    if (!text->list)
        return add_item(text, string, length);
    enum sq_status status = SQ_OK;
    const char *at = string + 1, *end = string + length - 1;
    for (const char *comma; at <= end && status == SQ_OK; at = comma + 1) {
        comma = memchr(at, ',', (size_t)(end - at));
        comma = comma ? comma : end;
        status = add_item(text, at, (size_t)(comma - at));
    }
    return status;
}

void
sq_param_value_text_free(sq_param_value_text *text)
{
    for (size_t i = 0; i < sizeof text->item / sizeof *text->item; i++)
        free(text->item[i]);
    *text = (sq_param_value_text){0};
}

/* ---- bounds ---- */

enum sq_dimension
sq_param_value_dimension(const sq_param_row *row, bool dimensionless)
{
    return dimensionless && row->dim != SQ_DIM_ANGLE ? SQ_DIM_NUMBER : row->dim;
}

bool
sq_param_value_check(const sq_param_row *row, bool dimensionless, double value, double sd,
                     const char *text, char reason[SQ_TEXT_REASON_SIZE])
{
    enum sq_dimension dim = sq_param_value_dimension(row, dimensionless);
    return sq_bounds_check(row, dim, value, text, reason) &&
           sq_bounds_check_plausible(dim, value, sd, text, reason);
}

/* ---- kinds ---- */

typedef struct request {
    const sq_param_row *row;
    sq_param_value_text *text;
    bool dimensionless;
    char *reason; /* SQ_TEXT_REASON_SIZE bytes */
} request;

/* Moves what was read of an item into a quantity, with its text. */
static void
fill(sq_quantity *quantity, const sq_quantity *read, char **item)
{
    free(quantity->text);
    *quantity = (sq_quantity){.value = read->value,
                              .sd = read->sd,
                              .low = read->low,
                              .high = read->high,
                              .known = true,
                              .text = *item};
    *item = NULL;
}

static bool
find_choice(const request *r, double *index)
{
    char word[SQ_KEY_SIZE];
    if (!sq_plain_text(r->text->item[0], word, sizeof word))
        return false;
    for (size_t i = 0; r->row->choices[i]; i++)
        if (strcmp(r->row->choices[i], word) == 0) {
            *index = (double)i;
            return true;
        }
    return false;
}

/* "'meen' is not one of uniform, peak and rms". */
static void
list_choices(const request *r)
{
    const char *const *choice = r->row->choices;
    snprintf(r->reason, SQ_TEXT_REASON_SIZE, "'%s' is not one of ",
             sq_text_excerpt(r->text->item[0]).text);
    for (size_t i = 0; choice[i]; i++)
        sq_text_append(r->reason, SQ_TEXT_REASON_SIZE, "%s%s",
                       i == 0          ? ""
                       : choice[i + 1] ? ", "
                                       : " and ",
                       choice[i]);
    const char *near = sq_text_nearest(r->text->item[0], choice);
    if (r->row->kind == SQ_PARAM_DIRECTION)
        sq_text_append(r->reason, SQ_TEXT_REASON_SIZE, ", nor a pair of angles such as '%s'",
                       EXAMPLE_DIRECTION);
    if (near)
        sq_text_append(r->reason, SQ_TEXT_REASON_SIZE, "; did you mean '%s'?", near);
}

/* May this number stand there by itself? */
static bool
check_number(const sq_param_row *row, bool dimensionless, double value, double sd,
             const char *item, char *reason)
{
    return (row->bounds != SQ_WHOLE || sq_bounds_check_whole(row, value, item, reason)) &&
           sq_param_value_check(row, dimensionless, value, sd, item, reason);
}

/* The value is in the middle. */
static bool
parse_range(const sq_param_row *row, bool dimensionless, const char *item, sq_quantity *read,
            char *reason)
{
    sq_range range;
    if (sq_range_read(item, sq_param_value_dimension(row, dimensionless),
                      sq_param_row_example(row, dimensionless), &range, reason,
                      SQ_TEXT_REASON_SIZE) ||
        !check_number(row, dimensionless, range.low, 0, item, reason) ||
        !check_number(row, dimensionless, range.high, 0, item, reason))
        return false;
    double middle = sq_range_value(&range, 0.5);
    *read = (sq_quantity){.value = row->bounds == SQ_WHOLE ? rint(middle) : middle,
                          .low = range.low,
                          .high = range.high};
    return true;
}

/* A number with its uncertainty, or a range of numbers. */
static bool
parse(const sq_param_row *row, bool dimensionless, const char *item, sq_quantity *read,
      char *reason)
{
    *read = (sq_quantity){0};
    if (sq_range_is_meant(item))
        return parse_range(row, dimensionless, item, read, reason);
    return sq_quantity_read(item, sq_param_value_dimension(row, dimensionless),
                            sq_param_row_example(row, dimensionless), read, reason,
                            SQ_TEXT_REASON_SIZE) == SQ_OK &&
           check_number(row, dimensionless, read->value, read->sd, item, reason);
}

static bool
read_quantity(const request *r, void *member)
{
    sq_quantity read;
    if (!parse(r->row, r->dimensionless, r->text->item[0], &read, r->reason))
        return false;
    fill(member, &read, &r->text->item[0]);
    return true;
}

static bool
read_choice(const request *r, void *member)
{
    sq_quantity index = {0};
    if (!find_choice(r, &index.value)) {
        list_choices(r);
        return false;
    }
    fill(member, &index, &r->text->item[0]);
    return true;
}

static bool
read_text(const request *r, void *member)
{
    fill(member, &(sq_quantity){0}, &r->text->item[0]);
    return true;
}

const sq_param_row sq_param_value_angles[SQ_PARAM_VALUE_ANGLES] = {
    SQ_PARAM_ROW(sq_param_row_direction, "polar", NULL, polar, ANGLE, WITHIN, .min = 0,
                 .max = M_PI, .help = "polar angle"),
    SQ_PARAM_ROW(sq_param_row_direction, "azimuth", NULL, azimuthal, ANGLE, ANY,
                 .help = "azimuthal angle"),
};

static bool
read_angle(const request *r, size_t i, sq_quantity *angle)
{
    char reason[SQ_TEXT_REASON_SIZE];
    if (parse(&sq_param_value_angles[i], false, r->text->item[i], angle, reason))
        return true;
    *r->reason = '\0';
    sq_text_append(r->reason, SQ_TEXT_REASON_SIZE, "%s: %s", sq_param_value_angles[i].help,
                   reason);
    return false;
}

static bool
read_angles(const request *r, sq_param_row_direction *direction)
{
    sq_quantity angle[2];
    if (r->text->n != 2) {
        snprintf(r->reason, SQ_TEXT_REASON_SIZE,
                 "the list has %zu entr%s; two angles are wanted, polar and azimuthal, for "
                 "example '%s'",
                 r->text->n, r->text->n == 1 ? "y" : "ies", EXAMPLE_DIRECTION);
        return false;
    }
    if (!read_angle(r, 0, &angle[0]) || !read_angle(r, 1, &angle[1]))
        return false;
    fill(&direction->polar, &angle[0], &r->text->item[0]);
    fill(&direction->azimuthal, &angle[1], &r->text->item[1]);
    return true;
}

static bool
read_direction(const request *r, void *member)
{
    sq_param_row_direction *direction = member;
    return r->text->list ? read_angles(r, direction) : read_choice(r, &direction->named);
}

static bool
read_noise(const request *r, void *member)
{
    sq_param_row_noise read = {.spread = SQ_SPREAD_ABSOLUTE}, *noise = member;
    if (!sq_param_noise_read(&read, r->row, sq_param_value_dimension(r->row, r->dimensionless),
                             r->text->item[0], r->reason))
        return false;
    fill(&noise->size, &read.size, &r->text->item[0]);
    noise->spread = read.spread;
    return true;
}

static const struct {
    bool (*read)(const request *r, void *member);
    bool takes_list;
} kind[] = {
    [SQ_PARAM_QUANTITY] = {read_quantity, false}, [SQ_PARAM_CHOICE] = {read_choice, false},
    [SQ_PARAM_TEXT] = {read_text, false},         [SQ_PARAM_DIRECTION] = {read_direction, true},
    [SQ_PARAM_NOISE] = {read_noise, false},
};

bool
sq_param_value_read(const sq_param_row *row, sq_param_value_text *text, bool dimensionless,
                    void *record, char reason[SQ_TEXT_REASON_SIZE])
{
    const request r = {row, text, dimensionless, reason};
    bool empty = !text->list && !*text->item[0];
    if (empty)
        snprintf(reason, SQ_TEXT_REASON_SIZE, "there is no value");
    else if (text->list && !kind[row->kind].takes_list)
        snprintf(reason, SQ_TEXT_REASON_SIZE, "a list is given; one value is wanted");
    else if (kind[row->kind].read(&r, (char *)record + row->member))
        return true;
    sq_text_append(reason, SQ_TEXT_REASON_SIZE, " (%s)", row->help);
    return false;
}

/* ---- members ---- */

/* The size of a noise is the first member of its record. */
static_assert(offsetof(sq_param_row_noise, size) == 0, "a noise begins with its quantity");

size_t
sq_param_value_members(const sq_param_row *row, void *record,
                       sq_quantity *member[SQ_PARAM_VALUE_MEMBERS])
{
    void *at = (char *)record + row->member;
    if (row->kind != SQ_PARAM_DIRECTION) {
        member[0] = at;
        return 1;
    }
    sq_param_row_direction *direction = at;
    member[0] = &direction->named;
    member[1] = &direction->polar;
    member[2] = &direction->azimuthal;
    return 3;
}
