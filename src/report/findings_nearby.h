/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of settings nearby. */
#ifndef SQ_FINDINGS_NEARBY_H
#define SQ_FINDINGS_NEARBY_H

#include "planning/nearby.h"
#include "report/findings.h"

void sq_findings_nearby(sq_findings *findings, const sq_nearby *nearby);

#endif
