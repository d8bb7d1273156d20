#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    size_t size = 16;
    uint8_t *block = malloc(size);
    memset(block, 1, size);
    while (size < 16u << 20) {
        uint8_t *bigger = realloc(block, size * 2);
        if (!bigger) return 1;
        memset(bigger + size, 1, size);
        block = bigger;
        size *= 2;
    }
    uint64_t sum = 0;
    for (size_t i = 0; i < size; i++) sum += block[i];
    free(block);
    printf("%llu\n", (unsigned long long)sum);

    uint32_t *zero = calloc(1000, sizeof *zero);
    uint32_t any = 0;
    for (int i = 0; i < 1000; i++) any |= zero[i];
    void *aligned = aligned_alloc(64, 128);
    printf("calloc %u, aligned %d\n", any, ((uintptr_t)aligned & 63) == 0);
    free(aligned);
    free(zero);

    for (int i = 0; i < 100000; i++) {
        void *p = malloc((size_t)(i % 1000) + 1);
        if (!p) return 2;
        free(p);
    }
    volatile size_t absurd = SIZE_MAX;
    void *volatile none = malloc(absurd);
    puts(none ? "impossible" : "refused");
}
