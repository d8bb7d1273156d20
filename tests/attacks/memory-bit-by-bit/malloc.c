#include <stdlib.h>
#include <string.h>

int main(void) {
    for (;;) {
        /* Volatile, or the compiler sees that the memory is not needed. */
        char *volatile block = malloc(65536);
        if (!block) return 1;
        memset(block, 1, 65536);
    }
}
