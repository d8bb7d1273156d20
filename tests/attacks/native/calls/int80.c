#include <stdio.h>
int main(void) {
#ifdef __x86_64__
    long result = 20; // getpid of a 32-bit program
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    printf("ESCAPED: %ld\n", result);
#endif
    __builtin_trap();
}
