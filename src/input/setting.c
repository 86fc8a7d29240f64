/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/setting.h"

#include <stdio.h>
#include <string.h>

const char *
sq_setting_value(const char *setting, const char *key)
{
    const char *equals = strchr(setting, '=');
    setting += strspn(setting, " \t");
    size_t n = strlen(key);
    if (!equals || strncmp(setting, key, n) != 0 ||
        setting + n + strspn(setting + n, " \t") != equals)
        return NULL;
    return equals + 1 + strspn(equals + 1, " \t");
}

void
sq_setting_key(const char *setting, char key[SQ_KEY_SIZE])
{
    const char *from = setting + strspn(setting, " \t");
    size_t n = strcspn(from, " \t=");
    snprintf(key, SQ_KEY_SIZE, "%.*s", (int)(strchr(setting, '=') && n < SQ_KEY_SIZE ? n : 0),
             from);
}
