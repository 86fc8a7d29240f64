/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_doubt.h"

#include "beyond/classes_cost.h"
#include "lab/validity.h"
#include "planning/headline.h"

void
sq_findings_doubt(sq_findings *f, const sq_lab *lab)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(verdict, lab), violated = 0;
    for (size_t i = 0; i < n; i++)
        violated += !verdict[i].ok;
    if (violated == 0)
        return;
    sq_findings_line(
        f, "CAUTION",
        "the spin model is out of its range for this apparatus: %zu condition%s violated",
        violated, violated == 1 ? " is" : "s are");
    sq_findings_note(f, "(squint check); the numbers below are the model's and may not be the "
                        "apparatus'");
}

void
sq_findings_doubt_of_model(sq_findings *f, const sq_lab *lab)
{
    bool uniform = sq_classes_cost_is_due(lab);
    sq_findings_text(f, "verdict", NULL,
                     sq_headline_verdict_name(sq_headline_verdict_of(lab, uniform)));
    sq_findings_doubt(f, lab);
    if (!uniform)
        return;
    sq_findings_line(f, "CAUTION", "couplings differ: what follows is");
    sq_findings_note(f, "of atoms alike; see squint predict");
}
