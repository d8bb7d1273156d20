#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    puts("begin");
    fflush(stdout);
    if (fork() == 0) {
        for (volatile unsigned turns = 0;; turns++) {
        }
    }
    wait(NULL);
    puts("end");
}
