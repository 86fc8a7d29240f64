/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The species table.  A new transition is one row here and one name below. */
#include "species.h"

#include <stddef.h>

#include "constants.h"

const sq_species sq_species_table[] = {
    {
        .name = "Sr-87",
        .transition = "1S0 - 3P0 (clock)",
        .wavelength = SQ_SPEED_OF_LIGHT / 429228004229873.0,
        .linewidth = 2 * SQ_PI * 1e-3,
        .mass = 86.908877,
        .source =
            "frequency: CIPM value; linewidth 'about 1 mHz' as in Tucker et al., PRA 102, "
            "051701 (2020) (measured: 1.35(3) mHz, Muniz et al., PR Research 3, 023152 "
            "(2021)); mass: AME",
    },
    {
        .name = "Sr-88",
        .transition = "1S0 - 3P1 (intercombination)",
        .wavelength = SQ_SPEED_OF_LIGHT / 434829121311e3,
        .linewidth = 2 * SQ_PI * 7.5e3,
        .mass = 87.905612,
        .source = "frequency: Ferrari et al., PRL 91, 243002 (2003); linewidth 7.5 kHz: "
                  "Lewis-Swan et al., PRL 126, 173601 (2021), supplement; mass: AME",
    },
    {.name = NULL},
};

const char *const sq_species_names[] = {"Sr-87", "Sr-88", NULL};
