/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/file_kind.h"

#include <string.h>

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* With --quiet a report begins with its first section. */
static bool
is_report(const char *head)
{
    static const char *const sections[] = {"\nPrediction\n",
                                           "\nRates of the spin model\n",
                                           "\nValidity of the spin model\n",
                                           "\nSteady state\n",
                                           "\nWould run\n",
                                           "\nTolerances\n",
                                           "\nSweep\n",
                                           "\nComparison\n"};
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (begins(head, sections[i]))
            return true;
    const char *second = strchr(head, '\n');
    const char *version = second ? strstr(second + 1, "   (squint ") : NULL;
    return version && !memchr(second + 1, '\n', (size_t)(version - second - 1));
}

static bool
is_json(const char *head)
{
    return begins(head, "{\n  \"squint\": \"");
}

static bool
is_csv(const char *head)
{
    return begins(head, "t,xi2,") || begins(head, "# squint sweep ") ||
           begins(head, "trajectory,t,xi2,");
}

static bool
is_ensemble(const char *head)
{
    return begins(head, "squint ensemble ");
}

/* Comments may come first. */
static bool
is_lab(const char *head)
{
    return begins(head, "squint:") || strstr(head, "\nsquint:");
}

static bool
is_png(const char *head)
{
    return begins(head, "\x89PNG\r\n\x1a\n");
}

static bool
is_svg(const char *head)
{
    return (begins(head, "<?xml ") || begins(head, "<svg")) && strstr(head, "<svg");
}

static bool
is_pdf(const char *head)
{
    return begins(head, "%PDF-");
}

static const struct {
    const char *name;
    bool (*is_it)(const char *head);
    const char *ending; /* of figures */
} kinds[] = {
    [SQ_FILE_KIND_REPORT] = {"a report", is_report, NULL},
    [SQ_FILE_KIND_JSON] = {"a JSON document of squint", is_json, NULL},
    [SQ_FILE_KIND_CSV] = {"a table of squint", is_csv, NULL},
    [SQ_FILE_KIND_ENSEMBLE] = {"an ensemble of trajectories", is_ensemble, NULL},
    [SQ_FILE_KIND_LAB] = {"a lab", is_lab, NULL},
    [SQ_FILE_KIND_PNG] = {"a PNG image", is_png, ".png"},
    [SQ_FILE_KIND_SVG] = {"an SVG image", is_svg, ".svg"},
    [SQ_FILE_KIND_PDF] = {"a PDF document", is_pdf, ".pdf"},
    [SQ_FILE_KIND_OTHER] = {"something that squint did not write", NULL, NULL},
};

const char *
sq_file_kind_name(enum sq_file_kind kind)
{
    return kinds[kind].name;
}

enum sq_file_kind
sq_file_kind_of(const char *head)
{
    size_t i = 0;
    while (kinds[i].is_it && !kinds[i].is_it(head))
        i++;
    return (enum sq_file_kind)i;
}

enum sq_file_kind
sq_file_kind_of_figure(const char *path)
{
    const char *ending = strrchr(path, '.');
    size_t i = 0;
    while (kinds[i].is_it &&
           !(ending && kinds[i].ending && strcmp(ending, kinds[i].ending) == 0))
        i++;
    return (enum sq_file_kind)i;
}
