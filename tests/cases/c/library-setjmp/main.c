#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

static jmp_buf handler;

static void fail(int code, const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    vprintf(format, rest);
    va_end(rest);
    longjmp(handler, code);
}

static void work(int depth, int code) {
    if (depth == 0) fail(code, "failing with %d; ", code);
    work(depth - 1, code);
}

int main(void) {
    for (volatile int i = 1; i <= 3; i++) {
        int code = setjmp(handler);
        if (code == 0) work(50, i);
        else printf("caught %d\n", code);
    }
}
