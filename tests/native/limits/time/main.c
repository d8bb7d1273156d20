#include <stdio.h>

int main(void)
{
    puts("begin");
    fflush(stdout);
    for (volatile unsigned turns = 0;; turns++) {
    }
}
