/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs from shot to shot in a lab, and by how much: the section `noise` of its file in
 * numbers.  Independent of each other, and normally distributed. */
#ifndef SQ_NOISES_H
#define SQ_NOISES_H

#include "base/public.h"
#include "lab/lab.h"
#include "model/moments.h"

SQ_PUBLIC_BEGIN

enum sq_noises_of {
    SQ_NOISES_OF_INPUT,   /* which ends in the rates */
    SQ_NOISES_OF_POLAR,   /* of the initial direction, */
    SQ_NOISES_OF_AZIMUTH, /* rad */
    SQ_NOISES_OF_STOP,    /* when the sequence ends */
    SQ_NOISES_OF_READOUT, /* the difference of both populations as it is counted, atoms */
};

typedef struct sq_noises_one {
    const char *key;  /* "drive.rabi": of the noise the last part; lives as long as the lab */
    const char *text; /* as it is written; borrowed */
    enum sq_noises_of of;
    enum sq_param_row_spread spread;
    double mean; /* of the input; NaN: time.stop has none of its own */
    double rms;  /* larger than 0, in the program's unit; of time.stop, where spread is
                    relative, in units of that time */
} sq_noises_one;

enum { SQ_NOISES_MOST = 64 };

typedef struct sq_noises {
    size_t n;
    sq_noises_one one[SQ_NOISES_MOST];
} sq_noises;

/* Those of a lab that are not 0, in the order of the rows.
 *
 * SQ_ERR_INPUT: the lab has no value that the noise could be of, or it is 0 and the noise a
 * part of it. */
enum sq_status sq_noises_of_lab(sq_noises *noises, const sq_lab *lab,
                                sq_errors *errors) SQ_CHECK_RESULT;

/* Poisson fluctuations of atoms.number, and no others. */
void sq_noises_poisson(sq_noises *noises, const sq_lab *lab);

/* An rms, in the program's unit, of one number of a lab and of nothing else; the key of an
 * input that can be changed (lab_change.h), borrowed. */
sq_noises_one sq_noises_alone(const sq_lab *lab, const char *key, double rms);

/* The latest of that kind; NULL: there is none. */
const sq_noises_one *sq_noises_find(const sq_noises *noises, enum sq_noises_of of);

/* Adds the noise of the readout, where there is any: J_n is half the difference of the
 * populations, along whichever axis. */
void sq_noises_read_out(sq_moments *moments, const sq_noises *noises);

/* Has a lab any? */
bool sq_noises_are_given(const sq_lab *lab);

SQ_PUBLIC_END

#endif
