/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output.h"
#include "base/place.h"

static char folder[] = "/tmp/squint-output-XXXXXX";

static void
enter_folder(void)
{
    cr_assert(mkdtemp(folder) != NULL && chdir(folder) == 0);
}

static void
leave_folder(void)
{
    cr_assert(chdir("/") == 0);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert(system(command) == 0);
}

static int
count_files(void)
{
    int n = 0;
    DIR *d = opendir(".");
    for (struct dirent *entry; (entry = readdir(d));)
        n += entry->d_name[0] != '.';
    closedir(d);
    return n;
}

TestSuite(output, .init = enter_folder, .fini = leave_folder);

Test(output, appears_only_when_committed)
{
    sq_output output;
    sq_errors errors = {0};
    cr_assert(sq_output_open(&output, "answer.txt", NULL, &errors) == SQ_OK);
    fputs("37 dB\n", output.stream);
    cr_expect(access("answer.txt", F_OK) != 0);
    cr_assert(sq_output_commit(&output, &errors) == SQ_OK);
    cr_expect(access("answer.txt", F_OK) == 0);
    cr_expect(count_files() == 1);
    struct stat status;
    mode_t mask = umask(0);
    umask(mask);
    cr_assert(stat("answer.txt", &status) == 0);
    cr_expect((status.st_mode & 0777) == (0666 & ~mask));
}

Test(output, abandoned_leaves_nothing_and_keeps_the_old)
{
    sq_output output;
    sq_errors errors = {0};
    FILE *old = fopen("answer.txt", "w");
    fputs("old\n", old);
    fclose(old);
    cr_assert(sq_output_open(&output, "answer.txt", NULL, &errors) == SQ_OK);
    fputs("half of the n", output.stream);
    sq_output_abandon(&output);
    sq_output_abandon(&output);
    cr_expect(count_files() == 1);
    char line[16];
    old = fopen("answer.txt", "r");
    cr_assert(fgets(line, sizeof line, old) != NULL);
    fclose(old);
    cr_expect_str_eq(line, "old\n");
}

Test(output, folder_that_is_not_there)
{
    sq_output output;
    sq_errors errors = {0};
    cr_expect(sq_output_open(&output, "nowhere/answer.txt", NULL, &errors) == SQ_ERR_IO);
    cr_expect_str_eq(errors.fault[0].text,
                     "nowhere/answer.txt: cannot write: No such file or directory; choose a "
                     "folder that exists and that you may write to");
    sq_errors_free(&errors);
    cr_expect(count_files() == 0);
}

Test(output, a_folder_is_no_file)
{
    sq_output output;
    sq_errors errors = {0};
    cr_assert(mkdir("answer", 0777) == 0);
    cr_expect(sq_output_open(&output, "answer", NULL, &errors) == SQ_ERR_IO);
    cr_expect_str_eq(errors.fault[0].text, "answer: cannot write: it is a folder");
    sq_errors_free(&errors);
}

Test(output, borrowed_stream_stays_open)
{
    sq_output output;
    sq_errors errors = {0};
    FILE *stream = tmpfile();
    cr_assert(sq_output_open(&output, NULL, stream, &errors) == SQ_OK);
    cr_assert(sq_output_commit(&output, &errors) == SQ_OK);
    cr_expect(fputs("still open", stream) >= 0);
    fclose(stream);
}

/* A link stays one, also where what it leads to is not there yet. */
Test(output, link_to_nothing_yet)
{
    sq_output output;
    sq_errors errors = {0};
    struct stat status;
    cr_assert(mkdir("folder", 0777) == 0 && symlink("folder/answer.txt", "first") == 0 &&
              symlink("first", "second") == 0);
    cr_assert(sq_output_open(&output, "second", NULL, &errors) == SQ_OK);
    fputs("37 dB\n", output.stream);
    cr_assert(sq_output_commit(&output, &errors) == SQ_OK);
    cr_expect(lstat("second", &status) == 0 && S_ISLNK(status.st_mode));
    cr_expect(lstat("first", &status) == 0 && S_ISLNK(status.st_mode));
    cr_expect(lstat("folder/answer.txt", &status) == 0 && status.st_size == 6);
}

/* The names a and b lead to one file. */
static bool
are_same(const char *a, const char *b)
{
    sq_place one, other;
    sq_errors errors = {0};
    cr_assert(sq_place_find(&one, a, &errors) == SQ_OK);
    cr_assert(sq_place_find(&other, b, &errors) == SQ_OK);
    bool same = sq_place_same(&one, &other);
    sq_place_free(&one);
    sq_place_free(&other);
    return same;
}

Test(output, names_of_one_file)
{
    cr_assert(mkdir("folder", 0777) == 0 && symlink("folder", "linked") == 0);
    cr_assert(symlink("later", "link") == 0 && symlink("loop", "loop") == 0);
    FILE *file = fopen("folder/there", "w");
    cr_assert(file && fclose(file) == 0 && link("folder/there", "hard") == 0);
    cr_expect(are_same("folder/there", "linked/there"));
    cr_expect(are_same("folder/there", "hard"));
    cr_expect(are_same("./later", "later"));
    cr_expect(are_same("later", "link"));
    cr_expect(are_same("folder/later", "linked/../folder/later"));
    cr_expect_not(are_same("folder/later", "later"));
    cr_expect_not(are_same("folder/there", "folder/later"));
    cr_expect_not(are_same("hard", "later"));
    cr_expect_not(are_same("nowhere/a", "nowhere/b"));
    cr_expect_not(are_same("loop", "later"));
}

/* A full disk is noticed at the end. */
Test(output, full_disk)
{
    sq_output output;
    sq_errors errors = {0};
    cr_assert(sq_output_open(&output, "/dev/full", NULL, &errors) == SQ_OK);
    fputs("lost", output.stream);
    cr_expect(sq_output_commit(&output, &errors) == SQ_ERR_IO);
    cr_expect_str_eq(errors.fault[0].text, "/dev/full: cannot write: No space left on device");
    sq_errors_free(&errors);
}
