/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_clock.h"

#include <math.h>

#include "base/format.h"

/* ---- the three states, for scripts ---- */

static const char *const causes[SQ_CLOCK_CAUSES] = {
    [SQ_CLOCK_PREPARATION] = "preparation",
    [SQ_CLOCK_DEAD_TIME] = "dead_time",
    [SQ_CLOCK_LASER_PHASE] = "laser_phase",
};

static void
add_state(sq_findings *f, const char *path, const sq_clock_state *s, double goal)
{
    sq_findings_section(f, path, NULL,
                        "preparation db antisqueezing_db cycle phase frequency stability "
                        "gain_db cost_db{} averaging");
    sq_findings_value(f, "preparation", s->preparation);
    sq_findings_value(f, "db", s->db);
    sq_findings_value(f, "antisqueezing_db", s->antisqueezing_db);
    sq_findings_value(f, "cycle", s->cycle);
    sq_findings_value(f, "phase", s->phase);
    sq_findings_value(f, "frequency", s->frequency);
    sq_findings_value(f, "stability", s->stability);
    sq_findings_value(f, "gain_db", s->gain_db);
    sq_findings_value(f, "averaging", goal > 0 ? sq_clock_averaging(s, goal) : NAN);
    sq_findings_section(f, sq_findings_words(f, "%s.cost_db", path), NULL,
                        "preparation dead_time laser_phase");
    for (int i = 0; i < SQ_CLOCK_CAUSES; i++)
        sq_findings_value(f, causes[i], s->cost_db[i]);
}

/* ---- and for people, side by side ---- */

typedef const char *cell_maker(sq_findings *f, const sq_clock_state *s);

static const char *
preparation(sq_findings *f, const sq_clock_state *s)
{
    return s->preparation > 0
               ? sq_findings_words(f, "%s", sq_findings_time_label(f, s->preparation, 3).s)
               : "none";
}

static const char *
squeezing(sq_findings *f, const sq_clock_state *s)
{
    return sq_findings_words(f, "%s dB", sq_findings_decibel_label(s->db, NAN, 2).s);
}

static const char *
cycle_time(sq_findings *f, const sq_clock_state *s)
{
    return sq_findings_words(f, "%s", sq_findings_time_label(f, s->cycle, 4).s);
}

static const char *
phase(sq_findings *f, const sq_clock_state *s)
{
    return sq_findings_words(f, "%s", sq_format_si(s->phase, "rad", 4).s);
}

static const char *
frequency(sq_findings *f, const sq_clock_state *s)
{
    return sq_findings_words(f, "%.4g", s->frequency);
}

static const char *
stability(sq_findings *f, const sq_clock_state *s)
{
    return sq_findings_words(f, "%.4g", s->stability);
}

static const char *
gain(sq_findings *f, const sq_clock_state *s)
{
    return sq_findings_words(f, "%s dB", sq_findings_decibel_label(s->gain_db, NAN, 2).s);
}

/* In the unit in which one waits. */
static const char *
averaging(sq_findings *f, const sq_clock_state *s, double goal)
{
    double t = sq_clock_averaging(s, goal);
    return t < 100      ? sq_findings_words(f, "%.3g s", t)
           : t < 6000   ? sq_findings_words(f, "%.3g min", t / 60)
           : t < 360000 ? sq_findings_words(f, "%.3g h", t / 3600)
                        : sq_findings_words(f, "%.3g days", t / 86400);
}

static const struct row {
    const char *label;
    cell_maker *cell;
} rows[] = {
    {"preparation", preparation},
    {"squeezing", squeezing},
    {"cycle", cycle_time},
    {"phase resolution", phase},
    {"frequency, one cycle", frequency},
    {"Allan deviation at 1 s", stability},
    {"gain in averaging time", gain},
};

static void
add_table(sq_findings *f, const sq_clock_plan *p, double goal)
{
    sq_findings_line(f, "", "not squeezed\tmost squeezing\tbest for the clock");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        sq_findings_line(f, rows[i].label, "%s\t%s\t%s", rows[i].cell(f, &p->plain),
                         rows[i].cell(f, &p->deepest), rows[i].cell(f, &p->best));
    if (goal > 0)
        sq_findings_line(f, sq_findings_words(f, "averaging to %g", goal), "%s\t%s\t%s",
                         averaging(f, &p->plain, goal), averaging(f, &p->deepest, goal),
                         averaging(f, &p->best, goal));
}

/* ---- what limits ---- */

/* What costs most at the best preparation; beside that it is the projection noise. */
static enum sq_clock_cause
worst_of(const sq_clock_state *s)
{
    enum sq_clock_cause worst = SQ_CLOCK_PREPARATION;
    for (int i = 0; i < SQ_CLOCK_CAUSES; i++)
        if (s->cost_db[i] > s->cost_db[worst])
            worst = (enum sq_clock_cause)i;
    return worst;
}

static void
add_limits(sq_findings *f, const sq_clock_plan *p)
{
    static const char *const words[SQ_CLOCK_CAUSES] = {
        [SQ_CLOCK_PREPARATION] = "preparation",
        [SQ_CLOCK_DEAD_TIME] = "dead time",
        [SQ_CLOCK_LASER_PHASE] = "antisqueezing, by the laser",
    };
    const sq_clock_state *s = &p->best, *d = &p->deepest;
    enum sq_clock_cause worst = worst_of(s);
    sq_findings_into(f, "clock");
    sq_findings_text(f, "limit", NULL,
                     s->cost_db[worst] > 0.05 ? causes[worst] : "projection noise");
    sq_findings_line(f, "costs of most squeezing",
                     "preparation %.2f, dead time %.2f, laser %.2f dB",
                     d->cost_db[SQ_CLOCK_PREPARATION], d->cost_db[SQ_CLOCK_DEAD_TIME],
                     d->cost_db[SQ_CLOCK_LASER_PHASE]);
    if (s->cost_db[worst] > 0.05)
        sq_findings_line(f, "what limits", "%s: %.2f dB better without it", words[worst],
                         s->cost_db[worst]);
    else
        sq_findings_line(f, "what limits", "projection noise of the atoms");
    if (!(s->preparation > 0))
        sq_findings_line(f, "CAUTION", "squeezing does not pay: it takes the clock's time");
}

/* What the numbers leave out. */
static void
add_doubts(sq_findings *f, const sq_clock_cycle *c, const sq_outlook *o)
{
    double decays = c->line.linewidth * c->interrogation;
    if (decays > 1)
        sq_findings_line(f, "CAUTION",
                         "not the line of a clock: the upper state decays %.3g times meanwhile",
                         decays);
    if (o->headline.of != SQ_HEADLINE_MODEL)
        sq_findings_line(f, "CAUTION",
                         "of atoms that couple alike; the headline, %s dB, counts their spread",
                         sq_findings_decibel_label(o->headline.db, NAN, 2).s);
    if (o->headline.noises.n)
        sq_findings_line(f, "CAUTION",
                         "without the lab's noise from shot to shot, which leaves %s dB",
                         sq_findings_decibel_label(o->headline.noise.db, NAN, 2).s);
    sq_findings_line(f, "not in it", "the Dick effect, which no squeezing reduces");
}

void
sq_findings_clock(sq_findings *f, const sq_clock_plan *p, const sq_clock_cycle *c,
                  const sq_outlook *o, double goal)
{
    const sq_line *line = &c->line;
    sq_findings_section(f, "clock", "Clock",
                        "species frequency interrogation dead_time laser_phase tan2 goal limit "
                        "not_squeezed{} most_squeezing{} best{}");
    sq_findings_text(f, "species", NULL, line->species);
    sq_findings_value(f, "frequency", line->frequency);
    sq_findings_line(f, "line", "%s%s%s%s%.9g THz", line->species ? line->species : "",
                     line->species ? " " : "", line->species ? line->transition : "",
                     line->species ? ", " : "", line->frequency / 1e12);
    sq_findings_value(f, "interrogation", c->interrogation);
    sq_findings_value(f, "dead_time", c->dead_time);
    sq_findings_value(f, "laser_phase", c->laser_phase);
    const char *laser =
        c->laser_phase > 0
            ? sq_findings_words(f, "laser %s rms", sq_format_si(c->laser_phase, "rad", 3).s)
            : "no laser noise";
    sq_findings_line(f, "sequence", "%s interrogation, %s dead, %s",
                     sq_findings_time_label(f, c->interrogation, 4).s,
                     sq_findings_time_label(f, c->dead_time, 4).s, laser);
    sq_findings_value(f, "tan2", c->tan2);
    sq_findings_value(f, "goal", goal > 0 ? goal : NAN);
    add_table(f, p, goal);
    add_limits(f, p);
    add_doubts(f, c, o);
    add_state(f, "clock.not_squeezed", &p->plain, goal);
    add_state(f, "clock.most_squeezing", &p->deepest, goal);
    add_state(f, "clock.best", &p->best, goal);
}
