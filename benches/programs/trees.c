// Full binary trees, made, counted and thrown away: the allocator at work.
#include <stdio.h>
#include <stdlib.h>

enum { DEPTH = 16, TREES = 240 };

struct tree {
    struct tree *left, *right;
};

static struct tree *make(int depth) {
    struct tree *tree = malloc(sizeof *tree);
    if (!tree) abort();
    tree->left = depth ? make(depth - 1) : NULL;
    tree->right = depth ? make(depth - 1) : NULL;
    return tree;
}

static long count(const struct tree *tree) {
    return tree->left ? 1 + count(tree->left) + count(tree->right) : 1;
}

static void drop(struct tree *tree) {
    if (!tree) return;
    drop(tree->left);
    drop(tree->right);
    free(tree);
}

int main(void) {
    struct tree *kept = make(DEPTH);
    long total = 0;
    for (int round = 0; round < TREES; round++) {
        struct tree *tree = make(DEPTH - round % 3);
        total += count(tree);
        drop(tree);
    }
    printf("%ld %ld\n", total, count(kept));
    drop(kept);
    return 0;
}
