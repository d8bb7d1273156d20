/* Reaches the parts of the toolchain that are easy to get wrong: long double formatting, setjmp and the stubs.
   Built with: wasi-cc -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false -include wasi-stubs.h hello.c
   -lsetjmp -lwasi-stubs */
#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf back;

static void jump(int value) { longjmp(back, value); }

int main(void) {
    int value = setjmp(back);
    if (value == 0)
        jump(7);
    char text[16];
    snprintf(text, sizeof text, "%.1Lf", 1.5L);
    if (value != 7 || strcmp(text, "1.5") != 0 || system("true") != -1 || errno != ENOSYS)
        return 1;
    puts("Hello, world!");
    return 0;
}
