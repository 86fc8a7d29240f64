/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far something may be trusted, in one word. */
#ifndef SQ_COLOUR_H
#define SQ_COLOUR_H

#include "base/public.h"

SQ_PUBLIC_BEGIN

enum sq_colour { SQ_COLOUR_GREEN, SQ_COLOUR_AMBER, SQ_COLOUR_RED };

const char *sq_colour_name(enum sq_colour colour);

SQ_PUBLIC_END

#endif
