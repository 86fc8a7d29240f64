/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of answers of every kind: documented, told once, and printed by every format. */
#include <jansson.h>

#include "beyond/classes.h"
#include "beyond/task_of.h"
#include "labs.h"
#include "predict/predict.h"
#include "report/findings_beyond.h"
#include "report/findings_lab.h"
#include "report/findings_prediction.h"
#include "report/findings_steady.h"
#include "report/report.h"

/* ---- answers ---- */

/* Everything that rows may borrow from. */
typedef struct answer {
    sq_lab lab;
    sq_prediction prediction;
    sq_headline headline;
    sq_choice choice;
    sq_stationary steady;
    sq_mode_cost mode;
    sq_classes_cost classes;
} answer;

static sq_task
task_of(const sq_lab *lab, const char *solver)
{
    sq_task task;
    sq_task_of(&task, lab);
    task.solver = solver;
    task.trajectories = 5;
    task.points = 11;
    return task;
}

static void
predict(sq_findings *f, answer *a, const char *solver, bool cross_check)
{
    sq_errors errors = {0};
    sq_task task = task_of(&a->lab, solver);
    task.cross_check = cross_check;
    cr_assert(sq_predict(&a->prediction, &task, &errors) == SQ_OK);
    cr_assert(sq_headline_make(&a->headline, &a->lab, &a->prediction, NULL, NULL, &errors) ==
              SQ_OK);
    sq_findings_prediction(f, &a->lab, &a->prediction, &a->headline, true);
    sq_findings_series(f, &a->prediction);
    sq_findings_trajectories(f, &a->prediction, 2);
}

static void
say_cumulant(sq_findings *f, answer *a)
{
    predict(f, a, "cumulant", false);
}

static void
say_mean_field(sq_findings *f, answer *a)
{
    predict(f, a, "mean-field", false);
}

static void
say_trajectories(sq_findings *f, answer *a)
{
    predict(f, a, "trajectories", false);
}

static void
say_checked(sq_findings *f, answer *a)
{
    predict(f, a, "exact", true);
}

static void
say_conventions(sq_findings *f, answer *a)
{
    sq_findings_lab_misread(f, &a->lab);
}

static void
say_plan(sq_findings *f, answer *a)
{
    sq_errors errors = {0};
    sq_task task = task_of(&a->lab, "auto");
    cr_assert(sq_choice_make(&a->choice, &task, &errors) == SQ_OK);
    sq_findings_plan(f, &a->choice, true);
}

static void
say_steady(sq_findings *f, answer *a)
{
    sq_errors errors = {0};
    sq_task task = task_of(&a->lab, "auto");
    cr_assert(sq_stationary_find(&a->steady, &task, &errors) == SQ_OK);
    sq_findings_steady(f, &a->lab, &a->steady);
}

static void
say_mode(sq_findings *f, answer *a)
{
    sq_errors errors = {0};
    cr_assert(sq_mode_cost_run(&a->mode, &a->lab, &errors) == SQ_OK);
    sq_findings_mode(f, &a->lab, &a->mode);
}

static void
say_classes(sq_findings *f, answer *a)
{
    sq_errors errors = {0};
    cr_assert(sq_classes_cost_run(&a->classes, &a->lab, 3, SQ_CLASSES_PATIENT, &errors) ==
              SQ_OK);
    sq_findings_classes(f, &a->lab, &a->classes, true);
}

static const struct {
    const char *lab, *setting;
    void (*say)(sq_findings *f, answer *a);
} answers[] = {
    {"sr87-clock-cavity", "cavity.coupling=4.00 ± 0.04 Hz", say_conventions},
    {"sr87-clock-cavity", "initial.direction=[121 deg, 147 deg]", say_cumulant},
    {"sr87-clock-cavity", "atoms.number=12", say_checked},
    {"sr87-clock-cavity", "atoms.number=37", say_trajectories},
    {"sr87-clock-cavity", "atoms.number=37", say_mean_field},
    {"sr87-clock-cavity", "drive.ratio=0.4", say_plan},
    {"sr87-clock-cavity", "drive.ratio=0.4", say_mode},
    {"sr87-clock-cavity", "atoms.number=12", say_steady},
    {"sr87-geometry-cavity", "atoms.number=12", say_steady},
    {"sr87-geometry-cavity", "drive.ratio=0.4", say_classes},
    {"ca40-two-ions-cavity", "drive.ratio=0.4", say_conventions},
    {"mg25-penning", "raman.rabi=8 ± 0.2 kHz", say_conventions},
    {"mg25-penning", "drive.ratio=0.4", say_mode},
    {"transmons-circuit", "drive.ratio=0.4", say_mode},
};
enum { ANSWERS = sizeof answers / sizeof answers[0] };

static void
begin(sq_findings *f, answer *a, size_t i)
{
    memset(a, 0, sizeof *a);
    a->lab = lab_with(answers[i].lab, SETTINGS(answers[i].setting));
    sq_findings_init(f, &a->lab);
    sq_findings_lab(f, &a->lab, SQ_FINDINGS_LAB_ALL);
    answers[i].say(f, a);
    cr_assert(!f->failed);
}

static void
end(sq_findings *f, answer *a)
{
    sq_findings_free(f);
    sq_prediction_free(&a->prediction);
    sq_lab_free(&a->lab);
}

/* The findings in one format; the caller frees the text. */
static char *
written(const char *format, const sq_findings *f)
{
    char *text;
    size_t size;
    sq_errors errors = {0};
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; sq_report_formats[i]; i++)
        if (strcmp(sq_report_formats[i]->name, format) == 0)
            cr_assert(sq_report_formats[i]->write(out, f, &errors) == SQ_OK);
    fclose(out);
    return text;
}

/* ---- scripts ---- */

/* doc/json.md, a part of it from `start` to `stop`. */
static const char *
document(const char *start)
{
    static char text[1 << 16];
    char path[1024];
    const char *folder = getenv("srcdir");
    snprintf(path, sizeof path, "%s/doc/json.md", folder ? folder : ".");
    FILE *file = fopen(path, "r");
    cr_assert(file, "%s", path);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return strstr(text, start);
}

/* The name of a section under which its keys are documented. */
static const char *
home_of(const sq_finding *row)
{
    static const char *const inside[][2] = {{"rates", "rates"},
                                            {"derived", "derived"},
                                            {"answer", "answers"},
                                            {"second", "answers"},
                                            {"elimination", "elimination"}};
    static char name[SQ_FORMAT_SIZE];
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
        if (strstr(row->section, inside[i][0]) && strcmp(row->section, "prediction") != 0)
            return inside[i][1];
    snprintf(name, sizeof name, "%s", *row->section ? row->section : row->key);
    name[strcspn(name, ".[")] = '\0';
    return name;
}

/* Is `key` in the document's line on `home`, or in the table of the prediction? */
static bool
is_documented(const char *home, const char *key)
{
    char line[SQ_FORMAT_SIZE + 8], name[SQ_FORMAT_SIZE + 2];
    bool prediction = strcmp(home, "prediction") == 0;
    snprintf(line, sizeof line, "\n| `%s` |", home);
    snprintf(name, sizeof name, "`%.*s`", (int)strcspn(key, "["), key);
    const char *start = document(prediction ? "\n`prediction`:" : line);
    const char *found = start ? strstr(start + 1, name) : NULL;
    return found && (prediction || found < start + 1 + strcspn(start + 1, "\n"));
}

Test(findings, are_documented)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        sq_findings f;
        answer a;
        begin(&f, &a, i);
        for (size_t k = 0; k < f.n; k++) {
            const sq_finding *row = &f.row[k];
            for (size_t c = 0; row->table && c < row->table->n_columns; c++)
                cr_expect(is_documented(home_of(row), row->table->name[c]), "%s.%s",
                          row->section, row->table->name[c]);
            if (row->key && row->kind != SQ_FINDING_INPUT)
                cr_expect(is_documented(home_of(row), row->key), "%s.%s", row->section,
                          row->key);
        }
        end(&f, &a);
    }
}

/* The number of the record in which row i stands: how often its list has been continued. */
static int
record_of(const sq_findings *f, size_t i)
{
    const char *bracket = strstr(f->row[i].section, "[]");
    int record = -1;
    for (size_t k = 0; k <= i && bracket; k++) {
        size_t length = (size_t)(bracket + 2 - f->row[i].section);
        const sq_finding *row = &f->row[k];
        record += row->kind == SQ_FINDING_SECTION && strlen(row->section) == length &&
                  strncmp(row->section, f->row[i].section, length) == 0;
    }
    return record;
}

static bool
is_told_before(const sq_findings *f, size_t i)
{
    const sq_finding *row = &f->row[i];
    for (size_t k = 0; k < i; k++)
        if (f->row[k].key && strcmp(f->row[k].key, row->key) == 0 &&
            strcmp(f->row[k].section, row->section) == 0 && record_of(f, k) == record_of(f, i))
            return true;
    return false;
}

Test(findings, no_key_twice)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        sq_findings f;
        answer a;
        begin(&f, &a, i);
        for (size_t k = 0; k < f.n; k++)
            if (f.row[k].key && !strstr(f.row[k].key, "[]"))
                cr_expect(!is_told_before(&f, k), "%s", sq_findings_path(&f.row[k]).s);
        end(&f, &a);
    }
}

/* What the document has at a path, of lists the record of that number. */
static const json_t *
at_path(const json_t *at, const char *path, int record)
{
    while (at && *path) {
        char name[SQ_FORMAT_SIZE];
        size_t length = strcspn(path, ".[");
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        at = json_object_get(at, name);
        path += length;
        if (*path == '[') {
            at = json_array_get(at, (size_t)record);
            path += 2;
        }
        path += *path == '.';
    }
    return at;
}

static bool
is_value(const json_t *value, const sq_finding *row)
{
    switch (row->kind) {
    case SQ_FINDING_VECTOR:
        return isfinite(row->vector[0]) ? json_array_size(value) == 3 : json_is_null(value);
    case SQ_FINDING_COUNT:
        return json_is_integer(value) && json_integer_value(value) == row->count;
    case SQ_FINDING_FLAG:
        return json_is_boolean(value) && json_is_true(value) == row->count;
    case SQ_FINDING_TEXT:
    case SQ_FINDING_INPUT:
        return row->text
                   ? json_is_string(value) && strcmp(json_string_value(value), row->text) == 0
                   : json_is_null(value);
    default:
        return isfinite(row->value)
                   ? json_is_real(value) &&
                         fabs(json_real_value(value) - row->value) <= 1e-16 * fabs(row->value)
                   : json_is_null(value);
    }
}

/* One row, or the next element of a list. */
static bool
holds(const json_t *root, const sq_findings *f, size_t i, size_t *element)
{
    const sq_finding *row = &f->row[i];
    const json_t *object = at_path(root, row->section, record_of(f, i));
    if (!strstr(row->key, "[]"))
        return is_value(json_object_get(object, row->key), row);
    char name[SQ_FORMAT_SIZE];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(row->key, "["), row->key);
    *element = i > 0 && f->row[i - 1].key == row->key ? *element + 1 : 0;
    const json_t *list = json_object_get(object, name);
    for (size_t k = 0; k < json_array_size(list); k++)
        if (is_value(json_array_get(list, k), row))
            return true;
    return false;
}

Test(findings, are_in_the_json)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        sq_findings f;
        answer a;
        size_t element = 0;
        begin(&f, &a, i);
        char *text = written("json", &f);
        json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
        cr_assert(root, "%s", text);
        for (size_t k = 0; k < f.n; k++) {
            const sq_finding *row = &f.row[k];
            const json_t *object = at_path(root, row->section, record_of(&f, k));
            if (row->key)
                cr_expect(holds(root, &f, k, &element), "%s", sq_findings_path(row).s);
            for (size_t c = 0; row->table && c < row->table->n_columns; c++)
                cr_expect(json_array_size(json_object_get(object, row->table->name[c])) ==
                          row->table->n_rows);
        }
        json_decref(root);
        free(text);
        end(&f, &a);
    }
}

Test(findings, tables_are_in_the_csv)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        sq_findings f;
        answer a;
        begin(&f, &a, i);
        size_t rows = 0, lines = 0;
        const sq_table *first = NULL;
        for (size_t k = 0; k < f.n; k++) {
            rows += f.row[k].table ? f.row[k].table->n_rows : 0;
            first = first ? first : f.row[k].table;
        }
        char *text = written("csv", &f);
        for (const char *c = text; *c; c++)
            lines += *c == '\n';
        cr_expect(lines == (rows ? rows + 1 : 0), "%zu lines for %zu rows", lines, rows);
        if (first && !first->counted_by)
            cr_expect(strncmp(text, first->name[0], strlen(first->name[0])) == 0);
        free(text);
        end(&f, &a);
    }
}

/* ---- people ---- */

/* The place behind `part`, or NULL; its cells may be apart. */
static const char *
behind(const char *text, const char *part)
{
    while (text && *part) {
        char cell[1024];
        size_t length = strcspn(part, "\t");
        snprintf(cell, sizeof cell, "%.*s", (int)length, part);
        text = strstr(text, cell);
        text = text ? text + length : NULL;
        part += length + (part[length] == '\t');
    }
    return text;
}

Test(findings, are_in_the_text)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        sq_findings f;
        answer a;
        begin(&f, &a, i);
        char *text = written("text", &f);
        const char *at = text;
        for (size_t k = 0; k < f.n && at; k++) {
            const sq_finding *row = &f.row[k];
            const char *label = row->kind == SQ_FINDING_INPUT ? "" : row->label;
            if (!row->label)
                continue;
            at = behind(at, label);
            at = behind(at, row->shown ? row->shown : "");
            at = behind(at, row->note ? row->note : "");
            cr_expect(at, "%s: '%s'", sq_findings_path(row).s, row->label);
        }
        free(text);
        end(&f, &a);
    }
}

Test(findings, hidden_ones_are_for_scripts)
{
    sq_findings f;
    sq_lab lab = lab_with("mg25-penning", NULL);
    sq_findings_init(&f, &lab);
    sq_findings_lab(&f, &lab, 0);
    char *text = written("text", &f), *json = written("json", &f);
    cr_expect(*text == '\0', "%s", text);
    cr_expect(strstr(json, "\"elimination\": {"));
    free(text);
    free(json);
    sq_findings_free(&f);
    sq_lab_free(&lab);
}

Test(findings, of_decibels)
{
    static const struct {
        double db, error;
        int decimals;
        const char *text;
    } cases[] = {{7.889947, 0.0602, 2, "7.89 ± 0.06"},
                 {7.889947, NAN, 4, "7.8899"},
                 {-0.0, NAN, 2, "0.00"},
                 {-4.9e-4, 3e-4, 3, "0.000 ± 0.000"},
                 {-5.1e-4, 0, 3, "-0.001 ± 0.000"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_format_label text =
            sq_findings_decibel_label(cases[i].db, cases[i].error, cases[i].decimals);
        cr_expect(strcmp(text.s, cases[i].text) == 0, "'%s', not '%s'", text.s, cases[i].text);
    }
}

/* Where memory ran out while rows were made, nothing is printed. */
Test(findings, without_memory)
{
    sq_findings f;
    sq_errors errors = {0};
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    sq_findings_init(&f, &lab);
    f.failed = true;
    cr_expect(sq_report_write(NULL, "text", &f, &errors) == SQ_ERR_MEMORY);
    cr_expect(errors.n == 1);
    sq_errors_free(&errors);
    sq_lab_free(&lab);
}
