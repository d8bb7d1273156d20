// Each child stays below the limit, all together do not.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 8; i++)
        if (fork() == 0) { volatile char *p = malloc(20 << 20); for (int k = 0; k < 20 << 20; k += 4096) p[k] = 1; sleep(2); _exit(0); }
    while (wait(0) > 0);
    puts("ESCAPED: 160 MB");
}
