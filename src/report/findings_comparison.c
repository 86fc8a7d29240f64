/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_comparison.h"

#include <math.h>
#include <string.h>

#include "base/version.h"
#include "input/param.h"

/* Labs beside each other within 80 columns, how wide each is, and what they are called. */
enum { BESIDE = 3, WIDE = 17, LABEL = 24 };

static const char NONE[] = "-";

typedef struct table {
    sq_findings *f;
    const sq_findings_compared *one;
    size_t n, first; /* lab of the block */
} table;

/* ---- cells ---- */

typedef const char *cell(sq_findings *f, const sq_findings_compared *one);

static const char *
number_cell(sq_findings *f, double value, int digits)
{
    return isfinite(value) ? sq_findings_words(f, "%.*g", digits, value) : NONE;
}

static const char *
time_cell(sq_findings *f, const sq_findings_compared *one, double time)
{
    f->dimensionless = one->lab->platform->dimensionless;
    return sq_findings_words(f, "%s", sq_findings_time_label(f, time, 4).s);
}

static const char *
db_cell(sq_findings *f, const sq_findings_compared *one)
{
    const sq_headline *h = &one->outlook->headline;
    return isfinite(h->db) ? sq_findings_words(
                                 f, "%s dB", sq_findings_decibel_label(h->db, h->db_error, 2).s)
                           : "none";
}

static const char *
best_time_cell(sq_findings *f, const sq_findings_compared *one)
{
    return time_cell(f, one, one->outlook->headline.time);
}

/* With what the lab says of its noise; where it says nothing, of N alone. */
static const sq_noise_effect *
noise_of(const sq_headline *h)
{
    return h->noises.n ? &h->noise : &h->poisson;
}

static const char *
noise_cell(sq_findings *f, const sq_findings_compared *one)
{
    const sq_headline *h = &one->outlook->headline;
    const sq_noise_effect *e = noise_of(h);
    return isfinite(e->db)
               ? sq_findings_words(f, "%s dB%s%s", sq_findings_decibel_label(e->db, NAN, 2).s,
                                   h->noises.n ? "" : " (N only)",
                                   h->of == SQ_HEADLINE_MODEL ? "" : "*")
               : NONE;
}

static const char *
noise_time_cell(sq_findings *f, const sq_findings_compared *one)
{
    return time_cell(f, one, noise_of(&one->outlook->headline)->time);
}

static const char *
verdict_cell(sq_findings *f, const sq_findings_compared *one)
{
    enum sq_headline_verdict verdict = one->outlook->headline.verdict;
    (void)f;
    return verdict == SQ_HEADLINE_UNIFORM_ONLY ? "uniform only"
                                               : sq_headline_verdict_name(verdict);
}

static double
critical_number(const sq_findings_compared *one)
{
    return sq_rates_critical_number(&one->lab->rates);
}

static double
emission_over_relaxation(const sq_findings_compared *one)
{
    const sq_rates *r = &one->lab->rates;
    return r->gamma_s > 0 ? r->N * r->Gamma / r->gamma_s : NAN;
}

static double
relaxation_over_emission(const sq_findings_compared *one)
{
    const sq_rates *r = &one->lab->rates;
    return r->Gamma > 0 ? r->gamma_s / r->Gamma : NAN;
}

static const char *
N_cell(sq_findings *f, const sq_findings_compared *one)
{
    return number_cell(f, one->lab->rates.N, 6);
}

static const char *
critical_cell(sq_findings *f, const sq_findings_compared *one)
{
    return number_cell(f, critical_number(one), 5);
}

static const char *
emission_cell(sq_findings *f, const sq_findings_compared *one)
{
    return number_cell(f, emission_over_relaxation(one), 4);
}

static const char *
relaxation_cell(sq_findings *f, const sq_findings_compared *one)
{
    return number_cell(f, relaxation_over_emission(one), 4);
}

static const struct {
    const char *label;
    cell *cell;
} rows[] = {
    {"best squeezing", db_cell},
    {"  after", best_time_cell},
    {"with noise, at best", noise_cell},
    {"  after", noise_time_cell},
    {"verdict of the model", verdict_cell},
    {"N", N_cell},
    {"N_c = 2 Omega/Upsilon_c", critical_cell},
    {"N Gamma/gamma_s", emission_cell},
    {"gamma_s/Gamma", relaxation_cell},
};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

/* ---- the best ---- */

/* A number that need not be the apparatus' is no best one. */
static bool
can_be_best(const sq_findings_compared *one)
{
    const sq_headline *h = one->outlook ? &one->outlook->headline : NULL;
    return h && h->db > 0 && h->verdict != SQ_HEADLINE_MODEL_ONLY;
}

/* What counts first is whose the number is. */
static bool
is_better(const sq_headline *h, const sq_headline *than)
{
    bool uniform = h->verdict == SQ_HEADLINE_UNIFORM_ONLY,
         other_is = than->verdict == SQ_HEADLINE_UNIFORM_ONLY;
    return uniform != other_is ? other_is : h->db > than->db;
}

/* n: there is none. */
static size_t
best_of(const sq_findings_compared *one, size_t n)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++) {
        if (can_be_best(&one[i]) &&
            (best == n || is_better(&one[i].outlook->headline, &one[best].outlook->headline)))
            best = i;
    }
    return best;
}

/* ---- inputs that differ ---- */

static const char *
joined(sq_findings *f, const sq_param_entry *entry)
{
    const char *first = entry->value[0]->text;
    return entry->n > 1 ? sq_findings_words(f, "%s, %s", first, entry->value[1]->text) : first;
}

typedef struct look_up {
    sq_findings *f;
    const char *key, *text;
} look_up;

static enum sq_status
take_text(const sq_param_entry *entry, void *context)
{
    look_up *l = context;
    if (strcmp(entry->row->key, l->key) == 0)
        l->text = joined(l->f, entry);
    return SQ_OK;
}

/* As it stands in the lab; NULL: it has no such key. */
static const char *
text_of(sq_findings *f, const sq_lab *lab, const char *key)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    look_up l = {.f = f, .key = key};
    sq_lab_sets(lab, sets);
    (void)!sq_param_visit(sets, SQ_LAB_SETS, take_text, &l);
    return l.text;
}

static bool
differs(const table *t, const char *key)
{
    const char *first = NULL;
    bool any = false, different = false;
    for (size_t i = 0; i < t->n; i++) {
        if (!t->one[i].lab)
            continue;
        const char *text = text_of(t->f, t->one[i].lab, key);
        different =
            different || (any && (!text != !first || (text && strcmp(text, first) != 0)));
        first = text, any = true;
    }
    return different;
}

/* What a column has room for. */
static const char *
cut(sq_findings *f, const char *text)
{
    size_t shown = 0, n = 0;
    for (; text[n] && shown < WIDE; n++)
        shown += ((unsigned char)text[n + 1] & 0xC0) != 0x80;
    return text[n] ? sq_findings_words(f, "%.*s~", (int)n - 1, text) : text;
}

/* A row of the block, of the text that each lab has for it. */
static void
add_row(const table *t, const char *label,
        const char *text(const table *t, size_t i, const void *context), const void *context)
{
    const char *line = "";
    for (size_t i = t->first; i < t->n && i < t->first + BESIDE; i++)
        line = sq_findings_words(t->f, "%s%s%s", line, i > t->first ? "\t" : "",
                                 cut(t->f, text(t, i, context)));
    bool is_long = strlen(label) > LABEL;
    if (is_long)
        sq_findings_text(t->f, NULL, label, NULL);
    sq_findings_line(t->f, is_long ? "" : label, "%s", line);
}

static const char *
input_text(const table *t, size_t i, const void *key)
{
    const char *text = t->one[i].lab ? text_of(t->f, t->one[i].lab, key) : NULL;
    return text ? text : NONE;
}

/* Does an earlier lab have the key? */
static bool
is_told(const table *t, size_t before, const char *key)
{
    for (size_t i = 0; i < before; i++)
        if (t->one[i].lab && text_of(t->f, t->one[i].lab, key))
            return true;
    return false;
}

typedef struct visit {
    const table *t;
    size_t lab;
    void (*tell)(const table *t, const char *key);
} visit;

static enum sq_status
tell_if_different(const sq_param_entry *entry, void *context)
{
    const visit *v = context;
    const char *key = entry->row->key;
    if (strcmp(key, "name") != 0 && !is_told(v->t, v->lab, key) && differs(v->t, key))
        v->tell(v->t, key);
    return SQ_OK;
}

/* In the order of the files. */
static void
visit_differences(const table *t, void (*tell)(const table *t, const char *key))
{
    for (size_t i = 0; i < t->n; i++) {
        sq_param_row_set sets[SQ_LAB_SETS];
        visit v = {t, i, tell};
        if (!t->one[i].lab)
            continue;
        sq_lab_sets(t->one[i].lab, sets);
        (void)!sq_param_visit(sets, SQ_LAB_SETS, tell_if_different, &v);
    }
}

static void
show_difference(const table *t, const char *key)
{
    add_row(t, key, input_text, key);
}

/* ---- for people ---- */

static const char *
head_text(const table *t, size_t i, const void *best)
{
    return sq_findings_words(t->f, "%zu%s", i + 1, i == *(const size_t *)best ? " (best)" : "");
}

static const char *
cell_text(const table *t, size_t i, const void *row)
{
    const sq_findings_compared *one = &t->one[i];
    size_t which = *(const size_t *)row;
    return one->outlook ? rows[which].cell(t->f, one) : which == 0 ? "failed" : NONE;
}

static void
show_block(const table *t, size_t best)
{
    if (t->first > 0)
        sq_findings_section(t->f, "comparison",
                            sq_findings_words(t->f, "Comparison, from lab %zu", t->first + 1),
                            NULL);
    add_row(t, "lab", head_text, &best);
    for (size_t row = 0; row < N_ROWS; row++)
        add_row(t, rows[row].label, cell_text, &row);
    visit_differences(t, show_difference);
}

static void
show_names(const table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const sq_findings_compared *one = &t->one[i];
        const char *number = sq_findings_words(t->f, "%zu  %s", i + 1, one->path);
        const char *title = one->lab ? sq_lab_title(one->lab) : one->path;
        bool named = strcmp(title, one->path) != 0;
        sq_findings_text(t->f, NULL,
                         named ? sq_findings_words(t->f, "%s: %s", number, title) : number,
                         NULL);
    }
}

static void
add_doubts(const table *t, size_t best)
{
    bool uniform = false, squeezed = false;
    for (size_t i = 0; i < t->n; i++) {
        const sq_headline *h = t->one[i].outlook ? &t->one[i].outlook->headline : NULL;
        uniform = uniform || (h && h->of != SQ_HEADLINE_MODEL && isfinite(noise_of(h)->db));
        squeezed = squeezed || (h && h->db > 0);
    }
    if (uniform)
        sq_findings_text(t->f, NULL, "* of the uniform model, whose best squeezing is another",
                         NULL);
    if (squeezed && best == t->n)
        sq_findings_text(t->f, NULL,
                         "no best one: where there is squeezing the model is out of its range",
                         NULL);
}

/* ---- for scripts ---- */

static void
tell_difference(const table *t, const char *key)
{
    const char *text = text_of(t->f, t->one[t->first].lab, key);
    sq_findings_text(t->f, sq_findings_words(t->f, "%s", key), NULL, text);
}

static void
add_answer(sq_findings *f, const sq_findings_compared *one)
{
    const sq_headline *h = &one->outlook->headline;
    const sq_noise_effect *e = noise_of(h);
    sq_findings_value(f, "db", h->db);
    sq_findings_value(f, "db_error", h->db_error);
    sq_findings_value(f, "time", h->time);
    sq_findings_text(f, "kind", NULL, sq_best_kind_name(h->kind));
    sq_findings_text(f, "verdict", NULL, sq_headline_verdict_name(h->verdict));
    sq_findings_text(f, "noise", NULL, h->noises.n ? "lab" : "poisson");
    sq_findings_value(f, "noise_db", e->db);
    sq_findings_value(f, "noise_time", e->time);
}

static void
add_lab(const table *all, size_t i, size_t best)
{
    table t = *all;
    const sq_findings_compared *one = &t.one[i];
    t.first = i;
    sq_findings_section(t.f, "labs[]", NULL,
                        "path name fault best db db_error time kind verdict noise noise_db "
                        "noise_time N critical_number N_Gamma_over_gamma_s gamma_s_over_Gamma "
                        "inputs{}");
    sq_findings_text(t.f, "path", NULL, one->path);
    sq_findings_text(t.f, "fault", NULL, one->fault);
    sq_findings_flag(t.f, "best", i == best);
    if (one->outlook)
        add_answer(t.f, one);
    if (!one->lab)
        return;
    sq_findings_text(t.f, "name", NULL, sq_lab_title(one->lab));
    sq_findings_value(t.f, "N", one->lab->rates.N);
    sq_findings_value(t.f, "critical_number", critical_number(one));
    sq_findings_value(t.f, "N_Gamma_over_gamma_s", emission_over_relaxation(one));
    sq_findings_value(t.f, "gamma_s_over_Gamma", relaxation_over_emission(one));
    sq_findings_into(t.f, "labs[].inputs");
    visit_differences(&t, tell_difference);
}

/* ---- the whole ---- */

void
sq_findings_comparison(sq_findings *f, const sq_findings_compared *one, size_t n, bool names)
{
    table t = {.f = f, .one = one, .n = n};
    size_t best = best_of(one, n);
    *f = (sq_findings){.section = ""};
    sq_findings_section(f, "", NULL, "squint comparison labs[]");
    sq_findings_text(f, "squint", NULL, SQ_VERSION);
    sq_findings_section(f, "comparison", "Comparison", "best");
    sq_findings_count_if_any(f, "best", best < n ? (long long)best + 1 : 0);
    if (names)
        show_names(&t);
    for (t.first = 0; t.first < n; t.first += BESIDE)
        show_block(&t, best);
    add_doubts(&t, best);
    for (size_t i = 0; i < n; i++)
        add_lab(&t, i, best);
}
