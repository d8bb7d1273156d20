#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    puts("begin");
    fflush(stdout);
    if (fork() == 0)
        sleep(60);
    else
        wait(NULL);
    puts("end");
}
