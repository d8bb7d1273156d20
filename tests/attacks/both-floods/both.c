#include <stdio.h>

int main(void) {
    for (;;) {
        puts("out");
        fputs("err\n", stderr);
    }
}
