#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 8, BYTES = 16 << 20 };

int main(void)
{
    puts("begin");
    fflush(stdout);
    for (int child = 0; child < CHILDREN; child++) {
        if (fork() == 0) {
            char *block = malloc(BYTES);
            if (!block)
                return 2;
            memset(block, child, BYTES);
            sleep(60);
            return block[child] != child;
        }
    }
    for (int child = 0; child < CHILDREN; child++) {
        int status;
        wait(&status);
        if (status != 0)
            return 1;
    }
    puts("end");
}
