#include <stdint.h>
#include <stdio.h>

/* An address at the very end of the 32-bit space, which no small program has mapped. */
int main(void) {
    volatile uint32_t address = 0xfffffff0u;
    puts("before");
    fflush(stdout);
    *(volatile char *)(uintptr_t)address = 1;
    puts("after");
}
