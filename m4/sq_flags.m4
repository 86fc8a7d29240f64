dnl SPDX-License-Identifier: GPL-3.0-or-later

dnl SQ_APPEND_FLAGS(VARIABLE, FLAGS): appends each of FLAGS that the compiler takes.
AC_DEFUN([SQ_APPEND_FLAGS], [
sq_save_CFLAGS=$CFLAGS
for sq_flag in m4_normalize([$2]); do
  AC_MSG_CHECKING([whether $CC takes $sq_flag])
  # -Werror: clang only warns about a flag it does not know.
  CFLAGS="$sq_save_CFLAGS -Werror $sq_flag"
  AC_COMPILE_IFELSE([AC_LANG_SOURCE([int main(void) { return 0; }])],
    [AC_MSG_RESULT([yes]); $1="${$1:+$$1 }$sq_flag"],
    [AC_MSG_RESULT([no])])
done
CFLAGS=$sq_save_CFLAGS
])

dnl SQ_REQUIRE_LINK_FLAGS(FLAGS): stops unless a program builds with FLAGS.
AC_DEFUN([SQ_REQUIRE_LINK_FLAGS], [
sq_save_CFLAGS=$CFLAGS
AC_MSG_CHECKING([whether $CC links with $1])
CFLAGS="$CFLAGS $1"
AC_LINK_IFELSE([AC_LANG_SOURCE([int main(void) { return 0; }])],
  [AC_MSG_RESULT([yes])],
  [AC_MSG_RESULT([no])
   AC_MSG_ERROR([$CC cannot link with $1])])
CFLAGS=$sq_save_CFLAGS
])
