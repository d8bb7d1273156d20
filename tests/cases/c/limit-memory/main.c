#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *volatile last;

int main(void) {
    for (;;) {
        last = malloc(1 << 20);
        if (!last) {
            fprintf(stderr, "no more memory\n");
            return 3;
        }
        memset(last, 1, 1 << 20);
    }
}
