/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lab file may be, where its values stand, and what everything else is told. */
#include "input/tree.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Well above the millisecond that the worst of them takes, well below what a quadratic
 * algorithm would need. */
#define AT_ONCE 0.5

static double
seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static sq_tree_node *
read_good(const char *text)
{
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    enum sq_status status = sq_tree_read_text(&root, text, strlen(text), "lab.yaml", &errors);
    cr_assert_eq(status, SQ_OK, "%s", errors.n ? errors.fault[0].text : "");
    cr_assert_eq(errors.n, 0);
    cr_assert(root && root->kind == SQ_NODE_MAP);
    return root;
}

static void
assert_refused(const char *text, size_t length, const char *message)
{
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    double start = seconds();
    cr_assert_eq(sq_tree_read_text(&root, text, length, "lab.yaml", &errors), SQ_ERR_INPUT,
                 "%.40s", text);
    cr_assert_leq(seconds() - start, AT_ONCE);
    cr_assert_null(root);
    cr_assert_eq(errors.n, 1);
    cr_assert_str_eq(errors.fault[0].text, message);
    sq_errors_free(&errors);
}

static void
assert_refused_text(const char *text, const char *message)
{
    assert_refused(text, strlen(text), message);
}

static void
assert_file_refused(const char *path, enum sq_status expected, const char *message)
{
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    double start = seconds();
    cr_assert_eq(sq_tree_read_file(&root, path, &errors), expected);
    cr_assert_leq(seconds() - start, AT_ONCE);
    cr_assert_null(root);
    cr_assert_eq(errors.n, 1);
    cr_assert_str_eq(errors.fault[0].text, message);
    sq_errors_free(&errors);
}

/* n copies of unit between head and tail; the caller frees it. */
static char *
repeat(const char *head, const char *unit, size_t n, const char *tail)
{
    char *text = malloc(strlen(head) + n * strlen(unit) + strlen(tail) + 1), *to = text;
    to = stpcpy(to, head);
    for (size_t i = 0; i < n; i++)
        to = stpcpy(to, unit);
    strcpy(to, tail);
    return text;
}

Test(tree, values_and_their_places)
{
    sq_tree_node *root = read_good("squint: 1\n"
                                   "cavity:\n"
                                   "  coupling: 4.00 ± 0.05 Hz   # comment\n"
                                   "  'detuning': \"150 kHz\"\n"
                                   "initial:\n"
                                   "  direction: [121.92 deg, -x]\n");
    const sq_tree_node *cavity = sq_tree_child(root, "cavity");
    const sq_tree_node *coupling = sq_tree_child(cavity, "coupling");
    cr_assert_str_eq(sq_tree_child(root, "squint")->text, "1");
    cr_assert_eq(cavity->kind, SQ_NODE_MAP);
    cr_assert_str_eq(coupling->text, "4.00 ± 0.05 Hz");
    cr_assert(coupling->key_mark.line == 3 && coupling->key_mark.column == 3);
    cr_assert(coupling->mark.line == 3 && coupling->mark.column == 13);
    cr_assert_str_eq(sq_tree_child(cavity, "detuning")->text, "150 kHz");

    const sq_tree_node *list = sq_tree_child(sq_tree_child(root, "initial"), "direction");
    cr_assert_eq(list->kind, SQ_NODE_LIST);
    cr_assert_str_eq(list->child->text, "121.92 deg");
    cr_assert_str_eq(list->child->next->text, "-x");
    cr_assert(list->child->next->mark.line == 6 && list->child->next->mark.column == 27);
    cr_assert(list->last == list->child->next && !list->last->next);
    sq_tree_free(root);
}

Test(tree, child_of_nothing_is_nothing)
{
    sq_tree_node *root = read_good("a: 37\n");
    cr_assert_null(sq_tree_child(NULL, "a"));
    cr_assert_null(sq_tree_child(root, "b"));
    cr_assert_null(sq_tree_child(sq_tree_child(root, "a"), "a"), "a scalar has no children");
    sq_tree_free(root);
    sq_tree_free(NULL);
}

Test(tree, forms_that_people_use)
{
    static const char *const text[] = {
        ("\xef\xbb\xbf"
         "a: 37\n"),               /* byte order mark */
        "a: 37\r\n",               /* DOS */
        "---\na: 37\n...\n",       /* explicit document */
        "%YAML 1.1\n---\na: 37\n", /* directive */
        "{a: 37}",                 /* flow style */
        "# comment\n\n\na: 37",    /* no line end */
        "a:\n  - 37\n",            /* list in block style */
        "a:\n",                    /* no value */
        "<<: 37\n",                /* merge key, unknown to the rows later */
        "a: |\n  several\n  lines\n",
    };
    for (size_t i = 0; i < COUNT(text); i++)
        sq_tree_free(read_good(text[i]));
}

Test(tree, yaml_that_is_refused)
{
    static const char *const row[][2] = {
        {"", "lab.yaml: the file is empty; the labs in platforms/ show what one looks like"},
        {"# nothing\n\n",
         "lab.yaml: the file is empty; the labs in platforms/ show what one looks like"},
        {"---\n",
         "lab.yaml: the file is empty; the labs in platforms/ show what one looks like"},
        {"37\n",
         "lab.yaml:1:1: a lab file consists of 'key: value' lines; this is a single value"},
        {"- 37\n", "lab.yaml:1:1: a lab file consists of 'key: value' lines; this is a list"},
        {"a: &x 37\n",
         "lab.yaml:1:4: an anchor (&…) cannot be used in a lab file; write the value itself"},
        {"a: &x [37]\n",
         "lab.yaml:1:4: an anchor (&…) cannot be used in a lab file; write the value itself"},
        {"a: &x {b: 37}\n",
         "lab.yaml:1:4: an anchor (&…) cannot be used in a lab file; write the value itself"},
        {"a: *x\n",
         "lab.yaml:1:4: an alias (*…) cannot be used in a lab file; write the value itself"},
        {"a: 1\nb: !!int 37\n",
         "lab.yaml:2:4: a tag (!…) cannot be used in a lab file; write the value without it"},
        {"a: !x [37]\n",
         "lab.yaml:1:4: a tag (!…) cannot be used in a lab file; write the value without it"},
        {"!x\na: 37\n",
         "lab.yaml:1:1: a tag (!…) cannot be used in a lab file; write the value without it"},
        {"a: 1\n---\nb: 2\n",
         "lab.yaml:2:1: a second document begins here; put each lab into a file of its own"},
        {"a: [[37]]\n",
         "lab.yaml:1:5: a list can hold only single values, no lists and no sections"},
        {"a:\n  - b: 37\n",
         "lab.yaml:2:5: a list can hold only single values, no lists and no sections"},
        {"? [a]\n: 37\n", "lab.yaml:1:3: a map or a list cannot be a key; write 'key: value'"},
        {"? {a: 1}\n: 37\n",
         "lab.yaml:1:3: a map or a list cannot be a key; write 'key: value'"},
        {"'': 37\n", "lab.yaml:1:1: a key is missing before ':'"},
        {"a: \"x\\0y\"\n", "lab.yaml:1:4: this text contains a control character"},
        {"a: \"x\\u2028y\"\n", "lab.yaml:1:4: this text contains a control character"},
    };
    for (size_t i = 0; i < COUNT(row); i++)
        assert_refused_text(row[i][0], row[i][1]);
}

Test(tree, syntax_errors_are_one_sentence)
{
    static const char *const row[][2] = {
        {"a: b: c\n",
         "lab.yaml:1:5: not YAML: mapping values are not allowed in this context; is "
         "the line indented right, and has the colon of the line before a blank behind it? put "
         "text that contains ': ' in quotes"},
        {"a: 1\nb\nc: 2\n", "lab.yaml:2:1: not YAML: could not find expected ':' while "
                            "scanning a simple key (seen "
                            "on line 3); every line is 'key: value'"},
        {"a: [1, 2\nb: 3\n",
         "lab.yaml:1:4: not YAML: did not find expected ',' or ']' while "
         "parsing a flow sequence (seen on line 2); is a bracket or a comma missing?"},
        {"a: 'x\n", "lab.yaml:1:4: not YAML: found unexpected end of stream while scanning a "
                    "quoted scalar (seen on line 2); is a closing quote missing?"},
        {"a: 1\n\tb: 2\n", "lab.yaml:2:1: not YAML: found a tab character that violates "
                           "indentation while scanning "
                           "a plain scalar that begins on line 1"},
        {"a:\n    b: 1\n  c: 2\n",
         "lab.yaml:3:3: not YAML: did not find expected key while parsing a block mapping that "
         "begins on line 1; is the line indented like its neighbours?"},
    };
    for (size_t i = 0; i < COUNT(row); i++)
        assert_refused_text(row[i][0], row[i][1]);
}

/* What only looks like a blank or a colon, where it stands. */
Test(tree, look_alikes_are_named)
{
    static const char *const row[][2] = {
        {"a:\n  b:\u00a01\n  c: 2\n", "lab.yaml:2:5: the blank behind the colon is U+00A0, "
                                      "which only looks like it; write that of the space bar"},
        {"a: {b: 1, c:\u20091}\n", "lab.yaml:1:13: the blank behind the colon is U+2009, which "
                                   "only looks like it; write that of the space bar"},
        {"a:\n\u3000b: 1\n", "lab.yaml:2:1: the indentation is U+3000, which only looks like "
                             "it; write blanks of the space bar"},
        {"a:\n  b\uff1a1\n", "lab.yaml:2:4: the colon behind the key is U+FF1A, which only "
                             "looks like it; write ':'"},
        {"a: {b: 1, c: 10,000, d: 1}\n", "lab.yaml:1:14: c: '10,000' contains a comma; write a "
                                         "decimal point, and nothing between "
                                         "thousands"},
        {"a: {c: 1,5 kHz}\n", "lab.yaml:1:8: c: '1,5 kHz' contains a comma; write a decimal "
                              "point, and nothing between "
                              "thousands"},
    };
    for (size_t i = 0; i < COUNT(row); i++)
        assert_refused_text(row[i][0], row[i][1]);
    sq_tree_free(
        read_good("# a:\u00a0b\nname: x\u00a0y a:\u00a0z\nb: {c: 1\u00a0s} # \uff1a\n"));
}

Test(tree, a_tab_gets_a_hint)
{
    assert_refused_text("a:\n\tb: 2\n",
                        "lab.yaml:2:1: not YAML: found character that cannot start any token "
                        "while scanning for the next token; indent with blanks, not tabs; put "
                        "text that begins with a special character in quotes");
}

Test(tree, duplicates_are_all_reported)
{
    static const char text[] = "a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\nb: 5\na: 6\na: 7\n";
    static const char *const message[] = {
        "lab.yaml:5:3: 'b.c' is given twice, first on line 3",
        "lab.yaml:6:1: 'b' is given twice, first on line 2",
        "lab.yaml:7:1: 'a' is given twice, first on line 1",
        "lab.yaml:8:1: 'a' is given twice, first on line 1",
    };
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    cr_assert_eq(sq_tree_read_text(&root, text, strlen(text), "lab.yaml", &errors),
                 SQ_ERR_INPUT);
    cr_assert_eq(errors.n, COUNT(message));
    for (size_t i = 0; i < COUNT(message); i++)
        cr_assert_str_eq(errors.fault[i].text, message[i]);
    cr_assert_not_null(root, "so that other faults can be found in the same run");
    cr_assert_str_eq(sq_tree_child(root, "a")->text, "1");
    sq_tree_free(root);
    sq_errors_free(&errors);
}

Test(tree, a_syntax_error_after_duplicates_ends_the_reading)
{
    static const char text[] = "a: 1\na: 2\nb: [\n";
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    cr_assert_eq(sq_tree_read_text(&root, text, strlen(text), "lab.yaml", &errors),
                 SQ_ERR_INPUT);
    cr_assert_eq(errors.n, 2);
    cr_assert_str_eq(errors.fault[0].text, "lab.yaml:2:1: 'a' is given twice, first on line 1");
    cr_assert_null(root);
    sq_errors_free(&errors);
}

Test(tree, binary_data)
{
#define NOT_TEXT(where, byte, offset)                                                          \
    "lab.yaml:" where ": not a text file: byte " byte " at offset " offset                     \
    " is a control character or not UTF-8; a lab file is UTF-8 text"
    assert_refused("a: 1\nb: \0", 9, NOT_TEXT("2", "0x00", "8"));
    assert_refused_text("\x7f"
                        "ELF",
                        NOT_TEXT("1", "0x7f", "0"));
    assert_refused_text("a: 1\n\nb: \xff\n", NOT_TEXT("3", "0xff", "9"));
    assert_refused_text("a: \xc3", NOT_TEXT("1", "0xc3", "3"));         /* cut off */
    assert_refused_text("a: \xc0\xaf", NOT_TEXT("1", "0xc0", "3"));     /* overlong */
    assert_refused_text("a: \xed\xa0\x80", NOT_TEXT("1", "0xed", "3")); /* surrogate */
    assert_refused_text("a: \x1b[31m", NOT_TEXT("1", "0x1b", "3"));     /* terminal escape */
    assert_refused_text("\xff\xfe"
                        "a",
                        NOT_TEXT("1", "0xff", "0")); /* UTF-16 */
}

Test(tree, depth)
{
    sq_tree_free(read_good("{a: {a: {a: {a: {a: {a: {a: {a: 37}}}}}}}}"));
    assert_refused_text("{a: {a: {a: {a: {a: {a: {a: {a: {a: 37}}}}}}}}}",
                        "lab.yaml:1:33: nested more than 8 deep");
}

Test(tree, bombs_end_at_once)
{
    char *text = repeat("", "[", 100000, "");
    assert_refused_text(
        text, "lab.yaml:1:1: a lab file consists of 'key: value' lines; this is a list");
    free(text);
    text = repeat("a: ", "[", 100000, "");
    assert_refused_text(
        text, "lab.yaml:1:5: a list can hold only single values, no lists and no sections");
    free(text);
    text = repeat("", "{a: ", 100000, "");
    assert_refused_text(text, "lab.yaml:1:33: nested more than 8 deep");
    free(text);
    text = repeat("", "? ", 100000, "");
    assert_refused_text(text,
                        "lab.yaml:1:3: a map or a list cannot be a key; write 'key: value'");
    free(text);
    text = repeat("", "- ", 100000, "");
    assert_refused_text(
        text, "lab.yaml:1:1: a lab file consists of 'key: value' lines; this is a list");
    free(text);
}

Test(tree, number_of_values)
{
    char *text = repeat("a: [", "7, ", SQ_TREE_MAX_NODES - 2, "]\n"); /* root, list and these */
    sq_tree_free(read_good(text));
    free(text);
    text = repeat("a: [\n", "7,\n", SQ_TREE_MAX_NODES - 1, "]\n");
    assert_refused_text(text, "lab.yaml:4096: too long for a lab file: more than 4096 values");
    free(text);
}

Test(tree, size)
{
    char *text = repeat("a: 37\n#", "x", SQ_TREE_MAX_BYTES - 7, "");
    sq_tree_free(read_good(text));
    free(text);
    text = repeat("a: 37\n#", "x", SQ_TREE_MAX_BYTES - 6, "");
    assert_refused_text(
        text, "lab.yaml: larger than a lab file may be (1024 KiB); is it the right file?");
    free(text);
}

Test(tree, files_that_cannot_be_read)
{
    assert_file_refused("/no/such/lab.yaml", SQ_ERR_IO,
                        "cannot open /no/such/lab.yaml: No such file or directory");
    assert_file_refused("/", SQ_ERR_IO, "cannot read /: Is a directory");
    assert_file_refused(
        "/dev/null", SQ_ERR_INPUT,
        "/dev/null: the file is empty; the labs in platforms/ show what one looks like");
    assert_file_refused(
        "/dev/zero", SQ_ERR_INPUT,
        "/dev/zero: larger than a lab file may be (1024 KiB); is it the right file?");
}

Test(tree, a_file_without_permission)
{
    char path[] = "/tmp/squint-tree-XXXXXX", message[128];
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    close(fd);
    chmod(path, 0);
    bool readable = access(path, R_OK) == 0; /* root reads everything */
    snprintf(message, sizeof message, "cannot open %s: Permission denied", path);
    if (!readable)
        assert_file_refused(path, SQ_ERR_IO, message);
    unlink(path);
    if (readable)
        cr_skip("this user may read every file");
}

Test(tree, standard_input)
{
    sq_errors errors = {0};
    sq_tree_node *root = NULL;
    int end[2];
    cr_assert_eq(pipe(end), 0);
    cr_assert_eq(write(end[1], "a: 37\na: 38\n", 12), 12);
    close(end[1]);
    dup2(end[0], STDIN_FILENO);
    cr_assert_eq(sq_tree_read_file(&root, "-", &errors), SQ_ERR_INPUT);
    cr_assert_str_eq(sq_tree_child(root, "a")->text, "37");
    cr_assert_str_eq(errors.fault[0].text,
                     "standard input:2:1: 'a' is given twice, first on line 1");
    cr_assert_str_eq(sq_tree_name("-"), "standard input");
    cr_assert_str_eq(sq_tree_name("lab.yaml"), "lab.yaml");
    sq_tree_free(root);
    sq_errors_free(&errors);
}
