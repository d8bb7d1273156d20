#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing but zeros may be found in memory that this run has not written: above the stack, in the heap, in static data. */
static unsigned char block[1 << 20];

int main(void) {
    size_t size = 24 << 20, dirty = 0;
    for (size_t i = 0; i < sizeof block; i++) dirty += block[i] != 0;
    unsigned char *heap = malloc(size);
    if (!heap) return 1;
    for (size_t i = 0; i < size; i++) dirty += heap[i] != 0;
    printf("%zu bytes left over\n", dirty);
    fflush(stdout);
    memset(block, 0x5a, sizeof block);
    memset(heap, 0x5a, size);
    abort();
}
