#include <stdio.h>

__attribute__((noinline)) static int down(volatile int *above) {
    volatile int here = *above + 1;
    return down(&here) + here;
}

int main(void) {
    volatile int start = 0;
    printf("%d\n", down(&start));
}
