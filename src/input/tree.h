/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YAML text -> a small tree with marks.
 *
 * A lab file is a mapping of mappings, scalars and short lists of scalars.
 * Everything else YAML can do (anchors, aliases, tags, several documents, deep
 * nesting) is refused with a message, which also disarms bombs. */
#ifndef SQ_TREE_H
#define SQ_TREE_H

#include "base/public.h"
#include "base/error.h"

SQ_PUBLIC_BEGIN

enum {
    SQ_TREE_MAX_BYTES = 1 << 20, /* size of the text, 1 MiB */
    SQ_TREE_MAX_DEPTH = 8,       /* maps and lists inside each other, the root included */
    SQ_TREE_MAX_NODES = 4096,    /* values, maps and lists together */
};

enum sq_tree_node_kind { SQ_NODE_SCALAR, SQ_NODE_LIST, SQ_NODE_MAP };

/* A value of the file.  The tree owns every string and node in it; all stay valid until
 * sq_tree_free.  Strings are UTF-8 without control characters other than tab and line
 * ends. */
typedef struct sq_tree_node sq_tree_node;
struct sq_tree_node {
    enum sq_tree_node_kind kind;
    char *key;                    /* key in the parent map; NULL in a list and at the root */
    char *text;                   /* scalar only, quotes and escapes resolved; "" for none */
    sq_error_mark key_mark, mark; /* where the key and the value begin */
    sq_tree_node *child, *last, *next; /* first and last child, next sibling */
};

/* Reads the file at path into a tree; "-" is standard input and is called so in messages.
 * Reads no more than SQ_TREE_MAX_BYTES + 1 bytes, so endless input ends too.
 *
 * root    receives a map, to be freed with sq_tree_free; NULL on failure, except when the
 *         only faults are keys given twice: then the tree is whole (of several
 *         equal keys the first counts), so that its other faults can be reported in the
 *         same run.
 * errors  receives one entry per fault ("lab.yaml:12:3: …").  Only keys given twice can
 *         be several; every other fault ends the reading.
 *
 * SQ_ERR_IO: the file cannot be opened or read.  SQ_ERR_INPUT: it is not a lab file.
 * SQ_ERR_MEMORY. */
enum sq_status sq_tree_read_file(sq_tree_node **root, const char *path,
                                 sq_errors *errors) SQ_CHECK_RESULT;

/* The same for a text of `length` bytes, which `name` stands for in messages. */
enum sq_status sq_tree_read_text(sq_tree_node **root, const char *text, size_t length,
                                 const char *name, sq_errors *errors) SQ_CHECK_RESULT;

/* What messages call the file at path: "standard input" for "-", else the path. */
const char *sq_tree_name(const char *path);

/* The child of a map with this key, or NULL; node may be NULL. */
const sq_tree_node *sq_tree_child(const sq_tree_node *node, const char *key);

/* Frees the tree; NULL is allowed. */
void sq_tree_free(sq_tree_node *root);

SQ_PUBLIC_END

#endif
