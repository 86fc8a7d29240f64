/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laser cooling of a vibrational mode by one beam on a two-level line.
 *
 * An ion of mass m that has all of the mode's motion scatters R(x) = (G/2) s/(1 + s + 4 x²/G²)
 * photons in a beam detuned by x; with theta between beam and motion and alpha the part of the
 * spontaneous recoil along it, phonons go at
 *   A∓ = (hbar k²/(2 m omega)) [cos²(theta) R(D ± omega) + alpha R(D)],
 * so that the energy decays at A− − A+ and the mode is left with A+/(A− − A+) quanta
 * (Stenholm, RMP 58, 699 (1986)). */
#ifndef SQ_DOPPLER_H
#define SQ_DOPPLER_H

typedef struct sq_doppler {
    double linewidth;   /* G of the line, rad/s */
    double wave_number; /* k, 1/m */
    double mass;        /* m, kg */
    double saturation;  /* s */
    double detuning;    /* D, rad/s; negative below the line */
    double angle;       /* theta, rad */
    double emission;    /* alpha */
} sq_doppler;

/* A− − A+, 1/s, for a mode of frequency omega (rad/s); negative where the beam heats. */
double sq_doppler_damping(const sq_doppler *beam, double omega);

/* A+/(A− − A+). */
double sq_doppler_occupation(const sq_doppler *beam, double omega);

/* The least occupation that such a beam can reach: by any detuning below the line, s -> 0.
 * (1 + alpha) G/(4 omega) for a broad line and a beam along the motion.  NaN without a line, or
 * where no detuning cools. */
double sq_doppler_least_occupation(const sq_doppler *beam, double omega);

#endif
