#include <stdlib.h>
#include <unistd.h>

/* The host fills the buffers here, so the host's time has to be counted too. */
int main(void) {
    size_t size = 32 << 20;
    char *block = malloc(size);
    if (!block) return 1;
    for (;;)
        for (size_t i = 0; i < size; i += 256) getentropy(block + i, 256);
}
