#include <stdio.h>

/* Volatile, or the compiler sees that the array is not needed. */
static volatile char block[2000000000];

int main(int argc, char **argv) {
    (void)argv;
    block[argc * 1000000] = 1;
    printf("%d\n", block[argc * 1000000]);
}
