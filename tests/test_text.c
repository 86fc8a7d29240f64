/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text checks, excerpts, numbers, YAML scalars and the nearest name. */
#include "base/text.h"
#include "input/tree.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

Test(text, check_finds_the_first_bad_byte)
{
    static const struct {
        const char *text;
        size_t good;
    } row[] = {
        {"", 0},
        {"37 µs\t\r\n", 9},
        {"ab\x01", 2},
        {"ab\x7f", 2},
        {"ab\xc2\x85", 2},
        {"a\xe2\x80\xa8", 1},
        {"a\xe2\x80\xae", 1},
        {"a\xf4\x90\x80\x80", 1},
        {"a\xf0\x9f\x98\x80", 5},
        {"\xef\xbb\xbf"
         "a",
         4},
        {"a\xef\xbb\xbf", 1},
        {"a\xe2\x82", 1},
    };
    for (size_t i = 0; i < COUNT(row); i++)
        cr_assert_eq(sq_text_check(row[i].text, strlen(row[i].text)), row[i].good, "row %zu",
                     i);
    cr_assert_eq(sq_text_check("a\0b", 3), 1);
}

Test(text, excerpts_are_short_clean_and_whole_characters)
{
    cr_assert_str_eq(sq_text_excerpt("37 µs").text, "37 µs");
    cr_assert_str_eq(sq_text_excerpt("a\nb\tc\x1b[31m\xff").text, "a b c?[31m?");
    char text[300] = "", expected[SQ_TEXT_EXCERPT_SIZE] = "";
    for (int i = 0; i < 100; i++)
        strcat(text, "µ");
    for (int i = 0; i < 34; i++) /* 34 * 2 bytes, "…" and the end are 72 */
        strcat(expected, "µ");
    strcat(expected, "…");
    cr_assert_str_eq(sq_text_excerpt(text).text, expected);
}

Test(text, append_cuts_between_characters)
{
    char buffer[12] = "";
    sq_text_append(buffer, sizeof buffer, "%d", 37);
    sq_text_append(buffer, sizeof buffer, " %s", "µµ");
    cr_assert_str_eq(buffer, "37 µµ");
    sq_text_append(buffer, sizeof buffer, "%s", "µµµ");
    cr_assert_str_eq(buffer, "37 µµ…");
}

Test(text, trim)
{
    char *text = sq_text_trim(" \t37 s \n,", 8);
    cr_assert_str_eq(text, "37 s");
    free(text);
    text = sq_text_trim("   ", 3);
    cr_assert_str_eq(text, "");
    free(text);
}

Test(text, numbers_survive_being_written)
{
    static const double row[] = {37,  0.2385, 0.1,     1.0 / 3, 6.283185307179586,
                                 1e4, 1e300,  DBL_MIN, DBL_MAX, -2.7e-15,
                                 0,   5e-324};
    char text[SQ_TEXT_NUMBER_SIZE];
    for (size_t i = 0; i < COUNT(row); i++) {
        sq_text_from_number(row[i], text);
        cr_assert(sq_text_to_number(text, NULL) == row[i], "%s", text);
    }
    sq_text_from_number(0.1, text);
    cr_assert_str_eq(text, "0.1");
    sq_text_from_number(1.0 / 3, text);
    cr_assert_str_eq(text, "0.3333333333333333");
}

Test(text, yaml_scalars)
{
    static const char *const row[][2] = {
        {"4.00 ± 0.05 Hz", "4.00 ± 0.05 Hz"},
        {"1e4", "1e4"},
        {"-4 Hz", "-4 Hz"},
        {"(4.00 ± 0.05) Hz", "(4.00 ± 0.05) Hz"},
        {"mean-field", "mean-field"},
        {"-x", "'-x'"},
        {"", "''"},
        {"a: b", "'a: b'"},
        {"a #b", "'a #b'"},
        {"it's", "'it''s'"},
        {"[1, 2]", "'[1, 2]'"},
        {"*a", "'*a'"},
        {"%a", "'%a'"},
        {"a ", "'a '"},
        {"No", "'No'"},
        {"null", "'null'"},
        {"~", "'~'"},
        {"a\n\"b\"\\", "\"a\\n\\\"b\\\"\\\\\""},
    };
    for (size_t i = 0; i < COUNT(row); i++) {
        char *yaml = sq_text_yaml(row[i][0]);
        cr_assert_str_eq(yaml, row[i][1]);
        free(yaml);
    }
}

/* Every pair of printable ASCII characters, alone and in a list. */
Test(text, yaml_scalars_read_back)
{
    for (char a = ' '; a <= '~'; a++)
        for (char b = ' '; b <= '~'; b++) {
            const char text[] = {a, b, '\0'};
            char *yaml = sq_text_yaml(text), file[64];
            int n = snprintf(file, sizeof file, "a: %s\nb: [%s, %s]\n", yaml, yaml, yaml);
            sq_errors errors = {0};
            sq_tree_node *root = NULL;
            cr_assert_eq(sq_tree_read_text(&root, file, (size_t)n, "lab.yaml", &errors), SQ_OK,
                         "%s", file);
            cr_assert_str_eq(sq_tree_child(root, "a")->text, text);
            cr_assert_str_eq(sq_tree_child(root, "b")->last->text, text);
            sq_tree_free(root);
            free(yaml);
        }
}

Test(text, nearest)
{
    static const char *const names[] = {"coupling", "linewidth", "detuning", "rabi", NULL};
    static const char *const row[][2] = {
        {"coupiling", "coupling"},
        {"cuopling", "coupling"},
        {"LINEWIDTH", "linewidth"},
        {"rabbi", "rabi"},
        {"rbai", "rabi"},
        {"detunning", "detuning"},
        {"lenghtwid", NULL},
        {"rob", NULL},
        {"x", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < COUNT(row); i++) {
        const char *near = sq_text_nearest(row[i][0], names);
        cr_assert(near == row[i][1] || (near && row[i][1] && strcmp(near, row[i][1]) == 0),
                  "%s -> %s", row[i][0], near ? near : "none");
    }
}

Test(text, nearest_of_a_long_word_is_none)
{
    static const char *const names[] = {"coupling", NULL};
    char word[2386];
    memset(word, 'c', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    cr_assert_null(sq_text_nearest(word, names));
}
