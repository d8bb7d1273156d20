#include <stdint.h>
#include <stdio.h>

int main(void) {
    puts("before");
    fflush(stdout);
    volatile uintptr_t at = 0x7ffffff0;
    ((void (*)(void))at)();
    puts("after");
}
