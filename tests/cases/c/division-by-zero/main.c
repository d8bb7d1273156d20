#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    volatile int divisor = argc - 1;
    printf("%d\n", 100 / divisor);
}
