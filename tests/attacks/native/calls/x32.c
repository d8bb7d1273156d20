#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    for (long number = 0; number < 600; number++)
        if (syscall(number | 0x40000000, -1, -1, -1, -1, -1, -1) >= 0) printf("ESCAPED: %ld\n", number);
    // The upper half of a number is not looked at by the kernel nor by the filter.
    if (syscall(0x100000000l | 101, 0, 0, 0, 0) >= 0) puts("ESCAPED: ptrace");
    puts("done");
}
