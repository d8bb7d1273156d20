#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static char block[1 << 20];
    char name[32];
    int whole = 0;
    for (; whole < 1000; whole++) {
        snprintf(name, sizeof name, "big%d", whole);
        FILE *f = fopen(name, "w");
        if (!f) break;
        size_t n = fwrite(block, 1, sizeof block, f);
        if (fclose(f) || n < sizeof block) break;
    }
    printf("stopped: %s, at most 8 whole files %d\n", strerror(errno), whole <= 8);
}
