/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQ_MULTIVERSION before a function: it is compiled for several instruction sets, and
 * the best that the machine has is chosen when the program starts.  Static functions of
 * this kind need the library's prefix too: clang makes their resolvers global. */
#ifndef SQ_MULTIVERSION_H
#define SQ_MULTIVERSION_H

#if defined __x86_64__ && defined __GLIBC__ && defined __has_attribute
#if __has_attribute(target_clones) && !defined __SANITIZE_ADDRESS__
#define SQ_MULTIVERSION __attribute__((target_clones("arch=haswell", "avx512f", "default")))
#endif
#endif
#ifndef SQ_MULTIVERSION
#define SQ_MULTIVERSION
#endif

/* The same for functions that other files call: clang gives their resolver another name
 * than the callers look for, so it compiles them once. */
#ifdef __clang__
#define SQ_MULTIVERSION_EXTERN
#else
#define SQ_MULTIVERSION_EXTERN SQ_MULTIVERSION
#endif

#endif
