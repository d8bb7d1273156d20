#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    puts("begin");
    fflush(stdout);
    for (;;) {
        char *block = malloc(1 << 20);
        if (!block)
            pause();
        memset(block, 1, 1 << 20);
    }
}
