#include <stdio.h>

int fork(void);

int main(void) {
    for (int i = 0; i < 100; i++)
        if (fork() >= 0) puts("forked");
    puts("done");
}
