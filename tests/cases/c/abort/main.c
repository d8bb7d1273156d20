#include <stdio.h>
#include <stdlib.h>

int main(void) {
    fputs("giving up\n", stderr);
    abort();
}
