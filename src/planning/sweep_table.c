/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sweep_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/locale.h"
#include "base/output.h"
#include "base/version.h"
#include "lab/lab_write.h"

static enum sq_status
no_memory(const sq_sweep_table *table, sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu rows", table->grid->n);
}

/* ---- the head ---- */

static void
write_axis(FILE *out, const sq_grid_axis *axis)
{
    fprintf(out, "# %s:", axis->key.text);
    for (size_t i = 0; i < axis->n; i++)
        fprintf(out, "%s%.10g", i ? ", " : " ", axis->value[i] / axis->unit.size);
    fprintf(out, "%s%s\n", *axis->unit.name.text ? " " : "", axis->unit.name.text);
}

/* "cavity.detuning/kHz" */
static void
write_name(FILE *out, const char *key, const sq_inputs_unit *unit)
{
    fprintf(out, ",%s%s%s", key, *unit->name.text ? "/" : "", unit->name.text);
}

static void
write_names(FILE *out, const sq_sweep_table *table)
{
    fputs("point", out);
    for (size_t k = 0; k < table->n_inputs; k++)
        write_name(out, table->input[k].key.text, &table->input[k].unit);
    sq_sweep_row_names(out);
    fputc('\n', out);
}

/* What the rows depend on beside the lab. */
static void
write_how(FILE *out, const sq_sweep_task *task)
{
    const sq_task *how = &task->how;
    fprintf(out, "# solver: %s", how->solver);
    if (how->alone)
        fprintf(out, ", order %d alone", how->order);
    else
        fprintf(out, ", error wanted: %g dB", how->accuracy.answer_db);
    if (how->trajectories)
        fprintf(out, ", trajectories: %ld", how->trajectories);
    fprintf(out, ", seed: %llu\n", (unsigned long long)how->seed);
    for (size_t k = 0; k < task->n_free; k++)
        fprintf(out, "# best at each point: %s\n", task->free[k]);
}

static enum sq_status
write_head(FILE *out, const sq_sweep_table *table, const sq_sweep_task *task, sq_errors *errors)
{
    fputs("# squint sweep " SQ_VERSION "\n", out);
    write_how(out, task);
    for (size_t k = 0; k < task->grid->n_axes; k++)
        write_axis(out, &task->grid->axis[k]);
    fputs("# Times are in seconds (platform model: in units of 1/rate).  The lab in effect:\n",
          out);
    enum sq_status status = sq_lab_write_in_effect(out, task->grid->lab, "#     ", errors);
    write_names(out, table);
    return status;
}

static enum sq_status
make_head(sq_sweep_table *table, const sq_sweep_task *task, sq_errors *errors)
{
    size_t size;
    FILE *out = open_memstream(&table->head, &size);
    if (!out)
        return no_memory(table, errors);
    locale_t before = sq_locale_enter();
    enum sq_status status = write_head(out, table, task, errors);
    sq_locale_leave(before);
    bool failed = ferror(out);
    failed = fclose(out) != 0 || failed;
    return !status && failed ? no_memory(table, errors) : status;
}

static enum sq_status
list_inputs(sq_sweep_table *table, const sq_sweep_task *task, sq_errors *errors)
{
    const sq_grid *grid = task->grid;
    enum sq_status status = SQ_OK;
    for (size_t k = 0; k < table->n_inputs && !status; k++) {
        char key[SQ_KEY_SIZE];
        sq_sweep_input *input = &table->input[k];
        if (k < grid->n_axes) {
            *input = (sq_sweep_input){grid->axis[k].key, grid->axis[k].unit};
            continue;
        }
        sq_space_key(key, task->free[k - grid->n_axes]);
        input->key = sq_text_excerpt(key);
        status = sq_inputs_unit_of(&input->unit, grid->lab, key, errors);
    }
    return status;
}

enum sq_status
sq_sweep_table_make(sq_sweep_table *table, const sq_sweep_task *task, sq_errors *errors)
{
    const sq_grid *grid = task->grid;
    *table = (sq_sweep_table){
        .grid = grid, .n_inputs = grid->n_axes + task->n_free, .ordered = true};
    table->line = calloc(grid->n, sizeof *table->line);
    table->known = calloc(grid->n, sizeof *table->known);
    if (!table->line || !table->known)
        return no_memory(table, errors);
    enum sq_status status = list_inputs(table, task, errors);
    return status ? status : make_head(table, task, errors);
}

void
sq_sweep_table_free(sq_sweep_table *table)
{
    for (size_t i = 0; table->line && i < table->grid->n; i++)
        free(table->line[i]);
    if (table->stream)
        fclose(table->stream);
    free(table->line);
    free(table->known);
    free(table->head);
    free(table->path);
    *table = (sq_sweep_table){0};
}

/* ---- rows ---- */

/* The line is the table's from now on. */
static void
keep(sq_sweep_table *table, size_t point, char *line)
{
    table->ordered = table->ordered && point == table->n;
    table->line[point] = line;
    table->known[point] = true;
    table->n++;
}

static char *
line_of(const sq_sweep_row *row)
{
    char *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);
    if (!out)
        return NULL;
    locale_t before = sq_locale_enter();
    sq_sweep_row_write(out, row);
    sq_locale_leave(before);
    bool failed = ferror(out);
    if (fclose(out) == 0 && !failed)
        return line;
    free(line);
    return NULL;
}

static enum sq_status
cannot(const sq_sweep_table *table, const char *what, sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_IO, "%s: cannot %s: %s", table->path, what,
                         strerror(errno));
}

enum sq_status
sq_sweep_table_put(void *of, const sq_sweep_row *row, sq_errors *errors)
{
    sq_sweep_table *table = of;
    char *line = line_of(row);
    if (!line)
        return no_memory(table, errors);
    keep(table, row->point, line);
    if (!table->stream)
        return SQ_OK;
    bool written = fprintf(table->stream, "%s\n", line) > 0 && fflush(table->stream) == 0;
    return written ? SQ_OK
                   : sq_errors_add(errors, SQ_ERR_IO,
                                   "%s: cannot write: %s; when there is room, the same command "
                                   "goes on",
                                   table->path, strerror(errno));
}

bool
sq_sweep_table_row(sq_sweep_row *row, const sq_sweep_table *table, size_t point)
{
    return table->known[point] && sq_sweep_row_read(row, table->n_inputs, table->line[point]);
}

void
sq_sweep_table_write(FILE *out, const sq_sweep_table *table)
{
    fputs(table->head, out);
    for (size_t i = 0; i < table->grid->n; i++)
        if (table->known[i])
            fprintf(out, "%s\n", table->line[i]);
}

/* ---- the file ---- */

/* One that was killed a moment ago may still be on its way out. */
enum { LOCK_TRIES = 40, LOCK_PAUSE = 50000 /* microseconds */ };

static bool
lock(int descriptor)
{
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            return true;
        usleep(LOCK_PAUSE);
    }
    return false;
}

/* Who holds the lock may write; it goes with the process, however that ends. */
static enum sq_status
open_locked(sq_sweep_table *table, const char *path, sq_errors *errors)
{
    table->path = strdup(path);
    if (!table->path)
        return no_memory(table, errors);
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    struct stat state;
    if (descriptor < 0)
        return sq_errors_add(errors, SQ_ERR_IO,
                             "%s: cannot write: %s; choose a folder that exists and that you "
                             "may write to",
                             path, strerror(errno));
    table->stream = fdopen(descriptor, "r+");
    if (!table->stream) {
        close(descriptor);
        return no_memory(table, errors);
    }
    if (fstat(descriptor, &state) != 0 || !S_ISREG(state.st_mode))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: a sweep is kept in a file that can be read again; this is "
                             "none",
                             path);
    if (!lock(descriptor))
        return sq_errors_add(errors, SQ_ERR_IO,
                             "%s: another squint is writing it; wait for that, or name another "
                             "file",
                             path);
    return SQ_OK;
}

/* All that is there, as one string; NULL: it cannot be had. */
static char *
read_all(FILE *stream, size_t *size)
{
    struct stat state;
    if (fstat(fileno(stream), &state) != 0)
        return NULL;
    char *text = malloc((size_t)state.st_size + 1);
    if (!text)
        return NULL;
    *size = fread(text, 1, (size_t)state.st_size, stream);
    text[*size] = '\0';
    return text;
}

/* Where two texts differ first: the line, and how it begins in both. */
static enum sq_status
refuse_other(const sq_sweep_table *table, const char *text, sq_errors *errors)
{
    const char *mine = table->head, *there = text;
    size_t line = 1, n = 0;
    while (mine[n] == there[n]) {
        if (mine[n++] != '\n')
            continue;
        line++;
        mine += n;
        there += n;
        n = 0;
    }
    char a[SQ_TEXT_EXCERPT_SIZE], b[SQ_TEXT_EXCERPT_SIZE];
    snprintf(a, sizeof a, "%.*s", (int)strcspn(mine, "\n"), mine);
    snprintf(b, sizeof b, "%.*s", (int)strcspn(there, "\n"), there);
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "%s line %zu: made by another sweep, '%s' there and '%s' here; name "
                         "another file, or remove it",
                         table->path, line, sq_text_excerpt(b).text, sq_text_excerpt(a).text);
}

/* One line of the file; false: it is no row of this sweep. */
static bool
take_line(sq_sweep_table *table, const char *line)
{
    sq_sweep_row row;
    if (!sq_sweep_row_read(&row, table->n_inputs, line) || row.point >= table->grid->n ||
        table->known[row.point])
        return false;
    char *copy = strdup(line);
    if (copy)
        keep(table, row.point, copy);
    return copy;
}

/* Lines as far as they are whole; *whole: so many bytes. */
static enum sq_status
take_lines(sq_sweep_table *table, char *text, size_t *whole, sq_errors *errors)
{
    char *at = text + *whole;
    for (char *end; (end = strchr(at, '\n')); at = end + 1) {
        *end = '\0';
        if (!take_line(table, at))
            return sq_errors_add(errors, SQ_ERR_INPUT,
                                 "%s: '%s' is no row of this sweep; name another file, or "
                                 "remove it",
                                 table->path, sq_text_excerpt(at).text);
    }
    *whole = (size_t)(at - text);
    return SQ_OK;
}

/* A head that was not finished is as good as none. */
static enum sq_status
begin_anew(sq_sweep_table *table, sq_errors *errors)
{
    rewind(table->stream);
    bool begun = ftruncate(fileno(table->stream), 0) == 0 &&
                 fputs(table->head, table->stream) >= 0 && fflush(table->stream) == 0;
    return begun ? SQ_OK : cannot(table, "write", errors);
}

static enum sq_status
go_on(sq_sweep_table *table, char *text, sq_errors *errors)
{
    size_t whole = strlen(table->head);
    enum sq_status status = take_lines(table, text, &whole, errors);
    if (status)
        return status;
    bool cut = ftruncate(fileno(table->stream), (off_t)whole) == 0 &&
               fseeko(table->stream, (off_t)whole, SEEK_SET) == 0;
    return cut ? SQ_OK : cannot(table, "write", errors);
}

enum sq_status
sq_sweep_table_open(sq_sweep_table *table, const char *path, sq_errors *errors)
{
    size_t size = 0, head = strlen(table->head);
    enum sq_status status = open_locked(table, path, errors);
    char *text = status ? NULL : read_all(table->stream, &size);
    if (status)
        return status;
    if (!text)
        return cannot(table, "read", errors);
    if (size < head && strncmp(table->head, text, size) == 0)
        status = begin_anew(table, errors);
    else if (strncmp(table->head, text, head) == 0)
        status = go_on(table, text, errors);
    else
        status = refuse_other(table, text, errors);
    free(text);
    return status;
}

enum sq_status
sq_sweep_table_close(sq_sweep_table *table, sq_errors *errors)
{
    sq_output output;
    if (!table->stream || table->ordered || table->n < table->grid->n)
        return SQ_OK;
    enum sq_status status = sq_output_open(&output, table->path, NULL, errors);
    if (status)
        return status;
    sq_sweep_table_write(output.stream, table);
    table->ordered = true;
    return sq_output_commit(&output, errors);
}
