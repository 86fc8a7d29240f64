/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "base/format.h"

#define expect_text(call_, wanted_) cr_expect_str_eq((call_).s, wanted_)

Test(format, si_prefixes)
{
    expect_text(sq_format_si(85.33e-6, "Hz", 4), "85.33 µHz");
    expect_text(sq_format_si(150e3, "Hz", 4), "150.0 kHz");
    expect_text(sq_format_si(2.1058, "s", 4), "2.106 s");
    expect_text(sq_format_si(-0.0372, "s", 3), "-37.2 ms");
    expect_text(sq_format_si(0, "W", 4), "0 W");
    expect_text(sq_format_si(NAN, "W", 4), "nan");
}

/* Rounding may carry into the next prefix. */
Test(format, rounding_carries)
{
    expect_text(sq_format_si(999.96, "Hz", 4), "1.000 kHz");
    expect_text(sq_format_si(999.94, "Hz", 4), "999.9 Hz");
    expect_text(sq_format_si(0.99999, "s", 3), "1.00 s");
}

Test(format, beyond_the_prefixes)
{
    expect_text(sq_format_si(3.7e21, "Hz", 3), "3.7e+21 Hz");
    expect_text(sq_format_si(3.7e-25, "W", 3), "3.7e-25 W");
}

Test(format, rates_show_their_two_pi)
{
    expect_text(sq_format_rate(2 * SQ_PI * 4, 4), "2π × 4.000 Hz");
    expect_text(sq_format_rate(-2 * SQ_PI * 150e3, 4), "2π × -150.0 kHz");
    expect_text(sq_format_rate(0, 4), "0 Hz");
}

Test(format, numbers)
{
    expect_text(sq_format_number(0.9477, 4), "0.9477");
    expect_text(sq_format_number(10000, 4), "10000");
    expect_text(sq_format_number(1000000, 7), "1000000");
    expect_text(sq_format_number(186.5097, 6), "186.510");
    expect_text(sq_format_number(1.06e-7, 4), "1.06e-07");
    expect_text(sq_format_number(3.2e9, 4), "3.2e+09");
}

Test(format, uncertainties)
{
    expect_text(sq_format_si_sd(85.33e-6, 1.71e-6, "Hz", 4), "(85.3 ± 1.7) µHz");
    expect_text(sq_format_rate_sd(2 * SQ_PI * 4, 2 * SQ_PI * 0.05, 4),
                "2π × (4.000 ± 0.050) Hz");
    expect_text(sq_format_number_sd(186.5097, 3.73, 6), "186.5 ± 3.7");
    expect_text(sq_format_number_sd(5.361e-4, 1.1e-5, 6), "(5.36 ± 0.11)e-4");
    expect_text(sq_format_number_sd(37, 0, 4), "37");
    expect_text(sq_format_number_sd(37, NAN, 4), "37 ± ?");
    expect_text(sq_format_si(-0.0, "Hz", 4), "0 Hz");
    expect_text(sq_format_number_sd(0.23, 3.4, 4), "0.2 ± 3.4");
    expect_text(sq_format_number_sd(0, 0.012, 4), "0.000 ± 0.012");
    expect_text(sq_format_number_sd(-1e-4, 0.012, 4), "0.000 ± 0.012"); /* and not -0.000 */
    expect_text(sq_format_number_sd(-6e-4, 0.012, 4), "-0.001 ± 0.012");
}

/* No more than seven digits, even of what is known better. */
Test(format, small_uncertainties)
{
    expect_text(sq_format_number_sd(8.6335067e-4, 1.5e-12, 4), "(8.633507 ± 1.5e-08)e-4");
    expect_text(sq_format_number_sd(0.16562066, 1.4e-7, 4), "0.1656207 ± 1.4e-07");
    expect_text(sq_format_number_sd(123456789, 3, 4), "(1.234568 ± 3e-08)e8");
}

/* Columns count characters, not bytes. */
Test(format, padding)
{
    char text[64];
    FILE *out = fmemopen(text, sizeof text, "w");
    sq_format_print_padded(out, "2π", 5);
    sq_format_print_padded(out, "toolong", 3);
    fclose(out);
    cr_expect_str_eq(text, "2π   toolong "); /* never touches what follows */
}
