/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gnuplot templates of plots/, put into the program at build time.
 *
 * templates.c is written by tools/embed.sh from plots/NAME.gp; the list of
 * templates is `templates` in Makefile.am. */
#ifndef SQ_TEMPLATES_H
#define SQ_TEMPLATES_H

struct sq_template {
    const char *name; /* "squeezing" for plots/squeezing.gp */
    const char *text; /* the whole file */
};

/* Ends with a row whose name is NULL. */
extern const struct sq_template sq_templates[];

#endif
