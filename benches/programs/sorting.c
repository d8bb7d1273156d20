// A merge sort written out, and the library's sort through a pointer to a comparison, on the same pseudo-random numbers.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 300000, ROUNDS = 4 };

static void numbers(int32_t *items, uint32_t seed) {
    for (int index = 0; index < COUNT; index++) {
        seed = (seed * 1103515245u + 12345u) & 0x7FFFFFFF;
        items[index] = (int32_t)(seed >> 8);
    }
}

static void merge_sort(int32_t *items, int32_t *spare, int count) {
    if (count < 2) return;
    int middle = count / 2;
    merge_sort(items, spare, middle);
    merge_sort(items + middle, spare, count - middle);
    memcpy(spare, items, (size_t)middle * sizeof *items);
    int i = 0, j = middle;
    for (int index = 0; i < middle; index++) {
        items[index] = j == count || spare[i] <= items[j] ? spare[i++] : items[j++];
    }
}

static int by_digits(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    if (a % 1000 != b % 1000) return a % 1000 - b % 1000;
    return (a > b) - (a < b);
}

int main(void) {
    int32_t *items = malloc(COUNT * sizeof *items), *own = malloc(COUNT * sizeof *own), *spare = malloc(COUNT * sizeof *spare);
    if (!items || !own || !spare) abort();
    long checksum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        numbers(items, (uint32_t)round);
        memcpy(own, items, COUNT * sizeof *own);
        merge_sort(own, spare, COUNT);
        qsort(items, COUNT, sizeof *items, by_digits);
        for (int index = 0; index < COUNT; index += 97) checksum = (checksum * 31 + own[index] + items[index]) % 1000003;
    }
    printf("%ld\n", checksum);
    free(items);
    free(own);
    free(spare);
    return 0;
}
