/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Displaced jumps.  D[O] rho is unchanged when O -> L = O − d and H -> H + (i/2)(d* O −
 * d O†), with d any number that depends on the past alone (Wiseman & Milburn, PRA 47, 1652
 * (1993)).  With d = <O> the rate of jumps falls from <O†O> ~ N²/4 to the variance of O,
 * and what is left of the generator is of the size of the fluctuations:
 *
 *   G = sum_O (−Gamma_O/2 − i chi_O) L†L − i (h − omega)·J + l·J + constants,
 *
 * h the precession of the mean field, omega that of the frame.
 *
 * Displaced so, a collective jump is rare and changes the state much: the few trajectories
 * that had one would carry all of the variance, and an ensemble without one would not know.
 * So each is split once more, D[L] = (D[L + c] + D[L − c])/2 for any number c, with c large
 * beside L: many jumps of little effect, which move the state as continuous measurement
 * does, and whose phase gauge.c chooses.  The generator loses Gamma_O |c|²/2, a constant.
 *
 * The same for the jumps of single spins: sum_i D[o_i] with o_i -> o_i − d/N.  On the
 * multiplet J it has three outcomes J + s (Chase & Geremia, PRA 78, 052101 (2008)); those
 * with s = ±1 are as without displacement, and s = 0 has c O − d/(N c), c = the reduced
 * element of dicke.h, but for a jump that changes nothing (of rate (N − 1/c²)|d/N|²), which
 * is left out.  The losses then are linear in the spin: sum over the kinds of
 *   −rate/2 (sum_i o_i†o_i − (d* O + d O†)/N + |d/N|²/c²). */
#include "solvers/unravel.h"

#include <math.h>

#include "solvers/dicke.h"

/* A vector of operators in the frame, v·J', as a ladder; all that follows is real
 * arithmetic, since this is done at every stage of every step. */
static sq_wave_linear
ladder_of(const double re[3], const double im[3])
{
    return (sq_wave_linear){.lower = CMPLX((re[0] - im[1]) / 2, (im[0] + re[1]) / 2),
                            .raise = CMPLX((re[0] + im[1]) / 2, (im[0] - re[1]) / 2),
                            .slope = CMPLX(-re[2], -im[2])};
}

/* Its constant part, J'_z = J − k, when the mean `inner` is subtracted: v·(J' − inner). */
static double complex
constant_of(const double re[3], const double im[3], double J, const double inner[3])
{
    double x = inner[0], y = inner[1], z = J - inner[2];
    return CMPLX(re[2] * z - re[0] * x - re[1] * y, im[2] * z - im[0] * x - im[1] * y);
}

static void
add_channel(sq_unravel *u, double rate, double chi, sq_wave_linear jump, double complex offset)
{
    if (rate == 0 && chi == 0)
        return;
    sq_unravel_channel *c = &u->channel[u->n_channels++];
    double complex factor = CMPLX(-rate / 2, -chi);
    c->rate = rate;
    c->offset = offset;
    c->jump = jump;
    c->adjoint = (sq_wave_linear){.lower = factor * conj(jump.raise),
                                  .raise = factor * conj(jump.lower),
                                  .one = factor * conj(jump.one),
                                  .slope = factor * conj(jump.slope)};
}

/* x and y are the laboratory's axes seen from the frame: J_− = (x − i y)·J'. */
static void
add_channels(sq_unravel *u, const sq_rates *r, const sq_frame *frame, double J,
             const double less[3], const double complex offset[SQ_GAUGE_OFFSETS])
{
    static const double zero[3] = {0};
    const double *x = frame->r[0], *y = frame->r[1], *z = frame->r[2];
    const double minus_y[3] = {-y[0], -y[1], -y[2]};
    if (r->Gamma != 0 || r->chi != 0) {
        sq_wave_linear jump = ladder_of(x, minus_y);
        jump.one = constant_of(x, minus_y, J, less);
        add_channel(u, r->Gamma, r->chi, jump, offset[0]);
    }
    if (r->Gamma_up != 0) {
        sq_wave_linear jump = ladder_of(x, y);
        jump.one = constant_of(x, y, J, less);
        add_channel(u, r->Gamma_up, 0, jump, offset[1]);
    }
    if (r->Gamma_phi != 0 || r->chi_z != 0) {
        sq_wave_linear jump = ladder_of(z, zero);
        jump.one = constant_of(z, zero, J, less);
        add_channel(u, r->Gamma_phi, r->chi_z, jump, offset[2]);
    }
}

/* What is linear in the spin: −i (field − omega) + damping, in the laboratory, for the
 * displacements d. */
static void
linear_vector(double damping[3], double turning[3], const sq_rates *r, const double omega[3],
              const double d[3])
{
    double emission = (r->gamma_s - r->gamma_up) / r->N;
    double loss = (r->gamma_s + r->gamma_up) / r->N;
    sq_gauge_mean_field(turning, d, r);
    turning[0] = omega[0] - (turning[0] - emission * d[1]);
    turning[1] = omega[1] - (turning[1] + emission * d[0]);
    turning[2] = omega[2] - turning[2];
    damping[0] = loss * d[0];
    damping[1] = loss * d[1];
    damping[2] = r->gamma_phi / r->N * d[2] - (r->gamma_s - r->gamma_up) / 2;
}

/* The laboratory's vector v seen from the frame. */
static void
seen_from(double inner[3], const sq_frame *frame, const double v[3])
{
    for (int b = 0; b < 3; b++)
        inner[b] = v[0] * frame->r[0][b] + v[1] * frame->r[1][b] + v[2] * frame->r[2][b];
}

/* The constants that belong to the losses of single spins with the displacements d. */
static double
constant_loss(const sq_rates *r, double J, const double d[3])
{
    double spins = 4 * J * (J + 1) / (r->N + 2); /* 1/c² */
    double transverse = (d[0] * d[0] + d[1] * d[1]) / (r->N * r->N), z = d[2] / r->N;
    return -(r->gamma_s + r->gamma_up) / 2 * (r->N / 2 + transverse * spins) -
           r->gamma_phi / 2 * (r->N / 4 + z * z * spins);
}

void
sq_unravel_at(sq_unravel *u, const sq_rates *r, const sq_frame *frame, const double omega[3],
              const double inner[3], double J, const double complex *offset)
{
    static const double nothing[3] = {0};
    static const double complex none[SQ_GAUGE_OFFSETS] = {0};
    double mean[3], damping[3], turning[3], re[3], im[3];
    sq_frame_apply(mean, frame, inner);
    const double *d = offset ? mean : nothing;
    u->n_channels = 0;
    add_channels(u, r, frame, J, offset ? inner : nothing, offset ? offset : none);
    linear_vector(damping, turning, r, omega, d);
    seen_from(re, frame, damping);
    seen_from(im, frame, turning);
    u->linear = ladder_of(re, im);
    u->linear.one = constant_of(re, im, J, inner);
    u->loss = constant_loss(r, J, d);
    for (int a = 0; a < 3; a++)
        u->loss += damping[a] * mean[a];
    for (int i = 0; i < u->n_channels; i++) {
        const sq_unravel_channel *c = &u->channel[i];
        u->loss -= c->rate / 2 * creal(c->offset * conj(c->offset));
    }
}

void
sq_unravel_apply(double *out, const sq_unravel *u, const double *psi, sq_packet *p)
{
    int m = p->length;
    if (u->n_channels == 0)
        sq_wave_apply(out, &u->linear, psi, p->lower, m);
    for (int c = 0; c < u->n_channels; c++) {
        const sq_unravel_channel *channel = &u->channel[c];
        sq_wave_apply(p->product, &channel->jump, psi, p->lower, m);
        if (c == 0)
            sq_wave_apply_two(out, &channel->adjoint, p->product, &u->linear, psi, p->lower, m);
        else
            sq_wave_add(out, &channel->adjoint, p->product, p->lower, m);
    }
}

double
sq_unravel_rate(const sq_unravel *u, sq_packet *p)
{
    double rate = -2 * u->loss;
    sq_wave_apply(p->product, &u->linear, p->psi, p->lower, p->length);
    rate -= 2 * creal(sq_wave_dot(p->psi, p->product, p->length));
    for (int c = 0; c < u->n_channels; c++) {
        sq_wave_apply(p->product, &u->channel[c].jump, p->psi, p->lower, p->length);
        rate += u->channel[c].rate * sq_wave_norm(p->product, p->length);
    }
    return rate;
}

/* ---- jumps ---- */

/* One kind of one-spin jump, s_−, s_+ or s_z/2. */
typedef struct single_jump {
    double complex weight[3];    /* of s'_−, s'_z/2, s'_+ */
    double complex displacement; /* subtracted, per spin */
    double rate;
} single_jump;

static single_jump
single_of(double rate, sq_frame_ladder a, double complex displacement)
{
    return (single_jump){
        .weight = {a.lower, a.z, a.raise}, .displacement = displacement, .rate = rate};
}

/* s = 0: c O − d/c */
static void
jump_level(sq_packet *p, const single_jump *single, double c)
{
    sq_wave_linear jump = {.lower = c * single->weight[0],
                           .raise = c * single->weight[2],
                           .one = c * single->weight[1] * p->J - single->displacement / c,
                           .slope = -c * single->weight[1]};
    sq_wave_apply(p->trial, &jump, p->psi, p->lower, p->length);
}

/* Writes the outcome s of a one-spin jump and returns its rate. */
static double
outcome_of(sq_packet *p, const single_jump *single, int s)
{
    double reduced = sq_dicke_reduced(p->N, p->J, s);
    if (single->rate == 0 || reduced == 0 || p->J + s < 0)
        return 0;
    if (s == 0) {
        jump_level(p, single, reduced);
    } else {
        double complex weight[3];
        sq_wave_elements e = sq_packet_elements(p);
        for (int q = 0; q < 3; q++)
            weight[q] = reduced * single->weight[q];
        sq_wave_jump(p->trial, s, weight, p->psi, &e, p->length);
    }
    return single->rate * sq_wave_norm(p->trial, p->length);
}

/* Writes L psi + c psi. */
static void
apply_channel(sq_packet *p, const sq_unravel_channel *channel, double complex c)
{
    sq_wave_linear jump = channel->jump;
    jump.one += c;
    sq_wave_apply(p->trial, &jump, p->psi, p->lower, p->length);
}

/* Subtracts the rates of the channel's jumps from `choice` until it is negative; the trial is
 * then the state after the jump. */
static double
choose_collective(sq_packet *p, const sq_unravel_channel *channel, double choice)
{
    int outcomes = channel->offset != 0 ? 2 : 1;
    for (int i = 0; i < outcomes && choice >= 0; i++) {
        apply_channel(p, channel, i == 0 ? channel->offset : -channel->offset);
        choice -= channel->rate / outcomes * sq_wave_norm(p->trial, p->length);
    }
    return choice;
}

sq_unravel_outcome
sq_unravel_jump(sq_packet *p, const sq_unravel *u, const sq_rates *r, const sq_frame *frame,
                const double inner[3], bool displaced, double choice)
{
    static const double z_axis[3] = {0, 0, 1};
    static const int by_frequency[] = {-1, 0, 1};
    double d[3] = {0};
    if (displaced)
        sq_frame_apply(d, frame, inner);
    double complex amplitude = CMPLX(d[0], -d[1]) / r->N;
    sq_frame_ladder lowering = sq_frame_ladder_lowering(frame);
    const single_jump single[] = {
        single_of(r->gamma_s, lowering, amplitude),
        single_of(r->gamma_up, sq_frame_ladder_adjoint(lowering), conj(amplitude)),
        single_of(r->gamma_phi, sq_frame_ladder_component(frame, z_axis), d[2] / r->N),
    };
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        for (int j = 0; j < 3; j++) {
            choice -= outcome_of(p, &single[i], by_frequency[j]);
            if (choice < 0)
                return (sq_unravel_outcome){.change = by_frequency[j]};
        }
    for (int i = 0; i < u->n_channels && choice >= 0; i++)
        choice = choose_collective(p, &u->channel[i], choice);
    return (sq_unravel_outcome){.collective = true};
}
