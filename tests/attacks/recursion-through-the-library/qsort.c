#include <stdlib.h>

static int compare(const void *a, const void *b) {
    (void)a;
    (void)b;
    int pair[2] = {2, 1};
    qsort(pair, 2, sizeof *pair, compare);
    return pair[0];
}

int main(void) { return compare(0, 0); }
