/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint rates: the apparatus as rates of the spin model. */
#include "cli/cmd.h"
#include "report/json.h"
#include "report/report.h"

static enum sq_status
write_text(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    enum sq_status status = options->quiet ? SQ_OK : sq_report_head(out, lab, errors);
    if (status)
        return status;
    sq_report_rates(out, lab);
    if (options->conventions)
        sq_report_conventions(out, lab);
    return SQ_OK;
}

static enum sq_status
write_json(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    json_t *document = sq_json_lab(lab);
    if (options->conventions)
        sq_json_add_conventions(document, lab);
    return sq_json_write(out, document, errors);
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    return (options->json ? write_json : write_text)(out, lab, options, errors);
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_rates = {
    .name = "rates",
    .operand = "LAB.yaml",
    .summary = "chi, Gamma, Omega, gamma_s, cooperativity, characteristic times",
    .file = SQ_FILE_USE_LAB,
    .options = "set conventions json output strict quiet",
    .run = run,
};
