#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    int local[64];
    volatile int *garbage = local;
    unsigned sum = 0;
    for (int i = 0; i < 64; i++) sum = sum * 31 + garbage[i];
    unsigned char *block = malloc(100000);
    for (int i = 0; i < 100000; i++) sum = sum * 31 + ((volatile unsigned char *)block)[i];
    printf("heap %p stack %p arguments %p garbage %u random %d\n", (void *)block, (void *)local, (void *)argv, sum, rand());
    return argc - 1;
}
