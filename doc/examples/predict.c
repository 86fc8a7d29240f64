/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job as a library call.  Build and run:
 *   cc predict.c $(pkg-config --cflags --libs squint) -o predict && ./predict lab.yaml */
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

int
main(int argc, char **argv)
{
    sq_errors errors = {0};
    sq_lab lab;
    if (argc != 2 || sq_lab_read(&lab, argv[1], NULL, 0, &errors))
        return complain(&errors);

    sq_task task;
    sq_task_of(&task, &lab);

    sq_prediction prediction;
    if (sq_predict(&prediction, &task, &errors)) {
        sq_lab_free(&lab);
        return complain(&errors);
    }
    const sq_answer *answer = sq_prediction_answer(&prediction);
    printf("%.2f +- %.2f dB after %.4g s\n", answer->db, answer->db_error, answer->time);
    sq_prediction_free(&prediction);
    sq_lab_free(&lab);
    return 0;
}
