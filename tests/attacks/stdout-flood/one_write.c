#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One call that offers 32 MB: only what fits is taken. */
int main(void) {
    size_t size = 32 << 20;
    char *block = malloc(size);
    if (!block) return 1;
    memset(block, 'x', size);
    for (;;) write(1, block, size);
}
