/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best drive and initial direction of a lab, and what they leave where the number of atoms
 * fluctuates from shot to shot.  Build and run:
 *   cc optimize.c $(pkg-config --cflags --libs squint) -o optimize && ./optimize lab.yaml */
#include <squint/squint.h>
#include <stdio.h>

static int
complain(sq_errors *errors)
{
    for (size_t i = 0; i < errors->n; i++)
        fprintf(stderr, "%s\n", errors->fault[i].text);
    sq_errors_free(errors);
    return 1;
}

static void
print_settings(const sq_optimize_result *best, const sq_space *space)
{
    for (size_t i = 0; i < space->n; i++)
        printf("%s = %s\n", space->axis[i].key.text, best->setting[i].text.s);
    printf("%.2f dB after %.4g s by order %d, of %ld labs\n", best->db, best->time, best->order,
           best->evaluations);
}

/* The lab with its best settings, which the library makes without a file. */
static enum sq_status
print_noise(const sq_optimize_result *best, const sq_space *space, sq_errors *errors)
{
    sq_lab lab = {0};
    sq_noise_effect noise = sq_noise_unknown;
    enum sq_status status = sq_optimize_lab(&lab, best, space, errors);
    if (!status)
        status = sq_noise_poisson(&noise, &lab, best->time, NULL, errors);
    if (!status)
        printf("%.2f dB after %.4g s with Poisson noise of the number\n", noise.db, noise.time);
    sq_lab_free(&lab);
    return status;
}

static enum sq_status
optimize(const sq_lab *lab, sq_errors *errors)
{
    static const char *const free[] = {"initial.direction.polar", "initial.direction.azimuth",
                                       "drive.ratio=0.5 .. 1.2"};
    sq_space space;
    sq_optimize_result best;
    enum sq_status status = sq_space_make(&space, lab, free, 3, NULL, false, errors);
    if (!status) {
        const sq_optimize_task task = {.goal = {.space = &space, .kind = SQ_MERIT_DB},
                                       .seed = 1};
        status = sq_optimize(&best, &task, errors);
    }
    if (!status)
        print_settings(&best, &space);
    if (!status && best.reached)
        status = print_noise(&best, &space, errors);
    sq_space_free(&space);
    return status;
}

int
main(int argc, char **argv)
{
    sq_errors errors = {0};
    sq_lab lab;
    if (argc != 2 || sq_lab_read(&lab, argv[1], NULL, 0, &errors))
        return complain(&errors);
    enum sq_status status = optimize(&lab, &errors);
    sq_lab_free(&lab);
    return status ? complain(&errors) : 0;
}
