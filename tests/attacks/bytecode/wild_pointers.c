#include <stdint.h>
#include <stdio.h>

/* Everything that is in memory may be overwritten; it is the program's own. */
int main(void) {
    puts("before");
    fflush(stdout);
    for (uint32_t at = 0;; at += 4) *(volatile uint32_t *)(uintptr_t)at = 0xdeadbeef;
}
