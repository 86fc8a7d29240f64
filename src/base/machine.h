/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SQ_MACHINE_H
#define SQ_MACHINE_H

/* Memory of this machine in bytes; infinite where the system does not tell. */
double sq_machine_bytes(void);

#endif
