/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/colour.h"

const char *
sq_colour_name(enum sq_colour colour)
{
    static const char *const names[] = {"green", "amber", "red"};
    return names[colour];
}
