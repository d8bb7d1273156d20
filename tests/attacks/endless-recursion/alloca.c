#include <alloca.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    long total = 0;
    for (;;) {
        volatile char *block = alloca(100000);
        block[0] = 1;
        total += block[0];
        if (total < 0) break;
    }
    printf("%ld\n", total);
}
