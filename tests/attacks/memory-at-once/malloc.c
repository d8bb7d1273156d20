#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    size_t size = (size_t)3 << 30;
    /* Volatile, or the compiler sees that the memory is not needed. */
    char *volatile block = malloc(size);
    if (!block) {
        puts("refused");
        return 1;
    }
    memset(block, 1, size);
    printf("%d\n", block[size / 2]);
}
