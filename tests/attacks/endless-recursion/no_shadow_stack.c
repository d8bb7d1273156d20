#include <stdio.h>

/* Nothing lives in linear memory here, so that the engine's own stack is what runs out. */
volatile int stop, total;
__attribute__((noinline)) static int down(int n) {
    if (stop) return n;
    int below = down(n + 1);
    return below ^ n;
}

int main(void) { printf("%d\n", down(1)); }
