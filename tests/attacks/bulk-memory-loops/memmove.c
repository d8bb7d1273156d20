#include <stdlib.h>
#include <string.h>

int main(void) {
    size_t size = 100 << 20;
    char *volatile block = malloc(size + 1);
    if (!block) return 1;
    for (;;) memmove(block + 1, block, size);
}
