/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: "KEY=VALUE", blanks around either do not matter. */
#ifndef SQ_SETTING_H
#define SQ_SETTING_H

#include "input/key.h"

/* What stands behind the key, as far as the end; NULL: the setting's key is another. */
const char *sq_setting_value(const char *setting, const char *key);

/* Copies the key, "" when there is none. */
void sq_setting_key(const char *setting, char key[SQ_KEY_SIZE]);

#endif
