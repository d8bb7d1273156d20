// Takes the descriptors or the time of the first process, and then more memory in children.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
    struct rlimit none = {0, 0};
    int done = !strcmp(argv[1], "cpu") ? prlimit(1, RLIMIT_CPU, &none, 0) : prlimit(1, RLIMIT_NOFILE, &none, 0);
    usleep(300000);
    if (done == 0) printf("ESCAPED: the limit was taken\n");
    fflush(stdout);
    for (int i = 0; i < 8; i++)
        if (fork() == 0) {
            volatile char *p = malloc(20 << 20);
            for (int k = 0; k < 20 << 20; k += 4096) p[k] = 1;
            sleep(1);
            _exit(0);
        }
    while (wait(0) > 0);
    puts("ESCAPED: more memory than there may be");
}
