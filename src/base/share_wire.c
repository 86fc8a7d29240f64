/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/share_wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/ranks.h"

/* So much is sent without memory of its own: all that does not grow with results. */
enum { SMALL = 4096 };

static void
send_from(unsigned char *memory, int to, const sq_share_wire_head *head, const void *bytes)
{
    memcpy(memory, head, sizeof *head);
    if (head->size > 0)
        memcpy(memory + sizeof *head, bytes, head->size);
    sq_ranks_send(to, memory, sizeof *head + head->size);
}

enum sq_status
sq_share_wire_send(int to, const sq_share_wire_head *head, const void *bytes, sq_errors *errors)
{
    unsigned char small[SMALL], *large = small;
    if (sizeof *head + head->size > sizeof small)
        large = malloc(sizeof *head + head->size);
    if (!large)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a message of %zu bytes",
                             head->size);
    send_from(large, to, head, bytes);
    if (large != small)
        free(large);
    return SQ_OK;
}

bool
sq_share_wire_receive(sq_share_wire *wire)
{
    sq_ranks_message message;
    if (!sq_ranks_receive(&message))
        return false;
    *wire = (sq_share_wire){.from = message.from, .memory = message.bytes};
    wire->bytes = (unsigned char *)message.bytes + sizeof wire->head;
    memcpy(&wire->head, message.bytes, sizeof wire->head);
    return true;
}

void
sq_share_wire_await(sq_share_wire *wire)
{
    while (!sq_share_wire_receive(wire))
        sq_ranks_pause();
}
