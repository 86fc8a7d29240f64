/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands between these two in a header is for users of the library: it has C linkage, and
 * is seen outside of it.  Everything else is hidden (-fvisibility=hidden). */
#ifndef SQ_PUBLIC_H
#define SQ_PUBLIC_H

#ifdef __cplusplus
#define SQ_PUBLIC_BEGIN                                                                        \
    _Pragma("GCC visibility push(default)") extern "C"                                         \
    {
#define SQ_PUBLIC_END                                                                          \
    }                                                                                          \
    _Pragma("GCC visibility pop")
#else
#define SQ_PUBLIC_BEGIN _Pragma("GCC visibility push(default)")
#define SQ_PUBLIC_END _Pragma("GCC visibility pop")
#endif

#endif
