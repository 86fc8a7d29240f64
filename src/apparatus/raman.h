/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two far-detuned Raman beams of equal strength on the electron spin of an alkali-like ion.
 *
 * With D1 from S1/2–P1/2 and D3 = D1 − fine structure from P3/2, G its linewidth, g_b the
 * coupling of one beam to a stretched transition:
 *   alpha_v = fine structure/(3 D1 D3),   Omega_R/2 = g_b² |alpha_v| × geometry,
 *   rates of flips and dephasing = G g_b² alpha_v² × numbers of the polarisation,
 *   g_b² = 3 pi c² G I/(2 hbar w³)
 * (Ozeri et al., PRA 75, 042329 (2007); dephasing: Uys et al., PRL 105, 200401 (2010)).  Good
 * for |D1|, |D3| large beside linewidth, hyperfine and Zeeman splittings. */
#ifndef SQ_RAMAN_H
#define SQ_RAMAN_H

#include "apparatus/ion.h"

/* A polarisation of the two beams with respect to the magnetic field: the factor of the
 * two-photon coupling, and what the two scatter together, in units of G g_b² alpha_v²: flips
 * up to down, down to up, and the rate Gamma_el at which elastic scattering dephases. */
typedef struct sq_raman_polarisation {
    double geometry, down, up, elastic;
} sq_raman_polarisation;

/* The table, and the names in the same order, NULL-terminated, for parameter rows. */
extern const sq_raman_polarisation sq_raman_polarisations[];
extern const char *const sq_raman_polarisation_names[];

typedef struct sq_raman {
    const sq_ion *ion;
    double detuning; /* D1, rad/s; negative below P1/2 */
    const sq_raman_polarisation *polarisation;
} sq_raman;

/* Frequency of the beams, rad/s. */
double sq_raman_frequency(const sq_raman *beams);

/* Distance to the nearer of the two lines, rad/s. */
double sq_raman_distance(const sq_raman *beams);

/* alpha_v, s; infinite on a line. */
double sq_raman_vector_polarisability(const sq_raman *beams);

/* Full carrier Rabi frequency Omega_R (rad/s) per intensity of each beam (W/m²). */
double sq_raman_rabi_per_intensity(const sq_raman *beams);

/* G g_b² alpha_v² (1/s) of beams that make this Omega_R (rad/s). */
double sq_raman_scattering(const sq_raman *beams, double rabi);

#endif
