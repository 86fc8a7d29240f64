/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_nearby.h"

/* What gains less is not worth a search. */
#define FELT_DB 0.1

static void
add_setting(sq_findings *f, const sq_nearby *n, size_t k)
{
    sq_findings_section(f, "nearby.settings[]", NULL, "key text");
    sq_findings_text(f, "key", NULL, sq_findings_words(f, "%s", n->key[k].text));
    sq_findings_text(f, "text", NULL, sq_findings_words(f, "%s", n->text[k].s));
}

/* The two angles of the direction are free, or neither, the drive where there is one to compare
 * it with. */
void
sq_findings_nearby(sq_findings *f, const sq_nearby *n)
{
    double gain = n->db - n->here_db;
    const char *label = n->n > 2    ? "drive and direction, if tuned"
                        : n->n == 2 ? "direction, if tuned"
                                    : "drive, if tuned";
    sq_findings_section(f, "nearby", NULL, "here_db db time gain_db settings[]");
    sq_findings_value(f, "here_db", n->here_db);
    sq_findings_value(f, "db", n->db);
    sq_findings_value(f, "time", n->time);
    sq_findings_value(f, "gain_db", gain);
    if (gain < FELT_DB)
        sq_findings_line(f, label, "less than %g dB better nearby", FELT_DB);
    else
        sq_findings_line(f, label, "%.1f dB better or more: squint optimize", gain);
    for (size_t k = 0; k < n->n; k++)
        add_setting(f, n, k);
}
