/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slots: every row of every set has one, which says where its value comes from. */
#ifndef SQ_SLOT_H
#define SQ_SLOT_H

#include "input/param_row.h"
#include "input/tree.h"

typedef struct sq_slot {
    const sq_param_row *row;
    void *record;             /* that the row writes into */
    const sq_tree_node *node; /* the value in the file, NULL when absent or overruled */
    const char *setting;      /* "KEY=VALUE", NULL when not set */
} sq_slot;

typedef struct sq_slot_table {
    sq_slot *slot; /* n of them, in the order of the rows */
    size_t n;
} sq_slot_table;

/* Makes a slot for each row, none of them given.  SQ_OK or SQ_ERR_MEMORY; free the table in
 * any case. */
enum sq_status sq_slot_table_create(sq_slot_table *table, const sq_param_row_set *sets,
                                    size_t n_sets) SQ_CHECK_RESULT;
void sq_slot_table_free(sq_slot_table *table);

bool sq_slot_is_given(const sq_slot *slot);

/* The slot of a key, NULL when there is no such key. */
sq_slot *sq_slot_find(const sq_slot_table *table, const char *key);

/* The first given slot that excludes this one, NULL when there is none. */
const sq_slot *sq_slot_instead(const sq_slot_table *table, const sq_slot *slot);

/* Is slot i the first of its section? */
bool sq_slot_opens_section(const sq_slot_table *table, size_t i);

/* Do keys begin with this one and a dot? */
bool sq_slot_is_above(const sq_slot_table *table, const char *key);

/* The first key of a section, NULL when there is no such section. */
const char *sq_slot_first_key(const sq_slot_table *table, const char *section);

#endif
