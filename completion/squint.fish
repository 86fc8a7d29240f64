# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of squint for fish; filled in from the program's tables.
complete -c squint -n __fish_use_subcommand -f
@fish-commands@
