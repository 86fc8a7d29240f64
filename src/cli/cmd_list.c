/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint list: what the tables hold. */
#include <stdio.h>
#include <string.h>

#include "apparatus/ion.h"
#include "apparatus/species.h"
#include "base/constants.h"
#include "base/format.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "lab/lab.h"
#include "report/templates.h"
#include "solvers/solver.h"

static void
list_platforms(void)
{
    for (size_t i = 0; sq_platforms[i]; i++)
        printf("%-12s %s\n", sq_platforms[i]->name, sq_platforms[i]->summary);
}

static void
list_solvers(void)
{
    for (size_t i = 0; sq_solvers[i]; i++)
        printf("%-12s %s\n%-12s range: %s\n", sq_solvers[i]->name, sq_solvers[i]->summary, "",
               sq_solvers[i]->range);
}

static void
list_species(void)
{
    for (const sq_species *s = sq_species_table; s->name; s++)
        printf("%-12s %s, %s, linewidth %s, mass %.6f u\n%-12s %s\n", s->name, s->transition,
               sq_format_si(s->wavelength, "m", 7).s, sq_format_rate(s->linewidth, 4).s,
               s->mass, "", s->source);
    for (const sq_ion *i = sq_ion_table; i->name; i++) {
        printf("%-12s ion", i->name);
        if (i->linewidth > 0)
            printf(", S1/2 - P1/2 %s, S1/2 - P3/2 %s, linewidth %s",
                   sq_format_si(i->frequency_1, "Hz", 10).s,
                   sq_format_si(i->frequency_3, "Hz", 10).s, sq_format_rate(i->linewidth, 3).s);
        printf(", mass %.6f u\n%-12s %s\n", i->mass, "", i->source);
    }
}

/* Behind the column of the keys. */
#define CONTINUED "                                           "

static void
list_rows(const sq_param_row *row, size_t n, bool dimensionless)
{
    for (size_t i = 0; i < n; i++, row++) {
        const char *value = sq_param_row_example(row, dimensionless);
        printf("  %-40s %s%s\n", row->key, row->help,
               !row->required  ? ""
               : row->excludes ? " (required, or what it excludes)"
                               : " (required)");
        for (size_t k = 0; row->choices && row->choices[k]; k++)
            printf("%s%s", k ? ", " : CONTINUED "one of ", row->choices[k]);
        if (row->choices)
            putchar('\n');
        if (row->fallback)
            printf(CONTINUED "default: %s\n", row->fallback);
        if (row->excludes)
            printf(CONTINUED "excludes %s\n", row->excludes);
        if ((row->kind == SQ_PARAM_QUANTITY || row->kind == SQ_PARAM_NOISE) &&
            !(row->fallback && strcmp(value, row->fallback) == 0))
            printf(CONTINUED "e.g. %s\n", value);
    }
}

static void
list_parameters(void)
{
    const sq_param_row_set sets[] = {sq_lab_head_rows(), sq_lab_tail_rows(),
                                     sq_lab_noise_rows()};
    puts("every platform:");
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        list_rows(sets[i].row, sets[i].n, false);
    for (size_t i = 0; sq_platforms[i]; i++) {
        printf("\nplatform %s:\n", sq_platforms[i]->name);
        list_rows(sq_platforms[i]->row, sq_platforms[i]->n_rows,
                  sq_platforms[i]->dimensionless);
    }
}

static void
list_figures(void)
{
    for (size_t i = 0; sq_templates[i].name; i++)
        printf("%s\n", sq_templates[i].name);
}

static const struct {
    const char *name;
    void (*list)(void);
} tables[] = {
    {"platforms", list_platforms},   {"solvers", list_solvers}, {"species", list_species},
    {"parameters", list_parameters}, {"figures", list_figures},
};

enum { N_TABLES = sizeof tables / sizeof tables[0] };

static const char *
table_choice(size_t i)
{
    return i < N_TABLES ? tables[i].name : NULL;
}

static int
refuse(const char *word)
{
    const char *names[N_TABLES + 1] = {NULL};
    for (size_t i = 0; i < N_TABLES; i++)
        names[i] = tables[i].name;
    const char *near = sq_text_nearest(word, names);
    fprintf(stderr, "squint: cannot list '%s'; ", word);
    if (near) {
        fprintf(stderr, "did you mean '%s'?\n", near);
        return SQ_EXIT_BAD_USE;
    }
    for (size_t i = 0; i < N_TABLES; i++)
        fprintf(stderr, "%s%s", i ? ", " : "there are ", names[i]);
    fputc('\n', stderr);
    return SQ_EXIT_BAD_USE;
}

static int
run(const sq_options *options)
{
    for (size_t i = 0; i < N_TABLES; i++)
        if (strcmp(options->operand, tables[i].name) == 0) {
            tables[i].list();
            return SQ_EXIT_FINE;
        }
    return refuse(options->operand);
}

const sq_command sq_cmd_list = {
    .name = "list",
    .operand = "WHAT",
    .summary = "what the tables hold",
    .choice = table_choice,
    .options = "",
    .run = run,
};
