#include <stdio.h>
#include <string.h>

static int down(int kilobytes)
{
    volatile char block[1024];
    memset((char *)block, kilobytes, sizeof block);
    return kilobytes == 0 ? 0 : down(kilobytes - 1) + block[kilobytes % 1024] - (char)kilobytes;
}

int main(void)
{
    printf("%d\n", down(600));
    fflush(stdout);
    printf("%d\n", down(1100));
}
