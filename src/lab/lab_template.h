/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A commented lab file to begin with, made from the parameter rows. */
#ifndef SQ_LAB_TEMPLATE_H
#define SQ_LAB_TEMPLATE_H

#include <stdio.h>

#include "apparatus/platform.h"

/* Writes a lab of this platform that runs as it is: rows with an example are active, the
 * others stand as comments with their default or some other value. */
void sq_lab_template_write(FILE *out, const sq_platform *platform);

#endif
