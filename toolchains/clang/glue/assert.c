/* What glibc prints when an assertion fails, because that is what a native program shows. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void __assert_fail(const char *expression, const char *file, int line, const char *function) {
    fprintf(stderr, "main: %s:%d: %s: Assertion `%s' failed.\n", file, line, function, expression);
    abort();
}
