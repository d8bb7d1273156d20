#include <stdio.h>

volatile unsigned counter;

__attribute__((constructor)) static void before_main(void) {
    for (;;) counter++;
}

int main(void) { puts("never"); }
