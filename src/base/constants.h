/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of nature that the SI fixes exactly (BIPM, SI brochure, 9th ed., 2019). */
#ifndef SQ_CONSTANTS_H
#define SQ_CONSTANTS_H

#define SQ_PI 3.14159265358979323846
#define SQ_SPEED_OF_LIGHT 299792458.0            /* m/s */
#define SQ_HBAR (6.62607015e-34 / (2.0 * SQ_PI)) /* J s */
#define SQ_BOLTZMANN 1.380649e-23                /* J/K */
#define SQ_ELEMENTARY_CHARGE 1.602176634e-19     /* C */

/* Not exact: CODATA 2022. */
#define SQ_DALTON 1.66053906892e-27   /* kg */
#define SQ_EPSILON_0 8.8541878188e-12 /* F/m */

#endif
