/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ranks beside rank 0 do with the work that it shares (share.h). */
#ifndef SQ_SHARE_ASSIST_H
#define SQ_SHARE_ASSIST_H

#include "base/share.h"

/* Waits for a job; false: there is none any more.  Its bytes are to be freed.  Each has to be
 * assisted in or declined. */
bool sq_share_assist_next(sq_share_job *job);

/* Does items until there are none left for this rank, or it is over here: rank 0 has those
 * done by others then.  `n`, `known` and `keep` are rank 0's.  A fault is told rank 0. */
void sq_share_assist(const sq_share *share);

/* Takes no part; a fault ends the work of all, SQ_OK: nobody minds. */
void sq_share_assist_decline(const sq_errors *errors);

#endif
