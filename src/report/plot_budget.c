/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the template of budgets wants to know: one line for each step, from where and to where
 * it goes, in dB. */
#include "report/plot_budget.h"

#include <math.h>

#include "report/script.h"

/* More would be too small to be read. */
enum { MOST_SHOWN = 20 };

typedef struct figure {
    const sq_lab *lab;
    const sq_budget *budget;
} figure;

static void
write_step(FILE *script, int number, double from, double to, const char *words, bool ended)
{
    fprintf(script, "%d %.9g %.9g \"%s\" \"%.2f%s\"\n", number, from, to, words, to,
            ended ? " >" : "");
}

/* Is any of the numbers in the figure a lower bound? */
static bool
has_open_end(const sq_budget *b)
{
    bool open = isfinite(b->now.db) && b->now.ended;
    for (size_t i = 0; i < b->n_steps; i++)
        open = open || (isfinite(b->left[i].db) && b->left[i].ended);
    return open;
}

/* An unknown one is left out: the next begins where the last that is known ends. */
static void
write_steps(FILE *script, const sq_budget *b)
{
    int shown = 0;
    double from = 0;
    fputs("$steps << END_OF_STEPS\n", script);
    if (isfinite(b->planned_db)) {
        write_step(script, shown++, from, b->planned_db, "as planned", false);
        from = b->planned_db;
    }
    if (isfinite(b->now.db)) {
        write_step(script, shown++, from, b->now.db, "at the best time", b->now.ended);
        from = b->now.db;
    }
    for (size_t i = 0; i < b->n_steps && shown < MOST_SHOWN; i++) {
        if (!isfinite(b->left[i].db))
            continue;
        write_step(script, shown++, from, b->left[i].db, b->cause[b->step[i]].words.text,
                   b->left[i].ended);
        from = b->left[i].db;
    }
    fputs("END_OF_STEPS\n", script);
    fprintf(script, "n_steps = %d\nhas_open = %d\n", shown, has_open_end(b));
}

static void
write_values(FILE *script, const void *context)
{
    const figure *f = context;
    sq_script_title(script, sq_lab_title(f->lab));
    sq_script_string(script, "by_text",
                     f->budget->closed_form     ? "closed form"
                     : f->budget->by_order == 4 ? "order 4"
                                                : "order 3");
    write_steps(script, f->budget);
}

enum sq_status
sq_plot_budget(const char *path, const sq_lab *lab, const sq_budget *budget, sq_errors *errors)
{
    const figure wanted = {lab, budget};
    if (isfinite(budget->planned_db) || isfinite(budget->now.db))
        return sq_script_draw(path, "budget", write_values, &wanted, errors);
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "%s: there is no figure, as the squeezing is not known", path);
}
