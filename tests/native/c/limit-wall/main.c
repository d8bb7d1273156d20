#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("begin");
    fflush(stdout);
    sleep(60);
    puts("end");
}
