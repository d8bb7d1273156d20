#include <stdio.h>

int main(void) {
    for (;;) fputs("an error\n", stderr);
}
