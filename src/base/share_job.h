/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SQ_SHARE_JOB_H
#define SQ_SHARE_JOB_H

#include <stddef.h>

enum { SQ_SHARE_JOB_NAME = 16 };

/* What other ranks have to know to assist: what kind of work it is, and what that needs. */
typedef struct sq_share_job {
    char name[SQ_SHARE_JOB_NAME];
    size_t size;
    void *bytes; /* which mean the same on every rank */
} sq_share_job;

#endif
