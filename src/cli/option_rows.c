/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_rows.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "beyond/classes.h"
#include "cli/words.h"
#include "solvers/solver.h"

/* Of one run, and of one continuation of it. */
enum { MOST_TRAJECTORIES = 100000000 };

#define IN(member_) offsetof(sq_options, member_)

#define ENSEMBLE                                                                               \
    {                                                                                          \
        "sampled", "goes with --solver trajectories", false                                    \
    }
#define SAMPLING(lack_)                                                                        \
    {                                                                                          \
        "sampling", lack_ "; use --solver trajectories", true                                  \
    }
/* With --dry-run, what the run is asked for still counts, as the plan is of that run; what is
 * done with its answer does not. */
#define NO_ANSWER(what_)                                                                       \
    {                                                                                          \
        "dry-run", what_ " with --dry-run; leave out one of them", false                       \
    }

static const char *
solver_choice(size_t i)
{
    return i == 0 ? "auto" : sq_solvers[i - 1] ? sq_solvers[i - 1]->name : NULL;
}

static const char *
goal_choice(size_t i)
{
    static const char *const goals[] = {"db", "time", "clock", NULL};
    return goals[i];
}

const sq_option_row sq_option_rows[] = {
    {.name = "set",
     .letter = 's',
     .argument = "KEY=VALUE",
     .kind = SQ_OPTION_LIST,
     .member = IN(setting),
     .help = "set a key of the lab file, e.g. --set cavity.detuning=300kHz; may be repeated"},
    {.name = "noise",
     .argument = "KEY=RMS",
     .kind = SQ_OPTION_LIST,
     .member = IN(noise),
     .help =
         "what differs from shot to shot, e.g. --noise atoms.number=poisson; may be repeated",
     .excludes = {{"csv", "adds to the report and to --json; leave out --csv", false},
                  NO_ANSWER("has nothing to spoil")}},
    {.name = "free",
     .argument = "KEY[=A..B]",
     .kind = SQ_OPTION_LIST,
     .member = IN(free),
     .help = "choose this input, within a range; may be repeated (default: ranges in the lab, "
             "else drive and direction)"},
    {.name = "goal",
     .argument = "WORD",
     .kind = SQ_OPTION_WORD,
     .member = IN(goal),
     .choice = goal_choice,
     .help = "db (default): most squeezing; time: --target dB as soon as possible; clock: its "
             "stability.  Of squint clock: a fractional uncertainty, e.g. 1e-18"},
    {.name = "target",
     .argument = "X",
     .kind = SQ_OPTION_DECIBEL,
     .member = IN(target_db),
     .help = "squeezing to be reached, e.g. 10dB"},
    {.name = "within",
     .argument = "TIME",
     .kind = SQ_OPTION_WORD,
     .member = IN(within),
     .help = "up to this time, e.g. 3s (default: time.until, else as long as it takes)"},
    {.name = "at",
     .argument = "TIME",
     .kind = SQ_OPTION_WORD,
     .member = IN(at),
     .help = "squeezing at this time, not at the best one",
     .excludes = {{"within", "is the time itself; leave out --within", false}}},
    {.name = "allow",
     .argument = "NAME",
     .kind = SQ_OPTION_LIST,
     .member = IN(allow),
     .help = "let a condition of the model be violated (names: check --json); may be repeated"},
    {.name = "solver",
     .argument = "NAME",
     .kind = SQ_OPTION_WORD,
     .member = IN(solver),
     .choice = solver_choice,
     .help = "auto (default) or a name from 'squint list solvers'"},
    {.name = "order",
     .argument = "K",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(order),
     .min = 2,
     .max = 4,
     .help = "order of the moment hierarchy; its neighbour gives the error (default: 2 to 4)",
     .needs = {{"ordered", "has no orders to choose from; use --solver cumulant", true}}},
    {.name = "error",
     .argument = "X",
     .kind = SQ_OPTION_DECIBEL,
     .member = IN(error_db),
     .help = "error wanted of the answer, e.g. 0.05dB (default: 0.1dB)",
     .needs =
         {{"automatic sampling",
           "has one accuracy, whatever the error wanted; leave out --solver and --order, or "
           "use --solver trajectories",
           true},
          {"automatic !trajectories",
           "says when there are enough trajectories, and --trajectories how many; leave out "
           "one of them",
           false}}},
    {.name = "trajectories",
     .argument = "M",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(trajectories),
     .min = 1,
     .max = MOST_TRAJECTORIES,
     .help = "run M trajectories, whatever the error (default: until it is reached)",
     .needs = {SAMPLING("has no trajectories")}},
    {.name = "direct",
     .kind = SQ_OPTION_FLAG,
     .member = IN(direct),
     .help = "trajectories as a photon counter sees them; slower, the mean is the same",
     .needs = {SAMPLING("has no trajectories to see so")}},
    {.name = "seed",
     .argument = "S",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(seed),
     .min = 0,
     .max = INT_MAX,
     .help = "seed of the random numbers (default: 1)",
     .needs = {SAMPLING("has no random numbers")}},
    {.name = "threads",
     .argument = "T",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(threads),
     .min = 1,
     .max = 1024,
     .help = "threads for trajectories (default: one per core); they do not change the answer",
     .needs = {SAMPLING("has no trajectories to share out")}},
    {.name = "first",
     .argument = "K",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(first),
     .min = 0,
     .max = INT_MAX,
     .help = "number of the first trajectory (default: 0), for parts to be merged",
     .needs = {ENSEMBLE}},
    {.name = "save",
     .argument = "FILE",
     .kind = SQ_OPTION_WORD,
     .member = IN(save),
     .file = SQ_FILE_USE_ENSEMBLE,
     .help = "keep the ensemble of trajectories in FILE",
     .needs = {ENSEMBLE},
     .excludes = {NO_ANSWER("has nothing to keep")}},
    {.name = "more",
     .argument = "M",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(more),
     .min = 0,
     .max = MOST_TRAJECTORIES,
     .help = "continue the ensemble in the FILE of --save by M trajectories; 0: report on it",
     .needs = {ENSEMBLE,
               {"save", "continues the ensemble in a file: name it with --save", false}},
     .excludes = {{"trajectories error first",
                   "tells how many trajectories to add; leave out --trajectories, --error and "
                   "--first",
                   false},
                  {"seed direct points",
                   "goes on as the file began; leave out --seed, --direct and --points",
                   false}}},
    {.name = "keep",
     .argument = "K",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(keep),
     .min = 1,
     .max = 10000,
     .help = "put the first K single trajectories into the JSON, the CSV or the figure",
     .needs = {ENSEMBLE,
               {"json csv plot", "adds to --json, --csv or --plot; ask for one of them",
                false}},
     .excludes = {NO_ANSWER("has nothing to show")}},
    {.name = "points",
     .argument = "P",
     .kind = SQ_OPTION_WHOLE,
     .member = IN(points),
     .min = 2,
     .max = 100000,
     .help = "P evenly spaced output times (default: 401, or 201 for trajectories; half early)",
     .needs = {{"moving csv series", "is the same at all times; print them with --csv", true}}},
    {.name = "cross-check",
     .kind = SQ_OPTION_FLAG,
     .member = IN(cross_check),
     .help = "repeat by a second, independent solver, and at fewer spins by the exact one",
     .needs = {{"comparable",
                "has no squeezing that a second solver could come to from the same start; use "
                "another --solver",
                true}},
     .excludes = {{"csv", "adds to the report and to --json; leave out --csv", false},
                  NO_ANSWER("has no answer to compare")}},
    {.name = "classes",
     .argument = "M",
     .kind = SQ_OPTION_WHOLE_OR_AUTO,
     .member = IN(classes),
     .min = 1,
     .max = SQ_COUPLING_MOST_CLASSES,
     .help = "atoms in M classes of coupling, or auto (default where it differs; 1: all alike)",
     .excludes = {{"csv", "adds to the report and to --json; leave out --csv", false},
                  {"dry-run", "adds to the report and to --json; leave out --dry-run", false}}},
    {.name = "past-validity",
     .kind = SQ_OPTION_FLAG,
     .member = IN(past_validity),
     .help =
         "follow the curves and their minima beyond the point up to which they can be trusted",
     .needs = {{"automatic bounded", "can be trusted to the end; leave out --past-validity",
                true}}},
    {.name = "dry-run",
     .letter = 'n',
     .kind = SQ_OPTION_FLAG,
     .member = IN(dry_run),
     .help = "say what would run, with time and memory, and stop"},
    {.name = "plot",
     .letter = 'p',
     .argument = "FILE",
     .kind = SQ_OPTION_WORD,
     .member = IN(plot),
     .file = SQ_FILE_USE_FIGURE,
     .help = "draw the figure into FILE.png, .svg or .pdf (needs gnuplot)",
     .excludes = {NO_ANSWER("has nothing to draw")}},
    {.name = "conventions",
     .kind = SQ_OPTION_FLAG,
     .member = IN(conventions),
     .help = "show the rates under each usual misreading of the inputs"},
    {.name = "deep",
     .kind = SQ_OPTION_FLAG,
     .member = IN(deep),
     .help = "keep the mode, and say by how many dB its elimination is off"},
    {.name = "json",
     .kind = SQ_OPTION_FLAG,
     .member = IN(json),
     .help = "print one JSON document, nothing else",
     .excludes = {{"csv",
                   "and --csv exclude each other; --json --series holds the same numbers",
                   false}}},
    {.name = "series",
     .kind = SQ_OPTION_FLAG,
     .member = IN(series),
     .help = "include the series of moments in the JSON document",
     .needs = {{"json", "goes with --json; for a table use --csv", false}},
     .excludes = {NO_ANSWER("has nothing to show")}},
    {.name = "csv",
     .kind = SQ_OPTION_FLAG,
     .member = IN(csv),
     .help = "print the series as CSV",
     .excludes = {NO_ANSWER("has nothing to print")}},
    {.name = "output",
     .letter = 'o',
     .argument = "PATH",
     .kind = SQ_OPTION_WORD,
     .member = IN(output),
     .file = SQ_FILE_USE_ANSWER,
     .help = "write to PATH instead of standard output"},
    {.name = "best",
     .letter = 'o',
     .argument = "LAB.yaml",
     .kind = SQ_OPTION_WORD,
     .member = IN(best),
     .file = SQ_FILE_USE_NEW_LAB,
     .help = "write the lab with its best settings to this file"},
    {.name = "strict",
     .kind = SQ_OPTION_FLAG,
     .member = IN(strict),
     .help = "exit with 3 when a validity condition is violated"},
    {.name = "quiet",
     .letter = 'q',
     .kind = SQ_OPTION_FLAG,
     .member = IN(quiet),
     .help = "print the result only",
     .needs = {{"text watched", "has nothing to leave out of --json; leave out one of them",
                false}}},
    {.name = "verbose",
     .letter = 'v',
     .kind = SQ_OPTION_FLAG,
     .member = IN(verbose),
     .help = "print details of the run",
     .needs = {{"text !quiet", "tells them beside --json and --csv; leave out --quiet", false}},
     .excludes = {NO_ANSWER("has nothing to tell")}},
    {.name = "help",
     .letter = 'h',
     .kind = SQ_OPTION_FLAG,
     .member = IN(help),
     .help = "print this help"},
    {.name = NULL},
};
static_assert(sizeof sq_option_rows / sizeof sq_option_rows[0] <= SQ_OPTIONS_MOST + 1,
              "sq_options has room for every option");

bool
sq_option_rows_has(const sq_command *command, const sq_option_row *row)
{
    return strcmp(row->name, "help") == 0 || sq_words_have(command->options, row->name);
}
