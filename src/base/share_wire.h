/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rank 0 and another tell each other while they share work: rank 0 announces a job, the
 * other asks for items, handing in those it has done, and is given more, until it leaves. */
#ifndef SQ_SHARE_WIRE_H
#define SQ_SHARE_WIRE_H

#include "base/error.h"
#include "base/share_job.h"

enum sq_share_wire_kind {
    /* of rank 0 */
    SQ_SHARE_WIRE_JOB,     /* what follows is the job's */
    SQ_SHARE_WIRE_ITEMS,   /* n numbers of items; none: there are no more */
    SQ_SHARE_WIRE_DISMISS, /* there are no more jobs */
    /* of the others */
    SQ_SHARE_WIRE_ASK,     /* n items that were handed out (sq_share_wire_item), and for more */
    SQ_SHARE_WIRE_HAND_IN, /* the same, but not for more */
    SQ_SHARE_WIRE_LEAVE,   /* the job; a fault: its text follows */
};

enum { SQ_SHARE_WIRE_VERSION = 16 };

/* In front of what is told. */
typedef struct sq_share_wire_head {
    enum sq_share_wire_kind kind;
    enum sq_status status;               /* of a fault */
    size_t n, size;                      /* things and bytes that follow */
    double seconds;                      /* an item has taken on average; 0: not known */
    char name[SQ_SHARE_JOB_NAME];        /* of the job */
    char version[SQ_SHARE_WIRE_VERSION]; /* of the program that announces it */
} sq_share_wire_head;

/* An item that was handed out; its result follows. */
typedef struct sq_share_wire_item {
    size_t number;
    bool done; /* no: the result means nothing, and somebody else has to do it */
} sq_share_wire_item;

/* A message with its head, and behind it as many bytes as the head says. */
typedef struct sq_share_wire {
    sq_share_wire_head head;
    int from;
    unsigned char *bytes; /* what follows the head */
    void *memory;         /* owned; in which it lies */
} sq_share_wire;

/* Sends the head, and behind it head->size bytes. */
enum sq_status sq_share_wire_send(int to, const sq_share_wire_head *head, const void *bytes,
                                  sq_errors *errors) SQ_CHECK_RESULT;

/* What has come; false: nothing.  Free its memory. */
bool sq_share_wire_receive(sq_share_wire *wire);

/* Waits for it. */
void sq_share_wire_await(sq_share_wire *wire);

#endif
