/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The species table.  A new transition is one row here and one name below. */
#include "apparatus/species.h"

#include <stddef.h>

#include "base/constants.h"

const sq_species sq_species_table[] = {
    {
        .name = "Sr-87",
        .transition = "1S0 - 3P0 (clock)",
        .wavelength = SQ_SPEED_OF_LIGHT / 429228004229873.0,
        .linewidth = 2 * SQ_PI * 1e-3,
        .mass = 86.908877,
        .nuclear_spin = 4.5,
        .raman_per_recoil = 556e-6,
        .black_body = {.wavelength = 2.603e-6,
                       .strength = 3 * 0.597 / 2.18e-6,
                       .to_lower = 0.385,
                       .to_elsewhere = 0.018},
        .source =
            "frequency: CIPM value, as quoted, not re-checked; linewidth 'about 1 mHz' as in "
            "Tucker et al., PRA 102, "
            "051701 (2020) (measured: 1.35(3) mHz, Muniz et al., PR Research 3, 023152 "
            "(2021)); scattering of lattice light: Doerscher et al., PRA 97, 063419 (2018); "
            "black body over 3D1, lifetime and branching as quoted, not re-checked; mass: AME, "
            "as quoted, not re-checked",
    },
    {
        .name = "Sr-88",
        .transition = "1S0 - 3P1 (intercombination)",
        .wavelength = SQ_SPEED_OF_LIGHT / 434829121311e3,
        .linewidth = 2 * SQ_PI * 7.5e3,
        .mass = 87.905612,
        .source = "frequency: Ferrari et al., PRL 91, 243002 (2003); linewidth 7.5 kHz: "
                  "Lewis-Swan et al., PRL 126, 173601 (2021), supplement; mass: AME, as "
                  "quoted, not re-checked",
    },
    {
        .name = "Yb-171",
        .transition = "1S0 - 3P1 (intercombination)",
        .wavelength = 555.802e-9,
        .linewidth = 2 * SQ_PI * 184e3,
        .mass = 170.936331,
        .nuclear_spin = 0.5,
        .source = "linewidth 184(1) kHz: Braverman et al., PRL 122, 223203 (2019), as quoted, "
                  "not re-checked; wavelength: NIST ASD, not re-checked; mass: AME, as quoted, "
                  "not re-checked",
    },
    {
        .name = "Rb-87",
        .transition = "5S1/2 - 5P3/2 (D2)",
        .wavelength = 780.241e-9,
        .linewidth = 2 * SQ_PI * 6.065e6,
        .mass = 86.909181,
        .nuclear_spin = 1.5,
        .source = "linewidth: Schleier-Smith et al., PRL 104, 073604 (2010), as quoted, not "
                  "re-checked; wavelength: NIST ASD, not re-checked; mass: AME, as quoted, not "
                  "re-checked",
    },
    {
        .name = "Cs-133",
        .transition = "6S1/2 - 6P3/2 (D2)",
        .wavelength = 852.347e-9,
        .linewidth = 2 * SQ_PI * 5.234e6,
        .mass = 132.905452,
        .nuclear_spin = 3.5,
        .source =
            "linewidth 5.234(13) MHz: Steck, Cesium D Line Data, as quoted, not re-checked; "
            "wavelength: NIST ASD, not re-checked; "
            "mass: AME, as quoted, not re-checked",
    },
    {.name = NULL},
};

const char *const sq_species_names[] = {"Sr-87", "Sr-88", "Yb-171", "Rb-87", "Cs-133", NULL};
