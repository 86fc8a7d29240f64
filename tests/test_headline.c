/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number that counts. */
#include <criterion/criterion.h>
#include <math.h>

#include "beyond/classes.h"
#include "beyond/task_of.h"
#include "lab/lab_change.h"
#include "labs.h"
#include "planning/headline.h"
#include "predict/predict.h"

typedef struct answer {
    sq_lab lab;
    sq_prediction prediction;
    sq_classes_cost classes;
    sq_headline headline;
} answer;

/* As `squint predict` does it, with the atoms in classes where that is due. */
static void
answer_of(answer *a, const sq_lab *lab, double most_work)
{
    sq_errors errors = {0};
    sq_task task;
    bool due = sq_classes_cost_is_due(lab);
    a->lab = *lab;
    sq_task_of(&task, lab);
    if (due)
        cr_assert(sq_classes_cost_run(&a->classes, lab, SQ_CLASSES_COST_AUTO, most_work,
                                      &errors) == SQ_OK);
    cr_assert(sq_predict(&a->prediction, &task, &errors) == SQ_OK);
    cr_assert(sq_headline_make(&a->headline, lab, &a->prediction, due ? &a->classes : NULL,
                               NULL, &errors) == SQ_OK);
}

static void
free_answer(answer *a)
{
    sq_prediction_free(&a->prediction);
    sq_lab_free(&a->lab);
}

/* Couplings that differ: 3.780 and 1.359 dB by --classes auto of squint 0.1.0, where the spin
 * model has 4.437. */
Test(headline, is_that_of_the_atoms_as_they_are_read)
{
    static const struct {
        const char *setting;
        enum sq_headline_of of;
        double db;
    } cases[] = {{"readout.by=mode", SQ_HEADLINE_MODE, 3.7804},
                 {"readout.by=atoms", SQ_HEADLINE_ATOMS, 1.3588},
                 {"cavity.detuning=150 kHz", SQ_HEADLINE_MODE, 3.7804}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_lab lab = lab_with("sr87-geometry-cavity", SETTINGS(cases[i].setting));
        answer a;
        answer_of(&a, &lab, SQ_CLASSES_QUICK);
        cr_expect(a.headline.of == cases[i].of);
        cr_expect(fabs(a.headline.db - cases[i].db) < 1e-3, "%g", a.headline.db);
        cr_expect(fabs(a.prediction.judgement.db - 4.437) < 1e-3);
        /* What order 2 is off by for the uniform model is part of the error. */
        cr_expect(a.headline.db_error >=
                  fabs(a.prediction.judgement.db - a.classes.uniform_db));
        cr_expect(a.headline.kind == SQ_BEST_MINIMUM && a.headline.verdict == SQ_HEADLINE_OK);
        free_answer(&a);
    }
}

/* Atoms that all couple alike are the spin model. */
Test(headline, of_equal_couplings_is_the_prediction)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    answer a;
    answer_of(&a, &lab, SQ_CLASSES_QUICK);
    cr_expect(a.headline.of == SQ_HEADLINE_MODEL && a.headline.verdict == SQ_HEADLINE_OK);
    cr_expect(a.headline.db == a.prediction.judgement.db);
    cr_expect(a.headline.db_error == a.prediction.judgement.db_error);
    cr_expect(isnan(a.headline.inputs.loss), "no input has an uncertainty");
    free_answer(&a);
}

/* Classes that cannot be waited for leave the uniform model, and the verdict says so. */
Test(headline, falls_back_honestly)
{
    sq_lab lab = lab_with("sr87-geometry-cavity", NULL);
    answer a;
    answer_of(&a, &lab, 1e3);
    cr_expect(a.classes.given_up);
    cr_expect(a.headline.of == SQ_HEADLINE_MODEL);
    cr_expect(a.headline.verdict == SQ_HEADLINE_UNIFORM_ONLY);
    cr_expect(a.headline.db == a.prediction.judgement.db);
    free_answer(&a);
}

Test(headline, of_a_violated_model_is_the_models_only)
{
    sq_lab lab = lab_with("cs133-lossy-cavity", NULL);
    answer a;
    answer_of(&a, &lab, SQ_CLASSES_QUICK);
    cr_expect(a.headline.verdict == SQ_HEADLINE_MODEL_ONLY);
    free_answer(&a);
}

/* ---- uncertain inputs ---- */

/* What a whole prediction of order 2 says of the lab with these settings. */
static double
predicted(const char *name, const char *const *setting)
{
    sq_lab lab = lab_with(name, setting);
    sq_prediction prediction;
    sq_errors errors = {0};
    sq_task task;
    sq_task_of(&task, &lab);
    task.solver = "cumulant";
    task.order = 2;
    cr_assert(sq_predict(&prediction, &task, &errors) == SQ_OK);
    double db = prediction.judgement.db;
    sq_prediction_free(&prediction);
    sq_lab_free(&lab);
    return db;
}

/* The interval is that of the labs at the ends of the uncertainties, to what points of an axis
 * leave, 0.02 dB: g is in chi, Gamma and, with a drive that is given by itself,
 * Upsilon/Upsilon_c. */
Test(headline, inputs_make_an_interval)
{
    static const char name[] = "sr87-clock-cavity";
    sq_lab lab = lab_with(name, SETTINGS("cavity.coupling=4.00 ± 0.05 Hz", "drive.rabi=0.86 Hz",
                                         "decoherence.relaxation_time=10 ± 1 s"));
    answer a;
    answer_of(&a, &lab, SQ_CLASSES_QUICK);
    double here = predicted(name, SETTINGS("drive.rabi=0.86 Hz"));
    double g[] = {predicted(name, SETTINGS("drive.rabi=0.86 Hz", "cavity.coupling=3.95 Hz")),
                  predicted(name, SETTINGS("drive.rabi=0.86 Hz", "cavity.coupling=4.05 Hz"))};
    double T[] = {
        predicted(name, SETTINGS("drive.rabi=0.86 Hz", "decoherence.relaxation_time=9 s")),
        predicted(name, SETTINGS("drive.rabi=0.86 Hz", "decoherence.relaxation_time=11 s"))};
    double loss = hypot(here - fmin(g[0], g[1]), here - fmin(T[0], T[1])),
           gain = hypot(fmax(g[0], g[1]) - here, fmax(T[0], T[1]) - here);
    cr_expect(loss > 0.1 && gain > 0.1);
    cr_expect(fabs(a.headline.inputs.loss - loss) < 0.02, "%g, not %g", a.headline.inputs.loss,
              loss);
    cr_expect(fabs(a.headline.inputs.gain - gain) < 0.02, "%g, not %g", a.headline.inputs.gain,
              gain);
    cr_expect(a.headline.inputs.open == NULL, "%s", a.headline.inputs.open);
    free_answer(&a);
}

/* The direction is an input, too, though no rate depends on it. */
Test(headline, an_uncertain_direction_counts)
{
    sq_lab lab = lab_with("sr87-clock-cavity",
                          SETTINGS("initial.direction=[121.92 ± 3 deg, 147.70 deg]"));
    answer a;
    answer_of(&a, &lab, SQ_CLASSES_QUICK);
    cr_expect(a.headline.inputs.loss > 0.01, "%g", a.headline.inputs.loss);
    free_answer(&a);
}

/* With a weaker drive the hierarchy leaves its trust before its best. */
Test(headline, an_end_that_is_not_known_is_named)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("drive.ratio=0.98 ± 0.03",
                                                        "decoherence.relaxation_time=30 s"));
    answer a;
    answer_of(&a, &lab, SQ_CLASSES_QUICK);
    cr_expect(a.headline.inputs.open && strcmp(a.headline.inputs.open, "drive.ratio") == 0);
    cr_expect(!a.headline.inputs.open_is_larger);
    free_answer(&a);
}
