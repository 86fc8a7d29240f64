/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units: text such as "kHz", "mW/cm2" or "rad s^-1" -> a factor and powers of base units.
 *
 * The radian is a base unit, so that an angular rate differs from a plain one, and
 * Hz = 1 cycle/s = 2 pi rad/s: with every prefix and in every compound, Hz counts cycles. */
#ifndef SQ_UNITS_H
#define SQ_UNITS_H

#include <stdbool.h>
#include <stddef.h>

enum { SQ_UNITS_BASES = 7 };

typedef struct sq_units {
    double factor;                /* what one of them is in base units */
    double power[SQ_UNITS_BASES]; /* of s, rad, m, kg, A, K and mol; whole numbers */
} sq_units;

/* Reads a product or quotient of units to whole powers, without blanks around it:
 *     kHz  millihertz  rad/s  1/s  /s  s-1  s^-1  s**-1  W/cm2  J/(s m2)  kg.m*m  rad per s
 * A unit may have one prefix of the SI, both by name or by symbol.
 *
 * rest  receives the text from where a unit should be and is none; "" when it is not that:
 *       when something follows a unit, "Hz)", or is missing, "rad/"
 *
 * False: not all of it are units, and *units is undefined. */
bool sq_units_read(const char *text, sq_units *units, const char **rest);

/* The length of the word that text begins with: a name or symbol without its power. */
size_t sq_units_word(const char *text);

/* Can values in these units be converted to those that the text names?  "" is no unit, that of
 * a plain number. */
bool sq_units_match(const sq_units *units, const char *text);

#endif
