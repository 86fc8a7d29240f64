/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/slot.h"

#include "input/key.h"

#include <stdlib.h>
#include <string.h>

enum sq_status
sq_slot_table_create(sq_slot_table *table, const sq_param_row_set *sets, size_t n_sets)
{
    size_t n = 0;
    for (size_t i = 0; i < n_sets; i++)
        n += sets[i].n;
    *table = (sq_slot_table){.slot = calloc(n ? n : 1, sizeof *table->slot)};
    if (!table->slot)
        return SQ_ERR_MEMORY;
    for (size_t i = 0; i < n_sets; i++)
        for (size_t k = 0; k < sets[i].n; k++)
            table->slot[table->n++] =
                (sq_slot){.row = &sets[i].row[k], .record = sets[i].record};
    return SQ_OK;
}

void
sq_slot_table_free(sq_slot_table *table)
{
    free(table->slot);
    *table = (sq_slot_table){0};
}

bool
sq_slot_is_given(const sq_slot *slot)
{
    return slot->node || slot->setting;
}

sq_slot *
sq_slot_find(const sq_slot_table *table, const char *key)
{
    for (size_t i = 0; i < table->n; i++)
        if (strcmp(table->slot[i].row->key, key) == 0)
            return &table->slot[i];
    return NULL;
}

const sq_slot *
sq_slot_instead(const sq_slot_table *table, const sq_slot *slot)
{
    for (const sq_slot *s = table->slot; s < table->slot + table->n; s++)
        if (s != slot && sq_slot_is_given(s) && sq_param_row_excludes(s->row, slot->row))
            return s;
    return NULL;
}

bool
sq_slot_opens_section(const sq_slot_table *table, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (sq_key_same_section(table->slot[i].row->key, table->slot[k].row->key))
            return false;
    return true;
}

bool
sq_slot_is_above(const sq_slot_table *table, const char *key)
{
    size_t n = strlen(key);
    for (size_t i = 0; i < table->n; i++)
        if (strncmp(table->slot[i].row->key, key, n) == 0 && table->slot[i].row->key[n] == '.')
            return true;
    return false;
}

const char *
sq_slot_first_key(const sq_slot_table *table, const char *section)
{
    for (size_t i = 0; i < table->n; i++)
        if (sq_key_is_in(table->slot[i].row->key, section))
            return table->slot[i].row->key;
    return NULL;
}
