/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_pareto.h"

#include <math.h>

/* Settings that have room beside the squeezing. */
enum { SHOWN = 3 };

static const char *
setting_words(sq_findings *f, const sq_optimize_result *r, const sq_space *space)
{
    const char *words = "";
    for (size_t k = 0; k < space->n && k < SHOWN; k++)
        words = sq_findings_words(f, "%s%s%s", words, k ? ", " : "", r->setting[k].text.s);
    return words;
}

static void
add_point(sq_findings *f, const sq_optimize_result *r, const sq_space *space)
{
    const char *label = sq_findings_words(f, "%s", sq_findings_time_label(f, r->time, 4).s);
    sq_findings_section(f, "pareto[]", NULL, "time db order settings[]");
    sq_findings_value(f, "time", r->time);
    sq_findings_value(f, "db", r->db);
    sq_findings_count(f, "order", r->order);
    sq_findings_line(f, label, "%s dB\t%s", sq_findings_decibel_label(r->db, NAN, 2).s,
                     setting_words(f, r, space));
    for (size_t k = 0; k < space->n; k++) {
        sq_findings_section(f, "pareto[].settings[]", NULL, "key text");
        sq_findings_text(f, "key", NULL, sq_findings_words(f, "%s", space->axis[k].key.text));
        sq_findings_text(f, "text", NULL, sq_findings_words(f, "%s", r->setting[k].text.s));
    }
}

void
sq_findings_pareto(sq_findings *f, const sq_pareto *pareto, const sq_space *space)
{
    const char *names = "";
    for (size_t k = 0; k < space->n && k < SHOWN; k++)
        names = sq_findings_words(f, "%s%s%s", names, k ? ", " : "", space->axis[k].key.text);
    sq_findings_section(f, "", NULL, "pareto[]");
    sq_findings_section(f, "pareto", "Squeezing against time", "");
    sq_findings_text(f, NULL, sq_findings_words(f, "with %s:", names), NULL);
    for (size_t i = 0; i < pareto->n; i++)
        add_point(f, &pareto->point[i], space);
}
