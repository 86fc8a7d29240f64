/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/gnuplot.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Last line of what gnuplot complained about, for the message: the lines before it
 * echo the script and may be warnings. */
static void
last_complaint(FILE *complaints, char *text, size_t n)
{
    char line[256];
    text[0] = '\0';
    rewind(complaints);
    while (fgets(line, sizeof line, complaints)) {
        line[strcspn(line, "\n")] = '\0';
        const char *start = line + strspn(line, " \t^");
        if (*start)
            snprintf(text, n, "%s", start);
    }
}

static enum sq_status
wait_for_gnuplot(pid_t child, FILE *complaints, sq_errors *errors)
{
    int state;
    while (waitpid(child, &state, 0) < 0)
        if (errno != EINTR)
            return sq_errors_add(errors, SQ_ERR_IO, "gnuplot was lost: %s", strerror(errno));
    if (WIFEXITED(state) && WEXITSTATUS(state) == 0)
        return SQ_OK;
    char text[256];
    last_complaint(complaints, text, sizeof text);
    return sq_errors_add(errors, SQ_ERR_IO, "gnuplot failed: %s",
                         text[0] ? text : "it gave no reason");
}

static enum sq_status
no_file(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_IO, "no temporary file for gnuplot: %s",
                         strerror(errno));
}

static enum sq_status
cannot_start(int failure, sq_errors *errors)
{
    if (failure == ENOENT)
        return sq_errors_add(
            errors, SQ_ERR_IO,
            "gnuplot was not found, so there is no figure; install it (Debian: "
            "apt-get install gnuplot-nox) or leave out --plot");
    return sq_errors_add(errors, SQ_ERR_IO, "gnuplot cannot be started: %s", strerror(failure));
}

static enum sq_status
run_gnuplot(char *script, sq_errors *errors)
{
    FILE *complaints = tmpfile();
    if (!complaints)
        return no_file(errors);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
    posix_spawn_file_actions_adddup2(&actions, fileno(complaints), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(complaints), STDERR_FILENO);
    char program[] = "gnuplot";
    char *const arguments[] = {program, script, NULL};
    pid_t child;
    int failure = posix_spawnp(&child, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    enum sq_status status =
        failure ? cannot_start(failure, errors) : wait_for_gnuplot(child, complaints, errors);
    fclose(complaints);
    return status;
}

enum sq_status
sq_gnuplot_begin(sq_gnuplot *gnuplot, sq_errors *errors)
{
    const char *folder = getenv("TMPDIR");
    snprintf(gnuplot->name, sizeof gnuplot->name, "%s/squint-XXXXXX",
             folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(gnuplot->name);
    gnuplot->script = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    return gnuplot->script ? SQ_OK : no_file(errors);
}

enum sq_status
sq_gnuplot_end(sq_gnuplot *gnuplot, sq_errors *errors)
{
    int failed = ferror(gnuplot->script);
    enum sq_status status;
    if (fclose(gnuplot->script) != 0 || failed)
        status = sq_errors_add(errors, SQ_ERR_IO, "%s: cannot write: %s", gnuplot->name,
                               strerror(errno));
    else
        status = run_gnuplot(gnuplot->name, errors);
    unlink(gnuplot->name);
    return status;
}
