/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SQ_VERSION_H
#define SQ_VERSION_H

#include <config.h>

#define SQ_VERSION PACKAGE_VERSION

#endif
