/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/validity_inputs.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "base/locale.h"

typedef struct input_notes {
    sq_validity_note *note;
    size_t n;
} input_notes;

/* `0.1 Hz` of a process is a width, 0.628 1/s; who means once in ten seconds writes 0.1 1/s. */
static bool
is_decay_in_hertz(const sq_param_row *row, const sq_quantity *q)
{
    return row->dim == SQ_DIM_RATE && strncmp(row->key, "decoherence.", 12) == 0 &&
           (strstr(q->text, "Hz") || strstr(q->text, "ertz")) && q->value > 0;
}

static void
note_hertz(sq_validity_note *note, const char *key, const sq_quantity *q)
{
    sq_locale_print(note->text, sizeof note->text,
                    "%s = %s is taken as a width, 2 pi times as many per second: %.4g 1/s; if "
                    "that many events per second are meant, write %.4g 1/s",
                    key, q->text, q->value, q->value / (2 * SQ_PI));
}

/* Does it change where a run ends, and nothing else? */
static bool
is_of_the_run(const char *key)
{
    return strncmp(key, "time.", 5) == 0;
}

static enum sq_status
note_input(const sq_param_entry *entry, void *context)
{
    input_notes *notes = context;
    for (size_t i = 0; i < entry->n && notes->n < SQ_VALIDITY_INPUTS_MOST; i++) {
        const sq_quantity *q = entry->value[i];
        if (is_decay_in_hertz(entry->row, q))
            note_hertz(&notes->note[notes->n++], entry->row->key, q);
        if (!(q->sd > 0) || notes->n == SQ_VALIDITY_INPUTS_MOST)
            continue;
        if (is_of_the_run(entry->row->key))
            sq_locale_print(notes->note[notes->n++].text, sizeof notes->note->text,
                            "the uncertainty of %s = %s is not used: no rate depends on it",
                            entry->row->key, q->text);
        else if (q->sd > fabs(q->value))
            sq_locale_print(
                notes->note[notes->n++].text, sizeof notes->note->text,
                "the uncertainty of %s = %s is larger than the value; a unit behind both "
                "numbers is meant for both, as in '4 Hz ± 50 mHz'",
                entry->row->key, q->text);
    }
    return SQ_OK;
}

size_t
sq_validity_inputs(sq_validity_note *note, const sq_lab *lab)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    input_notes inputs = {.note = note};
    sq_lab_sets(lab, sets);
    return sq_param_visit(sets, SQ_LAB_SETS, note_input, &inputs) == SQ_OK ? inputs.n : 0;
}
