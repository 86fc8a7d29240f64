/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new ion is one row here and one name below. */
#include "apparatus/ion.h"

#include <stddef.h>

#include "base/constants.h"

#define MG_SOURCE                                                                              \
    "lines of 25Mg+: Clos et al., PRL 112, 113003 (2014); linewidth of P3/2: Ansbacher et "    \
    "al., Phys. Lett. A 139, 165 (1989), as quoted, not re-checked; mass: AME less an "        \
    "electron, as quoted, not re-checked"

/* The isotope shift of the lines, some GHz, is small beside every Raman detuning, and the
 * cooling detuning counts from the line itself. */
const sq_ion sq_ion_table[] = {
    {"Mg-25", 24.985288, 1069.339957e12, 1072.084547e12, 2 * SQ_PI * 41.8e6, MG_SOURCE},
    {"Mg-24", 23.984493, 1069.339957e12, 1072.084547e12, 2 * SQ_PI * 41.8e6, MG_SOURCE},
    {"Be-9", 9.011634, 0, 0, 0,
     "mass: AME less an electron, as quoted, not re-checked; as a reference for trap.axial_of"},
    {NULL, 0, 0, 0, 0, NULL},
};

const char *const sq_ion_names[] = {"Mg-25", "Mg-24", "Be-9", NULL};
