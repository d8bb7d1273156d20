#include <stdio.h>
#include <stdlib.h>

volatile unsigned counter;

static void spin(void) {
    for (;;) counter++;
}

int main(void) {
    atexit(spin);
    puts("main ends");
    fflush(stdout);
    exit(0);
}
