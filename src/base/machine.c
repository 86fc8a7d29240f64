/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/machine.h"

#include <math.h>
#include <unistd.h>

double
sq_machine_bytes(void)
{
    double bytes = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    return bytes > 0 ? bytes : INFINITY;
}
